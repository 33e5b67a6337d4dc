"""JUnit XML: a suite a document, a test case a rule. Errors are failures, what was not judged is skipped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mlcia_check.findings import Document
from mlcia_check.report import summary
from mlcia_check.report.phrases import Lang, phrase
from mlcia_check.report.quantity import page_ranges
from mlcia_check.report.records import Check, Finding
from mlcia_check.report.records import Document as Record
from mlcia_check.rule import Pack

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot carry, not even escaped."""


def render(documents: Sequence[Document], pack: Pack, lang: Lang) -> str:
    suites = [
        line for document in documents for line in _suite(summary.document_record(document, pack, lang), lang)
    ]
    head = ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites name="mlcia-check">']
    return "\n".join([*head, *suites, "</testsuites>", ""])


def _suite(record: Record, lang: Lang) -> Iterator[str]:
    failures = sum(check.status == "fail" for check in record.checks)
    skipped = sum(check.status in SKIPPED for check in record.checks)
    name = _escaped(record.path)
    counts = f'tests="{len(record.checks)}" failures="{failures}" errors="0" skipped="{skipped}"'
    yield f'  <testsuite name="{name}" {counts}>'
    for check in record.checks:
        found = [finding for finding in record.findings if finding.rule == check.rule]
        yield from _case(check, found, name, lang)
    yield "  </testsuite>"


SKIPPED = ("review", "off", "not-applicable")


def _case(check: Check, findings: Sequence[Finding], document: str, lang: Lang) -> Iterator[str]:
    opening = f'    <testcase classname="{document}" name="{_escaped(check.rule)}"'
    said = "\n".join(_sentence(finding, lang) for finding in findings)
    if check.status == "fail":
        message = next((found.message for found in findings if found.severity == "error"), "")
        yield f'{opening}><failure message="{_escaped(message)}">{_escaped(said)}</failure></testcase>'
    elif check.status in SKIPPED:
        yield f'{opening}><skipped message="{_escaped(said or check.status)}"/></testcase>'
    elif said:
        yield f"{opening}><system-out>{_escaped(said)}</system-out></testcase>"
    else:
        yield f"{opening}/>"


def _sentence(found: Finding, lang: Lang) -> str:
    number = "one" if len(found.pages) == 1 else "many"
    where = (
        phrase(lang, f"page.{number}", n=page_ranges(found.pages)) + phrase(lang, "at") if found.pages else ""
    )
    return f"{where}{found.message} {found.hint}".rstrip()


def _escaped(text: str) -> str:
    legal = NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
    return "".join(MARKS.get(character, character) for character in legal)


MARKS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}
