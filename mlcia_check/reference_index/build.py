"""Builds the index: an SQLite file with a full-text table of titles."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from itertools import islice
from typing import Final

from mlcia_check.errors import UsageProblem
from mlcia_check.reference_index.dblp import PublishedWork, works
from mlcia_check.reference_index.text_keys import folded, venue_key

FORMAT: Final = 1
"""The layout of the tables; an index of another layout is refused."""

BATCH_WORKS: Final = 10_000
"""Works that are written together, so that memory stays bounded."""

TABLES: Final = f"""
PRAGMA user_version = {FORMAT};
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE works (id INTEGER PRIMARY KEY, title TEXT, authors TEXT, year INTEGER, doi TEXT);
CREATE TABLE venues (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE VIRTUAL TABLE titles USING fts5(
    title, content='', detail=none, tokenize="unicode61 remove_diacritics 2");
"""
INDEXES: Final = """
INSERT INTO titles (titles) VALUES ('optimize');
CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', 'titles', 'row');
CREATE TABLE words (term TEXT PRIMARY KEY, works INTEGER) WITHOUT ROWID;
INSERT INTO words SELECT term, doc FROM vocabulary;
CREATE INDEX by_doi ON works (doi) WHERE doi <> '';
"""


def build(dblp_file: str, index_file: str) -> int:
    """Make an index of the works in DBLP's XML, and return their number.

    The index takes its place only when it is complete. Raises UsageProblem if a file cannot be read or
    written, or SQLite has no full-text search.
    """
    part = f"{index_file}.part"
    try:
        with suppress(FileNotFoundError):
            os.unlink(part)
        number = _write(part, works(dblp_file))
        if not number:
            raise UsageProblem(f"'{dblp_file}' holds no works; is it DBLP's XML?")
        os.replace(part, index_file)
    except sqlite3.Error as error:
        raise UsageProblem(f"cannot write to '{index_file}': {error}.") from error
    except OSError as error:
        raise UsageProblem(f"cannot write to '{index_file}': {error.strerror}.") from error
    finally:
        with suppress(OSError):
            os.unlink(part)
    return number


def _write(file: str, found: Iterable[PublishedWork]) -> int:
    rest, number = iter(found), 0
    with closing(sqlite3.connect(file)) as index:
        index.executescript(TABLES)
        while batch := list(islice(rest, BATCH_WORKS)):
            index.executemany("INSERT INTO works VALUES (?, ?, ?, ?, ?)", _rows(number, batch))
            titles = ((number + place, folded(work.title)) for place, work in enumerate(batch, 1))
            index.executemany("INSERT INTO titles (rowid, title) VALUES (?, ?)", titles)
            venues = sorted({key for work in batch if (key := venue_key(work.venue))})
            index.executemany("INSERT OR IGNORE INTO venues VALUES (?)", ((venue,) for venue in venues))
            number += len(batch)
        index.executescript(INDEXES)
        index.commit()
    return number


def _rows(before: int, batch: Iterable[PublishedWork]) -> Iterator[tuple[int, str, str, int, str]]:
    for number, work in enumerate(batch, before + 1):
        yield number, work.title, "\n".join(work.authors), work.year, work.doi
