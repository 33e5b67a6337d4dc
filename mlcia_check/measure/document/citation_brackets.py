"""Numbers in square brackets that cite nothing: intervals, sets, shapes, and indices into arrays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from mlcia_check.support.late_pattern import LatePattern, MarksPattern

_INTERVAL_WORDS: Final = (
    r"(?i:range|ranges|ranging|interval|intervals|between|values?|sampled|uniform(?:ly)?|normali[sz]ed|scaled?"
    r"|clipped|domain|bins?|ages?|aged|区间|范围|取值|归一化)\W*(?:\w+\W+){0,3}$"
)
_SHAPE_WORDS: Final = (
    r"(?i:shape|size|dimensions?|vector|tensor|array|matrix|kernel|index|indices|list|tuple|layers?|set|维度|大小"
    r"|形状|集合)s?\W*(?:of|is|为|=|from)?\W*$"
)
_UNIT: Final = LatePattern(
    r"\s?(?:%|°|‰|[kMGT]?(?:B|Hz|bit|bps|W)\b|[mµnk]?(?:s|m|g|J)\b|[kMG]iB\b|ms\b|epochs?\b|steps?\b|years?\b|岁|年|秒|毫秒|个)"
)
_MATHEMATICS: Final = "∈∉=<>≤≥≈~+−*/^|×·∼∪∩⊂⊆→{"
_MATHEMATICS_AFTER: Final = "×∪∩⊂⊆→^∋"
_MAPS_TO: Final = LatePattern(r"[\U0001d400-\U0001d7ff]\s*[:：]\s*\Z")
"""`𝑓 : [3, 43]`; the letter is one of Unicode's mathematical letters."""

_SEPARATORS: Final = LatePattern(r"[\s,，、;；]*(?:[^\W\d_]{1,4}[\s,，]+)?")
"""Between brackets that are listed: commas, and a short word ("and", "or", "和") at most."""

_GLUED: Final = LatePattern(r"[\w.)\]]+\Z", re.ASCII)
_PAIR: Final = MarksPattern(r"\s*(\d+)\s*[,，；;、]\s*(\d+)\s*")
_RANGE: Final = LatePattern(r"\s*(\d+)\s*[-\u2010-\u2015\u2212~～]\s*(\d+)\s*")

_LISTED_PAIRS_MIN: Final = 3
"""Brackets of two numbers in a row that are no citations: works that are cited together share a bracket."""

_FAR_MIN_NUMBERS: Final = 10
"""Numbers beyond the last entry that an older list would hardly have had; and the width of an interval."""


class Bracket(Struct, frozen=True, gc=False):
    """A bracket at `start` to `end` of its stream, with the text `before` and `after` it.

    `items` are as printed inside, `numbers` with ranges written out.
    """

    start: int
    end: int
    items: str
    numbers: tuple[int, ...]
    before: str
    after: str

    @property
    def bounds(self) -> tuple[int, int] | None:
        """The numbers of "5, 20" or of "5-20"."""
        if self.items.isdecimal():
            return None
        match = _PAIR.fullmatch(self.items) or _RANGE.fullmatch(self.items)
        return (int(match[1]), int(match[2])) if match else None


def citing(brackets: Sequence[Bracket], last: int) -> list[Bracket]:
    """Return those that can be citations of a list that ends at `last`."""
    listed = _listed(brackets)
    indices = _indices(brackets)
    return [
        bracket
        for index, bracket in enumerate(brackets)
        if index not in indices
        and not _in_formula(bracket)
        and not (index in listed and max(bracket.numbers) > last)
        and not _is_interval(bracket, last)
    ]


def _indices(brackets: Sequence[Bracket]) -> set[int]:
    """Return the brackets that are indices, and those glued to one: `m1[512][512]`."""
    found: set[int] = set()
    for index, bracket in enumerate(brackets):
        follows = index - 1 in found and bracket.start == brackets[index - 1].end
        if follows or is_index(bracket.before):
            found.add(index)
    return found


def is_index(before: str) -> bool:
    """Return whether the bracket is glued to a short name, a name with digits or underscores, a call or an
    index.
    """
    if before[-1:].isspace():
        return False
    match = _GLUED.search(before)
    if not match:
        return False
    name = match[0]
    if name.endswith(("]", ".")):
        return False
    return name.endswith(")") or "_" in name or "." in name or len(name) < 4 or name[-1].isdigit()


def _in_formula(bracket: Bracket) -> bool:
    """`∈ [1, 5]`, `{[300], [200, 600]}`, `𝑓 : [3, 43]`, `[3, 43] × [3, 43]`, `[3, 43] ms`."""
    left, right = bracket.before.rstrip()[-1:], bracket.after.lstrip()[:1]
    if left and left in _MATHEMATICS:
        return True
    several = len(bracket.numbers) > 1
    return several and bool(
        (right and right in _MATHEMATICS_AFTER)
        or _MAPS_TO.search(bracket.before)
        or _UNIT.match(bracket.after)
    )


def _listed(brackets: Sequence[Bracket]) -> set[int]:
    """Return brackets of two numbers that stand in a row: three and more, or where one begins as another
    ends.
    """
    found: set[int] = set()
    row: list[int] = []
    for index, bracket in enumerate(brackets):
        if bracket.bounds is None:
            row = []
            continue
        row = [*row, index] if row and _follows(brackets[row[-1]], bracket) else [index]
        if len(row) >= _LISTED_PAIRS_MIN or (len(row) > 1 and _touch(brackets[row[-2]], bracket)):
            found.update(row)
    return found


def _follows(one: Bracket, other: Bracket) -> bool:
    distance = other.start - one.end
    if distance > len(other.before):
        return False
    return bool(_SEPARATORS.fullmatch(other.before[len(other.before) - distance :]))


def _touch(one: Bracket, other: Bracket) -> bool:
    """`[20, 45], [45, 65]`, `[18-24], [25-34]`."""
    lower, upper = one.bounds, other.bounds
    return lower is not None and upper is not None and upper[0] - lower[1] in (0, 1)


def _is_interval(bracket: Bracket, last: int) -> bool:
    """`[1, 10]` after "in the range", `size [64, 3]`, `[45, 65]`: numbers that are no entries' own."""
    left = bracket.before.rstrip()
    numbers = bracket.numbers
    pair = len(numbers) == 2
    if max(numbers) <= last:
        return pair and bracket.bounds is not None and bool(re.search(_INTERVAL_WORDS, left))
    if re.search(_INTERVAL_WORDS, left) or re.search(_SHAPE_WORDS, left):
        return True
    if pair:
        round_end = any(number % 10 == 0 or number in (127, 128, 255, 256, 512) for number in numbers)
        first, second = numbers
        return (
            round_end
            or first == 1
            or (first > last and (second - first >= _FAR_MIN_NUMBERS or first > last + _FAR_MIN_NUMBERS))
        )
    return len(numbers) > 2 and _PAIR.match(bracket.items) is not None and _is_set(numbers, last)


def _is_set(numbers: Sequence[int], last: int) -> bool:
    """`8, 16, 32, 64, 128`, `45, 65, 85`: even steps or ratios, or most of it far beyond the list."""
    steps = {upper - lower for lower, upper in pairwise(numbers)}
    ratios = {upper / lower for lower, upper in pairwise(numbers)}
    even = len(ratios) == 1 or (len(steps) == 1 and abs(min(steps)) > 1)
    beyond = sum(number > last for number in numbers)
    return even or (2 * beyond > len(numbers) and max(numbers) > last + _FAR_MIN_NUMBERS)
