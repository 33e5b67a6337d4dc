"""A role for every line: by place, type and neighbours, never by a first word alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.ink_regions import Region
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import WIDE

_BLOCK_GAP: Final = 1.28
"""Leadings between baselines from which on a new block begins (a heading stands 13.7bp above its text)."""

_SMALLER: Final = 0.9
"""Of the body size: text that is no smaller counts as text of the body when a region is judged."""

_FLOAT_GAP: Final = 2.3
"""Leadings within a float, at most: 10 to 20bp of glue at a caption, 28bp and more to the text below."""

_WIDE_FLOAT_GAP: Final = 5.0
"""The same in a float across the columns, which is known to end where a column of running text begins."""

_ENTRY: Final = re.compile(r"\s*[\[［]\s?\d{1,3}\s?[\]］]\s*\S")
_LABEL_WITHIN: Final = 8.0
"""bp from the column's edge to an entry's label: `[9]` is set flush with the right end of `[10]`."""

_FEWEST_TABLE_ROWS: Final = 3
"""Rows under each other that make a table."""

_SET_OFF: Final = 1.15
"""Leadings from the line above, at least, before what is set off by white: paragraphs are not."""

_LARGER: Final = 1.04
"""Of the body size: larger type is a heading's by its size alone."""

_SAME_SIZE: Final = 0.1
"""bp between sizes that are one (the height of the em is exact)."""

_FOOTNOTE: Final = 0.85
"""Of the body size: footnotes (7 of 9pt, 8 of 10pt) lie below; 8 of 9pt is small running text."""

_LONGEST_FOOTNOTES: Final = 20
"""Lines of footnotes under one column that need no mark; a column of small type is no footnote."""

_FEWEST_MARKS: Final = 2
"""Footnotes that begin under a column before any number of lines there is theirs."""

_MOST_FOOTNOTES: Final = 0.45
"""Of the paper's characters: nearly half of them in small type are no notes, whatever rule stands above."""

_RULE_FLUSH_BP: Final = 15.0
"""From the left end of a footnote rule to its footnote, whose mark can be set in by a paragraph's indent."""

_WIDEST_RULE: Final = 0.6
"""Of a line's length: a footnote rule is 4 to 8pc long; tables have rules as wide as themselves."""

_FOOTNOTE_MARK: Final = re.compile(r"\s*(?:\d{1,3}|[*†‡§¶∗])\s*[A-Z\u4e00-\u9fff]")

_SMALL_PRINT: Final = 0.91
"""Of the body size: the first page's reference format (8 of 9pt) and rights block (7 of 9pt) lie below."""

_LONGEST_SMALL_PRINT: Final = 14
"""Lines of one block of small print: a rights block has about a dozen."""

_HEADING_NUMBER: Final = re.compile(r"^(?:[A-Z]|\d{1,2})(?:\.\d{1,2}){0,3}\.?\s+\S|^[IVX]{1,5}\.\s+\S")
_LETTERSPACED: Final = re.compile(r"^\w(?: \w){3,}")
_CODE_NUMBER: Final = re.compile(r"^\s*(\d{1,3}):(?:\s|$)")
_EQUATION_NUMBER: Final = re.compile(r"\(\w{1,3}(?:\.\d{1,3})?\)$")


class Body:
    """The document's own body type, as far as roles need it: size, leading, and each column's edges."""

    def __init__(self, size: float, leading: float, edges: Mapping[int, tuple[float, float]]) -> None:
        self.size = size
        self.leading = leading
        self.edges = edges


def caption_pattern(labels: Sequence[str]) -> re.Pattern[str]:
    """A caption's beginning: a label, a number, and a mark or a wide space (label words are the pack's)."""
    words = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
    return re.compile(
        rf"^(?:{words})\s*[A-Z]?\.?\d+(?:\.\d+)*\s*(?P<mark>[:.：．]|\s{{2}}|$|(?=[　\u4e00-\u9fff]))",
        re.IGNORECASE,
    )


def set_gaps(lines: Sequence[DraftLine]) -> None:
    """Each line's distance to the line above it in its column (0 for the first); lines come sorted."""
    previous: DraftLine | None = None
    for line in lines:
        same = previous is not None and (previous.page, previous.column) == (line.page, line.column)
        line.gap_above_bp = previous.baseline_bp - line.baseline_bp if same and previous is not None else 0.0
        previous = line


