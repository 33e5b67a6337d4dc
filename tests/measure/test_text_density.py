"""How a paper's text is set on the mean: which lines follow one another."""

from __future__ import annotations

import pytest

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.observed.text_density import settings
from tests.drafts import draft

WORDS = "the operator answers no more"


def wrapped(leading_bp: float) -> list[DraftLine]:
    """Narrow lines of text with the lines of a caption beside them, half a line lower, in reading order."""
    lines = []
    for number in range(12):
        for left, lower in ((54.0, 0.0), (260.0, leading_bp / 2)):
            line = draft(WORDS, left=left)
            line.baseline_bp = 700.0 - leading_bp * number - lower
            line.full = True
            lines.append(line)
    return lines


@pytest.mark.parametrize("leading_bp", [10.96, 9.5], ids=["the class's", "tight"])
def test_lines_beside_each_other_are_not_one_under_the_other(leading_bp: float) -> None:
    (body,) = settings(wrapped(leading_bp), 9.0, (), ())
    assert body.distances_bp == pytest.approx([leading_bp] * 22)
