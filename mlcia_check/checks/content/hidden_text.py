"""Does the file hold words that a reader of its pages does not see?"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cache
from typing import Final, Literal, get_args

from msgspec import Struct, structs

from mlcia_check.checks import every_place, venue_phrases
from mlcia_check.checks.hidden_phrases import letters, speaks, stretches
from mlcia_check.model.answers import Answer, Breach, Doubt, Place
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import APART, Hidden, Manner, Paper
from mlcia_check.model.pdf_facts import FIRST_WIDE, LINE_HYPHEN
from mlcia_check.model.rule_pack import Cases
from mlcia_check.support.character_ranges import HAN
from mlcia_check.support.late_pattern import LatePattern

BREACHES: Cases = dict.fromkeys(("", *get_args(Manner)), ("places", "quote"))
DOUBTS: Cases = {
    "alternative": ("quote",),
    "small": ("quote",),
    "faint": ("quote",),
    "figure-layer": ("quote",),
}

Kind = Literal["prose", "fragments", ""]

_QUOTE_MAX_CHARACTERS: Final = 120

_HARMLESS_BESIDE_MAX_LETTERS: Final = 12
"""Letters that may stand beside a harmless passage, such as a number."""

_READABLE_MIN_BP: Final = 4.0
"""Least type size of text that a reader can read, in bp. Smaller text is not a quotation of the page."""

_RUNNING: Final = ("body", "reference", "footnote")
_LINE_GAP_MAX_SIZES: Final = 0.6
"""Largest white space between neighbouring lines of text, as a share of the type size.

Figures stand further off.
"""

_RUNNING_TEXT_MIN_LETTERS: Final = 12
"""Letters from which on a line is running text, and text beside it too. Labels of plots are shorter."""

_REPEATED_MIN_LETTERS: Final = 10
"""Letters of the shortest stretch that shows that words repeat the page: two words and more."""

_LOST_MAX_LETTERS: Final = 4
"""Letters of a row that are not the page's: less than a word."""

_REPEATING: Final = ("metadata", "annotation")
"""Manners of text that repeats what the pages say. Text that belongs to the whole file does so too."""

_WORD_MIN_LETTERS: Final = 2
_WORD: Final = LatePattern(rf"[^\W\d_]{{{_WORD_MIN_LETTERS},}}")

_LONG_MIN_LETTERS: Final = 24
_LONG: Final = LatePattern(rf"[^\W\d_]{{{_LONG_MIN_LETTERS},}}")
_SHARE_OF_VOWELS: Final = (0.25, 0.55)
_LETTERS_PER_WORD: Final = 6
"""Letters that count as one word in a string without spaces.

Sequences and digests are longer than any English word too, but they have few vowels.
"""

_KANA: Final = LatePattern("[\u3040-\u30ff]")
"""Japanese is written without spaces too."""

_OF_SENTENCES: Final = frozenset(
    """
    a all and any are as at be been but by can do even give if in is it its make not of on only or should
    that the their them these this to we when which with would you your
    """.split()  # noqa: SIM905
)
_OF_CHINESE_SENTENCES: Final = frozenset("的了是在请不和与对为这本此给应要将把被有会")
"""Words that join others into sentences. Labels have few of them."""

_JOINING_WORDS_MIN: Final = 4
_JOINING_WORDS_MIN_SHARE: Final = 0.25
"""How many different joining words, and which share of all words, prose has at least.

Their share is 0.35 to 0.5 in English prose and 0 to 0.2 in labels.
"""

