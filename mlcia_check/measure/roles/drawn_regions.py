"""Lines inside drawings, frames and ruled tables, and labels of included figures: floats all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine, RoleLabels
from mlcia_check.measure.lines.body_guess import BodyGuess
from mlcia_check.measure.lines.ink_regions import Region
from mlcia_check.measure.roles.captions import CaptionPattern
from mlcia_check.model.geometry import Box

_BODY_MIN_SIZES: Final = 0.9
"""Of the body size: text that is no smaller counts as text of the body when a region is judged."""

_PROSE_MIN_LINES: Final = 4
"""Full lines of the body's size between two rules, and most of all lines there: no table, but text."""

_HEAD_MAX_HEIGHT_BP: Final = 60.0
"""Between two rules around a caption: four lines of it, as an algorithm has between its first rules."""

_BELOW_MAX_BP: Final = 2.0
_BESIDE_MAX_BP: Final = 3.0
"""A line's baseline and its middle may lie so far outside of a region."""


def lines_of_regions(
    lines: Sequence[DraftLine], regions: Sequence[Region], body: BodyGuess, pattern: CaptionPattern
) -> list[tuple[Region, list[DraftLine]]]:
    """Return each region of a page that holds lines which no stage has claimed, with these lines.

    A row of words in frames side by side can be one line: it belongs to the frame in which it begins. Two
    tables of one width enclose what stands between them, running text or references: such a region is left
    out, if it is not closed at its sides. The caption of one of the two tells it too; `pattern` matches its
    beginning.
    """
    if not regions:
        return []
    inside: dict[int, list[DraftLine]] = {}
    for line in lines:
        if line.role != "unclassified" or line.figure:
            continue
        middle = (line.left + line.right) / 2
        level = [
            (number, region.box.left - _BESIDE_MAX_BP, region.box.right + _BESIDE_MAX_BP)
            for number, region in enumerate(regions)
            if region.box.bottom - _BELOW_MAX_BP < line.baseline_bp < region.box.top
        ]
        around = [number for number, left, right in level if left <= middle <= right]
        if not around and len(level) > 1 and any(left < line.right <= right for _, left, right in level):
            around = [number for number, left, right in level if left <= line.left < right]
        for number in around:
            inside.setdefault(number, []).append(line)
    return [
        (regions[number], members)
        for number, members in inside.items()
        if not (
            regions[number].ruled
            and not regions[number].closed
            and (_is_prose(members, body) or _holds_caption(regions[number].box, members, pattern))
        )
    ]


def _holds_caption(box: Box, lines: Sequence[DraftLine], pattern: CaptionPattern) -> bool:
    """Return whether a caption stands in a stretch that is too high for the head of an algorithm."""
    return box.height > _HEAD_MAX_HEIGHT_BP and any(pattern.match(line.text) for line in lines)


def _is_prose(lines: Sequence[DraftLine], body: BodyGuess) -> bool:
    full = sum(
        line.full and line.size_bp > _BODY_MIN_SIZES * body.size_bp and not line.mono for line in lines
    )
    return full >= _PROSE_MIN_LINES and 2 * full > len(lines)


def labels(lines: Sequence[DraftLine], inside: Sequence[tuple[Region, Sequence[DraftLine]]]) -> RoleLabels:
    """Return the lines of one page that are floats: those of included figures, and those inside the
    regions.
    """
    found: RoleLabels = {line: "float" for line in lines if line.figure and line.role == "unclassified"}
    for _, members in inside:
        found.update(dict.fromkeys(members, "float"))
    return found


def mark_framed(inside: Sequence[tuple[Region, Sequence[DraftLine]]]) -> None:
    """Set `framed` of the lines that stand in a region which is more than a picture."""
    for region, members in inside:
        if not region.pictured:
            for line in members:
                line.framed = True
