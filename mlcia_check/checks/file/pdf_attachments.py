"""Are files embedded in the document, or linked from it like attachments?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from mlcia_check.model.answers import Answer, Breach, Doubt, Place
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"": ("names",), "launch-relative": ("names",), "multimedia": ("names",)}
DOUBTS: Cases = {"": ("reason",)}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`kinds`: the kinds of action that count as an attachment.

    `associated`: whether to count the files that belong to the structure tree of a tagged PDF.
    """

    kinds: tuple[Literal["launch-relative", "multimedia"], ...] = ()
    associated: bool = False


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach for the attached files and one for each kind of action in `params.kinds`.

    Yield a doubt if some part of the file could not be searched.
    """
    files = [file for file in paper.structure.attachments if params.associated or not file.associated]
    if files:
        yield _breach("", [(file.page, file.name) for file in files])
    for kind in params.kinds:
        found = [(action.page, action.target) for action in paper.structure.actions if action.kind == kind]
        if found:
            yield _breach(kind, found)
    if paper.structure.undetermined:
        yield Doubt("", gaps=paper.structure.undetermined)


def _breach(case: str, found: Sequence[tuple[int | None, str]]) -> Breach:
    pages = tuple(sorted({page for page, _ in found if page is not None}))
    return Breach(
        measured=len(found),
        expected=0,
        place=Place(pages[0]) if pages else None,
        pages=pages,
        case=case,
        detail={"names": ", ".join(name for _, name in found)},
    )
