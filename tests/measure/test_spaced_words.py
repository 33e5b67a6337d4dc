"""Words whose letters stand apart are found at the beginning of a line."""

from __future__ import annotations

import pytest

from mlcia_check.measure.document.spaced_words import SpacedWords

WORDS = SpacedWords(("Keywords", "Index Terms", "关键词"))


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Keywords: privacy", "Keywords"),
        ("K E Y W O R D S", "K E Y W O R D S"),
        ("  [Keywords] privacy", "  [Keywords"),
        ("IndexTerms—privacy", "IndexTerms"),
        ("【关 键\u3000词】隐私", "【关 键\u3000词"),
        ("Keywordſ", "Keywordſ"),
    ],
)
def test_a_line_that_begins_with_a_word(text: str, begins: str) -> None:
    assert WORDS.end_in(text) == len(begins)


@pytest.mark.parametrize("text", ["", "[", "Key", "Our keywords", "[[Keywords]]", "K-e-y-w-o-r-d-s"])
def test_a_line_that_begins_with_none(text: str) -> None:
    assert WORDS.end_in(text) is None


def test_no_words_begin_no_line() -> None:
    assert SpacedWords(()).end_in("Keywords") is None
