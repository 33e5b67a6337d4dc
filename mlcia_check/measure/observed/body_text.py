"""What counts as running text, and which captions are the paper's own, where white space is measured."""

from __future__ import annotations

from typing import Final

from mlcia_check.measure.draft_line import DraftLine

SET_IN_MIN_BP: Final = 3.0
"""bp from the column's edge: an item's label and its text stand further in, running text does not."""

_SAME_SIZE_BP: Final = 0.2
"""bp from the body's size: text of another size has its own leading and glue."""

_THUMBNAIL_MAX_SIZES: Final = 0.5
"""Of the body's type size: smaller captions belong to a page that is shown as a figure."""


def is_of_size(line: DraftLine, size: float) -> bool:
    """Return True for a line of the body's size, given in bp."""
    return abs(line.size_bp - size) < _SAME_SIZE_BP


def is_running_text(line: DraftLine, size: float) -> bool:
    """Return True for a line of running text in the body's size, given in bp; references are left out."""
    return line.role == "body" and line.part != "bibliography" and is_of_size(line, size)


def is_own_caption(line: DraftLine, size: float) -> bool:
    """Return True for a caption of the paper itself, and not of a page that is shown as a figure."""
    return line.role == "caption" and not line.figure and line.size_bp > _THUMBNAIL_MAX_SIZES * size
