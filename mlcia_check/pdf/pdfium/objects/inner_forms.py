"""Tells which texts stand in a figure of a page that is itself a form XObject, as stamped pages are."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from mlcia_check.model.geometry import Box, around
from mlcia_check.pdf.pdfium.page_records import FormObject, PageObjects


def in_figures(objects: PageObjects, wrappers: Container[int], most: float) -> frozenset[int]:
    """Return the painting orders of the texts in figures of forms that hold the page.

    `wrappers` are the numbers of these forms. A form in them is a figure if its area is `most` at most, in
    square bp.
    """
    forms = objects.forms
    inner = {place for place, form in enumerate(forms, 1) if form.within and form.number in wrappers}
    boxes: dict[int, list[Box]] = {place: [] for place in inner}
    for column in (objects.texts, objects.inks):
        for place, box in zip(column.within, column.boxes, strict=True):
            for outer in _outwards(place, forms, inner):
                boxes[outer].append(box)
    figures = {place for place, its in boxes.items() if its and _area(around(its)) <= most}
    texts = objects.texts
    return frozenset(
        order
        for place, order in zip(texts.within, texts.orders, strict=True)
        if any(outer in figures for outer in _outwards(place, forms, inner))
    )


def _outwards(place: int, forms: Sequence[FormObject], inner: Container[int]) -> Iterator[int]:
    """Yield the place of a form in a page's list, and those of the forms around it, without the outermost."""
    while place in inner:
        yield place
        place = forms[place - 1].within


def _area(box: Box) -> float:
    return box.width * box.height
