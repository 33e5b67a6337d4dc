"""Captions: a labelled first line at the start of a block, and the lines of its type that follow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from mlcia_check.measure.draft_line import DraftLine, RoleLabels
from mlcia_check.measure.lines.body_guess import BodyGuess
from mlcia_check.measure.roles.block_gaps import NEW_BLOCK_MIN_LEADINGS
from mlcia_check.support.late_pattern import LatePattern

_SAME_SIZE_BP: Final = 0.3
"""Between two lines of one caption, and between the body and a caption in the body's size."""

_LEADING_SIZES: Final = 1.25
"""Of the type size: a caption's leading where it is set more openly than the body."""

_COLONS: Final = ("：", ":")

_MARK: Final = r"[:.：．]|\s{2}|$"


class CaptionPattern:
    """A caption's beginning: a label, a number, and a mark or a wide space. Label words are the pack's.

    "Figure 3: What an answer costs", "表 2　结果", "TABLE IV: Costs" -> match.
    "Figure 3 shows that", "Table I shows that" -> no match.
    """

    def __init__(self, labels: Sequence[str]) -> None:
        words = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
        # to ignore case in the range of Chinese characters, too, would take three times as long to compile
        begin = rf"^(?i:(?:{words})\s*[A-Z]?)\.?(?:\d+(?:\.\d+)*|[IVXL]+(?=[:.]|$))\s*"
        self._begin = re.compile(rf"{begin}(?:(?P<mark>{_MARK})|(?=[^\x00-\xff]))")
        self._exact = LatePattern(rf"{begin}(?P<mark>{_MARK}|(?=[　\u4e00-\u9fff]))")

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match of a line's text; its group "mark" is the mark behind the number, if any."""
        match = self._begin.match(text)
        if match is None or match["mark"] is not None or _stands_behind_label(text[match.end()]):
            return match
        # few lines come here, and the range of Chinese characters takes two milliseconds to compile
        return self._exact.match(text)


def _stands_behind_label(character: str) -> bool:
    """Return whether the character parts a label and its text without a mark: a wide space, or a Chinese
    one.
    """
    return character == "　" or "\u4e00" <= character <= "\u9fff"


def labels(
    lines: Sequence[DraftLine], pattern: CaptionPattern, body: BodyGuess, is_bold: Sequence[bool]
) -> RoleLabels:
    """Return the captions of one page, whose lines come in reading order; `is_bold` tells of each font."""
    found: RoleLabels = {}
    caption: DraftLine | None = None
    above: DraftLine | None = None
    for line in lines:
        if line.role not in ("unclassified", "float"):
            caption = None
        elif _begins_caption(line, pattern, body):
            found[line] = "caption"
            caption = above = line
        elif caption is not None and above is not None and line.role == "unclassified":
            if _goes_on(line, caption, body) and (
                line.bold == caption.bold or not caption.bold or _turns_regular(above, line, is_bold)
            ):
                found[line] = "caption"
                above = line
            else:
                caption = None
    return found


def _begins_caption(line: DraftLine, pattern: CaptionPattern, body: BodyGuess) -> bool:
    """Return whether a line begins with a label that is set apart: by a colon or its own font, with white
    above it.

    So does a line whose type is not the body's.
    """
    match = pattern.match(line.text)
    if not match:
        return False
    if line.bold or abs(line.size_bp - body.size_bp) > _SAME_SIZE_BP:
        return True
    starts_block = (
        line.gap_above_bp == 0.0
        or line.gap_above_bp > NEW_BLOCK_MIN_LEADINGS * body.leading_bp
        or line.role == "float"
    )
    return starts_block and (match["mark"] in _COLONS or _has_own_font(line, match[0]))


def _has_own_font(line: DraftLine, label: str) -> bool:
    """Return whether a line's label, and nothing more, is set in another font: "Figure 1." in bold."""
    first = line.runs[0].font
    lead = "".join(run.text for run in takewhile(lambda run: run.font == first, line.runs))
    return "".join(lead.split()) == "".join(label.split()) and any(run.font != first for run in line.runs)


def _goes_on(line: DraftLine, caption: DraftLine, body: BodyGuess) -> bool:
    """Return whether a line continues the caption that began with the line `caption`."""
    leading = max(_LEADING_SIZES * caption.size_bp, body.leading_bp * caption.size_bp / body.size_bp)
    return (
        0.0 < line.gap_above_bp < NEW_BLOCK_MIN_LEADINGS * leading
        and abs(line.size_bp - caption.size_bp) < _SAME_SIZE_BP
    )


def _turns_regular(above: DraftLine, line: DraftLine, is_bold: Sequence[bool]) -> bool:
    """Return whether a regular line can go on from a line of a bold caption that ends in regular type.

    "Table 1: Time per request. Means of ten" -> the title is bold, the explanation is not. A line that is
    shorter than the next one is a caption's last.
    """
    last = max(above.runs, key=lambda run: run.box.right)
    return not is_bold[last.font] and above.right > line.right - line.size_bp
