"""hotcrp-tags.csv: for HotCRP's page "Bulk assignments", which adds and clears tags by such a file.

The tags begin with ~~, so that only chairs see them. Of each paper all of them are cleared first, for a
paper that was mended between two runs.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Final, TextIO

from mlcia_check.model.judged import Verdict
from mlcia_check.report.formats.html.html_report import PaperPage

TAGS: Final[dict[Verdict, str]] = {
    "fail": "~~format-fail",
    "review": "~~format-review",
    "unreadable": "~~format-unreadable",
}


def write(out: TextIO, papers: Iterable[PaperPage]) -> None:
    """Write a row for each paper whose id is a number: HotCRP knows no others.

    Open `out` as utf-8 with newline "".
    """
    writer = csv.writer(out)
    writer.writerow(("paper", "action", "tag"))
    for paper in papers:
        if not (paper.id.isascii() and paper.id.isdigit()):
            continue
        writer.writerow((paper.id, "cleartag", " ".join(TAGS.values())))
        if paper.document.verdict in TAGS:
            writer.writerow((paper.id, "tag", TAGS[paper.document.verdict]))
