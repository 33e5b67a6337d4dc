"""Does the final paper show what a submission leaves out: its authors, the rights, the reference format?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final, Literal

from msgspec import Struct

from mlcia_check.model.answers import Answer, Breach, Doubt, NotApplicable, Place
from mlcia_check.model.measured_paper import Paper, Role
from mlcia_check.model.patterns import Pattern
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"": ("parts_en", "parts_zh")}
DOUBTS: Cases = {"no-title": ()}

Part = Literal["authors", "rights", "reference-format"]

NAMES: Final[dict[Part, tuple[str, str]]] = {
    "authors": ("the authors", "作者"),
    "rights": ("the rights block", "版权声明"),
    "reference-format": ("the reference format", "引用格式"),
}
"""The names of the parts in sentences, in English and in Chinese."""

_NAME_MIN_LETTERS: Final = 2
"""Letters of a line that can be a name: 王明."""

_DRAWN: Final[frozenset[Role]] = frozenset({"float", "listing", "display", "line-number", "watermark"})
"""Roles of lines that hold none of the parts."""

_TEXT: Final[frozenset[Role]] = frozenset({"body", "heading"})
"""Roles of lines that can speak of rights without stating them: "Copyright law has no answer"."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """The `parts` that the first page must have, and regular expressions that show them.

    `ends`: the beginning of the text under the authors. `hidden`: what stands in place of names. `rights` and
    `reference_format`: the beginnings of these parts.
    """

    parts: tuple[Part, ...]
    ends: tuple[Pattern, ...]
    hidden: tuple[Pattern, ...]
    rights: tuple[Pattern, ...]
    reference_format: tuple[Pattern, ...]


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach that names every missing part, and a doubt if it is not known where authors stand."""
    if paper.imposed:
        yield NotApplicable("imposed")
        return
    found: dict[Part, bool | None] = {
        "authors": _has_authors(paper, params),
        "rights": _begins(paper, params.rights, without=_DRAWN | _TEXT),
        "reference-format": _begins(paper, params.reference_format, without=_DRAWN),
    }
    missing = [part for part in params.parts if found[part] is False]
    if missing:
        yield Breach(
            measured=len(params.parts) - len(missing),
            expected=len(params.parts),
            place=Place(1),
            pages=(1,),
            detail={
                "parts_en": ", ".join(NAMES[part][0] for part in missing),
                "parts_zh": "、".join(NAMES[part][1] for part in missing),
            },
        )
    if "authors" in params.parts and found["authors"] is None:
        yield Doubt("no-title", Place(1), (1,))


def _has_authors(paper: Paper, params: Params) -> bool | None:
    """Return whether names stand under the title; None without a title.

    A line that only says that names are hidden shows that they are: what else is there is a subtitle.
    """
    from mlcia_check.checks.anonymity.people import revealed
    from mlcia_check.checks.anonymity.title_block import title_block

    block = title_block(paper, params.ends)
    if not block.title:
        return None
    worded = [line.text for line in block.authors if sum(map(str.isalpha, line.text)) >= _NAME_MIN_LETTERS]
    return bool(worded) and all(revealed(text, params.hidden) for text in worded)


def _begins(paper: Paper, patterns: Sequence[str], without: Collection[Role]) -> bool:
    """Return whether a line of the first page, in none of the roles `without`, begins with a pattern."""
    begins = re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
    return any(
        begins.match(line.text.strip()) for line in paper.lines if line.page == 1 and line.role not in without
    )
