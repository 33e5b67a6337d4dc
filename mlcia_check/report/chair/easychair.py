"""systems/easychair.csv: the papers to look at by EasyChair's number, to be read beside its pages.

EasyChair documents no file that it takes for decisions or marks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mlcia_check.report.chair.reasons import is_number, joined, reasons
from mlcia_check.report.formats.csv import Cell, table
from mlcia_check.report.view import View
from mlcia_check.report.worded_run import WordedRun
from mlcia_check.support.printable import printable

COLUMNS: Final = ("#", "title", "verdict", "reasons")


def render(run: WordedRun, _: View) -> Iterator[str]:
    """Yield the table of the papers with a number that do not pass."""
    return table(COLUMNS, _rows(run))


def _rows(run: WordedRun) -> Iterator[tuple[Cell, ...]]:
    for paper in run.papers():
        if paper.document.verdict != "pass" and is_number(paper.id):
            sentences = joined(reasons(paper.document))
            yield paper.id, printable(paper.title), paper.document.verdict, sentences
