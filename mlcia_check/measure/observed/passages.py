"""Prose set apart from the running text: captions, footnotes, floats, frames, cells, listings, headings.

Lines of words under each other are prose, whatever they are called. A passage is a chain of such lines,
of one role and one size, flush at the left; the cells of a table's row are lines of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.natural_width import is_wide
from mlcia_check.measure.lines.rows import pieces
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import FURNITURE, SetPassage
from mlcia_check.support.averages import median

_CHARACTERS_MIN: Final = 20
"""Of a line of prose: labels and the cells of most tables hold less."""

_LETTERS_MIN_SHARE: Final = 0.6
_FIXED_PITCH_LETTERS_MIN_SHARE: Final = 0.85
"""Of a line's glyphs: rows of figures and formulas have fewer letters, in fixed-pitch type code has too."""

_CELL_GAP_EM: Final = 1.2
"""White between two cells of a row, at least."""

_LEADING_EM: Final = (0.7, 1.8)
"""From a line to the next one of its passage: set solid and below, or with half a line between."""

_FLUSH_MAX_EM: Final = 2.5
"""Between the left ends of neighbouring lines: a paragraph's first line is set in by one or two em."""

_SAME_SIZE_SHARE: Final = 0.12
"""Of the type size, between lines of one passage: lines of 7pt between lines of 7.5pt are one."""

_LINES_MIN: Final = 4
"""Lines of a passage: a caption, a note or a cell of three lines is no passage of text."""

_FILLED_MIN_SHARE: Final = 0.8
"""Of a passage's width: a line that reaches as far is a line of prose, in ragged type too."""

_OTHER_SIZE_BP: Final = 0.1
"""From the body's size: the columns are measured over lines that are nearer."""

_TIGHT_MAX_LEADINGS: Final = 0.98
"""Of the body's leading: lines of the body that stand closer to the line above than this."""

_PIECES_MAX: Final = 20_000
"""Lines that are looked at: a paper of 20 pages in small print has some 4,000."""

_NO_PASSAGES: Final = FURNITURE | {"reference"}


class _ProsePiece(Struct):
    """A line of prose, or a cell of one, in bp. `characters` counts a Chinese one, as wide as two, twice."""

    line: DraftLine
    left: float
    right: float
    characters: int


def set_passages(lines: Iterable[DraftLine], size: float, leading: float) -> tuple[SetPassage, ...]:
    """Return the passages of all roles but furniture's and the reference list's, by page from the top.

    Of running text those in other type than the body's, which is of `size` bp, or on tighter leading than
    its `leading`.
    """
    tight = _TIGHT_MAX_LEADINGS * leading
    found = [
        piece
        for line in lines
        # most lines are the body's own, which is settled here at once
        if (line.role != "body" or line.gap_above_bp < tight or abs(line.size_bp - size) > _OTHER_SIZE_BP)
        and _is_set_apart(line, size, tight)
        for piece in _pieces(line)
    ]
    found = found[:_PIECES_MAX]
    found.sort(key=lambda piece: (piece.line.page, -piece.line.baseline_bp, piece.left))
    return tuple(passage for chain in _chains(found) if (passage := _passage(chain)) is not None)


def _is_set_apart(line: DraftLine, size: float, tight: float) -> bool:
    if line.role == "body":
        return (
            _LEADING_EM[0] * line.size_bp < line.gap_above_bp < tight
            or abs(line.size_bp - size) > _OTHER_SIZE_BP
        )
    return line.role not in _NO_PASSAGES


def _pieces(line: DraftLine) -> Iterator[_ProsePiece]:
    """Yield the line, or its cells, as far as they are words."""
    if (
        line.letter_share < (_FIXED_PITCH_LETTERS_MIN_SHARE if line.mono else _LETTERS_MIN_SHARE)
        or 2 * line.weight < _CHARACTERS_MIN
    ):
        return
    stretches = [(line.left, line.right)] if not line.has_cells else _cells(line)
    whole = sum(right - left for left, right in stretches)
    weight = line.weight if line.text.isascii() else line.weight + sum(map(is_wide, line.text))
    for left, right in stretches:
        characters = round(weight * (right - left) / max(whole, 1.0))
        if characters >= _CHARACTERS_MIN:
            yield _ProsePiece(line, left, right, characters)


def _cells(line: DraftLine) -> list[tuple[float, float]]:
    """Return the stretches of x between the white that parts the cells of a row."""
    joined: list[tuple[float, float]] = []
    for run in sorted(line.runs, key=lambda run: run.box.left):
        for left, right in pieces(run):
            if joined and left - joined[-1][1] < _CELL_GAP_EM * line.size_bp:
                joined[-1] = (joined[-1][0], max(right, joined[-1][1]))
            else:
                joined.append((left, right))
    return joined


def _chains(found: Sequence[_ProsePiece]) -> Iterator[list[_ProsePiece]]:
    """Yield lines under each other; they come by page and from the top."""
    open_: list[list[_ProsePiece]] = []
    for piece in found:
        still: list[list[_ProsePiece]] = []
        home: list[_ProsePiece] | None = None
        for chain in open_:
            last = chain[-1]
            near = last.line.page == piece.line.page and (
                last.line.baseline_bp - piece.line.baseline_bp <= _LEADING_EM[1] * last.line.size_bp
            )
            if not near:
                yield chain
                continue
            still.append(chain)
            if home is None and _goes_on(last, piece):
                home = chain
        if home is None:
            still.append([piece])
        else:
            home.append(piece)
        open_ = still
    yield from open_


def _goes_on(last: _ProsePiece, piece: _ProsePiece) -> bool:
    upper, lower = last.line, piece.line
    return (
        upper.role == lower.role
        and upper.baseline_bp - lower.baseline_bp >= _LEADING_EM[0] * upper.size_bp
        and abs(upper.size_bp - lower.size_bp) <= _SAME_SIZE_SHARE * upper.size_bp
        and abs(last.left - piece.left) <= _FLUSH_MAX_EM * upper.size_bp
    )


def _passage(chain: Sequence[_ProsePiece]) -> SetPassage | None:
    if len(chain) < _LINES_MIN:
        return None
    first = chain[0].line
    left, right = min(piece.left for piece in chain), max(piece.right for piece in chain)
    filled = sum(piece.right - left >= _FILLED_MIN_SHARE * (right - left) for piece in chain)
    if 2 * filled < len(chain):
        return None
    gaps = [upper.line.baseline_bp - lower.line.baseline_bp for upper, lower in pairwise(chain)]
    return SetPassage(
        page=first.page,
        role=first.final_role,
        box=Box(left, min(p.line.bottom for p in chain), right, max(p.line.top for p in chain)),
        words=first.text,
        lines=len(chain),
        characters=sum(piece.characters for piece in chain),
        size_bp=median(piece.line.size_bp * piece.line.height_ratio for piece in chain),
        # where lines jitter, what they take of the height is their mean
        leading_bp=min(median(gaps), sum(gaps) / len(gaps)),
        framed=2 * sum(piece.line.framed for piece in chain) > len(chain),
        included=first.figure,
        mono=first.mono,
        cells=2 * sum(piece.line.has_cells for piece in chain) > len(chain),
    )
