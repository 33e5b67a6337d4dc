"""GitLab's Code Quality report: a list with one entry for each finding, ignored rule and waiver.

The fields are those that GitLab documents for custom tools: description, check_name,
fingerprint, severity, location.path, location.lines.begin.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec.json

from mlcia_check.model.judged import Severity
from mlcia_check.report.view import View
from mlcia_check.report.worded import WordedFinding
from mlcia_check.report.worded_run import WordedPaper, WordedRun
from mlcia_check.report.words import decided, sentences
from mlcia_check.report.words.phrases import Lang, phrase

SEVERITY: dict[Severity, str] = {"error": "blocker", "review": "major", "warning": "minor", "info": "info"}


def render(run: WordedRun, view: View) -> Iterator[str]:
    """Yield the report as one JSON list."""
    entries = [entry for paper in run.papers() for entry in _entries(paper, view.lang)]
    yield msgspec.json.format(msgspec.json.encode(entries), indent=2).decode() + "\n"


def _entries(paper: WordedPaper, lang: Lang) -> list[dict[str, Any]]:
    record = paper.document
    path = record.path.replace("\\", "/").removeprefix("./")
    location = {"path": path, "lines": {"begin": sentences.SCANNER_LINE}}
    found: list[dict[str, Any]] = [
        {
            "description": sentences.sentence(finding, lang),
            "check_name": finding.rule,
            "fingerprint": fingerprint,
            "severity": SEVERITY[finding.severity],
            "location": _source_location(finding) or location,
        }
        for finding, fingerprint in zip(record.findings, sentences.fingerprints(paper), strict=True)
    ]
    left_out = [
        (check.rule, "ignored", phrase(lang, "ignored", reason=check.ignored))
        for check in record.checks
        if check.ignored is not None
    ]
    left_out += [
        (rule, f"waived {number}", said) for number, (rule, said) in enumerate(decided.rows(record, lang))
    ]
    return found + [
        {
            "description": said,
            "check_name": rule,
            "fingerprint": sentences.fingerprint(paper.path, rule, kind),
            "severity": SEVERITY["info"],
            "location": location,
        }
        for rule, kind, said in left_out
    ]


def _source_location(found: WordedFinding) -> dict[str, Any] | None:
    """Return the first line of the sources that the finding comes from; None if it is not known."""
    for line in found.source_lines:
        return {"path": line.file.removeprefix("./"), "lines": {"begin": line.line}}
    return None
