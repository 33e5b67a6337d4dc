"""What is kept of each paper of a batch: one line of results.jsonl. Data only."""

from __future__ import annotations

from msgspec import Struct

from mlcia_check.batch.paper_text import Print
from mlcia_check.model.thumbnail import Thumbnail
from mlcia_check.report import worded
from mlcia_check.report.words.phrases import Lang
from mlcia_check.workers.limits import Limits


class StoredPicture(Struct, frozen=True):
    """A page's picture and where its bytes lie in the file of pictures; size in bp as viewed."""

    page: int
    width: float
    height: float
    media_type: str
    offset: int
    length: int


class Result(Struct, frozen=True, omit_defaults=True):
    """One paper, judged. `run` is the hash of all that its judgement depends on beside the file.

    `document` is its part of report.json, under the path that it had then. `language` is the one
    in which to write to its authors, and `letter` its findings in that language where the report's
    is another. `limits` are those under which its reading was given up. `stamp` is its source's.
    """

    run: str
    document: worded.WordedDocument
    title: str = ""
    language: Lang = "en"
    letter: tuple[worded.WordedFinding, ...] | None = None
    print: Print = Print()
    pictures: tuple[StoredPicture, ...] = ()
    limits: Limits | None = None
    stamp: str = ""


class Judged(Struct, frozen=True):
    """A result as it comes from the reader, its pictures still beside it."""

    result: Result
    thumbnails: tuple[Thumbnail, ...] = ()
