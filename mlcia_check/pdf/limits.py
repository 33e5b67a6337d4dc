"""Bounds on how much of a document is read. A paper stays far below each; a document beyond one never passes.

Measured with PDFium on documents made for it: page trees 50,000 deep, circles and false counts cost nothing
(PDFium gives up on the page: LoadPage returns null, which the caller must report); one page tree of 2 KB
yields 1,000,000 pages; 200 MB of content packed into 195 KB take 0.6 s and 400 MB; 500,000 painted paths in
13 KB take 0.4 s and 185 MB. Forms that paint forms ten times each, seven deep, take minutes and 16 GB inside
a single call: only the worker's limits on memory and time stop that (`workers/limits.py`).
"""

from __future__ import annotations

from typing import Final

LARGEST_SIDE_BP: Final = 14_400.0
"""Side of the largest page that PDF allows (ISO 32000-1, annex C): 200 in. A longer side counts as this."""

FARTHEST_BP: Final = 2 * LARGEST_SIDE_BP
"""Largest distance, either way, from the corner of the page as viewed. Anything that a file places farther is
off any page and counts as placed here. So no coordinate is infinite, and no list that is as long as a page is
wide grows without end."""

LARGEST_UNIT: Final = 75_000.0
"""Largest UserUnit, in bp, that a viewer (Acrobat) accepts; a larger one is ignored."""

MOST_DIGITS: Final = 10
"""Digits of the longest integer: PDF's largest, 2,147,483,647, has ten (ISO 32000-1, annex C). No length,
offset or object number has more, and Python refuses to read an integer of some thousand."""


def side(length: float) -> float:
    """Return a page's width or height within bounds; 0 if it is not a number (NaN)."""
    return min(length, LARGEST_SIDE_BP) if length > 0.0 else 0.0


def place(value: float) -> float:
    """Return a coordinate on a page as viewed within bounds; NaN becomes a place off the page."""
    return max(-FARTHEST_BP, min(FARTHEST_BP, value))


def integer(digits: bytes) -> int | None:
    """Return the integer that the digits write; None without digits or with more than `MOST_DIGITS`."""
    return int(digits) if digits.isdigit() and len(digits) <= MOST_DIGITS else None


MOST_PAGES: Final = 2_000
"""A document with more pages is not read: UnreadableDocument("too-large"). Reading 2,000 takes about 6 s."""

MOST_OBJECTS_OF_A_PAGE: Final = 200_000
"""Most objects that are read of one page; a plotted cloud of points has 10,000 to 100,000. Objects beyond
that are not read, and the page is named in `Structure.undetermined`, so that the verdict is `review` at
best."""

DEEPEST_FORM: Final = 48
"""Form XObjects nested deeper than this are not entered; real files nest two or three, PDFium shows 40."""