def mark_title_block(lines: Sequence[DraftLine], body: Body) -> None:
    """On the first page, all above the first line that is set in a column from edge to edge."""
    tops = [line.baseline_bp for line in lines if line.full and line.column != WIDE and line.role is None]
    heads = [
        line
        for line in lines
        if line.role is None
        and (line.column == WIDE or line.size_bp > 1.25 * body.size)
        and line.size_bp > body.size * 1.02
    ]
    if not heads:
        return
    first_text = max(tops, default=0.0)
    last_head = min((line.baseline_bp for line in heads if line.baseline_bp > first_text), default=None)
    if last_head is None:
        return
    for line in lines:
        if line.role is None and line.baseline_bp >= last_head - 0.5:
            line.role = "title-block"
    for line in lines:
        # affiliations under the last name: centred text of author type, above the first full line
        if (
            line.role is None
            and line.baseline_bp > first_text
            and line.size_bp > 1.05 * body.size
            and not line.bold
        ):
            line.role = "title-block"


def mark_regions(lines: Sequence[DraftLine], regions: Sequence[Region], body: Body) -> None:
    """Lines inside drawings, frames and ruled tables, and labels of included figures."""
    inside: dict[int, list[DraftLine]] = {}
    for line in lines:
        if line.role is not None:
            continue
        if line.figure:
            line.role = "float"
            continue
        middle = (line.left + line.right) / 2
        for number, region in enumerate(regions):
            box = region.box
            if box.bottom - 2.0 < line.baseline_bp < box.top and box.left - 3.0 <= middle <= box.right + 3.0:
                inside.setdefault(number, []).append(line)
    for number, members in inside.items():
        full = sum(line.full and line.size_bp > _SMALLER * body.size and not line.mono for line in members)
        # two tables of one width enclose the running text between them: that is no table
        if regions[number].ruled and full >= 4 and 2 * full > len(members):
            continue
        for line in members:
            line.framed = line.framed or not regions[number].pictured
            if line.role is None:
                line.role = "float"


def mark_captions(lines: Sequence[DraftLine], pattern: re.Pattern[str], body: Body) -> None:
    """Captions: a labelled first line at the start of a block, and the lines of its type that follow."""
    caption: DraftLine | None = None
    for line in lines:
        if line.role not in (None, "float"):
            caption = None
            continue
        found = pattern.match(line.text)
        starts = (
            line.gap_above_bp == 0.0 or line.gap_above_bp > _BLOCK_GAP * body.leading or line.role == "float"
        )
        other_type = line.bold or abs(line.size_bp - body.size) > 0.3
        if found and (found["mark"] in ("：", ":") or other_type) and (starts or other_type):
            line.role = "caption"
            caption = line
        elif (
            caption is not None
            and line.role is None
            and 0.0
            < line.gap_above_bp
            < _BLOCK_GAP * max(caption.size_bp * 1.25, body.leading * caption.size_bp / body.size)
            and abs(line.size_bp - caption.size_bp) < 0.3
            and (line.bold == caption.bold or not caption.bold)
        ):
            line.role = "caption"
        elif caption is not None and line.role is None:
            caption = None


def mark_float_contents(
    lines: Sequence[DraftLine], pattern: re.Pattern[str], body: Body, figure_labels: Collection[str]
) -> None:
    """Text that belongs to a captioned float without frame or rules: prompts, tables, minipages.

    Figures have their caption below, tables, algorithms and listings above (acmart). A float across
    the columns ends where running text stands in a column; one in a column where text of the
    body's size or a wider gap begins.
    """
    for first, last in _captions(lines, pattern):
        upward = first.text.lower().startswith(tuple(label.lower() for label in figure_labels))
        caption = first if upward else last
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
            if _begins_entry(line, body):
                # the list goes on under a wide float: what stands between the two is the entry before
                for other in block:
                    other.role = None
                break
            if line.role in ("line-number", "watermark"):
                continue
            if line.role == "caption" and abs(line.baseline_bp - reach) < 2.0 * body.leading:
                reach = line.baseline_bp
                continue
            if not _in_float(line, caption, reach, body):
                break
            if abs(line.baseline_bp - reach) > _BLOCK_GAP * body.leading:
                block = []
            if line.role is None:
                line.role = "float"
                block.append(line)
            reach = line.baseline_bp