_SINGLE_LETTERS_MIN: Final = 40
_DIFFERENT_LETTERS_MIN: Final = 12
_VOWELS: Final = (0.28, 0.52)
"""Limits for single letters that are words taken apart.

They need a least number of letters, a least number of different letters, and the share of vowels of words
(English: 0.38). Labels of axes have few letters, sequences few vowels.
"""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`report`: what to report, either `prose` with phrases, or the shorter `fragments`.

    Prose has at least `words` words in one place, at least `distinct` different words, and two words per line
    on average. Prose in Chinese has at least `han` characters, or `han_running` characters among the lines of
    running text. `piece`: the least number of words of a piece of a sentence; pieces in one place count
    together as prose if they have at least twice `words` words. Smaller pieces, and pieces of all pages,
    count together if they have the words that sentences have.

    `phrases`: phrases that always count as prose. Only their letters are compared: case, width, accents and
    the difference between Traditional and Simplified Chinese do not count. "..." stands for a few words. In
    figures, words on layers that are switched off are prose only if they have the words of sentences, and
    then a doubt. `harmless`: known passages that do not count. `phrases_only`: manners in which nothing but
    `phrases` counts. `quoting`: manners that may quote the page; a phrase that the page also shows is a
    quotation, and any other finding is a doubt.

    `venue_phrases`: rows that the venue itself hides in papers; they are removed first. A batch adds those
    that more than `venue_percent` of its papers carry, if these are at least `venue_papers`.
    """

    report: Literal["prose", "fragments"]
    words: int
    distinct: int
    piece: int
    han: int
    han_running: int
    phrases: tuple[str, ...]
    venue_percent: int
    venue_papers: int
    venue_phrases: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()
    phrases_only: tuple[Manner, ...] = ()
    quoting: tuple[Manner, ...] = ()


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach for each page and manner, with the longest passage as quotation."""
    found: dict[tuple[int, Manner], list[Hidden]] = {}
    for passage, kind in _gathered(paper, params):
        if kind == params.report:
            found.setdefault((passage.page, passage.manner), []).append(passage)
    for (page, manner), passages in found.items():
        longest = max(passages, key=lambda passage: len(passage.text))
        place = Place(page, longest.box, _quote(longest.text)) if page else None
        pages = (page,) if page else ()
        if manner in params.quoting or _are_sentences_on_a_layer(passages, params):
            yield Doubt(
                manner,
                place,
                pages,
                {"quote": _quote(longest.text)},
                places=every_place.of_each(passages),
            )
            continue
        yield Breach(
            measured=sum(len(_WORD.findall(passage.text)) for passage in passages),
            expected=None,
            place=place,
            pages=pages,
            places=every_place.of_each(passages),
            case=manner,
            detail={"places": len(passages), "quote": _quote(longest.text)},
        )


def _are_sentences_on_a_layer(passages: Sequence[Hidden], params: Params) -> bool:
    """Return True if a figure hides prose on a layer, and no phrase, as its author may have left it."""
    return (
        params.report == "prose"
        and passages[0].manner == "figure-layer"
        and not _one_speaks(passages, params.phrases)
    )


def judged_rows(paper: Paper, params: Params) -> tuple[str, ...]:
    """Return the hidden rows for which `check` reports the paper, so that papers can be compared."""
    return venue_phrases.rows_of(
        passage for passage, kind in _gathered(paper, params) if kind == params.report
    )


def _gathered(paper: Paper, params: Params) -> Iterator[tuple[Hidden, Kind]]:
    """Yield each passage with its kind. Merge passages that only together make a phrase or prose.

    First the passages of one page and manner are taken together, then those of one page, then those of all
    pages.
    """
    left: list[Hidden] = []
    least = _least_letters(params.phrases, params.harmless, params.words)
    for passages in _grouped(venue_phrases.without(paper.hidden, params.venue_phrases), _place):
        if not passages[0].page or _one_speaks(passages, params.phrases):
            for passage in _apart(passages, params):
                yield passage, _kind(passage, paper, params, least)
        elif whole := _together(passages, params, _adds_up):
            yield whole, _kind(whole, paper, params, least)
        else:
            left += passages
    for level in (_page, _whole):
        groups, left = list(_grouped(left, level)), []
        for passages in groups:
            fragments = [passage for passage in passages if _is_fragment(passage, paper, params, least)]
            whole = _together(fragments, params, _reads)
            if whole:
                yield whole, "prose"
            used = set(map(id, fragments)) if whole else ()
            left += [passage for passage in passages if id(passage) not in used]
    for passage in left:
        yield passage, _kind(passage, paper, params, least)


def _one_speaks(passages: Sequence[Hidden], phrases: tuple[str, ...]) -> bool:
    """Return True if one of the passages contains a phrase. Few pages do: all are asked at once first."""
    texts = [passage.text for passage in passages]
    return speaks("\n".join(texts), phrases) and any(speaks(text, phrases) for text in texts)


@cache
def _least_letters(phrases: tuple[str, ...], harmless: tuple[str, ...], words: int) -> int:
    """Return the least letters that a text in ASCII needs to be prose, contain a phrase or be harmless."""
    known = [told for told in map(letters, (*phrases, *harmless)) if told.isascii()]
    return min(_LONG_MIN_LETTERS, _WORD_MIN_LETTERS * words, *map(len, known))


def _is_label(text: str, least: int) -> bool:
    """Return True if a text is too short to say anything; see `_least_letters`."""
    return len(text) < least and text.isascii()


def _is_fragment(passage: Hidden, paper: Paper, params: Params, least: int) -> bool:
    """Return True if a passage can be a piece of prose but is not prose on its own."""
    if passage.manner in params.phrases_only:
        return False
    return _is_label(passage.text, least) or (
        _kind(passage, paper, params, least) != "prose" and not _is_harmless(passage, params)
    )


