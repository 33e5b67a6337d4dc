"""`mlcia-check check`: papers against a rule pack."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from importlib import import_module

import click

from mlcia_check import api, engine, pool, rulebook, sources
from mlcia_check.cli import options, output
from mlcia_check.findings import Document
from mlcia_check.report import text
from mlcia_check.report.phrases import Lang
from mlcia_check.report.view import View

FORMATS = ("text", "json", "sarif", "junit", "github")
"""`text` is laid out for its reader; the others are modules of `report/`: `render(documents, pack, lang)`."""

PASSED, FAILED, TO_REVIEW = 0, 1, 3


def default_format() -> str:
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"


def rule_ids(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Rule ids from options that can be repeated and hold several each, with commas between."""
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


@click.command(help="Check papers: PDF files, folders, zip archives, or - for standard input.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@options.pack_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=default_format,
    help="Of the report (default: text).",
)
@click.option("-o", "--output", "destination", metavar="FILE", help="Write the report to a file.")
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
@click.option("-q", "--quiet", is_flag=True, help="Print the verdicts only.")
@click.option("-v", "--verbose", is_flag=True, help="Print what passed and what was measured, too.")
@options.colour_option
@options.lang_option
def check(
    paths: tuple[str, ...],
    pack_name: str,
    form: str,
    destination: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    confirm: bool,
    jobs: int | None,
    quiet: bool,
    verbose: bool,
    plain: bool,
    lang: Lang,
) -> int:
    pack = rulebook.load_pack(pack_name)
    engine.active(pack, select, ignore)
    if destination is not None:
        output.refuse_unwritable(destination, paths)
    found = sources.find(paths, sys.stdin.buffer)
    examine = partial(api.examine, pack=pack, select=select, ignore=ignore, confirm=confirm)
    processes = pool.workers(len(found), jobs)
    judged = pool.run(found, examine, partial(api.lost, pack=pack), processes)
    documents = list(_with_progress(judged, len(found)))
    strict = fail_on == "warning"
    if form != "text":
        _write(import_module(f"mlcia_check.report.{form}").render(documents, pack, lang), destination)
    elif destination is None:
        view = options.view_of_output(lang, quiet=quiet, verbose=verbose, strict=strict)
        output.print_lines(text.lay_out(documents, pack, view), plain)
    else:
        view = View(lang, quiet=quiet, verbose=verbose, strict=strict)
        output.write_file(text.render(documents, pack, view), destination)
    return exit_code(documents, strict)


def exit_code(documents: Iterable[Document], strict: bool) -> int:
    """1 when a document fails or is unreadable (or, with `strict`, warned), else 3 for a review, else 0."""
    verdicts = {document.verdict for document in documents}
    warned = any(finding.severity == "warning" for document in documents for finding in document.findings)
    if verdicts & {"fail", "unreadable"} or (strict and warned):
        return FAILED
    return TO_REVIEW if "review" in verdicts else PASSED


def _write(report: str, destination: str | None) -> None:
    if destination is None:
        output.print_text(report, "utf-8")
    else:
        output.write_file(report, destination)


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
