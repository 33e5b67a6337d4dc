"""skipped.csv: one row for each file that was not checked, with the reason."""

from __future__ import annotations

from collections.abc import Iterator

from mlcia_check.report.formats.csv import Cell, table
from mlcia_check.report.view import View
from mlcia_check.report.worded_run import WordedRun
from mlcia_check.support.printable import printable


def render(run: WordedRun, _: View) -> Iterator[str]:
    """Yield the table: the files that were skipped, then the papers that could not be unpacked.

    Such a paper counts as unreadable, but its authors are not to blame.
    """
    return table(("file", "reason"), _rows(run))


def _rows(run: WordedRun) -> Iterator[tuple[Cell, ...]]:
    for one in run.skipped:
        yield printable(one.file), one.reason
    for paper in run.papers():
        if not paper.unpacked:
            yield printable(paper.document.path), paper.document.findings[0].message
