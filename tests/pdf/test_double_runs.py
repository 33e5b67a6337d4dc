"""Runs that set the glyphs of others again: what is found by the place is what a look at every run finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import TextRun
from mlcia_check.pdf.pdfium.seen.double_runs import BareRuns


def run(order: int, left: float, text: str = "", font: int = 0, size: float = 10.0, mode: int = 0) -> TextRun:
    return TextRun(
        text, left, 700.0, Box(left, 698.0, left + 40.0, 706.0), size, 1.0, 0, font, 0xFF, mode, 0, order
    )


def test_a_halo_is_the_double_of_its_letters() -> None:
    assert BareRuns([run(2, 72.3)]).double_of(run(1, 72.0, "halo")) == run(2, 72.3)


def test_a_run_elsewhere_or_in_another_font_or_with_letters_is_none() -> None:
    others = [run(2, 78.0), run(3, 72.3, font=1), run(4, 72.3, "own letters"), run(5, 72.3, size=11.0)]
    assert BareRuns(others).double_of(run(1, 72.0, "halo")) is None


bare_runs = st.lists(st.tuples(st.floats(60.0, 90.0), st.integers(0, 1)), max_size=12).map(
    lambda places: [run(order, left, font=font) for order, (left, font) in enumerate(places)]
)


@given(bare_runs, st.floats(60.0, 90.0))
def test_the_first_that_is_painted_counts(runs: list[TextRun], left: float) -> None:
    doubles = [one for one in runs if one.font == 0 and abs(one.box.left - left) < 5.0]
    assert BareRuns(runs).double_of(run(99, left, "letters")) == (doubles[0] if doubles else None)
