"""What a chair decided comes before the verdict in everything that goes back to a submission system."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest

from mlcia_check.model.decisions import Decision, DecisionName, Decisions
from mlcia_check.season import waiver_file
from mlcia_check.season.waiver_file import WaiverFile
from tests.cli.test_cli import run
from tests.fixtures_table import fixture

PASSING, FAILING = "office", "block-right-3"
PAPERS: dict[str, tuple[str, DecisionName | None, bool]] = {
    "1": (FAILING, None, True),
    "2": (FAILING, "fine", True),
    "3": (FAILING, "ask", True),
    "4": (FAILING, "reject", True),
    "5": (PASSING, "reject", True),
    "6": (PASSING, "fine", True),
    "7": (FAILING, "fine", False),
    "8": (PASSING, None, True),
}
"""Id: the fixture, the decision, and whether it is about this PDF of the paper."""

NOTE = "as agreed on the phone"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("decided")
    papers, out = folder / "papers", folder / "out"
    papers.mkdir()
    out.mkdir()
    said = []
    for number, (name, decision, current) in PAPERS.items():
        data = fixture(name).read_bytes() + f"\n%% paper {number}\n".encode()
        (papers / f"mlcia-paper{number}.pdf").write_bytes(data)
        about = hashlib.sha256(data if current else b"an earlier version").hexdigest()
        if decision:
            said.append(Decision(number, decision, "A. Chair", "2026-05-31", about, NOTE))
    waiver_file.write(
        waiver_file.merged(WaiverFile(str(out / waiver_file.FILE)), Decisions(decisions=tuple(said)))
    )
    code, _, err = run(
        *("batch", papers, "--out", out, "--lang", "en", "--thumbnails", "none"),
        *("--ignore", "duplicate-submission"),
    )
    assert code == 1, err
    return out


def table(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def test_openreview_rejects_what_the_chair_rejected_and_what_fails_undecided(out: Path) -> None:
    with open(out / "systems" / "openreview-decisions.csv", encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened))
    assert [row[:2] for row in rows] == [[number, "Reject"] for number in ("1", "4", "5", "7")]


def test_cmt_gets_the_decision_in_place_of_the_verdict(out: Path) -> None:
    lines = (out / "systems" / "cmt-chair-note.txt").read_text(encoding="utf-8").split("\n")
    assert [tuple(line.split("\t")) for line in lines if line] == [
        *(("1", "format-fail"), ("2", "desk-fine"), ("3", "desk-ask"), ("4", "desk-reject")),
        *(("5", "desk-reject"), ("6", "desk-fine"), ("7", "format-fail")),
    ]


def test_lists_to_read_say_what_was_decided(out: Path) -> None:
    openreview = [(row["note_id"], row["decision"]) for row in table(out / "systems" / "openreview.csv")]
    assert openreview == [
        *(("1", ""), ("2", "fine"), ("3", "ask"), ("4", "reject"), ("5", "reject"), ("6", "fine"), ("7", "")),
    ]
    easychair = {row["#"]: row["decision"] for row in table(out / "systems" / "easychair.csv")}
    assert list(easychair) == list("1234567")
    assert NOTE in easychair["2"]
    assert "another" in easychair["7"] or "earlier" in easychair["7"]


def test_no_letter_about_a_paper_that_is_fine(out: Path) -> None:
    assert {path.stem for path in (out / "letters").iterdir()} == {"1", "3", "4", "7"}
    assert {row["id"] for row in table(out / "mail-merge.csv")} == {"1", "3", "4", "7"}


def test_the_authors_are_not_told_the_chair_s_note(out: Path) -> None:
    goes_out = [*out.glob("letters*/*"), out / "mail-merge.csv", *out.glob("systems/openreview*.csv")]
    assert goes_out
    assert not any(NOTE in path.read_text(encoding="utf-8") for path in goes_out)
