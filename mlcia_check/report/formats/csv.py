"""CSV for spreadsheets: a row a finding and a row an ignored rule, and a row for a document without any.

UTF-8 with a byte order mark, without which spreadsheets read Chinese as gibberish; the names of the
columns are the same in both languages.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from mlcia_check.model.answers import Value
from mlcia_check.model.judged import JudgedDocument
from mlcia_check.model.rule_pack import Pack
from mlcia_check.report import run_summary
from mlcia_check.report.worded import WordedFinding
from mlcia_check.report.words import sentences
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.report.words.quantity import page_ranges

COLUMNS = (
    "document",
    "sha256",
    "verdict",
    "document_pages",
    "rule",
    "severity",
    "pages",
    "measured",
    "allowed",
    "unit",
    "message",
    "hint",
    "words",
    "confirmed",
    "because_of",
    "explanations",
)
FORMULA = tuple("=+-@\t\r＝＋－＠")
"""A spreadsheet computes a cell that begins so."""

LONGEST = 32_000
"""Characters of a cell: spreadsheets take 32,767, and Python's own reader 131,072."""

Cell = str | int | float | None


def render(documents: Sequence[JudgedDocument], pack: Pack, lang: Lang) -> str:
    return table(COLUMNS, (row for document in documents for row in _rows(document, pack, lang)))


def table(columns: Sequence[str], rows: Iterator[Sequence[Cell]]) -> str:
    """The CSV text of a table, with its byte order mark; no cell is computed by a spreadsheet."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(columns)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return "\N{BYTE ORDER MARK}" + written.getvalue()


def guarded(cell: Cell) -> Cell:
    """A text that a spreadsheet would compute, with an apostrophe before it; one that it cannot hold, cut."""
    if not isinstance(cell, str):
        return cell
    if len(cell) > LONGEST:
        cell = f"{cell[:LONGEST]}..."
    return f"'{cell}" if len(cell) > 1 and cell.startswith(FORMULA) else cell


def _rows(document: JudgedDocument, pack: Pack, lang: Lang) -> Iterator[Sequence[Cell]]:
    record = run_summary.document_record(document, pack, lang)
    own = (record.path, record.sha256, record.verdict, record.pages)
    for found in record.findings:
        yield *own, *_finding(found, lang)
    ignored = [check for check in record.checks if check.ignored is not None]
    for check in ignored:
        reason = phrase(lang, "ignored", reason=check.ignored)
        yield _filled((*own, check.rule, "off", None, None, None, None, reason))
    if not record.findings and not ignored:
        yield _filled(own)


def _finding(found: WordedFinding, lang: Lang) -> Sequence[Cell]:
    return (
        found.rule,
        found.severity,
        page_ranges(found.pages),
        _value(found.measured),
        found.allowed,
        found.unit,
        found.message,
        found.hint,
        found.words,
        None if found.confirmed is None else str(found.confirmed).lower(),
        found.because_of,
        sentences.tried(found, lang) or None,
    )


def _value(measured: Value) -> Cell:
    return " x ".join(map(str, measured)) if isinstance(measured, tuple) else measured


def _filled(cells: Sequence[Cell]) -> Sequence[Cell]:
    return *cells, *[None] * (len(COLUMNS) - len(cells))
