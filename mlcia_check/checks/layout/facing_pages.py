"""Where the text block of a page stands in a format whose pages face each other, as in a book."""

from __future__ import annotations

from collections.abc import Callable

from mlcia_check.model.measured_paper import Paper, Unmeasured

Shift = Callable[[int], float]
"""How far right the block of the page with a number stands, in bp, compared to the format's first page."""


def unshifted(page: int) -> float:  # noqa: ARG001 - the block of any page
    """Return the shift of a page in a format whose pages are all alike: 0."""
    return 0.0


def shift_of_pages(paper: Paper, left: float, facing: float) -> Shift:
    """Return the shift of each page: 0 and `facing` by turns, as it fits the paper's first columns better.

    `left` is the left edge of the block on a page that is not shifted, in bp. A paper whose first page is a
    left-hand page begins with a shifted one.
    """
    if not facing:
        return unshifted
    edges = [
        (column.page, column.left_bp)
        for column in paper.columns
        if column.index == 0 and not isinstance(column.left_bp, Unmeasured)
    ]

    def misfit(parity: int) -> float:
        return sum(abs(edge - left - (facing if page % 2 == parity else 0.0)) for page, edge in edges)

    shifted = min((0, 1), key=misfit)
    return lambda page: facing if page % 2 == shifted else 0.0
