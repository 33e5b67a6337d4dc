"""Finds the objects of a page that have an ActualText, their own or that of a form around them."""

from __future__ import annotations

from collections.abc import Sequence

from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import Replaced
from mlcia_check.pdf.pdfium.binding import ObjectHandle, Pdfium
from mlcia_check.pdf.pdfium.objects.actual_text import WORD_MIN_CHARACTERS, actual_text
from mlcia_check.pdf.pdfium.page_records import FormObject, TextObjects


class ToldTexts:
    """The ActualTexts of a page's objects. That of the forms around an object comes before its own."""

    def __init__(self, lib: Pdfium, forms: Sequence[FormObject]) -> None:
        self._lib = lib
        self._around = [""]
        """By place of the innermost form; the first is the page's own content."""
        for form in forms:
            told = actual_text(lib, form.item, form.marks) if form.marks > 0 else ""
            outer = self._around[form.within]
            self._around.append(f"{outer} {told}".lstrip() if told else outer)

    def of_runs(self, texts: TextObjects) -> dict[int, tuple[str, int]]:
        """Return the ActualText of text objects, by order, each with the number of the object's own marks."""
        if not any(self._around) and max(texts.marks, default=0) <= 0:
            return {}
        columns = zip(texts.items, texts.orders, texts.marks, texts.within, strict=True)
        return {
            order: (told, max(marks, 0))
            for item, order, marks, within in columns
            if (told := self._told(item, marks, within))
        }

    def of_image(self, item: ObjectHandle, within: int, box: Box) -> Replaced | None:
        """Return the ActualText of an image; None if the image itself has none as long as a word."""
        marks = self._lib.FPDFPageObj_CountMarks(item)
        told = self._told(item, marks, within).strip() if marks > 0 else ""
        return Replaced(told, "", box, image=True) if len(told) >= WORD_MIN_CHARACTERS else None

    def _told(self, item: ObjectHandle, marks: int, within: int) -> str:
        told, around = actual_text(self._lib, item, marks) if marks > 0 else "", self._around[within]
        return f"{around} {told}".rstrip() if around else told
