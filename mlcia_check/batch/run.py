"""Runs a batch: judges each paper once, in any order, and gives the results in the order of the papers."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Container, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from typing import Final, NamedTuple, Protocol, TypeVar

import msgspec
from msgspec import structs

from mlcia_check.batch import comparisons, near_duplicates, paper_text, venue_stamps
from mlcia_check.batch.journal import Journal
from mlcia_check.batch.one_paper import Work
from mlcia_check.batch.paper_ids import BatchPaper
from mlcia_check.batch.registration import Registration
from mlcia_check.batch.result import Result
from mlcia_check.checks import venue_phrases
from mlcia_check.checks.content import duplicate_submission
from mlcia_check.judging import outcomes
from mlcia_check.model.decisions import Decisions
from mlcia_check.model.judged import Finding, VenuePhrase, Verdict
from mlcia_check.model.rule_pack import Pack, PackChoice, Rule
from mlcia_check.report import worded
from mlcia_check.report.worded_changes import RuleChange
from mlcia_check.report.words import wording
from mlcia_check.report.words.decided import has_void_waiver
from mlcia_check.rulebook.pack_family import KIND_CHECK
from mlcia_check.season.changes import rule_changes
from mlcia_check.season.stored_report import stored
from mlcia_check.season.waived import DecidedPapers, divided, with_decisions
from mlcia_check.sources import Source
from mlcia_check.support.printable import printable
from mlcia_check.version import VERSION
from mlcia_check.workers.limits import Limits, Lost, Telling
from mlcia_check.workers.worker_pool import flowing

Answer = TypeVar("Answer")

COMPARING: Final = "duplicate-submission"
"""The check that only a batch can answer."""

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
    """Shows progress: is called for each paper that is begun or done; `kept` if an earlier run judged it.

    `again` is called before some papers are judged a second time, with their number.
    """

    def begun(self, path: str) -> None: ...

    def done(self, path: str, verdict: Verdict, *, kept: bool) -> None: ...

    def again(self, papers: int) -> None: ...


def applied_rule(pack: Pack, check: str, active: Container[str]) -> Rule | None:
    """Return the rule that asks this check, None if the run applies none."""
    return next((rule for rule in pack.rules if rule.check == check and rule.id in active), None)


def marked(work: Work) -> Work:
    """Return the work with its `run`, a hash of everything besides the file on which a judgement depends.

    Raises UsageProblem if papers are to be compared and the library for comparing is missing, or if
    references are to be looked up and there is no index.
    """
    how = paper_text.method() if work.comparing else ""
    parts = (VERSION, how, *map(msgspec.json.encode, _settings(work)))
    return structs.replace(work, run=hashlib.sha256(repr(parts).encode()).hexdigest()[:16])


def _settings(work: Work) -> Iterator[object]:
    yield [pack.sha256 for pack in work.packs.all()]
    yield from (work.lang, sorted(work.select), sorted(work.ignore), work.confirm, work.thumbnails)
    yield from (work.comparing, work.venue_phrases)
    if work.references_db:
        from mlcia_check.reference_index.index import stamp

        yield stamp(work.references_db)


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
        decided: DecidedPapers,
        registration: Registration | None = None,
    ) -> None:
        """`decided` is what the chairs decided about the papers, `registration` what their authors
        registered, None if that is not compared."""
        self._papers = papers
        self._journal = journal
        self._work = work
        self._offsets = array("q", [-1]) * len(papers)
        self._decided = decided
        self._registration = registration
        self._read_now: set[int] = set()
        self._alike: dict[int, near_duplicates.Alike] = {}
        active = outcomes.active(work.pack, work.select, work.ignore)
        self._comparing = applied_rule(work.pack, COMPARING, active)
        self._stamped = next(iter(venue_stamps.judging_rules(work.pack, active)), None)
        self.venue_phrases: tuple[VenuePhrase, ...] = ()

    @property
    def decisions(self) -> Decisions:
        return self._decided.said

    @property
    def ids(self) -> Sequence[str]:
        return [paper.id for paper in self._papers]

    @property
    def packs(self) -> PackChoice:
        """The packs by which papers are judged; they excuse the venue's hidden phrases once known."""
        return self._work.packs

    @property
    def kept(self) -> int:
        """The number of papers whose results are all of an earlier run."""
        return len(self._papers) - len(self._read_now)

    @property
    def finished(self) -> int:
        """The number of papers that have a result."""
        return len(self._offsets) - self._offsets.count(-1)

    def judge(self, executor: Executor, limits: Limits, progress: Progress) -> None:
        """Judge every paper that no earlier run has judged. An interrupted run keeps its finished results."""
        self._read(range(len(self._papers)), executor, limits, progress)
        if self._stamped:
            self._excuse(self._stamped, executor, limits, progress)
        if self._comparing:
            self._compare(self._comparing)

    def _read(self, numbers: Sequence[int], executor: Executor, limits: Limits, progress: Progress) -> None:
        remaining = self._not_known(numbers, progress)

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
                self._read_now.add(number)
                progress.done(self._papers[number].source.path, judged.result.document.verdict, kept=False)

    def _excuse(self, rule: Rule, executor: Executor, limits: Limits, progress: Progress) -> None:
        """Judge the papers again that carry a hidden phrase of the venue, without it.

        They are read again, because a row that is gone changes what the other rows of a passage mean. The
        phrases are part of the second results' run, so an interrupted run finds them in the journal.
        """
        self.venue_phrases = venue_stamps.found(self._as_judged(), rule)
        excused = tuple(sorted(found.text for found in self.venue_phrases if found.excused))
        if not excused:
            return
        keys = frozenset(map(venue_phrases.key, excused))
        numbers = [
            number for number, result in enumerate(self._as_judged()) if venue_stamps.carries(result, keys)
        ]
        packs = venue_stamps.without(self._work.packs, excused)
        self._work = marked(structs.replace(self._work, packs=packs, venue_phrases=excused))
        self._journal.turn_to(self._work.run)
        progress.again(len(numbers))
        self._read(numbers, executor, limits, progress)

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
            if self._comparing:
                document = self._compared(number, document, self._comparing)
            if self._registration:
                entry = self._registration.register.entry(paper.id)
                paper = structs.replace(paper, note=entry.note if entry else "")
                document = self._registration.compared(document, result.front, entry, self._work.lang)
            light = (*result.light, *self._light_comparisons())
            document = with_decisions(document, paper.id, self._decided, light, self._work.lang)
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
        """Return the findings for a paper's authors, in their language.

        Left out are those about other papers, about what was registered, and about the paper's kind, which
        chairs know.
        """
        of_chairs = {rule.id for rule in self._work.pack.rules if rule.check == KIND_CHECK}
        if result.letter is not None:
            holding = self._decided.waivers(paper.id, result.document.sha256).holding
            own = [found for found in result.letter if found.rule not in of_chairs]
            return OwnFindings(*divided(own, holding))
        others = of_chairs | {
            rule.id for rule in (self._comparing, self._registration and self._registration.rule) if rule
        }
        document = result.document
        return OwnFindings(
            tuple(found for found in document.findings if found.rule not in others),
            tuple(one for one in document.waived if one.finding.rule not in others),
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

    def _comparisons(self) -> Iterator[Rule]:
        """Yield the rules by which papers are compared with each other and with what was registered."""
        if self._comparing:
            yield self._comparing
        if self._registration:
            yield self._registration.rule

    def _light_comparisons(self) -> Iterator[str]:
        """Yield those of these rules whose doubts leave the verdict alone."""
        return (rule.id for rule in self._comparisons() if rule.severity not in ("error", "review"))

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
        finding = Finding(rule.id, outcomes.severity_of(rule, answer), answer)
        worded_finding = wording.finding(finding, rule, self._work.lang, "")
        return comparisons.with_finding(document, worded_finding, rule.severity)

    def _not_known(self, numbers: Sequence[int], progress: Progress) -> Sequence[int]:
        """Return the papers of these that must be read, and report the known ones to `progress`."""
        if not self._journal:
            return numbers
        remaining = array("q")
        with ThreadPoolExecutor(_HASHING_THREADS_MAX) as threads:
            sources = ((number, self._papers[number].source) for number in numbers)
            answers = flowing(
                lambda one: threads.submit(self._journal.known, one, self._work.packs.of(one.path).kind),
                sources,
                2 * _HASHING_THREADS_MAX,
            )
            for number, known in answers:
                if known is None:
                    remaining.append(number)
                else:
                    self._offsets[number] = known.offset
                    progress.done(self._papers[number].source.path, known.verdict, kept=True)
        return sorted(remaining)
