"""The pages of an open document, for those who render them, draw them or write notes on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from mlcia_check.model.geometry import Box
from mlcia_check.pdf.pdfium.document import PageFrame, PdfiumDocument, PdfiumRefusal, frame_of
from mlcia_check.pdf.pdfium.rendering import GreyPicture, left_out, render_page, text_objects

BP_PER_INCH: Final = 72.0


class OpenPages:
    """The pages of a document while it is open. `open_pages` and `reader.OpenPaper.pages` make it."""

    def __init__(self, document: PdfiumDocument, units: Mapping[int, float]) -> None:
        """`units` gives the UserUnit of each page that has one, in bp."""
        self.document = document
        self._units = units
        self.page_count = document.page_count

    def unit(self, number: int) -> float:
        """Return the UserUnit of page `number` (counted from 1) in bp."""
        return self._units.get(number, 1.0)

    def frame(self, number: int) -> PageFrame | None:
        """Return the visible box and the rotation of page `number`; None if it cannot be loaded."""
        with self.document.page(number) as page:
            return None if page is None else frame_of(self.document.lib, page)

    def render(
        self,
        number: int,
        dpi: float,
        part: Box | None = None,
        *,
        annotations: bool = True,
        text: bool = True,
    ) -> GreyPicture | None:
        """Return page `number`, or the `part` of it given in bp, in grey at `dpi` pixels an inch.

        Without `annotations`, or without `text` (its text objects, including those inside forms), only the
        rest is drawn. Return None if the page cannot be loaded or the part is off the page.
        """
        lib = self.document.lib
        with self.document.page(number) as page:
            if page is None:
                return None
            size = frame_of(lib, page).size_bp(self.unit(number))
            with left_out(lib, [] if text else list(text_objects(lib, page))):
                return render_page(lib, page, size, dpi / BP_PER_INCH, part, annotations=annotations)


@contextmanager
def open_pages(data: bytes) -> Iterator[OpenPages | None]:
    """Open a document; None if PDFium cannot. Use `reader.opened` for a paper that is read as well."""
    from mlcia_check.pdf.structure.beside_pages import user_units
    from mlcia_check.pdf.structure.name_scan import names

    try:
        document = PdfiumDocument(data)
    except PdfiumRefusal:
        yield None
        return
    with document:
        yield OpenPages(document, user_units(data).units if names(data).may_have_user_units else {})
