"""Joins lines into one text for checks that look for sentences, and finds the line at each offset."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from mlcia_check.model.measured_paper import Line

_ADDRESS_END: Final = re.compile(r"(?:\S*(?:@|[:/@]\S*[/_=&?%~#@-]|@\S*\.|/\S*\.)|https?:)$")
"""A line that ends within an address.

The next line continues it, and a final hyphen belongs to the address.
"""

_ADDRESS_GOES_ON: Final = re.compile(r"[@/]|[a-z0-9]")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z\u4e00-\u9fff“\"(\d•])|(?<=[。！？；])|\n")


class Prose:
    """The joined text of lines, in `text`. A word or an address cut at the end of a line is whole again.

    A line that `begins` matches starts a new sentence, as a footnote does. So does a line after None:
    something else stands between it and the line before.
    """

    def __init__(self, lines: Iterable[Line | None], begins: str = "") -> None:
        self.lines: list[Line] = []
        self._starts: list[int] = []
        begin = re.compile(begins) if begins else None
        parts: list[str] = []
        length, broken = 0, True
        for line in lines:
            if line is None:
                broken = True
                continue
            text = " ".join(line.text.split())
            if not text:
                continue
            if parts and (broken or (begin is not None and begin.match(text))):
                parts.append("\n")
                length += 1
            elif parts:
                tail, joint = _joint(parts[-1], text)
                length += len(tail) - len(parts[-1]) + len(joint)
                parts[-1] = tail
                parts.append(joint)
            self.lines.append(line)
            self._starts.append(length)
            parts.append(text)
            length += len(text)
            broken = False
        self.text = "".join(parts)
        self._ends = [match.end() for match in _SENTENCE_END.finditer(self.text)]

    def start(self, place: int) -> int:
        """Return the offset of the line at this place of `lines`."""
        return self._starts[place]

    def line(self, offset: int) -> Line:
        """Return the line that holds the character at `offset`."""
        return self.lines[max(0, bisect_right(self._starts, offset) - 1)]

    def sentence(self, offset: int) -> tuple[int, int]:
        """Return the offsets where the sentence around `offset` begins and ends."""
        place = bisect_right(self._ends, offset)
        begin = self._ends[place - 1] if place else 0
        return begin, self._ends[place] if place < len(self._ends) else len(self.text)


def is_of_others(sentence: str, theirs: Iterable[str], ours: Iterable[str]) -> bool:
    """Return whether a sentence speaks of others' work, as `theirs` match it, and not of the paper's own."""
    return any(re.search(pattern, sentence) for pattern in theirs) and not any(
        re.search(pattern, sentence) for pattern in ours
    )


def _joint(before: str, after: str) -> tuple[str, str]:
    """Return the first line, without the hyphen of a cut word, and the text to put between the two lines."""
    if after[0] == "@" or (_ADDRESS_END.search(before[-80:]) and _ADDRESS_GOES_ON.match(after)):
        return before, ""
    if before[-1] in "-‐" and before[-2:-1].isalpha() and after[0].islower():
        return before[:-1], ""
    wide = before[-1] > "\u2e7f" and after[0] > "\u2e7f"
    return before, "" if wide else " "


def running(lines: Iterable[Line]) -> Iterator[Line | None]:
    """Yield the lines of the running text, with None in place of each heading."""
    for line in lines:
        if line.role == "body":
            yield line
        elif line.role == "heading":
            yield None