def _place(passage: Hidden) -> Hashable:
    return passage.page, passage.manner


def _page(passage: Hidden) -> Hashable:
    return passage.page


def _whole(_: Hidden) -> Hashable:
    return 0


def _grouped(passages: Iterable[Hidden], key: Callable[[Hidden], Hashable]) -> Iterator[list[Hidden]]:
    groups: dict[Hashable, list[Hidden]] = {}
    for passage in passages:
        groups.setdefault(key(passage), []).append(passage)
    yield from groups.values()


def _apart(passages: Sequence[Hidden], params: Params) -> Iterator[Hidden]:
    """Split texts that stand in many places of the file, and yield the parts that contain a phrase."""
    for passage in passages:
        if APART not in passage.text:
            yield passage
        elif speaks(passage.text, params.phrases):
            for text in passage.text.split(APART):
                if speaks(text, params.phrases):
                    yield structs.replace(passage, text=text)


def _together(
    passages: Sequence[Hidden], params: Params, adds_up: Callable[[Sequence[Hidden], Params], bool]
) -> Hidden | None:
    """Return all passages as one if together they make a phrase or prose, else None."""
    if len(passages) < 2:
        return None
    text = "\n".join(passage.text for passage in passages)
    if speaks(text, params.phrases) or adds_up(passages, params):
        return structs.replace(passages[0], text=text)
    return None


def _adds_up(passages: Sequence[Hidden], params: Params) -> bool:
    """Return True if pieces of half a sentence or more, each too short alone, are prose together."""
    pieces = [
        words for passage in passages if len(words := _WORD.findall(passage.text.casefold())) >= params.piece
    ]
    words = [word for piece in pieces for word in piece]
    return len(words) >= 2 * params.words and 3 * len(set(words)) >= 2 * len(words)


def _reads(passages: Sequence[Hidden], params: Params) -> bool:
    """Return True if pieces of any length are sentences together, word by word or letter by letter."""
    text = "\n".join(passage.text.casefold() for passage in passages)
    words = re.findall(r"[^\W\d_]+", text)
    joining = [word for word in words if word in _OF_SENTENCES]
    if (
        len(words) >= 2 * params.words
        and len(set(joining)) >= _JOINING_WORDS_MIN
        and len(joining) >= _JOINING_WORDS_MIN_SHARE * len(words)
    ):
        return True
    if HAN.count(text) >= 2 * params.han:
        return len(_OF_CHINESE_SENTENCES.intersection(text)) >= _JOINING_WORDS_MIN
    single = [word for word in words if len(word) == 1 and word.isascii()]
    if len(single) < _SINGLE_LETTERS_MIN or len(set(single)) < _DIFFERENT_LETTERS_MIN:
        return False
    return _VOWELS[0] <= sum(letter in "aeiouy" for letter in single) / len(single) <= _VOWELS[1]


def _kind(passage: Hidden, paper: Paper, params: Params, least: int) -> Kind:
    """Return the kind of a passage; `least` are the letters of `_least_letters`."""
    is_label = _is_label(passage.text, least)
    if not is_label and _is_harmless(passage, params):
        return ""
    if not is_label and _speaks(passage, paper, params):
        return "prose"
    if passage.manner in params.phrases_only:
        return (
            "fragments" if passage.manner in ("in-figure", "overflow") and _WORD.search(passage.text) else ""
        )
    if passage.manner == "figure-layer":
        # drawing programs leave labels there: only sentences are prose
        is_prose = _reads((passage,), params)
    else:
        is_prose = not is_label and _is_prose(passage, paper, params) and not _repeats_page(passage, paper)
    if is_prose:
        return "prose"
    return "fragments" if _WORD.search(passage.text) else ""


def _is_harmless(passage: Hidden, params: Params) -> bool:
    told = letters(passage.text)
    return any(
        len(told) < len(known) + _HARMLESS_BESIDE_MAX_LETTERS and known in told
        for known in map(letters, params.harmless)
    )


def _is_prose(passage: Hidden, paper: Paper, params: Params) -> bool:
    text = passage.text
    han = HAN.count(text) + len(_KANA.findall(text))
    if han >= params.han or (han >= params.han_running and _among_lines(passage, paper)):
        return True
    words = _WORD.findall(text.casefold())
    if sum(_words_run_together(word) for word in _LONG.findall(text.casefold())) >= params.words:
        return True
    return (
        len(words) >= params.words
        and len(set(words)) >= params.distinct
        and len(words) >= 2 * len(text.split("\n"))
    )


