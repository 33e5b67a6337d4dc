"""Does the file hold words that a reader of its pages does not see?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, Literal, get_args

from msgspec import Struct, structs

from mlcia_check.findings import Answer, Breach, Place
from mlcia_check.geometry import Box
from mlcia_check.paper import Hidden, Manner, Paper
from mlcia_check.rule import Cases

BREACHES: Cases = dict.fromkeys(("", *get_args(Manner)), ("places", "quote"))
DOUBTS: Cases = {}

_GAP: Final = "..."
_LONGEST_GAP: Final = 24
"""Letters that may stand where a phrase leaves a gap: some four words."""

_LONGEST_QUOTE: Final = 120

_BESIDE: Final = 12
"""Letters that may stand beside a harmless passage, such as a number."""

_RUNNING: Final = ("body", "reference", "footnote")
_CLOSE: Final = 0.6
"""Of the type size: white between neighbouring lines of text at most; figures stand further off."""

_FEWEST_BESIDE: Final = 12
"""Letters of a line that makes what stands beside it running text; labels of plots are shorter."""

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff]")


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """What to report, `prose` and phrases or the shorter `fragments`; the other values tell the two apart.

    Prose has `words` or more in one place, `distinct` of them different, two or more to a row, or
    `han` or more Chinese characters, among the lines of running text `han_running`. Where the manner
    is one of `phrases_only`, nothing counts but `phrases`: they are compared by their letters alone,
    whatever their case, width and accents and whether Traditional or Simplified, and "..." in one
    stands for a few words. Pieces of a page that have `piece` words each count together, as prose from
    twice `words` on. `harmless` passages are known ones that count for nothing.
    """

    report: Literal["prose", "fragments"]
    words: int
    distinct: int
    piece: int
    han: int
    han_running: int
    phrases: tuple[str, ...]
    harmless: tuple[str, ...] = ()
    phrases_only: tuple[Manner, ...] = ()


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """One breach for each page and manner, with the longest passage quoted."""
    found: dict[tuple[int, Manner], list[Hidden]] = {}
    for passage in _gathered(paper, params):
        if _kind(passage, paper, params) == params.report:
            found.setdefault((passage.page, passage.manner), []).append(passage)
    for (page, manner), passages in found.items():
        longest = max(passages, key=lambda passage: len(passage.text))
        yield Breach(
            measured=sum(len(_WORD.findall(passage.text)) for passage in passages),
            expected=None,
            place=Place(page, longest.box, _quote(longest.text)) if page else None,
            pages=(page,) if page else (),
            case=manner,
            detail={"places": len(passages), "quote": _quote(longest.text)},
        )


def _gathered(paper: Paper, params: Params) -> Iterator[Hidden]:
    """The passages; those of one page and manner as one where only together they make a phrase or prose."""
    scattered: dict[tuple[int, Manner], list[Hidden]] = {}
    for passage in paper.hidden:
        scattered.setdefault((passage.page, passage.manner), []).append(passage)
    for passages in scattered.values():
        text = "\n".join(passage.text for passage in passages)
        whole = structs.replace(passages[0], text=text)
        alone = any(_speaks(passage.text, params) for passage in passages)
        if whole.page and not alone and (_speaks(text, params) or _adds_up(passages, params)):
            yield whole
        else:
            yield from passages


def _adds_up(passages: Sequence[Hidden], params: Params) -> bool:
    """Whether pieces of half a sentence and more, each too short by itself, are prose together."""
    pieces = [
        words for passage in passages if len(words := _WORD.findall(passage.text.casefold())) >= params.piece
    ]
    words = [word for piece in pieces for word in piece]
    return len(words) >= 2 * params.words and 3 * len(set(words)) >= 2 * len(words)


def _speaks(text: str, params: Params) -> bool:
    """Whether one of the phrases is in it."""
    return any(_stretches(text, params))


def _stretches(text: str, params: Params) -> Iterator[str]:
    """The letters of the text that make up one of the phrases, for each phrase that is in it."""
    letters = _letters(text)
    phrases = _parts(params.phrases, han=bool(_HAN.search(text)))
    return filter(None, (_found(letters, phrase) for phrase in phrases))


@cache
def _parts(phrases: tuple[str, ...], *, han: bool) -> tuple[tuple[str, ...], ...]:
    """The letters of each phrase, parted at its gaps; those in Chinese only for a text with Chinese in it."""
    return tuple(
        tuple(_letters(part) for part in phrase.split(_GAP))
        for phrase in phrases
        if han or not _HAN.search(phrase)
    )


def _kind(passage: Hidden, paper: Paper, params: Params) -> Literal["prose", "fragments", ""]:
    letters = _letters(passage.text)
    if any(
        len(letters) < len(known) + _BESIDE and known in letters for known in map(_letters, params.harmless)
    ):
        return ""
    if any(not _is_shown(passage, stretch, paper) for stretch in _stretches(passage.text, params)):
        return "prose"
    if passage.manner in params.phrases_only:
        return (
            "fragments" if passage.manner in ("in-figure", "overflow") and _WORD.search(passage.text) else ""
        )
    if _is_prose(passage, paper, params):
        return "prose"
    return "fragments" if _WORD.search(passage.text) else ""


def _is_prose(passage: Hidden, paper: Paper, params: Params) -> bool:
    text = passage.text
    han = len(_HAN.findall(text))
    if han >= params.han or (han >= params.han_running and _among_lines(passage, paper)):
        return True
    words = _WORD.findall(text.casefold())
    return (
        len(words) >= params.words
        and len(set(words)) >= params.distinct
        and len(words) >= 2 * len(text.split("\n"))
    )


def _among_lines(passage: Hidden, paper: Paper) -> bool:
    """Whether the passage stands on a line of running text, or where the next one would."""
    box = passage.box
    return box is not None and any(
        line.page == passage.page
        and line.role in _RUNNING
        and not box.contains(line.box, 0.5)
        and Box(
            line.box.left,
            line.box.bottom - _CLOSE * line.size,
            line.box.right,
            line.box.top + _CLOSE * line.size,
        ).overlaps(box)
        and sum(map(str.isalpha, line.text)) >= _FEWEST_BESIDE
        for line in paper.lines
    )


def _found(letters: str, phrase: tuple[str, ...]) -> str:
    """The stretch of `letters` that has the phrase's parts in order, near each other; "" if none has."""
    first, *rest = phrase
    begin = letters.find(first)
    while begin >= 0:
        end = begin + len(first)
        for part in rest:
            at = letters.find(part, end, end + _LONGEST_GAP + len(part))
            if at < 0:
                break
            end = at + len(part)
        else:
            return letters[begin:end]
        begin = letters.find(first, begin + 1)
    return ""


def _is_shown(passage: Hidden, stretch: str, paper: Paper) -> bool:
    """Whether metadata or a note only repeat what the paper says openly, such as its title."""
    return passage.manner in ("metadata", "annotation") and stretch in _letters(_text(paper))


def _text(paper: Paper) -> str:
    return " ".join(line.text for line in paper.lines)


def _letters(text: str) -> str:
    """The text's letters alone, whatever their case, width and accents; Chinese ones as Simplified."""
    letters = "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text.casefold()).casefold()))
    if not _HAN.search(letters):
        return letters
    from mlcia_check.traditional import simplified

    return simplified(letters)


def _quote(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST_QUOTE else plain[: _LONGEST_QUOTE - 3].rstrip() + "..."
