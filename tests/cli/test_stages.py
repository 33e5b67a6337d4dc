"""`--stage` and `--kind`: the pack that judges a paper, and that every report says so."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import mlcia_check
from mlcia_check import UsageProblem
from mlcia_check.rulebook import load_pack
from tests.batch.test_batch import rows
from tests.cli.test_cli import run
from tests.fixtures_table import ROOT, fixture

PACK = ("--pack", ROOT / "packs" / "kinds.yaml")
FINAL = (*PACK, "--stage", "final")


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Papers of four pages: one whose name says short, and one whose name says nothing."""
    folder = tmp_path_factory.mktemp("papers")
    for name in ("1.pdf", "2-short.pdf"):
        shutil.copy(fixture("sigconf"), folder / name)
    return folder


def documents(*arguments: str | Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(run("check", "--format", "json", *arguments)[1])
    return told


def test_a_paper_is_judged_as_what_is_named(papers: Path) -> None:
    paper = papers / "1.pdf"
    code, out, _ = run("check", *FINAL, "--kind", "short", paper)
    assert (code, "kinds, final version, short paper" in out) == (1, True)
    told = documents(*FINAL, "--kind", "full", paper)
    assert told["pack"].items() >= {"name": "kinds", "stage": "final", "kind": "full"}.items()
    assert [(one["kind"], one["verdict"]) for one in told["documents"]] == [("full", "pass")]


def test_the_name_of_a_file_tells_its_kind_and_without_one_a_person_decides(papers: Path) -> None:
    told = documents(*FINAL, papers)["documents"]
    assert [(one.get("kind"), one["verdict"]) for one in told] == [(None, "review"), ("short", "fail")]
    [asked] = told[0]["findings"]
    assert (asked["rule"], "full, short, poster" in asked["message"]) == ("paper-kind", True)


def test_an_unknown_name_is_a_usage_error(papers: Path) -> None:
    code, _, err = run("check", *PACK, "--stage", "camera", papers / "1.pdf")
    assert (code, "it has review, final" in err) == (2, True)


def test_the_token_of_each_kind_is_its_own_and_is_confirmed(papers: Path) -> None:
    paper = papers / "1.pdf"
    full, short = (
        run("check", "--token", *FINAL, "--kind", kind, paper)[1].strip() for kind in ("full", "short")
    )
    assert full.split(":")[2] != short.split(":")[2]
    code, out, _ = run("verify", short, paper, *PACK)
    assert (code, "kinds/final/short" in out) == (0, True)


def test_the_configuration_names_stage_and_kind_of_its_pack(papers: Path, tmp_path: Path) -> None:
    shutil.copy(PACK[1], tmp_path / "kinds.yaml")
    shutil.copy(papers / "1.pdf", tmp_path)
    (tmp_path / ".mlcia-check.yaml").write_text("pack: ./kinds.yaml\nstage: final\nkind: full\n")
    assert run("check", "1.pdf", cwd=tmp_path)[0] == 0
    shown = run("check", "--show-config", "--kind", "short", cwd=tmp_path)[1].splitlines()
    assert [line.split() for line in shown[2:4]] == [
        ["stage", "final", ".mlcia-check.yaml:2"],
        ["kind", "short", "command", "line"],
    ]
    assert run("check", "--pack", "mlcia-2022", "1.pdf", cwd=tmp_path)[0] == 0


def test_a_batch_judges_each_paper_as_its_kind(papers: Path, tmp_path: Path) -> None:
    (tmp_path / "kinds.csv").write_text("id,kind\n1,full\n")
    out = tmp_path / "out"
    arguments = (
        "batch",
        papers,
        *FINAL,
        "--thumbnails",
        "none",
        "--ignore",
        "duplicate-submission",
        "--out",
        out,
    )
    _, _, err = run(*arguments)
    assert "the kind of 1 of 2 papers is not known, as of '1': for review." in err
    # Authors are not asked of which kind their paper is.
    assert [file.name for file in (out / "letters").iterdir()] == ["2-short.txt"]
    assert not list((out / "letters-review").glob("*.txt"))
    assert [(row["kind"], row["verdict"]) for row in rows(out / "summary.csv")] == [
        ("", "review"),
        ("short", "fail"),
    ]
    _, said, _ = run(*arguments, "--kinds", tmp_path / "kinds.csv")
    assert "1 result was kept" in said
    assert [(row["kind"], row["verdict"]) for row in rows(out / "summary.csv")] == [
        ("full", "pass"),
        ("short", "fail"),
    ]
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "short paper" in page
    assert "final version" in page


def test_python_takes_stage_and_kind(papers: Path, tmp_path: Path) -> None:
    pack, paper = PACK[1], papers / "2-short.pdf"
    assert mlcia_check.check(paper, pack, stage="final", kind="full").passed
    report = mlcia_check.check(paper, pack, stage="final")
    assert (report.pack.stage, report.pack.kind, report.verdict) == ("final", "short", "fail")
    result = mlcia_check.batch(
        [paper], out=tmp_path / "out", pack=pack, stage="final", kind="full", thumbnails="none"
    )
    assert result.verdicts["pass"] == 1
    with pytest.raises(UsageProblem, match="is resolved already"):
        mlcia_check.check(paper, load_pack("mlcia-2022"), stage="final")


def test_packs_show_and_validate_their_stages_and_kinds() -> None:
    shown = run("rules", "show", PACK[1], "--stage", "final", "--kind", "short")[1]
    assert "kinds/final/short" in shown
    assert "stages: review, final" in shown
    assert run("rules", "validate", PACK[1])[1].count(": valid, ") == 8


def test_the_page_in_the_browser_offers_every_stage_and_kind() -> None:
    from mlcia_check.cli.serve import packs_offered

    pack = str(PACK[1])
    offered = list(packs_offered(load_pack(pack, "final", "short"), pack))
    assert offered[0] == "kinds/final/short"
    assert {"kinds/review/poster", "kinds/final", "mlcia-2022"} <= set(offered)
