"""Was enough of the paper's text measured for a pass to mean something?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf
from typing import Final

from msgspec import Struct

from mlcia_check.checks import every_place
from mlcia_check.checks.placeholder_paper import is_placeholder
from mlcia_check.model.answers import Answer, Doubt, NotApplicable, Place
from mlcia_check.model.measured_paper import WIDE, Line, Paper, Role, Unmeasured
from mlcia_check.model.rule_pack import Cases
from mlcia_check.support.character_ranges import WIDE_CHARACTERS

BREACHES: Cases = {}
DOUBTS: Cases = {"share": (), "body": ()}

_TEXT: tuple[Role, ...] = ("body", "heading", "reference", "footnote", "listing", "display")


_LETTERS_MIN_SHARE = 0.6
"""Least share of letters among a line's characters, with blanks.

Rows of numbers and symbols have fewer letters.
"""

_WORD_CHARACTERS: Final = 2
"""Characters of a word in Chinese."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`share`: the least share of the words that stand in measured columns (0 to 1).

    `words`: papers with fewer words of text are not checked. `single`, `pages` and `characters` are the
    limits of `placeholder_paper.PlaceholderLimits`; a placeholder is not checked.
    """

    share: float
    words: int
    single: int
    pages: int
    characters: int


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield a doubt if the body's type or leading is unknown, or if measured columns hold too little text."""
    if paper.imposed or is_placeholder(paper, params):
        yield NotApplicable("imposed" if paper.imposed else "placeholder")
        return
    text = [line for line in paper.lines if line.role in _TEXT or (line.role == "float" and _is_prose(line))]
    if _words(text, params.words) < params.words:
        yield NotApplicable("too-little-text")
        return
    unknown = isinstance(paper.body, Unmeasured) or isinstance(paper.body.leading_bp, Unmeasured)
    known = {
        (column.page, column.index) for column in paper.columns if not isinstance(column.left_bp, Unmeasured)
    }
    # lines across the columns are checked by another rule
    outside = [
        line
        for line in text
        if line.role == "float" or ((line.page, line.column) not in known and line.column != WIDE)
    ]
    if unknown:
        yield Doubt("body")
    elif outside and (share := 1.0 - _words(outside) / _words(text)) < params.share:
        first = outside[0]
        yield Doubt(
            "share",
            place=Place(first.page, first.box, first.text),
            pages=tuple(sorted({line.page for line in outside})),
            places=every_place.of_passages(outside),
            measured=100.0 * share,
            expected=100.0 * params.share,
            unit="percent",
        )


def _words(lines: Iterable[Line], most: float = inf) -> int:
    """Return the number of words of the lines; no more are counted once there are `most` or more.

    The dots of a table of contents are no words. No blanks part those of Chinese, which have two characters.
    """
    count = 0
    for line in lines:
        if count >= most:
            break
        count += len(line.text.replace(" .", "").split())
        if not line.text.isascii():
            count += WIDE_CHARACTERS.count(line.text) // _WORD_CHARACTERS
    return count


def _is_prose(line: Line) -> bool:
    """Return True if a line of a float is prose, as in a frame: words fill its column from edge to edge."""
    return line.full and _LETTERS_MIN_SHARE * len(line.text) <= sum(map(str.isalpha, line.text))
