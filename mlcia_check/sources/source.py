"""A document to read, a skipped file, and their limits. Data only."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

STANDARD_INPUT: Final = "-"

DOCUMENT_MAX_BYTES: Final = 200_000_000
"""Bytes: a larger document is not read. Real papers stay below 50 MB."""


class Member(Struct, frozen=True):
    """The place of a document in an archive, and what the archive states about it: `packed` and `size` are in
    bytes, `method` is 0 (stored) or 8 (deflated)."""

    offset: int
    packed: int
    size: int
    crc: int
    method: int


class Source(Struct, frozen=True):
    """A document to read. `path` is its name in reports, `file` the path of the file or its archive.

    `member` is its place in the archive. `data` holds the bytes from standard input. `problem`, with its
    `detail`, is the reason why it cannot be read, if that is known beforehand. `stamp` changes with the
    content of the file at a URL; it is "" if the storage gives nothing to make it from.
    """

    path: str
    file: str = ""
    member: Member | None = None
    data: bytes | None = None
    problem: str = ""
    detail: str = ""
    stamp: str = ""


SkipReason = Literal[
    "no-pdf",
    "other-archive",
    "macos-shadow",
    "archive-in-archive",
    "archive-link",
    "no-name",
    "unread-member",
    "archive-in-folder",
    "folder-link",
    "link-out-of-repository",
    "unread-folder",
    "no-file",
    "twice",
    "output-folder",
    "batch-folder",
]
"""Why a file under the given paths is not a document of the run."""


TROUBLED: Final[frozenset[SkipReason]] = frozenset(
    {"batch-folder", "link-out-of-repository", "no-name", "unread-folder", "unread-member"}
)
"""Reasons that say nothing about the content of the file: it may be a paper."""


class SkippedFile(Struct, frozen=True):
    """A file that was found but is not a document of the run. `path` is as in a Source."""

    path: str
    reason: SkipReason


class FoundPaths(Struct, frozen=True):
    """The documents and the skipped files under the given paths, in their order."""

    sources: tuple[Source, ...]
    skipped: tuple[SkippedFile, ...] = ()
