"""Margins: from the edges of a page to its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import PageMeasure
from mlcia_check.report.hotcrp.banal.written_lengths import plain

Margin = tuple[int | float, int | float, int | float, int | float]


def common(margins: Sequence[Margin]) -> Margin | None:
    """Return the commonest margin of each side, the smallest of equally common ones, to a tenth of a bp."""
    if not margins:
        return None
    top, right, bottom, left = (_commonest(side) for side in zip(*margins, strict=True))
    return top, right, bottom, left


def _commonest(lengths: Sequence[int | float]) -> int | float:
    whole = Counter(map(round, lengths))
    most = max(whole.values())
    usual = min(length for length, count in whole.items() if count == most)
    return Counter(length for length in lengths if round(length) == usual).most_common(1)[0][0]


def margin(page: PageMeasure, box: Box) -> Margin:
    """Return the margins at top, right, bottom and left, to a tenth of a bp."""
    return (
        plain(page.height_bp - box.top),
        plain(page.width_bp - box.right),
        plain(box.bottom),
        plain(box.left),
    )
