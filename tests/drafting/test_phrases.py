"""The phrases of drafts: all that can be said has its words, the same in both languages."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from mlcia_check.drafting.call.words import EventKind, PaperKind
from mlcia_check.drafting.phrases import PHRASES, Parts, remark, sentence
from mlcia_check.drafting.template.measures import Quantity, Reason, Witness
from mlcia_check.model.rule_pack import Words


@pytest.mark.parametrize("phrase", PHRASES)
def test_both_languages_say_the_same_things(phrase: str) -> None:
    english, chinese = (sorted(re.findall(r"\{(\w+)\}", text)) for text in PHRASES[phrase])
    assert english == chinese


def test_all_that_is_measured_and_read_has_a_name() -> None:
    assert {f"quantity.{quantity}" for quantity in get_args(Quantity)} <= PHRASES.keys()
    assert {f"untold.{reason}" for reason in get_args(Reason) if reason != "none"} <= PHRASES.keys()
    assert {f"evidence.{witness}" for witness in get_args(Witness)} <= PHRASES.keys()
    assert {f"event.{event}" for event in get_args(EventKind) if event != "other"} <= PHRASES.keys()
    assert {f"kind.{kind}" for kind in get_args(PaperKind)} <= PHRASES.keys()


def test_a_remark_is_filled_in_the_language_of_its_reader() -> None:
    read = remark("read", line=3, quote="Papers")
    one = remark("call.one-format", name=Words("ACM's format", "ACM 格式"), where=read)
    assert sentence(one, "en") == "ACM's format (line 3: “Papers”)"
    assert sentence(one, "zh") == "ACM 格式（第 3 行：“Papers”）"
    several = remark("call.several-sizes", sizes=Parts((read, read)))
    assert "“Papers”; line 3" in sentence(several, "en")
    assert "“Papers”；第 3 行" in sentence(several, "zh")
