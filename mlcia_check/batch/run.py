"""Runs a batch: judges each paper once, in any order, and gives the results in the order of the papers."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from typing import Protocol, TypeVar

import msgspec
from msgspec import structs

from mlcia_check.batch import comparisons, near_duplicates, paper_text
from mlcia_check.batch.journal import Journal
from mlcia_check.batch.one_paper import Work
from mlcia_check.batch.paper_ids import BatchPaper
from mlcia_check.batch.registration import Registration
from mlcia_check.batch.result import Result
from mlcia_check.checks.content import duplicate_submission
from mlcia_check.judging.outcomes import severity_of
from mlcia_check.model.judged import Finding, Verdict
from mlcia_check.model.rule_pack import Rule
from mlcia_check.report import worded
from mlcia_check.report.words import wording
from mlcia_check.sources import Source
from mlcia_check.support.printable import printable
from mlcia_check.version import VERSION
from mlcia_check.workers.limits import Limits, Lost, Telling
from mlcia_check.workers.worker_pool import flowing

Answer = TypeVar("Answer")

_HASHING_AHEAD = 4


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

    Raises UsageProblem if papers are to be compared and the library for comparing is missing, or if
    references are to be looked up and there is no index.
    """
    how = paper_text.method() if work.comparing else ""
    parts = (VERSION, how, *map(msgspec.json.encode, _settings(work)))
    return structs.replace(work, run=hashlib.sha256(repr(parts).encode()).hexdigest()[:16])


def _settings(work: Work) -> Iterator[object]:
    yield work.pack.sha256
    yield from (work.lang, sorted(work.select), sorted(work.ignore), work.confirm, work.thumbnails)
    yield work.comparing
    if work.references_db:
        from mlcia_check.reference_index.index import stamp

        yield stamp(work.references_db)


class Desk:
    """The papers of a batch, and the position of each result in the journal."""

    def __init__(
        self,
        papers: Sequence[BatchPaper],
        journal: Journal,
        work: Work,
        rule: Rule | None,
        registration: Registration | None = None,
    ) -> None:
        """`rule` is the rule by which papers are compared, `registration` what their authors registered; None
        if that is not compared."""
        self._papers = papers
        self._journal = journal
        self._work = work
        self._offsets = array("q", [-1]) * len(papers)
        self._rule = rule
        self._registration = registration
        self._alike: dict[int, near_duplicates.Alike] = {}

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
                self._offsets[number] = self._journal.append(judged)
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
        """Yield every paper with its result, read from disk, in the order of the papers."""
        for number, result in enumerate(self._as_judged()):
            paper = self._papers[number]
            document = structs.replace(result.document, path=printable(paper.source.path))
            if self._rule:
                document = self._compared(number, document, self._rule)
            if self._registration:
                entry = self._registration.register.entry(paper.id)
                paper = structs.replace(paper, note=entry.note if entry else "")
                document = self._registration.compared(document, result.front, entry, self._work.lang)
            yield (
                structs.replace(paper, title=paper.title or result.title),
                structs.replace(result, document=document),
            )

    def own_findings(self, result: Result) -> Sequence[worded.WordedFinding]:
        """Return the findings for a paper's authors, in their language, without those about other papers or
        about what was registered."""
        if result.letter is not None:
            return result.letter
        others = {self._rule.id} if self._rule else set()
        if self._registration:
            others.add(self._registration.rule.id)
        return [found for found in result.document.findings if found.rule not in others]

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
        worded_finding = wording.finding(finding, rule, self._work.lang, "")
        return comparisons.with_finding(document, worded_finding, rule.severity)

    def _not_known(self, progress: Progress) -> Sequence[int]:
        """Return the numbers of the papers to read, and report the known ones to `progress`."""
        if not self._journal:
            return range(len(self._papers))
        remaining = array("q")
        with ThreadPoolExecutor(_HASHING_AHEAD) as threads:
            sources = enumerate(paper.source for paper in self._papers)
            answers = flowing(
                lambda one: threads.submit(self._journal.known, one), sources, 2 * _HASHING_AHEAD
            )
            for number, known in answers:
                if known is None:
                    remaining.append(number)
                else:
                    self._offsets[number] = known.offset
                    progress.done(self._papers[number].source.path, known.verdict, kept=True)
        return sorted(remaining)
