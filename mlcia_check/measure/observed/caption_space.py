"""White space between captions and what they label: drawings above them, tables below."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.ink_regions import Region
from mlcia_check.measure.observed.body_text import is_own_caption
from mlcia_check.model.measured_paper import Space

_CAPTION_MAX_BP: Final = 45.0
"""bp between a drawing's foot and its caption; what stands further up belongs to another."""


def above_captions(lines: Sequence[DraftLine], regions: Sequence[Region], size: float) -> Iterator[Space]:
    """Yield the spaces from the foot of a drawing to the first baseline of the caption below it."""
    previous: DraftLine | None = None
    for line in lines:
        own = is_own_caption(line, size)
        if own and (previous is None or previous.role != "caption"):
            middle = (line.left + line.right) / 2
            feet = [region.box.bottom for region in regions if region.box.left < middle < region.box.right]
            if previous is not None and previous.role == "float":
                feet.append(previous.bottom)
            above = [
                foot - line.baseline_bp for foot in feet if 0.0 < foot - line.baseline_bp < _CAPTION_MAX_BP
            ]
            if above:
                yield Space("caption-above", line.page, line.box, min(above), line.text)
        previous = line


def below_captions(
    lines: Sequence[DraftLine], regions: Sequence[Region], labelled: Collection[tuple[int, str]]
) -> Iterator[Space]:
    """Yield the spaces from the last line of each caption of `labelled` to the top of the table below it."""
    first: DraftLine | None = None
    for line, lower in zip(lines, (*lines[1:], None), strict=True):
        if (line.page, line.text) in labelled and line.role == "caption":
            first = line
        if first is not None and (lower is None or lower.role != "caption"):
            middle = (first.left + first.right) / 2
            tops = [region.box.top for region in regions if region.box.left < middle < region.box.right]
            if lower is not None and lower.role == "float":
                tops.append(lower.top)
            below = [line.baseline_bp - top for top in tops if 0.0 < line.baseline_bp - top < _CAPTION_MAX_BP]
            if below:
                yield Space("caption-below", first.page, first.box, min(below), first.text)
            first = None
