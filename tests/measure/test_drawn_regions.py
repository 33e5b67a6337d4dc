"""Which lines stand in a drawing, a frame or a ruled table."""

from __future__ import annotations

import pytest

from mlcia_check.measure.lines.body_guess import BodyGuess
from mlcia_check.measure.lines.ink_regions import Region
from mlcia_check.measure.roles.captions import CaptionPattern
from mlcia_check.measure.roles.drawn_regions import lines_of_regions
from mlcia_check.model.geometry import Box
from tests.drafts import draft

BODY = BodyGuess(9.0, 11.0, {})
CAPTIONS = CaptionPattern(("Figure", "Table"))
LEFT = Region(Box(54.0, 600.0, 200.0, 720.0), ruled=False)
RIGHT = Region(Box(300.0, 600.0, 450.0, 720.0), ruled=False)


@pytest.mark.parametrize(
    ("left", "right", "regions", "within"),
    [
        pytest.param(60.0, 190.0, (LEFT, RIGHT), [LEFT], id="in one frame"),
        pytest.param(60.0, 440.0, (LEFT, RIGHT), [LEFT], id="over two frames side by side"),
        pytest.param(60.0, 440.0, (LEFT,), [], id="out of a frame"),
        pytest.param(210.0, 440.0, (LEFT, RIGHT), [RIGHT], id="into a frame, for the most part"),
        pytest.param(210.0, 520.0, (LEFT, RIGHT), [RIGHT], id="around a frame"),
        pytest.param(60.0, 520.0, (LEFT, RIGHT), [], id="past both frames"),
    ],
)
def test_a_row_in_two_frames_belongs_to_the_one_in_which_it_begins(
    left: float, right: float, regions: tuple[Region, ...], within: list[Region]
) -> None:
    line = draft("words of an answer, and words of another one", role="unclassified", left=left)
    line.right = right
    line.baseline_bp = 650.0
    assert [region for region, _ in lines_of_regions([line], regions, BODY, CAPTIONS)] == within


REFERENCES = ("References", "[1] A. Rao. 2019. On labels.", "[2] A. Kern. 2020. On prices.")


@pytest.mark.parametrize(
    ("texts", "height", "closed", "is_float"),
    [
        pytest.param((*REFERENCES, "Table 2: Costs"), 300.0, False, False, id="between two tables"),
        pytest.param(("Table 1: Costs", *REFERENCES), 300.0, False, False, id="captions below their tables"),
        pytest.param(("none 41.2%", "all 0.2%"), 300.0, False, True, id="the rows of a table"),
        pytest.param(
            ("Table 3 shows the costs", "all 0.2%"), 300.0, False, True, id="cells that name a table"
        ),
        pytest.param(("Table 2: Costs", "in a box"), 300.0, True, True, id="in a frame"),
        pytest.param(("Table 2: Costs", "of each"), 30.0, False, True, id="the head of an algorithm"),
    ],
)
def test_what_stands_between_two_tables_of_one_width_is_no_table(
    texts: tuple[str, ...], height: float, closed: bool, is_float: bool
) -> None:
    stretch = Region(Box(54.0, 700.0 - height, 294.0, 700.0), ruled=True, closed=closed)
    lines = [draft(text, 0, role="unclassified", size=7.0, left=60.0) for text in texts]
    for line in lines:
        line.baseline_bp = 690.0
    assert bool(lines_of_regions(lines, (stretch,), BODY, CAPTIONS)) is is_float
