"""Does the file's metadata name its authors?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.model.answers import Answer, Breach
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"": ("quote", "entry")}
DOUBTS: Cases = {}

_QUOTE_MAX_CHARACTERS = 100


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`entries`: the entries of the information dictionary that hold names.

    `nobody`: regular expressions for values that name nobody; one of them must match the whole name. One
    entry may hold several names.
    """

    entries: tuple[str, ...]
    nobody: tuple[str, ...]


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield at most one breach, which quotes the first entry and lists all entries."""
    told = [(entry, text) for entry, text in paper.structure.metadata if entry in params.entries]
    told += [("XMP dc:creator", name) for name in paper.structure.creators]
    named = [(entry, " ".join(text.split())) for entry, text in told if not _is_nobody(text, params)]
    if named:
        quote = named[0][1][:_QUOTE_MAX_CHARACTERS]
        entries = ", ".join(dict.fromkeys(entry for entry, _ in named))
        yield Breach(measured=quote, expected=None, detail={"quote": quote, "entry": entries})


def _is_nobody(text: str, params: Params) -> bool:
    parts = (part.strip() for part in re.split(r"[,;&，；、]|\band\b", text))
    return all(
        not any(map(str.isalpha, part))
        or any(re.fullmatch(pattern, part, re.IGNORECASE) for pattern in params.nobody)
        for part in parts
    )
