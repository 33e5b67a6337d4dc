"""Finds passages of running text that are wider than their column."""

from __future__ import annotations

from collections.abc import Container, Sequence

from mlcia_check.model.measured_paper import Line

_LINES_MIN = 3
"""Lines of one width that are no chance: lines that TeX could not break end at various places."""

_SAME_LEFT_BP = 1.0
"""bp between the left ends of a passage's lines: letters protrude by up to half of it."""

_SAME_RIGHT_BP = 2.5
"""bp between the right ends of a passage's lines: hyphens and stops protrude by up to two."""

_LETTERS_MIN_SHARE = 0.4
"""Share of a passage's lines that begin and end in an ASCII letter or digit.

Half of English lines do. Chinese lines at their natural width, which TeX sets over the edge, do not.
"""


def wide_passages(lines: Sequence[Line], width: float, pages: Container[int]) -> list[list[Line]]:
    """Return the passages of running text in which full lines are wider than `width` bp, one after another.

    Lines of these `pages` count. An honest line that is too wide sticks out alone, or beside others by
    another distance.
    """
    wide = [
        at
        for at, line in enumerate(lines)
        if line.full and line.box.right - line.box.left > width and line.role == "body" and line.page in pages
    ]
    passages: list[list[Line]] = []
    last = -1
    for at in wide:
        line = lines[at]
        if last >= 0 and at == last + 1 and _goes_on(lines[last], line):
            passages[-1].append(line)
        else:
            passages.append([line])
        last = at
    return [passage for passage in passages if len(passage) >= _LINES_MIN and _shows_its_edges(passage)]


def _goes_on(upper: Line, lower: Line) -> bool:
    return (
        (upper.page, upper.column) == (lower.page, lower.column)
        and lower.column >= 0
        and abs(upper.box.left - lower.box.left) < _SAME_LEFT_BP
        and abs(upper.box.right - lower.box.right) < _SAME_RIGHT_BP
    )


def _shows_its_edges(passage: list[Line]) -> bool:
    flush = sum(_is_letter(line.text[:1]) and _is_letter(line.text[-1:]) for line in passage)
    return flush >= _LETTERS_MIN_SHARE * len(passage)


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalnum()
