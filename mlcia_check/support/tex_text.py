"""Turns the TeX that authors type into web forms into text: accents, letters, commands, mathematics."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_ACCENTS: Final = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
}
"""The command of an accent: the combining character that stands for it."""

_LETTERS: Final = {
    **{name: name for name in ("i", "j")},
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "aa": "å",
    "AA": "Å",
    "dh": "ð",
    "th": "þ",
    "textmu": "µ",
}
_GREEK: Final = (
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu"),
    *("nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"),
)

_SYMBOL_ACCENT: Final = re.compile(r"""\\([`'^~=."])\s*(?:\{\s*\\?([A-Za-z])\s*\}|\\?([A-Za-z]))""")
_LETTER_ACCENT: Final = re.compile(r"\\([uvHcdbkr])(?:\s*\{\s*\\?([A-Za-z])\s*\}|\s+\\?([A-Za-z]))")
_COMMAND: Final = re.compile(r"\\([A-Za-z]+)\*?\s?")
_ESCAPED: Final = re.compile(r"\\([%&$#_{}])")
_MARKS: Final = re.compile(r"[{}$^]|\\[()\[\],;!]|\\\\|(?<!\w)_|_(?=\{)|~|``|''")
_MATHS: Final = re.compile(r"(?<!\\)\$(.{1,300}?)(?<!\\)\$", re.DOTALL)
_TEX: Final = re.compile(r"[\\$]")


def plain_text(text: str) -> str:
    """Return a text without its TeX: `Erd\\H{o}s`, `\\emph{all}` and `$O(n^2)$` -> Erdős, all and O(n2)."""
    if not _TEX.search(text):
        return text.replace("{", "").replace("}", "")
    text = _SYMBOL_ACCENT.sub(_accented, text)
    text = _LETTER_ACCENT.sub(_accented, text)
    text = _COMMAND.sub(_named, text)
    text = _ESCAPED.sub(lambda match: "_" if match[1] == "_" else f" {match[1]} ", text)
    return _MARKS.sub(lambda match: " " if match[0] in ("~", "\\\\") else "", text)


def mathematics(text: str) -> list[str]:
    """Return the formulas in a text: what stands between dollars."""
    return _MATHS.findall(text)


def command_names(text: str) -> list[str]:
    """Return the names of the commands in a text: `\\emph{all}` -> emph."""
    return _COMMAND.findall(text)


def _accented(match: re.Match[str]) -> str:
    letter = match[2] or match[3]
    return unicodedata.normalize("NFC", letter + _ACCENTS[match[1]])


def _named(match: re.Match[str]) -> str:
    name = match[1]
    if name in _LETTERS:
        return _LETTERS[name]
    plain = name.removeprefix("var")
    if plain.lower() in _GREEK:
        case = "SMALL" if plain[0].islower() else "CAPITAL"
        return unicodedata.lookup(f"GREEK {case} LETTER {plain.lower().replace('lambda', 'lamda').upper()}")
    return ""
