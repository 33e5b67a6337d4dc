"""Words, as limits on words count them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from mlcia_check.paper import Line

_CITATION: Final = re.compile(r"\[[\d\s,;\u2013-]+\]")
_HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD: Final = re.compile(rf"[{_HAN}]|(?:(?![{_HAN}])\w)(?:(?![{_HAN}])[\w.,'\u2019])+")
_HYPHENS: Final = ("-", "\u2010", "\u00ad")


def count(lines: Iterable[Line]) -> int:
    """Words of two letters and more; each Chinese character is one.

    Numbers of references in brackets are none, and what is divided at a line's end is one.
    """
    text: list[str] = []
    for line in lines:
        words = line.text.rstrip()
        divided = words.endswith(_HYPHENS) and words[-2:-1].isalpha()
        text.append(words[:-1] if divided else words + " ")
    return len(_WORD.findall(_CITATION.sub(" ", "".join(text))))
