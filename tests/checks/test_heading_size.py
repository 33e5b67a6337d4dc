"""The sizes of the title and of headings against a format's bounds."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

import mlcia_check
from mlcia_check.checks.type.heading_size import Params, check
from mlcia_check.measure import measure
from mlcia_check.model.answers import Breach
from mlcia_check.model.measured_paper import Paper
from mlcia_check.pdf import reader
from mlcia_check.rulebook import load_pack
from tests.fixtures_table import fixture
from tests.packs import pack_at
from tests.set_paper import Format, Setter

WORDS: Final = pack_at("mlcia-2022").vocabulary


class Headed(Setter):
    """Sets headings in sizes of their own, also with small capitals."""

    def headed(self, text: str, size: float, *, small_capitals: bool = False) -> Headed:
        """Set a heading; in small capitals, all letters but the first of each word are smaller."""
        self._space(8.0)
        if small_capitals:
            label, *words = text.upper().split()
            self._show(label, self._x, self._y, size, "B", 0.0)
            x = self._x + size * len(label)
            for word in words:
                self._show(word[0], x, self._y, size, "B", 0.0)
                self._show(word[1:], x + 0.75 * size, self._y, 0.8 * size, "B", 0.0)
                x += 0.75 * size + 0.6 * size * len(word)
            self._y -= 16.0
        else:
            self._line([text], size, 16.0, 0.0, font="B", justified=False)
        self._space(3.0)
        return self


def pdf(sections: float = 12.0, subsections: float = 11.0, *, small_capitals: bool = False) -> bytes:
    setter = Headed(Format())
    setter.title("Counting What an Answer Costs")
    for number in range(1, 4):
        roman = ("I.", "II.", "III.", "IV.")[number]
        label = roman if small_capitals else str(number)
        setter.headed(f"{label} Results Again", sections, small_capitals=small_capitals).text(20)
        setter.headed(f"{number}.1 Setting", subsections).text(20)
    return setter.heading("References").entries(12).pdf()


def measured(data: bytes) -> Paper:
    return measure(reader.read(data), WORDS)


def bounds(**kinds: tuple[float, float]) -> Params:
    least = {kind: values[0] for kind, values in kinds.items()}
    most = {f"{kind}_most": values[1] for kind, values in kinds.items()}
    return Params(0.3, **least, **most)


def cases(paper: Paper, params: Params) -> list[tuple[object, str]]:
    answers = list(check(paper, params))
    return [(one.detail["what_en"], one.case) for one in answers if isinstance(one, Breach)]


def test_sizes_within_bounds() -> None:
    wanted = bounds(title=(16.0, 18.0), sections=(11.95, 12.0), subsections=(10.9, 11.0))
    assert cases(measured(pdf()), wanted) == []
    assert cases(measured(pdf()), Params(0.3)) == []


@pytest.mark.parametrize(
    ("params", "found"),
    [
        (bounds(title=(18.0, 20.0)), [("the title", "small")]),
        (bounds(title=(12.0, 14.0)), [("the title", "large")]),
        (bounds(sections=(13.0, 14.0)), [("section headings", "small")]),
        (bounds(subsections=(9.0, 10.0)), [("subsection headings", "large")]),
    ],
)
def test_sizes_out_of_bounds(params: Params, found: list[tuple[str, str]]) -> None:
    assert cases(measured(pdf()), params) == found


def test_one_heading_changes_nothing() -> None:
    setter = Headed(Format())
    setter.title("Counting What an Answer Costs")
    for size in (12.0, 12.0, 10.5):
        setter.headed("1 Results Again", size).text(30)
    paper = measured(setter.heading("References").entries(12).pdf())
    assert cases(paper, bounds(sections=(12.0, 12.0))) == []


def test_small_capitals_have_the_size_of_their_capitals() -> None:
    paper = measured(pdf(sections=14.0, small_capitals=True))
    headings = [one for one in paper.sections if one.number in ("II", "III", "IV")]
    assert [round(one.size_bp) for one in headings] == [14] * len(headings)
    assert headings


@pytest.mark.parametrize(
    ("name", "title", "sections"), [("sigconf", 17.2, 10.9), ("chinese-xecjk", 17.2, 10.9)]
)
def test_acm_s_class(name: str, title: float, sections: float) -> None:
    paper = measured(fixture(name).read_bytes())
    assert cases(paper, bounds(title=(title, title), sections=(sections, sections))) == []
    wrong = bounds(title=(title + 1, 30.0), sections=(sections + 1, 30.0))
    assert cases(paper, wrong) == [("the title", "small"), ("section headings", "small")]


def test_a_second_reader_confirms_it(tmp_path: Path) -> None:
    pack = tmp_path / "venue.yaml"
    pack.write_text(
        "extends: acm-sigconf\ntitle: {en: A venue, zh: 某会议}\n"
        "format:\n  headings: {title: 18pt, section: 13pt, subsection-most: 12pt}\n",
        encoding="utf-8",
    )
    document = mlcia_check.check(pdf(), load_pack(str(pack)))
    found = [one for one in document.findings if one.rule == "heading-size"]
    assert [(one.severity, one.confirmed) for one in found] == [("error", True), ("error", True)]
    assert found[0].message == "The type of the title is 17.06pt; the format's is at least 18.00pt."
