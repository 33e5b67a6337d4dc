"""Chinese characters are found in UTF-8 as a regular expression finds them in the text."""

from __future__ import annotations

import re
import sys

import pytest

from mlcia_check.support.han import HAN, HAN_LETTERS, HAN_OF_ALL_PLANES, HanCharacters

SETS = [
    (HAN, "[\u3400-\u9fff\uf900-\ufaff]"),
    (HAN_LETTERS, "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"),
    (HAN_OF_ALL_PLANES, "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"),
]


@pytest.mark.parametrize(("characters", "plain"), SETS)
def test_a_set_holds_the_characters_that_its_name_promises(characters: HanCharacters, plain: str) -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    found = re.findall(plain, every)

    assert characters.count(every) == len(found)
    assert characters.count("".join(found)) == len(found)
    assert not characters.any_in(re.sub(plain, "", every))


@pytest.mark.parametrize("text", ["", "Abstract", "ﬁne – “quoted”", "ひらがな", "\ud800"])
def test_a_text_without_chinese_has_none(text: str) -> None:
    assert not HAN.any_in(text)
    assert HAN.count(text) == 0


def test_chinese_within_english_is_found() -> None:
    assert HAN.any_in("the word 摘要 means abstract")
    assert HAN.count("the word 摘要 means abstract") == 2
