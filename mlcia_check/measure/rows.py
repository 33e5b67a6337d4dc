"""From text runs to lines: rows of one baseline, split at gutters, with scripts taken into their line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from mlcia_check.facts import INVISIBLE, Font, Page, TextRun
from mlcia_check.geometry import Box
from mlcia_check.measure.draft import Draft
from mlcia_check.measure.gutters import Interval, Strip
from mlcia_check.paper import OUTSIDE, WIDE

Row = list[TextRun]

_SAME_BASELINE: Final = 0.35
"""bp between runs of one row. Word processors round baselines to tenths; scripts stand 1.3bp off at least."""

_SCRIPT_REACH: Final = 0.7
"""Of the type size: a row this near to a longer one is its scripts or fractions (leading is at least 1.1)."""

_WORD_SPACE: Final = 0.13
"""Of the type size: runs further apart than this are separate words (a thin space is 0.167 em)."""

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
            font.fixed_pitch or any(word in name for word in _MONO)
            for font, name in zip(fonts, names, strict=True)
        ]
        self.math = [any(word in name for word in _MATH) for name in names]


def page_wrappers(page: Page) -> frozenset[int]:
    """Form XObjects that hold the page itself rather than a figure: more than half of its area."""
    area = page.width * page.height
    return frozenset(n for n, box in enumerate(page.forms, 1) if box.width * box.height > area / 2)


def rows_of(page: Page) -> list[Row]:
    """Visible upright runs of a page, grouped by baseline from the top, each row from the left."""
    shown = Box(0.0, 0.0, page.width, page.height)
    upright = [
        run
        for run in page.runs
        if run.angle == 0
        and run.mode != INVISIBLE
        and run.size > 0.0
        and run.text
        and run.box.overlaps(shown)
    ]
    upright.sort(key=_from_top_left)
    rows: list[Row] = []
    last = 0.0
    for run in upright:
        if rows and last - run.baseline < _SAME_BASELINE:
            rows[-1].append(run)
        else:
            rows.append([run])
            last = run.baseline
    for row in rows:
        row.sort(key=_from_left)
    return rows


def _from_top_left(run: TextRun) -> tuple[float, float, int]:
    return -run.baseline, run.x, run.order


def _from_left(run: TextRun) -> tuple[float, int]:
    return run.x, run.order


def extents(row: Row, gap: float) -> list[Interval]:
    """The stretches of x that a row's glyphs cover, those nearer than `gap` bp united.

    A row comes sorted from the left.
    """
    joined: list[Interval] = []
    reach = float("-inf")
    for run in row:
        left, _, right, _ = run.box
        if left - reach < gap:
            if right > reach:
                joined[-1] = (joined[-1][0], right)
                reach = right
        else:
            joined.append((left, right))
            reach = right
    return joined


def split_row(row: Row, gutters: Sequence[Strip]) -> list[tuple[int, Row]]:
    """Shares a row out to columns 0, 1, ...; a row that fills a gutter is one WIDE piece."""
    if not gutters:
        return [(0, row)]
    if len(row) == 1 and len(gutters) == 1:
        box, strip = row[0].box, gutters[0]
        if box.right <= strip.left:
            return [(0, row)]
        if box.left >= strip.right - 1.0:
            return [(1, row)]
    pieces: list[tuple[int, Row]] = []
    rest = row
    for column, strip in enumerate(gutters):
        middle = strip.middle
        before = [run for run in rest if run.box.left + run.box.right < 2 * middle]
        after = [run for run in rest if run.box.left + run.box.right >= 2 * middle]
        if before:
            reach = max(run.box.right for run in before)
            start = min(run.box.left for run in after) if after else max(strip.right, reach)
            crosses = reach > strip.right and (not after or start > reach)
            joined = bool(after) and start - reach < 0.3 * (strip.right - strip.left) and start > reach - 1.0
            if crosses or (joined and start < strip.right - 1.0) or (joined and reach > strip.left + 1.0):
                return [(WIDE, row)]
            pieces.append((column, before))
        elif after and min(run.box.left for run in after) < strip.left - 1.0:
            return [(WIDE, row)]
        rest = after
    if rest:
        pieces.append((len(gutters), rest))
    return pieces


def page_lines(
    page: Page, rows: Iterable[Row], numbers: frozenset[int], gutters: Sequence[Strip], kinds: FontKinds
) -> list[Draft]:
    """All lines of a page, by column and from the top; `numbers` are the runs that are line numbers."""
    by_column: defaultdict[int, list[Row]] = defaultdict(list)
    beside: list[Draft] = []
    for full_row in rows:
        row = full_row
        if numbers:
            row = [run for run in full_row if run.order not in numbers]
            beside += [
                Draft(page.number, OUTSIDE, run.baseline, [run]) for run in full_row if run.order in numbers
            ]
        if not row:
            continue
        for column, piece in split_row(row, gutters):
            by_column[column].append(piece)
    wrappers = page_wrappers(page)
    for line in beside:
        _measure(line, kinds, wrappers)
        line.role = "line-number"
    lines = beside
    for column in sorted(by_column):
        for row in _with_scripts(by_column[column]):
            line = Draft(page.number, column, row[0].baseline, row)
            _measure(line, kinds, wrappers)
            lines.append(line)
    return lines


def _with_scripts(rows: list[Row]) -> list[Row]:
    """Takes rows of scripts, marks and fractions into the longer row they belong to.

    A row's first run gives its line the baseline, so scripts are added behind.
    """
    weights = [sum(len(run.text) for run in row) for row in rows]
    sizes = [max(run.size for run in row) for row in rows]
    home = list(range(len(rows)))
    for i, row in enumerate(rows):
        best = 0
        for j in (i - 1, i + 1, i - 2, i + 2):
            if not 0 <= j < len(rows) or weights[j] <= max(weights[i], best):
                continue
            distance = abs(rows[j][0].baseline - row[0].baseline)
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


def _measure(line: Draft, kinds: FontKinds, wrappers: frozenset[int]) -> None:
    runs = line.runs
    if len(runs) == 1:
        run = runs[0]
        box = run.box
        line.left, line.right, line.bottom, line.top = run.x, box.right, box.bottom, box.top
        line.weight = len(run.text)
        line.size, line.stretch, line.font = run.size, run.stretch, run.font
        line.bold, line.mono, line.math = kinds.bold[run.font], kinds.mono[run.font], kinds.math[run.font]
        line.figure = run.form > 0 and run.form not in wrappers
        line.text = run.text
    else:
        _measure_many(line, kinds, wrappers)
    text = line.text = line.text.replace("\ufffe", "-")
    line.letters = sum(map(str.isalpha, text)) / max(len(text) - text.count(" "), 1)


def _measure_many(line: Draft, kinds: FontKinds, wrappers: frozenset[int]) -> None:
    by_size: defaultdict[float, int] = defaultdict(int)
    by_font: defaultdict[int, int] = defaultdict(int)
    weight = bold = mono = math = figure = 0
    stretch = 0.0
    for run in line.runs:
        count = len(run.text)
        weight += count
        by_size[run.size] += count
        by_font[run.font] += count
        stretch += run.stretch * count
        bold += count * kinds.bold[run.font]
        mono += count * kinds.mono[run.font]
        math += count * kinds.math[run.font]
        figure += count * (run.form > 0 and run.form not in wrappers)
    line.weight = weight
    line.size = max(by_size, key=by_size.__getitem__)
    line.font = max(by_font, key=by_font.__getitem__)
    line.stretch = stretch / weight
    line.bold, line.mono, line.math = 2 * bold > weight, 2 * mono > weight, 2 * math > weight
    line.figure = 2 * figure > weight
    ordered = sorted(line.runs, key=_from_left)
    line.left = ordered[0].x
    line.bottom = min(run.box.bottom for run in ordered)
    line.top = max(run.box.top for run in ordered)
    parts = [ordered[0].text]
    reach = ordered[0].box.right
    spaced = 0.0
    em = line.size
    for run in ordered[1:]:
        gap = run.box.left - reach
        if gap > spaced:
            spaced = gap
        if gap > _WORD_SPACE * em:
            parts.append(" ")
        parts.append(run.text)
        if run.box.right > reach:
            reach = run.box.right
    line.right = reach
    line.spaced = spaced
    line.text = "".join(parts)
