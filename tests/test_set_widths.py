"""The room that lines take against their typeface: rows that were read as one line say nothing."""

from __future__ import annotations

import pytest

from mlcia_check.facts import Facts, Structure
from mlcia_check.measure.glyphs import Glyphs
from tests.drafts import draft, run
from tests.papers import FONT

WORDS = "The operator answers no more than a thousand queries of one client"


@pytest.mark.parametrize(
    ("beside", "size", "raised", "measured"),
    [
        pytest.param("", 9.0, 0.0, True, id="a line"),
        pytest.param(
            "and stops answering when the price", 9.0, 11.0, False, id="the row above an initial's foot"
        ),
        pytest.param("and stops answering when the price", 6.0, 11.0, True, id="small words above"),
        pytest.param("and stops", 9.0, 11.0, True, id="two raised words"),
    ],
)
def test_two_rows_read_as_one_are_not_measured(
    beside: str, size: float, raised: float, measured: bool
) -> None:
    line = draft(WORDS, 2)
    if beside:
        line.runs.append(run(beside, 60.0, line.baseline + raised, size))
        line.text += f" {beside}"
    line.stretch = 1.0
    widths = Glyphs(Facts("", (), (FONT,), Structure())).set_widths([line] * 4)
    assert bool(widths) is measured
