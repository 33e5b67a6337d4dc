"""The Python interface for many papers: `batch` checks them and writes the results for a chair."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from typing import Literal

import msgspec
from msgspec import Struct, structs

from mlcia_check import rulebook, workers
from mlcia_check.api import WITHIN
from mlcia_check.batch.annotated_copies import Annotate
from mlcia_check.batch.executors.choice import executor as chosen_executor
from mlcia_check.batch.gather import Batch, gather
from mlcia_check.batch.journal import RESULTS, Journal
from mlcia_check.batch.letters import BoundedLetters
from mlcia_check.batch.one_paper import Thumbnails, Work
from mlcia_check.batch.outputs import JSON, Outputs
from mlcia_check.batch.paper_kinds import with_kinds
from mlcia_check.batch.registered import Register, read_register
from mlcia_check.batch.registration import CHECK, Registration
from mlcia_check.batch.run import COMPARING, Desk, Executor, Progress, applied_rule, marked
from mlcia_check.errors import Interrupted, UsageProblem
from mlcia_check.judging import outcomes
from mlcia_check.model.judged import Verdict
from mlcia_check.model.rule_pack import Pack, PackChoice
from mlcia_check.report import worded
from mlcia_check.report.chair.letter import BeforeDeadline
from mlcia_check.report.worded_run import WordedSkip
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.rulebook import DEFAULT_PACK
from mlcia_check.season import waiver_file
from mlcia_check.season.waived import DecidedPapers
from mlcia_check.support import output_files
from mlcia_check.support.printable import plain, printable
from mlcia_check.workers.limits import Limits

StageNote = Literal["before-deadline"]
"""When letters are written: before the deadline they ask authors to mend their paper."""

Shown = Callable[[int], AbstractContextManager[Progress]]
"""Makes what shows the progress of a batch with so many papers."""


class BatchResult(Struct, frozen=True):
    """The outcome of a batch; the results themselves are in the folder `out`.

    `ids` are the papers' ids in their order. `verdicts` counts the papers with each verdict, `kept` those
    whose results are of an earlier run; `seconds` is the time that the run took. `skipped` are the files that
    were not checked, `not_annotated` the papers
    without an annotated copy. `venue_phrases` are the hidden phrases that most papers carry.
    """

    out: str
    ids: tuple[str, ...]
    verdicts: Mapping[Verdict, int]
    kept: int
    seconds: float
    skipped: tuple[WordedSkip, ...]
    not_annotated: tuple[str, ...]
    venue_phrases: tuple[worded.WordedVenuePhrase, ...]

    def report(self) -> worded.WordedReport:
        """Return the content of report.json: every paper in its order, with its checks and findings."""
        with open(os.path.join(self.out, JSON), "rb") as file:
            return msgspec.json.decode(file.read(), type=worded.WordedReport)


class Silent:
    """Shows no progress."""

    def begun(self, path: str) -> None: ...

    def done(self, path: str, verdict: Verdict, *, kept: bool) -> None: ...

    def again(self, papers: int) -> None: ...


@contextmanager
def _silent(papers: int) -> Iterator[Silent]:  # noqa: ARG001 - what shows progress takes the number
    yield Silent()


def _unheard(sentence: str) -> None:
    """Drop the sentence."""


def batch(
    paths: Iterable[str | os.PathLike[str]],
    *,
    out: str | os.PathLike[str],
    pack: str | os.PathLike[str] | Pack = DEFAULT_PACK,
    stage: str = "",
    kind: str = "",
    kinds: str | os.PathLike[str] | None = None,
    from_list: str | None = None,
    ids: str | os.PathLike[str] | None = None,
    registered: str | os.PathLike[str] | None = None,
    references_db: str = "",
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    confirm: bool = True,
    lang: Lang = "en",
    limits: Limits = WITHIN,
    jobs: int | None = None,
    thumbnails: Thumbnails = "failing",
    annotate: bool = False,
    stage_note: StageNote | None = None,
    until: str | None = None,
    executor: str | None = None,
    progress: Shown = _silent,
    complain: Callable[[str], None] = _unheard,
) -> BatchResult:
    """Check the papers under `paths` and write the results to the folder `out`, as `mlcia-check batch` does.

    `stage` and `kind` name one of the stages and kinds of paper of a pack that is given by its name or file.
    Without `kind`, papers of each kind are judged by its limits. `kinds` is a file that tells the kinds: CSV
    with the columns kind, and id or file, or JSON of HotCRP or OpenReview. What it leaves open, `registered`
    tells if it is JSON, then the names of files by the pack's patterns.

    `from_list` is a file with more paths, one on each line; `ids` a CSV file with the columns file, id,
    title; `registered` a file with the titles, abstracts and authors that were registered; `references_db` an
    index in which references are looked up. `pack`, `select`, `ignore`, `confirm`, `lang` and `limits` are
    those of `check`. `jobs` is the number of processes, by default one for each core; `executor` names a Dask
    cluster, as in "dask=tcp://10.0.0.1:8786". `thumbnails` says which papers get pictures in report.html;
    `annotate` asks for annotated copies. With the `stage_note` "before-deadline", letters ask authors to mend
    their paper, by the date `until` (any text) if there is one. `waivers.yaml` in the folder is applied.
    `progress` makes what shows the progress. `complain` is called with a sentence about anything that is
    missing or could not be made; the batch goes on.

    A run that was interrupted continues with the same arguments. A problem of a paper is a verdict, not an
    exception. Raises UsageProblem for wrong arguments and if a file cannot be written, BrokenPack for a pack
    that cannot be used, Interrupted if the user stops the run, and MlciaCheckError if no process can be
    started or the cluster is lost.
    """
    began = time.monotonic()
    folder, given = os.fspath(out), [os.fspath(path) for path in paths]
    if not given and not from_list:
        raise UsageProblem("no papers to check: give PATH... or --from-list FILE.")
    if until is not None and stage_note is None:
        raise UsageProblem("--until needs --stage-note before-deadline: other letters name no date.")
    packs = _packs(pack, stage, kind)
    letters = BoundedLetters(packs.usual, BeforeDeadline(plain(until or "")) if stage_note else None)
    ids_file, kinds_file, registered_file = (
        None if file is None else os.fspath(file) for file in (ids, kinds, registered)
    )
    found = gather(given, from_list, ids_file, folder, sys.stdin.buffer)
    packs = with_kinds(packs, found.papers, kinds_file, registered_file, complain)
    work = _work(Work(packs, lang, tuple(select), tuple(ignore), confirm, thumbnails), references_db)
    registration = _registration(work, registered)
    inputs = (
        ids_file,
        kinds_file,
        from_list,
        registered,
        None if isinstance(pack, Pack) else os.fspath(pack),
    )
    _refuse_inside(folder, (*inputs, *(paper.source.file for paper in found.papers)))
    decided = DecidedPapers(waiver_file.read(folder).said)
    for sentence in _complaints(found, decided, registration, registered):
        complain(sentence)
    execute = chosen_executor(executor, workers.workers(len(found.papers), jobs), limits)
    _prepare(folder)
    with letters, closing(Journal(folder, work.run, limits)) as journal:
        desk = Desk(found.papers, journal, work, decided, registration)
        _judge(desk, execute, limits, progress, folder)
        outputs = Outputs(folder, desk, journal, lang, _worded(found, lang))
        verdicts = outputs.write(letters)
        for paper in desk.with_void_waivers():
            complain(f"a waiver of paper '{paper}' is void: it was made for another version of the PDF.")
        without = outputs.annotate(execute, _annotate(desk.packs, work)) if annotate else []
        for path in without:
            complain(f"no annotated copy could be made of '{path}'.")
        return BatchResult(
            out=folder,
            ids=tuple(desk.ids),
            verdicts=verdicts,
            kept=desk.kept,
            seconds=time.monotonic() - began,
            skipped=_worded(found, lang),
            not_annotated=tuple(without),
            venue_phrases=outputs.venue_phrases,
        )


def _packs(pack: str | os.PathLike[str] | Pack, stage: str, kind: str) -> PackChoice:
    """Return the packs of a batch, one for each kind of paper."""
    if isinstance(pack, Pack):
        rulebook.refuse_variant_of_resolved(pack, stage, kind)
        return PackChoice(pack)
    return rulebook.load_family(os.fspath(pack)).choice(stage, kind)


def _work(work: Work, references_db: str) -> Work:
    """Return the work on each paper, with what is compared and looked up."""
    active = [outcomes.active(pack, work.select, work.ignore) for pack in work.packs.all()]
    comparing = applied_rule(work.pack, COMPARING, active[0])
    params = comparing.params if comparing else None
    return marked(structs.replace(work, comparing=params, references_db=references_db))


def _registration(work: Work, registered: str | os.PathLike[str] | None) -> Registration | None:
    """Read what was registered. Return None if there is none or no rule compares it. Raises UsageProblem."""
    if registered is None:
        return None
    register = read_register(os.fspath(registered))
    compared = applied_rule(work.pack, CHECK, outcomes.active(work.pack, work.select, work.ignore))
    return Registration(register, compared) if compared else None


def _annotate(packs: PackChoice, work: Work) -> Annotate:
    return Annotate(structs.replace(work.criteria, pack=packs, references_db=""), work.lang)


def _complaints(
    found: Batch,
    decided: DecidedPapers,
    registration: Registration | None,
    registered: str | os.PathLike[str] | None,
) -> Iterator[str]:
    """Yield what the chair should know of the lists beside the papers."""
    yield from found.complaints
    ids = [paper.id for paper in found.papers]
    if registration is not None:
        yield from _unregistered(registration.register, str(registered), ids)
    for paper in decided.without_paper(set(ids)):
        yield f"{waiver_file.FILE} decides about paper '{paper}', but no such paper was found."


def _unregistered(register: Register, file: str, ids: Sequence[str]) -> Iterator[str]:
    """Say how many papers have no registered data, and how many entries no paper."""
    lacking = [paper_id for paper_id in ids if register.entry(paper_id) is None]
    if lacking:
        yield f"'{file}' has no entry for {len(lacking)} of {len(ids)} papers, as for '{lacking[0]}'."
    unused = register.without_paper(ids)
    if unused:
        yield f"{unused} entries of '{file}' belong to no paper of this batch."


def _refuse_inside(folder: str, inputs: Iterable[str | os.PathLike[str] | None]) -> None:
    """Raise UsageProblem if the folder for the results holds a file that the run reads."""
    output_files.refuse_inside(
        folder, dict.fromkeys(os.fspath(path) for path in inputs if path and os.path.exists(path))
    )


def _prepare(out: str) -> None:
    """Make the folder, or make sure that it holds nothing but results. Raises UsageProblem."""
    try:
        os.makedirs(out, exist_ok=True)
        visible = [name for name in os.listdir(out) if not name.startswith(".")]
        if RESULTS not in visible and set(visible) - {waiver_file.FILE}:
            raise UsageProblem(
                f"folder '{out}' contains files that are not results; choose a new or empty one."
            )
    except OSError as error:
        raise UsageProblem(f"cannot write to '{out}': {error.strerror}.") from error


def _judge(desk: Desk, execute: Executor, limits: Limits, progress: Shown, out: str) -> None:
    total = len(desk.ids)
    try:
        with progress(total) as shown:
            desk.judge(execute, limits, shown)
    except KeyboardInterrupt as stop:
        raise Interrupted(
            f"interrupted: {desk.finished:,} of {total:,} papers are done and kept in '{out}'. "
            "To continue, run the same command again."
        ) from stop


def _worded(found: Batch, lang: Lang) -> tuple[WordedSkip, ...]:
    return tuple(
        WordedSkip(printable(one.path), phrase(lang, f"skipped.{one.reason}")) for one in found.skipped
    )
