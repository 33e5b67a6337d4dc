"""Finds the papers of `mlcia-check check`, has workers judge them, and adds source lines to the findings."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeAlias

from msgspec import Struct

from mlcia_check import illustrated, rulebook, sources, workers
from mlcia_check.cli import configured
from mlcia_check.examination import Criteria
from mlcia_check.illustrated import Illustrated
from mlcia_check.model.judged import JudgedDocument
from mlcia_check.model.rule_pack import PackChoice
from mlcia_check.model.thumbnail import Thumbnail
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.sources import FoundPaths, Source
from mlcia_check.workers.limits import Limits

Locate: TypeAlias = Callable[[list[JudgedDocument], Sequence[Source], PackChoice], list[JudgedDocument]]
"""Returns documents with the source lines of their findings."""


class PaperJudge(Struct, frozen=True):
    """Finds and judges the papers of a command.

    `jobs`, `limits`: how many workers judge, and under which limits. `locate` adds source lines.
    """

    settings: configured.Settings
    packs: PackChoice
    select: tuple[str, ...]
    references_db: str
    confirm: bool
    jobs: int | None
    limits: Limits
    lang: Lang
    locate: Locate

    def find(self) -> FoundPaths:
        """Find the papers of the settings. Raises UsageProblem if there are none."""
        asked = configured.papers(self.settings)
        return sources.find_all(asked, sys.stdin.buffer, configured.boundary(self.settings))

    def packs_of(self, papers: Iterable[Source | JudgedDocument]) -> PackChoice:
        """Return the packs; papers whose names tell their kinds are judged by the packs of these."""
        return rulebook.with_kinds_by_name(self.packs, (paper.path for paper in papers))

    def judged(self, found: Sequence[Source], *, draws: bool = False) -> list[Illustrated]:
        """Judge papers, and draw their pages with findings if it `draws`."""
        packs = self.packs_of(found)
        criteria = Criteria(packs, self.select, self.settings.reasons, self.confirm, self.references_db)
        answers = workers.in_order(
            found,
            illustrated.reading(criteria, draws=draws),
            partial(illustrated.given_up, criteria=criteria),
            workers.workers(len(found), self.jobs),
            self.limits,
        )
        papers = list(_with_progress(answers, len(found), self.lang))
        located = self.locate(documents_of(papers), found, packs)
        return [Illustrated(document, one.pictures) for document, one in zip(located, papers, strict=True)]

    def pictures(
        self, judged: Sequence[Illustrated], found: Sequence[Source]
    ) -> Sequence[tuple[Thumbnail, ...]]:
        """Return the pictures of each paper; those of a paper whose worker drew none are drawn now."""
        return illustrated.pictures(judged, found, workers.workers(len(found), self.jobs), self.limits)


def documents_of(judged: Iterable[Illustrated]) -> list[JudgedDocument]:
    return [paper.document for paper in judged]


def _with_progress(answers: Iterator[Illustrated], total: int, lang: Lang) -> Iterator[Illustrated]:
    """Yield the answers; count them on standard error, where that is a terminal."""
    shown = total > 1 and sys.stderr.isatty()
    for number, answer in enumerate(answers, 1):
        if shown:
            sys.stderr.write("\r" + phrase(lang, "batch.of", n=number, total=total))
            sys.stderr.flush()
        yield answer
    if shown:
        sys.stderr.write("\r\x1b[K")