def mark_wide_tables(lines: Sequence[DraftLine], body: Body) -> None:
    """Tables across the columns that no caption, rule or frame shows: the further pages of a longtable.

    `lines` are one page's. Rows of prose have no white in them that is wider than an em.
    """
    wide = sorted(
        (line for line in lines if line.column == WIDE and line.role is None),
        key=lambda line: -line.baseline_bp,
    )
    block: list[DraftLine] = []
    for line in (*wide, None):
        if line is not None and (
            not block or block[-1].baseline_bp - line.baseline_bp < _FLOAT_GAP * body.leading
        ):
            block.append(line)
            continue
        rows = sum(row.has_cells for row in block)
        if len(block) >= _FEWEST_TABLE_ROWS and 2 * rows > len(block):
            for row in block:
                row.role = "float"
        block = [] if line is None else [line]


def _begins_entry(line: DraftLine, body: Body) -> bool:
    """Whether a line begins a labelled entry of a reference list, at its column's edge."""
    edge = body.edges.get(line.column, (line.left - _LABEL_WITHIN - 1.0, 0.0))[0]
    return line.role is None and line.left < edge + _LABEL_WITHIN and bool(_ENTRY.match(line.text))


def _captions(lines: Sequence[DraftLine], pattern: re.Pattern[str]) -> list[tuple[DraftLine, DraftLine]]:
    """The first and the last line of each caption."""
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


def _in_float(line: DraftLine, caption: DraftLine, reach: float, body: Body) -> bool:
    """Whether a line continues the float whose text has come as far as `reach`."""
    if line.role not in (None, "float", "listing", "display", "heading"):
        return False
    widest = _WIDE_FLOAT_GAP if caption.column == WIDE else _FLOAT_GAP
    if abs(line.baseline_bp - reach) > widest * body.leading:
        return False
    of_body = abs(line.size_bp - body.size) < _SAME_SIZE and not line.bold
    if caption.column == WIDE:
        return not (line.column != WIDE and line.full and of_body)
    return line.role != "heading" and not of_body and line.size_bp < body.size


def mark_headings(lines: Sequence[DraftLine], body: Body, alone: Collection[str]) -> None:
    """Headings: larger or bold type, set off from the text, not filling the column.

    `alone` are headings in comparable form (see `comparable`) that need no other type when they
    are all that stands in a line set off from the text.
    """
    previous: DraftLine | None = None
    for place, line in enumerate(lines):
        if line.role is None and (
            (_is_heading(line, previous, body) and not _runs_in(lines, place, body))
            or (comparable(heading_number(line.text)[1]) in alone and _set_off(line, body) and not line.full)
        ):
            line.role = "heading"
        previous = line


def comparable(text: str) -> str:
    """A heading's words for comparison: lower case, no spaces (some are letterspaced), no final mark."""
    return "".join(text.lower().split()).rstrip(".:：。")


def _set_off(line: DraftLine, body: Body) -> bool:
    return line.gap_above_bp == 0.0 or line.gap_above_bp > _SET_OFF * body.leading


def _is_heading(line: DraftLine, previous: DraftLine | None, body: Body) -> bool:
    larger = _LARGER * body.size < line.size_bp < 2.5 * body.size
    if not (larger or line.bold) or line.size_bp < 0.97 * body.size or line.mono or line.letter_share < 0.4:
        return False
    if len(line.text.strip()) > 160 or line.math:
        return False
    follows = (
        previous is not None and previous.role == "heading" and abs(previous.size_bp - line.size_bp) < 0.1
    )
    set_off = _set_off(line, body) or follows
    runs_on = sum(run.size_bp > _LARGER * body.size for run in line.runs) < 1 and not _all_bold(line)
    return set_off and not runs_on


def _runs_in(lines: Sequence[DraftLine], place: int, body: Body) -> bool:
    """Whether bold lines that fill their column open a paragraph: its text goes on at the usual leading.

    "Challenge: Budgets of clients exhibit various limits and de-/mand ... each. One outlier" -> no heading.
    """
    line = lines[place]
    if not line.full or line.size_bp > _LARGER * body.size:
        return False
    for below in lines[place + 1 :]:
        if (
            not 0.0 < below.gap_above_bp < _SET_OFF * body.leading
            or abs(below.size_bp - line.size_bp) > _SAME_SIZE
        ):
            return False
        if not (below.full and _all_bold(below)):
            return True
    return False


def _all_bold(line: DraftLine) -> bool:
    return line.bold and len({run.font for run in line.runs}) <= 2


