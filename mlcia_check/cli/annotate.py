"""`mlcia-check annotate`: a copy of a paper with its findings drawn in."""

from __future__ import annotations

import sys

import click

from mlcia_check import api, rulebook, sources, writing
from mlcia_check.cli import configured, options, output
from mlcia_check.cli.check import exit_code
from mlcia_check.cli.language import complain
from mlcia_check.errors import UsageProblem
from mlcia_check.report import marks, text
from mlcia_check.report.phrases import Lang


@click.command(
    help="Write a copy of a paper with its findings drawn in as annotations. The paper is not changed. "
    "Exit codes as with check; 2 also where no copy can be made.",
    epilog="""\b
Example:
  mlcia-check annotate --stencil paper.pdf -o notes.pdf
""",
)
@click.argument("path", metavar="PAPER.pdf")
@click.option("-o", "--output", "destination", required=True, metavar="OUT.pdf", help="Where the copy goes.")
@options.pack_option
@configured.no_config_option
@click.option("--stencil", is_flag=True, help="Draw the format's text block and columns on every page.")
@options.colour_option
@options.lang_option
def annotate(
    path: str,
    destination: str,
    pack_name: str,
    no_config: bool,
    stencil: bool,
    plain: bool,
    lang: Lang,
) -> int:
    settings = configured.settle(pack_name, (path,), no_config=no_config)
    pack = rulebook.load_pack(settings.pack.value)
    configured.refuse_unknown_rules(settings, pack)
    output.refuse_unwritable(destination, (path,))
    found = sources.find((path,), sys.stdin.buffer)
    if len(found) != 1:
        raise UsageProblem(f"annotate takes one paper; '{path}' holds {len(found)}.")
    writing.refuse_overwriting((destination,), configured.read(settings, found))
    document = api.examine(found[0], pack, ignore=settings.reasons)
    if document.paper is None:
        # Why it cannot be read is the one finding, in words.
        output.print_lines(text.lay_out([document], pack, options.view_of_output(lang)), plain)
        complain(f"'{path}' cannot be read; no copy was written.")
        return exit_code([document], strict=False)
    from mlcia_check.pdf.annotate import annotate as with_marks

    drawn = marks.marks(document, pack, lang)
    data = sources.load(found[0])
    output.write_bytes(with_marks(data, drawn, marks.outline(pack) if stencil else ()), destination)
    output.print_lines(text.lay_out([document], pack, options.view_of_output(lang, quiet=True)), plain)
    return exit_code([document], strict=False)
