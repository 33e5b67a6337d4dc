"""Judges papers and draws their pages with findings, each in the worker that has the paper open."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from msgspec import Struct

from mlcia_check import examination, page_pictures
from mlcia_check.examination import Criteria, FirstPages
from mlcia_check.model.judged import JudgedDocument
from mlcia_check.model.thumbnail import Thumbnail
from mlcia_check.sources import Source
from mlcia_check.workers.limits import Limits, Lost, Tell, Telling


class Illustrated(Struct, frozen=True):
    """A judged paper without its lines, and pictures of its pages with findings; None if nobody drew them."""

    document: JudgedDocument
    pictures: tuple[Thumbnail, ...] | None = None


def reading(criteria: Criteria, *, draws: bool) -> Telling:
    """Return the task for workers: to make an Illustrated of a Source, with pictures only if it `draws`."""
    return Telling(partial(examine, criteria=criteria, draws=draws), examination.what_is_left)


def examine(
    item: Source | FirstPages, criteria: Criteria, tell: Tell, *, draws: bool = True
) -> Illustrated | JudgedDocument:
    """Judge a paper, and draw its pages if it `draws`.

    For the first pages of a paper whose worker was lost, return the document only.
    """
    if isinstance(item, FirstPages):
        return examination.examine_lightly(item, criteria, tell)
    if not draws:
        return Illustrated(examination.examine_lightly(item, criteria, tell))
    with examination.examined(item, criteria, tell) as found:
        without = Illustrated(examination.without_lines(found.document), ())
        if found.file is None:
            return without
        # Report the judged paper before its pages are drawn: drawing may exceed the limits.
        tell(without)
        pages = page_pictures.pages(without.document)
        return Illustrated(without.document, page_pictures.draw_open(found.file, pages))


def given_up(item: Source | FirstPages, lost: Lost, criteria: Criteria) -> Illustrated:
    """Return the result for a paper whose worker was lost."""
    if isinstance(lost.told, Illustrated):
        return lost.told
    return Illustrated(examination.given_up(item, lost, criteria))


def pictures(
    answers: Sequence[Illustrated], found: Sequence[Source], processes: int, limits: Limits
) -> list[tuple[Thumbnail, ...]]:
    """Return the pictures of each paper. Those that nobody drew are drawn from the source, within limits."""
    undrawn = [number for number, answer in enumerate(answers) if answer.pictures is None]
    papers, documents = [found[n] for n in undrawn], [answers[n].document for n in undrawn]
    drawn = page_pictures.drawn(papers, documents, min(processes, len(undrawn)), limits) if undrawn else []
    anew = dict(zip(undrawn, drawn, strict=True))
    return [anew.get(number, answer.pictures or ()) for number, answer in enumerate(answers)]
