"""PDFs of a few lines, written as content streams: what a test says about a page stands in the test."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name


def tiny_pdf(
    *pages: str,
    forms: Mapping[str, str] | None = None,
    images: Mapping[str, int] | None = None,
    information: Mapping[str, str] | None = None,
    notes: tuple[str, ...] = (),
    crop: tuple[float, float, float, float] | None = None,
) -> bytes:
    """Letter pages with font /F (Helvetica), /Clear (alpha 0), `forms`, and `images` of one pixel each."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    clear = pdf.make_indirect(Dictionary(Type=Name.ExtGState, ca=0))
    for content in pages:
        objects = Dictionary()
        for name, grey in (images or {}).items():
            objects[f"/{name}"] = pdf.make_stream(
                bytes([grey]),
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=1,
                Height=1,
                ColorSpace=Name.DeviceGray,
                BitsPerComponent=8,
            )
        for name, inner in (forms or {}).items():
            objects[f"/{name}"] = pdf.make_stream(
                inner.encode(),
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([0, 0, 612, 792]),
                Resources=Dictionary(Font=Dictionary(F=font)),
            )
        page = pdf.add_blank_page(page_size=(612, 792))
        page.Resources = Dictionary(
            Font=Dictionary(F=font), ExtGState=Dictionary(Clear=clear), XObject=objects
        )
        page.Contents = pdf.make_stream(content.encode())
        if crop:
            page.CropBox = Array(list(crop))
        if notes:
            page.Annots = Array(
                [
                    pdf.make_indirect(
                        Dictionary(
                            Type=Name.Annot, Subtype=Name.Text, Rect=Array([10, 10, 30, 30]), Contents=note
                        )
                    )
                    for note in notes
                ]
            )
    for key, value in (information or {}).items():
        pdf.docinfo[f"/{key}"] = value
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def words(
    text: str, x: float = 72, y: float = 600, size: float = 10, before: str = "", matrix: str = ""
) -> str:
    """One line of text; `before` goes in front of it, inside its own graphics state."""
    place = matrix or f"1 0 0 1 {x} {y}"
    return f"q {before} BT /F {size} Tf {place} Tm ({text}) Tj ET Q\n"
