"""Where floats begin and end, at the ends of columns and below text; captions below drawings of their own."""

from __future__ import annotations

import pytest

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.ink_regions import Region
from mlcia_check.measure.observed.float_edges import float_edges
from mlcia_check.measure.observed.white_space import spaces
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import CaptionKind, CaptionSide, FloatCaption
from tests.drafts import SIZE, draft

HEIGHT = 792.0
DRAWING = Region(Box(54.0, 620.0, 254.0, 708.3), ruled=False)


def caption(baseline: float, page: int = 2, words: str = "Figure 3: accuracy by rounds") -> DraftLine:
    return standing(draft(words, role="caption", page=page), baseline)


def standing(line: DraftLine, baseline: float) -> DraftLine:
    line.baseline_bp, line.bottom, line.top = baseline, baseline - 2.0, baseline + 6.5
    line.box = Box(line.left, line.bottom, line.right, line.top)
    return line


def told(lines: list[DraftLine], *regions: Region) -> list[float]:
    return [
        round(space.distance_bp, 1)
        for space in float_edges(lines, [(), regions], [], [HEIGHT, HEIGHT], SIZE)
        if space.kind == "float-top"
    ]


def test_a_figure_at_the_top_of_a_column_begins_at_its_drawing() -> None:
    assert told([caption(600.4)], DRAWING) == [83.7]


def test_a_table_begins_at_its_caption() -> None:
    assert told([caption(700.6)], Region(Box(54.0, 600.0, 254.0, 690.0), ruled=True)) == [84.9]


def test_letters_of_a_drawing_can_be_its_highest_ink() -> None:
    label = standing(draft("accuracy", role="float", page=2), 712.0)
    assert told([label, caption(600.4)], DRAWING) == [73.5]


@pytest.mark.parametrize(
    ("lines", "region"),
    [
        pytest.param([standing(draft("text", page=2), 715.0), caption(600.4)], DRAWING, id="text above"),
        pytest.param([caption(700.0, page=1)], DRAWING, id="first page"),
        pytest.param([caption(715.0), caption(600.4)], DRAWING, id="a caption above"),
    ],
)
def test_what_does_not_begin_a_column_is_not_measured(lines: list[DraftLine], region: Region) -> None:
    assert 83.7 not in told(lines, region)


@pytest.mark.parametrize(
    ("lines", "regions", "distances"),
    [
        pytest.param([caption(87.9)], [], [85.9], id="a caption at the foot"),
        pytest.param(
            [caption(300.0)], [Region(Box(54.0, 77.0, 254.0, 280.0), ruled=True)], [77.0], id="a table"
        ),
        pytest.param([caption(100.0), standing(draft("text", page=2), 84.7)], [], [], id="text below"),
        pytest.param([caption(100.0), caption(89.0, words="of the rounds")], [], [87.0], id="two lines"),
    ],
)
def test_a_float_at_the_foot_of_its_column_ends_with_its_ink(
    lines: list[DraftLine], regions: list[Region], distances: list[float]
) -> None:
    found = float_edges(lines, [(), regions], [], [HEIGHT, HEIGHT], SIZE)
    assert [round(space.distance_bp, 1) for space in found if space.kind == "float-bottom"] == distances


@pytest.mark.parametrize(
    ("baseline", "white"), [pytest.param(720.3, 10.0, id="bottom"), pytest.param(716.3, 6.0, id="moved up")]
)
def test_a_figure_below_text_is_measured_from_the_text_s_ink(baseline: float, white: float) -> None:
    text, line = standing(draft("text", page=2), baseline), caption(600.4)
    labelled = [FloatCaption(2, line.box, line.text, "figure", "below")]
    found = float_edges([text, line], [(), (DRAWING,)], labelled, [HEIGHT, HEIGHT], SIZE)
    assert ("float-above", white) in [(space.kind, round(space.distance_bp, 1)) for space in found]


def test_the_second_line_of_a_caption_begins_no_float() -> None:
    text, line = standing(draft("text", page=2), 720.3), caption(700.4, words="of the rounds")
    assert told([text, line]) == []


def test_a_page_that_is_shown_is_no_float() -> None:
    whole = Region(Box(10.0, 10.0, 602.0, 782.0), ruled=False)
    assert told([caption(600.4)], DRAWING, whole) == [83.7]


@pytest.mark.parametrize(
    ("kind", "side", "measured"),
    [("figure", "below", 1), ("figure", "unknown", 1), ("table", "above", 0), ("table", "unknown", 0)],
)
def test_what_stands_above_a_table_s_caption_is_another_float(
    kind: CaptionKind, side: CaptionSide, measured: int
) -> None:
    line = caption(600.4)
    labelled = FloatCaption(2, line.box, line.text, kind, side)
    found = spaces([line], (), [(), (DRAWING,)], SIZE, 11.0, [labelled])
    assert [space.kind for space in found] == ["caption-above"] * measured
