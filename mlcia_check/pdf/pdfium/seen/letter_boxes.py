"""Reads the letters of some text objects with their boxes, for tests of a part of an object."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final, NamedTuple

from mlcia_check.model.geometry import Box
from mlcia_check.pdf.matrix import Transform, viewed
from mlcia_check.pdf.pdfium.binding import ObjectHandle, PageHandle, Pdfium
from mlcia_check.pdf.pdfium.document import extracted_text
from mlcia_check.pdf.pdfium.objects.fastest_page_reader import fastest_page_reader
from mlcia_check.pdf.pdfium.page_records import PageReader, Sides

_NO_SIDES: Final[Sides] = (0.0, 0.0, 0.0, 0.0)


class Letter(NamedTuple):
    """One character and the box of its outline, as viewed."""

    text: str
    box: Box


def letters_of(
    lib: Pdfium,
    page: PageHandle,
    objects: Container[int],
    to_view: Transform,
    reader: PageReader | None = None,
) -> Iterator[tuple[ObjectHandle, list[Letter]]]:
    """Yield each text object of `objects` (handles) that has letters, with its letters in reading order.

    A space that PDFium adds between two letters of one object counts as a letter. `reader` reads the records;
    the default is the fastest.
    """
    reader = reader or fastest_page_reader()
    with extracted_text(lib, page) as text:
        if text is None:
            return
        owners = reader.owners(text, lib.FPDFText_CountChars(text))
        places = [place for place, owner in enumerate(owners) if owner in objects]
        found: dict[ObjectHandle, list[Letter]] = {}
        for place, sides in zip(places, reader.outline_boxes(text, places), strict=True):
            code = lib.FPDFText_GetUnicode(text, place)
            letter = Letter(
                chr(code) if 0x20 <= code < 0xD800 else " ", viewed(to_view, *(sides or _NO_SIDES))
            )
            found.setdefault(ObjectHandle(owners[place]), []).append(letter)
        yield from found.items()
