"""The title block: title, authors and affiliations at the top of the first page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine, RoleLabels
from mlcia_check.measure.lines.body_guess import BodyGuess
from mlcia_check.model.measured_paper import WIDE

_COLUMN_HEAD_MIN_SIZES: Final = 1.25
"""Of the body size: a title that stands in a column is larger."""

_HEAD_MIN_SIZES: Final = 1.02
"""Of the body size: a title or a name across the columns is larger."""

_AFFILIATION_MIN_SIZES: Final = 1.05
"""Of the body size: the class sets affiliations in 10 of 9pt."""

_NEXT_LINE_MAX_LEADINGS: Final = 1.5
"""An affiliation in the body's type follows the name above it at once; an abstract or a teaser is set off."""

_SAME_BASELINE_BP: Final = 0.5


def labels(
    lines: Sequence[DraftLine], body: BodyGuess, begins_abstract: Callable[[DraftLine], bool]
) -> RoleLabels:
    """Everything above the first line of text that fills a column; `lines` are the first page's.

    "On the Price of an Answer" in 14.3pt across the columns, and the names below it -> title-block. A heading
    below an abstract, which may be narrower than its column, is none: "1 引言".
    """
    free = [line for line in lines if line.role == "unclassified"]
    text_size = _AFFILIATION_MIN_SIZES * body.size_bp
    first_text = max(
        (
            line.baseline_bp
            for line in free
            if line.full and line.column != WIDE and line.size_bp <= text_size
        ),
        default=0.0,
    )
    heads = [
        line.baseline_bp
        for line in free
        if (line.column == WIDE or line.size_bp > _COLUMN_HEAD_MIN_SIZES * body.size_bp)
        and line.size_bp > body.size_bp * _HEAD_MIN_SIZES
        and line.baseline_bp > first_text
    ]
    if not heads:
        return {}
    lowest = _last_affiliation(free, min(heads), first_text, body)
    abstract = max((line.baseline_bp for line in free if begins_abstract(line)), default=0.0)
    floor = max(first_text, abstract)
    return {
        line: "title-block"
        for line in free
        if line.baseline_bp >= lowest - _SAME_BASELINE_BP or _is_affiliation(line, floor, body)
    }


def _last_affiliation(lines: Sequence[DraftLine], name: float, first_text: float, body: BodyGuess) -> float:
    """Return the baseline of the last line across the columns that follows the last name at once.

    Names stand in 11pt, and below them, without white, affiliations in the body's 10pt.
    """
    lowest = name
    for line in sorted(lines, key=lambda line: -line.baseline_bp):
        if line.column == WIDE and not line.full and first_text < line.baseline_bp < lowest:
            if lowest - line.baseline_bp > _NEXT_LINE_MAX_LEADINGS * body.leading_bp:
                break
            lowest = line.baseline_bp
    return lowest


def _is_affiliation(line: DraftLine, floor: float, body: BodyGuess) -> bool:
    """Whether a line under the last name is centred text of author type, above the height `floor`."""
    return line.baseline_bp > floor and line.size_bp > _AFFILIATION_MIN_SIZES * body.size_bp and not line.bold
