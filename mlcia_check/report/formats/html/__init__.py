"""The report as one HTML page that needs nothing beside it: counts, a table of papers, their findings.

It is written as it is made, so that ten thousand papers take no more memory than one.
"""

from __future__ import annotations

from collections.abc import Iterator

from mlcia_check.report.view import View
from mlcia_check.report.worded_run import WordedRun


def render(run: WordedRun, view: View) -> Iterator[str]:
    """Yield the page. It reads the run's papers three times: for the counts, the table and the findings.

    A page of a paper of which there is no picture is shown as an empty sheet with the findings' boxes.
    """
    from mlcia_check.report.formats.html.page import page

    return page(run, view.lang)
