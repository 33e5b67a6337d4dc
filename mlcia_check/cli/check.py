"""`mlcia-check check`: check papers against a rule pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final

import click

from mlcia_check import sources
from mlcia_check.cli import configured, options, output, reports, tokens
from mlcia_check.cli.language import complain
from mlcia_check.cli.paper_judge import Locate, PaperJudge, documents_of
from mlcia_check.errors import ExitCode, UsageProblem
from mlcia_check.judging import outcomes
from mlcia_check.model.judged import JudgedDocument
from mlcia_check.model.rule_pack import Variant
from mlcia_check.report.formats.registry import FORMATS
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.support import output_files
from mlcia_check.workers.limits import Limits

ERROR_ONLY: Final = "error-only"
"""The value of --fail-on under which an open question does not stop a build."""

EXAMPLES = """\b
Examples:
  mlcia-check check paper.pdf
  mlcia-check check --format text --format sarif=report.sarif paper.pdf
"""

_ARCHIVES_TOLD_MAX: Final = 3
"""Archives in archives and folders that are named: papers of a system can have a supplement each."""


@click.command(
    short_help="Check papers against a rule pack.",
    help="Check papers against a rule pack. PATH is a PDF file, a folder, a zip archive, a pattern such as "
    "'*.pdf', or - for standard input.",
    epilog=EXAMPLES,
)
@click.argument("paths", nargs=-1, metavar="PATH...")
@options.pack_option
@options.variant_options
@click.option(
    "--format",
    "targets",
    type=reports.TargetType(),
    multiple=True,
    metavar="FORMAT[=FILE]",
    help="Report to write (default: text; github in GitHub Actions); repeatable. "
    f"Formats: {', '.join(FORMATS)}.",
)
@click.option(
    "-o", "--output", "destination", metavar="FILE", help="Write the report that has no =FILE to this file."
)
@options.select_option
@options.ignore_option
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", ERROR_ONLY]),
    default="error",
    metavar="LEVEL",
    help="What fails: error (default), warning, or error-only (review passes).",
)
@options.references_option
@options.confirm_option
@options.jobs_option
@options.limits_options
@configured.no_config_option
@click.option("--show-config", is_flag=True, help="Print each setting and its origin, then exit.")
@click.option(
    "--token",
    "as_token",
    is_flag=True,
    help="Print one line for each paper that others can confirm with verify, instead of the report.",
)
@click.option(
    "--source",
    "latex",
    metavar="DIR|FILE.tex",
    help="LaTeX sources of the paper; each finding names the line to change.",
)
@click.option("--watch", is_flag=True, help="Check again whenever a paper changes, until Ctrl-C.")
@click.option("-q", "--quiet", is_flag=True, help="Print only the verdicts.")
@click.option("-v", "--verbose", is_flag=True, help="Also print passed rules and measurements.")
@options.colour_option
@options.lang_option
def check(
    paths: tuple[str, ...],
    pack_name: str,
    variant: Variant,
    targets: tuple[reports.Target, ...],
    destination: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    references_db: str,
    confirm: bool,
    jobs: int | None,
    limits: Limits,
    no_config: bool,
    show_config: bool,
    as_token: bool,
    latex: str | None,
    watch: bool,
    quiet: bool,
    verbose: bool,
    plain: bool,
    lang: Lang,
) -> int:
    settings = configured.settle(pack_name, paths, ignore, no_config, variant)
    packs = configured.packs_of(settings, for_judging=True)
    configured.refuse_unknown_rules(settings, packs.usual)
    for pack in packs.all():
        outcomes.active(pack, select, ignore)
    if show_config:
        output.print_text("\n".join([*configured.described(settings), ""]))
        return ExitCode.PASS
    if as_token:
        tokens.refuse_partial_runs(settings, select, confirm=confirm)
        if targets or destination or watch:
            raise UsageProblem("--token goes with neither --format nor --output nor --watch.")
    asked = configured.papers(settings)
    if references_db:
        from mlcia_check.reference_index.index import stamp

        stamp(references_db)
    judge = PaperJudge(
        settings, packs, select, references_db, confirm, jobs, limits, lang, locate=_locate(latex)
    )
    strict, lenient = fail_on == "warning", fail_on == ERROR_ONLY
    style = reports.TextStyle(quiet=quiet, verbose=verbose, strict=strict, plain=plain)
    if watch:
        from mlcia_check.cli import watch as watching

        watching.refuse_unwatchable(asked, targets, destination)
        documents = watching.watch(asked, judge, style)
    elif as_token:
        documents = _print_tokens(judge)
    else:
        documents = _report(judge, reports.plan(targets, destination, asked), style, latex)
    return exit_code(documents, strict, lenient)


def _print_tokens(judge: PaperJudge) -> list[JudgedDocument]:
    """Print the token of each paper; return the judged papers."""
    found = judge.find()
    _tell_unread(found.skipped, judge.lang)
    documents = documents_of(judge.judged(found.sources))
    output.print_text("".join(f"{line}\n" for line in tokens.lines(documents, judge.packs_of(documents))))
    return documents


def _report(
    judge: PaperJudge, planned: Sequence[reports.Target], style: reports.TextStyle, latex: str | None
) -> list[JudgedDocument]:
    """Write the planned reports; return the judged papers. `latex` is where their sources are, if given."""
    under = judge.find()
    found = under.sources
    output_files.refuse_overwriting(reports.files(planned), _inputs(judge.settings, found, planned, latex))
    _tell_unread(under.skipped, judge.lang)
    judged = judge.judged(found, draws=reports.show_pictures(planned))
    documents = documents_of(judged)
    draw = partial(judge.pictures, judged, found)
    reports.write(planned, documents, judge.packs_of(found), judge.lang, style, draw)
    return documents


def _inputs(
    settings: configured.Settings,
    found: Iterable[sources.Source],
    planned: Iterable[reports.Target],
    latex: str | None,
) -> Iterator[str]:
    """Yield the files that the run reads and that a report could overwrite."""
    yield from configured.read(settings, found)
    if latex is not None:
        from mlcia_check.cli import source_lines

        yield from source_lines.sources_among(reports.files(planned), latex)


def _locate(latex: str | None) -> Locate:
    """Return what adds source lines to documents. Raises UsageProblem for sources that cannot be used."""
    if latex is None:
        return lambda documents, _, __: documents
    from mlcia_check.cli import source_lines

    return source_lines.locator(latex)


def exit_code(documents: Iterable[JudgedDocument], strict: bool, lenient: bool = False) -> ExitCode:
    """Return FAIL for a failed or unreadable document, or a warning under `strict`; else REVIEW or PASS.

    Under `lenient`, a document for review passes.
    """
    verdicts = {document.verdict for document in documents}
    warned = any(finding.severity == "warning" for document in documents for finding in document.findings)
    if verdicts & {"fail", "unreadable"} or (strict and warned):
        return ExitCode.FAIL
    return ExitCode.REVIEW if "review" in verdicts and not lenient else ExitCode.PASS


def _tell_unread(skipped: Iterable[sources.SkippedFile], lang: Lang) -> None:
    """Name on standard error each skipped file that may be a paper, and archives that may hold some."""
    archives = 0
    for one in skipped:
        is_archive = one.reason in ("archive-in-archive", "archive-in-folder", "other-archive")
        is_lost = one.reason == "no-file" and one.path.lower().endswith(".pdf")
        archives += is_archive
        if one.reason in sources.TROUBLED or is_lost or (is_archive and archives <= _ARCHIVES_TOLD_MAX):
            complain(f"'{one.path}' was not checked: {phrase(lang, f'skipped.{one.reason}')}")
    if archives > _ARCHIVES_TOLD_MAX:
        complain(f"{archives - _ARCHIVES_TOLD_MAX} more archives were not checked.")
