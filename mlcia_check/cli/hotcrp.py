"""`mlcia-check hotcrp`: what a HotCRP site needs to ask this program."""

from __future__ import annotations

import click

from mlcia_check.cli import output
from mlcia_check.report import hotcrp as site


@click.group(
    help="Connect a HotCRP site to this program. "
    "To replace only its format checker, set: banalCommand = mlcia-check measure --format banal",
    epilog="""\b
Example:
  mlcia-check hotcrp plugin
""",
)
def hotcrp() -> None:
    """The commands for a HotCRP site."""


@hotcrp.command(
    short_help="Print the PHP class of the plugin.",
    help="Print the PHP class that shows this program's findings on the submission page.",
)
def plugin() -> int:
    output.print_text(site.plugin(), "utf-8")
    return 0
