"""Words in the colour of the paper that are seen only where a shape stands behind them."""

from __future__ import annotations

import pytest

from mlcia_check.measure.observed.hidden_text import hidden
from mlcia_check.pdf.reader import read
from tests.tiny_pdf import tiny_pdf, words

PROSE = "no reader of this page can see these few words"
LOOSE = "some words that everybody can see on this page"


def found(content: str) -> list[str]:
    return [passage.text for passage in hidden(read(tiny_pdf(content))) if passage.page]


def bar(width: float, *, height: float = 14, y: float = 597, grey: float = 0) -> str:
    return f"{grey} g 100 {y} {width} {height} re f\n"


@pytest.mark.parametrize(
    "ground",
    [bar(30), bar(30, grey=0.5), bar(300, height=0.4, y=603), bar(4) + "170 597 4 14 re f\n"],
    ids=["a bar behind the first word", "a grey bar", "a hairline through all words", "two posts"],
)
def test_white_words_beyond_a_dark_ground_are_found(ground: str) -> None:
    assert "these few words" in " ".join(found(ground + words(PROSE, before="1 g")))


@pytest.mark.parametrize(
    "content",
    [bar(300) + words(LOOSE, before="1 g"), bar(300, grey=0.5) + words(LOOSE, before="1 g")],
    ids=["white on black", "white on grey"],
)
def test_white_words_on_a_dark_ground_are_seen(content: str) -> None:
    assert not found(content)


def test_the_end_of_a_label_that_is_longer_than_its_bar_is_no_hidden_text() -> None:
    assert not found(bar(60) + words("Transformer (ours), small", before="1 g"))
