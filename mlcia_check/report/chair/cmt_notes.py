"""systems/cmt-chair-note.txt: a mark for each paper to look at, as CMT imports the answers to a chair's note.

Its documentation: a file with tabs, with the paper's id and the answer in each line. The answers have to be
choices of the note.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mlcia_check.model.judged import Verdict
from mlcia_check.report.chair.reasons import is_number
from mlcia_check.report.view import View
from mlcia_check.report.worded_run import WordedRun

ANSWERS: Final[dict[Verdict, str]] = {
    "fail": "format-fail",
    "review": "format-review",
    "unreadable": "format-unreadable",
}


def render(run: WordedRun, _: View) -> Iterator[str]:
    """Yield a line for each paper that does not pass and whose id is a number."""
    for paper in run.papers():
        if paper.document.verdict in ANSWERS and is_number(paper.id):
            yield f"{paper.id}\t{ANSWERS[paper.document.verdict]}\r\n"
