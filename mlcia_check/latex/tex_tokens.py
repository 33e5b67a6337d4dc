"""Blanks what TeX does not typeset: comments, verbatim text, \\iffalse branches, and what follows the end."""

from __future__ import annotations

import re
from typing import Final

VERBATIM: Final = (
    "verbatim",
    "verbatim*",
    "Verbatim",
    "Verbatim*",
    "BVerbatim",
    "LVerbatim",
    "SaveVerbatim",
    "alltt",
    "lstlisting",
    "minted",
    "comment",
    "filecontents",
    "filecontents*",
)
"""Environments whose text is not TeX."""

INLINE_MAX_CHARACTERS: Final = 2000
"""Characters of verbatim text within a line."""

_PASSED_OVER: Final = re.compile(
    r"""
      (?P<escaped> \\[^A-Za-z@] )                             # \% is no comment, \\ no command
    | (?P<comment> %[^\n]* )
    | (?P<verb>    \\(?:verb|lstinline(?:\[[^\]\n]{0,200}\])?|mintinline(?:\[[^\]\n]{0,200}\])?\{\w{0,40}\})
                   (?![A-Za-z@])\*?(?P<mark>[^A-Za-z\s*{]) )   # \verb|x|; \lstinline{x} is read as TeX
    | (?P<begin>   \\begin\s{0,4}\{(?P<env>[A-Za-z]+\*?)\} )
    | (?P<off>     \\iffalse(?![A-Za-z@]) )
    | (?P<end>     \\end\s{0,4}\{document\} )
    | (?P<last>    ^\\endinput(?![A-Za-z@]) )
    """,
    re.VERBOSE | re.MULTILINE,
)

_BRANCH: Final = re.compile(
    r"%[^\n]*|\\(?P<word>else|fi|if[A-Za-z@]*)(?![A-Za-z@])",
)
"""What opens and closes branches. Words of packages that only look so are in _NO_BRANCH."""

_NO_BRANCH: Final = re.compile(r"iff|ifthenelse|ifdef.+|ifstr.+|ifbool|iftoggle|ifempty|ifblank|ifcs.+")


def blanked(text: str) -> str:
    """Return the text with blanks in place of what TeX does not read. Line ends and lengths stay."""
    kept: list[str] = []
    place = 0
    while match := _PASSED_OVER.search(text, place):
        kept.append(text[place : match.start()])
        end = _end(text, match)
        whole = text[match.start() : end]
        # The \begin of verbatim text is blanked with it: nothing inside opens a group.
        kept.append(whole if end == match.end() and not match["comment"] else _blanks(whole))
        place = end
    kept.append(text[place:])
    return "".join(kept)


def _end(text: str, match: re.Match[str]) -> int:
    """Return the end of what a match passes over: its own end if nothing is hidden behind it."""
    if match["verb"]:
        most = match.end() + INLINE_MAX_CHARACTERS
        line_end = text.find("\n", match.end(), most)
        line_end = line_end if line_end >= 0 else min(most, len(text))
        closing = text.find(match["mark"], match.end(), line_end)
        return closing + 1 if closing >= 0 else line_end
    if match["begin"] and match["env"] in VERBATIM:
        closing = text.find(f"\\end{{{match['env']}}}", match.end())
        return _found(closing, text) + (len(match["env"]) + 6 if closing >= 0 else 0)
    if match["off"]:
        return _end_of_branch(text, match.end())
    if match["end"] or match["last"]:
        return len(text)
    return match.end()


def _found(place: int, text: str) -> int:
    return place if place >= 0 else len(text)


def _end_of_branch(text: str, place: int) -> int:
    """Return where the \\else or \\fi of the branch that begins at `place` ends."""
    depth = 0
    for match in _BRANCH.finditer(text, place):
        word = match["word"] or ""
        if word == "fi":
            if not depth:
                return match.end()
            depth -= 1
        elif word == "else":
            if not depth:
                return match.end()
        elif word and not _NO_BRANCH.fullmatch(word):
            depth += 1
    return len(text)


def _blanks(text: str) -> str:
    return "\n".join(" " * len(line) for line in text.split("\n"))
