"""systems/openreview-decisions.csv: the papers that fail, as OpenReview's Decision Stage takes decisions.

Its documentation: one line for each paper with its number, the decision and a comment, without a header. The
decision is the one of its default options that rejects. Uploading the file is up to the chair.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Final

from mlcia_check.report.chair.reasons import is_number, joined, reasons
from mlcia_check.report.formats.csv import guarded
from mlcia_check.report.view import View
from mlcia_check.report.worded_run import WordedRun

DECISION: Final = "Reject"


def render(run: WordedRun, _: View) -> Iterator[str]:
    """Yield a line for each failing paper whose id is a number."""
    for paper in run.papers():
        if paper.document.verdict == "fail" and is_number(paper.id):
            line = StringIO()
            comment = guarded(joined(reasons(paper.document, "error")))
            csv.writer(line).writerow((paper.id, DECISION, comment))
            yield line.getvalue()
