"""SARIF 2.1.0, for code scanning: the pack's rules, and one result for each finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec.json

from mlcia_check.model.judged import Severity
from mlcia_check.model.rule_pack import Level
from mlcia_check.report.formats.markdown import escaped
from mlcia_check.report.view import View
from mlcia_check.report.worded import WordedDocument as Record
from mlcia_check.report.worded import WordedFinding, WordedSourceLine
from mlcia_check.report.worded_run import WordedPaper, WordedRule, WordedRun
from mlcia_check.report.words import decided, sentences
from mlcia_check.report.words.phrases import Lang, phrase
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


SNIPPET_MAX_CHARACTERS = 200
"""Most characters of quoted text: enough to find the place."""


def render(run: WordedRun, view: View) -> Iterator[str]:
    """Yield the log as one JSON object."""
    papers = list(run.papers())
    records = [paper.document for paper in papers]
    index = {rule.id: number for number, rule in enumerate(run.pack.rules)}
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "mlcia-check",
                        "semanticVersion": VERSION,
                        "rules": [_rule(rule) for rule in run.pack.rules],
                    }
                },
                "artifacts": [_artifact(record) for record in records],
                "results": [
                    result
                    for number, paper in enumerate(papers)
                    for result in _results(paper, number, index, view.lang)
                ],
                "invocations": [_invocation(records, index)],
                "columnKind": "unicodeCodePoints",
            }
        ],
    }
    yield msgspec.json.format(msgspec.json.encode(log), indent=2).decode() + "\n"


def _rule(rule: WordedRule) -> dict[str, Any]:
    text = "\n\n".join(filter(None, (rule.why, *rule.fixes, rule.source, rule.page)))
    fixes = "\n".join(f"- {escaped(fix)}" for fix in rule.fixes)
    parts = (escaped(rule.why), fixes, escaped(rule.source), escaped(rule.page))
    markdown = "\n\n".join(filter(None, parts))
    # SARIF takes an absolute address only.
    address = {"helpUri": rule.page} if sentences.is_url(rule.page) else {}
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.id},
        "fullDescription": {"text": rule.why},
        "help": {"text": text, "markdown": markdown},
        "defaultConfiguration": {"level": DEFAULT_LEVEL[rule.severity], "enabled": rule.severity != "off"},
        **address,
    }


def _invocation(records: Sequence[Record], index: Mapping[str, int]) -> dict[str, Any]:
    """Return the completed run and the rules that were ignored on request, with the reasons."""
    ignored = {
        check.rule: check.ignored
        for record in records
        for check in record.checks
        if check.ignored is not None
    }
    return {
        "executionSuccessful": True,
        "ruleConfigurationOverrides": [
            {
                "descriptor": {"id": rule, "index": index[rule]},
                "configuration": {"enabled": False},
                "properties": {"ignored": reason},
            }
            for rule, reason in ignored.items()
        ],
    }


def _artifact(record: Record) -> dict[str, Any]:
    artifact: dict[str, Any] = {"location": {"uri": _uri(record.path)}, "mimeType": "application/pdf"}
    return artifact | ({"hashes": {"sha-256": record.sha256}} if record.sha256 else {})


def _results(
    paper: WordedPaper, artifact: int, index: Mapping[str, int], lang: Lang
) -> Iterator[dict[str, Any]]:
    record = paper.document
    for found, fingerprint in zip(record.findings, sentences.fingerprints(paper), strict=True):
        yield _result(found, fingerprint, record, artifact, index, lang)
    for number, one in enumerate(record.waived):
        fingerprint = sentences.fingerprint(paper.path, one.finding.rule, f"waived {number}")
        suppression = {"kind": "external", "status": "accepted", "justification": decided.waived(one, lang)}
        waived = _result(one.finding, fingerprint, record, artifact, index, lang)
        yield waived | {"suppressions": [suppression]}


def _result(
    found: WordedFinding,
    fingerprint: str,
    record: Record,
    artifact: int,
    index: Mapping[str, int],
    lang: Lang,
) -> dict[str, Any]:
    return {
        "ruleId": found.rule,
        "ruleIndex": index[found.rule],
        "level": LEVEL[found.severity],
        "message": {"text": sentences.sentence(found, lang)},
        "locations": [_location(found, record, artifact, lang)],
        **_related(found, record, artifact, lang),
        # GitHub merges results with the same first fingerprint into one alert.
        "partialFingerprints": {"primaryLocationLineHash": fingerprint},
        "properties": {
            "severity": found.severity,
            "measured": found.measured,
            "allowed": found.allowed,
            "unit": found.unit,
            "confirmed": found.confirmed,
            "because_of": found.because_of,
            "explanations": found.explanations,
        },
    }


def _location(found: WordedFinding, record: Record, artifact: int, lang: Lang) -> dict[str, Any]:
    """Return the line of the sources, or the PDF, as the physical location, and the page as a logical one."""
    lines = found.source_lines
    location: dict[str, Any] = {
        "physicalLocation": _in_source(lines[0]) if lines else _in_pdf(found, record, artifact),
        "properties": {"page": found.page, "pages": found.pages, "bbox": found.bbox},
    }
    if found.page is not None:
        name = phrase(lang, "page.one", n=found.page)
        location["logicalLocations"] = [
            {"name": name, "fullyQualifiedName": f"page={found.page}", "kind": "page"}
        ]
    return location


def _in_pdf(found: WordedFinding, record: Record, artifact: int) -> dict[str, Any]:
    """Return the PDF as a physical location. It has no lines."""
    region: dict[str, Any] = {"startLine": sentences.SCANNER_LINE}
    if found.words:
        region["snippet"] = {"text": found.words[:SNIPPET_MAX_CHARACTERS]}
    return {"artifactLocation": {"uri": _uri(record.path), "index": artifact}, "region": region}


def _in_source(line: WordedSourceLine) -> dict[str, Any]:
    """Return a line of the sources as a physical location."""
    region = {"startLine": line.line, "snippet": {"text": line.text}}
    return {"artifactLocation": {"uri": _uri(line.file)}, "region": region}


def _related(found: WordedFinding, record: Record, artifact: int, lang: Lang) -> dict[str, Any]:
    """Return the other lines of the sources, and the PDF, if the result is located in the sources."""
    if not found.source_lines:
        return {}
    lines = [
        {"physicalLocation": _in_source(line), "message": {"text": sentences.source_line(line, lang)}}
        for line in found.source_lines[1:]
    ]
    pdf = {
        "physicalLocation": _in_pdf(found, record, artifact),
        "message": {"text": sentences.pages(found, lang) or record.path},
    }
    return {"relatedLocations": [*lines, pdf]}


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path.replace("\\", "/"), safe="/!")
