"""results.jsonl: one line a paper, only ever appended to, so that a killed run loses nothing done."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from typing import BinaryIO, Final

import msgspec
from msgspec import Struct, structs

from mlcia_check import sources
from mlcia_check.batch.result import Judged, Result, StoredPicture
from mlcia_check.errors import UnreadableDocument, UsageProblem
from mlcia_check.model.judged import Verdict
from mlcia_check.model.thumbnail import Thumbnail
from mlcia_check.sources import Source
from mlcia_check.support.output_files import refused
from mlcia_check.support.printable import printable
from mlcia_check.workers.limits import Limits

RESULTS: Final = "results.jsonl"
PICTURES: Final = "thumbnails.bin"
SECONDS_UNSAVED: Final = 1.0
"""At most so much work is lost when the machine itself goes down; a killed run loses none."""


class EarlierResult(Struct, frozen=True):
    """A result of an earlier run that serves this one too: where its line begins, and its verdict."""

    offset: int
    verdict: Verdict


class Journal:
    """The results of a batch on disk, and the pictures beside them."""

    def __init__(self, folder: str, run: str, limits: Limits) -> None:
        """Opens or makes the files in `folder`. Raises UsageProblem where the system refuses, or where
        another run is writing there."""
        self._by_file: dict[bytes, EarlierResult] = {}
        self._by_stamp: dict[tuple[str, str], EarlierResult] = {}
        with refused(folder):
            self._results = _opened(os.path.join(folder, RESULTS))
            self._pictures = _opened(os.path.join(folder, PICTURES))
        _lock(self._results, folder)
        self._decoder = msgspec.json.Decoder(Result)
        self._saved = time.monotonic()
        for offset, result in self._whole_lines(folder):
            sha256 = result.document.sha256
            if result.run == run and sha256 and result.limits in (None, limits):
                known = EarlierResult(offset, result.document.verdict)
                self._by_file[bytes.fromhex(sha256)] = known
                if result.stamp:
                    self._by_stamp[result.document.path, result.stamp] = known

    def __bool__(self) -> bool:
        """Whether any result of an earlier run serves this one."""
        return bool(self._by_file)

    def known(self, source: Source) -> EarlierResult | None:
        """The result of an earlier run that serves for this paper: by its file's hash, or at a URL, where
        reading costs, by its URL and stamp."""
        if source.stamp:
            return self._by_stamp.get((printable(source.path), source.stamp))
        try:
            return self._by_file.get(sources.digest(source))
        except UnreadableDocument:
            return None

    def append(self, judged: Judged) -> int:
        """Keep a result; where its line begins. Raises UsageProblem where the disk is full."""
        with refused(self._results.name):
            pictures = tuple(map(self._keep, judged.thumbnails))
            line = msgspec.json.encode(structs.replace(judged.result, pictures=pictures)) + b"\n"
            offset = self._results.seek(0, os.SEEK_END)
            _write(self._results, line)
            if time.monotonic() - self._saved > SECONDS_UNSAVED:
                self._save()
        return offset

    def read(self, offset: int) -> Result:
        """The result whose line begins there."""
        self._results.seek(offset)
        return self._decoder.decode(self._results.readline())

    def picture(self, picture: StoredPicture) -> Thumbnail:
        self._pictures.seek(picture.offset)
        data = self._pictures.read(picture.length)
        return Thumbnail(picture.page, picture.width, picture.height, picture.media_type, data)

    def close(self) -> None:
        """Save what was appended; the journal is of no use afterwards. Raises UsageProblem where the system
        refuses."""
        with refused(self._results.name), closing(self._results), closing(self._pictures):
            self._save()

    def _keep(self, thumbnail: Thumbnail) -> StoredPicture:
        offset = self._pictures.seek(0, os.SEEK_END)
        _write(self._pictures, thumbnail.data)
        page, width, height, media_type, data = structs.astuple(thumbnail)
        return StoredPicture(page, width, height, media_type, offset, len(data))

    def _save(self) -> None:
        # Pictures first: a line never speaks of a picture that is not there.
        os.fsync(self._pictures.fileno())
        os.fsync(self._results.fileno())
        self._saved = time.monotonic()

    def _whole_lines(self, folder: str) -> Iterator[tuple[int, Result]]:
        """Every result with its line's beginning. A line cut short by a crash is none, and gets its end, so
        that the next result begins a line of its own."""
        offset = self._results.seek(0)
        line = b""
        for line in self._results:
            with suppress(msgspec.DecodeError):
                yield offset, self._decoder.decode(line)
            offset += len(line)
        if line and not line.endswith(b"\n"):
            with refused(folder):
                _write(self._results, b"\n")


def _opened(path: str) -> BinaryIO:
    """A file to append to and to read, made where there is none. Raises OSError, and UsageProblem for a link,
    a pipe or a device in its place: what is appended would go elsewhere."""
    if os.path.lexists(path) and (os.path.islink(path) or not os.path.isfile(path)):
        raise UsageProblem(f"'{path}' is not a regular file; name another folder for the results.")
    return open(path, "a+b")


def _write(file: BinaryIO, data: bytes) -> None:
    """Append to a file, at once. A full disk leaves a part of it, and nothing that is written later
    unasked."""
    file.flush()
    view = memoryview(data)
    while view:
        view = view[os.write(file.fileno(), view) :]


def _lock(file: BinaryIO, folder: str) -> None:
    if sys.platform == "win32":
        return
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise UsageProblem(f"another run is writing to '{folder}'; wait for it to end.") from error
