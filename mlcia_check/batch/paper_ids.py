"""Gives each paper of a batch its id, and a file name that is made from it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from msgspec import Struct

from mlcia_check.batch.chair_list import Complain, ListedPaper
from mlcia_check.batch.ids_in_names import ids_in_names, tails_apart
from mlcia_check.sources import Source
from mlcia_check.support.printable import printable

_NAME_MAX_BYTES: Final = 200
"""Bytes: file systems allow 255, and a number and an extension are added."""
_NAMED_MAX: Final = 3
"""Papers with one number that are named to the user."""

_NOT_IN_NAMES: Final = re.compile(r"[^\w.@+-]+")


class BatchPaper(Struct, frozen=True):
    """One paper of a batch: its source, and its id and title as far as they are known before reading.

    The id is unique in its batch. `note` is the id of OpenReview's note if the registered data names it.
    """

    source: Source
    id: str
    title: str = ""
    note: str = ""


def papers(
    sources: Sequence[Source], listed: Mapping[int, ListedPaper], complain: Complain
) -> list[BatchPaper]:
    """Return the papers with their ids; `listed` are the lines of the chair's list by the paper's number.

    Papers that would have the same id are known by their file names or the ends of their paths instead;
    `complain` is told of those whose names hold the same number.
    """
    paths = [source.path for source in sources]
    wanted = ids_in_names(paths)
    for number, line in listed.items():
        wanted[number] = line.id
    same: defaultdict[str, list[int]] = defaultdict(list)
    for number, paper_id in enumerate(wanted):
        same[paper_id].append(number)
    for paper_id, numbers in same.items():
        stated = [number for number in numbers if number in listed]
        unclear = [number for number in numbers if number not in listed] if len(stated) == 1 else numbers
        if len(numbers) == 1:
            continue
        for number, tail in zip(unclear, tails_apart([paths[number] for number in unclear]), strict=True):
            wanted[number] = tail
        if paper_id.isdigit() and not stated:
            named = [f"'{wanted[number]}'" for number in numbers[:_NAMED_MAX]]
            shown = ", ".join((*named, "...") if len(numbers) > _NAMED_MAX else named)
            complain(
                f"{len(numbers)} papers have the number {paper_id} in their names ({shown}); "
                "they are known by their names."
            )
    ids = _unlike([printable(paper_id) for paper_id in wanted], first=listed)
    return [
        BatchPaper(source, ids[number], listed[number].title if number in listed else "")
        for number, source in enumerate(sources)
    ]


def _unlike(ids: Sequence[str], first: Collection[int]) -> dict[int, str]:
    """Return the ids by number, with a mark on repeated ones: two names can look the same once they are made
    printable. Those of the numbers in `first` are served first."""
    met: set[str] = set()
    unlike: dict[int, str] = {}
    for number in sorted(range(len(ids)), key=lambda number: number not in first):
        marked, mark = ids[number], 1
        while marked in met:
            mark += 1
            marked = f"{ids[number]} ({mark})"
        met.add(marked)
        unlike[number] = marked
    return unlike


def file_name(paper_id: str) -> str:
    """Return an id as a file name, without characters that lead out of a folder or are special to
    a system.
    """
    name = _NOT_IN_NAMES.sub("_", paper_id).lstrip(".")
    return name.encode()[-_NAME_MAX_BYTES:].decode(errors="ignore") or "_"


def file_names(ids: Sequence[str]) -> list[str]:
    """Return a file name for each id. No two are the same, even on systems that ignore case."""
    taken: set[str] = set()
    names = []
    for paper_id in ids:
        name, number = file_name(paper_id), 1
        while (unlike := name if number == 1 else f"{name}-{number}").casefold() in taken:
            number += 1
        taken.add(unlike.casefold())
        names.append(unlike)
    return names
