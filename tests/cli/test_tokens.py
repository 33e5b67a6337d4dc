"""Tokens: `check --token` prints the same line everywhere; `verify` confirms it or says what differs."""

from __future__ import annotations

import hashlib
import shutil
from functools import cache
from pathlib import Path

import pytest

from mlcia_check.version import VERSION
from tests import hostile
from tests.cli.test_cli import FAILING, NO_PDF, PASSING, run
from tests.packs import pack_at

LOCALES: tuple[dict[str, str], ...] = ({"LC_ALL": "C"}, {"LC_ALL": "zh_CN.UTF-8", "PYTHONHASHSEED": "7"})


@cache
def token(paper: Path, *options: str) -> str:
    """The token of a paper, printed once: the next test shows that it is always the same."""
    _, out, err = run("check", "--token", paper, *options)
    assert err == ""
    return out.strip()


def differing(out: str) -> set[str]:
    """The parts that a report of `verify` marks as different."""
    return {line.split()[1] for line in out.splitlines() if line.startswith("  ✗")}


@pytest.mark.parametrize("paper", [PASSING, FAILING, NO_PDF], ids=lambda path: path.stem)
def test_a_token_is_one_line_the_same_in_every_locale_and_is_confirmed(paper: Path) -> None:
    printed = [run("check", "--token", paper, env=env) for env in LOCALES]
    assert printed[0] == printed[1]
    code, out, err = printed[0]
    assert (code, out.count("\n"), err) == (run("check", "-q", paper)[0], 1, "")
    assert out.startswith(f"mlcia-check:{VERSION}:{pack_at('mlcia-2022').sha256}:")
    for env in LOCALES:
        code, said, err = run("verify", "--lang", "en", out, paper, env={**env, "LC_ALL": "C.UTF-8"})
        assert (code, said.split()[0], differing(said), err) == (0, "CONFIRMED", set(), "")


def test_tokens_of_several_papers_name_their_papers() -> None:
    _, out, _ = run("check", "--token", PASSING, FAILING)
    assert out.splitlines() == [f"{token(PASSING)}  {PASSING}", f"{token(FAILING)}  {FAILING}"]


def test_one_changed_byte_is_told(tmp_path: Path) -> None:
    data = bytearray(PASSING.read_bytes())
    stated = token(PASSING)
    # A byte of the header's comment: the paper reads as before.
    assert data[10] > 127
    data[10] ^= 1
    (tmp_path / "paper.pdf").write_bytes(data)
    code, out, _ = run("verify", stated, tmp_path / "paper.pdf")
    assert (code, out.split()[0], differing(out)) == (1, "DIFFERS", {"PDF"})
    assert "this file was changed" in out


@pytest.mark.parametrize(
    ("place", "other", "part"),
    [(1, "0.0.1", "program"), (2, "0" * 64, "pack"), (3, "0" * 64, "PDF"), (4, "fail", "verdict")],
)
def test_each_part_that_differs_is_told(place: int, other: str, part: str) -> None:
    fields = token(PASSING).split(":")
    fields[place] = other
    code, out, _ = run("verify", ":".join(fields), PASSING)
    assert (code, differing(out)) == (1, {part})


def test_a_pack_of_ones_own_is_given_and_a_shipped_one_found(tmp_path: Path) -> None:
    own = tmp_path / "mine.yaml"
    own.write_text("extends: mlcia-2022\nrules:\n  page-limit: {params: {most: 3}}\n", encoding="utf-8")
    stated = token(PASSING, "--pack", str(own))
    assert stated.endswith(":fail")
    assert differing(run("verify", stated, PASSING)[1]) == {"pack", "verdict"}
    assert run("verify", "--pack", own, stated, PASSING)[0] == 0
    assert run("verify", token(PASSING, "--pack", "acm-sigconf"), PASSING)[0] == 0


def test_a_token_wrapped_by_a_mail_program_is_read() -> None:
    stated = token(PASSING)
    assert run("verify", f" {stated[:70]}\n  {stated[70:]}\n", PASSING)[0] == 0


@pytest.mark.parametrize("wrong", ["", "pass", "mlcia-check:0.1.0:abc:def:pass", "x" * 5000])
def test_what_is_no_token_is_refused(wrong: str) -> None:
    code, out, err = run("verify", wrong, PASSING)
    assert (code, out) == (2, "")
    assert "this is not a token" in err


def test_a_paper_beyond_its_limits_has_no_token_and_confirms_none(tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(hostile.memory_hog())
    code, out, err = run("check", "--token", "--memory", "200", paper)
    assert (code, out) == (3, "")
    assert "has no token: it exceeded the limits" in err
    fields = token(PASSING).split(":")
    fields[3] = hashlib.sha256(paper.read_bytes()).hexdigest()
    code, out, err = run("verify", "--memory", "200", ":".join(fields), paper)
    assert (code, out.split()[0], differing(out)) == (3, "UNDECIDED", set())
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "options",
    [
        ("--ignore", "language"),
        ("--select", "language"),
        ("--no-confirm",),
        ("--format", "json"),
        ("--watch",),
    ],
    ids=" ".join,
)
def test_a_token_stands_for_a_whole_check_only(options: tuple[str, ...]) -> None:
    code, out, err = run("check", "--token", *options, PASSING)
    assert (code, out) == (2, "")
    assert "--token" in err


def test_rules_that_a_repository_ignores_leave_no_token(tmp_path: Path) -> None:
    shutil.copy(PASSING, tmp_path / "paper.pdf")
    (tmp_path / ".mlcia-check.yaml").write_text("ignore:\n  language: a test\n")
    code, _, err = run("check", "--token", "paper.pdf", cwd=tmp_path)
    assert (code, "--no-config" in err) == (2, True)
    assert run("check", "--token", "--no-config", "paper.pdf", cwd=tmp_path)[1].strip() == token(PASSING)


def test_verify_takes_one_paper() -> None:
    code, _, err = run("verify", token(PASSING), PASSING.parent)
    assert (code, "verify takes one paper" in err) == (2, True)
