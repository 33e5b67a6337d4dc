"""Finds the ids of papers in their submission system, from file names or a chair's list."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from mlcia_check.errors import UsageProblem
from mlcia_check.sources import Source
from mlcia_check.support.printable import printable

_NUMBERED: Final = re.compile(
    # HotCRP: venue-paper123.pdf, venue-final123.pdf; EasyChair: VENUE_submission_123.pdf, VENUE_paper_123.pdf
    r"(?:^|.*[-_ ])(?:paper|submission|final)[-_ ]?(\d+)|(\d+)",
    re.IGNORECASE,
)
_SUFFIX: Final = re.compile(r"\.pdf$", re.IGNORECASE)
_NAME_MAX_BYTES: Final = 200
"""Bytes: file systems allow 255, and a number and an extension are added."""
_NOT_IN_NAMES: Final = re.compile(r"[^\w.@+-]+")

LIST_MAX_BYTES: Final = 32_000_000
"""Bytes of a chair's list that are read."""

Row = tuple[str, str]


class BatchPaper(Struct, frozen=True):
    """One paper of a batch: its source, and its id and title as far as they are known before reading.

    The id is unique in its batch.
    """

    source: Source
    id: str
    title: str = ""


def papers(sources: Sequence[Source], rows: dict[str, Row]) -> list[BatchPaper]:
    """Return the papers with their ids; `rows` gives id and title by file, as `read_ids` returns them.

    If two papers would have the same id, both get their paths instead.
    """
    ending = _endings(sources) if rows else {}
    stated = [_row(source, rows, ending) for source in sources]
    wanted = [
        printable(row[0] if row else id_of(source.path)) for source, row in zip(sources, stated, strict=True)
    ]
    times = Counter(wanted)
    ids = _unlike(
        paper_id if times[paper_id] == 1 else printable(source.path)
        for source, paper_id in zip(sources, wanted, strict=True)
    )
    return [
        BatchPaper(source, paper_id, row[1] if row else "")
        for source, paper_id, row in zip(sources, ids, stated, strict=True)
    ]


def _unlike(ids: Iterable[str]) -> Iterator[str]:
    """Number repeated ids: two different names can look the same once they are made printable."""
    met: set[str] = set()
    for paper_id in ids:
        unlike, number = paper_id, 1
        while unlike in met:
            number += 1
            unlike = f"{paper_id} ({number})"
        met.add(unlike)
        yield unlike


def id_of(path: str) -> str:
    """Return the number that a submission system put into a file's name, else the name without
    its extension.
    """
    stem = _SUFFIX.sub("", _last(path))
    match = _NUMBERED.fullmatch(stem)
    return (match[1] or match[2]).lstrip("0") or "0" if match else stem


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


def read_ids(file: str) -> dict[str, Row]:
    """Read a chair's list: CSV with the columns file, id and (optional) title, in UTF-8 or in GBK, as Chinese
    Excel saves it. Raises UsageProblem for a file that cannot be read or lacks a column."""
    try:
        with open(file, "rb") as opened:
            data = opened.read(LIST_MAX_BYTES)
    except OSError as error:
        raise UsageProblem(f"cannot read '{file}': {error.strerror}.") from error
    rows: dict[str, Row] = {}
    table = csv.DictReader(io.StringIO(decoded(data), newline=""))
    try:
        columns = {name.strip().lower(): name for name in table.fieldnames or () if name}
        for name in ("file", "id"):
            if name not in columns:
                raise UsageProblem(f"'{file}' has no column '{name}'; its first row names file, id, title.")
        for row in table:
            stated = {name: (row[column] or "").strip() for name, column in columns.items()}
            if stated["file"] and stated["id"]:
                rows[stated["file"]] = stated["id"], stated.get("title", "")
    except csv.Error as error:
        raise UsageProblem(f"'{file}', line {table.line_num}, is not valid CSV: {error}.") from error
    return rows


def unused(sources: Sequence[Source], rows: dict[str, Row]) -> list[str]:
    """Return the files in a chair's list that match no paper."""
    ending = _endings(sources)
    paths = {source.path for source in sources}
    return [file for file in rows if file not in paths and len(ending[_last(file)]) != 1]


def decoded(data: bytes) -> str:
    """Decode a text file that a person or a spreadsheet wrote."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _row(source: Source, rows: dict[str, Row], ending: dict[str, list[str]]) -> Row | None:
    """Return the row for this paper, found by its path, or by its file name if no other paper has it."""
    if source.path in rows:
        return rows[source.path]
    name = _last(source.path)
    return rows.get(name) if len(ending.get(name, ())) == 1 else None


def _endings(sources: Sequence[Source]) -> dict[str, list[str]]:
    ending: defaultdict[str, list[str]] = defaultdict(list)
    for source in sources:
        ending[_last(source.path)].append(source.path)
    return ending


def _last(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]
