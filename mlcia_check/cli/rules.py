"""`mlcia-check rules`: the rule packs."""

from __future__ import annotations

import click

from mlcia_check import rulebook
from mlcia_check.cli import options, output
from mlcia_check.report import packs
from mlcia_check.report.phrases import Lang


@click.group(help="List, show and validate rule packs.")
def rules() -> None:
    """The commands about rule packs."""


@rules.command("list", help="List the packs that ship with this program.")
@options.colour_option
@options.lang_option
def list_packs(plain: bool, lang: Lang) -> int:
    shipped = [rulebook.load_pack(name) for name in rulebook.pack_names()]
    output.print_lines(packs.listing(shipped, options.view_of_output(lang)), plain)
    return 0


@rules.command(help="Show the rules of a pack.")
@click.argument("pack_name", metavar="PACK")
@options.colour_option
@options.lang_option
def show(pack_name: str, plain: bool, lang: Lang) -> int:
    pack = rulebook.load_pack(pack_name)
    output.print_lines(packs.contents(pack, options.view_of_output(lang)), plain)
    return 0


@rules.command(help="Validate a pack's file or folder; every mistake is told with its line and column.")
@click.argument("file", metavar="FILE")
@options.lang_option
def validate(file: str, lang: Lang) -> int:
    pack = rulebook.load_pack(file)
    output.print_lines(packs.valid(pack, options.view_of_output(lang)), plain=True)
    return 0


@rules.command(help="Print the JSON Schema of pack files, for editors.")
def schema() -> int:
    output.print_text(rulebook.schema(), "utf-8")
    return 0
