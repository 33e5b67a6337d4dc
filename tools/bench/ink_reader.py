"""How far the ink reader, which sees pixels alone, agrees with the measures by text, and what it costs.

    python -m tools.bench.ink_reader PAPER.pdf ...

For each column of running text that both readers measured: the difference of its edges, of the gutter
to its right and of its leading, ink less text, in bp; for each page, whether both see as many columns.
Prints the distribution of each and the mean time a page.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

from mlcia_check import rulebook
from mlcia_check.measure import measure
from mlcia_check.model.measured_paper import Column, Paper, Unmeasured
from mlcia_check.pdf.pdfium.open_pages import open_pages
from mlcia_check.pdf.reader import read
from mlcia_check.second_reader.ink import PIXELS_PER_BP, InkPage

LINES_MIN = 12
"""Full lines of running text in a column, by text, from which on the two are compared."""


NEAR_BP = {"leading": 0.15}
"""What counts as agreement, as for a finding: 1bp for edges and gutters."""


def main() -> None:
    pack = rulebook.load_pack("mlcia-2022")
    differences: defaultdict[str, list[float]] = defaultdict(list)
    pages = alike = 0
    rendering = reading = 0.0
    for path in sys.argv[1:]:
        data = Path(path).read_bytes()
        paper = measure(read(data), pack.vocabulary)
        with open_pages(data) as renderer:
            if renderer is None:
                continue
            for page in paper.pages:
                columns = [c for c in paper.columns if c.page == page.number and _of_text(paper, c)]
                if not columns:
                    continue
                begun = time.perf_counter()
                picture = renderer.render(page.number, 72 * PIXELS_PER_BP)
                rendered = time.perf_counter()
                if picture is None:
                    continue
                inked = InkPage(picture)
                found = len(inked.columns)
                reading += time.perf_counter() - rendered
                rendering += rendered - begun
                pages += 1
                alike += _columns(paper, page.number) == found
                _compare(columns, inked, differences)
    for quantity, values in differences.items():
        ordered = sorted(values)
        tenth, last = len(ordered) // 100, len(ordered) - 1
        near = NEAR_BP.get(quantity, 1.0)
        print(
            f"{quantity:8} {len(ordered):5} columns: median {median(ordered):+.2f}bp, "
            f"1% {ordered[tenth]:+.2f}, 99% {ordered[last - tenth]:+.2f}, "
            f"within {near}bp {sum(abs(v) <= near for v in ordered) / len(ordered):.1%}"
        )
    print(f"columns: as many on {alike} of {pages} pages")
    print(
        f"cost: rendering {1000 * rendering / pages:.0f} ms a page, reading {1000 * reading / pages:.0f} ms"
    )


def _of_text(paper: Paper, column: Column) -> bool:
    """Whether a column holds running text; entries of a list are set in, which ink cannot tell from text."""
    return (
        sum(
            (line.page, line.column) == (column.page, column.index) and line.role == "body" and line.full
            for line in paper.lines
        )
        >= LINES_MIN
    )


def _columns(paper: Paper, page: int) -> int:
    return len({c.index for c in paper.columns if c.page == page})


def _compare(columns: list[Column], inked: InkPage, differences: defaultdict[str, list[float]]) -> None:
    """Add what differs between each column and that of ink at its place."""
    by_index = {column.index: column for column in columns}
    for column in columns:
        if column.index >= len(inked.columns):
            continue
        own = inked.columns[column.index]
        pairs = {
            "left": (own.left, column.left_bp),
            "right": (own.right, column.right_bp),
            "leading": (own.leading, column.leading_bp),
        }
        after = by_index.get(column.index + 1)
        if after is not None and column.index + 1 < len(inked.columns):
            left = inked.columns[column.index + 1].left
            both = left is not None and own.right is not None
            text = (
                Unmeasured("too-few-lines")
                if isinstance(after.left_bp, Unmeasured) or isinstance(column.right_bp, Unmeasured)
                else after.left_bp - column.right_bp
            )
            pairs["gutter"] = (left - own.right if both and left and own.right else None, text)
        for quantity, (ink, text) in pairs.items():
            if ink is not None and not isinstance(text, Unmeasured):
                differences[quantity].append(ink - text)


if __name__ == "__main__":
    main()
