"""systems/openreview-decisions.csv: the papers to reject, as OpenReview's Decision Stage takes decisions.

Its documentation: one line for each paper with its number, the decision and a comment, without a header. The
decision is the one of its default options that rejects. Uploading the file is up to the chair. What a chair
decided about a paper comes before the verdict. The comment goes to the authors, so it leaves out the note of
the decision.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Final

from mlcia_check.report.chair.reasons import is_number, joined, reasons
from mlcia_check.report.formats.csv import guarded
from mlcia_check.report.view import View
from mlcia_check.report.worded import WordedDocument
from mlcia_check.report.worded_run import WordedRun

DECISION: Final = "Reject"


def render(run: WordedRun, _: View) -> Iterator[str]:
    """Yield a line for each rejected paper whose id is a number."""
    for paper in run.papers():
        if is_number(paper.id) and _is_rejected(paper.document):
            line = StringIO()
            sentences = reasons(paper.document, "error") or reasons(paper.document)
            csv.writer(line).writerow((paper.id, DECISION, guarded(joined(sentences))))
            yield line.getvalue()


def _is_rejected(document: WordedDocument) -> bool:
    """Return whether a chair rejected this PDF, or it fails and no chair decided about it."""
    if document.valid_decision:
        return document.valid_decision == "reject"
    return document.verdict == "fail"
