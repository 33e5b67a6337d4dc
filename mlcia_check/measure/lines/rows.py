"""From text runs to lines: rows of one baseline, split at gutters, with scripts taken into their line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.gutters import Frame, Interval, Strip, coverage, page_gutters
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import OUTSIDE, WIDE
from mlcia_check.model.pdf_facts import INVISIBLE, Font, PageFacts, TextRun
from mlcia_check.support.averages import median

Row = list[TextRun]

_SAME_BASELINE: Final = 0.35
"""bp between runs of one row. Word processors round baselines to tenths; scripts stand 1.3bp off at least."""

_SCRIPT_REACH: Final = 0.7
"""Of the type size: a row this near to a longer one is its scripts or fractions (leading is at least 1.1)."""

_WORD_SPACE: Final = 0.13
"""Of the type size: runs further apart than this are separate words (a thin space is 0.167 em)."""

_UPRIGHT_DEGREES: Final = 3
"""By so much text can be turned before anyone sees it; slanted labels of plots are turned by 30 and more."""

_INTO_GUTTER_BP: Final = 1.0
"""Glyphs hang over a column's edge by no more; what reaches further into the gutter is looked at."""

_MARGIN_BP: Final = 3.0
"""Beyond the text's extent from which on a run stands in the margin: \\marginparsep is 11pt in the class."""

_CHAIN_GAP_EM: Final = 0.7
"""White that parts two texts of one row: word spaces of a badly stretched line reach 0.6 em."""

WORD_GAP_BP: Final = 5.0
_USUAL_SIZE_BP: Final = 9.0
"""Narrower gaps between runs of 9pt type are word spaces; an included page is scaled, its gaps with it."""

_SMALLEST_SCALE: Final = 0.1
_WIDEST_INCLUDED_BP: Final = 10_000.0
"""No page to read: type below a tenth of the usual, or lines wider than this when scaled to the usual."""

_FEWEST_INCLUDED_ROWS: Final = 15
"""Rows from which on an included figure can be a page with gutters of its own."""

_WIDE_SPACE: Final = 1.0
"""Of the type size: ideographs that are driven apart to justify a line stand nearer than this."""

_WIDE: Final = "\u2e80"
"""Ideographs, their marks and full-width letters lie from here on: no blank parts their words."""

_AS_TYPED: Final = {0xFFFE: "-", 0x203C: "!!", 0x2047: "??", 0x2048: "?!", 0x2049: "!?"}
"""A hyphen that PDFium marks as a line's own, and ligatures that Libertine makes of two marks under XeTeX."""

_MONO: Final = (
    "mono",
    "inconsolata",
    "zi4",
    "courier",
    "cmtt",
    "lmtt",
    "code",
    "typewriter",
    "consol",
    "menlo",
    "txtt",
)
_MATH: Final = (
    "math",
    "txsy",
    "txmi",
    "txex",
    "newtx",
    "ntx",
    "cmsy",
    "cmmi",
    "cmex",
    "msam",
    "msbm",
    "eufm",
    "stix",
)


class FontKinds:
    """Which of a document's fonts are bold, fixed-pitch or for formulas, by number."""

    def __init__(self, fonts: Sequence[Font]) -> None:
        names = [font.name.lower() for font in fonts]
        self.bold = [font.bold for font in fonts]
        self.mono = [
            not font.uneven and (font.fixed_pitch or any(word in name for word in _MONO))
            for font, name in zip(fonts, names, strict=True)
        ]
        self.math = [any(word in name for word in _MATH) for name in names]


def page_wrappers(page: PageFacts) -> frozenset[int]:
    """Form XObjects that hold the page itself rather than a figure: more than half of its area."""
    area = page.width_bp * page.height_bp
    return frozenset(n for n, box in enumerate(page.forms, 1) if box.width * box.height > area / 2)


class PageRows(NamedTuple):
    """A page's visible upright runs as rows: `own` are the page's, `included` those of each form on it.

    A form that holds the page itself (see `page_wrappers`) is the page's own text.
    """

    own: list[Row]
    included: dict[int, list[Row]]


