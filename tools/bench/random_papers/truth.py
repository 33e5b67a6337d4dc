"""An independent look at a PDF, by poppler's words: did a cheat change what it says it changes?"""

from __future__ import annotations

import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import NamedTuple

from msgspec import Struct

from tools.bench.random_papers.cheat import Cheat, Truth

WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
MIDDLE_BP, COLUMN_BP = 306.0, 240.0
EDGE_SLACK_BP, ROW_SLACK_BP, SIZE_SLACK_BP = 0.75, 2.5, 0.02
"""What is seen is good to this, in bp: edges (punctuation hangs over them), rows, sizes and leadings."""
SAME_SIZE_SHARE = 0.08
"""Words this near to the body's size, as a share of it, are running text."""
HEAD_MAX_TOP_BP = 45.0
"""Running heads stand lower, in bp from the top of the page."""
COLUMN_MIN_LINES = 20
PART_MIN_LINES = 25
"""So many lines make a changed part."""
MOVED_SHARE = 0.1


class Word(NamedTuple):
    """A word as poppler has it, from the top of the page, in bp. Its height is the type's."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def height(self) -> float:
        return self.bottom - self.top


class Seen(Struct, frozen=True):
    """What poppler sees of a paper, in bp; edges are modes over the words of the body's size."""

    pages: int
    size: float
    left: float
    right: float
    gutter: float
    top: float
    bottom: float
    leading: float
    references: float
    references_leading: float
    sizes: dict[float, int]
    leadings: dict[float, int]
    widths: dict[str, float]
    places: frozenset[tuple[int, str, int, int]]


def look(pdf: Path) -> Seen:
    """Measure a PDF with pdftotext. Raises CalledProcessError when poppler cannot read it."""
    pages = _words(pdf)
    heights = Counter(round(word.height, 2) for page in pages for word in page for _ in word.text)
    body = heights.most_common(1)[0][0]
    small = Counter({height: count for height, count in heights.items() if 0.6 * body < height < 0.82 * body})
    entry = small.most_common(1)[0][0] if small else 0.0
    text = [[word for word in page if abs(word.height - body) < SAME_SIZE_SHARE * body] for page in pages]
    words = [word for page in text for word in page]
    left = _mode(word.left for word in words if word.left < MIDDLE_BP - 200)
    second = _mode(word.left for word in words if MIDDLE_BP < word.left < MIDDLE_BP + 30)
    first_right = _mode(word.right for word in words if MIDDLE_BP - 30 < word.right < MIDDLE_BP)
    edges = (left, second)
    leadings = Counter(_gaps(text, edges))
    full = list(_full_columns(text, edges))
    entries = [[word for word in page if abs(word.height - entry) < SIZE_SLACK_BP] for page in pages]
    return Seen(
        pages=len(pages),
        size=body,
        left=left,
        right=_mode(word.right for word in words if word.right > MIDDLE_BP + 200),
        gutter=second - first_right,
        top=min((top for top, _ in full), default=0.0),
        bottom=max((bottom for _, bottom in full), default=0.0),
        leading=leadings.most_common(1)[0][0] if leadings else 0.0,
        references=entry,
        references_leading=_mode(_gaps(entries, edges, COLUMN_BP / 4), 2),
        sizes=Counter(
            round(word.height, 3) for word in words if min(abs(word.left - x) for x in edges) < 1.0
        ),
        leadings=leadings,
        widths=_widths(words),
        places=frozenset(
            (number, word.text, round(2 * word.left), round(2 * word.bottom))
            for number, page in enumerate(text)
            for word in page
        ),
    )


def strays(pdf: Path) -> int:
    """How many words of running text or references stand above the running heads.

    Line numbers and balanced columns together now and then make LaTeX set a column too high.
    Raises CalledProcessError when poppler cannot read the PDF.
    """
    words = [word for page in _words(pdf) for word in page]
    heights = Counter(round(word.height, 2) for word in words for _ in word.text)
    usual = {height for height, _ in heights.most_common(2)}
    return sum(word.top < HEAD_MAX_TOP_BP and round(word.height, 2) in usual for word in words)


