"""Reads works from DBLP's XML piece by piece: memory stays bounded, and nothing outside the file is read."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from html.entities import name2codepoint
from typing import BinaryIO, Final
from xml.parsers import expat

from msgspec import Struct

from mlcia_check.errors import UsageProblem

RECORDS: Final = frozenset({"article", "inproceedings", "proceedings", "book", "incollection", "phdthesis"})
FIELDS: Final = frozenset({"author", "editor", "title", "year", "journal", "booktitle", "ee"})
"""Elements of a record that are kept; <title> may hold <i>, <sub>, <sup> and <tt>, whose text counts."""

CHUNK_BYTES: Final = 1 << 16
FIELD_MAX_CHARACTERS: Final = 4_000
AUTHORS_MAX: Final = 3_000
"""DBLP's longest title has 1,300 characters, its longest list 2,900 authors; more is cut off."""

_HOMONYM: Final = re.compile(r" \d{4}$")
"""DBLP numbers people of one name: "Wei Wang 0001"."""

_PROCEEDINGS_NAME: Final = re.compile(r"[^,]+")
"""The title of proceedings up to the town: "Proceedings of the 2016 ACM SIGCOMM Conference, Rio"."""

_DOI: Final = re.compile(r"https?://(?:dx\.)?doi\.org/(10\..+)", re.IGNORECASE)


class PublishedWork(Struct, frozen=True):
    """A published work; `venue` is its journal or the short name of its conference, "" for none."""

    title: str
    authors: tuple[str, ...]
    year: int
    venue: str = ""
    doi: str = ""


def works(file: str) -> Iterator[PublishedWork]:
    """Yield the works in a file of DBLP's XML, packed by gzip or not.

    Raises UsageProblem if it cannot be read, is no such XML or declares entities of its own.
    """
    try:
        with open(file, "rb") as opened:
            packed = opened.read(2) == b"\x1f\x8b"
            opened.seek(0)
            yield from _read(gzip.GzipFile(fileobj=opened) if packed else opened, file)
    except (OSError, EOFError) as error:
        raise UsageProblem(f"cannot read '{file}': {getattr(error, 'strerror', None) or error}.") from error


def _read(opened: BinaryIO | gzip.GzipFile, file: str) -> Iterator[PublishedWork]:
    collector = _RecordCollector(file)
    parser = collector.parser
    try:
        while chunk := opened.read(CHUNK_BYTES):
            parser.Parse(chunk, False)
            yield from collector.taken()
        parser.Parse(b"", True)
        yield from collector.taken()
    except expat.ExpatError as error:
        raise UsageProblem(f"'{file}' is not DBLP's XML: {error}.") from error


class _RecordCollector:
    """Collects the records that expat reports."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._works: list[PublishedWork] = []
        self._record: dict[str, list[str]] = {}
        self._within = ""
        self._field = ""
        self._text: list[str] = []
        self._length = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        # The letters of DBLP's own DTD come here, since the DTD itself is never read.
        self.parser.SkippedEntityHandler = self._entity
        self.parser.EntityDeclHandler = self._refuse

    def taken(self) -> list[PublishedWork]:
        """Return the works since the last call."""
        taken, self._works = self._works, []
        return taken

    def _start(self, name: str, _: dict[str, str]) -> None:
        if not self._within and name in RECORDS:
            self._within, self._record = name, {}
        elif self._within and not self._field and name in FIELDS:
            self._field, self._text, self._length = name, [], 0

    def _end(self, name: str) -> None:
        if self._field and name == self._field:
            values = self._record.setdefault(name, [])
            if len(values) < AUTHORS_MAX:
                values.append(" ".join("".join(self._text).split()))
            self._field = ""
        elif name == self._within:
            self._works.extend(_work(self._record, self._within))
            self._within = ""

    def _characters(self, text: str) -> None:
        if self._field and self._length < FIELD_MAX_CHARACTERS:
            self._text.append(text)
            self._length += len(text)

    def _entity(self, name: str, is_parameter: bool) -> None:
        if not is_parameter and name in name2codepoint:
            self._characters(chr(name2codepoint[name]))

    def _refuse(self, *_: object) -> None:
        # Entities that are made of entities fill memory; DBLP's file declares none.
        raise UsageProblem(f"'{self._file}' declares entities of its own, which DBLP's XML never does.")


def _work(record: dict[str, list[str]], kind: str) -> Iterator[PublishedWork]:
    """Yield the work of a record, none without a title and a year. The venue of proceedings is their name."""
    title = next(iter(record.get("title", ())), "").rstrip(".")
    year = next(iter(record.get("year", ())), "")
    if not title or not year.isdecimal():
        return
    name = _PROCEEDINGS_NAME.findall(title)[:1] if kind == "proceedings" else ()
    venues = (*name, *record.get("journal", ()), *record.get("booktitle", ()))
    dois = (match[1].lower() for link in record.get("ee", ()) if (match := _DOI.fullmatch(link)))
    authors = record.get("author") or record.get("editor") or []
    names = tuple(_HOMONYM.sub("", name) for name in authors)
    yield PublishedWork(title, names, int(year), next(iter(venues), ""), next(dois, ""))
