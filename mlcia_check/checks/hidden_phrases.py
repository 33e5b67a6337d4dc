"""Finds phrases in text that addresses a machine and that is disguised from a search.

Only letters are compared. Case, width and accents do not count; Traditional Chinese counts as Simplified; a
letter of another script counts as the Latin letter that it looks like. Digits within a word are also read as
letters. Characters that print nothing count as the letters that they spell.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Final

from mlcia_check.model.measured_paper import APART
from mlcia_check.support.character_ranges import HAN
from mlcia_check.support.late_pattern import LatePattern, MarksPattern

_GAP: Final = "..."
_GAP_MAX_LETTERS: Final = 24
"""Letters that may stand in the gap of a phrase: about four words."""

_NO_LETTERS: Final = LatePattern(r"[\W_]+")

# Cyrillic, Greek, Armenian and Cherokee letters and Latin small capitals, each with its Latin look-alike.
# Capital and small Cyrillic letters have the same, since case does not count.
_LOOKS: Final = (
    "АВЕЅІЈКМНОРСТУХҮԌаеѕіјкмнорстухԁԛԝһӏгпиьԍвГПИЬΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβεηικνορτυχγωμϲօսհոցզքԱՏՕՍԼ"
    "ᎠᎡᎢᎪᎫᎬᎳᎷᎻᏀᏃᏚᏟᏢᏦᏞᏴᏙıɩɑɡʀɪɴʙʜʟɢʏᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢꜰꜱ"
)
_LIKE: Final = (
    "ABESIJKMHOPCTYXYGaesijkmhopctyxdqwhlrnubgbRNUBABEZHIKMNOPTYXabenikvoptuxywuCouhngqpUSOUL"
    "DRTAJEWMHGZSCPKLBViiagrinbhlgyacdejkmoptuvwzfs"
)

_TAG_BASE_CODE: Final = 0xE0000
_SELECTOR_BASE_CODE: Final = 0xE00F0
_SPELT: Final = {
    base + code: chr(code) for base in (_TAG_BASE_CODE, _SELECTOR_BASE_CODE) for code in range(0x20, 0x7F)
}
"""Tag characters and variation selectors by the ASCII that they spell: not printed, but read by models."""

_ALIKE: Final = str.maketrans(_LOOKS, _LIKE) | _SPELT

_DIGITS: Final = str.maketrans("013457@$!|lL€", "oieastasiiiie")
"""Digits and signs that stand for letters. The letter l is read as i, because 1 stands for either of them."""

_MIXED: Final = MarksPattern(r"[^\W\d_][0-9@$!|€]+[^\W\d_]|\b[0-9@$!|€][^\W\d_]{2}")


def letters(text: str) -> str:
    """Return the folded letters and digits of the text. Texts of separate places stay separate."""
    if APART in text:
        return APART.join(map(_folded, text.split(APART)))
    return _folded(text)


@lru_cache(maxsize=64)
def _folded(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).translate(_ALIKE)
    folded = _NO_LETTERS.sub("", text.casefold())
    if not HAN.are_in(folded):
        return folded
    from mlcia_check.support.traditional_chinese import simplified

    return simplified(folded)


def speaks(text: str, phrases: tuple[str, ...]) -> bool:
    """Return True if the text contains one of the phrases. "..." in a phrase stands for a few words."""
    return any(stretches(text, phrases))


def stretches(text: str, phrases: tuple[str, ...]) -> Iterator[str]:
    """Yield, for each phrase that the text contains, the folded letters of the text that match it."""
    han = HAN.are_in(text)
    found = letters(text)
    yield from _all_found(found, _parts(phrases, han, False))
    if _MIXED.search(text):
        found = letters(text.translate(_DIGITS))
        yield from _all_found(found, _parts(phrases, han, True))


@cache
def _parts(phrases: tuple[str, ...], han: bool, digits: bool) -> tuple[tuple[str, ...], ...]:
    """Return the letters of each phrase, split at its gaps.

    Chinese phrases apply only to text with Chinese in it.
    """
    wanted = [phrase for phrase in phrases if han or not HAN.are_in(phrase)]
    table = _DIGITS if digits else {}
    return tuple(tuple(letters(part).translate(table) for part in phrase.split(_GAP)) for phrase in wanted)


def _all_found(text: str, phrases: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield the stretch of `text` for each phrase that it contains; most lack even their first part."""
    return filter(None, (_found(text, phrase) for phrase in phrases if phrase[0] in text))


def _found(text: str, phrase: tuple[str, ...]) -> str:
    """Return the stretch of `text` with all parts of the phrase in order and close together, or "".

    An empty string means that the text does not contain the phrase.
    """
    first, *rest = phrase
    begin = text.find(first)
    while begin >= 0:
        end = begin + len(first)
        for part in rest:
            at = text.find(part, end, end + _GAP_MAX_LETTERS + len(part))
            if at < 0 or APART in text[end:at]:
                break
            end = at + len(part)
        else:
            return text[begin:end]
        begin = text.find(first, begin + 1)
    return ""
