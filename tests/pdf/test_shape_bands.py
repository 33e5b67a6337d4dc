"""Looking up what is near a run: what is found by the place is what a look at everything finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import Ink, TextRun
from mlcia_check.pdf.pdfium.seen.hidden_candidates import HiddenCandidate
from mlcia_check.pdf.pdfium.seen.shape_bands import ShapeBands
from mlcia_check.pdf.pdfium.seen.visibility import _entangled

SIDES = st.floats(0.5, 60.0)
BOXES = st.builds(
    lambda left, bottom, width, height: Box(left, bottom, left + width, bottom + height),
    st.floats(-20.0, 140.0),
    st.floats(-20.0, 140.0),
    SIDES,
    SIDES,
)


def run(order: int, box: Box) -> TextRun:
    return TextRun("word", box.left, box.bottom, box, box.height, 1.0, 0, 0, 0xFF, 0, 0, order)


def meets_middle(shape: Box, box: Box) -> bool:
    middle = (box.bottom + box.top) / 2
    return shape.bottom < middle < shape.top and shape.left < box.right and box.left < shape.right


@given(st.lists(BOXES, min_size=1, max_size=8), st.lists(BOXES, max_size=100), st.booleans())
def test_every_shape_at_a_runs_middle_is_near(boxes: list[Box], shapes: list[Box], often: bool) -> None:
    ink = [Ink("path", box, 0xFF, None, 0, at, False) for at, box in enumerate(shapes * (1 + 70 * often))]
    bands = ShapeBands([run(at, box) for at, box in enumerate(boxes)], ink)
    for box in boxes:
        near = {shape.order for shape in bands.near(box)}
        assert near >= {shape.order for shape in ink if meets_middle(shape.box, box)}


@given(st.lists(BOXES, max_size=40))
def test_runs_are_entangled_with_those_of_which_they_share_much(boxes: list[Box]) -> None:
    found = _entangled([HiddenCandidate(run(at, box), "covered") for at, box in enumerate(boxes)])

    assert found is not None
    for at, box in enumerate(boxes):
        assert found.get(at, set()) == {
            other
            for other, its in enumerate(boxes)
            if other != at
            and box.shared_area(its) > 0.3 * min(box.width * box.height, its.width * its.height)
        }
