"""Makes the text runs of a page from PDFium's records, by columns: a page has thousands of text objects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress, count, repeat
from operator import not_
from typing import Final

from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import FIRST_WIDE, LINE_HYPHEN, TextRun
from mlcia_check.pdf.limits import place
from mlcia_check.pdf.matrix import Transform
from mlcia_check.pdf.pdfium.binding import FontHandle
from mlcia_check.pdf.pdfium.objects.fonts import FontTable
from mlcia_check.pdf.pdfium.objects.letter_spacing import LineSpacing
from mlcia_check.pdf.pdfium.objects.page_text import PageText
from mlcia_check.pdf.pdfium.page_records import TextObjects

_SPARSE_MIN_SIZES: Final = 0.52
"""Of the type size, per character of a run: text faces take 0.42 to 0.5, a row of table cells more."""

_NARROW: Final = f"ﬀﬁﬂﬃﬄﬅﬆ{LINE_HYPHEN}"
"""Narrow characters that stand among the wide ones of Unicode."""


_STANDARD: Final = ("Arial", "Courier", "Helvetica", "Symbol", "Times", "ZapfDingbats")
"""How the names of the standard 14 fonts begin (PDF 32000-1, 9.6.2.2), and of those that have their advances.
PDFium holds these fonts itself."""


def text_runs(
    texts: TextObjects, text: PageText, fonts: FontTable, to_view: Transform, unit: float
) -> list[TextRun]:
    """Return the run of each text object of a page whose `text` is open; `unit` is its UserUnit in bp."""
    items, size = texts.items, len(texts.items)
    numbers = {font: fonts.number(font) for font in dict.fromkeys(texts.fonts)}
    words = list(map(text.runs.get, items, repeat("")))
    # Few lines have a spacing, so those columns begin empty.
    tracking: list[float | None] = [None] * size
    word_spaces: list[float | None] = [None] * size
    x_heights: list[float | None] = [None] * size
    foreign = _foreign(texts, fonts)
    for at, spacing in _spaced(texts, text):
        if texts.fonts[at] in foreign:
            continue
        em = texts.sizes[at] / unit
        tracking[at] = _tracking(spacing, em, texts.stretches[at])
        word_spaces[at] = None if spacing.words is None else spacing.words / em
        x_heights[at] = None if spacing.short is None else spacing.short / em
    unmapped = text.unmapped
    boxes = _by_advance(texts, text, words, fonts, foreign, to_view) if foreign else texts.boxes
    return list(
        map(
            TextRun,
            words,
            texts.xs,
            texts.ys,
            boxes,
            texts.sizes,
            texts.stretches,
            texts.angles,
            map(numbers.__getitem__, texts.fonts),
            texts.fills,
            texts.modes,
            texts.forms,
            texts.orders,
            tracking,
            word_spaces,
            [item not in unmapped for item in items] if unmapped else repeat(True),
            _pitches(texts, text, words, unit),
            _whites(texts, text, words, to_view, unit),
            x_heights,
        )
    )


def _foreign(texts: TextObjects, fonts: FontTable) -> frozenset[FontHandle | None]:
    """Return the fonts that neither the file nor PDFium holds.

    PDFium draws them by a font of its own, stretched to what it drew last: the outlines that it states differ
    from the page's, and from run to run.
    """
    known = fonts.fonts()
    found = set()
    for handle in set(texts.fonts):
        font = known[fonts.number(handle)]
        if not font.embedded and not font.name.startswith(_STANDARD):
            found.add(handle)
    return frozenset(found)


def _by_advance(
    texts: TextObjects,
    text: PageText,
    words: Sequence[str],
    fonts: FontTable,
    foreign: frozenset[FontHandle | None],
    to_view: Transform,
) -> Sequence[Box]:
    """Return the boxes; those of upright text in a foreign font reach as far as the advances it states.

    Not so in a Chinese font: its marks have an advance of an em, half of which is blank.
    """
    a, b, c, _, e, _ = to_view
    boxes = list(texts.boxes)
    if b or c:
        return boxes
    wanted = [
        at
        for at, (font, angle, its) in enumerate(zip(texts.fonts, texts.angles, words, strict=True))
        if font in foreign and angle == 0 and its.strip() and _is_narrow(its.rstrip()[-1])
    ]
    for at, ends in zip(wanted, text.origins([texts.items[at] for at in wanted]), strict=True):
        advance = fonts.advance(texts.fonts[at], words[at].rstrip()[-1].replace(LINE_HYPHEN, "-"))
        if ends and advance > 0.0:
            left = place(a * ends[0] + e) if words[at][0].isspace() else texts.xs[at]
            last = place(a * ends[1] + e)
            right = place(last + advance * texts.sizes[at] * texts.stretches[at])
            boxes[at] = Box(min(left, right), boxes[at].bottom, max(left, right), boxes[at].top)
    return boxes


def _is_narrow(character: str) -> bool:
    return character < FIRST_WIDE or character in _NARROW


def _spaced(texts: TextObjects, text: PageText) -> Iterator[tuple[int, LineSpacing]]:
    """Yield the place and the spacing of each text object whose spacing was measured."""
    spacings = text.spacings
    for at in compress(count(), map(spacings.__contains__, texts.items)):
        if texts.sizes[at]:
            yield at, spacings[texts.items[at]]


def _pitches(texts: TextObjects, text: PageText, words: Sequence[str], unit: float) -> Sequence[float | None]:
    """Return the pitch of wide glyphs of each text object, in em."""
    sized = zip(texts.items, texts.sizes, strict=True)
    beyond_ascii = compress(sized, map(not_, map(str.isascii, words)))
    pitches = text.pitches([item for item, size in beyond_ascii if size])
    if not pitches:
        return [None] * len(words)
    return [
        pitches[item] / (size / unit) if item in pitches else None
        for item, size in zip(texts.items, texts.sizes, strict=True)
    ]


def _whites(
    texts: TextObjects, text: PageText, words: Sequence[str], to_view: Transform, unit: float
) -> Sequence[tuple[tuple[float, float], ...]]:
    """Return the whites wider than an em inside each text object; none on a turned page."""
    found: list[tuple[tuple[float, float], ...]] = [()] * len(words)
    a, b, c, _, e, _ = to_view
    if b or c:
        return found
    sparse = [
        at
        for at, (its, box, size) in enumerate(zip(words, texts.boxes, texts.sizes, strict=True))
        if box.right - box.left > _SPARSE_MIN_SIZES * size * len(its) and " " in its.strip()
    ]
    whites = text.whites([(texts.items[at], texts.sizes[at] / unit) for at in sparse])
    for at, white in zip(sparse, whites, strict=True):
        found[at] = tuple((place(a * left + e), place(a * right + e)) for left, right in white)
    return found


def _tracking(spacing: LineSpacing, em: float, stretch: float) -> float:
    """Return the space added between two letters, in em.

    Two ideographs stand an em apart, whatever advance their font states.
    """
    if spacing.wide is None:
        return spacing.letters / em
    return min(spacing.letters / em, spacing.wide / (em * stretch) - 1.0)