def _words(pdf: Path) -> list[list[Word]]:
    """The words of each page."""
    command = ["pdftotext", "-bbox", str(pdf), "-"]
    xml = subprocess.run(command, capture_output=True, text=True, errors="replace", check=True).stdout
    return [
        [Word(float(a), float(b), float(c), float(d), text) for a, b, c, d, text in WORD.findall(page)]
        for page in xml.split("<page ")[1:]
    ]


def _mode(values: Iterable[float], digits: int = 1) -> float:
    """The value that most lie at, give or take a step."""
    counts = Counter(round(value, digits) for value in values)
    step = 10.0**-digits
    near = {
        value: sum(counts[round(value + offset, digits)] for offset in (-step, 0.0, step)) for value in counts
    }
    return max(near, key=lambda value: (near[value], counts[value]), default=0.0)


def _gaps(pages: list[list[Word]], edges: tuple[float, ...], reach: float = 1.0) -> Iterator[float]:
    """Distances of successive lines that begin at one of the edges, or within `reach` of it."""
    for page in pages:
        for edge in edges:
            rows = sorted({word.bottom for word in page if -1.0 < word.left - edge < reach})
            yield from (round(below - above, 2) for above, below in pairwise(rows))


def _full_columns(pages: list[list[Word]], edges: tuple[float, ...]) -> Iterator[tuple[float, float]]:
    """The first and last rows of columns with many lines."""
    for page in pages:
        for edge in edges:
            rows = {word.bottom for word in page if edge - 2 < word.left < edge + COLUMN_BP}
            if len(rows) > COLUMN_MIN_LINES:
                yield min(rows), max(rows)


def _widths(words: list[Word]) -> dict[str, float]:
    """The median width of each word that comes twice."""
    widths: defaultdict[str, list[float]] = defaultdict(list)
    for word in words:
        if len(word.text) >= 3:
            widths[word.text].append(word.right - word.left)
    return {text: median(found) for text, found in widths.items() if len(found) >= 2}


def doubt(cheat: Cheat, honest: Seen, cheated: Seen) -> str:
    """Why the variant is not what it says it is; "" when it is."""
    for truth in cheat.truth:
        reason = _doubt(truth, honest, cheated)
        if reason:
            return f"{truth.quantity}: {reason}"
    return ""


def _doubt(truth: Truth, honest: Seen, cheated: Seen) -> str:
    quantity = truth.quantity
    if quantity == "pages":
        return "" if cheated.pages > 20 else f"{cheated.pages} pages"
    if quantity == "places":
        share = 1.0 - len(honest.places & cheated.places) / len(honest.places)
        return "" if share > MOVED_SHARE else f"{share:.0%} of the words moved"
    if quantity == "widths":
        both = [
            cheated.widths[text] / width for text, width in honest.widths.items() if text in cheated.widths
        ]
        ratio = median(both) if both else 1.0
        fits = len(both) > 30 and abs(ratio - truth.times) < 0.006
        return "" if fits else f"{ratio:.4f} in {len(both)} words"
    if quantity in ("sizes", "leadings"):
        return _part_doubt(truth, getattr(honest, quantity), getattr(cheated, quantity))
    was, seen = getattr(honest, quantity), getattr(cheated, quantity)
    wanted = was * truth.times + truth.by
    slack = (
        EDGE_SLACK_BP
        if quantity in ("left", "right", "gutter")
        else ROW_SLACK_BP
        if quantity in ("top", "bottom")
        else SIZE_SLACK_BP
    )
    return "" if abs(seen - wanted) <= slack else f"{was:.2f} became {seen:.2f}, not {wanted:.2f}"


def _part_doubt(truth: Truth, honest: dict[float, int], cheated: dict[float, int]) -> str:
    """Whether enough lines of the paper have the new value that did not have it before."""
    wanted = max(honest, key=lambda value: honest[value]) * truth.times
    before, after = (
        sum(count for value, count in values.items() if abs(value - wanted) < 0.03)
        for values in (honest, cheated)
    )
    return "" if after - before >= PART_MIN_LINES else f"{after - before} lines"
