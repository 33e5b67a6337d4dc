"""Assigns the characters of a page to the text objects that paint them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import compress
from typing import Final, NamedTuple

from mlcia_check.model.pdf_facts import TextRun
from mlcia_check.pdf.pdfium.binding import ObjectHandle, PageHandle, Pdfium, TextPageHandle
from mlcia_check.pdf.pdfium.document import extracted_text
from mlcia_check.pdf.pdfium.objects.fastest_page_reader import fastest_page_reader
from mlcia_check.pdf.pdfium.objects.glyph_shapes import Shapes
from mlcia_check.pdf.pdfium.objects.letter_spacing import (
    LineSpacing,
    is_wide,
    origins,
    pitches,
    spacings,
    whites_inside,
)
from mlcia_check.pdf.pdfium.page_records import Characters, PageReader


class PageText:
    """The text of a loaded page, by the handles of its text objects.

    `runs` maps an object to its characters; `unmapped` are objects without Unicode. `spacings` maps some
    objects to the spacing of their letters and words.
    """

    def __init__(
        self,
        runs: dict[ObjectHandle, str],
        unmapped: frozenset[ObjectHandle],
        spacings: dict[ObjectHandle, LineSpacing],
        open_text: _OpenText | None = None,
    ) -> None:
        self.runs = runs
        self.unmapped = unmapped
        self.spacings = spacings
        self._open = open_text

    def pitches(self, items: Sequence[ObjectHandle]) -> dict[ObjectHandle, float]:
        """Return the mean distance of the wide glyphs (Chinese, Japanese) of some objects, in page units.

        Objects that have other glyphs, or too few, have none.
        """
        if self._open is None:
            return {}
        _, reader, handle, starts = self._open
        wide = [item for item in items if is_wide(self.runs.get(item, ""))]
        found = pitches(reader, handle, [(starts[item], self.runs[item]) for item in wide])
        return {item: pitch for item, pitch in zip(wide, found, strict=True) if pitch is not None}

    def origins(self, items: Sequence[ObjectHandle]) -> list[tuple[float, float] | None]:
        """Return where the first and the last glyph of some objects have their origins, in page units.

        The objects have words in upright type. None where PDFium does not know.
        """
        if self._open is None:
            return [None] * len(items)
        _, reader, handle, starts = self._open
        return origins(reader, handle, [(starts[item], self.runs[item]) for item in items])

    def whites(self, wanted: Sequence[tuple[ObjectHandle, float]]) -> list[tuple[tuple[float, float], ...]]:
        """Return the left and right end, in page units, of each white inside some objects.

        `wanted` are objects that have a text, each with the width above which a white counts.
        """
        if self._open is None:
            return [()] * len(wanted)
        _, reader, handle, starts = self._open
        return whites_inside(
            reader, handle, [(starts[item], self.runs[item], wider) for item, wider in wanted]
        )

    def other_than_told(
        self, runs: Sequence[TextRun], handles: Mapping[int, ObjectHandle], scale: float, rise: float
    ) -> frozenset[int]:
        """Return the orders of runs whose glyphs are not the letters of their text; see `Shapes`."""
        if self._open is None:
            return frozenset()
        return Shapes(*self._open, handles, scale, rise).other_than_told(runs)


class _OpenText(NamedTuple):
    """The open text of a page, and the index of the first character of each object."""

    lib: Pdfium
    reader: PageReader
    handle: TextPageHandle
    starts: dict[ObjectHandle, int]


_NO_TEXT: Final = PageText({}, frozenset(), {})


@contextmanager
def page_text(lib: Pdfium, page: PageHandle, reader: PageReader | None = None) -> Iterator[PageText]:
    """Read all characters of a loaded page, and keep its text open for further calls.

    `reader` reads the records; the default is the fastest.
    """
    with extracted_text(lib, page) as handle:
        yield _NO_TEXT if handle is None else _share_out(lib, reader or fastest_page_reader(), handle)


def _share_out(lib: Pdfium, reader: PageReader, handle: TextPageHandle) -> PageText:
    characters = Characters(lib, handle)
    begins, _, items, unmapped, texts, lines = reader.stretches(handle, characters)
    runs = dict(zip(items, texts, strict=True))
    starts = dict(zip(items, begins, strict=True))
    if len(runs) < len(items):
        # The characters of an object can be in several places: all of them are its text.
        runs.clear()
        starts.clear()
        for item, begin, text in zip(items, begins, texts, strict=True):
            runs[item] = runs.get(item, "") + text
            starts.setdefault(item, begin)
    spaced = spacings(lib, reader, handle, lines, characters.between)
    opened = _OpenText(lib, reader, handle, starts)
    return PageText(runs, frozenset(compress(items, unmapped)), spaced, opened)
