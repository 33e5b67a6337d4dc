"""Does every page with visible content hold its text as text?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from mlcia_check.checks import every_place
from mlcia_check.checks.hidden_phrases import letters
from mlcia_check.checks.set_apart_prose import count_characters
from mlcia_check.model.answers import Answer, Breach, Doubt, Place
from mlcia_check.model.measured_paper import APART, Hidden, Manner, PageMeasure, Paper
from mlcia_check.model.rule_pack import Cases
from mlcia_check.support.character_ranges import HAN

BREACHES: Cases = {
    "": (),
    "picture": (),
    "annotations": (),
    "opened": (),
    "unmapped": (),
    "other-words": ("quote",),
    "two-readings": (),
    "glyph-words": ("quote",),
}
DOUBTS: Cases = {"crowded": ()}

_QUOTE_MAX_CHARACTERS: Final = 120

_LETTERS_PER_WORD: Final = 6
_WORD_MAX_LETTERS: Final = 12
"""Letters. Few words are longer, so a longer string may be several words without spaces."""


_OPENED: Final[frozenset[Manner]] = frozenset(("annotation", "field", "bookmark"))
"""Words that a viewer shows beside the pages, once a reader opens a note, a list or a title."""

_FIELD_WORDS_MIN: Final = 6
"""Words of a sentence: names and values of fields have fewer. Each choice of a list is a text of its own."""

_COMPARED_LETTERS: Final = 60
"""Letters of a note that are looked for on the pages at once: marks repeat the words that they mark."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """The limits beyond which a page, or the whole paper, breaks the rule.

    `share` and `most`: a page breaks the rule if more than `most` of its characters, and more than this share
    of them (0 to 1), have no Unicode value. `prose`: pages of running text without letters, as a picture or
    as outlines, from which on a page breaks the rule. `prose_in_all`: the same for all pages together, and
    `bare` for what stands at no caption, so that it is no figure.

    `words`: words of the text layer that differ from the words on the page, or words that single glyphs stand
    for, from which on the rule is broken. `glyphs`: glyphs that each stand for a whole word, from which on
    the rule is broken. `painted`: characters of words that annotations paint on the pages, from which on the
    rule is broken. `opened`: characters of prose in notes, form fields and bookmarks, from which on the rule
    is broken; notes and bookmarks of fewer than `remark` characters do not count. A character map with two
    readings always breaks the rule.
    """

    share: float
    most: int
    prose: float
    prose_in_all: float
    bare: float
    words: int
    glyphs: int
    painted: int
    opened: int
    remark: int


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach for each way in which the text cannot be extracted or differs from the page.

    A doubt names pages with too many objects to tell.

    The breach "" counts the pages without text; "unmapped" gives the share of characters without a Unicode
    value on the worst page, in percent.
    """
    silent = tuple(page.number for page in paper.pages if page.kind in ("no-text", "unreadable"))
    if silent:
        yield Breach(measured=len(silent), expected=0, unit="pages", place=Place(silent[0]), pages=silent)
    crowded = tuple(page.number for page in paper.pages if page.crowded)
    if crowded:
        yield Doubt("crowded", place=Place(crowded[0]), pages=crowded)
    yield from _pictures([page for page in paper.pages if page.number not in silent], params)
    yield from _painted_by_annotations(paper, params)
    yield from _opened(paper, params)
    yield from _other_words(paper, params)
    if paper.structure.two_readings:
        yield Breach(measured=paper.structure.two_readings, expected=0, case="two-readings")
    yield from _glyph_words(paper.structure.glyph_words, params)
    garbled = [page for page in paper.pages if page.number not in silent and _garbled(page, params)]
    if garbled:
        worst = max(garbled, key=_share)
        yield Breach(
            measured=100 * _share(worst),
            expected=100 * params.share,
            unit="percent",
            place=Place(worst.number),
            pages=tuple(page.number for page in garbled),
            case="unmapped",
        )


def _other_words(paper: Paper, params: Params) -> Iterator[Breach]:
    """Yield a breach if the text layer of some pages holds other words than the page shows."""
    told: dict[int, list[Hidden]] = {}
    for passage in paper.hidden:
        if passage.manner == "other-text":
            told.setdefault(passage.page, []).append(passage)
    counts = {page: sum(_words(passage.text) for passage in its) for page, its in told.items()}
    pages = [page for page, count in counts.items() if count >= params.words]
    if pages:
        first = told[pages[0]][0]
        yield Breach(
            measured=sum(counts[page] for page in pages),
            expected=0,
            place=Place(first.page, first.box, first.text),
            pages=tuple(pages),
            places=every_place.of_each(passage for page in pages for passage in told[page]),
            case="other-words",
            detail={"quote": " ".join(passage.text for passage in told[pages[0]])[:_QUOTE_MAX_CHARACTERS]},
        )


