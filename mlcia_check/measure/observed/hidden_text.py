"""Words that a reader of the page does not see, gathered into passages; and turned stamps."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple

from msgspec import structs

from mlcia_check.measure.lines.rows import page_wrappers
from mlcia_check.model.geometry import Box, around
from mlcia_check.model.measured_paper import APART, Hidden, Manner, Stamp
from mlcia_check.model.pdf_facts import Facts, PageFacts, Replaced, TextRun

_TINY: Final = 2.0
"""bp of em and of ink: nobody reads type below (the class's smallest, in figures, is 5pt)."""

_SMALL: Final = 4.0
"""bp of em. A lowercase letter has 2.4 pixels at 100 dpi; the smallest type of figures has 5pt."""

_SLIVER: Final = 0.3
"""Horizontal scale below which letters are strokes: the narrowest faces are as wide as 0.4 of a text face."""

_STROKE: Final = 0.8
"""bp of width that a letter takes at least to be one."""

_WORD_SPACE: Final = 0.13
"""Of the type size: pieces further apart on a row are separate words."""

_SIDE: Final = 1.0
"""Of the type size: pieces no further apart on a row stand in one place."""

_BELOW: Final = 1.3
"""Of the type size: white between two rows of one passage at most (double spacing)."""

_SPARE: Final = 0.12
"""Of the type size: no font's mean character is narrower; text beyond that stands for no glyph."""

_FEWEST_SPARE: Final = 12
"""Characters from which on text without glyphs is told from a ligature or a dropped hyphen."""

_HARMLESS_IN_FIGURES: Final = ("covered", "clipped", "layer", "off-page")
"""What cropping a figure, or drawing over a part of it, leaves behind."""

_OWN_PLACE: Final = ("tiny", "small", "actual-text", "off-page")
"""Manners of words that stand where no others do, or are themselves among the runs of the page."""

_DOUBLE: Final = 8
"""Letters from which on a piece by itself is told to double others: shorter ones are found in any line."""

_UNPRINTED: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")
_TURNING: Final = re.compile("[\u202d\u202e\u2066-\u2068]")
_TAG_BASE: Final = 0xE0000

_SPOKEN: Final = re.compile(r"(?<![\\\w])[^\W\d_]{4,}")
"""A word of a text that may hold the source of formulas, whose commands are none."""

_SHARE_OF_WORDS: Final = 0.6
"""Of the letters of a line of prose, those in words of four letters and more: 0.75 to 0.9."""

_PIECE: Final = 4
_FEWEST_PIECES: Final = 12
_SHARE_OF_PIECES: Final = 0.5
"""Shorter texts in place of others are pieces: ligatures tell the same letters, so that a dozen of them with
other letters, most of all, are a text."""

_STAMP_LETTERS: Final = 8

_OF_KEY: Final[dict[str, Manner]] = {
    "Title": "bookmark",
    "Alt": "alternative",
    "ActualText": "alternative",
    "E": "alternative",
    "TU": "field",
    "T": "field",
    "V": "field",
    "DV": "field",
    "Opt": "field",
    "F": "file-name",
    "UF": "file-name",
    "Desc": "file-name",
}
"""What a string of an object is, by its key (PDF 32000-1, tables 44, 153, 220 and 323)."""


_SAME_TYPE = 0.3
"""bp between sizes of one text."""

_NEAR_EDGE = 6.0
"""Ems from the page's edge, and from a passage beyond it, to the lines that it goes on from."""

_DRAWING: Final = 3.0
"""Of the type size: what is lower is no figure."""

_CAPTION_SKIP: Final = 3.0
"""Of the type size: a caption's first line stands no further below its figure (two leadings)."""

_MOST_OF_A_CAPTION: Final = 12.0
"""Of the type size: ten lines."""

_FEWEST_BEFORE = 25
"""Characters seen next to a passage, in its type, that it can go on from: half a line."""


class _HiddenPiece(NamedTuple):
    text: str
    box: Box
    size: float
    manner: Manner


def hidden(facts: Facts) -> tuple[Hidden, ...]:
    """All unseen words, page after page, then those of the metadata and the annotations."""
    standing = _standing(facts.pages)
    found = [record for page in facts.pages for record in _page_hidden(page, standing)]
    found.extend(record for page in facts.pages for record in _told_otherwise(page))
    found.extend(
        Hidden(page.number, note.box, note.text, "annotation") for page in facts.pages for note in page.notes
    )
    found.extend(Hidden(0, None, text, "metadata") for _, text in facts.structure.metadata)
    found.extend(_strings(facts))
    return tuple(found)


def _strings(facts: Facts) -> Iterator[Hidden]:
    """The texts of the file's other objects, one record for each manner."""
    known = {text for _, text in facts.structure.metadata}
    known.update(note.text for page in facts.pages for note in page.notes)
    told: dict[Manner, list[str]] = {}
    for key, text in facts.structure.strings:
        if text not in known:
            told.setdefault(_OF_KEY.get(key, "string"), []).append(text)
    for manner, texts in told.items():
        yield Hidden(0, None, APART.join(texts), manner)


def stamps(facts: Facts) -> tuple[Stamp, ...]:
    """Turned lines of text on the pages themselves, runs of one line joined."""
    return tuple(stamp for page in facts.pages for stamp in _page_stamps(page))


def _standing(pages: Sequence[PageFacts]) -> Callable[[TextRun], bool]:
    """Tells whether a run's words are seen at its place on another page: a watermark that a figure covers."""
    shown: set[tuple[str, int, int]] = set()
    if any(page.unseen for page in pages):
        for page in pages:
            unseen = {text.order for text in page.unseen}
            shown.update(_standpoint(run) for run in page.runs if run.order not in unseen)
    return lambda run: _standpoint(run) in shown


def _standpoint(run: TextRun) -> tuple[str, int, int]:
    return run.text, round(run.x_bp), round(run.baseline_bp)


def _page_hidden(page: PageFacts, standing: Callable[[TextRun], bool]) -> Iterator[Hidden]:
    pieces = list(_pieces(page, standing))
    if pieces:
        unseen = {text.order for text in page.unseen}
        seen = [run for run in page.runs if run.order not in unseen]
        kept = []
        for manner, rows in _passages(pieces):
            left = rows if manner in _OWN_PLACE else list(filter(None, (_single(row, seen) for row in rows)))
            if left:
                box = around(piece.box for row in left for piece in row)
                kept.append(Hidden(page.number, box, "\n".join(_joined(row) for row in left), manner))
        yield from _with_overflow(kept, pieces, seen, page)
    if _UNPRINTED.search("".join([run.text for run in page.runs])):
        yield from _unprinted(page)


def _told_otherwise(page: PageFacts) -> Iterator[Hidden]:
    """Words of the text layer in place of which the page shows others, or an image."""
    pieces: list[Replaced] = []
    for replaced in page.replaced:
        painted = _letters(replaced.painted or "")
        if replaced.painted is None:
            yield Hidden(page.number, replaced.box, replaced.told, "other-text")
        elif replaced.image:
            yield Hidden(page.number, replaced.box, replaced.told, "alternative")
        elif len(replaced.told) < _PIECE:
            pieces.append(replaced)
        elif 2 * len(painted) >= len(_letters(replaced.told)) or _is_words(replaced.painted):
            # otherwise a formula or a symbol is told in words
            words = [word for word in _SPOKEN.findall(replaced.told) if _letters(word) not in painted]
            if words:
                yield Hidden(page.number, replaced.box, " ".join(words), "other-text")
    others = [piece for piece in pieces if _letters(piece.told) != _letters(piece.painted or "")]
    if len(others) >= _FEWEST_PIECES and len(others) >= _SHARE_OF_PIECES * len(pieces):
        box = around(piece.box for piece in others)
        # a piece of some letters is part of a word: parted, so many stand for as many words
        yield Hidden(page.number, box, " ".join(piece.told for piece in pieces), "other-text")


def _is_words(painted: str) -> bool:
    """Whether what is painted are words and no formula, whose letters stand singly."""
    return sum(map(len, _SPOKEN.findall(painted))) >= _SHARE_OF_WORDS * sum(map(str.isalpha, painted)) > 0


def _pieces(page: PageFacts, standing: Callable[[TextRun], bool]) -> Iterator[_HiddenPiece]:
    wrappers = page_wrappers(page)
    looked_at = {text.order for text in page.unseen}
    for text in page.unseen:
        run = text.run
        if standing(run) and text.text == run.text:
            continue
        figure = run.form > 0 and run.form not in wrappers
        manner: Manner = text.why
        if figure and text.why in _HARMLESS_IN_FIGURES:
            manner = "in-figure"
        elif text.why == "invisible-mode" and any(
            ink.kind == "image" and ink.box.contains(text.box, 2.0) for ink in page.ink
        ):
            manner = "over-image"
        yield _HiddenPiece(text.text, text.box, run.size_bp, manner)
    for run in (*page.runs, *page.note_runs):
        unreadable = _unreadable(run)
        if unreadable is not None and run.order not in looked_at:
            figure = run.form > 0 and run.form not in wrappers
            yield _HiddenPiece(
                run.text, run.box, run.size_bp, "in-figure" if figure and unreadable == "tiny" else unreadable
            )


def _unreadable(run: TextRun) -> Literal["tiny", "small", "actual-text"] | None:
    """The manner of a run that its own numbers give away."""
    left, bottom, right, top = run.box
    size = run.size_bp
    if size < _TINY and min(top - bottom, right - left) < _TINY:
        return "tiny"
    count = len(run.text)
    if run.horizontal_scale < _SLIVER and right - left < _STROKE * count:
        return "tiny"
    if count >= _FEWEST_SPARE and max(right - left, top - bottom) < _SPARE * size * count:
        return "actual-text"
    return "small" if size < _SMALL else None


def _passages(pieces: Sequence[_HiddenPiece]) -> Iterator[tuple[Manner, list[list[_HiddenPiece]]]]:
    """Pieces of one manner in one place, in rows; in painting order, which is reading order."""
    open_passages: list[list[_HiddenPiece]] = []
    boxes: list[Box] = []
    for piece in pieces:
        for index in range(len(open_passages) - 1, max(len(open_passages) - 9, -1), -1):
            if open_passages[index][0].manner == piece.manner and _adjoin(boxes[index], piece):
                open_passages[index].append(piece)
                boxes[index] = boxes[index].union(piece.box)
                break
        else:
            open_passages.append([piece])
            boxes.append(piece.box)
    for passage in open_passages:
        rows: list[list[_HiddenPiece]] = []
        for piece in passage:
            if rows and _on_row(rows[-1][-1], piece):
                rows[-1].append(piece)
            else:
                rows.append([piece])
        yield passage[0].manner, rows


def _adjoin(box: Box, piece: _HiddenPiece) -> bool:
    em = max(piece.size, 1.0)
    aside = max(box.left - piece.box.right, piece.box.left - box.right)
    apart = max(box.bottom - piece.box.top, piece.box.bottom - box.top)
    return aside <= _SIDE * em and apart <= _BELOW * em


def _on_row(last: _HiddenPiece, piece: _HiddenPiece) -> bool:
    middle = (piece.box.bottom + piece.box.top) / 2
    reach = 0.3 * max(piece.size, last.size, 1.0)
    return last.box.bottom - reach <= middle <= last.box.top + reach


def _with_overflow(
    found: Sequence[Hidden], pieces: Sequence[_HiddenPiece], seen: Sequence[TextRun], page: PageFacts
) -> Iterator[Hidden]:
    """Tells what goes on from lines that run up to the page's edge (too large a float) from other words."""
    off_page = [hidden.box for hidden in found if hidden.manner == "off-page" and hidden.box]
    if not off_page:
        yield from found
        return
    sizes = {piece.size for piece in pieces if piece.manner == "off-page"}
    near = _NEAR_EDGE * max(sizes)
    inside = Box(near, near, page.width_bp - near, page.height_bp - near)
    shown = Box(0.0, 0.0, page.width_bp, page.height_bp)
    running = [
        run
        for run in seen
        if any(abs(run.size_bp - size) < _SAME_TYPE for size in sizes)
        and run.box.overlaps(shown)
        and not inside.contains(run.box)
    ]
    grown: list[Box] = []
    waiting = off_page
    while waiting:
        joined = [
            box
            for box in waiting
            if any(_grow(box, near).overlaps(other) for other in grown)
            or _is_under_drawing(box, page, max(sizes))
            or sum(len(run.text) for run in running if _grow(box, near).overlaps(run.box)) >= _FEWEST_BEFORE
        ]
        if not joined:
            break
        grown += joined
        waiting = [box for box in waiting if box not in joined]
    for hidden in found:
        overflows = hidden.manner == "off-page" and hidden.box in grown
        yield structs.replace(hidden, manner="overflow") if overflows else hidden


def _is_under_drawing(box: Box, page: PageFacts, size: float) -> bool:
    """Whether words below the page can be the caption of a drawing at its foot, as under a wrapped figure."""
    return box.height <= _MOST_OF_A_CAPTION * size and any(
        ink.box.height > _DRAWING * size
        and 0.0 <= ink.box.bottom < _CAPTION_SKIP * size
        and box.top > ink.box.bottom - 2 * _CAPTION_SKIP * size
        and ink.box.left - size <= box.left
        and box.right <= ink.box.right + size
        for ink in page.ink
    )


def _grow(box: Box, by: float) -> Box:
    return Box(box.left - by, box.bottom - by, box.right + by, box.top + by)


def _joined(row: Iterable[_HiddenPiece]) -> str:
    parts: list[str] = []
    reach: float | None = None
    for piece in row:
        if reach is not None and not -piece.size < piece.box.left - reach <= _WORD_SPACE * piece.size:
            parts.append(" ")
        parts.append(piece.text)
        reach = piece.box.right
    return "".join(parts)


def _single(row: list[_HiddenPiece], seen: Sequence[TextRun]) -> list[_HiddenPiece]:
    """A row without what is seen in the same place too, as with halos, shadows or a synthetic bold."""
    rest = [piece for piece in row if len(piece.text) < _DOUBLE or not _is_seen([piece], seen)]
    return [] if rest and _is_seen(rest, seen) else rest


def _is_seen(pieces: Sequence[_HiddenPiece], seen: Sequence[TextRun]) -> bool:
    box = around(piece.box for piece in pieces)
    near = sorted((run for run in seen if run.box.overlaps(box)), key=lambda run: run.box.left)
    return _letters("".join(piece.text for piece in pieces)) in _letters("".join(run.text for run in near))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text.casefold())))


