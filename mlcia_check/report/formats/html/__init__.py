"""The report as one self-contained HTML page: counts, a table of papers, their findings.

The page is written piece by piece, so that ten thousand papers take no more memory than one.
"""

from __future__ import annotations

from collections.abc import Iterator

from mlcia_check.report.view import View
from mlcia_check.report.worded_run import WordedRun


def render(run: WordedRun, view: View) -> Iterator[str]:
    """Yield the page. It reads the run's papers three times: for the counts, the table and the findings.

    If there is no picture of a paper's page, an empty sheet with the boxes of the findings is shown.
    """
    from mlcia_check.report.formats.html.page import page

    return page(run, view.lang)
