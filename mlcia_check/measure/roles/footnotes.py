"""Footnotes: small type at the foot of a column; on the first page also blocks of small print."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache, partial
from typing import Final

from mlcia_check.measure.draft_line import DraftLine, RoleLabels
from mlcia_check.measure.lines.body_guess import BodyGuess
from mlcia_check.measure.roles.block_gaps import NEW_BLOCK_MIN_LEADINGS
from mlcia_check.model.geometry import Box
from mlcia_check.support.late_pattern import LatePattern

_FOOTNOTE_MAX_SIZES: Final = 0.85
"""Of the body size: footnotes (7 of 9pt, 8 of 10pt) lie below; 8 of 9pt is small running text."""

_RULED_OFF_MAX_SIZES: Final = 0.91
"""Of the body size: below a footnote rule, also 9 of 10pt is a footnote, as in LNCS."""

_UNMARKED_LINES_MAX: Final = 20
"""Lines of footnotes under one column that need no mark; a column of small type is no footnote."""

_MARKS_MIN: Final = 2
"""Footnotes that begin under a column before any number of lines there is theirs."""

_FOOTNOTES_MAX_SHARE: Final = 0.45
"""Of the paper's characters: nearly half of them in small type are no notes, whatever rule stands above."""

_RULED_OFF_MAX_SHARE: Final = 0.15
"""The same of type that is hardly smaller than the text: notes fill a tenth of a paper with many of them."""

_RULE_FLUSH_BP: Final = 15.0
"""From the left end of a footnote rule to its footnote, whose mark can be set in by a paragraph's indent."""

_RULE_OFFSET_MAX_BP: Final = 1.5
"""From the column's edge to a footnote rule, which TeX sets flush with it."""

_RULE_MAX_SHARE: Final = 0.6
"""Of a line's length: a footnote rule is 4 to 8pc long; tables have rules as wide as themselves."""

_MARK: Final = LatePattern(r"\s*(?:\d{1,3}|[*†‡§¶∗])\s*")

_SMALL_PRINT_MAX_SIZES: Final = 0.91
"""Of the body size: the first page's reference format (8 of 9pt) and rights block (7 of 9pt) lie below."""

_SMALL_PRINT_MAX_LINES: Final = 14
"""Lines of one block of small print: a rights block has about a dozen."""


def labels(
    lines: Sequence[DraftLine],
    body: BodyGuess,
    rules_of: Callable[[int], Sequence[Box]],
    abstract: Collection[DraftLine],
) -> RoleLabels:
    """Return the footnotes of the paper, and the small print of its first page ("front-note").

    The `abstract` is no small print, however short and small it is. Many lines are footnotes where a footnote
    rule stands above them (`rules_of` gives a page's thin ones), as long as the paper's footnotes stay notes.
    """
    columns: dict[tuple[int, int], list[DraftLine]] = {}
    for line in lines:
        if line.role == "unclassified" and line.part != "bibliography":
            columns.setdefault((line.page, line.column), []).append(line)
    largest, ruled_off = _FOOTNOTE_MAX_SIZES * body.size_bp, _RULED_OFF_MAX_SIZES * body.size_bp
    are_notes = cache(partial(_are_notes, lines))
    found: RoleLabels = {}
    for (page, _), column in columns.items():
        foot = _foot(column, largest)
        short = bool(foot) and _is_short(foot)
        limit, share = (largest, _FOOTNOTES_MAX_SHARE) if foot else (ruled_off, _RULED_OFF_MAX_SHARE)
        foot = foot or _foot(column, ruled_off)
        if len(foot) < len(column) and (
            short or (_is_ruled_off(column, foot, rules_of(page)) and are_notes(limit, share))
        ):
            found.update(dict.fromkeys(foot, "front-note" if page == 1 else "footnote"))
        if page == 1:
            for block in _small_blocks(column, found, body):
                if block[0] in abstract:
                    continue
                found.update(dict.fromkeys(block, "front-note"))
    return found


def opens_notes(
    line: DraftLine, above_bp: float, body: BodyGuess, rules_of: Callable[[], Sequence[Box]]
) -> bool:
    """Return whether the first footnote of a column begins with this line, in small type and with its mark.

    A footnote rule stands between it and the baseline `above_bp`; `rules_of` gives the page's rules.
    """
    edge = body.edges.get(line.column)
    if edge is None or line.size_bp > _FOOTNOTE_MAX_SIZES * body.size_bp or not _is_marked(line.text):
        return False
    left, right = edge
    return any(
        line.baseline_bp < rule.bottom < above_bp
        and abs(rule.left - left) < _RULE_OFFSET_MAX_BP
        and rule.width < _RULE_MAX_SHARE * (right - left)
        for rule in rules_of()
    )


def _is_marked(text: str) -> bool:
    """Return whether a line begins with a mark and a capital or Chinese letter: `2 We asked the authors`."""
    mark = _MARK.match(text)
    first = text[mark.end() : mark.end() + 1] if mark else ""
    return "A" <= first <= "Z" or "\u4e00" <= first <= "\u9fff"


def _are_notes(lines: Sequence[DraftLine], largest: float, share: float) -> bool:
    """Return whether at most this share of the text is set in type up to `largest`, in bp."""
    text = [line for line in lines if line.part != "bibliography"]
    small = sum(line.weight for line in text if line.role == "unclassified" and line.size_bp <= largest)
    return small <= share * sum(line.weight for line in text)


def _is_short(foot: Sequence[DraftLine]) -> bool:
    """Return whether the foot of a column is short enough for notes without a rule, or begins several of
    them.
    """
    if len(foot) <= _UNMARKED_LINES_MAX:
        return True
    return sum(_is_marked(line.text) for line in foot) >= _MARKS_MIN


def _is_ruled_off(column: Sequence[DraftLine], foot: Sequence[DraftLine], rules: Sequence[Box]) -> bool:
    """Return whether a footnote rule stands between the foot of a column and the text above it."""
    if not foot:
        return False
    first, above = foot[0], column[len(column) - len(foot) - 1]
    # A mark that hangs in the margin is a line of its own.
    width = max(line.right for line in foot) - first.left
    return any(
        first.baseline_bp < rule.bottom < above.baseline_bp
        and abs(rule.left - first.left) < _RULE_FLUSH_BP
        and rule.width < _RULE_MAX_SHARE * width
        for rule in rules
    )


def _foot(column: Sequence[DraftLine], largest: float) -> list[DraftLine]:
    """Return the last lines of a column that are no larger than `largest`, in bp."""
    start = len(column)
    while start and column[start - 1].size_bp <= largest:
        start -= 1
    return list(column[start:])


def _small_blocks(column: Sequence[DraftLine], claimed: RoleLabels, body: BodyGuess) -> list[list[DraftLine]]:
    """Return blocks of small type, each set off from the rest and short enough for small print."""
    largest = _SMALL_PRINT_MAX_SIZES * body.size_bp
    set_off = NEW_BLOCK_MIN_LEADINGS * body.leading_bp
    blocks: list[list[DraftLine]] = []
    previous: DraftLine | None = None
    for line in column:
        if line not in claimed and line.size_bp <= largest:
            if previous is None or previous.size_bp > largest or line.gap_above_bp > set_off:
                blocks.append([])
            blocks[-1].append(line)
        previous = line
    return [block for block in blocks if len(block) <= _SMALL_PRINT_MAX_LINES]
