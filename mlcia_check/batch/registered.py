"""Reads what authors registered (CSV, HotCRP's JSON, OpenReview's JSON), and finds the entry of a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from mlcia_check.batch.chair_table import TableRow, decoded, read_table, table_rows
from mlcia_check.errors import UsageProblem
from mlcia_check.model.front_text import Registered

NUMBER_COLUMNS: Final = ("id", "number", "#", "pid", "paper", "paper id", "paper number", "submission id")
NOTE_COLUMNS: Final = ("note", "note id", "note_id", "forum")
TITLE_COLUMNS: Final = ("title", "paper title")
AUTHOR_COLUMNS: Final = ("authors", "author names", "primary author")
"""Names of columns in the exports of submission systems, in lower case."""

_BETWEEN_AUTHORS: Final = re.compile(r"\s*(?:;|\n|；|、)\s*")
_BETWEEN_SOME: Final = re.compile(r"\s*(?:,|，|\band\b)\s*")
_NOTE: Final = re.compile(r"\*|\s*[(（<][^)）>]*[)）>]")
"""What follows a name in an export: (University of Somewhere), <jun@example.org>, CMT's * of the contact."""


class Register:
    """What was registered, by the ids of papers."""

    def __init__(self, entries: Sequence[Registered]) -> None:
        self._by_id: dict[str, Registered] = {}
        for entry in entries:
            for paper_id in filter(None, (entry.number, entry.note)):
                self._by_id.setdefault(paper_id, entry)

    def entry(self, paper_id: str) -> Registered | None:
        """Return the entry with this number or note id, None if there is none."""
        return self._by_id.get(paper_id)

    def without_paper(self, ids: Sequence[str]) -> int:
        """Return how many entries belong to none of these papers."""
        found = {id(self._by_id[paper_id]) for paper_id in ids if paper_id in self._by_id}
        return len({id(entry) for entry in self._by_id.values()}) - len(found)


def read_register(file: str) -> Register:
    """Read a file with registered metadata. Raises UsageProblem if it cannot be read or names no paper."""
    data = read_table(file)
    text = decoded(data).lstrip()
    entries = list(_of_json(file, text) if text[:1] in ("[", "{") else _of_table(file, data))
    if not any(entry.number or entry.note for entry in entries):
        raise UsageProblem(f"'{file}' names no papers; it needs ids with titles, abstracts or authors.")
    return Register(entries)


def _of_table(file: str, data: bytes) -> Iterator[Registered]:
    _, rows = table_rows(file, data)
    for row in rows:
        yield Registered(
            number=_number(row.cell(*NUMBER_COLUMNS)),
            note=row.cell(*NOTE_COLUMNS),
            title=row.cell(*TITLE_COLUMNS),
            abstract=row.cell("abstract"),
            authors=_listed(row.cell(*AUTHOR_COLUMNS)) or tuple(_numbered_authors(row)),
        )


def _numbered_authors(row: TableRow) -> Iterator[str]:
    """Yield names from the columns author 1, author 2 ..."""
    number = 1
    while name := row.cell(f"author {number}", f"author{number}", f"author {number} name"):
        yield name
        number += 1


def _listed(names: str) -> tuple[str, ...]:
    """Return the names in a cell. Semicolons, line breaks or 、 separate them; else commas and "and"."""
    bare = _NOTE.sub("", names)
    pattern = _BETWEEN_AUTHORS if _BETWEEN_AUTHORS.search(bare) else _BETWEEN_SOME
    return tuple(_in_order(name) for name in pattern.split(bare) if name)


def _in_order(name: str) -> str:
    """Return "Given Family" for "Family, Given"."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma else name.strip()


def _of_json(file: str, text: str) -> Iterator[Registered]:
    for one in json_entries(file, text):
        yield _of_note(one) if isinstance(one.get("content"), dict) else _of_hotcrp(one)


def json_entries(file: str, text: str) -> Iterator[Mapping[str, Any]]:
    """Yield the papers in JSON of HotCRP or OpenReview. Raises UsageProblem for what is no JSON."""
    try:
        read = msgspec.json.decode(text.encode())
    except msgspec.DecodeError as error:
        raise UsageProblem(f"'{file}' is not valid JSON: {error}.") from error
    if isinstance(read, dict):
        read = next((read[name] for name in ("notes", "papers", "submissions") if name in read), [read])
    yield from (one for one in read if isinstance(one, dict)) if isinstance(read, list) else ()


def number_of(entry: Mapping[str, Any]) -> str:
    """Return the number of a paper in such JSON, "" if it has none."""
    return _number(entry.get("pid", entry.get("number", entry.get("id"))))


def _of_note(note: Mapping[str, Any]) -> Registered:
    """Return OpenReview's note; its second API wraps each value: {"title": {"value": "..."}}."""
    content = {
        name: value.get("value") if isinstance(value, dict) else value
        for name, value in note["content"].items()
    }
    return Registered(
        number=_number(note.get("number")),
        note=_text(note.get("id") or note.get("forum")),
        title=_text(content.get("title")),
        abstract=_text(content.get("abstract")),
        authors=_authors(content.get("authors")),
    )


def _of_hotcrp(paper: Mapping[str, Any]) -> Registered:
    return Registered(
        number=_number(paper.get("pid", paper.get("id"))),
        title=_text(paper.get("title")),
        abstract=_text(paper.get("abstract")),
        authors=_authors(paper.get("authors")),
    )


def _authors(authors: object) -> tuple[str, ...]:
    if isinstance(authors, str):
        return _listed(authors)
    named = (_name(one) for one in authors) if isinstance(authors, list) else ()
    return tuple(name for name in named if name)


def _name(author: object) -> str:
    """Return an author's name: a string, or HotCRP's object with `name`, or `first` and `last`."""
    if not isinstance(author, dict):
        return _text(author)
    given = _text(author.get("first") or author.get("given_name"))
    family = _text(author.get("last") or author.get("family_name"))
    return f"{given} {family}".strip() or _in_order(_text(author.get("name") or author.get("fullname")))


def _number(value: object) -> str:
    """Return an id as `batch` knows it: "#12" and 12 are 12."""
    return _text(value).lstrip("#")


def _text(value: object) -> str:
    return str(value).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
