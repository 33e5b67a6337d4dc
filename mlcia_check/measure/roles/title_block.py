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

_SAME_BASELINE_BP: Final = 0.5


def labels(
    lines: Sequence[DraftLine], body: BodyGuess, begins_abstract: Callable[[DraftLine], bool]
) -> RoleLabels:
    """Everything above the first line that fills a column; `lines` are the first page's.

    "On the Price of an Answer" in 14.3pt across the columns, and the names below it -> title-block. A heading
    below an abstract, which may be narrower than its column, is none: "1 引言".
    """
    free = [line for line in lines if line.role == "unclassified"]
    first_text = max((line.baseline_bp for line in free if line.full and line.column != WIDE), default=0.0)
    heads = [
        line.baseline_bp
        for line in free
        if (line.column == WIDE or line.size_bp > _COLUMN_HEAD_MIN_SIZES * body.size_bp)
        and line.size_bp > body.size_bp * _HEAD_MIN_SIZES
        and line.baseline_bp > first_text
    ]
    if not heads:
        return {}
    last_head = min(heads)
    abstract = max((line.baseline_bp for line in free if begins_abstract(line)), default=0.0)
    lowest = max(first_text, abstract)
    return {
        line: "title-block"
        for line in free
        if line.baseline_bp >= last_head - _SAME_BASELINE_BP or _is_affiliation(line, lowest, body)
    }


def _is_affiliation(line: DraftLine, lowest: float, body: BodyGuess) -> bool:
    """Whether a line under the last name is centred text of author type, above the height `lowest`."""
    return (
        line.baseline_bp > lowest and line.size_bp > _AFFILIATION_MIN_SIZES * body.size_bp and not line.bold
    )
