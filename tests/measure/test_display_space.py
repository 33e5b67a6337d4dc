"""White space around display formulas: plain ones, tall ones, and formulas in lines of text."""

from __future__ import annotations

import pytest

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.observed.display_space import display_spaces
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import SpaceKind
from tests.drafts import SIZE, draft, run

EDGE, WIDTH, LEADING = 54.0, 240.0, 11.0
FORMULA = "a = b + c"


def text(
    baseline: float, words: str = "the bound holds for all of the clients", right: float = 294.0
) -> DraftLine:
    """A line of running text with descenders and ascenders, flush left."""
    line = draft(words)
    line.baseline_bp, line.left, line.right = baseline, EDGE, right
    line.bottom, line.top = baseline - 2.0, baseline + 6.5
    line.box = Box(line.left, line.bottom, line.right, line.top)
    return line


def row(
    baseline: float, words: str = FORMULA, *, left: float = 120.0, bottom: float = 0.0, top: float = 6.0
) -> DraftLine:
    """A row of a centred formula whose ink reaches from `bottom` to `top`, both from the baseline."""
    line = draft(words, role="display", left=left)
    line.baseline_bp, line.left, line.right = baseline, left, 2 * EDGE + WIDTH - left
    line.bottom, line.top = baseline + bottom, baseline + top
    line.box = Box(line.left, line.bottom, line.right, line.top)
    line.runs = [run(words, left, baseline, SIZE)]
    return line


def fraction(baseline: float) -> DraftLine:
    """A row whose numerator and denominator stand 6bp above and below."""
    line = row(baseline, bottom=-8.0, top=12.0)
    line.runs = [run("g =", 120.0, baseline, SIZE), run("a", 150.0, baseline + 6.0, SIZE)]
    line.runs.append(run("n", 150.0, baseline - 6.0, SIZE))
    return line


def limits(baseline: float) -> list[DraftLine]:
    """The rows of a sum with limits, as they are read."""
    return [
        row(baseline + 9.2, "∑ n", bottom=-13.8, top=5.0),
        row(baseline, "L(x) = f(x) (1)"),
        row(baseline - 10.5, "i=1"),
    ]


def told(*lines: DraftLine) -> dict[SpaceKind, float]:
    spaces = display_spaces(lines, EDGE, WIDTH, SIZE, LEADING)
    return {space.kind: round(space.distance_bp, 2) for space in spaces}


def test_a_plain_formula_is_measured_from_baseline_to_baseline() -> None:
    assert told(text(700.0), row(685.2), text(670.4)) == {"display-above": 14.8, "display-below": 14.8}


def test_nothing_is_asked_above_a_formula_that_stands_beside_a_short_line() -> None:
    assert told(text(700.0, right=100.0), row(689.0), text(676.1)) == {"display-below": 12.9}


@pytest.mark.parametrize(
    ("white", "measured"),
    [pytest.param(4.85, 15.85, id="as the class leaves"), pytest.param(1.0, 12.0, id="no skip")],
)
def test_the_white_above_a_tall_formula_counts(white: float, measured: float) -> None:
    """Between boxes that are too high for the leading TeX leaves 1pt, and its skip."""
    for rows, height in (([fraction(600.0)], 12.0), (limits(600.0), 14.2)):
        above = text(600.0 + height + white + 2.0)
        assert told(above, *rows, text(570.0)) == {"display-above": measured}


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([text(700.0), row(694.0), text(688.0)], id="a numerator of the line below"),
        pytest.param([text(700.0), row(694.0), text(678.0)], id="a denominator of the line above"),
        pytest.param([text(700.0), row(689.0, left=EDGE), text(678.0)], id="a line of text with a formula"),
        pytest.param([text(700.0), row(689.0, "□"), text(675.0)], id="the square that ends a proof"),
        pytest.param([text(700.0), row(684.0, top=15.0), text(660.0)], id="ink over the line above"),
        pytest.param([text(700.0, "x = 2 y + 3 z - 44"), row(689.0), text(676.0)], id="a formula above"),
        pytest.param([row(689.0), text(676.0)], id="the first line of a column"),
    ],
)
def test_what_is_no_formula_of_its_own_is_not_measured(lines: list[DraftLine]) -> None:
    assert told(*lines) == {}


def test_words_in_a_formula_are_part_of_it() -> None:
    """Of "f(x) = { 1 if x > 0, 0 otherwise." the last row is read as running text."""
    otherwise = text(678.0, "0 otherwise.")
    otherwise.left, otherwise.right = 140.0, 208.0
    assert told(text(700.0), row(684.2), otherwise, text(660.0)).get("display-below") is None


@pytest.mark.parametrize(
    ("words", "left", "right", "measured"),
    [
        pytest.param(FORMULA, 130.0, 218.0, True, id="a centred formula"),
        pytest.param(f"{FORMULA} (12)", 130.0, 294.0, True, id="a formula with a number"),
        pytest.param("that |E| <= e.", 70.0, 114.0, False, id="the last line of a paragraph"),
        pytest.param("{a, b, c} with a = b", 70.0, 256.0, False, id="the first line of a paragraph"),
    ],
)
def test_a_formula_is_centred_or_numbered(words: str, left: float, right: float, measured: bool) -> None:
    formula = row(685.2, words, left=left)
    formula.right = right
    assert bool(told(text(700.0), formula, text(670.4))) == measured
