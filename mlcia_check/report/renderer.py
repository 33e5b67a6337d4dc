"""What a report format is: one function from a run in words to text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from mlcia_check.report.view import View
from mlcia_check.report.worded_run import WordedRun


class Renderer(Protocol):
    """Renders a run as one report. A format is a module with a function `render` of this type."""

    def __call__(self, run: WordedRun, view: View, /) -> Iterator[str]:
        """Yield the text of the report in pieces, from its first character to its last line break.

        The run is in the view's language. Only formats that are laid out for a screen look at the rest
        of the view. The text is written as UTF-8, its line breaks as they are.
        """
        ...
