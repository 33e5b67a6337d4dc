"""Text that belongs to a captioned float without frame or rules: prompts, tables, minipages.

Figures have their caption below, tables, algorithms and listings above (acmart). A float across the
columns ends where running text stands in a column; one in a column where text of the body's size or a
wider gap begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine, DraftRole, RoleLabels
from mlcia_check.measure.lines.body_guess import BodyGuess
from mlcia_check.measure.roles.block_gaps import FLOAT_GAP_MAX_LEADINGS, NEW_BLOCK_MIN_LEADINGS
from mlcia_check.measure.roles.captions import CaptionPattern
from mlcia_check.measure.roles.footnotes import opens_notes
from mlcia_check.measure.roles.heading_text import LARGER_MIN_SIZES, heading_number
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import WIDE

_WIDE_FLOAT_GAP_MAX_LEADINGS: Final = 5.0
"""Within a float across the columns, which is known to end where a column of running text begins."""

_CAPTIONS_GAP_MAX_LEADINGS: Final = 2.0
"""Between a float and another caption that belongs to it."""

_ENTRY: Final = re.compile(r"\s*[\[［]\s?\d{1,3}\s?[\]］]\s*\S")
"""`[12] A. Chen` begins an entry of a reference list."""

_LABEL_OFFSET_MAX_BP: Final = 8.0
"""From the column's edge to an entry's label: `[9]` is set flush with the right end of `[10]`."""

_HEADING_OFFSET_MAX_BP: Final = 1.5
"""From the column's edge to a heading: letters have side bearings of a bp."""

_SAME_SIZE_BP: Final = 0.1
"""Between sizes that are one (the height of the em is exact)."""

_PICTURES_MIN_SHARE: Final = 0.6
"""Of the distance between two rows of a float's labels: the pictures there fill it but for some white."""

_FLOAT_ROLES: Final[frozenset[DraftRole]] = frozenset(
    {"unclassified", "float", "listing", "display", "heading"}
)


def labels(
    lines: Sequence[DraftLine],
    pattern: CaptionPattern,
    body: BodyGuess,
    labels_below: Collection[str],
    pictures: Sequence[Box],
    rules_of: Callable[[], Sequence[Box]],
) -> RoleLabels:
    """Return the lines of one page that belong to floats by their place at a caption.

    `pattern` matches a caption's beginning; `labels_below` are the labels of floats that have their
    caption below ("Figure"); `pictures` are the page's, and `rules_of` gives its thin rules.
    """
    found: RoleLabels = {}
    below = tuple(label.lower() for label in labels_below)
    for first, last in _captions(lines, pattern):
        upward = first.text.lower().startswith(below)
        _claim(first if upward else last, upward, lines, body, pictures, rules_of, found)
    return found


def _claim(
    caption: DraftLine,
    upward: bool,
    lines: Sequence[DraftLine],
    body: BodyGuess,
    pictures: Sequence[Box],
    rules_of: Callable[[], Sequence[Box]],
    found: RoleLabels,
) -> None:
    """Add to `found` the lines above or below a caption, from it outwards, as far as its float goes."""
    side = [
        line
        for line in lines
        if (line.baseline_bp > caption.baseline_bp) == upward
        and line is not caption
        and (caption.column == WIDE or line.column == caption.column)
    ]
    side.sort(key=lambda line: abs(line.baseline_bp - caption.baseline_bp))
    reach = caption.baseline_bp
    block: list[DraftLine] = []
    for line in side:
        role: DraftRole = found.get(line, line.role)
        if role == "unclassified" and _begins_entry(line, body):
            # the list goes on under a wide float: what stands between the two is the entry before
            for other in block:
                del found[other]
            return
        if role in ("line-number", "watermark"):
            continue
        distance = abs(line.baseline_bp - reach)
        if role == "caption" and distance < _CAPTIONS_GAP_MAX_LEADINGS * body.leading_bp:
            reach = line.baseline_bp
            continue
        if (
            not upward
            and role == "unclassified"
            and (_opens_section(line, body) or opens_notes(line, reach, body, rules_of))
        ):
            return
        if not _in_float(line, role, caption, distance, body) and not (
            role == "unclassified" and _labels_pictures(line, reach, body, pictures)
        ):
            return
        if distance > NEW_BLOCK_MIN_LEADINGS * body.leading_bp:
            block = []
        if role == "unclassified":
            found[line] = "float"
            block.append(line)
        reach = line.baseline_bp


def _opens_section(line: DraftLine, body: BodyGuess) -> bool:
    """Return whether a line below a float is a heading: bold, larger than the text, at its column's edge.

    Below a float across the columns, "Limitations" and "References" can stand side by side as two cells do.
    """
    edge = body.edges.get(line.column)
    return (
        edge is not None
        and line.column != WIDE
        and abs(line.left - edge[0]) < _HEADING_OFFSET_MAX_BP
        and line.bold
        and line.size_bp > LARGER_MIN_SIZES * body.size_bp
        and (not line.full or bool(heading_number(line.text)[0]))
    )


def _labels_pictures(line: DraftLine, reach: float, body: BodyGuess, pictures: Sequence[Box]) -> bool:
    """Return whether a line in smaller type is parted from the rest of its float by pictures alone.

    `(a) Before      (b) After` stands below the upper ones of two rows of pictures.
    """
    if line.full or line.size_bp > body.size_bp - _SAME_SIZE_BP:
        return False
    low, high = sorted((line.baseline_bp, reach))
    return any(
        box.left < line.right
        and line.left < box.right
        and min(high, box.top) - max(low, box.bottom) > _PICTURES_MIN_SHARE * (high - low)
        for box in pictures
    )


def _captions(lines: Sequence[DraftLine], pattern: CaptionPattern) -> list[tuple[DraftLine, DraftLine]]:
    """Return the first and the last line of each caption."""
    found: list[tuple[DraftLine, DraftLine]] = []
    previous: DraftLine | None = None
    for line in lines:
        if line.role == "caption":
            if previous is not None and previous.role == "caption" and not pattern.match(line.text):
                found[-1] = (found[-1][0], line)
            else:
                found.append((line, line))
        previous = line
    return found


def _begins_entry(line: DraftLine, body: BodyGuess) -> bool:
    """Return whether a line begins a labelled entry of a reference list, at its column's edge."""
    edge = body.edges.get(line.column, (line.left - _LABEL_OFFSET_MAX_BP - 1.0, 0.0))[0]
    return line.left < edge + _LABEL_OFFSET_MAX_BP and bool(_ENTRY.match(line.text))


def _in_float(line: DraftLine, role: DraftRole, caption: DraftLine, distance: float, body: BodyGuess) -> bool:
    """Return whether a line continues the float whose text ends `distance` bp from it."""
    if role not in _FLOAT_ROLES:
        return False
    widest = _WIDE_FLOAT_GAP_MAX_LEADINGS if caption.column == WIDE else FLOAT_GAP_MAX_LEADINGS
    if distance > widest * body.leading_bp:
        return False
    of_body = abs(line.size_bp - body.size_bp) < _SAME_SIZE_BP and not line.bold
    if caption.column == WIDE:
        return not (line.column != WIDE and line.full and of_body)
    return role != "heading" and not of_body and line.size_bp < body.size_bp
