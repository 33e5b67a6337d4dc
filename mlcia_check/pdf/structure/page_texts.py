"""Reads the text of pages with pypdf, as programs do that do not look at what is painted.

PDFium leaves out text of size 0, and text that a matrix makes a line or a point.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from itertools import islice
from typing import Final, NamedTuple

from pypdf import PdfReader

from mlcia_check.pdf.structure.objects import BROKEN, log_kept_back
from mlcia_check.support.own_faults import raise_own_fault

_PAGES_MAX: Final = 20
"""Pages that are read of a file: honest ones have no text without a size."""


class PageTexts(NamedTuple):
    """The texts of some pages. `is_cut`: there are more pages, or one could not be read."""

    found: tuple[str, ...] = ()
    is_cut: bool = False


def page_texts(data: bytes, numbers: Iterable[int]) -> PageTexts:
    """Return the text of the pages with these numbers, counted from 1. Never raises."""
    wanted = list(islice(numbers, _PAGES_MAX + 1))
    found: list[str] = []
    with log_kept_back():
        try:
            pages = PdfReader(BytesIO(data), strict=False).pages
            found += (pages[number - 1].extract_text() for number in wanted[:_PAGES_MAX])
        except BROKEN as error:
            raise_own_fault(error)
            return PageTexts(tuple(found), is_cut=True)
    return PageTexts(tuple(found), is_cut=len(wanted) > _PAGES_MAX)
