"""Measured papers for tests of checks and rules: plain ones, and plain ones with something changed."""

from __future__ import annotations

from typing import Any

from msgspec import structs

from mlcia_check.checks.registry import CHECKS
from mlcia_check.model.answers import Answer, Breach
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import (
    BodyType,
    MeanSpacing,
    PageMeasure,
    PagesSpent,
    Paper,
    Reference,
    TextSetting,
)
from mlcia_check.model.pdf_facts import Font, Structure
from mlcia_check.model.rule_pack import Rule
from tests.packs import pack_at

LETTER = (612.0, 792.0)
LEADING = 10.959
BODY_SETTING = TextSetting(
    role="body",
    lines=100,
    full=80,
    size_bp=8.966,
    horizontal_scale=1.0,
    line_characters=64.7,
    blank_share=0.16,
    tracking=MeanSpacing(0.0, 0.0),
    word_space=MeanSpacing(0.254, 0.005),
    distances_bp=(LEADING,) * 100,
)
"""How the running text of a paper by the class is set."""

FONT = Font("LinLibertineT", embedded=True)


def page(number: int = 1, size: tuple[float, float] = LETTER, **changes: Any) -> PageMeasure:
    """A two-column page of running text."""
    plain = PageMeasure(number, *size, kind="text", columns=2, unmapped=0, characters=5000)
    return structs.replace(plain, **changes)


def paper(pages: int = 2, **changes: Any) -> Paper:
    """A paper of the default pack's format, without fault, with one reference and no lines of text."""
    plain = Paper(
        pages=tuple(page(number) for number in range(1, pages + 1)),
        lines=(),
        columns=(),
        body=BodyType("LinLibertineO", 8.966, 10.959, 1.0),
        text_block=Box(53.8, 82.0, 558.2, 705.6),
        column_width_bp=240.25,
        column_gap_bp=23.91,
        sections=(),
        references=(Reference(pages, Box(318.0, 100.0, 558.0, 107.0), "1", "A. Author. A title.", 6.97),),
        budget=PagesSpent(pages, float(pages), 0.0, 0.0),
        fonts=(FONT,),
        font_uses=(),
        structure=Structure(),
    )
    return structs.replace(plain, **changes)


def rule(rule_id: str, pack: str = "mlcia-2022") -> Rule:
    return next(rule for rule in pack_at(pack).rules if rule.id == rule_id)


def answers(rule_id: str, measured: Paper, pack: str = "mlcia-2022", **params: Any) -> list[Answer]:
    """What the check of a rule of a pack answers, with some of its parameters changed."""
    asked = rule(rule_id, pack)
    return list(CHECKS[asked.check].check(measured, structs.replace(asked.params, **params)))


def breaches(rule_id: str, measured: Paper, **params: Any) -> list[Breach]:
    """The breaches among `answers`."""
    return [answer for answer in answers(rule_id, measured, **params) if isinstance(answer, Breach)]
