"""`mlcia-check batch`: hundreds of papers for a chair."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial

import click

from mlcia_check.batch.api import BatchResult, StageNote
from mlcia_check.batch.api import batch as check_batch
from mlcia_check.batch.letter_files import LETTERS
from mlcia_check.batch.one_paper import Thumbnails
from mlcia_check.batch.outputs import HTML, SKIPPED, SUMMARY
from mlcia_check.cli import options, output
from mlcia_check.cli.language import complain
from mlcia_check.cli.progress import clock, progress
from mlcia_check.errors import ExitCode
from mlcia_check.model.rule_pack import Variant
from mlcia_check.report.formats.text import VERDICT_STYLE
from mlcia_check.report.styled_lines import BLANK, Line, Span, padded, width, wrapped
from mlcia_check.report.words.phrases import Lang, counted, phrase
from mlcia_check.support.printable import printable
from mlcia_check.workers.limits import Limits

EXAMPLES = """\b
Examples:
  mlcia-check batch papers.zip --out results
  mlcia-check batch papers/ --ids list.csv --annotate --out results
"""


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
@options.variant_options
@click.option(
    "--kinds",
    "kinds_file",
    metavar="FILE",
    help="Kinds of papers: CSV, or JSON of HotCRP.",
)
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
@click.option(
    "--stage-note",
    "stage_note",
    type=click.Choice(["before-deadline"]),
    help="Write letters that ask authors to mend their paper before the deadline.",
)
@click.option("--until", metavar="TEXT", help="Date in such letters, as you write it.")
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
    variant: Variant,
    kinds_file: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    references_db: str,
    confirm: bool,
    jobs: int | None,
    limits: Limits,
    thumbnails: Thumbnails,
    annotated: bool,
    stage_note: StageNote | None,
    until: str | None,
    executor: str | None,
    plain: bool,
    lang: Lang,
) -> int:
    result = check_batch(
        paths,
        out=out,
        pack=pack_name,
        stage=variant.stage,
        kind=variant.kind,
        kinds=kinds_file,
        from_list=list_file,
        ids=ids_file,
        registered=registered_file,
        references_db=references_db,
        select=select,
        ignore=ignore,
        confirm=confirm,
        lang=lang,
        limits=limits,
        jobs=jobs,
        thumbnails=thumbnails,
        annotate=annotated,
        stage_note=stage_note,
        until=until,
        executor=executor,
        progress=partial(progress, lang=lang),
        complain=complain,
    )
    output.print_lines(_closing(result, lang), plain)
    if result.verdicts["fail"] or result.verdicts["unreadable"]:
        return ExitCode.FAIL
    return ExitCode.REVIEW if result.verdicts["review"] else ExitCode.PASS


def _closing(result: BatchResult, lang: Lang) -> Iterator[Line]:
    """Yield how many papers got which verdict, what they share, and where to read on."""
    papers = len(result.ids)
    rate = (papers - result.kept) / max(result.seconds, 0.001)
    took = phrase(lang, "batch.took", time=clock(result.seconds), rate=f"{rate:.1f}")
    total = Span(counted(lang, "summary.total", papers), "strong")
    yield (total, Span(took, "dim")) if result.kept < papers else (total,)
    rows = [
        (phrase(lang, verdict), result.verdicts[verdict], VERDICT_STYLE[verdict]) for verdict in VERDICT_STYLE
    ]
    if result.skipped:
        rows.append((phrase(lang, "batch.skipped"), len(result.skipped), "dim"))
    names = max(width(name) for name, _, _ in rows)
    for name, number, style in rows:
        yield Span("  " + padded(name, names), style if number else "dim"), Span(f"  {number:>7,}")
    yield BLANK
    for found in result.venue_phrases:
        for line in wrapped(found.message, options.view_of_output(lang).cells - 2):
            yield (Span(f"  {line}"),)
        yield BLANK
    files = (HTML, SUMMARY, LETTERS + os.sep, *([SKIPPED] if result.skipped else []))
    for file in files:
        yield (Span("  " + printable(os.path.join(result.out, file))),)
    if result.kept:
        yield (Span("  " + counted(lang, "batch.kept", result.kept), "dim"),)
