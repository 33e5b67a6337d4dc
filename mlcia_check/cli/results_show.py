"""`mlcia-check results show`: the report of single papers, from the results of a batch."""

from __future__ import annotations

import click

from mlcia_check.cli import options, output
from mlcia_check.report.formats import text
from mlcia_check.report.words.phrases import Lang
from mlcia_check.season import stored_report


@click.command(
    short_help="Show the report of papers.",
    help="Print the report of these papers from the results of a batch, with what was waived and decided. "
    "No paper is read again. The sentences are in the language of the batch.",
)
@click.argument("folder", metavar="DIR")
@click.argument("papers", metavar="ID...", nargs=-1, required=True)
@click.option("-v", "--verbose", is_flag=True, help="Also print passed rules and measurements.")
@options.colour_option
@options.lang_option
def show(folder: str, papers: tuple[str, ...], verbose: bool, plain: bool, lang: Lang) -> int:
    run = stored_report.run_of(folder, papers)
    output.print_lines(text.lay_out(run, options.view_of_output(lang, verbose=verbose)), plain)
    return 0
