"""Properties of the geometry that every measure rests on."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from mlcia_check.measure.lines.gutters import coverage, page_gutters
from mlcia_check.measure.lines.rows import extents
from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import TextRun
from mlcia_check.pdf.matrix import IDENTITY, inverse, map_box, then, view
from mlcia_check.support.modes import mode, outermost

coordinates = st.floats(-2000, 2000, allow_nan=False, width=32)
lengths = st.floats(1, 2000, allow_nan=False, width=32)
turns = st.integers(0, 3)
units = st.floats(0.125, 10, allow_nan=False, width=32)
intervals = st.lists(st.tuples(coordinates, lengths).map(lambda p: (p[0], p[0] + p[1])), max_size=20)


@given(coordinates, coordinates, lengths, lengths, turns, units, coordinates, coordinates)
def test_what_is_seen_leads_back_to_the_page(
    left: float, bottom: float, width: float, height: float, turn: int, unit: float, x: float, y: float
) -> None:
    to_view = view(left, bottom, left + width, bottom + height, turn, unit)
    assert then(to_view, inverse(to_view)) == pytest.approx(IDENTITY, abs=1e-9)
    box = Box(x, y, x + width, y + height)
    there_and_back = map_box(inverse(to_view), *map_box(to_view, *box))
    assert tuple(there_and_back) == pytest.approx(tuple(box), abs=1e-6)


@given(coordinates, coordinates, lengths, lengths, turns, units)
def test_a_page_is_seen_from_its_corner(
    left: float, bottom: float, width: float, height: float, turn: int, unit: float
) -> None:
    shown = map_box(
        view(left, bottom, left + width, bottom + height, turn, unit),
        left,
        bottom,
        left + width,
        bottom + height,
    )
    across, up = (height, width) if turn % 2 else (width, height)
    assert (shown.left, shown.bottom) == pytest.approx((0.0, 0.0), abs=1e-2)
    assert (shown.right, shown.top) == pytest.approx((across * unit, up * unit), rel=1e-3, abs=1e-2)


@given(coordinates, coordinates, lengths, lengths)
def test_four_quarter_turns_are_none(left: float, bottom: float, width: float, height: float) -> None:
    m = IDENTITY
    for _ in range(4):
        m = then(m, (0.0, 1.0, -1.0, 0.0, 0.0, 0.0))
    assert map_box(m, left, bottom, left + width, bottom + height) == Box(
        left, bottom, left + width, bottom + height
    )


@given(st.lists(coordinates, min_size=1, max_size=60), st.floats(0.1, 50))
def test_the_mode_is_one_of_the_values_and_no_window_is_denser(values: list[float], window: float) -> None:
    found = mode(values, window)
    assert found is not None
    assert found.value in values
    assert found.total == len(values)
    assert found.count == max(sum(low <= v <= low + window for v in values) for low in values)


@given(st.lists(coordinates, min_size=1, max_size=60), st.floats(0.1, 50))
def test_the_mode_does_not_depend_on_order(values: list[float], window: float) -> None:
    shuffled = sorted(values, key=lambda v: math.sin(v * 12.9898))
    assert mode(shuffled, window) == mode(values, window)


@given(st.lists(coordinates, min_size=1, max_size=60), st.floats(0.1, 50), st.integers(1, 5))
def test_nothing_shared_lies_further_out_than_the_outermost(
    values: list[float], window: float, fewest: int
) -> None:
    found = outermost(values, window, fewest)
    needed = max(fewest, 0.15 * len(values))
    if found is None:
        assert all(sum(low <= v <= low + window for v in values) < needed for low in values)
    else:
        assert found.count >= needed
        assert all(
            sum(low <= v <= low + window for v in values) < needed
            for low in values
            if low + window < found.value
        )


def run(left: float, right: float) -> TextRun:
    box = Box(left, 0.0, right, 6.0)
    return TextRun("x", left, 0.0, box, 9.0, 1.0, 0, 0, 0xFF, 0, 0, 0)


@given(intervals, st.floats(0, 30))
def test_a_row_covers_all_its_runs_and_its_stretches_stand_apart(
    stretches: list[tuple[float, float]], gap: float
) -> None:
    row = [run(left, right) for left, right in sorted(stretches)]
    covered = extents(row, gap)
    assert all(any(low <= left and right <= high for low, high in covered) for left, right in stretches)
    assert all(b[0] - a[1] >= gap for a, b in itertools.pairwise(covered))


@given(intervals, st.floats(0, 30))
def test_stretches_of_some_sizes_leave_the_other_runs_out(
    stretches: list[tuple[float, float]], gap: float
) -> None:
    row = [run(left, right) for left, right in sorted(stretches)]
    beside = [structs.replace(run(left, right), size_bp=5.0) for left, right in sorted(stretches)]
    mixed = sorted([*row, *beside], key=lambda one: one.x_bp)
    assert extents(mixed, gap, (8.0, 10.0)) == extents(row, gap)


@given(st.integers(100, 260), st.integers(9, 60), st.integers(100, 260), st.integers(20, 80))
def test_two_columns_have_one_gutter(left_width: int, gutter: int, right_width: int, rows: int) -> None:
    left, right = (
        (20.0, 20.0 + left_width),
        (20.0 + left_width + gutter, 20.0 + left_width + gutter + right_width),
    )
    covered = coverage([[left, right]] * rows, right[1] + 20)
    (strip,) = page_gutters(covered)
    assert strip.left == pytest.approx(left[1], abs=1.5)
    assert strip.right == pytest.approx(right[0], abs=1.5)


@given(st.integers(200, 560), st.integers(20, 80))
def test_one_column_has_no_gutter(width: int, rows: int) -> None:
    assert page_gutters(coverage([[(20.0, 20.0 + width)]] * rows, width + 40.0)) == ()
