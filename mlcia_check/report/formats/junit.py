"""JUnit XML: one suite for each document, one test case for each rule.

An error is a failure, a rule without a verdict is skipped.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence

from mlcia_check.report.view import View
from mlcia_check.report.worded import WordedDocument as Record
from mlcia_check.report.worded import WordedFinding, WordedOutcome
from mlcia_check.report.worded_run import WordedRun
from mlcia_check.report.words import decided, sentences
from mlcia_check.report.words.phrases import Lang, phrase

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot contain, not even escaped."""

SKIPPED = ("review", "off", "not-applicable")


def render(run: WordedRun, view: View) -> Iterator[str]:
    """Yield the report as one XML document."""
    records = [paper.document for paper in run.papers()]
    root = ET.Element("testsuites", {"name": "mlcia-check", **_counts(records)})
    for record in records:
        suite = ET.SubElement(root, "testsuite", {"name": _legal(record.path), **_counts([record])})
        for check in record.checks:
            suite.append(_case(check, record, view.lang))
    ET.indent(root)
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _counts(records: Sequence[Record]) -> dict[str, str]:
    statuses = [check.status for record in records for check in record.checks]
    return {
        "tests": str(len(statuses)),
        "failures": str(statuses.count("fail")),
        "errors": "0",
        "skipped": str(sum(status in SKIPPED for status in statuses)),
    }


def _case(check: WordedOutcome, record: Record, lang: Lang) -> ET.Element:
    name = _legal(record.path)
    case = ET.Element("testcase", classname=name, name=_legal(check.rule), file=name)
    findings = [found for found in record.findings if found.rule == check.rule]
    said = _legal("\n".join(sentences.sentence(found, lang) for found in findings))
    if check.status == "fail":
        ET.SubElement(case, "failure", type="error", message=_legal(_first_error(findings))).text = said
    elif check.ignored is not None:
        ET.SubElement(case, "skipped", message=_legal(phrase(lang, "ignored", reason=check.ignored)))
    elif check.status in SKIPPED:
        ET.SubElement(case, "skipped", message=said or _why_skipped(check, lang))
    elif said:
        ET.SubElement(case, "system-out").text = said
    waivers = [text for rule, text in decided.rows(record, lang) if rule == check.rule]
    if waivers:
        ET.SubElement(case, "system-err").text = _legal("\n".join(waivers))
    return case


def _why_skipped(check: WordedOutcome, lang: Lang) -> str:
    status = phrase(lang, f"skipped.{check.status}")
    return status + phrase(lang, "at") + _legal(check.reason) if check.reason else status


def _first_error(findings: Sequence[WordedFinding]) -> str:
    return next((found.message for found in findings if found.severity == "error"), "")


def _legal(text: str) -> str:
    return NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
