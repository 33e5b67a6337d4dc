"""What a final paper must show and a submission leaves out."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from mlcia_check.checks.anonymity.final_parts import Params, Part, check
from mlcia_check.measure import measure
from mlcia_check.model.answers import Breach, Doubt
from mlcia_check.pdf import reader
from mlcia_check.rulebook import load_pack
from tests.fixtures_table import fixture
from tests.packs import pack_at
from tests.papers import paper
from tests.set_paper import Format, Setter

WORDS: Final = pack_at("mlcia-2022").vocabulary
EVERY: Final[tuple[Part, ...]] = ("authors", "rights", "reference-format")


@cache
def params(*parts: Part) -> Params:
    """What a pack asks that states these parts."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "venue.yaml")
        path.write_text(
            "extends: base\ntitle: {en: A venue, zh: 某会议}\n"
            f"format:\n  final: {{parts: [{', '.join(parts)}]}}\n",
            encoding="utf-8",
        )
        asked = next(rule for rule in load_pack(str(path)).rules if rule.id == "final-parts")
    assert asked.severity == "error"
    assert isinstance(asked.params, Params)
    return asked.params


def missing(data: bytes, *parts: Part) -> list[str]:
    """What the rule says is missing."""
    answers = list(check(measure(reader.read(data), WORDS), params(*parts or EVERY)))
    assert all(isinstance(answer, Breach) for answer in answers)
    return [str(answer.detail["parts_en"]) for answer in answers if isinstance(answer, Breach)]


@pytest.mark.parametrize(
    ("name", "absent"),
    [
        ("sigconf", []),
        ("chinese-xecjk", []),
        ("many-authors", []),
        ("anonymous-review", ["the authors"]),
        ("anonymous-careless", ["the authors"]),
        ("anonymous-careful", ["the authors"]),
        ("office", ["the rights block, the reference format"]),
    ],
)
def test_acm_s_papers(name: str, absent: list[str]) -> None:
    assert missing(fixture(name).read_bytes()) == absent


class Signed(Setter):
    """Sets papers with authors under the title, and a line at the foot of the first page."""

    def signed(self, *authors: str, foot: str = "") -> Signed:
        self._new_page()
        self._show("Counting What an Answer Costs", self._format.left + 60.0, 690.0, 17.0, "B", 0.0)
        for number, author in enumerate(authors):
            self._show(author, self._format.left + 180.0, 665.0 - 13.0 * number, 11.0, "R", 0.0)
        if foot:
            self._show(foot, self._format.left, 40.0, 8.0, "R", 0.0)
        self._y = self._column_top = 600.0
        return self


def signed(*authors: str, foot: str = "") -> bytes:
    setter = Signed(Format()).signed(*authors, foot=foot)
    return setter.heading("Abstract").text(90).heading("References").entries(10).pdf()


@pytest.mark.parametrize(
    ("authors", "are_named"),
    [
        (("Alice Moreau", "University of Lyon, France"), True),
        (("Wang Ming, Li Hua",), True),
        (("A. Moreau and B. Takeda",), True),
        ((), False),
        (("Anonymous Author(s)",), False),
        (("Anonymous Submission", "Paper ID 1234"), False),
        (("Anonymized for Review",), False),
        (("A Longer Look at Servers", "Anonymous"), False),
    ],
)
def test_authors_are_named_or_not(authors: tuple[str, ...], are_named: bool) -> None:
    assert missing(signed(*authors), "authors") == ([] if are_named else ["the authors"])


@pytest.mark.parametrize(
    ("foot", "is_there"),
    [
        ("978-1-6654-0000-0/22/$31.00 2022 IEEE", True),
        ("Copyright 2022 held by the owners. Publication rights licensed to a publisher.", True),
        ("Permission to make digital or hard copies of all or part of this work is granted.", True),
        ("(c) 2022 The Authors", True),
        ("This work is licensed under a Creative Commons licence.", True),
        ("Supported by a grant of the research council.", False),
        ("", False),
    ],
)
def test_rights(foot: str, is_there: bool) -> None:
    assert missing(signed("Alice Moreau", foot=foot), "rights") == ([] if is_there else ["the rights block"])


def test_prose_about_copyright_is_no_rights_block() -> None:
    setter = Signed(Format()).signed("Alice Moreau").heading("Abstract")
    setter.text(6, opening="Copyright and permission to copy a work are").text(80)
    assert missing(setter.heading("References").entries(10).pdf(), "rights") == ["the rights block"]


def test_without_a_title_it_is_not_known() -> None:
    [answer] = check(paper(), params("authors"))
    assert isinstance(answer, Doubt)
