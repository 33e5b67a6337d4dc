"""`mlcia-check check`: papers against a rule pack."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import partial

import click

from mlcia_check import api, engine, pool, rulebook, sources
from mlcia_check.cli import options, reports
from mlcia_check.findings import Document
from mlcia_check.pool.limits import Limits
from mlcia_check.report.phrases import Lang

PASSED, FAILED, TO_REVIEW = 0, 1, 3


def rule_ids(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Rule ids from options that can be repeated and hold several each, with commas between."""
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


@click.command(help="Check papers: PDF files, folders, zip archives, or - for standard input.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@options.pack_option
@click.option(
    "--format",
    "targets",
    type=reports.TargetType(),
    multiple=True,
    metavar="FORMAT[=FILE]",
    help=f"{', '.join(reports.FORMATS)}; can be repeated (default: text).",
)
@click.option(
    "-o", "--output", "destination", metavar="FILE", help="File for the report that names no file itself."
)
@click.option(
    "--select", multiple=True, callback=rule_ids, metavar="RULE,...", help="Apply only these rules."
)
@click.option("--ignore", multiple=True, callback=rule_ids, metavar="RULE,...", help="Leave these rules out.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="What makes the exit code 1.",
)
@click.option(
    "--no-confirm",
    "confirm",
    flag_value=False,
    default=True,
    type=bool,
    help="Ask no second reader before an error in layout or type stands.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes for many papers (default: one a core)."
)
@options.limits_options
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
    quiet: bool,
    verbose: bool,
    plain: bool,
    lang: Lang,
) -> int:
    pack = rulebook.load_pack(pack_name)
    engine.active(pack, select, ignore)
    planned = reports.plan(targets, destination, paths)
    found = sources.find(paths, sys.stdin.buffer)
    examine = partial(api.examine_lightly, pack=pack, select=select, ignore=ignore, confirm=confirm)
    processes = pool.workers(len(found), jobs)
    judged = pool.in_order(found, examine, partial(api.given_up, pack=pack), processes, limits)
    documents = list(_with_progress(judged, len(found)))
    strict = fail_on == "warning"
    look = reports.Look(quiet=quiet, verbose=verbose, strict=strict, plain=plain)
    reports.write(planned, documents, pack, lang, look)
    return exit_code(documents, strict)


def exit_code(documents: Iterable[Document], strict: bool) -> int:
    """1 when a document fails or is unreadable (or, with `strict`, warned), else 3 for a review, else 0."""
    verdicts = {document.verdict for document in documents}
    warned = any(finding.severity == "warning" for document in documents for finding in document.findings)
    if verdicts & {"fail", "unreadable"} or (strict and warned):
        return FAILED
    return TO_REVIEW if "review" in verdicts else PASSED


def _with_progress(documents: Iterator[Document], total: int) -> Iterator[Document]:
    """The documents, and while they come a count on standard error, where that is a terminal."""
    shown = total > 1 and sys.stderr.isatty()
    for number, document in enumerate(documents, 1):
        if shown:
            sys.stderr.write(f"\r{number} of {total}")
            sys.stderr.flush()
        yield document
    if shown:
        sys.stderr.write("\r\x1b[K")
