"""Headings: larger or bold type, set off from the text, not filling the column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine, RoleLabels
from mlcia_check.measure.lines.body_guess import BodyGuess
from mlcia_check.measure.roles.block_gaps import SET_OFF_MIN_LEADINGS
from mlcia_check.measure.roles.heading_text import LARGER_MIN_SIZES, heading_number
from mlcia_check.measure.roles.plain_headings import PlainHeadings

_SIZES: Final = (0.97, 2.5)
"""Of the body size: smaller bold type is a label's, larger type a title's."""

_ALONE_MIN_SIZES: Final = 0.75
"""Of the body size: small capitals are 0.8 of it; a heading in smaller type is there to be overlooked."""

_LETTERS_MIN_SHARE: Final = 0.4
_HEADING_MAX_CHARACTERS: Final = 160
_BOLD_FONTS_MAX: Final = 2
"""Fonts of a bold line that is bold throughout: the bold one, and perhaps its italics."""

_SAME_SIZE_BP: Final = 0.1


def labels(
    lines: Sequence[DraftLine], body: BodyGuess, alone: Callable[[str], bool], plain: PlainHeadings
) -> RoleLabels:
    """Return the headings of one page, whose lines come in reading order.

    "3.1 Threat Model" in bold, with white above it -> heading; "Setup. We train" -> running text.
    `alone` tells headings that need no other type when they are all that stands in a line set off from the
    text: "REFERENCES". `plain` tells those of capitals or italics.
    """
    found: RoleLabels = {}
    largest_text = LARGER_MIN_SIZES * body.size_bp
    for place, line in enumerate(lines):
        # nearly all lines are full ones of the body's type, and those are no headings
        if line.role != "unclassified" or (line.full and not line.bold and line.size_bp <= largest_text):
            continue
        is_second = place > 0 and _is_second_line(line, lines[place - 1], found)
        if (
            (_is_heading(line, body, is_second=is_second) and not _runs_in(lines, place, body))
            or _stands_alone(line, body, alone)
            or _stands_tight(line, body, alone)
            or plain.opens(line, body)
            or (is_second and plain.continues(line, body))
        ):
            found[line] = "heading"
    return found


def _is_second_line(line: DraftLine, previous: DraftLine, found: RoleLabels) -> bool:
    """Return whether a line can continue a heading of the line above."""
    return previous in found and abs(previous.size_bp - line.size_bp) < _SAME_SIZE_BP


def _stands_alone(line: DraftLine, body: BodyGuess, alone: Callable[[str], bool]) -> bool:
    """Return whether a line is one of the titles that need no other type, alone and set off."""
    is_read = line.size_bp >= _ALONE_MIN_SIZES * body.size_bp
    return is_read and not line.full and _set_off(line, body) and alone(line.text)


def _stands_tight(line: DraftLine, body: BodyGuess, alone: Callable[[str], bool]) -> bool:
    """Return whether a line is a heading by its type and words, whatever white stands above it.

    "4 EXPERIMENTAL SETUP" in large bold type, pulled up by a negative skip -> heading. Else a heading that is
    set off by nothing would be text, and its missing white would count for none.
    """
    return (
        not line.full
        and _has_headings_type(line, body)
        and line.size_bp > LARGER_MIN_SIZES * body.size_bp
        and _all_bold(line)
        and (bool(heading_number(line.text)[0]) or alone(line.text))
    )


def _set_off(line: DraftLine, body: BodyGuess) -> bool:
    return line.gap_above_bp == 0.0 or line.gap_above_bp > SET_OFF_MIN_LEADINGS * body.leading_bp


def _is_heading(line: DraftLine, body: BodyGuess, *, is_second: bool) -> bool:
    """Return whether a line has a heading's type and place; `is_second`: it needs no white above."""
    if not _has_headings_type(line, body) or not (is_second or _set_off(line, body)):
        return False
    return _all_bold(line) or any(run.size_bp > LARGER_MIN_SIZES * body.size_bp for run in line.runs)


def _has_headings_type(line: DraftLine, body: BodyGuess) -> bool:
    """Return whether a line is short, and bold or larger than the text, and neither code nor a formula.

    "3.2 The parse_header Call" may be in fixed-pitch type for the most part; code is not bold and larger.
    """
    larger = LARGER_MIN_SIZES * body.size_bp < line.size_bp < _SIZES[1] * body.size_bp
    return (
        (larger or line.bold)
        and line.size_bp >= _SIZES[0] * body.size_bp
        and not (line.math or (line.mono and not (larger and line.bold)))
        and line.letter_share >= _LETTERS_MIN_SHARE
        and len(line.text.strip()) <= _HEADING_MAX_CHARACTERS
    )


def _runs_in(lines: Sequence[DraftLine], place: int, body: BodyGuess) -> bool:
    """Return whether bold lines that fill their column open a paragraph: its text goes on at the usual
    leading.

    "Challenge: Budgets of clients exhibit various limits and de-/mand ... each. One outlier" -> no heading.
    """
    line = lines[place]
    if not line.full or line.size_bp > LARGER_MIN_SIZES * body.size_bp:
        return False
    for below in lines[place + 1 :]:
        if (
            not 0.0 < below.gap_above_bp < SET_OFF_MIN_LEADINGS * body.leading_bp
            or abs(below.size_bp - line.size_bp) > _SAME_SIZE_BP
        ):
            return False
        if not (below.full and _all_bold(below)):
            return True
    return False


def _all_bold(line: DraftLine) -> bool:
    return line.bold and len({run.font for run in line.runs}) <= _BOLD_FONTS_MAX
