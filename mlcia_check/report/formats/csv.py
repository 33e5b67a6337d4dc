"""CSV for spreadsheets: one row for each finding, waiver and ignored rule, or one row for a document without.

The file is UTF-8 with a byte order mark; without it, spreadsheets garble Chinese. Column names are the same
in both languages.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence

from mlcia_check.model.answers import Value
from mlcia_check.report.view import View
from mlcia_check.report.worded import WordedDocument, WordedFinding
from mlcia_check.report.worded_run import WordedRun
from mlcia_check.report.words import decided, sentences
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
    "rule_page",
    "waived",
    "decision",
)
FORMULA = tuple("=+-@\t\r＝＋－＠")
"""A spreadsheet evaluates a cell that begins with one of these."""

CELL_MAX_CHARACTERS = 32_000
"""Most characters in a cell: spreadsheets accept 32,767, and Python's csv reader 131,072."""

Cell = str | int | float | None


def render(run: WordedRun, view: View) -> Iterator[str]:
    """Yield the table, a row at a time."""
    return table(COLUMNS, (row for paper in run.papers() for row in _rows(paper.document, view.lang)))


class _Line:
    """A file for csv.writer, whose `writerow` returns what `write` returns."""

    def write(self, line: str) -> str:
        return line


def table(columns: Sequence[str], rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    """Yield the lines of a CSV table after a byte order mark, with each cell guarded."""
    write: Callable[[Iterable[Cell]], str] = csv.writer(_Line()).writerow
    yield "\N{BYTE ORDER MARK}" + write(columns)
    for row in rows:
        yield write([guarded(cell) for cell in row])


def guarded(cell: Cell) -> Cell:
    """Return the cell, cut to CELL_MAX_CHARACTERS.

    Text that a spreadsheet would evaluate gets an apostrophe in front.
    """
    if not isinstance(cell, str):
        return cell
    if len(cell) > CELL_MAX_CHARACTERS:
        cell = f"{cell[:CELL_MAX_CHARACTERS]}..."
    return f"'{cell}" if len(cell) > 1 and cell.startswith(FORMULA) else cell


def _rows(record: WordedDocument, lang: Lang) -> Iterator[Sequence[Cell]]:
    for row in _own_rows(record, lang):
        cells = _filled(row)
        said = decided.decision(record.decision, lang) if record.decision else None
        yield *cells[:-1], said


def _own_rows(record: WordedDocument, lang: Lang) -> Iterator[Sequence[Cell]]:
    own = (record.path, record.sha256, record.verdict, record.pages)
    for found in record.findings:
        yield *own, *_finding(found, lang)
    for one in record.waived:
        yield *own, *_finding(one.finding, lang), decided.waived(one, lang)
    for lapsed in record.idle_waivers:
        yield *own, lapsed.rule, None, None, None, None, None, decided.idle(lapsed, lang)
    ignored = [check for check in record.checks if check.ignored is not None]
    for check in ignored:
        reason = phrase(lang, "ignored", reason=check.ignored)
        yield *own, check.rule, "off", None, None, None, None, reason
    if not (record.findings or record.waived or record.idle_waivers or ignored):
        yield own


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
        found.rule_page,
    )


def _value(measured: Value) -> Cell:
    return " x ".join(map(str, measured)) if isinstance(measured, tuple) else measured


def _filled(cells: Sequence[Cell]) -> Sequence[Cell]:
    return *cells, *[None] * (len(COLUMNS) - len(cells))
