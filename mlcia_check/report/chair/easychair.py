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
from mlcia_check.report.words import decided
from mlcia_check.report.words.phrases import Lang
from mlcia_check.support.printable import printable

COLUMNS: Final = ("#", "title", "verdict", "reasons", "decision")


def render(run: WordedRun, view: View) -> Iterator[str]:
    """Yield the table of the papers with a number that do not pass or about which a chair decided."""
    return table(COLUMNS, _rows(run, view.lang))


def _rows(run: WordedRun, lang: Lang) -> Iterator[tuple[Cell, ...]]:
    for paper in run.papers():
        document = paper.document
        if is_number(paper.id) and (document.verdict != "pass" or document.decision):
            said = decided.decision(document.decision, lang) if document.decision else None
            yield paper.id, printable(paper.title), document.verdict, joined(reasons(document)), said
