"""Where a column begins: at its first full line, or at the heading that stands right above it."""

from __future__ import annotations

import pytest

from mlcia_check.measure.body import page_columns
from mlcia_check.measure.draft import Draft
from mlcia_check.measure.roles import set_gaps
from tests.drafts import SIZE, draft


def column(gap: float, full: bool = True) -> list[Draft]:
    """A heading at 700bp, and eight lines of text of which the first stands `gap` below it."""
    lines = [draft("5 Evaluation", role="heading")]
    for number in range(8):
        line = draft("words of the running text")
        line.baseline = 700.0 - gap - 11.0 * number
        line.full = full or number > 0
        lines.append(line)
    set_gaps(lines)
    return lines


@pytest.mark.parametrize(
    ("lines", "first"),
    [(column(13.7), 700.0), (column(18.0), 682.0), (column(13.7, full=False), 675.3)],
    ids=["section", "running-head", "no-text-below"],
)
def test_a_column_begins_with_the_heading_of_its_text(lines: list[Draft], first: float) -> None:
    [found] = page_columns(lines, SIZE)
    assert found.first == pytest.approx(first)
