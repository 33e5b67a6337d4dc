"""Copies of PDFs with notes, from their bytes alone."""

from __future__ import annotations

from collections.abc import Sequence

from mlcia_check.model.annotation_marks import AnnotationMark, PageStrip
from mlcia_check.model.geometry import Box
from mlcia_check.pdf.annotate import annotate
from mlcia_check.pdf.pdfium.open_pages import open_pages


def annotated(
    data: bytes,
    marks: Sequence[AnnotationMark] = (),
    outline: Sequence[Box] = (),
    strips: Sequence[PageStrip] = (),
) -> bytes:
    """The PDF with these marks; see `annotate`."""
    with open_pages(data) as pages:
        assert pages is not None
        return annotate(data, pages, marks, outline, strips=strips)
