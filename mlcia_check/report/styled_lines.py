"""Lines of styled spans: the layout of a report, for a pipe or a terminal. Data only.

A pipe gets their text; a terminal paints them (terminal.py). Widths are terminal cells: a Chinese
character takes two.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct, structs

Style = Literal[
    "",
    "pass",
    "fail",
    "review",
    "warning",
    "info",
    "strong",
    "dim",
    "body",
    "bibliography",
    "appendix",
    "section",
    "free",
    "over",
]


class Span(Struct, frozen=True):
    """Text in one style."""

    text: str
    style: Style = ""


Line = tuple[Span, ...]
BLANK: Line = ()

CLOSING = "。，、；：！？）】》」』”’,.;:!?)]}%"
"""Characters that never begin a line."""
_JOINTS = ",;]}/&?"
"""Characters of code and addresses behind which a long word is parted."""
OPENING = "（【《「『“‘([{"
"""Characters that never end a line."""


class Signs(Struct, frozen=True):
    """The signs of a report; the ASCII set is for encodings that lack these characters."""

    error: str = "✗"
    warning: str = "!"
    review: str = "?"
    info: str = "i"
    passed: str = "✓"
    body: str = "█"
    bibliography: str = "▓"
    appendix: str = "▒"
    section: str = "░"
    free: str = "·"
    limit: str = "│"
    rule: str = "─"


UNICODE = Signs()
ASCII = Signs(
    error="x",
    passed="+",
    body="#",
    bibliography="=",
    appendix="+",
    section=":",
    free=".",
    limit="|",
    rule="-",
)


def glyphs_for(encoding: str) -> Signs:
    """Return the signs that this encoding can represent."""
    try:
        "".join(structs.astuple(UNICODE)).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return UNICODE


def text_of(lines: Iterable[Line]) -> str:
    """Return the lines as plain text, each with a line break and without trailing blanks."""
    return "".join("".join(span.text for span in line).rstrip() + "\n" for line in lines)


def width(text: str) -> int:
    """Return the number of cells that `text` takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def padded(text: str, cells: int, *, right: bool = False) -> str:
    """Pad `text` with blanks to `cells`, at its end or, with `right`, at its start."""
    blanks = " " * (cells - width(text))
    return blanks + text if right else text + blanks


def wrapped(text: str, cells: int) -> list[str]:
    """Wrap `text` to lines of at most `cells`, at blanks and between Chinese characters.

    A word longer than a line is cut; a closing mark never starts a line.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if width(line + piece.rstrip()) <= cells:
            line += piece
            continue
        if line:
            lines.append(line.rstrip())
        *full, line = _cut(piece, cells)
        lines.extend(part.rstrip() for part in full)
    lines.append(line.rstrip())
    return lines


def _pieces(text: str) -> Iterator[str]:
    """Split `text` where a line may end; each piece keeps its trailing blanks."""
    piece = ""
    for character in text:
        if piece and _may_break(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after == " " or after in CLOSING or before in OPENING:
        return False
    return before == " " or _cells(before) == 2 or _cells(after) == 2


def _cut(word: str, cells: int) -> list[str]:
    """Cut a word into parts of at most `cells`: in the second half before a command of TeX, else behind a
    bracket, a comma or a slash, else where the line is full.
    """
    parts = [""]
    for character in word:
        if width(parts[-1] + character.rstrip()) > cells:
            end = _last_joint(parts[-1] + character, cells // 2)
            parts[-1:] = [parts[-1][:end], parts[-1][end:]]
        parts[-1] += character
    return parts


def _last_joint(text: str, least: int) -> int:
    """Return the last place in a text, behind `least` cells, where code or an address can be parted.

    `\\usepackage[font=small]{caption}` -> behind the bracket; else before the last character.
    """
    places = range(len(text) - 1, 0, -1)
    commands = (place for place in places if text[place] == "\\")
    joints = (place for place in places if text[place - 1] in _JOINTS and text[place] not in CLOSING)
    for place in (*commands, *joints):
        if width(text[:place]) > least:
            return place
    return len(text) - 1
