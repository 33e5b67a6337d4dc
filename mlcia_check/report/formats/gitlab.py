"""GitLab's Code Quality report: a list with an entry a finding, and one a rule that was ignored.

The fields are those that GitLab documents for tools of one's own: description, check_name,
fingerprint, severity, location.path, location.lines.begin.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec.json

from mlcia_check.model.judged import JudgedDocument, Severity
from mlcia_check.model.rule_pack import Pack
from mlcia_check.report import run_summary
from mlcia_check.report.words import sentences
from mlcia_check.report.words.phrases import Lang, phrase

SEVERITY: dict[Severity, str] = {"error": "blocker", "review": "major", "warning": "minor", "info": "info"}


def render(documents: Sequence[JudgedDocument], pack: Pack, lang: Lang) -> str:
    entries = [entry for document in documents for entry in _entries(document, pack, lang)]
    return msgspec.json.format(msgspec.json.encode(entries), indent=2).decode() + "\n"


def _entries(document: JudgedDocument, pack: Pack, lang: Lang) -> list[dict[str, Any]]:
    record = run_summary.document_record(document, pack, lang)
    path = record.path.replace("\\", "/").removeprefix("./")
    location = {"path": path, "lines": {"begin": sentences.LINE}}
    found: list[dict[str, Any]] = [
        {
            "description": sentences.sentence(finding, lang),
            "check_name": finding.rule,
            "fingerprint": fingerprint,
            "severity": SEVERITY[finding.severity],
            "location": location,
        }
        for finding, fingerprint in zip(record.findings, sentences.fingerprints(document), strict=True)
    ]
    ignored = [
        {
            "description": phrase(lang, "ignored", reason=check.ignored),
            "check_name": check.rule,
            "fingerprint": sentences.fingerprint(document.path, check.rule, "ignored"),
            "severity": SEVERITY["info"],
            "location": location,
        }
        for check in record.checks
        if check.ignored is not None
    ]
    return found + ignored
