"""The room that lines take against their typeface: rows that were read as one line say nothing."""

from __future__ import annotations

import pytest

from mlcia_check.measure.glyphs import Glyphs
from tests.drafts import draft, run
from tests.papers import FONT

WORDS = "The operator answers no more than a thousand queries of one client"


@pytest.mark.parametrize(
    ("beside", "size", "raised", "counted"),
    [
        pytest.param("", 9.0, 0.0, 1, id="a line"),
        pytest.param("and stops answering when the price", 9.0, 11.0, 0, id="the row above, beside an initial"),
        pytest.param("and stops answering when the price", 6.0, 11.0, 1, id="small words above"),
        pytest.param("and stops", 9.0, 11.0, 1, id="two raised words"),
    ],
)
def test_two_rows_read_as_one_are_not_measured(beside: str, size: float, raised: float, counted: int) -> None:
    line = draft(WORDS, 2)
    if beside:
        line.runs.append(run(beside, 60.0, line.baseline + raised, size))
        line.text += f" {beside}"
    line.stretch = 1.0
    assert sum(width.lines for width in Glyphs([FONT]).set_widths([line])) == counted
