"""How a caption begins."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcia_check.measure.roles.captions import CaptionPattern

LABELS = ("Figure", "Fig.", "Table", "图", "表")
PATTERN = CaptionPattern(LABELS)

WHOLE = re.compile(
    r"^(?i:(?:Figure|Table|Fig\.|图|表)\s*[A-Z]?)\.?(?:\d+(?:\.\d+)*|[IVXL]+(?=[:.]|$))\s*"
    r"(?P<mark>[:.：．]|\s{2}|$|(?=[　\u4e00-\u9fff]))"
)
"""The same as one pattern, which is slow to compile."""


@pytest.mark.parametrize(
    "text",
    [
        "Figure 3: What",
        "FIG. 3.1.",
        "Table A2",
        "TABLE IV: What",
        "TABLE VII",
        "表 2　结果",
        "表2结果",
        "图 3．系统",
        "Figure 3  What",
        "Fig. 3",
    ],
)
def test_labels_that_are_set_apart_begin_a_caption(text: str) -> None:
    assert PATTERN.match(text)


@pytest.mark.parametrize(
    "text", ["Figure 3 shows", "Table I shows", "Figure 3 – 5", "Figure", "Figure 3 “what”", "a Table 2: x"]
)
def test_mentions_do_not(text: str) -> None:
    assert not PATTERN.match(text)


PIECES = st.sampled_from(
    [*LABELS, "3", "12", "I", "XIV", ".", ".1", ":", "：", " ", "\u3000", "\u2003", "–", "系统", "shows", "é"]
)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_matches_are_those_of_one_pattern(text: str) -> None:
    found, wanted = PATTERN.match(text), WHOLE.match(text)
    assert bool(found) == bool(wanted)
    if found and wanted:
        assert (found[0], found["mark"] or "") == (wanted[0], wanted["mark"])
