"""What changed between two runs, as a table: one row for each change. Column names are the same in both
languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mlcia_check.report.formats.csv import Cell, table
from mlcia_check.report.worded_changes import PaperChange, RunChanges
from mlcia_check.report.words.phrases import Lang
from mlcia_check.support.printable import printable

COLUMNS: Final = (
    "id",
    "file",
    "title",
    "verdict_before",
    "verdict_after",
    "replaced",
    "change",
    "rule",
    "severity_before",
    "severity_after",
    "message",
)


def render(changes: RunChanges, _: Lang) -> Iterator[str]:
    """Yield the table. `change` is `added` or `gone` for a paper, else the kind of change of a rule; it is
    empty for a paper with no finding in either run."""
    return table(COLUMNS, (row for paper in changes.papers for row in _rows(paper)))


def _rows(paper: PaperChange) -> Iterator[tuple[Cell, ...]]:
    own = (
        printable(paper.id),
        printable(paper.path),
        printable(paper.title),
        paper.before,
        paper.after,
        "yes" if paper.replaced else "no",
    )
    if paper.before is None or paper.after is None:
        yield *own, "added" if paper.before is None else "gone", None, None, None, None
    elif not paper.rules:
        yield *own, None, None, None, None, None
    for change in paper.rules:
        yield *own, change.kind, change.rule, change.before, change.after, change.message
