"""The work on a paper in the worker that reads it: judge it and draw its pages, or make a copy with notes."""

from __future__ import annotations

from typing import Final

from msgspec import Struct, structs

from mlcia_check import examination, illustrated
from mlcia_check.batch.annotated_copies import Annotate
from mlcia_check.examination import Criteria, FirstPages
from mlcia_check.illustrated import Illustrated
from mlcia_check.model.judged import JudgedDocument
from mlcia_check.model.rule_pack import Pack
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


def _done(task: PaperToJudge | PaperToCopy, tell: Tell) -> Illustrated | JudgedDocument | bytes | None:
    """Do a task. For the first pages of a paper whose worker was lost, return the document only."""
    if isinstance(task, PaperToCopy):
        return Annotate(Criteria(task.pack), task.lang)(task.source)
    return illustrated.examine(task.source, Criteria(task.pack), tell)


def _rest(task: PaperToJudge | PaperToCopy, lost: Lost) -> PaperToJudge | None:
    """Return what a new worker can still read of a paper whose worker was lost; None if nothing."""
    if isinstance(task, PaperToCopy):
        return None
    left = examination.what_is_left(task.source, lost)
    return structs.replace(task, source=left) if left else None


TASKS: Final = Telling(_done, _rest)
"""The work of the pool's workers."""
