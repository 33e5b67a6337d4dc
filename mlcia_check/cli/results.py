"""`mlcia-check results`: a chair's work on the results of a batch. Each command has a module of its own."""

from __future__ import annotations

import click

from mlcia_check.cli.results_diff import diff
from mlcia_check.cli.results_sheets import sheets
from mlcia_check.cli.results_show import show
from mlcia_check.cli.results_waive import import_decisions, unwaive, waive, waivers


@click.group(
    help="Work on the results of a batch: compare runs, waive findings.",
    epilog="""\b
Examples:
  mlcia-check results waive results 12 page-limit --reason "agreed by mail"
  mlcia-check results diff results-old results-new
  mlcia-check results sheets results
""",
)
def results() -> None:
    """The commands about the results of a batch."""


for command in (diff, import_decisions, sheets, show, unwaive, waive, waivers):
    results.add_command(command)
