"""`mlcia-check batch`: hundreds of papers for a chair."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing

import click

from mlcia_check import rulebook, workers
from mlcia_check.batch import registration
from mlcia_check.batch.annotated_copies import Annotate
from mlcia_check.batch.executors.local import Local
from mlcia_check.batch.gather import Batch, gather
from mlcia_check.batch.journal import RESULTS, Journal
from mlcia_check.batch.letter_files import LETTERS
from mlcia_check.batch.letters import BoundedLetters
from mlcia_check.batch.one_paper import Thumbnails, Work
from mlcia_check.batch.outputs import HTML, SUMMARY, Outputs
from mlcia_check.batch.registered import Register, read_register
from mlcia_check.batch.registration import Registration
from mlcia_check.batch.run import Desk, Executor, marked
from mlcia_check.cli import options, output
from mlcia_check.cli.language import complain
from mlcia_check.cli.progress import Lines, ProgressBar, Tally, clock, progress
from mlcia_check.errors import ExitCode, Interrupted, UsageProblem
from mlcia_check.judging import outcomes
from mlcia_check.model.judged import Verdict
from mlcia_check.model.rule_pack import Pack, Rule
from mlcia_check.report.formats.text import VERDICT_STYLE
from mlcia_check.report.styled_lines import BLANK, Line, Span, padded, width
from mlcia_check.report.worded_run import WordedSkip
from mlcia_check.report.words.phrases import Lang, counted, phrase
from mlcia_check.support import output_files
from mlcia_check.support.printable import printable
from mlcia_check.workers.limits import Limits

EXAMPLES = """\b
Examples:
  mlcia-check batch papers.zip --out results
  mlcia-check batch papers/ --ids list.csv --annotate --out results
