"""Patterns that are compiled late, and without marks that a text does not have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcia_check.measure.document import citations, keywords, part_labels
from mlcia_check.support.late_pattern import LatePattern, MarksPattern

PATTERNS = [
    value
    for module in (citations, keywords, part_labels)
    for value in vars(module).values()
    if isinstance(value, MarksPattern)
]

TEXTS = st.lists(
    st.sampled_from([*",;:.[]()-|$ \t1239aZ§", "–", "，", "；", "【", "］", "~", "第", "·"]), max_size=12
)


def test_a_pattern_is_compiled_when_it_is_used() -> None:
    broken = LatePattern("(")
    with pytest.raises(Exception, match="unterminated"):
        broken.search("x")


@given(TEXTS.map("".join))
def test_the_marks_of_a_text_change_nothing_of_what_is_found(text: str) -> None:
    assert len(PATTERNS) > 5
    for pattern in PATTERNS:
        whole = pattern.compiled
        assert [match.span() for match in pattern.finditer(text)] == [
            match.span() for match in whole.finditer(text)
        ]
        assert pattern.split(text) == whole.split(text)
        assert pattern.sub("<>", text) == whole.sub("<>", text)
        assert bool(pattern.match(text)) == bool(whole.match(text))
