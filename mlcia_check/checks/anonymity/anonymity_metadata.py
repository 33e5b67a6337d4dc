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

_LONGEST_QUOTE = 100


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`entries` of the information dictionary that hold names.

    `nobody` are regular expressions: a name is nobody's where one of them matches all of it. Several
    names may stand in one entry.
    """

    entries: tuple[str, ...]
    nobody: tuple[str, ...]


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """At most one breach, that quotes the first entry and lists all of them."""
    told = [(entry, text) for entry, text in paper.structure.metadata if entry in params.entries]
    told += [("XMP dc:creator", name) for name in paper.structure.creators]
    named = [(entry, " ".join(text.split())) for entry, text in told if not _is_nobody(text, params)]
    if named:
        quote = named[0][1][:_LONGEST_QUOTE]
        entries = ", ".join(dict.fromkeys(entry for entry, _ in named))
        yield Breach(measured=quote, expected=None, detail={"quote": quote, "entry": entries})


def _is_nobody(text: str, params: Params) -> bool:
    parts = (part.strip() for part in re.split(r"[,;&，；、]|\band\b", text))
    return all(
        not any(map(str.isalpha, part))
        or any(re.fullmatch(pattern, part, re.IGNORECASE) for pattern in params.nobody)
        for part in parts
    )
