"""Runs a batch: judges each paper once, in any order, and gives the results in the order of the papers."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from typing import NamedTuple, Protocol, TypeVar

import msgspec
from msgspec import structs

from mlcia_check.batch import comparisons, near_duplicates, paper_text
from mlcia_check.batch.journal import Journal
from mlcia_check.batch.one_paper import Work
from mlcia_check.batch.paper_ids import BatchPaper
from mlcia_check.batch.result import Result
from mlcia_check.checks.content import duplicate_submission
from mlcia_check.judging.outcomes import severity_of
from mlcia_check.model.decisions import Decisions
from mlcia_check.model.judged import Finding, Verdict
from mlcia_check.model.rule_pack import Rule
from mlcia_check.report import worded
from mlcia_check.report.worded_changes import RuleChange
from mlcia_check.report.words import wording
from mlcia_check.report.words.decided import has_void_waiver
from mlcia_check.season.changes import rule_changes
from mlcia_check.season.stored_report import stored
from mlcia_check.season.waived import DecidedPapers, divided, with_decisions
from mlcia_check.sources import Source
from mlcia_check.support.printable import printable
from mlcia_check.version import VERSION
from mlcia_check.workers.limits import Limits, Lost, Telling
from mlcia_check.workers.worker_pool import flowing

Answer = TypeVar("Answer")

_HASHING_THREADS_MAX = 4


class Executor(Protocol):
    """Runs work on sources, on this machine or on others."""

    def run(
        self,
        sources: Iterable[Source],
        work: Callable[[Source], Answer] | Telling,
        lost: Callable[[Source, Lost], Answer],
    ) -> Generator[tuple[int, Answer], None, None]:
        """Yield each answer with the number of its source as it comes; `lost` answers for a lost worker."""


class Progress(Protocol):
    """Shows progress: is called for each paper that is begun or done; `kept` if an earlier run judged it."""

    def begun(self, path: str) -> None: ...

    def done(self, path: str, verdict: Verdict, *, kept: bool) -> None: ...


def marked(work: Work) -> Work:
    """Return the work with its `run`, a hash of everything besides the file on which a judgement depends.

    Raises UsageProblem if papers are to be compared and the library for comparing is missing.
    """
    how = paper_text.method() if work.comparing else ""
    parts = (VERSION, how, *map(msgspec.json.encode, _settings(work)))
    return structs.replace(work, run=hashlib.sha256(repr(parts).encode()).hexdigest()[:16])


def _settings(work: Work) -> Iterator[object]:
    yield work.pack.sha256
    yield from (work.lang, sorted(work.select), sorted(work.ignore), work.confirm, work.thumbnails)
    yield work.comparing


class OwnFindings(NamedTuple):
    """The findings for a paper's authors, and those that were waived."""

    findings: tuple[worded.WordedFinding, ...]
    waived: tuple[worded.WaivedFinding, ...]


