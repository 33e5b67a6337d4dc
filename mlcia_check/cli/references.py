"""`mlcia-check references`: the index in which --references-db looks references up."""

from __future__ import annotations

import click

from mlcia_check.cli import output
from mlcia_check.cli.language import current
from mlcia_check.support import output_files


@click.group(
    help="Build a local index of works, in which --references-db looks references up. "
    "Nothing is sent anywhere.",
    epilog="""\b
Example:
  mlcia-check references build dblp.xml.gz -o dblp.index
""",
)
def references() -> None:
    """The commands for the index of works."""


@references.command(
    short_help="Build an index from DBLP's XML.",
    help="Build an index from DBLP's XML (dblp.xml.gz, from https://dblp.org/xml/). "
    "The file is read piece by piece.",
)
@click.argument("file", metavar="DBLP.xml.gz")
@click.option(
    "-o", "--output", "destination", required=True, metavar="FILE", help="File to write the index to."
)
def build(file: str, destination: str) -> int:
    from mlcia_check.reference_index import build as index
    from mlcia_check.report.words.phrases import counted

    output_files.refuse_overwriting((destination,), (file,))
    number = index.build(file, destination)
    output.print_text(f"{destination}: {counted(current(), 'works', number)}\n")
    return 0
