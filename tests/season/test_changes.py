"""Comparing two runs: the kinds of change, papers that come and go, reports of other versions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from mlcia_check.errors import UsageProblem
from mlcia_check.report.chair import changes_csv, changes_html, changes_text
from mlcia_check.report.worded_changes import RunChanges
from mlcia_check.season import stored_report
from mlcia_check.season.changes import run_changes

A, B = "a" * 64, "b" * 64


def document(path: str, verdict: str, *broken: str, sha256: str = A, **more: Any) -> dict[str, Any]:
    """A document as any version writes it, with fields that this one may not know."""
    statuses = dict.fromkeys(("one", "two", "three"), "pass") | dict.fromkeys(broken, "fail")
    return {
        "path": path,
        "sha256": sha256,
        "verdict": verdict,
        "checks": [{"rule": rule, "status": status} for rule, status in statuses.items()],
        "findings": [_finding(rule) for rule in broken],
        "later": {"unknown": 1},
        **more,
    }


def _finding(rule: str, severity: str = "error") -> dict[str, Any]:
    return {"rule": rule, "severity": severity, "message": f"It breaks {rule}.", "explanations": ["unknown"]}


def written(folder: Path, *documents: dict[str, Any], version: str = "1.0", pack: str = "p") -> str:
    folder.mkdir(parents=True)
    made = {
        "schema_version": 1,
        "tool": {"name": "mlcia-check", "version": version},
        "pack": {"name": pack, "sha256": "0" * 64},
        "documents": documents,
    }
    (folder / "report.json").write_bytes(msgspec.json.encode(made))
    return str(folder)


def compared(old: str, new: str) -> RunChanges:
    return run_changes(stored_report.read(old), stored_report.read(new), old, new)


def kinds(old: dict[str, Any], new: dict[str, Any], folder: Path) -> dict[str, str]:
    changes = compared(written(folder / "old", old), written(folder / "new", new))
    [paper] = changes.papers
    return {change.rule: change.kind for change in paper.rules}


def test_fixed_new_and_still_there(tmp_path: Path) -> None:
    old, new = document("p.pdf", "fail", "one", "two"), document("p.pdf", "fail", "two", "three")
    assert kinds(old, new, tmp_path) == {"one": "fixed", "two": "still-there", "three": "new"}


@pytest.mark.parametrize("status", ["off", "not-applicable", None])
def test_what_is_no_longer_checked_is_not_called_fixed(status: str | None, tmp_path: Path) -> None:
    new = document("p.pdf", "pass")
    new["checks"] = [{"rule": "one", "status": status}] if status else []
    assert kinds(document("p.pdf", "fail", "one"), new, tmp_path) == {"one": "unchecked"}


@pytest.mark.parametrize("status", ["off", None])
def test_what_was_not_asked_for_is_not_called_new(status: str | None, tmp_path: Path) -> None:
    old = document("p.pdf", "pass")
    old["checks"] = [{"rule": "one", "status": status}] if status else []
    assert kinds(old, document("p.pdf", "fail", "one"), tmp_path) == {"one": "first-checked"}


def test_what_did_not_apply_before_is_new(tmp_path: Path) -> None:
    old = document("p.pdf", "pass")
    old["checks"] = [{"rule": "one", "status": "not-applicable"}]
    assert kinds(old, document("p.pdf", "fail", "one"), tmp_path) == {"one": "new"}


def test_waived_and_no_longer_waived(tmp_path: Path) -> None:
    waived = document("p.pdf", "pass", waived=[{"finding": _finding("one"), "reason": "r"}])
    counts = document("p.pdf", "fail", "one")
    assert kinds(counts, waived, tmp_path / "1") == {"one": "waived"}
    assert kinds(waived, counts, tmp_path / "2") == {"one": "waiver-void"}
    assert kinds(waived, document("p.pdf", "pass"), tmp_path / "3") == {"one": "fixed"}
    assert kinds(waived, waived, tmp_path / "4") == {}


def test_notes_do_not_count(tmp_path: Path) -> None:
    noted = document("p.pdf", "pass", findings=[_finding("one", "info")])
    assert kinds(noted, document("p.pdf", "pass"), tmp_path) == {}


def test_papers_are_matched_by_id_where_both_reports_have_ids(tmp_path: Path) -> None:
    old = written(
        tmp_path / "a", document("old/7.pdf", "fail", "one", id="7"), document("8.pdf", "pass", id="8")
    )
    new = written(
        tmp_path / "b", document("new/7.pdf", "pass", id="7", sha256=B), document("9.pdf", "pass", id="9")
    )
    changes = compared(old, new)
    assert [(paper.id, paper.before, paper.after) for paper in changes.papers] == [
        ("7", "fail", "pass"),
        ("9", None, "pass"),
        ("8", "pass", None),
    ]
    assert [paper.replaced for paper in changes.papers] == [True, False, False]


def test_reports_without_ids_are_matched_by_path(tmp_path: Path) -> None:
    old = written(tmp_path / "a", document("7.pdf", "fail", "one"), version="0.9")
    new = written(tmp_path / "b", document("7.pdf", "pass", id="7"), pack="q")
    changes = compared(old, new)
    assert len(changes.flipped) == 1
    said = "".join(changes_text.render(changes, "en"))
    assert "pack p (00000000), mlcia-check 0.9" in said
    assert "pack q (00000000), mlcia-check 1.0" in said


def test_a_report_of_check_will_do(tmp_path: Path) -> None:
    old = written(tmp_path / "a", document("7.pdf", "pass"))
    assert compared(f"{old}/report.json", old).papers[0].unchanged


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    name = "<script>alert(1)</script>\x1b[31m\u202e=cmd.pdf"
    old = written(tmp_path / "a", document(name, "fail", "one"))
    new = written(tmp_path / "b", document(name, "pass", title="=HYPERLINK(1)"))
    changes = compared(old, new)
    page = "".join(changes_html.render(changes, "en"))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    for text in (
        page,
        "".join(changes_text.render(changes, "zh")),
        "".join(changes_csv.render(changes, "en")),
    ):
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert "'=HYPERLINK(1)" in "".join(changes_csv.render(changes, "en"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "no report"),
        (b"{", "is not a JSON report of this program"),
        (b'{"schema_version": 1}', "is not a JSON report of this program"),
        (
            b'{"schema_version":2,"tool":{"name":"m","version":"9"},"pack":{"name":"p","sha256":""},"documents":[]}',
            "is a report of a later version: schema 2",
        ),
    ],
)
def test_what_is_no_report_is_refused(data: bytes | None, said: str, tmp_path: Path) -> None:
    if data is not None:
        (tmp_path / "report.json").write_bytes(data)
    with pytest.raises(UsageProblem, match=said):
        stored_report.read(str(tmp_path))
