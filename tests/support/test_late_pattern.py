"""Patterns that are compiled late, and without marks that a text does not have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcia_check.checks import hidden_phrases
from mlcia_check.measure.document import citation_brackets, citations, entry_labels, keywords, part_labels
from mlcia_check.support.late_pattern import LatePattern, MarksPattern

PATTERNS = [
    value
    for module in (hidden_phrases, citation_brackets, citations, entry_labels, keywords, part_labels)
    for value in vars(module).values()
    if isinstance(value, MarksPattern)
]

PIECES = [*",;:.[]()-|$ \t1239aZ§", "–", "，", "；", "【", "］", "~", "第", "·", "．", "€"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12)


def test_a_pattern_is_compiled_when_it_is_used() -> None:
    broken = LatePattern("(")
    with pytest.raises(Exception, match="unterminated"):
        broken.search("x")


@given(TEXTS.map("".join))
def test_the_marks_of_a_text_change_nothing_of_what_is_found(text: str) -> None:
    assert len(PATTERNS) > 8
    for pattern in PATTERNS:
        whole = pattern.compiled
        assert [match.span() for match in pattern.finditer(text)] == [
            match.span() for match in whole.finditer(text)
        ]
        assert pattern.split(text) == whole.split(text)
        assert pattern.sub("<>", text) == whole.sub("<>", text)
        assert [
            bool(found) for found in (pattern.match(text), pattern.search(text), pattern.fullmatch(text))
        ] == [bool(found) for found in (whole.match(text), whole.search(text), whole.fullmatch(text))]