def rows_of(page: PageFacts) -> PageRows:
    """Visible upright runs of a page, grouped by baseline from the top, each row from the left."""
    shown = Box(0.0, 0.0, page.width_bp, page.height_bp)
    wrappers = page_wrappers(page)
    by_form: defaultdict[int, Row] = defaultdict(list)
    for run in page.runs:
        if (
            is_upright(run)
            and run.mode != INVISIBLE
            and run.size_bp > 0.0
            and run.text
            and run.box.overlaps(shown)
        ):
            by_form[0 if run.form in wrappers else run.form].append(run)
    own = by_form.pop(0, [])
    return PageRows(_rows(own), {form: _rows(runs) for form, runs in by_form.items()})


def is_upright(run: TextRun) -> bool:
    """Whether a reader sees a run as upright: words turned by a degree or two are still lines of text."""
    return min(run.angle, 360 - run.angle) <= _UPRIGHT_DEGREES


def _rows(runs: Row) -> list[Row]:
    runs.sort(key=_from_top_left)
    rows: list[Row] = []
    last = 0.0
    for run in runs:
        if rows and last - run.baseline_bp < _SAME_BASELINE:
            rows[-1].append(run)
        else:
            rows.append([run])
            last = run.baseline_bp
    for row in rows:
        row.sort(key=_from_left)
    return rows


def _from_top_left(run: TextRun) -> tuple[float, float, int]:
    return -run.baseline_bp, run.x_bp, run.order


def _from_left(run: TextRun) -> tuple[float, int]:
    return run.x_bp, run.order


def extents(row: Row, gap: float) -> list[Interval]:
    """The stretches of x that a row's glyphs cover, those nearer than `gap` bp united.

    A row comes sorted from the left.
    """
    joined: list[Interval] = []
    reach = float("-inf")
    for run in row:
        for left, right in pieces(run) if run.white_gaps_bp else ((run.box.left, run.box.right),):
            if left - reach < gap:
                if right > reach:
                    joined[-1] = (joined[-1][0], right)
                    reach = right
            else:
                joined.append((left, right))
                reach = right
    return joined


def pieces(run: TextRun) -> list[Interval]:
    """The stretches of x that a run covers, parted at the white inside it."""
    edges = [run.box.left, *(edge for white in run.white_gaps_bp for edge in white), run.box.right]
    return list(zip(edges[::2], edges[1::2], strict=True))


def split_row(row: Row, gutters: Sequence[Strip]) -> list[tuple[int, Row]]:
    """Shares a row out to columns 0, 1, ...; a row that fills a gutter is one WIDE piece.

    An overfull line of one column that runs into the next one's text belongs to the column where
    it begins: it is a chain of its own, painted apart from the text that it runs into.
    """
    if not gutters:
        return [(0, row)]
    pieces: list[tuple[int, Row]] = []
    rest = row
    for column, strip in enumerate(gutters):
        middle = strip.middle
        before = [run for run in rest if run.box.left + run.box.right < 2 * middle]
        after = rest if not before else [run for run in rest if run.box.left + run.box.right >= 2 * middle]
        reach = max((run.box.right for run in before), default=strip.left)
        start = min((run.box.left for run in after), default=strip.right)
        if reach > strip.left + _INTO_GUTTER_BP or start < strip.right - _INTO_GUTTER_BP:
            sides = _sides_of(rest, strip)
            if sides is None:
                return [(WIDE, row)]
            before, after = sides
        if before:
            pieces.append((column, before))
        rest = after
    if rest:
        pieces.append((len(gutters), rest))
    return pieces


def _sides_of(row: Row, strip: Strip) -> tuple[Row, Row] | None:
    """The runs left and right of a gutter into which some of them reach; None where a chain crosses it.

    "The model leaks [long URL that runs into the next column" -> the left column's, where text of
    the right column stands under its end; a heading across both columns -> None.
    """
    left: Row = []
    right: Row = []
    crossing: list[Row] = []
    for chain in _chains(row):
        start, end = chain[0].box.left, max(run.box.right for run in chain)
        if start < strip.left - _INTO_GUTTER_BP and end > strip.right:
            crossing.append(chain)
        elif start + end < 2 * strip.middle:
            left += chain
        else:
            right += chain
    if crossing:
        beyond = max(run.box.right for run in crossing[-1])
        if len(crossing) > 1 or not right or min(run.box.left for run in right) >= beyond:
            return None
        left += crossing[0]
        left.sort(key=_from_left)
    return left, right


