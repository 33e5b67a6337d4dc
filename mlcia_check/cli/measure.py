"""`mlcia-check measure`: what papers measure, judging nothing."""

from __future__ import annotations

import sys
from functools import partial
from typing import Any

import click

from mlcia_check.cli import banal, options, output
from mlcia_check.errors import UsageProblem
from mlcia_check.model.rule_pack import Variant
from mlcia_check.report.words.phrases import Lang
from mlcia_check.workers.limits import Limits


@click.command(
    help="Measure papers without judging them. PATH is a PDF file, a folder, a zip archive, or - for "
    "standard input.",
    epilog="""\b
Examples:
  mlcia-check measure --format json paper.pdf
  mlcia-check measure --roles roles.pdf paper.pdf
""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@options.pack_option
@options.variant_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "banal"]),
    default="text",
    show_default=True,
    help="Output format; banal is the JSON that HotCRP reads.",
)
@click.option("-o", "--output", "destination", metavar="FILE", help="Write the measurements to this file.")
@click.option(
    "--roles",
    metavar="OUT.pdf",
    help="Draw roles and measured edges on a copy instead.",
)
@options.colour_option
@options.lang_option
@options.limits_options
@banal.options_of_banal
def measure(
    paths: tuple[str, ...],
    pack_name: str,
    variant: Variant,
    form: str,
    destination: str | None,
    roles: str | None,
    plain: bool,
    lang: Lang,
    limits: Limits,
    **of_banal: Any,
) -> int:
    if destination is not None:
        output.refuse_unwritable(destination, paths)
    if roles is not None:
        if form != "text" or destination is not None:
            raise UsageProblem("--roles goes with neither --format nor --output.")
        from mlcia_check.cli import measure_roles

        return measure_roles.draw(paths, roles, pack_name, plain=plain, lang=lang, limits=limits)
    if form == "banal":
        return banal.measure(paths, pack_name, destination, banal.Options(**of_banal), limits)
    from mlcia_check import examination, rulebook, sources, workers
    from mlcia_check.report import measurements
    from mlcia_check.support import output_files

    pack = rulebook.load_pack(pack_name, variant.stage, variant.kind)
    found = sources.find(paths, sys.stdin.buffer)
    if destination is not None:
        output_files.refuse_overwriting((destination,), (pack_name, *(source.file for source in found)))
    criteria = examination.Criteria(examination.only_readable(pack))
    lost = partial(examination.given_up, criteria=criteria)
    processes = workers.workers(len(found), None)
    documents = list(workers.in_order(found, examination.reading(criteria), lost, processes, limits))
    if form == "json":
        text = measurements.render_json(documents, pack, lang)
        if destination is None:
            output.print_text(text, "utf-8")
        else:
            output.write_file(text, destination)
    elif destination is None:
        output.print_lines(measurements.lay_out(documents, pack, options.view_of_output(lang)), plain)
    else:
        output.write_file(measurements.render_text(documents, pack, lang), destination)
    return 1 if any(document.paper is None for document in documents) else 0
