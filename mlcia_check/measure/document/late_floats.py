"""Gives pages of floats behind the reference list to the part whose text refers to them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from mlcia_check.measure.draft_line import DraftLine, PartLabels
from mlcia_check.model.measured_paper import FURNITURE, Part, holds_only_floats
from mlcia_check.support.late_pattern import LatePattern

_STEM_LETTERS: Final = 3
"""Letters that a label shares with its short form: "Figure", "Figs.", "Fig."."""

_NUMBER: Final = r"(?:[A-Z]?\.?\d+(?:\.\d+)*|[IVX]+\b)"
_BETWEEN: Final = r"[a-z]?\W{0,3}(?:[a-z]{2,3}\W{1,2}|[\u4e00-\u9fff])?"
"""Between two numbers of one reference: "3 and 4", "1, 2", "3a–c", "3 和 4"."""

_BROKEN_WORD: Final = LatePattern(r"-\s(?=[^\W\d])")
_RANGE: Final = LatePattern(r"(\d+)\s*[-–—]\s*(\d+)")
_RANGE_MAX: Final = 20
"""Floats that one range names: "Figures 3–7"; more is a date or a product."""


_REFERRING: Final[tuple[Part, ...]] = ("body", "appendix")
"""Parts whose text names floats; what both name is the body's."""


class _Label(NamedTuple):
    """What names a float: the stem of its label and its number, as in ("fig", "3")."""

    stem: str
    number: str


class FloatLabels:
    """Finds the labels of floats in text. `words` are the pack's: "Figure", "Table", "图"."""

    def __init__(self, words: Sequence[str]) -> None:
        spoken = sorted({_spoken(word) for word in words}, key=len, reverse=True)
        self._reference = re.compile(
            rf"(?<![A-Za-z])(?P<word>{'|'.join(spoken)})[\s~]*(?P<numbers>{_NUMBER}(?:{_BETWEEN}{_NUMBER})*)",
            re.IGNORECASE,
        )

    def of_caption(self, text: str) -> _Label | None:
        """Return the label with which a caption begins: "Figure 3: Results" -> ("fig", "3")."""
        match = self._reference.match(text.lstrip())
        return next(self._labels(match)) if match else None

    def named_in(self, text: str) -> set[_Label]:
        """Return all labels that a text names: "see Figs. 3–5 and Table 1"."""
        return {label for match in self._reference.finditer(text) for label in self._labels(match)}

    def _labels(self, match: re.Match[str]) -> Iterator[_Label]:
        stem = match["word"].casefold()[:_STEM_LETTERS]
        for number in re.findall(_NUMBER, match["numbers"], re.IGNORECASE):
            yield _Label(stem, number.upper())
        for first, last in _RANGE.findall(match["numbers"]):
            if int(first) < int(last) <= int(first) + _RANGE_MAX:
                yield from (_Label(stem, str(number)) for number in range(int(first) + 1, int(last)))


def _spoken(word: str) -> str:
    """Return the pattern of a label and its other forms: "Figure" also matches "Figs."."""
    if not word.isascii():
        return re.escape(word)
    return rf"{re.escape(word[:_STEM_LETTERS])}[a-z]*\.?"


def late_float_parts(lines: Sequence[DraftLine], words: Sequence[str]) -> PartLabels:
    """Return the part of each line of a page of floats in the bibliography, if text refers to the page.

    The page is the body's if the body names one of its floats, and the appendix's if only the appendix does.
    A page that no text names stays in the bibliography.
    """
    pages: defaultdict[int, list[DraftLine]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    late = [page for page in pages.values() if _is_late(page)]
    if not late:
        return {}
    labels = FloatLabels(words)
    named = {part: labels.named_in(_text(lines, part)) for part in _REFERRING}
    found: PartLabels = {}
    for page in late:
        # Captions at one height on several pages can pass for running feet.
        own = {labels.of_caption(line.text) for line in page}
        part = next((part for part in _REFERRING if own & named[part]), None)
        if part is not None:
            found.update(dict.fromkeys(page, part))
    return found


def _is_late(page: Sequence[DraftLine]) -> bool:
    """Return True if a page in the bibliography holds floats only."""
    shown = [line for line in page if line.role not in FURNITURE]
    return (
        bool(shown)
        and shown[0].part == "bibliography"
        and holds_only_floats([line.final_role for line in shown])
    )


def _text(lines: Sequence[DraftLine], part: Part) -> str:
    """Return the text of a part, without its captions and floats, and without broken words."""
    apart = {"caption", "float", *FURNITURE}
    return _BROKEN_WORD.sub(
        "", " ".join(line.text for line in lines if line.part == part and line.role not in apart)
    )
