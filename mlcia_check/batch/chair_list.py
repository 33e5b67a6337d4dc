"""Reads a chair's list of ids, and finds the paper that each of its lines is about."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from mlcia_check.batch.chair_table import read_table, table_rows
from mlcia_check.batch.ids_in_names import SUFFIX
from mlcia_check.errors import UsageProblem

Complain = Callable[[str], object]
"""Takes a sentence for the chair."""


class ListedPaper(Struct, frozen=True):
    """A line of the list: its number in the file, the file that it names, its id and its title."""

    line: int
    file: str
    id: str
    title: str = ""


def read_ids(file: str, complain: Complain) -> list[ListedPaper]:
    """Read a list: CSV with the columns file, id and (optional) title.

    Raises UsageProblem for a file that cannot be read or lacks a column. `complain` is told of lines that
    lack a file or an id.
    """
    columns, rows = table_rows(file, read_table(file))
    for name in ("file", "id"):
        if name not in columns:
            raise UsageProblem(f"'{file}' has no column '{name}'; its first row names file, id, title.")
    listed = []
    for row in rows:
        name, paper_id = row.cell("file"), row.cell("id")
        if name and paper_id:
            listed.append(ListedPaper(row.line, name, paper_id, row.cell("title")))
        else:
            lacking = "id" if name else "file"
            complain(f"'{file}', line {row.line}, has no {lacking}; the line is not used.")
    return listed


def assigned(
    paths: Sequence[str], listed: Sequence[ListedPaper], file: str, complain: Complain
) -> dict[int, ListedPaper]:
    """Return the line for each paper by the paper's number in `paths`.

    A line names a paper by its path, the end of its path or its file name, with or without ".pdf". `complain`
    is told, with the number of the line, of each line that names no paper, more than one, one that has a line
    already, or an id that another line has; `file` is the name of the list in these sentences.
    """
    endings = _endings(paths)
    lines: dict[int, ListedPaper] = {}
    owners: dict[str, ListedPaper] = {}
    for one in listed:
        found = endings.get(_name(one.file), [])
        exact = [number for number in found if paths[number] == one.file]
        found = exact or found
        if not found:
            complain(f"'{file}', line {one.line}: no paper '{one.file}' was found.")
        elif len(found) > 1:
            complain(
                f"'{file}', line {one.line}: {len(found)} papers are named '{one.file}'; "
                "write their folders too."
            )
        elif found[0] in lines:
            first = lines[found[0]].line
            complain(f"'{file}', line {one.line}: '{one.file}' is also in line {first}, which is used.")
        else:
            lines[found[0]] = one
            other = owners.setdefault(one.id, one)
            if other is not one:
                complain(
                    f"'{file}', line {one.line}: line {other.line} has the id '{one.id}' too; "
                    "both papers are known by the names of their files."
                )
    return lines


def _endings(paths: Sequence[str]) -> dict[str, list[int]]:
    """Return the papers by each end of their paths: for a/b.pdf they are b and a/b."""
    endings: defaultdict[str, list[int]] = defaultdict(list)
    for number, path in enumerate(paths):
        for ending in _ends(_name(path)):
            endings[ending].append(number)
    return endings


def _ends(name: str) -> Iterator[str]:
    yield name
    while "/" in name:
        name = name.partition("/")[2]
        yield name


def _name(path: str) -> str:
    """Return a path as it is compared: macOS decomposes accents, and lists leave out ".pdf" or "./"."""
    same = unicodedata.normalize("NFC", path.replace("\\", "/"))
    return SUFFIX.sub("", same.removeprefix("./"))
