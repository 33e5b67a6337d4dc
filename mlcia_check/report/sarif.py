"""SARIF 2.1.0, for code scanning: the pack's rules, and a result a finding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec.json

from mlcia_check.findings import Document, Severity
from mlcia_check.report import summary, wording
from mlcia_check.report.phrases import Lang, phrase
from mlcia_check.report.records import Document as Record
from mlcia_check.report.records import Finding
from mlcia_check.rule import Level, Pack, Rule
from mlcia_check.version import VERSION

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVEL: dict[Severity, str] = {"error": "error", "warning": "warning", "review": "warning", "info": "note"}
DEFAULT_LEVEL: dict[Level, str] = {
    "error": "error",
    "warning": "warning",
    "review": "warning",
    "info": "note",
    "off": "none",
}


def render(documents: Sequence[Document], pack: Pack, lang: Lang) -> str:
    records = [summary.document_record(document, pack, lang) for document in documents]
    index = {rule.id: number for number, rule in enumerate(pack.rules)}
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "mlcia-check",
                        "semanticVersion": VERSION,
                        "rules": [_rule(rule, lang) for rule in pack.rules],
                    }
                },
                "artifacts": [_artifact(record) for record in records],
                "results": [
                    _result(found, record, number, index[found.rule], lang)
                    for number, record in enumerate(records)
                    for found in record.findings
                ],
                "columnKind": "unicodeCodePoints",
            }
        ],
    }
    return msgspec.json.format(msgspec.json.encode(log), indent=2).decode() + "\n"


def _rule(rule: Rule, lang: Lang) -> dict[str, Any]:
    fixes = wording.hint(rule, lang, "")
    return {
        "id": rule.id,
        "shortDescription": {"text": wording.words(rule.why, lang)},
        "help": {"text": f"{wording.words(rule.why, lang)}\n\n{fixes}\n\n{rule.source}".rstrip()},
        "defaultConfiguration": {"level": DEFAULT_LEVEL[rule.severity], "enabled": rule.severity != "off"},
    }


def _artifact(record: Record) -> dict[str, Any]:
    artifact: dict[str, Any] = {"location": {"uri": _uri(record.path)}, "mimeType": "application/pdf"}
    return artifact | ({"hashes": {"sha-256": record.sha256}} if record.sha256 else {})


def _result(found: Finding, record: Record, artifact: int, rule: int, lang: Lang) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": _uri(record.path), "index": artifact}}
    }
    if found.page is not None:
        # A PDF has no lines, so the page is a place of its own kind beside the file.
        name = phrase(lang, "page.one", n=found.page)
        location["logicalLocations"] = [
            {"name": name, "fullyQualifiedName": f"page={found.page}", "kind": "page"}
        ]
    message = f"{found.message} {found.hint}".rstrip()
    return {
        "ruleId": found.rule,
        "ruleIndex": rule,
        "level": LEVEL[found.severity],
        "message": {"text": message},
        "locations": [location],
        "properties": {
            "severity": found.severity,
            "page": found.page,
            "pages": found.pages,
            "bbox": found.bbox,
            "measured": found.measured,
            "allowed": found.allowed,
            "unit": found.unit,
        },
    }


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path.replace("\\", "/"), safe="/!")
