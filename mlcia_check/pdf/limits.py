"""Bounds on how much of a document is read. A paper stays far below each; a document beyond one never passes.

Measured with PDFium on documents made for it: page trees 50,000 deep, circles and false counts cost nothing
(PDFium gives up on the page: LoadPage returns null, which the caller must report); one page tree of 2 KB
yields 1,000,000 pages; 200 MB of content packed into 195 KB take 0.6 s and 400 MB; 500,000 painted paths in
13 KB take 0.4 s and 185 MB. Forms that paint forms ten times each, seven deep, take minutes and 16 GB inside
a single call: only the worker's limits on memory and time stop that (`workers/limits.py`).
"""

from __future__ import annotations

from typing import Final

PAGE_SIDE_MAX_BP: Final = 14_400.0
"""Side of the largest page that PDF allows (ISO 32000-1, annex C): 200 in. A longer side counts as this."""

COORDINATE_MAX_BP: Final = 2 * PAGE_SIDE_MAX_BP
"""Largest distance, either way, from the corner of the page as viewed. Anything that a file places farther is
off any page and counts as placed here. So no coordinate is infinite, and no list that is as long as a page is
wide grows without end."""

USER_UNIT_MAX_BP: Final = 75_000.0
"""Largest UserUnit that a viewer (Acrobat) accepts; a larger one is ignored."""

INTEGER_MAX_DIGITS: Final = 10
"""Digits of the longest integer: PDF's largest, 2,147,483,647, has ten (ISO 32000-1, annex C). No length,
offset or object number has more, and Python refuses to read an integer of some thousand."""


def side(length: float) -> float:
    """Return a page's width or height within bounds; 0 if it is not a number (NaN)."""
    return min(length, PAGE_SIDE_MAX_BP) if length > 0.0 else 0.0


def place(value: float) -> float:
    """Return a coordinate on a page as viewed within bounds; NaN becomes a place off the page."""
    return max(-COORDINATE_MAX_BP, min(COORDINATE_MAX_BP, value))


def integer(digits: bytes) -> int | None:
    """Return the integer that the digits write; None without digits or above `INTEGER_MAX_DIGITS`."""
    return int(digits) if digits.isdigit() and len(digits) <= INTEGER_MAX_DIGITS else None


PAGES_MAX: Final = 2_000
"""A document with more pages is not read: UnreadableDocument("too-large"). Reading 2,000 takes about 6 s."""

PAGE_OBJECTS_MAX: Final = 200_000
"""Most objects that are read of one page; a plotted cloud of points has 10,000 to 100,000. Beyond that only
text is read, up to as many text objects again, and the page is `crowded`, so that the verdict is `review` at
best."""

PAGE_OBJECTS_COUNTED_MAX: Final = 10 * PAGE_OBJECTS_MAX
"""Most objects among which text is looked for on one page. PDFium takes 5 s to load as many."""

FORM_DEPTH_MAX: Final = 48
"""Form XObjects nested deeper than this are not entered; real files nest two or three, PDFium shows 40."""
