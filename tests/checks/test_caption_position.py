"""Captions above or below their figures and tables, one by one and in stacks."""

from __future__ import annotations

from typing import Final

import pytest

from mlcia_check.checks.layout.caption_position import Params, Side, check
from mlcia_check.measure import measure
from mlcia_check.model.answers import Breach, NotApplicable
from mlcia_check.model.measured_paper import Paper
from mlcia_check.pdf import reader
from tests.packs import pack_at
from tests.set_paper import Format, Setter

WORDS: Final = pack_at("mlcia-2022").vocabulary


class Floats(Setter):
    """Sets a drawing, or the rows of a table between rules, under or over its caption."""

    def stack(self, *floats: str) -> Floats:
        """Set floats in a stack: "F_" is a figure with its caption below, "^T" a table with it above."""
        height = sum(118.0 for _ in floats)
        if self._column >= self._format.columns or self._y - height < self._format.bottom:
            self._next_column()
        for number, one in enumerate(floats, 1):
            label = "Table" if "T" in one else "Figure"
            caption = f"{label} {number}: What the {number} servers answered."
            if one.startswith("^"):
                self._line([caption], 8.966, 10.0, 0.0, justified=False)
            self._content(rows=one.strip("^_") == "T")
            if one.endswith("_"):
                self._space(8.0)
                self._line([caption], 8.966, 10.0, 0.0, justified=False)
            self._space(14.0)
        return self

    def _content(self, *, rows: bool) -> None:
        x, top, content = self._x + 20.0, self._y, self._pages[-1]
        if rows:
            for rule in (top, top - 14.0, top - 64.0):
                content.append(f"{x:.2f} {rule:.2f} 200 0.4 re f\n")
            for row in range(5):
                self._show(
                    f"setting {row}       {row * 7}.{row}", x + 4.0, top - 10.0 - 12.5 * row, 8.0, "R", 0.0
                )
            self._y -= 64.0
        else:
            content.append(f"{x:.2f} {top - 70:.2f} 200 70 re S\n")
            content.append(f"{x + 4:.2f} {top - 66:.2f} m {x + 190:.2f} {top - 8:.2f} l S\n")
            self._y -= 70.0


def paper(*floats: str, before: int = 0) -> Paper:
    """A paper with a stack of floats at the top of a column, or amid its text."""
    setter = Floats(Format())
    setter.title("Counting What an Answer Costs").heading("1 Introduction").text(94 + before)
    setter.stack(*floats).text(60)
    return measure(reader.read(setter.heading("References").entries(10).pdf()), WORDS)


def wrong(measured: Paper, figures: Side = "below", tables: Side = "above") -> dict[str, object]:
    answers = list(check(measured, Params(figures, tables)))
    assert all(isinstance(answer, Breach) for answer in answers)
    return {answer.case: answer.measured for answer in answers if isinstance(answer, Breach)}


@pytest.mark.parametrize("before", [0, 12])
@pytest.mark.parametrize(
    ("floats", "found"),
    [
        (("F_",), {}),
        (("^T",), {}),
        (("F_", "F_"), {}),
        (("^T", "^T"), {}),
        (("F_", "^T"), {}),
        (("^T", "F_"), {}),
        (("^F",), {"figures-below": 1}),
        (("T_",), {"tables-above": 1}),
        (("^F", "^F"), {"figures-below": 2}),
        (("T_", "T_"), {"tables-above": 2}),
        (("F_", "T_"), {"tables-above": 1}),
        (("^F", "^T"), {"figures-below": 1}),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else None,
)
def test_the_side_of_a_caption(floats: tuple[str, ...], found: dict[str, int], before: int) -> None:
    measured = paper(*floats, before=before)
    assert len(measured.captions) == len(floats)
    assert wrong(measured) == found


def test_a_pack_may_want_it_the_other_way_round() -> None:
    measured = paper("^F", "^T")
    assert wrong(measured, figures="above", tables="above") == {}
    assert wrong(measured, figures="above", tables="below") == {"tables-below": 1}
    assert wrong(measured, figures="either", tables="either") == {}


def test_a_caption_between_two_floats_may_be_either_s() -> None:
    """A drawing, a caption, a drawing, and text at both ends: no one can tell."""
    measured = paper("F_", "F")
    assert [caption.side for caption in measured.captions] == ["unknown"]
    assert list(check(measured, Params("below", "above"))) == [NotApplicable("no-captions")]


def test_a_paper_without_floats() -> None:
    assert list(check(paper(), Params("below", "above"))) == [NotApplicable("no-captions")]
