"""White space above lists whose labels stand at the column's edge."""

from __future__ import annotations

import pytest

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.observed.white_space import spaces
from mlcia_check.model.measured_paper import Column
from tests.drafts import SIZE, draft, run

EDGE = 54.0
TEXT = EDGE + 8.4


def item(number: int, text_left: float = TEXT) -> DraftLine:
    """The first line of an item: a label at the edge, and text that begins right of it."""
    line = draft("• the service keeps no log", number)
    line.runs = [
        run("•", EDGE, line.baseline_bp, SIZE),
        run("the service keeps no log", text_left, line.baseline_bp, SIZE),
    ]
    return line


@pytest.mark.parametrize(
    ("lines", "measured"),
    [
        pytest.param([draft("Text goes on."), item(1), draft("of it", 2, left=TEXT)], 1, id="a list"),
        pytest.param(
            [draft("Text goes on."), item(1, TEXT - 3.0), draft("of it", 2, left=TEXT)],
            0,
            id="a paragraph that hangs by hand",
        ),
        pytest.param([draft("Text goes on."), item(1), draft("of it", 2)], 0, id="a paragraph"),
        pytest.param([item(0), item(1), draft("of it", 2, left=TEXT)], 0, id="an item above"),
        pytest.param(
            [item(0), draft("– no log", 1, left=TEXT), draft("of it", 2, left=TEXT + 8.0)],
            0,
            id="a list in an item",
        ),
    ],
)
def test_space_above_a_list_with_labels_at_the_edge(lines: list[DraftLine], measured: int) -> None:
    columns = [Column(1, 0, 20, EDGE, 294.0, 698.0, 85.0, 11.0)]
    found = spaces(lines, columns, [[]], SIZE)
    assert [space.kind for space in found] == ["list-above"] * measured


def test_a_list_in_a_column_of_lists_alone_has_no_text_above() -> None:
    columns = [Column(page, 0, 20, EDGE, 294.0, 698.0, 85.0, 11.0) for page in (1, 5)]
    set_in = Column(3, 0, 20, TEXT + 20.0, 294.0, 698.0, 85.0, 11.0)
    lines = [
        draft("an item that goes on", 0, left=TEXT + 20.0, page=3),
        draft("(a) Yes, always.", 1, left=TEXT + 24.0, page=3),
    ]
    assert spaces(lines, [*columns, set_in], [[]] * 5, SIZE) == ()
