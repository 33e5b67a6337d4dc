"""Makes untrusted text safe to show: names of files, and the words of papers.

Every report and every sentence on standard error uses this module, so that such text cannot control a
terminal, turn the direction of a line, or contain invisible characters.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_STEERING: Final = (
    "["
    "\x00-\x1f\x7f-\x9f"  # controls
    "\u2028\u2029"  # ends of lines
    "\ufdd0-\ufdef"  # noncharacters, here and at the end of each plane
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
"""Characters that are replaced by a visible sign."""

_UNSEEN: Final = (
    "["
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction
    "\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff"  # no width
    "\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # annotations, shorthand and music
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # tags, which spell ASCII invisibly
    "]"
)
"""Characters that are removed. Joiners, soft hyphens and variation selectors are parts of words and stay.

Both are lists (Unicode 15, general categories Cc, Cf, Zl, Zp and noncharacters), since Python's own tables
change with its version, and the same paper must give the same report."""

_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns, compiled for the first text that is not ASCII: that takes a millisecond."""
    return re.compile(_STEERING), re.compile(_UNSEEN)


def encodable(text: str) -> str:
    """Return a file's name that can be written as UTF-8: bytes that the system could not decode
    become "?".
    """
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def printable(text: str) -> str:
    """Return an untrusted name, safe to print: without control, direction or invisible characters."""
    if text.isascii() and text.isprintable():
        return text
    steering, unseen = _patterns()
    return unseen.sub("", steering.sub(_REPLACEMENT, encodable(text)))


def plain(text: str) -> str:
    """Return words from a paper, safe to print: one line, without control or direction characters."""
    return printable(" ".join(text.split()))
