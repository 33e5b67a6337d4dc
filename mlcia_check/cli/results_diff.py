"""`mlcia-check results diff`: what changed between two runs of a batch."""

from __future__ import annotations

import click

from mlcia_check.cli import options, output
from mlcia_check.report.chair import changes_csv, changes_html, changes_text
from mlcia_check.report.words.phrases import Lang
from mlcia_check.season import stored_report
from mlcia_check.season.changes import run_changes


@click.command(
    short_help="Compare the results of two runs.",
    help="Compare two runs: findings that are fixed, new or still there, papers added and gone, verdicts "
    "that flipped. OLD and NEW are folders that batch wrote, or JSON reports of check. The runs may differ "
    "in their papers, their rule packs, or the version of this program.",
    epilog="""\b
Example:
  mlcia-check results diff results-old results-new --format html --output changes.html
""",
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "html"]),
    default="text",
    show_default=True,
    help="Format of the comparison.",
)
@click.option("--output", "file", metavar="FILE", help="Write the comparison to this file.")
@options.colour_option
@options.lang_option
def diff(old: str, new: str, form: str, file: str | None, plain: bool, lang: Lang) -> int:
    if file:
        output.refuse_unwritable(file, map(stored_report.path_of, (old, new)))
    changes = run_changes(stored_report.read(old), stored_report.read(new), old, new)
    if form == "text" and not file:
        output.print_lines(changes_text.lay_out(changes, options.view_of_output(lang)), plain)
        return 0
    render = {"text": changes_text.render, "csv": changes_csv.render, "html": changes_html.render}[form]
    text = "".join(render(changes, lang))
    if file:
        output.write_file(text, file)
    else:
        output.print_text(text, "utf-8")
    return 0
