"""A document to read, and a file that is none. Data only, and what bounds them."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

STANDARD_INPUT: Final = "-"

MOST_BYTES: Final = 200_000_000
"""A document larger than this is not read. Real papers stay below 50 MB."""


class Member(Struct, frozen=True):
    """Where one document of an archive lies, and what the archive says of it: `packed` and `size` count
    bytes, `method` is 0 (stored) or 8 (deflated)."""

    offset: int
    packed: int
    size: int
    crc: int
    method: int


class Source(Struct, frozen=True):
    """A document to read. `path` is its name in reports, `file` where it (or its archive) lies.

    `member` is its place in the archive. `data` holds what came from standard input. `problem`
    is the reason why it cannot be read, where that is known beforehand, with its `detail`. `stamp` is what a
    storage says of the file at a URL, another one when the file is another; "" where nothing is said.
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
]
"""Why a file under the given paths is no document of the run."""


TROUBLED: Final[frozenset[SkipReason]] = frozenset(
    {"link-out-of-repository", "no-name", "unread-folder", "unread-member"}
)
"""Reasons that say nothing of what the file holds: it may be a paper."""


class SkippedFile(Struct, frozen=True):
    """A file that was found and is no document of the run. `path` as of a Source."""

    path: str
    reason: SkipReason


class FoundPaths(Struct, frozen=True):
    """What lies under the given paths, in their order: documents, and the files that are none."""

    sources: tuple[Source, ...]
    skipped: tuple[SkippedFile, ...] = ()