def _unprinted(page: PageFacts) -> Iterator[Hidden]:
    """Lines with characters that print nothing: their words without them, and turned where they turn."""
    done: set[float] = set()
    for run in page.runs:
        if not _UNPRINTED.search(run.text) or run.baseline_bp in done:
            continue
        done.add(run.baseline_bp)
        line = sorted(
            (other for other in page.runs if abs(other.baseline_bp - run.baseline_bp) < 1.0),
            key=lambda other: other.x_bp,
        )
        text = " ".join(other.text for other in line)
        tags = "".join(chr(ord(c) - _TAG_BASE) for c in text if 0xE0020 <= ord(c) < 0xE007F)
        plain = _UNPRINTED.sub("", text)
        box = around(other.box for other in line)
        if _TURNING.search(text):
            yield Hidden(page.number, box, plain[::-1], "bidi")
        yield Hidden(page.number, box, f"{tags}\n{plain}" if tags else plain, "zero-width")


def _page_stamps(page: PageFacts) -> Iterator[Stamp]:
    turned = [run for run in page.runs if run.angle in (90, 270) and run.text.strip()]
    if not turned:
        return
    wrappers = page_wrappers(page)
    lines: dict[tuple[int, int], list[TextRun]] = {}
    for run in turned:
        if not run.form or run.form in wrappers:
            lines.setdefault((run.angle, round(run.x_bp)), []).append(run)
    for (angle, _), runs in lines.items():
        runs.sort(key=lambda run: run.baseline_bp if angle == 90 else -run.baseline_bp)
        text = " ".join(run.text.strip() for run in runs)
        if len(text) >= _STAMP_LETTERS:
            yield Stamp(page.number, around(run.box for run in runs), text)
