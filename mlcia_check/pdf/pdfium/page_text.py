"""Assigns the characters of a page to the text objects that paint them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from ctypes import c_ushort
from typing import Final, NamedTuple

from mlcia_check.model.pdf_facts import TextRun
from mlcia_check.pdf.pdfium.binding import ObjectHandle, PageHandle, Pdfium, TextPageHandle
from mlcia_check.pdf.pdfium.document import extracted_text
from mlcia_check.pdf.pdfium.glyph_shapes import Shapes
from mlcia_check.pdf.pdfium.letter_spacing import (
    LINE_MIN_CHARACTERS,
    LineSpacing,
    is_wide,
    pitch,
    spacings,
    white_inside,
)

_RETURN: Final = "\r".encode("utf-16-le")


_LINE_MAX_CHARACTERS: Final = 300
"""A line across a Letter page in 6pt type holds some 200."""


class PageText:
    """The text of a loaded page, by the handles of its text objects.

    `runs` maps an object to its characters; `unmapped` are objects without Unicode. `spacings` maps some
    objects to the spacing of their letters and words.
    """

    def __init__(
        self,
        runs: dict[int, str],
        unmapped: frozenset[int],
        spacings: dict[int, LineSpacing],
        open_text: _OpenText | None = None,
    ) -> None:
        self.runs = runs
        self.unmapped = unmapped
        self.spacings = spacings
        self._open = open_text

    def pitch(self, item: ObjectHandle) -> float | None:
        """Return the mean distance of an object's wide glyphs (Chinese, Japanese) in page units.

        Return None if the object has too few of them.
        """
        text = self.runs.get(item, "")
        if self._open is None or not is_wide(text):
            return None
        return pitch(self._open.lib, self._open.handle, self._open.starts[item], text)

    def white(self, item: ObjectHandle, wider: float) -> tuple[tuple[float, float], ...]:
        """Return the left and right end, in page units, of each white inside an object `wider` than this."""
        if self._open is None or item not in self.runs:
            return ()
        return tuple(
            white_inside(self._open.lib, self._open.handle, self._open.starts[item], self.runs[item], wider)
        )

    def other_than_told(
        self, runs: Sequence[TextRun], handles: Mapping[int, int], scale: float, rise: float
    ) -> frozenset[int]:
        """Return the orders of runs whose glyphs are not the letters of their text; see `Shapes`."""
        if self._open is None:
            return frozenset()
        lib, handle, starts = self._open
        return Shapes(lib, handle, starts, handles, scale, rise).other_than_told(runs)


class _OpenText(NamedTuple):
    """The open text of a page, and the index of the first character of each object."""

    lib: Pdfium
    handle: TextPageHandle
    starts: dict[int, int]


NO_TEXT: Final = PageText({}, frozenset(), {})


@contextmanager
def page_text(lib: Pdfium, page: PageHandle) -> Iterator[PageText]:
    """Read all characters of a loaded page, and keep its text open for further calls.

    PDFium returns the object of a character, and the characters of an object stand together. The end of each
    object is therefore searched in growing steps, instead of character by character.
    """
    with extracted_text(lib, page) as handle:
        yield NO_TEXT if handle is None else _share_out(lib, handle)


def _share_out(lib: Pdfium, handle: TextPageHandle) -> PageText:
    owner, wrong = lib.FPDFText_GetTextObject, lib.FPDFText_HasUnicodeMapError
    count = lib.FPDFText_CountChars(handle)
    characters = _Characters(lib, handle, count)
    runs: dict[int, str] = {}
    lines: list[tuple[int, int]] = []
    unmapped: set[int] = set()
    starts: dict[int, int] = {}
    start, step, line_end, is_line = 0, 32, 0, False
    while start < count:
        item = owner(handle, start)
        if item is None:
            start += 1
            continue
        if start >= line_end:
            line_end = characters.line_end(start)
            # If PDFium does not separate lines, each object that is long enough counts as one.
            is_line = line_end - start < _LINE_MAX_CHARACTERS
            if is_line and line_end - start >= LINE_MIN_CHARACTERS:
                lines.append((start, line_end))
        # Most objects fill the rest of their line: one call settles those.
        last = line_end - 1
        if last > start and owner(handle, last) == item:
            end = line_end
        else:
            end = _end_of_stretch(owner, handle, item, start, line_end, step)
        if not is_line and end - start >= LINE_MIN_CHARACTERS:
            lines.append((start, end))
        text = characters.between(start, end)
        if wrong(handle, start) == 1:
            unmapped.add(item)
        starts.setdefault(item, start)
        runs[item] = runs[item] + text if item in runs else text
        step = max(end - start - 1, 1)
        start = end

    spaced = spacings(lib, handle, lines, characters.between)
    return PageText(runs, frozenset(unmapped), spaced, _OpenText(lib, handle, starts))


class _Characters:
    """The characters of a page by index, read in one call if PDFium gives one code unit for each."""

    def __init__(self, lib: Pdfium, handle: TextPageHandle, count: int) -> None:
        self._lib = lib
        self._handle = handle
        self._count = count
        self._buffer = (c_ushort * (count + 1))()
        self._units = memoryview(self._buffer).cast("B")
        written = lib.FPDFText_GetText(handle, 0, count, self._buffer)
        self._all = bytes(self._units[:-2]) if written == count + 1 else b""
        text = self._all.decode("utf-16-le", "replace")
        # If no character takes two code units, indices into the text are those of PDFium.
        self._text = text if len(text) == count else ""

    def line_end(self, start: int) -> int:
        """Return where the line after `start` ends: PDFium inserts a carriage return there."""
        if self._text:
            at = self._text.find("\r", start)
            return at if at > start else self._count
        at = self._all.find(_RETURN, 2 * start)
        while at % 2 and at > 0:
            at = self._all.find(_RETURN, at + 1)
        return at // 2 if at > 2 * start else self._count

    def between(self, start: int, end: int) -> str:
        if self._text:
            return self._text[start:end]
        if self._all:
            return self._all[2 * start : 2 * end].decode("utf-16-le", "replace")
        # Some characters are missing from the page's text, so its indices differ from PDFium's.
        written = self._lib.FPDFText_GetText(self._handle, start, end - start, self._buffer)
        return bytes(self._units[: 2 * max(written - 1, 0)]).decode("utf-16-le", "replace")


def _end_of_stretch(
    owner: Callable[[TextPageHandle, int], int | None],
    handle: TextPageHandle,
    item: ObjectHandle,
    start: int,
    count: int,
    step: int,
) -> int:
    """Return the first index after `start` that is not `item`'s; `step` is a guess at the length."""
    inside, outside = start, count
    probe = start + step
    while probe < outside:
        if owner(handle, probe) == item:
            inside = probe
            step *= 2
            probe += step
        else:
            outside = probe
    while outside - inside > 1:
        middle = (inside + outside) // 2
        if owner(handle, middle) == item:
            inside = middle
        else:
            outside = middle
    return outside