"""

COMPARING = "duplicate-submission"
"""The check that only a batch can answer."""


@click.command(
    short_help="Check many papers and write the results for a chair.",
    help="Check many papers (files, folders, zip archives, patterns) and write the results to a folder: "
    "report.html, report.json, summary.csv, hotcrp-tags.csv, and letters to authors. To continue an "
    "interrupted run, run the same command again.",
    epilog=EXAMPLES,
)
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option("--out", required=True, metavar="DIR", help="Folder for the results.")
@click.option(
    "--from-list",
    "list_file",
    metavar="FILE",
    help="Read more paths from this file, one per line; - for stdin.",
)
@click.option("--ids", "ids_file", metavar="FILE", help="CSV file with the columns file, id, title.")
@click.option(
    "--registered",
    "registered_file",
    metavar="FILE",
    help="Compare titles, abstracts and authors with this file: CSV, or JSON of HotCRP or OpenReview.",
)
@options.pack_option
@options.select_option
@options.ignore_option
@options.references_option
@options.confirm_option
@options.jobs_option
@options.limits_options
@click.option(
    "--thumbnails",
    type=click.Choice(["none", "failing", "all"]),
    default="failing",
    show_default=True,
    help="Papers whose pages with findings report.html shows.",
)
@click.option(
    "--annotate",
    "annotated",
    is_flag=True,
    help="Also write annotated copies of failing papers.",
)
@click.option("--executor", metavar="dask=ADDRESS", help="Read the papers on a Dask cluster.")
@options.colour_option
@options.lang_option
def batch(
    paths: tuple[str, ...],
    out: str,
    list_file: str | None,
    ids_file: str | None,
    registered_file: str | None,
    pack_name: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    references_db: str,
    confirm: bool,
    jobs: int | None,
    limits: Limits,
    thumbnails: Thumbnails,
    annotated: bool,
    executor: str | None,
    plain: bool,
    lang: Lang,
) -> int:
    if not paths and not list_file:
        raise UsageProblem("no papers to check: give PATH... or --from-list FILE.")
    pack = rulebook.load_pack(pack_name)
    active = outcomes.active(pack, select, ignore)
    rule = _applied(pack, COMPARING, active)
    compared = _applied(pack, registration.CHECK, active)
    register = read_register(registered_file) if registered_file else None
    letters = BoundedLetters(pack)
    comparing = rule.params if rule else None
    work = marked(
        Work(pack, lang, select, ignore, confirm, thumbnails, comparing, references_db=references_db)
    )
    found = gather(paths, list_file, ids_file, out, sys.stdin.buffer)
    read = (ids_file, list_file, registered_file, pack_name, *(paper.source.file for paper in found.papers))
    output_files.refuse_inside(out, dict.fromkeys(path for path in read if path and os.path.exists(path)))
    _complain(found.complaints)
    if register:
        _tell_unregistered(register, found, str(registered_file))
    execute = _executor(executor, workers.workers(len(found.papers), jobs), limits)
    _prepare(out)
    with letters, closing(Journal(out, work.run, limits)) as journal:
        registered = Registration(register, compared) if register and compared else None
        desk = Desk(found.papers, journal, work, rule, registered)
        tally = progress(len(found.papers), lang)
        _judge(desk, execute, limits, tally, out)
        outputs = Outputs(out, desk, journal, pack, lang, _worded(found, lang))
        verdicts = outputs.write(letters)
        if annotated:
            without = outputs.annotate(execute, Annotate(pack, lang, select, ignore, confirm))
            _complain(f"no annotated copy could be made of '{path}'." for path in without)
    output.print_lines(_closing(verdicts, tally, found, out, lang), plain)
    if verdicts["fail"] or verdicts["unreadable"]:
        return ExitCode.FAIL
    return ExitCode.REVIEW if verdicts["review"] else ExitCode.PASS


def _applied(pack: Pack, check: str, active: set[str]) -> Rule | None:
    """The rule that asks this check, where the run applies one."""
    return next((rule for rule in pack.rules if rule.check == check and rule.id in active), None)


def _tell_unregistered(register: Register, found: Batch, file: str) -> None:
    """Say how many papers have no registered data, and how many entries no paper."""
    ids = [paper.id for paper in found.papers]
    lacking = [paper_id for paper_id in ids if register.entry(paper_id) is None]
    if lacking:
        complain(f"'{file}' has no entry for {len(lacking)} of {len(ids)} papers, as for '{lacking[0]}'.")
    unused = register.without_paper(ids)
    if unused:
        complain(f"{unused} entries of '{file}' belong to no paper of this batch.")


def _executor(wanted: str | None, processes: int, limits: Limits) -> Executor:
    if wanted is None:
        return Local(processes, limits)
    kind, equals, address = wanted.partition("=")
    port = address.rpartition(":")[2]
    if kind != "dask" or not (equals and port.isdigit()):
        raise UsageProblem(f"unknown executor '{wanted}'; use dask=ADDRESS, as in dask=tcp://10.0.0.1:8786.")
    from mlcia_check.batch.executors.dask import Cluster

    return Cluster(address, limits)


def _prepare(out: str) -> None:
    """Make the folder, or see that it holds nothing but results. Raises UsageProblem."""
    try:
        os.makedirs(out, exist_ok=True)
        visible = [name for name in os.listdir(out) if not name.startswith(".")]
        if visible and RESULTS not in visible:
            raise UsageProblem(
                f"folder '{out}' contains files that are not results; choose a new or empty one."
            )
    except OSError as error:
        raise UsageProblem(f"cannot write to '{out}': {error.strerror}.") from error


def _judge(desk: Desk, executor: Executor, limits: Limits, tally: Lines | ProgressBar, out: str) -> None:
    try:
        with tally:
            desk.judge(executor, limits, tally)
    except KeyboardInterrupt as stop:
        raise Interrupted(
            f"interrupted: {tally.finished:,} of {tally.total:,} papers are done and kept in '{out}'. "
            "To continue, run the same command again."
        ) from stop


def _complain(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        complain(sentence)


def _worded(found: Batch, lang: Lang) -> tuple[WordedSkip, ...]:
    return tuple(
        WordedSkip(printable(one.path), phrase(lang, f"skipped.{one.reason}")) for one in found.skipped
    )


def _closing(verdicts: Counter[Verdict], tally: Tally, found: Batch, out: str, lang: Lang) -> Iterator[Line]:
    """How many papers got which verdict, and where to read on."""
    took = phrase(lang, "batch.took", time=clock(tally.seconds), rate=f"{tally.rate:.1f}")
    total = Span(counted(lang, "summary.total", tally.total), "strong")
    yield (total, Span(took, "dim")) if tally.kept < tally.total else (total,)
    rows = [(phrase(lang, verdict), verdicts[verdict], VERDICT_STYLE[verdict]) for verdict in VERDICT_STYLE]
    if found.skipped:
        rows.append((phrase(lang, "batch.skipped"), len(found.skipped), "dim"))
    names = max(width(name) for name, _, _ in rows)
    for name, number, style in rows:
        yield Span("  " + padded(name, names), style if number else "dim"), Span(f"  {number:>7,}")
    yield BLANK
    for file in (HTML, SUMMARY, LETTERS + os.sep):
        yield (Span("  " + printable(os.path.join(out, file))),)
    if tally.kept:
        yield (Span("  " + counted(lang, "batch.kept", tally.kept), "dim"),)
