"""The title block: title, authors and affiliations at the top of the first page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
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
    """Return everything above the first line of text that fills a column; `lines` are the first page's.

    "On the Price of an Answer" in 14.3pt across the columns, and the names below it -> title-block. A heading
    below an abstract, which may be narrower than its column, is none: "1 引言".
    """
    free = [line for line in lines if line.role == "unclassified"]
    # names that fill a line would be text in a single column, where no line is wide
    alone = all(line.column == 0 for line in lines)
    text_size = (_AFFILIATION_MIN_SIZES if alone else _COLUMN_HEAD_MIN_SIZES) * body.size_bp
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
    abstract = max((line.baseline_bp for line in free if begins_abstract(line)), default=0.0)
    floor = max(first_text, abstract)
    named = {
        line
        for line in free
        if line.baseline_bp >= min(heads) - _SAME_BASELINE_BP or _is_affiliation(line, floor, body)
    }
    return dict.fromkeys([*named, *_below_names(free, named, floor, body)], "title-block")


def _below_names(
    lines: Sequence[DraftLine], named: Collection[DraftLine], floor: float, body: BodyGuess
) -> Iterator[DraftLine]:
    """Yield the lines that follow a title or a name at once, such as affiliations in the body's type.

    "Institute for Data Protection" in 10pt, right below "Olga Lindqvist" in 11pt -> part of the block.
    """
    last = float("inf")
    near = _NEXT_LINE_MAX_LEADINGS * body.leading_bp
    for line in sorted(lines, key=lambda line: -line.baseline_bp):
        if line in named:
            last = line.baseline_bp
        elif not (line.full or line.bold) and floor < line.baseline_bp and last - line.baseline_bp <= near:
            last = line.baseline_bp
            yield line


def _is_affiliation(line: DraftLine, floor: float, body: BodyGuess) -> bool:
    """Return whether a line under the last name is centred text of author type, above the height `floor`."""
    return line.baseline_bp > floor and line.size_bp > _AFFILIATION_MIN_SIZES * body.size_bp and not line.bold
