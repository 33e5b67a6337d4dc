"""Opens and closes a PDF, its pages and their text with PDFium; no other module does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import byref
from typing import TYPE_CHECKING, Final, final

from msgspec import Struct

from mlcia_check.pdf.limits import side
from mlcia_check.pdf.matrix import Transform, view
from mlcia_check.pdf.pdfium.binding import PageHandle, Pdfium, Rect, TextPageHandle, library

if TYPE_CHECKING:
    from types import TracebackType

_FLATTENED: Final = 1
"""The result of FPDFPage_Flatten if annotations became part of the page; 2 means there was nothing to do."""


class PdfiumRefusal(Exception):
    """PDFium cannot open a file. `code` is that of FPDF_GetLastError (4 password, 5 security)."""

    def __init__(self, code: int) -> None:
        super().__init__(f"PDFium error {code}")
        self.code = code


class PageFrame(Struct, frozen=True):
    """The visible box of a page (CropBox within MediaBox) in user space units, and its quarter turns.

    `turns` is 0 to 3, clockwise.
    """

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    def size_bp(self, unit: float) -> tuple[float, float]:
        """Return width and height as viewed; `unit` is the page's UserUnit in bp."""
        width, height = side((self.right - self.left) * unit), side((self.top - self.bottom) * unit)
        return (height, width) if self.turns % 2 else (width, height)

    def to_view(self, unit: float) -> Transform:
        """Return the transform from user space to the page as viewed; `unit` is its UserUnit in bp."""
        return view(self.left, self.bottom, self.right, self.top, self.turns, unit)


@final
class PdfiumDocument:
    """An open PDF. Use it with `with`: afterwards its handles are invalid.

    `lib` is PDFium's library, `handle` the document's handle in it, `page_count` the number of pages.
    `is_painted` says whether annotations have become content of its pages.
    """

    def __init__(self, data: bytes) -> None:
        """Open a file's bytes. Raises PdfiumRefusal if PDFium cannot."""
        self.lib = library()
        handle = self.lib.FPDF_LoadMemDocument64(data, len(data), None)
        if not handle:
            raise PdfiumRefusal(self.lib.FPDF_GetLastError())
        self.handle = handle
        # PDFium reads from this memory until the document is closed.
        self._data = data
        self.page_count: int = self.lib.FPDF_GetPageCount(handle)
        self.is_painted = False

    def __enter__(self) -> PdfiumDocument:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.lib.FPDF_CloseDocument(self.handle)

    @contextmanager
    def page(self, number: int) -> Iterator[PageHandle | None]:
        """Load page `number`, counted from 1, and close it afterwards; None if there is no such page.

        A page that PDFium cannot load gives None, too. Loading parses the whole page: it takes about 0.7 ms.
        """
        page = self.lib.FPDF_LoadPage(self.handle, number - 1) if 1 <= number <= self.page_count else None
        if not page:
            yield None
            return
        try:
            yield page
        finally:
            self.lib.FPDF_ClosePage(page)

    def paint_annotations(self, page: PageHandle) -> bool:
        """Make the annotations of a loaded page part of its content, for the next time that it is loaded.

        Return whether there was anything to paint. The open document loses its annotations, the file keeps
        them.
        """
        painted: bool = self.lib.FPDFPage_Flatten(page, 0) == _FLATTENED
        self.is_painted |= painted
        return painted


@contextmanager
def extracted_text(lib: Pdfium, page: PageHandle) -> Iterator[TextPageHandle | None]:
    """Extract the characters of a loaded page and free them afterwards; None if PDFium cannot."""
    text = lib.FPDFText_LoadPage(page)
    if not text:
        yield None
        return
    try:
        yield text
    finally:
        lib.FPDFText_ClosePage(text)


def frame_of(lib: Pdfium, page: PageHandle) -> PageFrame:
    """Return the visible box and the rotation of a loaded page."""
    rect = Rect()
    lib.FPDF_GetPageBoundingBox(page, byref(rect))
    return PageFrame(rect.left, rect.bottom, rect.right, rect.top, lib.FPDFPage_GetRotation(page))
