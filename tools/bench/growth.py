"""How the cost of a check grows: with the pages of a paper, with the text on a page, with a plot's points.

    python -m tools.bench.growth PAPER.pdf [PLOT.svg]

Repeats the pages of PAPER until there are 5, 20, 80 and 320, and writes pages of 1,000 to 100,000 words, each
a text object of its own, and of plots with as many points that are signs, as R writes them. Prints, for each,
CPU milliseconds of one check in a warm process, the least of three, and the same by page or by thousand
objects: where cost grows linearly, these stay level. The plot needs the extra `accuracy`.
"""

from __future__ import annotations

import io
import random
import sys
import time
from collections.abc import Callable
from typing import TypeAlias

import pikepdf

from mlcia_check import api, rulebook

PAGES = (5, 20, 80, 320)
OBJECTS = (1_000, 3_162, 10_000, 31_623, 100_000)
REPEATS = 3

Row: TypeAlias = tuple[int, float]
"""A number of pages or objects, and seconds."""


def repeated(paper: str, pages: int) -> bytes:
    """A paper of so many pages: those of another one, again and again."""
    with pikepdf.open(paper) as source, pikepdf.new() as target:
        for index in range(pages):
            target.pages.append(source.pages[index % len(source.pages)])
        return _written(target)


def crowded(objects: int) -> bytes:
    """A page of two columns of so many words, each in a text object of its own."""
    lines = max(objects // 20, 1)
    leading = 650.0 / lines
    words = []
    for index in range(objects):
        line, place = divmod(index, 20)
        left = 54 + place * 24 + (24 if place >= 10 else 0)
        words.append(f"BT /F {min(9.0, leading):.3f} Tf {left} {720 - line * leading:.3f} Td (word) Tj ET")
    return _page("/Times-Roman", "\n".join(words))


def plotted(points: int) -> bytes:
    """A page with a plot of so many points on each other, each a sign in a text object of its own."""
    spread = random.Random(points)
    circles = [
        f"BT /F 4.5 Tf {spread.gauss(180.0, 40.0):.2f} {spread.gauss(600.0, 30.0):.2f} Td (l) Tj ET"
        for _ in range(points)
    ]
    return _page("/ZapfDingbats", "\n".join(circles))


def _page(face: str, content: str) -> bytes:
    """A page with this content, and a font /F."""
    with pikepdf.new() as target:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name(face)
        )
        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=[0, 0, 612, 792],
            Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F=target.make_indirect(font))),
            Contents=target.make_stream(content.encode()),
        )
        target.pages.append(pikepdf.Page(target.make_indirect(page)))
        return _written(target)


def _written(file: pikepdf.Pdf) -> bytes:
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def seconds(data: bytes) -> float:
    """CPU seconds of one check in this process, the least of three."""
    pack = rulebook.load_pack(rulebook.DEFAULT_PACK)

    def once() -> float:
        started = time.process_time()
        api.check(data, pack, limits=None)
        return time.process_time() - started

    return min(once() for _ in range(REPEATS))


def table(title: str, unit: float, made: Callable[[int], bytes], sizes: tuple[int, ...]) -> list[Row]:
    print(f"{title:>10}  CPU ms  each ms")
    rows = []
    for size in sizes:
        taken = seconds(made(size))
        rows.append((size, taken))
        print(f"{size:>10,}{taken * 1000:>8,.0f}{taken * 1000 * unit / size:>9.2f}", flush=True)
    return rows


def plot(pages: list[Row], objects: list[Row], points: list[Row], path: str) -> None:
    """Draw the tables with logarithmic axes, each beside a line of linear growth."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "mlcia-check"
    import matplotlib.pyplot as plt

    figure, panels = plt.subplots(1, 3, figsize=(12, 3.4), layout="constrained")
    named = {"pages": pages, "words on one page": objects, "points of one plot": points}
    for panel, (name, rows) in zip(panels, named.items(), strict=True):
        sizes, times = zip(*rows, strict=True)
        panel.loglog(sizes, times, "o-", label="a check")
        last = times[-1] / sizes[-1]
        panel.loglog(sizes, [last * size for size in sizes], "--", color="grey", label="linear")
        panel.set_xlabel(name)
        panel.set_ylabel("CPU seconds")
        panel.legend()
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    paper = sys.argv[1]
    pages = table("pages", 1, lambda size: repeated(paper, size), PAGES)
    objects = table("words", 1000, crowded, OBJECTS)
    points = table("points", 1000, plotted, OBJECTS)
    if len(sys.argv) > 2:
        plot(pages, objects, points, sys.argv[2])


if __name__ == "__main__":
    main()
