"""hotcrp-tags.csv: a file for HotCRP's page "Bulk assignments", which adds and clears tags.

The tags begin with ~~, so that only chairs see them. Each paper's tags are cleared first, so that a paper
that was corrected between two runs loses its old tag.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Final

from mlcia_check.model.decisions import DecisionName
from mlcia_check.model.judged import Verdict
from mlcia_check.report.chair.reasons import is_number
from mlcia_check.report.view import View
from mlcia_check.report.worded import WordedDocument
from mlcia_check.report.worded_run import WordedRun

TAGS: Final[dict[Verdict, str]] = {
    "fail": "~~format-fail",
    "review": "~~format-review",
    "unreadable": "~~format-unreadable",
}
WAIVED: Final = "~~format-waived"
"""At least one finding of the paper is waived; summary.csv and report.html say which, by whom and why."""
DECIDED: Final[dict[DecisionName, str]] = {
    "reject": "~~desk-reject",
    "ask": "~~desk-ask",
    "fine": "~~desk-fine",
}
EVERY_TAG: Final = (*TAGS.values(), WAIVED, *DECIDED.values())


def render(run: WordedRun, _: View) -> Iterator[str]:
    """Yield the rows of each paper whose id is a number; HotCRP knows no other ids."""
    yield _line("paper", "action", "tag")
    for paper in run.papers():
        if not is_number(paper.id):
            continue
        yield _line(paper.id, "cleartag", " ".join(EVERY_TAG))
        for tag in _tags(paper.document):
            yield _line(paper.id, "tag", tag)


def _tags(document: WordedDocument) -> Iterator[str]:
    if document.verdict in TAGS:
        yield TAGS[document.verdict]
    if document.waived:
        yield WAIVED
    if document.valid_decision:
        yield DECIDED[document.valid_decision]


def _line(*cells: str) -> str:
    line = StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
