"""Which template a paper follows: told by its measures and marks, never where the format is kept."""

from __future__ import annotations

import re
from typing import Any

import pytest
from msgspec import structs

from mlcia_check.checks.layout.template import is_own
from mlcia_check.model.answers import Breach
from mlcia_check.model.geometry import Box
from mlcia_check.model.lengths import UNITS
from mlcia_check.model.measured_paper import BodyType, Column, Unmeasured
from mlcia_check.model.pdf_facts import Structure
from tests.fixtures_table import expected
from tests.papers import answers, page, paper, rule
from tests.venues.packs_of_venues import venue_pack

TEMPLATES = rule("template").params.templates


def told(**changes: Any) -> list[str]:
    """The template that is told of a paper of the format with something changed."""
    found = answers("template", structs.replace(paper(), **changes))
    return [str(answer.measured) for answer in found if isinstance(answer, Breach)]


def one_column(
    width: float, size: float, leading: float, font: str = "LinLibertineT", **more: Any
) -> list[str]:
    return told(
        pages=(page(1, columns=1), page(2, columns=1)),
        body=BodyType(font, size, leading, 1.0),
        columns=tuple(
            Column(number, 0, 30, 100.0, 100.0 + width, 687.0, 139.0, leading) for number in (1, 2)
        ),
        column_gap_bp=Unmeasured("too-few-lines"),
        **more,
    )


def sigplan(top: float = 710.0, **changes: Any) -> list[str]:
    columns = tuple(
        Column(number, index, 40, left, left + 240.1, top, 76.4, 11.955)
        for number in (1, 2)
        for index, left in enumerate((54.0, 318.0))
    )
    body = BodyType("LinLibertineT", 9.963, 11.955, 1.0)
    return told(**({"columns": columns, "body": body, "text_block": Box(54.0, 76.4, 558.0, top)} | changes))


def test_a_paper_of_the_format_follows_no_other() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("width", "size", "leading", "font", "name"),
    [
        (428.4, 8.97, 13.70, "LinLibertineT", "acmart's manuscript"),
        (391.7, 8.97, 13.70, "LinLibertineT", "acmart's manuscript"),
        (450.7, 9.96, 11.96, "LinLibertineT", "acmart's acmlarge"),
        (345.6, 9.96, 11.96, "CMR10", "Springer's LNCS"),
        (343.2, 9.96, 11.96, "CMR10", "LaTeX's article"),
        (396.0, 9.96, 10.91, "NimbusRomNo9L-Regu", "the NeurIPS style"),
    ],
)
def test_one_column_templates(width: float, size: float, leading: float, font: str, name: str) -> None:
    assert one_column(width, size, leading, font) == [name]


def test_one_column_across_sigconfs_block_is_no_template() -> None:
    assert one_column(504.4, 8.97, 10.96) == []


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({}, ["acmart's sigplan"]),
        ({"top": 698.4}, []),
        ({"top": 708.5}, []),
        ({"body": BodyType("LinLibertineT", 9.963, 11.4, 1.0)}, []),
        ({"body": BodyType("CMR10", 9.963, 11.955, 1.0)}, []),
        (
            {
                "body": BodyType("CMR10", 9.963, 11.955, 1.0),
                "structure": Structure(creator="LaTeX with acmart 2022/10/24 v1.88"),
            },
            ["acmart's sigplan"],
        ),
        ({"body": BodyType("NimbusRomNo9L-Regu", 9.963, 11.955, 1.0)}, ["the USENIX style"]),
        ({"body": Unmeasured("too-little-text")}, []),
    ],
)
def test_all_measures_and_one_mark_must_fit(changes: dict[str, Any], names: list[str]) -> None:
    assert sigplan(**changes) == names


def test_acms_word_template_follows_no_other() -> None:
    assert sigplan(708.5, body=BodyType("LinLibertine", 9.0, 10.95, 1.0)) == []


def test_every_template_states_enough_to_be_known() -> None:
    for template in TEMPLATES:
        stated = [
            name
            for name in ("paper", "columns", "width", "gap", "left", "top", "size", "leading")
            if getattr(template, name) is not None
        ]
        assert len(stated) + bool(template.fonts or template.creators) >= 2, template.name.en


SMALL = {
    "name_en": "acmart's acmsmall",
    "name_zh": "acmart 的 acmsmall",
    "look_en": "one column of 394bp, 6.75 x 10in",
    "look_zh": "单栏，栏宽 394bp，6.75 x 10in",
}


def test_a_template_that_is_told_names_itself_in_both_languages() -> None:
    [answer] = answers(
        "template",
        structs.replace(
            paper(),
            pages=(page(1, (486.0, 720.0), columns=1),) * 2,
            columns=(Column(1, 0, 30, 45.8, 440.2, 625.4, 80.0, 11.96),),
        ),
    )
    assert isinstance(answer, Breach)
    assert (answer.case, answer.detail) == ("sibling", SMALL)
    assert structs.asdict(answer)["pages"] == ()


def test_no_conforming_fixture_is_expected_to_follow_another_template() -> None:
    assert not {name for name, row in expected().items() if "template" in row.infos and row.verdict == "pass"}


def test_the_looks_of_a_template_are_its_own_measures() -> None:
    for template in TEMPLATES:
        stated = {
            f"{number:g}"
            for bp in (*(template.paper or ()), template.width, template.gap, template.size, template.leading)
            if bp is not None
            for unit in UNITS.values()
            for number in (round(bp / unit), round(bp / unit, 1), round(bp / unit, 2), round(bp / unit, 3))
        }
        told = set(re.findall(r"[0-9.]+(?=pt|bp|in|cm)", template.look.en))
        assert told <= stated | UNSTATED.get(template.name.en, set()), template.name.en


UNSTATED = {
    "the IEEE conference template": {"10", "12"},
    "the IEEE conference template, earlier version": {"10"},
    "the ACL style": {"13.6"},
    "the USENIX style": {"12"},
    "the ICML style": {"11"},
}
"""Sizes and leadings that a template shows and that are not compared: Word's versions differ by a little."""


@pytest.mark.parametrize("name", ["ieee-conference", "usenix-security", "llncs", "acl-review"])
def test_the_format_s_own_template_is_no_other(name: str) -> None:
    params = next(one for one in venue_pack(name).rules if one.id == "template").params
    own = [template.name.en for template in params.templates if is_own(template, params)]
    assert own == OWN[name]


OWN = {
    "ieee-conference": ["the IEEE conference template"],
    "usenix-security": ["acmart's sigplan", "the USENIX style"],
    "llncs": ["Springer's LNCS"],
    "acl-review": ["the ACL style"],
}
"""Templates whose measures are the format's. sigplan has the measures of USENIX, in another typeface."""
