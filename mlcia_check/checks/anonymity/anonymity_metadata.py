"""Do the file's metadata, or what it keeps of included figures, name its authors?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.model.answers import Answer, Breach
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.patterns import Pattern
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {
    "": ("quote", "entry"),
    "address": ("quote", "entry"),
    "figure-author": ("quote", "figures"),
    "account": ("quote",),
}
DOUBTS: Cases = {}

_QUOTE_MAX_CHARACTERS = 100
_ENCLOSED = r"^[(\[<](.*)[)\]>]$"
"""A value in brackets, as some programs write it: "(Unknown)"."""

_WORDED = ("Title", "Alt", "TU")
"""Keys of bookmarks and alternative texts: those of links and notes hold addresses of others, too."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`entries`: the entries of the information dictionary that hold names.

    `nobody`: regular expressions for values that name nobody; one of them must match the whole name. One
    entry may hold several names. `emails`: e-mail addresses, which no entry may hold, and `harmless`: those
    that belong to nobody. `accounts`: regular expressions for paths in a user's folder; their group `user` is
    the name of the account. `of_tex`: paths of figures that come with TeX.
    """

    entries: tuple[str, ...]
    nobody: tuple[Pattern, ...]
    emails: tuple[Pattern, ...]
    harmless: tuple[Pattern, ...]
    accounts: tuple[Pattern, ...]
    of_tex: tuple[Pattern, ...]


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield at most one breach of each kind, which quotes the first place."""
    told = [(entry, text) for entry, text in paper.structure.metadata if entry in params.entries]
    told += [("XMP dc:creator", name) for name in paper.structure.creators]
    named = [(entry, " ".join(text.split())) for entry, text in told if not _is_nobody(text, params)]
    if named:
        quote = named[0][1][:_QUOTE_MAX_CHARACTERS]
        entries = ", ".join(dict.fromkeys(entry for entry, _ in named))
        yield Breach(measured=quote, expected=None, detail={"quote": quote, "entry": entries})
    else:
        yield from _addresses(paper, params)
    yield from _figure_authors(paper, params)
    yield from _accounts(paper, params)


def _is_nobody(text: str, params: Params) -> bool:
    parts = (re.sub(_ENCLOSED, r"\1", part.strip()) for part in re.split(r"[,;&，；、\n]|\band\b", text))
    return all(
        not any(map(str.isalpha, part))
        or any(re.fullmatch(pattern, part, re.IGNORECASE) for pattern in params.nobody)
        for part in parts
    )


def _addresses(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield a breach if another entry than those that hold names has an e-mail address."""
    beside = ((key, text) for key, text in paper.structure.strings if key in _WORDED)
    for entry, text in (*paper.structure.metadata, *beside):
        for match in _found(params.emails, text) if "@" in text else ():
            if not any(re.search(harmless, match[0]) for harmless in params.harmless):
                quote = match[0][:_QUOTE_MAX_CHARACTERS]
                yield Breach(
                    measured=quote, expected=None, case="address", detail={"quote": quote, "entry": entry}
                )
                return


def _figure_authors(paper: Paper, params: Params) -> Iterator[Answer]:
    named = [
        " ".join(figure.author.split())
        for figure in paper.figure_origins
        if not _is_nobody(figure.author, params)
        and not any(re.search(pattern, figure.path) for pattern in params.of_tex)
    ]
    if named:
        quote = named[0][:_QUOTE_MAX_CHARACTERS]
        yield Breach(
            measured=quote,
            expected=None,
            case="figure-author",
            detail={"quote": quote, "figures": len(named)},
        )


def _accounts(paper: Paper, params: Params) -> Iterator[Answer]:
    paths = [figure.path for figure in paper.figure_origins]
    for text in (*paths, *(text for _, text in paper.structure.metadata)):
        for match in _found(params.accounts, text):
            if not _is_nobody(match["user"], params):
                quote = match[0].strip()[:_QUOTE_MAX_CHARACTERS]
                yield Breach(measured=quote, expected=None, case="account", detail={"quote": quote})
                return


def _found(patterns: tuple[str, ...], text: str) -> Iterator[re.Match[str]]:
    for pattern in patterns:
        yield from re.finditer(pattern, text)
