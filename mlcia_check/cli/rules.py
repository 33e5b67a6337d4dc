"""`mlcia-check rules`: the rule packs."""

from __future__ import annotations

import click

from mlcia_check import rulebook
from mlcia_check.cli import options, output
from mlcia_check.cli.language import complain
from mlcia_check.model.rule_pack import Variant
from mlcia_check.report.formats import pack_pages
from mlcia_check.report.words.phrases import Lang
from mlcia_check.workers.limits import Limits


@click.group(
    help="List, show, validate, draft and convert rule packs.",
    epilog="""\b
Examples:
  mlcia-check rules show mlcia-2022
  mlcia-check rules validate workshop.yaml
""",
)
def rules() -> None:
    """The commands about rule packs."""


@rules.command("list", help="List the packs that ship with this program.")
@options.colour_option
@options.lang_option
def list_packs(plain: bool, lang: Lang) -> int:
    shipped = [rulebook.load_family(name).plain for name in rulebook.pack_names()]
    output.print_lines(pack_pages.listing(shipped, options.view_of_output(lang)), plain)
    return 0


@rules.command(help="Show the rules of a pack.")
@click.argument("pack_name", metavar="PACK")
@options.variant_options
@options.colour_option
@options.lang_option
def show(pack_name: str, variant: Variant, plain: bool, lang: Lang) -> int:
    pack = rulebook.load_pack(pack_name, variant.stage, variant.kind)
    output.print_lines(pack_pages.contents(pack, options.view_of_output(lang)), plain)
    return 0


@rules.command(
    short_help="Validate a pack file or folder.",
    help="Validate a pack file or folder; report every mistake with its line and column.",
)
@click.argument("file", metavar="FILE")
@options.lang_option
def validate(file: str, lang: Lang) -> int:
    packs = tuple(rulebook.load_family(file).every())
    output.print_lines(pack_pages.valid(packs, options.view_of_output(lang)), plain=True)
    return 0


@rules.command(help="Print the JSON Schema of pack files, for editors.")
def schema() -> int:
    output.print_text(rulebook.schema(), "utf-8")
    return 0


@rules.command(
    "from-hotcrp",
    short_help="Convert a HotCRP format spec to a pack.",
    help="Print a pack equivalent to a HotCRP format spec such as 'letter;20;2;7x9in;9;11'.",
)
@click.argument("spec", metavar="SPEC")
def from_hotcrp(spec: str) -> int:
    from mlcia_check.report.hotcrp import spec_packs as hotcrp_packs
    from mlcia_check.report.hotcrp.format_spec import parse

    parsed = parse(spec)
    output.print_text(hotcrp_packs.pack_text(parsed, spec), "utf-8")
    for part in hotcrp_packs.unheld(parsed):
        complain(f"the pack cannot express: {part}")
    return 0


@rules.command(
    "from-pdf",
    short_help="Draft a pack from PDFs made with a template.",
    help="Draft a pack from PDFs that follow a venue's template, such as its sample. Comments say where each "
    "number was measured; what could not be told is named there and on standard error.",
    epilog="""\b
Example:
  mlcia-check rules from-pdf -o venue.yaml sample.pdf accepted-paper.pdf
""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PDF...")
@click.option("-o", "--output", "destination", metavar="FILE", help="Write the pack to this file.")
@options.lang_option
@options.limits_options
def from_pdf(paths: tuple[str, ...], destination: str | None, lang: Lang, limits: Limits) -> int:
    from mlcia_check.cli import rules_draft

    rules_draft.from_pdfs(paths, destination, lang, limits)
    return 0


@rules.command(
    "from-call",
    short_help="Draft a pack from a call for papers.",
    help="Draft a pack from a call for papers in Markdown, with or without YAML front matter, in English or "
    "Chinese. Comments quote what each value was read from; contradictions and what was not found are named "
    "there and on standard error.",
    epilog="""\b
Example:
  mlcia-check rules from-call -o venue.yaml call.md
""",
)
@click.argument("call", metavar="CALL")
@click.option("-o", "--output", "destination", metavar="FILE", help="Write the pack to this file.")
@options.lang_option
def from_call(call: str, destination: str | None, lang: Lang) -> int:
    from mlcia_check.cli import rules_draft

    rules_draft.from_call(call, destination, lang)
    return 0


@rules.command(
    "to-hotcrp",
    short_help="Convert a pack to a HotCRP format spec.",
    help="Print the HotCRP format spec of a pack; name what a spec cannot express.",
)
@click.argument("pack_name", metavar="PACK")
def to_hotcrp(pack_name: str) -> int:
    from mlcia_check.report.hotcrp.spec_packs import spec_of

    spec, left = spec_of(rulebook.load_pack(pack_name))
    output.print_text(spec + "\n", "utf-8")
    if left:
        complain(f"the spec cannot express: {', '.join(left)}")
    return 0
