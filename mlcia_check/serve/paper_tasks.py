"""The work on a paper in the worker that reads it: judge it and draw its pages, or make a copy with notes."""

from __future__ import annotations

from typing import Final

from msgspec import Struct, structs

from mlcia_check import examination, page_pictures
from mlcia_check.batch.annotated_copies import Annotate
from mlcia_check.examination import Criteria, FirstPages
from mlcia_check.model.judged import JudgedDocument
from mlcia_check.model.rule_pack import Pack
from mlcia_check.model.thumbnail import Thumbnail
from mlcia_check.report.words.phrases import Lang
from mlcia_check.sources import Source
from mlcia_check.workers.limits import Lost, Tell, Telling


class PaperToJudge(Struct, frozen=True):
    """A paper, and the pack to judge it by."""

    source: Source | FirstPages
    pack: Pack


class PaperToCopy(Struct, frozen=True):
    """A paper of which a copy with notes in this language is wanted."""

    source: Source
    pack: Pack
    lang: Lang


class DroppedPaper(Struct, frozen=True):
    """A judged paper and pictures of its pages with findings."""

    document: JudgedDocument
    pictures: tuple[Thumbnail, ...] = ()


def _done(task: PaperToJudge | PaperToCopy, tell: Tell) -> DroppedPaper | JudgedDocument | bytes | None:
    """Do a task. For the first pages of a paper whose worker was lost, return the document only."""
    if isinstance(task, PaperToCopy):
        return Annotate(Criteria(task.pack), task.lang)(task.source)
    if isinstance(task.source, FirstPages):
        return examination.examine_lightly(task.source, Criteria(task.pack), tell)
    with examination.examined(task.source, Criteria(task.pack), tell) as found:
        document = examination.without_lines(found.document)
        # Report the judged paper before its pages are drawn: drawing may exceed the limits.
        tell(DroppedPaper(document))
        if found.file is None:
            return DroppedPaper(document)
        return DroppedPaper(document, page_pictures.draw_open(found.file, page_pictures.pages(document)))


def _rest(task: PaperToJudge | PaperToCopy, lost: Lost) -> PaperToJudge | None:
    """Return what a new worker can still read of a paper whose worker was lost; None if nothing."""
    if isinstance(task, PaperToCopy):
        return None
    left = examination.what_is_left(task.source, lost)
    return structs.replace(task, source=left) if left else None


TASKS: Final = Telling(_done, _rest)
"""The work of the pool's workers."""


def given_up(task: PaperToJudge, lost: Lost) -> DroppedPaper:
    """Return the result for a paper whose worker was lost."""
    if isinstance(lost.told, DroppedPaper):
        return lost.told
    return DroppedPaper(examination.given_up(task.source, lost, Criteria(task.pack)))
