"""A text block that stands further right on every second page, as the pages of a book do."""

from __future__ import annotations

import pytest

from mlcia_check.checks.layout.facing_pages import shift_of_pages, unshifted
from mlcia_check.model.measured_paper import Column
from tests.papers import paper

LEFT, FACING = 73.4, 36.7


def column(page: int, left: float) -> Column:
    return Column(page, 0, 20, left, left + 428.4, 687.0, 139.0, 13.7)


@pytest.mark.parametrize("first", [0, 1])
def test_the_pages_are_shifted_as_the_paper_s_are(first: int) -> None:
    edges = [LEFT + FACING * ((page + first) % 2) for page in range(1, 6)]
    set_so = paper(5, columns=tuple(column(page, left) for page, left in enumerate(edges, 1)))
    shift = shift_of_pages(set_so, LEFT, FACING)
    assert [LEFT + shift(page) for page in range(1, 6)] == pytest.approx(edges)


def test_pages_that_are_all_alike_are_not_shifted() -> None:
    assert shift_of_pages(paper(2), LEFT, 0.0) is unshifted
    assert unshifted(2) == 0.0