def _chains(row: Row) -> list[Row]:
    """The row's runs in the order of painting, parted where a wide gap or a step back shows another text."""
    chains: list[Row] = []
    reach = 0.0
    for run in sorted(row, key=_by_order):
        left, _, right, _ = run.box
        if chains and -run.size_bp < left - reach < _CHAIN_GAP_EM * run.size_bp:
            chains[-1].append(run)
            reach = max(reach, right)
        else:
            chains.append([run])
            reach = right
    return chains


def _by_order(run: TextRun) -> int:
    return run.order


def page_lines(page: PageFacts, rows: PageRows, frame: Frame, kinds: FontKinds) -> list[DraftLine]:
    """All lines of a page, by column and from the top."""
    by_column: defaultdict[int, list[Row]] = defaultdict(list)
    beside: list[DraftLine] = []
    for full_row in rows.own:
        row = full_row
        if frame.numbers:
            row = [run for run in full_row if run.order not in frame.numbers]
            beside += [
                DraftLine(page.number, OUTSIDE, run.baseline_bp, [run])
                for run in full_row
                if run.order in frame.numbers
            ]
        if not row:
            continue
        row, notes = _without_notes(row, frame.extent)
        by_column[OUTSIDE] += notes
        if row:
            for column, piece in split_row(row, frame.gutters):
                by_column[column].append(piece)
    for line in beside:
        _measure(line, kinds)
        line.role = "line-number"
    lines = beside
    for column in sorted(by_column):
        for row in _with_scripts(by_column[column]):
            line = DraftLine(page.number, column, row[0].baseline_bp, row)
            _measure(line, kinds)
            line.role = "margin-note" if column == OUTSIDE else None
            lines.append(line)
    for form_rows in rows.included.values():
        lines += _included_lines(page.number, form_rows, frame, kinds)
    return lines


def line_of(page: int, column: int, row: Row, kinds: FontKinds) -> DraftLine:
    """A line made of these runs, measured."""
    line = DraftLine(page, column, row[0].baseline_bp, row)
    _measure(line, kinds)
    return line


def _without_notes(row: Row, extent: Interval) -> tuple[Row, list[Row]]:
    """A row without what stands in the margins beside it, and these notes; an overfull line is none.

    A row comes sorted from the left.
    """
    left, right = extent[0] - _MARGIN_BP, extent[1] + _MARGIN_BP
    if row[0].box.right > left and row[-1].box.left < right:
        return row, []
    before = [run for run in row if run.box.right < left]
    after = [run for run in row if run.box.left > right]
    text = [run for run in row if run.box.right >= left and run.box.left <= right]
    reach = max((run.box.right for run in text), default=0.0)
    if after and text and min(run.box.left for run in after) - reach < WORD_GAP_BP:
        text, after = [*text, *after], []
    return text, [notes for notes in (before, after) if notes]


def _included_lines(page: int, rows: list[Row], frame: Frame, kinds: FontKinds) -> Iterator[DraftLine]:
    """The lines of an included figure or page, parted by its own gutters, each in a column of the page."""
    own = _included_gutters(rows) if len(rows) >= _FEWEST_INCLUDED_ROWS else frame.gutters
    by_column: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        for column, piece in split_row(row, own):
            by_column[column].append(piece)
    for pieces in by_column.values():
        for row in _with_scripts(pieces):
            line = DraftLine(page, 0, row[0].baseline_bp, row)
            _measure(line, kinds)
            line.column = _column_of(line, frame.gutters)
            line.figure = True
            yield line


def _included_gutters(rows: Sequence[Row]) -> tuple[Strip, ...]:
    """The gutters of an included page, which is scaled: looked for as if its type were of the usual size."""
    scale = max(median(row[0].size_bp for row in rows) / _USUAL_SIZE_BP, _SMALLEST_SCALE)
    scaled = [
        [(left / scale, right / scale) for left, right in extents(row, WORD_GAP_BP * scale)] for row in rows
    ]
    width = max((right for row in scaled for _, right in row), default=0.0)
    if width > _WIDEST_INCLUDED_BP:
        return ()
    return tuple(
        Strip(strip.left * scale, strip.right * scale) for strip in page_gutters(coverage(scaled, width))
    )


def _column_of(line: DraftLine, gutters: Sequence[Strip]) -> int:
    """The column of the page in which a line of an included figure stands; WIDE where it crosses a gutter."""
    column = sum(strip.middle < line.left for strip in gutters)
    return WIDE if column < len(gutters) and line.right > gutters[column].right else column


