"""systems/openreview.csv: the papers to look at by the id of their note, for scripts with its client.

OpenReview's pages take no list of marks; its client addresses a submission by the id of its note.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mlcia_check.report.chair.reasons import joined, reasons
from mlcia_check.report.formats.csv import Cell, table
from mlcia_check.report.view import View
from mlcia_check.report.worded_run import WordedRun
from mlcia_check.support.printable import printable

COLUMNS: Final = ("note_id", "number", "verdict", "comment", "decision")


def render(run: WordedRun, _: View) -> Iterator[str]:
    """Yield the table of the papers that do not pass or about which a chair decided."""
    return table(COLUMNS, _rows(run))


def _rows(run: WordedRun) -> Iterator[tuple[Cell, ...]]:
    for paper in run.papers():
        document = paper.document
        if document.verdict != "pass" or document.valid_decision:
            note, number = (paper.note, paper.id) if paper.note else (paper.id, "")
            sentences = joined(reasons(document))
            yield printable(note), number, document.verdict, sentences, document.valid_decision
