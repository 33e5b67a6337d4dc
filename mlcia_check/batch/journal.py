"""results.jsonl: one line for each paper. Lines are only appended, so a killed run loses no result."""

from __future__ import annotations

import os
import sys
import time
from collections import defaultdict
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
from mlcia_check.sources.file_kinds import BATCH_PICTURES, BATCH_RESULTS
from mlcia_check.support.output_files import refused
from mlcia_check.support.printable import printable
from mlcia_check.support.tuples import tuple_of
from mlcia_check.workers.limits import Limits

RESULTS: Final = BATCH_RESULTS
PICTURES: Final = BATCH_PICTURES
UNSAVED_MAX_SECONDS: Final = 1.0
"""Most seconds of work that are lost if the machine itself goes down; a killed run loses none."""


class EarlierResult(Struct, frozen=True):
    """A result of an earlier run that this run can use: the offset of its line, and its verdict."""

    offset: int
    verdict: Verdict


class Journal:
    """The results of a batch on disk, and the pictures of pages."""

    def __init__(self, folder: str, run: str, limits: Limits) -> None:
        """Open or create the files in `folder`. Raises UsageProblem if the system refuses or another run is
        writing there."""
        self._folder = folder
        self._limits = limits
        self._by_paper: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        with refused(folder):
            self._results = _opened(os.path.join(folder, RESULTS))
            self._pictures = _opened(os.path.join(folder, PICTURES))
        _lock(self._results, folder)
        self._decoder = msgspec.json.Decoder(Result)
        self._saved = time.monotonic()
        self.turn_to(run)

    def turn_to(self, run: str) -> None:
        """From now on, know the earlier results of this run. Raises UsageProblem if the system refuses."""
        self._by_file: dict[tuple[bytes, str], EarlierResult] = {}
        self._by_stamp: dict[tuple[str, str, str], EarlierResult] = {}
        for offset, result in self._whole_lines(self._folder):
            sha256 = result.document.sha256
            if result.run == run and result.id:
                self._by_paper[result.id].append((offset, sha256))
            if result.run == run and sha256 and result.limits in (None, self._limits):
                known = EarlierResult(offset, result.document.verdict)
                kind = result.document.kind
                self._by_file[bytes.fromhex(sha256), kind] = known
                if result.stamp:
                    self._by_stamp[result.document.path, result.stamp, kind] = known

    def __bool__(self) -> bool:
        """Return whether this run can use any result of an earlier run."""
        return bool(self._by_file)

    def known(self, source: Source, kind: str) -> EarlierResult | None:
        """Return the earlier result for this paper, judged as one of this kind; None if there is none.

        It is found by the file's hash or, because reading from a URL is slow, by its URL and stamp.
        """
        if source.stamp:
            return self._by_stamp.get((printable(source.path), source.stamp, kind))
        try:
            return self._by_file.get((sources.digest(source), kind))
        except UnreadableDocument:
            return None

    def earlier_version(self, paper_id: str, sha256: str) -> Result | None:
        """Return the latest result of an earlier run for another PDF of this paper; None if there is none.

        Only results that depend on the same pack, version and options count: others cannot be compared.
        """
        for offset, other in reversed(self._by_paper.get(paper_id, ())):
            if other != sha256:
                return self.read(offset)
        return None

    def append(self, judged: Judged) -> int:
        """Append a result and return the offset of its line. Raises UsageProblem if the disk is full."""
        with refused(self._results.name):
            pictures = tuple_of(map(self._keep, judged.thumbnails))
            line = msgspec.json.encode(structs.replace(judged.result, pictures=pictures)) + b"\n"
            offset = self._results.seek(0, os.SEEK_END)
            _write(self._results, line)
            if time.monotonic() - self._saved > UNSAVED_MAX_SECONDS:
                self._save()
        return offset

    def read(self, offset: int) -> Result:
        """Return the result whose line begins at `offset`."""
        self._results.seek(offset)
        return self._decoder.decode(self._results.readline())

    def picture(self, picture: StoredPicture) -> Thumbnail:
        self._pictures.seek(picture.offset)
        data = self._pictures.read(picture.length)
        return Thumbnail(picture.page, picture.width, picture.height, picture.media_type, data)

    def close(self) -> None:
        """Save what was appended, and close the files. Raises UsageProblem if the system refuses."""
        with refused(self._results.name), closing(self._results), closing(self._pictures):
            self._save()

    def _keep(self, thumbnail: Thumbnail) -> StoredPicture:
        offset = self._pictures.seek(0, os.SEEK_END)
        _write(self._pictures, thumbnail.data)
        page, width, height, media_type, data = structs.astuple(thumbnail)
        return StoredPicture(page, width, height, media_type, offset, len(data))

    def _save(self) -> None:
        # Pictures first: a line never refers to a missing picture.
        os.fsync(self._pictures.fileno())
        os.fsync(self._results.fileno())
        self._saved = time.monotonic()

    def _whole_lines(self, folder: str) -> Iterator[tuple[int, Result]]:
        """Yield every result with the offset of its line.

        A line that a crash cut short is not a result; it gets a line break, so that the next result begins on
        its own line.
        """
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
    """Open a file to append and read, and create it if needed. Raises OSError, and UsageProblem for a link, a
    pipe or a device in its place: the results would go elsewhere."""
    if os.path.lexists(path) and (os.path.islink(path) or not os.path.isfile(path)):
        raise UsageProblem(f"'{path}' is not a regular file; name another folder for the results.")
    return open(path, "a+b")


def _write(file: BinaryIO, data: bytes) -> None:
    """Append to a file without a buffer: if the disk is full, part of the data is written, and
    nothing later.
    """
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
