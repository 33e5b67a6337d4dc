"""The plot of docs/accuracy.md: one panel a threshold, honest papers against cheats."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl

from mlcia_check import rulebook
from tools.bench.random_papers.judging import Judged
from tools.bench.random_papers.thresholds import Spread, spreads

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMN_COUNT = 3
BIN_COUNT = 60
HONEST, CHEATED, LIMIT = "#4c78a8", "#e45756", "#222222"
STYLE: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "accuracy",
    "font.size": 7,
    "font.family": "sans-serif",
}


def draw(judged: list[Judged], path: Path) -> None:
    """Write the plot as SVG; the same figures give the same bytes."""
    mpl.use("svg")
    from matplotlib import pyplot as plt

    pack = rulebook.load_pack(rulebook.DEFAULT_PACK)
    rows = [row for row in spreads(judged, pack) if row.honest and row.cheated]
    with plt.style.context(STYLE):
        height = math.ceil(len(rows) / COLUMN_COUNT)
        figure, axes = plt.subplots(height, COLUMN_COUNT, figsize=(10, 1.7 * height), squeeze=False)
        for axis in axes.flat[len(rows) :]:
            axis.set_visible(False)
        for row, axis in zip(rows, axes.flat, strict=False):
            _panel(row, axis)
        figure.tight_layout()
        figure.savefig(path, metadata={"Date": None})
        plt.close(figure)


def _panel(row: Spread, axis: Axes) -> None:
    """Histograms on one scale: blue for honest papers, red for cheats, darker for larger ones."""
    values = [*row.honest, *(value for cheated in row.cheated.values() for value in cheated), row.limit]
    low, width = min(values), (max(values) - min(values)) / BIN_COUNT
    largest = max(cheat.size for cheat in row.cheated)
    _bars(axis, row.honest, low, width, 1.0, HONEST, 1.0)
    for cheat, cheated in row.cheated.items():
        _bars(axis, cheated, low, width, -1.0, CHEATED, 0.3 + 0.7 * cheat.size / largest)
    axis.axvline(row.limit, color=LIMIT, linewidth=0.8, linestyle="--")
    axis.axhline(0, color=LIMIT, linewidth=0.4)
    axis.set_title(f"{row.threshold.title} ({row.threshold.unit})")
    axis.locator_params(axis="x", nbins=6)
    axis.set_yticks([])


def _bars(
    axis: Axes, values: Sequence[float], low: float, width: float, height: float, colour: str, alpha: float
) -> None:
    """A histogram of `height` in all, of its filled bins alone: empty ones would make a large file."""
    counts = Counter(int((value - low) / width) for value in values)
    axis.bar(
        [low + (place + 0.5) * width for place in counts],
        [height * count / len(values) for count in counts.values()],
        width,
        color=colour,
        alpha=alpha,
    )
