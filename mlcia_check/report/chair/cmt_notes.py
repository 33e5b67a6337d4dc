"""systems/cmt-chair-note.txt: a mark for each paper to look at, as CMT imports the answers to a chair's note.

What a chair decided about a paper comes before the verdict, so that it replaces the mark of an earlier run.

Its documentation: a file with tabs, with the paper's id and the answer in each line. The answers have to be
choices of the note.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mlcia_check.model.decisions import DecisionName
from mlcia_check.model.judged import Verdict
from mlcia_check.report.chair.reasons import is_number
from mlcia_check.report.view import View
from mlcia_check.report.worded import WordedDocument
from mlcia_check.report.worded_run import WordedRun

ANSWERS: Final[dict[Verdict, str]] = {
    "fail": "format-fail",
    "review": "format-review",
    "unreadable": "format-unreadable",
}
DECIDED: Final[dict[DecisionName, str]] = {
    "reject": "desk-reject",
    "ask": "desk-ask",
    "fine": "desk-fine",
}


def render(run: WordedRun, _: View) -> Iterator[str]:
    """Yield a line for each paper whose id is a number and that does not pass or was decided about."""
    for paper in run.papers():
        answer = _answer(paper.document)
        if answer and is_number(paper.id):
            yield f"{paper.id}\t{answer}\r\n"


def _answer(document: WordedDocument) -> str | None:
    if document.valid_decision:
        return DECIDED[document.valid_decision]
    return ANSWERS.get(document.verdict)
