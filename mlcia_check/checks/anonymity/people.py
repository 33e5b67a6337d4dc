"""Recognises people's names, and removes the words of a line that say that names are hidden."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from mlcia_check.model.measured_paper import Line

_MARKS: Final = re.compile(r"[∗*†‡§¶∥‖#⋆✉\d⁰¹²³⁴-⁹]+|\((?:[a-z\d]|co-?first authors?)\)")
_SEPARATORS: Final = re.compile(r"\s*(?:,\s*and\b|[,;&·•，、；]|\band\b|\b[yeu]\b|\bund\b|\bet\b)\s*")
_NAME: Final = re.compile(
    r"(?:[A-Z]\.(?:-?[A-Z]\.)*|(?:[dl][’'])?[A-ZÀ-ÞŁŚŠŽŻČĆĐİ´`¨ˆ˜ˇ˚˝][\w’'´`¨ˆ˜¸ˇ˘˙˚˝-]*\.?)$"
)
_PARTED: Final = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff](?![\u4e00-\u9fff]))"
)
"""A name of two characters with a space between them, as beside names of three: "李 华"."""

_LATIN: Final = re.compile(r"[^\W\d_]{3,}")
_NAMES_MAX_WORDS: Final = 24
"""Most words in a row of names: six authors side by side, with four words each."""


class Names:
    """Recognises lines that hold only names.

    `particles`: lower-case words within names. `surnames`: Chinese family names.
    """

    def __init__(self, particles: Collection[str], surnames: Sequence[str]) -> None:
        self._particles = frozenset(particles)
        chinese = rf"(?:{'|'.join(surnames)})\s?[\u4e00-\u9fff]{{1,2}}" if surnames else r"(?!)"
        self._chinese = re.compile(chinese)
        self._opening = rf"\W*(?:\d+\W+)?({chinese}(?:[，、,]\s?{chinese})*)\s?等?[：:]"

    def opening(self, text: str) -> str:
        """Return the Chinese names with which a running head begins, "" if it does not: "王小明等：题目"."""
        match = re.match(self._opening, text) if "：" in text or ":" in text else None
        return match[1].removesuffix("等") if match else ""

    def are(self, text: str) -> bool:
        """Return True if the text holds only names of at least two words, and marks of notes."""
        bare = _PARTED.sub(r"\1", _MARKS.sub(" ", text).strip(" ,;.，、；"))
        parts = [part for part in _SEPARATORS.split(bare) if part.strip()]
        if not parts:
            return False
        if all(self._is_chinese(part) for part in parts):
            return True
        return all(self._is_latin(part.split()) for part in parts)

    def _is_chinese(self, part: str) -> bool:
        return all(self._chinese.fullmatch(name) for name in part.split()) or bool(
            self._chinese.fullmatch(part.strip())
        )

    def _is_latin(self, words: Sequence[str]) -> bool:
        if not 2 <= len(words) <= _NAMES_MAX_WORDS or words[-1] in self._particles:
            return False
        named = [word for word in words if word not in self._particles]
        whole = [word for word in named if len(word.strip(".")) > 1]
        return bool(whole) and all(_NAME.match(word) for word in named)


class KnownWords:
    """The words of the paper's running text. Names are seldom among them."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._text = "\n".join(line.text for line in lines if line.role == "body")
        self._words = set(_LATIN.findall(self._text))

    def mostly(self, text: str) -> bool:
        """Return True if the running text has most of the words in lower case, as those of a subtitle."""
        han = re.findall("[\u4e00-\u9fff]{2,}", text)
        if han:
            return all(part in self._text for part in han)
        words = _LATIN.findall(text)
        return 2 * sum(word.lower() in self._words for word in words) > len(words)

    def any(self, text: str) -> bool:
        """Return True if the running text has at least one of the words."""
        return any(word in self._words or word.lower() in self._words for word in _LATIN.findall(text))


def revealed(text: str, hidden: Sequence[str]) -> str:
    """Return the text without the passages that match `hidden`, or an empty string if no word is left."""
    left = text
    for pattern in hidden:
        left = re.sub(pattern, " ", left)
    left = " ".join(left.split())
    return left if re.search(r"[^\W\d_]{2}", left) else ""
