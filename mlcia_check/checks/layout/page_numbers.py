"""Do the pages bear page numbers, as the format wants it, or none?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from msgspec import Struct

from mlcia_check.checks.layout.printed_numbers import numbered_pages
from mlcia_check.checks.layout.wrong_pages import WrongPages
from mlcia_check.model.answers import Answer, NotApplicable
from mlcia_check.model.measured_paper import PageKind, Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"missing": (), "printed": ()}
DOUBTS: Cases = {"some": ()}

_UNNUMBERED_KINDS: Final[frozenset[PageKind]] = frozenset({"blank", "no-text", "unreadable", "temporary"})
"""Pages that need no number, or whose number cannot be read."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`numbers`: whether the pages must bear numbers, or must not."""

    numbers: Literal["required", "forbidden"]


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield a breach if most pages are not as the format wants them, a doubt if some are not.

    Numbers stand at the head, the foot or the side, alone or beside other words, in Arabic or Roman numerals.
    The first page may go without: many classes leave its number out.
    """
    if paper.imposed:
        yield NotApplicable("imposed")
        return
    pages = [page.number for page in paper.pages if page.kind not in _UNNUMBERED_KINDS and not page.turned]
    found = numbered_pages(paper)
    is_required = params.numbers == "required"
    wrong = tuple(
        page for page in pages if (page in found) != is_required and not (is_required and page == 1)
    )
    if not wrong:
        return
    answers = WrongPages(wrong, found, is_required)
    yield answers.breach() if 2 * len(wrong) > len(pages) - 1 else answers.doubt(len(pages))
