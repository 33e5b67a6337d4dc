"""`mlcia-check check`: papers against a rule pack."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import partial

import click

from mlcia_check import api, page_pictures, rulebook, sources, workers
from mlcia_check.cli import configured, options, output, reports
from mlcia_check.cli.language import complain
from mlcia_check.judging import outcomes
from mlcia_check.model.answers import JudgedDocument
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.support import output_files
from mlcia_check.workers.limits import Limits

PASSED, FAILED, TO_REVIEW = 0, 1, 3

EXAMPLES = """\b
Examples:
  mlcia-check check paper.pdf
  mlcia-check check --format text --format sarif=report.sarif paper.pdf
"""


@click.command(
    short_help="Check papers against a rule pack.",
    help="Check papers: PDF files, folders, zip archives, or - for standard input.",
    epilog=EXAMPLES,
)
@click.argument("paths", nargs=-1, metavar="PATH...")
@options.pack_option
@click.option(
    "--format",
    "targets",
    type=reports.TargetType(),
    multiple=True,
    metavar="FORMAT[=FILE]",
    help=f"{' '.join(reports.FORMATS)}.",
)
@click.option("-o", "--output", "destination", metavar="FILE", help="Where a report without =FILE goes.")
@options.select_option
@options.ignore_option
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="The lowest severity that makes the command exit with 1.",
)
@options.confirm_option
@options.jobs_option
@options.limits_options
@configured.no_config_option
@click.option("--show-config", is_flag=True, help="Print each setting and where it comes from.")
@click.option("-q", "--quiet", is_flag=True, help="Print the verdicts only.")
@click.option("-v", "--verbose", is_flag=True, help="Print what passed and what was measured, too.")
@options.colour_option
@options.lang_option
def check(
    paths: tuple[str, ...],
    pack_name: str,
    targets: tuple[reports.Target, ...],
    destination: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    confirm: bool,
    jobs: int | None,
    limits: Limits,
    no_config: bool,
    show_config: bool,
    quiet: bool,
    verbose: bool,
    plain: bool,
    lang: Lang,
) -> int:
    settings = configured.settle(pack_name, paths, ignore, no_config)
    pack = rulebook.load_pack(settings.pack.value)
    configured.refuse_unknown_rules(settings, pack)
    outcomes.active(pack, select, ignore)
    if show_config:
        output.print_text("\n".join([*configured.described(settings), ""]))
        return PASSED
    asked = configured.papers(settings)
    planned = reports.plan(targets, destination, asked)
    under = sources.find_all(asked, sys.stdin.buffer, configured.boundary(settings))
    found = under.sources
    output_files.refuse_overwriting(reports.files(planned), configured.read(settings, found))
    _tell_unread(under.skipped, lang)
    examine = api.reading(pack, select, settings.reasons, confirm)
    processes = workers.workers(len(found), jobs)
    judged = workers.in_order(found, examine, partial(api.given_up, pack=pack), processes, limits)
    documents = list(_with_progress(judged, len(found), lang))
    strict = fail_on == "warning"
    look = reports.TextStyle(quiet=quiet, verbose=verbose, strict=strict, plain=plain)
    draw = partial(page_pictures.drawn, found, documents, processes, limits)
    reports.write(planned, documents, pack, lang, look, draw)
    return exit_code(documents, strict)


def exit_code(documents: Iterable[JudgedDocument], strict: bool) -> int:
    """1 when a document fails or is unreadable (or, with `strict`, warned), else 3 for a review, else 0."""
    verdicts = {document.verdict for document in documents}
    warned = any(finding.severity == "warning" for document in documents for finding in document.findings)
    if verdicts & {"fail", "unreadable"} or (strict and warned):
        return FAILED
    return TO_REVIEW if "review" in verdicts else PASSED


def _tell_unread(skipped: Iterable[sources.SkippedFile], lang: Lang) -> None:
    """Names what may hold a paper and could not be looked into."""
    for one in skipped:
        if one.reason in sources.TROUBLED:
            complain(f"'{one.path}' was not checked: {phrase(lang, f'skipped.{one.reason}')}")


def _with_progress(documents: Iterator[JudgedDocument], total: int, lang: Lang) -> Iterator[JudgedDocument]:
    """The documents, and while they come a count on standard error, where that is a terminal."""
    shown = total > 1 and sys.stderr.isatty()
    for number, document in enumerate(documents, 1):
        if shown:
            sys.stderr.write("\r" + phrase(lang, "batch.of", n=number, total=total))
            sys.stderr.flush()
        yield document
    if shown:
        sys.stderr.write("\r\x1b[K")
