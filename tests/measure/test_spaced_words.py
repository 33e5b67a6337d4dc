"""Words that begin a line, with white between their letters or in a bracket."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcia_check.measure.document.spaced_words import SpacedWords

NAMES = ("Abstract", "Index Terms", "摘要")
WORDS = SpacedWords(NAMES)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Abstract", ""),
        ("ABSTRACT—We show", "—We show"),
        ("  A B S T R A C T  We", "  We"),
        ("【摘 要】本文", "】本文"),
        ("[ Index  Terms] privacy", "] privacy"),
        ("Abstraction", "ion"),
        ("Abstrac", None),
        ("An abstract", None),
        ("[", None),
        ("", None),
    ],
)
def test_the_end_of_a_word(text: str, rest: str | None) -> None:
    end = WORDS.end(text)
    assert (None if end is None else text[end:]) == rest


SPACED = (r"\s*".join("".join(name.split())) for name in NAMES)
PATTERN = re.compile(rf"\s*[\[【［]?\s*(?:{'|'.join(SPACED)})", re.IGNORECASE)


@given(st.lists(st.sampled_from(["abstract", "ındex terms", "ſ", "s", "摘", "要", " ", "[", "【", "I"])))
def test_as_a_regular_expression(parts: list[str]) -> None:
    text = "".join(parts)
    match = PATTERN.match(text)
    assert WORDS.end(text) == (match.end() if match else None)
