"""The work on each paper of a batch, in the worker that reads it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, structs

from mlcia_check import examination, page_pictures, sources
from mlcia_check.batch import venue_stamps
from mlcia_check.batch.front_text import front_text
from mlcia_check.batch.paper_text import Print, fingerprint
from mlcia_check.batch.result import Judged, Result
from mlcia_check.checks.content import duplicate_submission
from mlcia_check.errors import UnreadableDocument
from mlcia_check.examination import Criteria, FirstPages
from mlcia_check.judging import outcomes
from mlcia_check.model.judged import JudgedDocument
from mlcia_check.model.rule_pack import Pack, PackChoice
from mlcia_check.report import word_run, worded
from mlcia_check.report.words import wording
from mlcia_check.report.words.phrases import Lang
from mlcia_check.sources import Source
from mlcia_check.support.printable import plain
from mlcia_check.workers.limits import Limits, Lost, Tell, Telling, nobody

Thumbnails = Literal["none", "failing", "all"]


class Work(Struct, frozen=True):
    """Judges one paper. It is sent to the workers and called there with each paper's source.

    `run` marks its results. `comparing` are the parameters for comparing the texts of papers, None if they
    are not compared. `thumbnails` says which papers get pictures of their pages with findings.
    `packs` are the packs by which papers of each kind are judged. `venue_phrases` are the hidden phrases of
    the venue that were found; no pack judges by them. `references_db` is the index in which references are
    looked up, "" for none.
    """

    packs: PackChoice
    lang: Lang
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    confirm: bool = True
    thumbnails: Thumbnails = "failing"
    comparing: duplicate_submission.Params | None = None
    venue_phrases: tuple[str, ...] = ()
    run: str = ""
    references_db: str = ""

    @property
    def pack(self) -> Pack:
        """The pack for papers of which nothing else is known."""
        return self.packs.usual

    @property
    def criteria(self) -> Criteria:
        """By what papers are judged."""
        return Criteria(self.packs, self.select, self.ignore, self.confirm, self.references_db)

    def reading(self) -> Telling:
        """Return the work as a task for workers."""
        return Telling(self, examination.what_is_left)

    def __call__(self, item: Source | FirstPages, tell: Tell = nobody) -> Judged | JudgedDocument:
        """Judge a paper. For the first pages of a paper whose worker was lost, return the document only."""
        if isinstance(item, FirstPages):
            return examination.examine_lightly(item, self.criteria)
        source, pack = _in_memory(item), self.packs.of(item.path)
        with examination.examined(source, self.criteria, tell) as found:
            result = self._result(found.document, pack, source.stamp)
            if found.file is None:
                return Judged(result)
            # Report the judged paper before its pages are drawn: drawing may exceed the limits.
            tell(Judged(result))
            return Judged(result, page_pictures.draw_open(found.file, self._pages_to_draw(result.document)))

    def _result(self, document: JudgedDocument, pack: Pack, stamp: str) -> Result:
        record = word_run.worded_document(document, pack, self.lang)
        paper = document.paper
        if paper is None:
            return Result(self.run, record, language=self.lang, stamp=stamp)
        language: Lang = "zh" if paper.language == "zh" else "en"
        return Result(
            run=self.run,
            document=record,
            title=plain(paper.title),
            language=language,
            letter=self._letter(document, pack, language),
            print=fingerprint(paper, self.comparing) if self.comparing else Print(),
            front=front_text(paper, pack.vocabulary),
            stamp=stamp,
            light=outcomes.light_doubts(pack, document.findings),
            hidden=venue_stamps.hidden_rows(document, pack),
        )

    def given_up(self, source: Source, lost: Lost, limits: Limits) -> Judged:
        """Return the result for a paper whose worker was lost."""
        if isinstance(lost.told, Judged):
            return lost.told
        pack = self.packs.of(source.path)
        document = examination.given_up(source, lost, self.criteria)
        record = word_run.worded_document(document, pack, self.lang)
        return Judged(Result(self.run, record, language=self.lang, limits=limits, stamp=source.stamp))

    def _letter(
        self, document: JudgedDocument, pack: Pack, language: Lang
    ) -> tuple[worded.WordedFinding, ...] | None:
        if document.verdict not in ("fail", "review") or language == self.lang:
            return None
        return wording.findings(document, pack, language)

    def _pages_to_draw(self, record: worded.WordedDocument) -> tuple[int, ...]:
        wanted = self.thumbnails == "all" or (
            self.thumbnails == "failing" and record.verdict in ("fail", "review")
        )
        if not wanted:
            return ()
        return page_pictures.chosen((found.severity, found.page) for found in record.findings)


def _in_memory(source: Source) -> Source:
    """Return the source with its bytes, so that they are read once; unchanged if they cannot be read."""
    try:
        return structs.replace(source, data=sources.load(source))
    except UnreadableDocument:
        return source
