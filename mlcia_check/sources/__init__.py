"""Finds the documents of a run and reads their bytes: files, folders, zip archives, URLs, standard input.

Names inside an archive are shown and never become paths; nothing is unpacked to disk.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from typing import BinaryIO

from mlcia_check.errors import UnreadableDocument
from mlcia_check.sources import archive, remote
from mlcia_check.sources.source import MOST_BYTES, STANDARD_INPUT, Found, Skipped, Source

__all__ = ["STANDARD_INPUT", "Found", "Skipped", "Source", "find", "load"]

_CHUNK = 1 << 20


def find(paths: Iterable[str], standard_input: BinaryIO) -> list[Source]:
    """The documents under `paths`, in the order given; those of a folder or an archive sorted by name.

    Raises UsageProblem for a path that is not there, and for a folder or an archive without PDFs.
    """
    from mlcia_check.sources.search import in_path

    found: list[Source] = []
    for path in paths:
        if path == STANDARD_INPUT:
            found.append(_from_standard_input(standard_input))
        else:
            found.extend(in_path(path).sources)
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
        if source.member is not None:
            return archive.read_member(source.file, source.member)
        # A stream of some storage is closed like a file, but not declared so.
        with closing(_opened(source.file)) as stream:
            data = _read(stream)
    except OSError as error:
        raise UnreadableDocument("not-opened", error.strerror or "") from error
    if data is None:
        raise UnreadableDocument("too-large", f"{MOST_BYTES // 1_000_000} MB")
    return data


def _opened(file: str) -> BinaryIO:
    return remote.opened(file) if remote.is_url(file) else open(file, "rb")


def _from_standard_input(stream: BinaryIO) -> Source:
    data = _read(stream)
    if data is None:
        return Source(STANDARD_INPUT, problem="too-large")
    return Source(STANDARD_INPUT, data=data)


def _read(stream: BinaryIO) -> bytes | None:
    """All bytes of a stream, None where they are more than MOST_BYTES; never asks for that much at once."""
    chunks, size = [], 0
    while chunk := stream.read(_CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if size > MOST_BYTES:
            return None
    return b"".join(chunks)
