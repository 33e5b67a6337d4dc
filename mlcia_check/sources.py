"""Finds the documents of a run and reads their bytes: files, folders, zip archives, standard input.

Names inside an archive are shown and never become paths; nothing is unpacked to disk.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

from mlcia_check.errors import UnreadableDocument, UsageProblem

if TYPE_CHECKING:
    from zipfile import ZipInfo

STANDARD_INPUT = "-"
MOST_BYTES = 200_000_000
"""A document larger than this is not read. Real papers stay below 50 MB."""
MOST_RATIO = 200
RATIO_FROM_BYTES = 5_000_000
"""An archived document that is this large and shrank MOST_RATIO-fold is no paper: PDFs pack their streams."""


class Source(Struct, frozen=True):
    """A document to read. `path` is its name in reports, `file` where it (or its archive) lies.

    `member` is its number in the archive. `data` holds what came from standard input. `problem`
    is the reason why it cannot be read, where that is known beforehand.
    """

    path: str
    file: str = ""
    member: int | None = None
    data: bytes | None = None
    problem: str = ""


def find(paths: Iterable[str], standard_input: BinaryIO) -> list[Source]:
    """The documents under `paths`, in the order given; those of a folder or an archive sorted by name.

    Raises UsageProblem for a path that is not there, and for a folder or an archive without PDFs.
    """
    found: list[Source] = []
    for path in paths:
        if path == STANDARD_INPUT:
            found.append(_from_standard_input(standard_input))
        elif os.path.isdir(path):
            found.extend(_in_folder(path))
        elif not os.path.exists(path):
            raise UsageProblem(f"no file or folder '{path}'.")
        elif path.lower().endswith(".zip"):
            found.extend(_in_archive(path))
        else:
            found.append(Source(path, file=path))
    return found


def load(source: Source) -> bytes:
    """The document's bytes.

    Raises UnreadableDocument for not-opened, too-large, archive-bomb, -damaged and -password.
    """
    if source.problem:
        raise UnreadableDocument(source.problem)
    if source.data is not None:
        return source.data
    try:
        with open(source.file, "rb") as file:
            return _read(file) if source.member is None else _read_member(file, source.member)
    except OSError as error:
        raise UnreadableDocument("not-opened", error.strerror or "") from error


def _read(stream: BinaryIO) -> bytes:
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UnreadableDocument("too-large", f"{MOST_BYTES // 1_000_000} MB")
    return data


def _from_standard_input(stream: BinaryIO) -> Source:
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        return Source(STANDARD_INPUT, problem="too-large")
    return Source(STANDARD_INPUT, data=data)


def _is_pdf(name: str) -> bool:
    return name.lower().endswith(".pdf")


def _in_folder(folder: str) -> list[Source]:
    files = sorted(_files(folder))
    if not files:
        raise UsageProblem(f"no PDF in folder '{folder}'.")
    return [Source(file, file=file) for file in files]


def _files(folder: str) -> Iterator[str]:
    """The PDF files under a folder. Links to other folders are not followed: they can make circles."""

    def give_up(error: OSError) -> None:
        raise UsageProblem(f"cannot list folder '{error.filename}': {error.strerror}.") from error

    for parent, _, names in os.walk(folder, onerror=give_up):
        for name in names:
            file = os.path.join(parent, name)
            if _is_pdf(name) and os.path.isfile(file):
                yield file


def _in_archive(archive: str) -> list[Source]:
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(archive) as opened:
            members = list(enumerate(opened.infolist()))
    except OSError as error:
        raise UsageProblem(f"cannot read '{archive}': {error.strerror}.") from error
    except (BadZipFile, NotImplementedError, ValueError):
        return [Source(archive, file=archive, problem="archive-damaged")]
    papers = sorted(
        ((info.filename, number) for number, info in members if _is_paper(info)),
    )
    if not papers:
        raise UsageProblem(f"no PDF in archive '{archive}'.")
    return [Source(f"{archive}!/{name}", file=archive, member=number) for name, number in papers]


def _is_paper(info: ZipInfo) -> bool:
    """A PDF, and not the shadow that macOS puts beside each file."""
    return not info.is_dir() and _is_pdf(info.filename) and not info.filename.startswith("__MACOSX/")


def _read_member(file: BinaryIO, number: int) -> bytes:
    """One document of an archive; what it claims to unpack to is looked at before it is unpacked."""
    import lzma
    import zlib
    from zipfile import BadZipFile, ZipFile

    damage = (BadZipFile, NotImplementedError, IndexError, EOFError, ValueError, zlib.error, lzma.LZMAError)
    try:
        with ZipFile(file) as archive:
            info = archive.infolist()[number]
            if info.file_size > MOST_BYTES:
                raise UnreadableDocument("too-large", f"{MOST_BYTES // 1_000_000} MB")
            if info.file_size > max(RATIO_FROM_BYTES, MOST_RATIO * info.compress_size):
                raise UnreadableDocument("archive-bomb", f"{info.file_size // 1_000_000} MB")
            if info.flag_bits & 1:
                raise UnreadableDocument("archive-password")
            with archive.open(info) as member:
                return member.read()
    except damage as error:
        raise UnreadableDocument("archive-damaged", str(error)) from error