def _with_scripts(rows: list[Row]) -> list[Row]:
    """Takes rows of scripts, marks and fractions into the longer row they belong to.

    A row's first run gives its line the baseline, so scripts are added behind.
    """
    weights = [sum(len(run.text) for run in row) for row in rows]
    sizes = [max(run.size_bp for run in row) for row in rows]
    home = list(range(len(rows)))
    for i, row in enumerate(rows):
        best = 0
        for j in (i - 1, i + 1, i - 2, i + 2):
            if not 0 <= j < len(rows) or weights[j] <= max(weights[i], best):
                continue
            distance = abs(rows[j][0].baseline_bp - row[0].baseline_bp)
            if distance < _SCRIPT_REACH * sizes[j] and _stands_in(row, rows[j], sizes[j]):
                best = weights[j]
                home[i] = j
    merged: dict[int, Row] = {}
    for i, row in enumerate(rows):
        if home[i] == i:
            merged[i] = list(row)
    for i, row in enumerate(rows):
        if home[i] != i:
            anchor = home[home[i]]
            merged[anchor if anchor in merged else i] = merged.get(anchor, []) + row
    return [merged[i] for i in sorted(merged)]


def _stands_in(row: Row, anchor: Row, em: float) -> bool:
    """Whether a row lies within its neighbour's stretch, or at most an em behind or before it."""
    return (
        row[0].box.left > anchor[0].box.left - em
        and max(run.box.right for run in row) < max(run.box.right for run in anchor) + em
    )


def _measure(line: DraftLine, kinds: FontKinds) -> None:
    runs = line.runs
    if len(runs) == 1:
        run = runs[0]
        box = run.box
        line.left, line.right, line.bottom, line.top = run.x_bp, box.right, box.bottom, box.top
        line.weight = len(run.text)
        line.size_bp, line.horizontal_scale, line.font = run.size_bp, run.horizontal_scale, run.font
        line.bold, line.mono, line.math = kinds.bold[run.font], kinds.mono[run.font], kinds.math[run.font]
        line.widest_gap_bp = _widest_white(run)
        line.text = run.text
    else:
        _measure_many(line, kinds)
    text = line.text
    if not text.isascii():
        text = line.text = text.translate(_AS_TYPED)
    line.letter_share = sum(map(str.isalpha, text)) / max(len(text) - text.count(" "), 1)


def _widest_white(run: TextRun) -> float:
    return max(right - left for left, right in run.white_gaps_bp) if run.white_gaps_bp else 0.0


def _measure_many(line: DraftLine, kinds: FontKinds) -> None:
    by_size: defaultdict[float, int] = defaultdict(int)
    by_font: defaultdict[int, int] = defaultdict(int)
    weight = bold = mono = math = 0
    stretch = 0.0
    for run in line.runs:
        count = len(run.text)
        weight += count
        by_size[run.size_bp] += count
        by_font[run.font] += count
        stretch += run.horizontal_scale * count
        bold += count * kinds.bold[run.font]
        mono += count * kinds.mono[run.font]
        math += count * kinds.math[run.font]
    line.weight = weight
    line.size_bp = max(by_size, key=by_size.__getitem__)
    line.font = max(by_font, key=by_font.__getitem__)
    line.horizontal_scale = stretch / weight
    line.bold, line.mono, line.math = 2 * bold > weight, 2 * mono > weight, 2 * math > weight
    ordered = sorted(line.runs, key=_from_left)
    line.left = ordered[0].x_bp
    line.bottom = min(run.box.bottom for run in ordered)
    line.top = max(run.box.top for run in ordered)
    parts = [ordered[0].text]
    reach = ordered[0].box.right
    spaced = max(map(_widest_white, ordered))
    em = line.size_bp
    for run in ordered[1:]:
        gap = run.box.left - reach
        if gap > spaced:
            spaced = gap
        if gap > _WORD_SPACE * em and (gap > _WIDE_SPACE * em or not _both_wide(parts[-1], run.text)):
            parts.append(" ")
        parts.append(run.text)
        if run.box.right > reach:
            reach = run.box.right
    line.right = reach
    line.widest_gap_bp = spaced
    line.text = "".join(parts)


def _both_wide(before: str, after: str) -> bool:
    """Whether ideographs or their marks meet where two runs do: `模型`, not `模型 GPT`."""
    return before[-1:] >= _WIDE and after[:1] >= _WIDE
