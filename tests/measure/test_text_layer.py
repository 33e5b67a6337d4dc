"""Characters that print nothing are found on a page, whichever they are."""

from __future__ import annotations

import pytest

from mlcia_check.measure.observed.text_layer import _UNPRINTED, unprinted_words
from mlcia_check.model.pdf_facts import PageFacts
from tests.drafts import run

ALL = [chr(code) for code in range(0x110000) if _UNPRINTED.search(chr(code))]


def page(text: str) -> PageFacts:
    return PageFacts(1, 612.0, 792.0, 0, 1.0, (run(text, 60.0, 700.0, 9.0),), ())


def test_each_character_is_found() -> None:
    assert {"\u200b", "\u202e", "\ufeff", "\U000e0041"} < set(ALL)
    for character in ALL:
        assert list(unprinted_words(page(f"in line{character} with"))), hex(ord(character))


@pytest.mark.parametrize("text", ["in line with", "a line's own hyphen\ufffe", "naïve – 隐私", "\x10 \r"])
def test_other_characters_print(text: str) -> None:
    assert not list(unprinted_words(page(text)))
