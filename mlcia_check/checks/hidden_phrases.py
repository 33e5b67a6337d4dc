"""Finds phrases in texts that were written to be read by a machine and not to be found by one.

Compared are letters alone, whatever their case, width and accents, Chinese ones as Simplified, those of
other scripts that look like Latin ones as these; digits in the middle of words are tried as letters too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from mlcia_check.model.measured_paper import APART

HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff]")

_GAP: Final = "..."
_LONGEST_GAP: Final = 24
"""Letters that may stand where a phrase leaves a gap: some four words."""

_NO_LETTERS: Final = re.compile(r"[\W_]+")

# Cyrillic, Greek, Armenian, Cherokee letters and Latin small capitals, each with the one that it looks like.
_LOOKS: Final = (
    "АВЕЅІЈКМНОРСТУХҮԌаеѕіјкмнорстухԁԛԝһӏгпиьԍΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβεηικνορτυχγωμϲօսհոցզքԱՏՕՍԼ"
    "ᎠᎡᎢᎪᎫᎬᎳᎷᎻᏀᏃᏚᏟᏢᏦᏞᏴᏙıɩɑɡʀɪɴʙʜʟɢʏᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢꜰꜱ"
)
_LIKE: Final = (
    "ABESIJKMHOPCTYXYGaesijkmhopctyxdqwhlrnubgABEZHIKMNOPTYXabenikvoptuxywuCouhngqpUSOUL"
    "DRTAJEWMHGZSCPKLBViiagrinbhlgyacdejkmoptuvwzfs"
)
_ALIKE: Final = str.maketrans(_LOOKS, _LIKE)

_DIGITS: Final = str.maketrans("013457@$!|lL€", "oieastasiiiie")
"""What is written for letters; l falls together with the i, for 1 stands for either."""

_MIXED: Final = re.compile(r"[^\W\d_][0-9@$!|€]+[^\W\d_]|\b[0-9@$!|€][^\W\d_]{2}")


def letters(text: str) -> str:
    """The text's letters and digits alone, folded; texts of separate places stay apart."""
    if APART in text:
        return APART.join(map(_folded, text.split(APART)))
    return _folded(text)


@lru_cache(maxsize=64)
def _folded(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).translate(_ALIKE)
    folded = _NO_LETTERS.sub("", text.casefold())
    if not HAN.search(folded):
        return folded
    from mlcia_check.support.traditional_chinese import simplified

    return simplified(folded)


def speaks(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether one of the phrases is in it; "..." in one stands for a few words."""
    return any(stretches(text, phrases))


def stretches(text: str, phrases: tuple[str, ...]) -> Iterator[str]:
    """The folded letters of the text that make up one of the phrases, for each phrase that is in it."""
    han = bool(HAN.search(text))
    found = letters(text)
    yield from filter(None, (_found(found, phrase) for phrase in _parts(phrases, han, False)))
    if _MIXED.search(text):
        found = letters(text.translate(_DIGITS))
        yield from filter(None, (_found(found, phrase) for phrase in _parts(phrases, han, True)))


@cache
def _parts(phrases: tuple[str, ...], han: bool, digits: bool) -> tuple[tuple[str, ...], ...]:
    """The letters of each phrase, parted at its gaps; those in Chinese only for a text with Chinese in it."""
    wanted = [phrase for phrase in phrases if han or not HAN.search(phrase)]
    table = _DIGITS if digits else {}
    return tuple(tuple(letters(part).translate(table) for part in phrase.split(_GAP)) for phrase in wanted)


def _found(text: str, phrase: tuple[str, ...]) -> str:
    """The stretch of `text` that has the phrase's parts in order, near each other; "" if none has."""
    first, *rest = phrase
    begin = text.find(first)
    while begin >= 0:
        end = begin + len(first)
        for part in rest:
            at = text.find(part, end, end + _LONGEST_GAP + len(part))
            if at < 0 or APART in text[end:at]:
                break
            end = at + len(part)
        else:
            return text[begin:end]
        begin = text.find(first, begin + 1)
    return ""
