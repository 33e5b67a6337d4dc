"""GitLab's Code Quality report: a list with an entry a finding.

The fields are those that GitLab documents for tools of one's own: description, check_name,
fingerprint, severity, location.path, location.lines.begin.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec.json

from mlcia_check.findings import Document, Severity
from mlcia_check.report import sentences, summary
from mlcia_check.report.phrases import Lang
from mlcia_check.rule import Pack

SEVERITY: dict[Severity, str] = {"error": "blocker", "review": "major", "warning": "minor", "info": "info"}


def render(documents: Sequence[Document], pack: Pack, lang: Lang) -> str:
    entries = [entry for document in documents for entry in _entries(document, pack, lang)]
    return msgspec.json.format(msgspec.json.encode(entries), indent=2).decode() + "\n"


def _entries(document: Document, pack: Pack, lang: Lang) -> list[dict[str, object]]:
    record = summary.document_record(document, pack, lang)
    path = record.path.replace("\\", "/").removeprefix("./")
    return [
        {
            "description": sentences.sentence(found, lang),
            "check_name": found.rule,
            "fingerprint": fingerprint,
            "severity": SEVERITY[found.severity],
            "location": {"path": path, "lines": {"begin": sentences.LINE}},
        }
        for found, fingerprint in zip(record.findings, sentences.fingerprints(document), strict=True)
    ]