def _words_run_together(text: str) -> int:
    """Return the number of words in a string without spaces, or 0 if its vowels are not those of a text."""
    share = sum(letter in "aeiouy" for letter in text) / len(text)
    is_text = _SHARE_OF_VOWELS[0] <= share <= _SHARE_OF_VOWELS[1] and len(set(text)) >= _DIFFERENT_LETTERS_MIN
    return len(text) // _LETTERS_PER_WORD if is_text else 0


def _repeats_page(passage: Hidden, paper: Paper) -> bool:
    """Return True if the page shows all of the passage in stretches of words that can be read.

    A figure keeps a copy of its own titles in white, as programs for slides do with numbered lists.
    """
    rows = [letters(row) for row in passage.text.split("\n") if _WORD.search(row)]
    if not passage.page or min(map(len, rows), default=0) < _REPEATED_MIN_LETTERS:
        return False
    unseen = [other.box for other in paper.hidden if other.page == passage.page and other.box is not None]
    page = letters(
        " ".join(
            line.text
            for line in paper.lines
            if line.page == passage.page
            and line.size_bp >= _READABLE_MIN_BP
            and not any(map(line.box.overlaps, unseen))
        )
    )
    return all(_consists_of(row, page) for row in rows)


def _consists_of(row: str, page: str) -> bool:
    """Return True if a row is made of stretches of the page, each of `_REPEATED_MIN_LETTERS` and more.

    A few letters may be lost, as those of ligatures are.
    """
    begin = other = 0
    while begin < len(row) and other <= _LOST_MAX_LETTERS:
        # the last stretch may reach back into the one before it
        start = min(begin, len(row) - _REPEATED_MIN_LETTERS)
        end = start + _REPEATED_MIN_LETTERS
        if row[start:end] not in page:
            begin, other = begin + 1, other + 1
            continue
        while end < len(row) and row[start : end + 1] in page:
            end += 1
        begin = end
    return other <= _LOST_MAX_LETTERS


def _among_lines(passage: Hidden, paper: Paper) -> bool:
    """Return True if the passage stands on a line of running text, or where the next line would stand."""
    box = passage.box
    return box is not None and any(
        line.page == passage.page
        and line.role in _RUNNING
        and not box.contains(line.box, 0.5)
        and Box(
            line.box.left,
            line.box.bottom - _LINE_GAP_MAX_SIZES * line.size_bp,
            line.box.right,
            line.box.top + _LINE_GAP_MAX_SIZES * line.size_bp,
        ).overlaps(box)
        and sum(map(str.isalpha, line.text)) >= _RUNNING_TEXT_MIN_LETTERS
        for line in paper.lines
    )


def _speaks(passage: Hidden, paper: Paper, params: Params) -> bool:
    """Return True if the passage contains a phrase and does not only repeat what the paper shows.

    Metadata, notes and bookmarks repeat titles and headings word by word. Alternative texts quote.
    """
    spoken = list(stretches(passage.text, params.phrases))
    if not spoken or (passage.page and passage.manner not in (*_REPEATING, *params.quoting)):
        return bool(spoken)
    if passage.manner in params.quoting:
        shown = _text(
            paper,
            _READABLE_MIN_BP if passage.manner == "small" else 0.0,
            passage if passage.manner == "faint" else None,
        )
        return any(
            not speaks(shown, (phrase,)) for phrase in params.phrases if speaks(passage.text, (phrase,))
        )
    openly = letters(_text(paper))
    return any(stretch not in openly for stretch in spoken)


def _text(paper: Paper, least: float = 0.0, without: Hidden | None = None) -> str:
    """Return the words of the pages in type of at least `least` bp, without the lines in a passage's box."""
    page, box = (without.page, without.box) if without is not None else (0, None)
    return " ".join(
        line.text
        for line in paper.lines
        if line.size_bp >= least and not (box is not None and line.page == page and box.overlaps(line.box))
    )


def _quote(text: str) -> str:
    """Return the text on one line, shortened. Chinese sentences break without a blank; labels are apart.

    A word that is divided at the end of a line is one word again: "ac-/cept" -> "accept".
    """
    plain = last = ""
    for line in text.splitlines():
        words = " ".join(line.split())
        divided = last.endswith(LINE_HYPHEN)
        broken = divided or (len(last) >= _LETTERS_PER_WORD and last[-1:] >= FIRST_WIDE <= words[:1])
        plain = plain.removesuffix(LINE_HYPHEN) if divided else plain
        plain += words if not plain or broken else f" {words}"
        last = words
    plain = plain.replace(LINE_HYPHEN, "-")
    return (
        plain if len(plain) <= _QUOTE_MAX_CHARACTERS else plain[: _QUOTE_MAX_CHARACTERS - 3].rstrip() + "..."
    )
