"""Prose in included figures and pages: lines of words under each other, where a paper can hide its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.natural_width import is_wide
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Passage

_LINES_MAX: Final = 2_000
"""Lines of one form that are looked at: a page of the smallest readable type holds some 600."""

_WORDS_MIN: Final = 5
_WIDE_CHARACTERS_MIN: Final = 12
"""Words, or Chinese characters, of a line of prose: labels of plots and cells of tables have fewer."""

_LETTERS_MIN_SHARE: Final = 0.6
"""Of a line's glyphs: rows of figures and formulas have fewer letters."""

_LEADING_EM: Final = (0.8, 1.8)
"""From a line of prose to its neighbour, set solid or with half a line between."""

_FLUSH_MAX_EM: Final = 2.5
"""Between the left ends of neighbouring lines: a paragraph's first line is set in by one or two em."""

_SAME_SIZE_SHARE: Final = 0.05
"""Of the type size: lines of one passage."""


def passages(lines: Iterable[DraftLine]) -> tuple[Passage, ...]:
    """Return the prose of each included form, in the order of pages; a form without it is left out."""
    by_form: defaultdict[tuple[int, int], list[DraftLine]] = defaultdict(list)
    for line in lines:
        if line.figure and _is_words(line):
            by_form[line.page, line.runs[0].form].append(line)
    found = []
    for (page, _), members in sorted(by_form.items()):
        prose = list(_with_neighbours(sorted(members[:_LINES_MAX], key=lambda line: -line.baseline_bp)))
        if prose:
            box: Box = prose[0].box
            for line in prose[1:]:
                box = box.union(line.box)
            found.append(
                Passage(
                    page=page,
                    box=box,
                    words=prose[0].text,
                    lines=len(prose),
                    characters=sum(line.weight for line in prose),
                    size_bp=sorted(line.size_bp for line in prose)[len(prose) // 2],
                )
            )
    return tuple(found)


def _is_words(line: DraftLine) -> bool:
    words = len(line.text.split()) >= _WORDS_MIN or sum(map(is_wide, line.text)) >= _WIDE_CHARACTERS_MIN
    return words and line.letter_share >= _LETTERS_MIN_SHARE and not line.has_cells and not line.mono


def _with_neighbours(lines: Sequence[DraftLine]) -> Iterator[DraftLine]:
    """Return those of the lines, which come from the top, that have one right above or below them."""
    paired: set[int] = set()
    for place, line in enumerate(lines):
        for other in range(place + 1, len(lines)):
            below = lines[other]
            if line.baseline_bp - below.baseline_bp > _LEADING_EM[1] * line.size_bp:
                break
            if (
                line.baseline_bp - below.baseline_bp >= _LEADING_EM[0] * line.size_bp
                and abs(line.left - below.left) <= _FLUSH_MAX_EM * line.size_bp
                and abs(line.size_bp - below.size_bp) <= _SAME_SIZE_SHARE * line.size_bp
            ):
                paired |= {place, other}
    return (line for place, line in enumerate(lines) if place in paired)
