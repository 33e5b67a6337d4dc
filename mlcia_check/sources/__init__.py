"""Finds the documents of a run and reads their bytes: files, folders, zip archives, URLs, standard input.

Names inside an archive are only shown, never used as paths; nothing is unpacked to disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import BinaryIO

from mlcia_check.errors import UnreadableDocument
from mlcia_check.sources import remote
from mlcia_check.sources.source import (
    DOCUMENT_MAX_BYTES,
    STANDARD_INPUT,
    TROUBLED,
    FoundPaths,
    SkippedFile,
    Source,
)

__all__ = [
    "STANDARD_INPUT",
    "TROUBLED",
    "FoundPaths",
    "SkippedFile",
    "Source",
    "digest",
    "find",
    "find_all",
    "load",
]

_CHUNK_BYTES = 1 << 20


def find(paths: Iterable[str], standard_input: BinaryIO) -> list[Source]:
    """Return the documents under `paths`, in the order given; those of a folder or archive are sorted by
    name.

    Raises UsageProblem for a path that does not exist, for an archive other than zip, and for a folder or an
    archive without PDFs.
    """
    return list(find_all(paths, standard_input).sources)


def find_all(paths: Iterable[str], standard_input: BinaryIO, within: str = "") -> FoundPaths:
    """Find the documents as `find` does, and list the files that are skipped.

    If `within` names a folder (links resolved), a file in a searched folder that is a link out of it is
    skipped and not opened.
    """
    from mlcia_check.sources.search import in_path

    found: list[Source] = []
    skipped: list[SkippedFile] = []
    for path in paths:
        if path == STANDARD_INPUT:
            found.append(_from_standard_input(standard_input))
        else:
            under = in_path(path, within)
            found.extend(under.sources)
            skipped.extend(under.skipped)
    return FoundPaths(tuple(found), tuple(skipped))


def load(source: Source) -> bytes:
    """Return the document's bytes.

    Raises UnreadableDocument: not-opened, too-large, or a problem of its archive (archive-...).
    """
    return b"".join(_pieces(source))


def digest(source: Source) -> bytes:
    """Return the SHA-256 of the document's bytes, read piece by piece. Raises as `load` does."""
    import hashlib

    sha256 = hashlib.sha256()
    for piece in _pieces(source):
        sha256.update(piece)
    return sha256.digest()


def _pieces(source: Source) -> Iterator[bytes]:
    if source.problem:
        raise UnreadableDocument(source.problem, source.detail)
    if source.data is not None:
        yield source.data
        return
    try:
        if source.member is not None:
            from mlcia_check.sources.archive import content

            yield from content(source.file, source.member)
            return
        # The streams of some storages can be closed like files, but are not declared so.
        with closing(remote.opened_anywhere(source.file)) as stream:
            yield from _read(stream)
    except OSError as error:
        raise UnreadableDocument("not-opened", error.strerror or str(error)) from error


def _from_standard_input(stream: BinaryIO) -> Source:
    try:
        return Source(STANDARD_INPUT, data=b"".join(_read(stream)))
    except UnreadableDocument as problem:
        return Source(STANDARD_INPUT, problem=problem.reason, detail=problem.detail)


def _read(stream: BinaryIO) -> Iterator[bytes]:
    """Yield all bytes of a stream, read in small pieces. Raises UnreadableDocument: too-large."""
    size = 0
    while piece := stream.read(_CHUNK_BYTES):
        size += len(piece)
        if size > DOCUMENT_MAX_BYTES:
            raise UnreadableDocument("too-large", f"{DOCUMENT_MAX_BYTES // 1_000_000} MB")
        yield piece
