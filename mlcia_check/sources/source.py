"""A document to read, and a file that is none. Data only, and what bounds them."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

STANDARD_INPUT: Final = "-"

MOST_BYTES: Final = 200_000_000
"""A document larger than this is not read. Real papers stay below 50 MB."""


class Source(Struct, frozen=True):
    """A document to read. `path` is its name in reports, `file` where it (or its archive) lies.

    `member` is its number in the archive. `data` holds what came from standard input. `problem`
    is the reason why it cannot be read, where that is known beforehand. `stamp` is what a storage
    says of the file at a URL, another one when the file is another; "" where nothing is said.
    """

    path: str
    file: str = ""
    member: int | None = None
    data: bytes | None = None
    problem: str = ""
    stamp: str = ""


SkipReason = Literal[
    "no-pdf",
    "macos-shadow",
    "archive-in-archive",
    "archive-in-folder",
    "folder-link",
    "no-file",
    "twice",
    "output-folder",
]
"""Why a file under the given paths is no document of the run."""


class Skipped(Struct, frozen=True):
    """A file that was found and is no document of the run. `path` as of a Source."""

    path: str
    reason: SkipReason


class Found(Struct, frozen=True):
    """What lies under the given paths, in their order: documents, and the files that are none."""

    sources: tuple[Source, ...]
    skipped: tuple[Skipped, ...] = ()
