"""Finds transparent words that the page shows in the same place, as outlines or in a picture.

Office programs export words with text effects, such as a gradient or a glow, as outlines or as an image. The
words themselves are painted above with alpha 0, so that they can be searched and read aloud. To find out
whether a reader sees them, they are painted in black and in white: what both paints cover are the letters.
The page must show ink there, and hardly any around.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from mlcia_check.model.pdf_facts import TextRun
from mlcia_check.pdf.pdfium.binding import ObjectHandle, Pdfium
from mlcia_check.pdf.pdfium.objects.colour_buffers import ColourBuffers
from mlcia_check.pdf.pdfium.rendering import GreyPicture

PIXELS_PER_BP: Final = 4.0
"""Resolution at which letters are compared: a stem of 9bp type is three pixels broad."""

_RUNS_MAX: Final = 400
"""Transparent runs of a page beyond which none is compared: a page of text."""

_PIXELS_MAX: Final = 20_000
"""Pixels that are compared of one run: of longer ones a sample is enough."""

_COVERED_MIN_STEPS: Final = 192
"""Steps of 255 between a pixel painted in black and in white that the letters cover; the edge has fewer."""

_CONTRAST_MIN_STEPS: Final = 32
"""Steps of 255 from the ground, beyond which a pixel shows ink."""

_SHOWN_MIN_SHARE: Final = 0.85
"""Share of the letters' pixels that show ink. Other words of the same length ink less than half of them."""

_AROUND_MAX_SHARE: Final = 0.15
"""Share of the pixels around the letters that show ink: an underline, the edge of an outline. Other words
there ink 0.18."""

_LETTERS_MIN_PIXELS: Final = 40
"""Pixels that the letters cover at least; fewer tell no words."""


def shown_otherwise(
    lib: Pdfium,
    runs: Sequence[TextRun],
    handles: dict[int, ObjectHandle],
    render: Callable[[Sequence[TextRun]], GreyPicture | None],
) -> set[int]:
    """Return the orders of the transparent runs whose letters the page shows in another way.

    `handles` are the text objects by the order of their runs; `render` draws the part of the page that holds
    some runs, at `PIXELS_PER_BP`.
    """
    if not runs or len(runs) > _RUNS_MAX:
        return set()
    items = [handles[run.order] for run in runs]
    before = render(runs)
    with _painted(lib, items, 0):
        black = render(runs)
    with _painted(lib, items, 255):
        white = render(runs)
    if before is None or black is None or white is None:
        return set()
    return {
        run.order for run in runs if _shows(before.patch(run.box), black.patch(run.box), white.patch(run.box))
    }


@contextmanager
def _painted(lib: Pdfium, items: Sequence[ObjectHandle], tone: int) -> Iterator[None]:
    """Paint text objects in an opaque grey inside the context."""
    colour = ColourBuffers()
    own = [colour.rgba(lib.FPDFPageObj_GetFillColor(item, *colour.references)) or 0 for item in items]
    for item in items:
        lib.FPDFPageObj_SetFillColor(item, tone, tone, tone, 255)
    try:
        yield
    finally:
        for item, rgba in zip(items, own, strict=True):
            lib.FPDFPageObj_SetFillColor(item, *rgba.to_bytes(4, "big"))


def _shows(before: bytes, black: bytes, white: bytes) -> bool:
    """Return whether the page shows ink where the letters are, and little where they are not."""
    step = len(before) // _PIXELS_MAX + 1
    letters: list[int] = []
    around: list[int] = []
    for tone, dark, light in zip(before[::step], black[::step], white[::step], strict=True):
        if light - dark >= _COVERED_MIN_STEPS:
            letters.append(tone)
        elif light == dark:
            around.append(tone)
    if len(letters) < _LETTERS_MIN_PIXELS or not around:
        return False
    ground = sorted(around)[len(around) // 2]
    inked = sum(abs(tone - ground) > _CONTRAST_MIN_STEPS for tone in letters)
    beside = sum(abs(tone - ground) > _CONTRAST_MIN_STEPS for tone in around)
    return inked >= _SHOWN_MIN_SHARE * len(letters) and beside <= _AROUND_MAX_SHARE * len(around)
