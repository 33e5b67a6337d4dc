"""`mlcia-check results waive`, `unwaive`, `waivers` and `import`: what chairs decide about findings."""

from __future__ import annotations

import getpass
from datetime import datetime

import click

from mlcia_check.cli import options, output
from mlcia_check.errors import UsageProblem
from mlcia_check.model.decisions import Waiver
from mlcia_check.report.chair import waiver_list
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.season import stored_report, waiver_file, waiving

page_option = click.option(
    "--page", type=click.IntRange(min=1), metavar="N", help="Only the finding on this page."
)


@click.command(
    short_help="Waive a finding of a paper.",
    help="Waive the findings of a rule in one paper: write it to DIR/waivers.yaml, with the hash of the PDF. "
    "To update the reports, run the same batch again: it reads no paper again.",
)
@click.argument("folder", metavar="DIR")
@click.argument("paper", metavar="ID")
@click.argument("rule", metavar="RULE", shell_complete=options.complete_rules)
@click.option("--reason", required=True, metavar="TEXT", help="Why; every report shows it, letters too.")
@click.option("--by", metavar="NAME", help="Who decided (default: your login name).")
@page_option
@options.lang_option
def waive(
    folder: str, paper: str, rule: str, reason: str, by: str | None, page: int | None, lang: Lang
) -> int:
    if not reason.strip():
        raise UsageProblem("a waiver needs a reason.")
    file = waiver_file.read(folder)
    today = datetime.now().astimezone().date().isoformat()
    report = stored_report.read(folder)
    paper = stored_report.id_of(paper, report.documents)
    wanted = Waiver(paper, rule, reason, by or _login_name(), today, sha256="", page=page)
    said = waiving.waived(file, report, wanted)
    waiver_file.write(said)
    output.print_text(phrase(lang, "waivers.written", file=file.path) + "\n")
    rules = waiving.left_open(said, report, paper)
    if rules:
        left = phrase(lang, "waivers.left", paper=paper, rules=phrase(lang, "list").join(rules))
        output.print_text(left + "\n")
    return 0


@click.command(help="Take back a waiver: remove it from DIR/waivers.yaml.")
@click.argument("folder", metavar="DIR")
@click.argument("paper", metavar="ID")
@click.argument("rule", metavar="RULE", shell_complete=options.complete_rules)
@page_option
@options.lang_option
def unwaive(folder: str, paper: str, rule: str, page: int | None, lang: Lang) -> int:
    file = waiver_file.read(folder)
    waiver_file.write(waiving.taken_back(file, paper, rule, page))
    output.print_text(phrase(lang, "waivers.written", file=file.path) + "\n")
    return 0


@click.command(help="List the waivers and decisions in DIR/waivers.yaml.")
@click.argument("folder", metavar="DIR")
@options.colour_option
@options.lang_option
def waivers(folder: str, plain: bool, lang: Lang) -> int:
    said = waiver_file.read(folder).said
    report = stored_report.read(folder)
    hashes = {document.id or document.path: document.sha256 for document in report.documents}
    output.print_lines(waiver_list.lay_out(said, hashes, options.view_of_output(lang)), plain)
    return 0


@click.command(
    "import",
    short_help="Add the decisions that report.html saved.",
    help="Add to DIR/waivers.yaml the waivers and decisions in FILE, as report.html saves them. "
    "A decision in FILE replaces an earlier one about the same paper.",
)
@click.argument("folder", metavar="DIR")
@click.argument("file", metavar="FILE")
@options.lang_option
def import_decisions(folder: str, file: str, lang: Lang) -> int:
    stored_report.read(folder)
    own = waiver_file.read(folder)
    waiver_file.write(waiver_file.merged(own, waiver_file.read_file(file).said))
    output.print_text(phrase(lang, "waivers.written", file=own.path) + "\n")
    return 0


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise UsageProblem("the system does not know your name; say who decides with --by NAME.") from error
