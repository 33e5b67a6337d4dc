"""Things that are looked up by their boxes: what is near is all that meets a box, once and in order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlcia_check.model.box_index import BoxIndex
from mlcia_check.model.geometry import Box

BOXES = st.builds(
    lambda left, bottom, width, height: Box(left, bottom, left + width, bottom + height),
    st.floats(-200.0, 800.0),
    st.floats(-200.0, 800.0),
    st.sampled_from([0.0, 3.0, 40.0, 28_000.0]),
    st.sampled_from([0.0, 3.0, 40.0, 28_000.0]),
)


@given(st.lists(BOXES, max_size=40), BOXES)
def test_what_meets_a_box_is_near_it_once_and_in_order(boxes: list[Box], looked_at: Box) -> None:
    near = BoxIndex(((box, at) for at, box in enumerate(boxes)), 24.0).near(looked_at)

    assert near == sorted(set(near))
    assert set(near) >= {at for at, box in enumerate(boxes) if box.overlaps(looked_at)}