def _glyph_words(told: Sequence[str], params: Params) -> Iterator[Breach]:
    """Yield a breach for glyphs that the text layer extracts as whole words.

    The page shows one glyph for each.
    """
    sentences = [text for text in told if _words(text) > 1 or len(text) > _WORD_MAX_LETTERS]
    count = sum(max(_words(text), len(text) // _LETTERS_PER_WORD) for text in sentences)
    if count >= params.words or len(told) >= params.glyphs:
        yield Breach(
            measured=max(count, len(told)),
            expected=0,
            case="glyph-words",
            detail={"quote": " ".join(sentences or told)[:_QUOTE_MAX_CHARACTERS]},
        )


def _words(text: str) -> int:
    """Return the number of words in a text. Two Chinese characters count as one word."""
    return len(text.split()) + HAN.count(text) // 2


def _pictures(pages: Sequence[PageMeasure], params: Params) -> Iterator[Breach]:
    """Yield a breach for running text as a picture or as outlines, even on a page that also has text."""
    shown = [page for page in pages if page.prose_ink_pages]
    if sum(page.prose_ink_pages for page in shown) < params.prose_in_all:
        is_text = sum(page.bare_prose_ink_pages for page in shown) >= params.bare
        shown = [
            page
            for page in shown
            if page.prose_ink_pages >= params.prose or (is_text and page.bare_prose_ink_pages)
        ]
    if shown:
        most = max(shown, key=lambda page: page.prose_ink_pages)
        yield Breach(
            measured=sum(page.prose_ink_pages for page in shown),
            expected=0,
            unit="pages",
            place=Place(most.number),
            pages=tuple(page.number for page in shown),
            case="picture",
        )


def _painted_by_annotations(paper: Paper, params: Params) -> Iterator[Breach]:
    """Yield a breach for words that form fields, stamps and notes paint on the pages.

    Viewers show them as text of the page, and programs that read its content do not find them.
    """
    pages = [page for page in paper.pages if page.note_characters]
    count = sum(page.note_characters for page in pages)
    if count >= params.painted:
        most = max(pages, key=lambda page: page.note_characters)
        yield Breach(
            measured=count,
            expected=0,
            unit="characters",
            place=Place(most.number),
            pages=tuple(page.number for page in pages),
            case="annotations",
        )


def _opened(paper: Paper, params: Params) -> Iterator[Breach]:
    """Yield a breach for prose that a reader finds in notes, form fields and bookmarks, and on no page."""
    found: dict[str, Hidden] = {}
    for hidden in paper.hidden:
        if hidden.manner in _OPENED:
            for text in hidden.text.split(APART):
                long = count_characters(text) >= params.remark
                if long or (hidden.manner == "field" and _words(text) >= _FIELD_WORDS_MIN):
                    found.setdefault(text, hidden)
    if sum(map(count_characters, found)) < params.opened:
        return
    printed = letters(" ".join(line.text for line in paper.lines))
    beside = {text: count for text in found if (count := _not_printed(text, printed))}
    if sum(beside.values()) >= params.opened:
        first = found[max(beside, key=beside.__getitem__)]
        yield Breach(
            measured=sum(beside.values()),
            expected=0,
            unit="characters",
            place=Place(first.page, first.box) if first.page else None,
            pages=tuple(sorted({found[text].page for text in beside if found[text].page})),
            case="opened",
        )


def _not_printed(text: str, printed: str) -> int:
    """Return the number of a text's characters that stand on no page, piece by piece."""
    told = letters(text)
    pieces = [told[at : at + _COMPARED_LETTERS] for at in range(0, len(told), _COMPARED_LETTERS)]
    missing = sum(len(piece) for piece in pieces if piece not in printed)
    return round(count_characters(text) * missing / max(len(told), 1))


def _garbled(page: PageMeasure, params: Params) -> bool:
    return page.unmapped > params.most and _share(page) > params.share


def _share(page: PageMeasure) -> float:
    return page.unmapped / max(page.characters, page.unmapped)
