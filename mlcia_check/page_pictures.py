"""Draws pictures of the pages with findings, within the limits for reading papers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from mlcia_check import sources, workers
from mlcia_check.errors import UnreadableDocument
from mlcia_check.model.answers import Breach, Doubt
from mlcia_check.model.judged import JudgedDocument, Severity
from mlcia_check.sources import Source

if TYPE_CHECKING:
    from mlcia_check.model.thumbnail import Thumbnail
    from mlcia_check.pdf.reader import OpenPaper
    from mlcia_check.workers import Limits, Lost

PICTURES_MAX: Final = 12
"""Most pictures of one paper: findings on a hundred pages must not fill the report of a batch."""

_PRECEDENCE: Final[dict[Severity, int]] = {"error": 0, "review": 1, "warning": 2, "info": 3}
"""Which findings' pages are drawn if not all can be: those of the lowest number first."""

Wanted = tuple[Source, tuple[int, ...]]


def drawn(
    found: Sequence[Source], documents: Sequence[JudgedDocument], processes: int, limits: Limits
) -> list[tuple[Thumbnail, ...]]:
    """Return pictures of each document's pages with findings; () if the limits do not suffice."""
    wanted = [(source, pages(document)) for source, document in zip(found, documents, strict=True)]
    return list(workers.in_order(wanted, draw, _none, processes, limits))


def pages(document: JudgedDocument) -> tuple[int, ...]:
    """Return the pages (1-based) of a readable document to draw; see `chosen`."""
    if document.paper is None:
        return ()
    return chosen((finding.severity, _page(finding.answer)) for finding in document.findings)


def chosen(found: Iterable[tuple[Severity, int | None]]) -> tuple[int, ...]:
    """Return the pages to draw: those of the gravest findings, at most PICTURES_MAX.

    A finding is given as its severity and its page.
    """
    ranked = sorted((_PRECEDENCE[severity], page) for severity, page in found if page is not None)
    return tuple(sorted(list(dict.fromkeys(page for _, page in ranked))[:PICTURES_MAX]))


def _page(answer: Breach | Doubt) -> int | None:
    return answer.place.page if answer.place else min(answer.pages, default=None)


def draw(wanted: Wanted) -> tuple[Thumbnail, ...]:
    """Draw these pages of a source (see pdf/pdfium/thumbnails.py); return () if it can no longer be read."""
    source, numbers = wanted
    if not numbers:
        return ()
    from mlcia_check.pdf.pdfium.thumbnails import draw as draw_pages

    try:
        return draw_pages(sources.load(source), numbers)
    except UnreadableDocument:
        return ()


def draw_open(file: OpenPaper, numbers: Collection[int]) -> tuple[Thumbnail, ...]:
    """Draw these pages of a paper that is open because it was just judged."""
    if not numbers:
        return ()
    from mlcia_check.pdf.pdfium.thumbnails import drawn as drawn_pages

    with file.pages() as opened:
        return tuple(drawn_pages(opened, numbers))


def _none(wanted: Wanted, lost: Lost) -> tuple[Thumbnail, ...]:  # noqa: ARG001 - no picture, whatever the reason
    return ()
