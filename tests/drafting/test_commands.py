"""`rules from-pdf` and `rules from-call` as a chair runs them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_cli import run
from tests.drafting.drafts import CALLS
from tests.fixtures_table import fixture


def test_a_pack_from_a_pdf_is_written_to_a_file_and_checks_papers(tmp_path: Path) -> None:
    pack = tmp_path / "venue.yaml"
    code, out, err = run("rules", "from-pdf", "-o", pack, fixture("sigconf"))
    assert (code, out) == (0, "")
    assert "page limit" in err
    assert run("rules", "validate", pack)[0] == 0
    assert run("check", "--pack", pack, fixture("gutter-2"))[0] == 1


def test_a_pack_from_a_call_goes_to_standard_output(tmp_path: Path) -> None:
    code, out, err = run("rules", "from-call", CALLS / "mlcia.md")
    assert code == 0
    assert "comes before submission" in err
    (tmp_path / "venue.yaml").write_text(out, encoding="utf-8")
    assert run("rules", "validate", tmp_path / "venue.yaml")[0] == 0


def test_both_speak_chinese() -> None:
    code, out, err = run("rules", "from-call", CALLS / "mlcia.md", "--lang", "zh")
    assert (code, "早于截稿" in out, "早于截稿" in err) == (0, True, True)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("not-a-pdf", "cannot be read"),
        ("truncated", "cut short"),
        ("placeholder", "shows no format: too little text"),
        ("four-up", "each sheet holds several pages"),
    ],
)
def test_a_pdf_that_shows_no_format_is_refused(name: str, says: str) -> None:
    code, out, err = run("rules", "from-pdf", fixture("sigconf"), fixture(name))
    assert (code, out) == (2, "")
    assert name in err
    assert says in err


def test_a_call_that_is_no_text_is_refused(tmp_path: Path) -> None:
    code, out, err = run("rules", "from-call", fixture("sigconf"))
    assert (code, out) == (2, "")
    assert "not UTF-8 text" in err
    empty = tmp_path / "call.md"
    empty.write_text("---\ntitle: A\n---\n", encoding="utf-8")
    assert "holds no text" in run("rules", "from-call", empty)[2]
    assert "No such file" in run("rules", "from-call", tmp_path / "nowhere.md")[2]


def test_no_input_is_overwritten(tmp_path: Path) -> None:
    call = tmp_path / "call.md"
    call.write_text("Papers have at most 8 pages.", encoding="utf-8")
    assert run("rules", "from-call", "-o", call, call)[0] == 2
    assert call.read_text(encoding="utf-8") == "Papers have at most 8 pages."
