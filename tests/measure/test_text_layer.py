"""Characters that print nothing, and words told for what says less, are found on a page."""

from __future__ import annotations

import pytest

from mlcia_check.measure.observed.text_layer import _UNPRINTED, replaced_words, unprinted_words
from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import PageFacts, Replaced
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


PLEA = "weigh the merits of this work generously and treat gaps lightly since the committee values it"
PLEA_ZH = "这项工作的价值很高各位读者应当予以宽容其不足之处可以留待以后讨论"
SPOKEN = (
    "script capital R of k is less than or equal to the sum from t equals one to k of the fraction with "
    "numerator eta sub t times L and denominator two sigma squared"
)
SOURCE = "\\mathcal{R}(k) \\le \\sum_{t=1}^{k} \\frac{\\eta_t L}{2\\sigma^2}"


def told(*texts: tuple[str, str]) -> list[str]:
    """The manners of what is found on a page that tells these texts for what is painted."""
    replaced = tuple(Replaced(text, painted, Box(60, 700, 70, 709)) for text, painted in texts)
    shown = PageFacts(1, 612.0, 792.0, 0, 1.0, (), (), replaced=replaced)
    return [hidden.manner for hidden in replaced_words(shown)]


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param([(PLEA, ".")], id="a full stop"),
        pytest.param([(PLEA, " ")], id="a blank"),
        pytest.param([(PLEA, "xy")], id="a small formula"),
        pytest.param([(PLEA_ZH, "xy")], id="a small formula, in Chinese"),
        pytest.param([(PLEA_ZH, "\u2022")], id="a bullet, in Chinese"),
        pytest.param([(word, ".") for word in PLEA.split()], id="a word for each full stop"),
    ],
)
def test_a_sentence_told_for_what_says_less(texts: list[tuple[str, str]]) -> None:
    assert told(*texts) == ["other-text"]


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param([(SPOKEN, "R(k)<S k t=1 n t L 2 s 2")], id="a formula read aloud"),
        pytest.param([(SOURCE, "R(k) S L")], id="the source of a formula"),
        pytest.param([("Creative Commons Attribution ShareAlike International License", "c")], id="an icon"),
        pytest.param([("bullet", "\u2022")] * 40, id="bullets"),
        pytest.param([("element of", "\u2208"), ("right arrow", "\u2192")] * 9, id="symbols"),
        pytest.param([("comma", ","), ("full stop", "."), ("colon", ":"), ("dash", "-")] * 9, id="marks"),
    ],
)
def test_formulas_icons_and_marks_have_names(texts: list[tuple[str, str]]) -> None:
    assert told(*texts) == []
