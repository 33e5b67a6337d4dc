"""summary.csv: a row a paper, for spreadsheets. The names of the columns are the same in both languages."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import TextIO

from mlcia_check.model.judged import Severity
from mlcia_check.model.rule_pack import Pack
from mlcia_check.report.formats.csv import Cell, guarded
from mlcia_check.report.formats.html.html_report import PaperPage, SkippedRow
from mlcia_check.support.printable import printable

COLUMNS = ("id", "file", "title", "verdict", "pages", "reason")
GRAVEST_FIRST: tuple[Severity, ...] = ("error", "review", "warning", "info")


def write(out: TextIO, papers: Iterable[PaperPage], pack: Pack) -> None:
    """`out` is opened as utf-8-sig, without which spreadsheets read Chinese as gibberish, and newline ""."""
    rules = [rule.id for rule in pack.rules]
    _write(out, (*COLUMNS, *rules), (_row(paper, rules) for paper in papers))


def write_skipped(out: TextIO, skipped: Iterable[SkippedRow]) -> None:
    """The files that were not checked, and why."""
    _write(out, ("file", "reason"), ((printable(one.file), one.reason) for one in skipped))


def _write(out: TextIO, columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> None:
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([guarded(cell) for cell in row] for row in rows)


def _row(paper: PaperPage, rules: Iterable[str]) -> Iterator[Cell]:
    document = paper.document
    told = [found for found in document.findings if found.severity != "info"]
    gravest = min(told, key=lambda found: GRAVEST_FIRST.index(found.severity), default=None)
    statuses = {check.rule: check.status for check in document.checks}
    yield printable(paper.id)
    yield printable(document.path)
    yield printable(paper.title)
    yield document.verdict
    yield document.pages
    yield gravest.message if gravest else ""
    yield from (statuses[rule] for rule in rules)