def mark_listings(lines: Sequence[DraftLine]) -> None:
    for line in lines:
        if line.role is None and line.mono:
            line.role = "listing"


def mark_numbered_code(lines: Sequence[DraftLine]) -> None:
    """Algorithms that number their lines ("1:", "2:" ...): the numbered lines and what they run on to."""
    start: int | None = None
    expected = 0
    for place, line in enumerate(lines):
        number = _CODE_NUMBER.match(line.text)
        if number is None or line.role is not None:
            continue
        value = int(number[1])
        if value == expected and start is not None:
            previous = lines[start]
            if (previous.page, previous.column) == (line.page, line.column):
                for between in lines[start : place + 1]:
                    if between.role is None:
                        between.role = "listing"
        start, expected = place, value + 1


def mark_displays(lines: Sequence[DraftLine], body: Body) -> None:
    """Display formulas: mostly symbols, or a numbered line that starts away from the column's edge."""
    for line in lines:
        if line.role is not None or line.full:
            continue
        left = body.edges.get(line.column, (line.left, 0.0))[0]
        centred = line.left > left + 2.0 * body.size
        if line.math or (centred and (line.letter_share < 0.5 or _EQUATION_NUMBER.search(line.text))):
            line.role = "display"


def mark_footnotes(lines: Sequence[DraftLine], body: Body, rules: Mapping[int, Sequence[Box]]) -> None:
    """Small type at the foot of a column; on the first page also blocks of small print.

    Many lines are footnotes where a footnote rule stands above them (`rules` are thin ones, by page), as
    long as the paper's footnotes stay notes.
    """
    columns: dict[tuple[int, int], list[DraftLine]] = {}
    for line in lines:
        if line.role is None and line.part != "bibliography":
            columns.setdefault((line.page, line.column), []).append(line)
    small = sum(line.weight for line in lines if line.role is None and line.size_bp <= _FOOTNOTE * body.size)
    text = sum(line.weight for line in lines)
    are_notes = small <= _MOST_FOOTNOTES * text
    for (page, _), column in columns.items():
        foot = _foot(column, _FOOTNOTE * body.size)
        marks = sum(bool(_FOOTNOTE_MARK.match(line.text)) for line in foot)
        few = len(foot) <= _LONGEST_FOOTNOTES or marks >= _FEWEST_MARKS
        if len(foot) < len(column) and (
            few or (are_notes and _is_ruled_off(column, foot, rules.get(page, ())))
        ):
            for line in foot:
                line.role = "front-note" if page == 1 else "footnote"
        if page == 1:
            for block in _small_blocks(column, _SMALL_PRINT * body.size, body.leading):
                for line in block:
                    line.role = "front-note"


def _is_ruled_off(column: Sequence[DraftLine], foot: Sequence[DraftLine], rules: Sequence[Box]) -> bool:
    """Whether a footnote rule stands between the foot of a column and the text above it."""
    if not foot:
        return False
    first, above = foot[0], column[len(column) - len(foot) - 1]
    return any(
        first.baseline_bp < rule.bottom < above.baseline_bp
        and abs(rule.left - first.left) < _RULE_FLUSH_BP
        and rule.width < _WIDEST_RULE * (first.right - first.left)
        for rule in rules
    )


def _foot(column: Sequence[DraftLine], largest: float) -> list[DraftLine]:
    """The last lines of a column that are no larger than `largest`."""
    start = len(column)
    while start and column[start - 1].size_bp <= largest:
        start -= 1
    return list(column[start:])


def _small_blocks(column: Sequence[DraftLine], largest: float, leading: float) -> list[list[DraftLine]]:
    """Blocks of small type, each set off from the rest and short enough for small print."""
    blocks: list[list[DraftLine]] = []
    previous: DraftLine | None = None
    for line in column:
        if line.role is None and line.size_bp <= largest:
            if previous is None or previous.size_bp > largest or line.gap_above_bp > _BLOCK_GAP * leading:
                blocks.append([])
            blocks[-1].append(line)
        previous = line
    return [block for block in blocks if len(block) <= _LONGEST_SMALL_PRINT]


def heading_number(text: str) -> tuple[str, str]:
    """A heading's number and title: "3.1 Setup" is ("3.1", "Setup"), "Proofs" is ("", "Proofs")."""
    if _HEADING_NUMBER.match(text) and not _LETTERSPACED.match(text):
        number, _, title = text.partition(" ")
        return number.rstrip("."), title.strip()
    return "", text.strip()
