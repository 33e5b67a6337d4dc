"""Characters of large ranges are found as a regular expression finds them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from mlcia_check.support.character_ranges import CharacterRanges, beyond_latin

HAN = CharacterRanges(("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"))
PATTERN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
TEXTS = st.text(st.sampled_from("aé–ﬁ\n\u33ff\u3400中。\u9fff\ua000\ufaff\ufb00\U00020000\U00040000"))


@given(TEXTS | st.text())
def test_as_a_regular_expression(text: str) -> None:
    assert HAN.count(text) == len(PATTERN.findall(text))
    assert HAN.are_in(text) == bool(PATTERN.search(text))


def test_what_latin_1_lacks_keeps_its_order() -> None:
    assert beyond_latin("naïve – 中文, ﬁne") == "–中文ﬁ"
    assert beyond_latin("plain") == ""
