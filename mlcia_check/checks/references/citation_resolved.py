"""Does every citation and cross-reference have a target?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from mlcia_check.checks import every_place
from mlcia_check.model.answers import Answer, Breach, Place
from mlcia_check.model.measured_paper import Citation, Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"": ("marks",), "reference": ("marks",), "beyond": ("marks", "last")}
DOUBTS: Cases = {}

_MARKS_SHOWN_MAX = 4
"""Marks that a sentence quotes. The finding counts all of them."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`resolved`: the share of the cited numbers that the list must hold, in percent.

    With less, the list was probably not read to its end, and the other numbers do not count as missing.
    """

    resolved: float


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach for lost citations, one for lost cross-references, one for numbers beyond the list."""
    for kind, case in (("citation", ""), ("reference", "reference")):
        marks = [mark for mark in paper.unresolved if mark.kind == kind]
        if marks:
            first = marks[0]
            yield Breach(
                measured=len(marks),
                expected=None,
                place=Place(first.page, first.box, first.words),
                pages=_pages([mark.page for mark in marks]),
                places=every_place.of_each(marks),
                case=case,
                detail={"marks": _listed([mark.text for mark in marks])},
            )
    last = _last_number(paper)
    if last is None:
        return
    beyond = _beyond(paper, last, params.resolved)
    if beyond:
        nearest = beyond[0]
        line = next(
            (line for line in paper.lines if (line.page, line.box) == (nearest.page, nearest.box)), None
        )
        yield Breach(
            measured=len(beyond),
            expected=None,
            place=Place(nearest.page, nearest.box, line.text.strip() if line else nearest.text),
            pages=_pages([citation.page for citation in beyond]),
            places=every_place.of_each(beyond),
            case="beyond",
            detail={"marks": _listed([citation.text for citation in beyond]), "last": last},
        )


def _last_number(paper: Paper) -> int | None:
    """Return the last entry's number if the entries were read for certain: numbered in order from 1.

    Of several lists, return the number of the longest one.
    """
    lists: dict[int, list[str]] = {}
    for reference in paper.references:
        lists.setdefault(reference.list, []).append(reference.label)
    lasts = []
    for labels in lists.values():
        if not all(label.isdigit() for label in labels):
            continue
        numbers = [int(label) for label in labels]
        if numbers[0] != 1 or numbers != sorted(numbers):
            return None
        lasts.append(numbers[-1])
    return max(lasts, default=None)


def _beyond(paper: Paper, last: int, resolved: float) -> list[Citation]:
    """Return the citations of numbers above the last entry.

    The result is empty if the list was not read to its end.
    """
    cited = [label for citation in paper.citations for label in citation.labels if label.isdigit()]
    there = sum(int(label) <= last for label in cited)
    if not cited or 100 * there < resolved * len(cited):
        return []
    beyond = [
        citation
        for citation in paper.citations
        if any(label.isdigit() and int(label) > last for label in citation.missing)
    ]
    missing = tuple(f"[{label}]" for citation in beyond for label in citation.missing)
    list_goes_on = any(line.text.lstrip().startswith(missing) for line in paper.lines) if missing else False
    return [] if list_goes_on else beyond


def _pages(numbers: Sequence[int]) -> tuple[int, ...]:
    return tuple(sorted(set(numbers)))


def _listed(marks: Sequence[str]) -> str:
    """Return the first few different marks: `[? ], [? , m2m]`."""
    different = list(dict.fromkeys(marks))
    return ", ".join(different[:_MARKS_SHOWN_MAX]) + (", ..." if len(different) > _MARKS_SHOWN_MAX else "")
