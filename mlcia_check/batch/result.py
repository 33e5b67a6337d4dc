"""The result of each paper of a batch: one line of results.jsonl. Data only."""

from __future__ import annotations

from msgspec import Struct

from mlcia_check.batch.paper_text import Print
from mlcia_check.model.front_text import FrontText
from mlcia_check.model.thumbnail import Thumbnail
from mlcia_check.report import worded
from mlcia_check.report.words.phrases import Lang
from mlcia_check.workers.limits import Limits


class StoredPicture(Struct, frozen=True):
    """A page's picture, with the position of its bytes in the file of pictures; size in bp as viewed."""

    page: int
    width: float
    height: float
    media_type: str
    offset: int
    length: int


class Result(Struct, frozen=True, omit_defaults=True):
    """One judged paper. `run` is the hash of everything besides the file on which the judgement depends.

    `document` is its part of report.json, with the path that it had when it was judged. `language` is the
    language for its authors, and `letter` its findings in that language if the report is in the other one.
    `front` is its front matter as printed. `limits` are the limits that its reading exceeded. `stamp` is the
    stamp of its source. `light` are the rules whose doubts leave the verdict alone. `id` is the paper's id in
    the run that judged it. `hidden` are the rows of hidden text for which it is judged.
    """

    run: str
    document: worded.WordedDocument
    title: str = ""
    language: Lang = "en"
    letter: tuple[worded.WordedFinding, ...] | None = None
    print: Print = Print()
    front: FrontText = FrontText()
    pictures: tuple[StoredPicture, ...] = ()
    limits: Limits | None = None
    stamp: str = ""
    light: tuple[str, ...] = ()
    id: str = ""
    hidden: tuple[str, ...] = ()


class Judged(Struct, frozen=True):
    """A result as it comes from the worker, with its pictures."""

    result: Result
    thumbnails: tuple[Thumbnail, ...] = ()
