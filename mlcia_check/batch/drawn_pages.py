"""Draws pages of the papers of a batch in workers with limits, and keeps the pictures on disk."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Sequence
from typing import BinaryIO, Final, Literal

from msgspec import Struct, structs

from mlcia_check import sources
from mlcia_check.batch.result import StoredPicture
from mlcia_check.errors import UnreadableDocument
from mlcia_check.model.thumbnail import Thumbnail
from mlcia_check.sources import Source
from mlcia_check.workers.limits import Limits, Lost, Tell, Telling, nobody
from mlcia_check.workers.worker_pool import unordered

WIDTH_PIXELS: Final = 360
"""Width of a picture: 42 to the inch of a Letter page. A title is legible, a column's edge exact to 2bp; a
page takes 10 ms and 23 KB."""

Trouble = Literal["", "missing", "changed", "unread", "lost"]
"""Why a paper has no pictures, or not all: its file was not found, has other bytes than when it was checked,
cannot be read, or its worker was lost."""


class WantedPages(Struct, frozen=True):
    """The pages (1-based) to draw of one paper, whose bytes must have this hash."""

    source: Source
    sha256: str
    pages: tuple[int, ...]


class DrawnPages(Struct, frozen=True):
    """The pictures of one paper, as far as they could be drawn."""

    trouble: Trouble = ""
    pictures: tuple[Thumbnail, ...] = ()


class PictureStore:
    """Pictures on disk, in a file without a name, until the sheets are written."""

    def __init__(self) -> None:
        self._file: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `close`
        self._end = 0

    def keep(self, picture: Thumbnail) -> StoredPicture:
        self._file.seek(self._end)
        self._file.write(picture.data)
        page, width, height, media_type, data = structs.astuple(picture)
        stored = StoredPicture(page, width, height, media_type, self._end, len(data))
        self._end += len(data)
        return stored

    def picture(self, stored: StoredPicture) -> Thumbnail:
        self._file.seek(stored.offset)
        data = self._file.read(stored.length)
        return Thumbnail(stored.page, stored.width, stored.height, stored.media_type, data)

    def close(self) -> None:
        self._file.close()


def draw_all(
    wanted: Sequence[WantedPages],
    store: PictureStore,
    processes: int,
    limits: Limits,
    drawn: Callable[[], None],
) -> list[tuple[Trouble, dict[int, StoredPicture]]]:
    """Draw the pages of every paper, and return its trouble and its pictures by page.

    `drawn` is called after each paper. A paper that exceeds the limits or crashes its worker keeps the
    pictures that were drawn before. Raises NoWorker if no process can be started.
    """
    found: list[tuple[Trouble, dict[int, StoredPicture]]] = [("missing", {})] * len(wanted)
    for number, answer in unordered(wanted, Telling(draw, _nothing_left), _of_lost, processes, limits):
        kept = {picture.page: store.keep(picture) for picture in answer.pictures}
        found[number] = answer.trouble, kept
        drawn()
    return found


def draw(wanted: WantedPages, tell: Tell = nobody) -> DrawnPages:
    """Draw the pages of one paper, in the worker that reads it. Report the pictures as they are drawn."""
    from mlcia_check.pdf.pdfium import thumbnails
    from mlcia_check.pdf.pdfium.open_pages import open_pages

    try:
        data = sources.load(wanted.source)
    except UnreadableDocument:
        return DrawnPages("unread")
    if hashlib.sha256(data).hexdigest() != wanted.sha256:
        return DrawnPages("changed")
    pictures: list[Thumbnail] = []
    with open_pages(data) as pages:
        if pages is None:
            return DrawnPages("unread")
        for picture in thumbnails.drawn(pages, wanted.pages, WIDTH_PIXELS, thumbnails.jpeg):
            pictures.append(picture)
            tell(DrawnPages("lost", tuple(pictures)))
    return DrawnPages("" if pictures else "unread", tuple(pictures))


def _nothing_left(wanted: WantedPages, lost: Lost) -> None:
    """Return that no second worker is to draw the rest: the page that cost the first one is among it."""


def _of_lost(wanted: WantedPages, lost: Lost) -> DrawnPages:  # noqa: ARG001
    return lost.told if isinstance(lost.told, DrawnPages) else DrawnPages("lost")
