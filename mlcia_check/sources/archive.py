"""Documents inside zip archives, read in memory. Names inside are shown and never become paths."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO, Final

from mlcia_check.errors import UnreadableDocument, UsageProblem
from mlcia_check.sources import remote
from mlcia_check.sources.kinds import is_archive, is_macos_shadow, is_pdf, looks_like_pdf, may_be_pdf, natural
from mlcia_check.sources.source import MOST_BYTES, Found, Skipped, SkipReason, Source

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MOST_RATIO: Final = 200
RATIO_FROM_BYTES: Final = 5_000_000
"""An archived document that is this large and shrank MOST_RATIO-fold is no paper: PDFs pack their streams."""

MOST_MEMBERS: Final = 200_000
"""An archive that lists more is not read: its list alone fills 100 MB."""

_ENCRYPTED: Final = 1


def in_archive(file: str) -> Found:
    """The documents of an archive, sorted by name. An archive that cannot be read is a document with that
    problem. Raises UsageProblem where the system refuses to open it."""
    from mlcia_check.sources.names import member_names

    problem = ""
    members: list[tuple[str, int, ZipInfo]] = []
    try:
        archive = _opened(file, *_stamp(file))
        infos = archive.infolist()
        if len(infos) > MOST_MEMBERS:
            problem = "archive-bomb"
        else:
            members = list(zip(member_names(infos), range(len(infos)), infos, strict=True))
    except OSError as error:
        raise UsageProblem(f"cannot read '{file}': {error.strerror or error}.") from error
    except _damage():
        problem = "archive-damaged"
    if problem:
        return Found((Source(file, file=file, problem=problem),))
    members.sort(key=lambda member: (natural(member[0]), member[1]))
    sources, skipped = [], []
    for name, number, info in members:
        if info.is_dir():
            continue
        path = f"{file}!/{name}"
        reason = _why_no_document(archive, name, info)
        if reason:
            skipped.append(Skipped(path, reason))
        else:
            sources.append(Source(path, file=file, member=number))
    return Found(tuple(sources), tuple(skipped))


def read_member(file: str, number: int) -> bytes:
    """One document of an archive; what it claims to unpack to is looked at before it is unpacked.

    Raises OSError, and UnreadableDocument for too-large, archive-bomb, -damaged and -password.
    """
    try:
        archive = _opened(file, *_stamp(file))
        info = archive.infolist()[number]
        if info.file_size > MOST_BYTES:
            raise UnreadableDocument("too-large", f"{MOST_BYTES // 1_000_000} MB")
        if info.file_size > max(RATIO_FROM_BYTES, MOST_RATIO * info.compress_size):
            raise UnreadableDocument("archive-bomb", f"{info.file_size // 1_000_000} MB")
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableDocument("archive-password")
        return archive.read(info)
    except _damage() as error:
        raise UnreadableDocument("archive-damaged", str(error)) from error


def _why_no_document(archive: ZipFile, name: str, info: ZipInfo) -> SkipReason | None:
    if is_macos_shadow(name):
        return "macos-shadow"
    if is_pdf(name) or (may_be_pdf(name) and _begins_as_pdf(archive, info)):
        return None
    return "archive-in-archive" if is_archive(name) else "no-pdf"


def _begins_as_pdf(archive: ZipFile, info: ZipInfo) -> bool:
    if info.flag_bits & _ENCRYPTED:
        return False
    try:
        with archive.open(info) as member:
            return looks_like_pdf(member.read(1024))
    except _damage():
        return False


def _stamp(file: str) -> tuple[int, int]:
    """What changes when a local archive does; nothing is asked of one elsewhere."""
    if remote.is_url(file):
        return 0, 0
    status = os.stat(file)
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=2)
def _opened(file: str, modified: int, size: int) -> ZipFile:  # noqa: ARG001 - part of the key
    """An archive with its list of members, read once and not for each of its documents."""
    from zipfile import ZipFile

    stream: BinaryIO = remote.opened(file) if remote.is_url(file) else open(file, "rb")  # noqa: SIM115
    try:
        return ZipFile(stream)
    except BaseException:
        stream.close()
        raise


def _damage() -> tuple[type[Exception], ...]:
    """What zipfile raises for archives that are not as they should be."""
    import lzma
    import zlib
    from zipfile import BadZipFile

    return (
        BadZipFile,
        NotImplementedError,
        RuntimeError,
        IndexError,
        EOFError,
        ValueError,
        zlib.error,
        lzma.LZMAError,
    )
