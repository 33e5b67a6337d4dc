"""`mlcia-check results sheets`: contact sheets of the papers of a batch."""

from __future__ import annotations

import sys

import click

from mlcia_check import rulebook
from mlcia_check.batch.checked_papers import read
from mlcia_check.batch.drawn_pages import Trouble
from mlcia_check.batch.sheets import Sheets, write_sheets
from mlcia_check.cli import options, output
from mlcia_check.cli.language import complain
from mlcia_check.errors import UsageProblem
from mlcia_check.model.rule_pack import Pack
from mlcia_check.report.words.phrases import Lang, counted, phrase
from mlcia_check.support.printable import printable
from mlcia_check.workers.limits import Limits


@click.command(
    short_help="Write contact sheets of the papers.",
    help="Write contact sheets to DIR/sheets, as PDFs: all first pages; the pages around the page limit, "
    "with the format's text block drawn in; all pages with an error. PATH is where the papers are, if they "
    "are no longer where they were checked.",
    epilog="""\b
Examples:
  mlcia-check results sheets results
  mlcia-check results sheets results papers.zip
""",
)
@click.argument("folder", metavar="DIR")
@click.argument("places", nargs=-1, metavar="[PATH]...")
@click.option(
    "--pack",
    "pack_name",
    metavar="NAME|FILE",
    shell_complete=options.complete_packs,
    help="Rule pack of the results (default: the shipped pack that they name).",
)
@options.jobs_option
@options.limits_options
@options.lang_option
def sheets(
    folder: str, places: tuple[str, ...], pack_name: str | None, jobs: int | None, limits: Limits, lang: Lang
) -> int:
    pack = _pack_of(folder, pack_name)
    made = write_sheets(folder, places, pack, lang, jobs, limits, _Counter(lang))
    output.print_text("".join(_lines(made, lang)))
    for trouble, papers in made.undrawn.items():
        _tell(trouble, papers)
    return 0


def _pack_of(folder: str, pack_name: str | None) -> Pack:
    stated = read(folder).pack
    if pack_name:
        return rulebook.pack_of_hash(pack_name, stated.sha256)
    pack = rulebook.shipped_pack(stated.sha256)
    if pack is None:
        raise UsageProblem(
            f"the results are of pack '{stated.name}', which is not a shipped one; give its file with --pack."
        )
    return pack


def _tell(trouble: Trouble, papers: int) -> None:
    """Say on standard error how many papers have no pictures, and why."""
    if trouble == "missing":
        complain(f"no file was found for {papers:,} of the papers.")
    elif trouble == "changed":
        complain(f"the file was changed after the batch for {papers:,} of the papers.")
    elif trouble == "unread":
        complain(f"no page could be drawn for {papers:,} of the papers.")
    else:
        complain(f"the limits were exceeded for {papers:,} of the papers.")


def _lines(made: Sheets, lang: Lang) -> list[str]:
    return [
        f"{printable(sheet.file)}  "
        f"{counted(lang, 'sheets.of', sheet.pages)}, {counted(lang, 'summary.total', sheet.papers)}\n"
        for sheet in made.written
    ]


class _Counter:
    """Shows on a terminal how many papers are drawn. Its first call gives their number."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self._total = -1
        self._drawn = 0

    def __call__(self, number: int) -> None:
        if self._total < 0:
            self._total = number
            return
        self._drawn += number
        if sys.stderr.isatty():
            sys.stderr.write("\r" + phrase(self._lang, "batch.of", n=self._drawn, total=self._total))
            sys.stderr.write("\r\x1b[K" if self._drawn == self._total else "")
            sys.stderr.flush()
