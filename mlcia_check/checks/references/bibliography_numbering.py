"""Are the numbered entries of the reference list 1, 2, 3 ... without a gap, a repeat or disorder?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from mlcia_check.checks import every_place
from mlcia_check.model.answers import Answer, Breach, NotApplicable, Place
from mlcia_check.model.measured_paper import Paper, Reference
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"gap": ("numbers",), "repeat": ("numbers",), "order": ("numbers",)}
DOUBTS: Cases = {}

_NUMBERS_SHOWN_MAX = 6
"""Numbers that a sentence names. The finding counts all of them."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`entries`: the least number of entries of a list to check. Shorter lists are not checked."""

    entries: int


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield for each list one breach for repeats, one for disorder, and one for missing numbers."""
    lists: dict[int, list[Reference]] = {}
    for reference in paper.references:
        lists.setdefault(reference.list, []).append(reference)
    asked = [entries for entries in lists.values() if len(entries) >= params.entries and _numbered(entries)]
    if not asked:
        yield NotApplicable("no-numbered-list")
    for entries in asked:
        yield from _of_list(paper, entries)


def _numbered(entries: Sequence[Reference]) -> bool:
    return all(entry.label.isdigit() for entry in entries)


def _of_list(paper: Paper, entries: Sequence[Reference]) -> Iterator[Breach]:
    numbers = [int(entry.label) for entry in entries]
    counts = Counter(numbers)
    repeated = [number for number, count in counts.items() if count > 1]
    if repeated:
        second = [numbers.index(number, numbers.index(number) + 1) for number in repeated]
        yield _breach("repeat", repeated, [entries[index] for index in second])
    falls = [
        index
        for index in range(1, len(numbers))
        if numbers[index] < numbers[index - 1] and numbers[index] not in repeated
    ]
    if falls:
        yield _breach("order", [numbers[index] for index in falls], [entries[index] for index in falls])
    skipped = sorted(set(range(1, max(numbers))) - set(numbers))
    gaps = [number for number in skipped if not _stands_somewhere(paper, number)]
    if gaps:
        after = [next(entry for entry in entries if int(entry.label) > number) for number in gaps]
        yield _breach("gap", gaps, after)


def _breach(case: str, numbers: list[int], entries: list[Reference]) -> Breach:
    shown = ", ".join(f"[{number}]" for number in numbers[:_NUMBERS_SHOWN_MAX])
    return Breach(
        measured=len(numbers),
        expected=None,
        unit="entries",
        place=Place(entries[0].page, entries[0].box, entries[0].text[:80]),
        pages=tuple(sorted({entry.page for entry in entries})),
        places=every_place.of_each(entries),
        case=case,
        detail={"numbers": shown + (", ..." if len(numbers) > _NUMBERS_SHOWN_MAX else "")},
    )


def _stands_somewhere(paper: Paper, number: int) -> bool:
    """Return True if a line outside the known entries begins with the number: its role was missed."""
    marks = (f"[{number}]", f"［{number}］", f"【{number}】", f"{number}. ")
    known = sum(reference.label == str(number) for reference in paper.references)
    return sum(line.text.lstrip().startswith(marks) for line in paper.lines) > known
