"""Names the language of a text that is neither plainly English nor Chinese, with CLD3's model.

The model (Google's compact language detector, 107 languages, 1.4 MB, no network) is loaded here and
nowhere else, so that an English or a Chinese paper never pays for it.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections import Counter
from typing import Final

import gcld3

_PIECE_MAX_CHARACTERS: Final = 1_000
"""Characters of one piece: CLD3 errs in one of 200 texts of 2,000 characters in 50
languages, as PDFs give them (accents lost or apart, ligatures lost, words divided)."""

_ACCENTS: Final = {
    "\u00b4": "\u0301",
    "`": "\u0300",
    "\u02c6": "\u0302",
    "\u02dc": "\u0303",
    "\u00af": "\u0304",
    "\u02d8": "\u0306",
    "\u02d9": "\u0307",
    "\u00a8": "\u0308",
    "\u02da": "\u030a",
    "\u02dd": "\u030b",
    "\u02c7": "\u030c",
}
"""Accents that TeX's oldest fonts set as glyphs of their own before the letter, and the combining ones."""

_ACCENTED: Final = re.compile(rf"([{''.join(_ACCENTS)}])\s?([^\W\d_])")

_ROMANISED: Final = "-Latn"
"""How CLD3 marks Russian, Chinese and the like in Latin letters: what a paper is hardly written in."""

_FILLER: Final = "la"
"""Latin: today it is "Lorem ipsum", which has no language."""

_TWINS: Final = {"id": "ms", "ms": "id", "hr": "bs", "bs": "hr"}
"""Indonesian and Malay, Croatian and Bosnian: a text of the one is nearly one of the other."""

_TWIN_MIN_PROBABILITY: Final = 0.5
"""Probability that names a twin language; CLD3 itself asks for this of Croatian and Bosnian, and for 0.7
of other languages."""

_ACCEPTED: Final = ("en", "zh")
"""Looked for first: these are what most papers are written in."""

_OF_ISO: Final = {"iw": "he"}
"""Codes that ISO 639 has replaced since."""


def named(text: str) -> str | None:
    """Return the language as an ISO 639 code, None where most of the text is of no language that is known.

    A text is English or Chinese where no other language has more pieces of it. Another language is told
    where the rest is of that language for certain, and half of the pieces seem to be.
    """
    model = gcld3.NNetLanguageIdentifier(min_num_bytes=0, max_num_bytes=4 * len(text) + 1)
    clean = _ACCENTED.sub(_composed, text).encode("utf-8", "ignore").decode("utf-8")
    pieces = textwrap.wrap(clean, _PIECE_MAX_CHARACTERS, break_on_hyphens=False)
    guesses = [model.FindLanguage(text=piece).language for piece in pieces]
    counts = Counter(guesses)
    for accepted in _ACCEPTED:
        if counts[accepted] == max(counts.values()):
            return accepted
    others = [piece for piece, guess in zip(pieces, guesses, strict=True) if guess not in _ACCEPTED]
    found = model.FindLanguage(text=" ".join(others))
    language = str(found.language)
    twin = _TWINS.get(language)
    certain = found.is_reliable or (twin is not None and found.probability >= _TWIN_MIN_PROBABILITY)
    if not certain or language == _FILLER or language.endswith(_ROMANISED):
        return None
    alike = counts[language] + (counts[twin] if twin else 0)
    return _OF_ISO.get(language, language) if 2 * alike >= len(guesses) else None


def _composed(match: re.Match[str]) -> str:
    """`ˇe` -> `ě`, `´ı` -> `í`."""
    letter = {"\u0131": "i", "\u0237": "j"}.get(match[2], match[2])
    return unicodedata.normalize("NFC", letter + _ACCENTS[match[1]])