class Desk:
    """The papers of a batch, and the position of each result in the journal."""

    def __init__(
        self,
        papers: Sequence[BatchPaper],
        journal: Journal,
        work: Work,
        rule: Rule | None,
        decided: DecidedPapers,
    ) -> None:
        """`rule` is the rule by which papers are compared, None if they are not compared. `decided` is what
        the chairs decided about the papers."""
        self._papers = papers
        self._journal = journal
        self._work = work
        self._offsets = array("q", [-1]) * len(papers)
        self._rule = rule
        self._decided = decided
        self._alike: dict[int, near_duplicates.Alike] = {}

    @property
    def decisions(self) -> Decisions:
        return self._decided.said

    @property
    def ids(self) -> Sequence[str]:
        return [paper.id for paper in self._papers]

    def judge(self, executor: Executor, limits: Limits, progress: Progress) -> None:
        """Judge every paper that no earlier run has judged. An interrupted run keeps its finished results."""
        remaining = self._not_known(progress)

        def begun() -> Iterator[Source]:
            for number in remaining:
                source = self._papers[number].source
                progress.begun(source.path)
                yield source

        given_up = partial(self._work.given_up, limits=limits)
        with closing(executor.run(begun(), self._work.reading(), given_up)) as answers:
            for index, judged in answers:
                number = remaining[index]
                result = structs.replace(judged.result, id=self._papers[number].id)
                self._offsets[number] = self._journal.append(structs.replace(judged, result=result))
                progress.done(self._papers[number].source.path, judged.result.document.verdict, kept=False)
        if self._rule:
            self._compare(self._rule)

    def _compare(self, rule: Rule) -> None:
        entries = (
            near_duplicates.ComparedPaper(number, result.document.sha256, result.print)
            for number, result in enumerate(self._as_judged())
        )
        self._alike = near_duplicates.alike(entries, rule.params.percent)

    def results(self) -> Iterator[tuple[BatchPaper, Result]]:
        """Yield every paper with its result, read from disk, in the order of the papers; what the chairs
        decided about the paper is applied."""
        for number, result in enumerate(self._as_judged()):
            paper = self._papers[number]
            document = structs.replace(result.document, path=printable(paper.source.path))
            if self._rule:
                document = self._compared(number, document, self._rule)
            document = with_decisions(document, paper.id, self._decided, result.light, self._work.lang)
            yield (
                structs.replace(paper, title=paper.title or result.title),
                structs.replace(result, document=document),
            )

    def with_void_waivers(self) -> Iterator[str]:
        """Yield the ids of papers whose PDF is not the one for which a waiver was made."""
        if self._decided.said.waivers:
            for paper, result in self.results():
                if has_void_waiver(result.document):
                    yield paper.id

    def own_findings(self, paper: BatchPaper, result: Result) -> OwnFindings:
        """Return the findings for a paper's authors, in their language, without those about other papers."""
        if result.letter is not None:
            holding = self._decided.waivers(paper.id, result.document.sha256).holding
            return OwnFindings(*divided(result.letter, holding))
        others = self._rule.id if self._rule else ""
        document = result.document
        return OwnFindings(
            tuple(found for found in document.findings if found.rule != others),
            tuple(one for one in document.waived if one.finding.rule != others),
        )

    def since_earlier_version(self, paper: BatchPaper, result: Result) -> tuple[RuleChange, ...] | None:
        """Return what changed since the paper's earlier PDF in this folder, for its authors and in their
        language; None if there was none."""
        earlier = self._journal.earlier_version(paper.id, result.document.sha256)
        if earlier is None:
            return None
        before, after = (
            structs.replace(one.document, findings=self.own_findings(paper, one).findings)
            for one in (earlier, result)
        )
        return rule_changes(stored(before), stored(after))

    def _as_judged(self) -> Iterator[Result]:
        return map(self._journal.read, self._offsets)

    def _compared(self, number: int, document: worded.WordedDocument, rule: Rule) -> worded.WordedDocument:
        """Return the document with the result of comparing it with the other papers."""
        like = self._alike.get(number)
        if like is None:
            return comparisons.with_status(document, rule.id, "pass") if document.sha256 else document
        answer = duplicate_submission.breach(
            rule.params, like.case, like.percent, self._papers[like.other].id, like.count
        )
        finding = Finding(rule.id, severity_of(rule, answer), answer)
        return comparisons.with_finding(document, wording.finding(finding, rule, self._work.lang, ""))

    def _not_known(self, progress: Progress) -> Sequence[int]:
        """Return the numbers of the papers to read, and report the known ones to `progress`."""
        if not self._journal:
            return range(len(self._papers))
        remaining = array("q")
        with ThreadPoolExecutor(_HASHING_THREADS_MAX) as threads:
            sources = enumerate(paper.source for paper in self._papers)
            answers = flowing(
                lambda one: threads.submit(self._journal.known, one), sources, 2 * _HASHING_THREADS_MAX
            )
            for number, known in answers:
                if known is None:
                    remaining.append(number)
                else:
                    self._offsets[number] = known.offset
                    progress.done(self._papers[number].source.path, known.verdict, kept=True)
        return sorted(remaining)
