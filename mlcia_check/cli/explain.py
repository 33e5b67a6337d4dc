"""`mlcia-check explain`: what a rule means, why, how to mend what breaks it, where its numbers come from."""

from __future__ import annotations

import click

from mlcia_check import rulebook
from mlcia_check.cli import configured, options, output
from mlcia_check.errors import UsageProblem
from mlcia_check.report.formats import pack_pages
from mlcia_check.report.words.phrases import Lang


@click.command(
    help="Explain a rule: what it means, why it exists, how to fix a paper that breaks it, and its source.",
    epilog="""\b
Example:
  mlcia-check explain page-limit
""",
)
@click.argument("rule_id", metavar="RULE", shell_complete=options.complete_rules)
@options.pack_option
@configured.no_config_option
@options.colour_option
@options.lang_option
def explain(rule_id: str, pack_name: str, no_config: bool, plain: bool, lang: Lang) -> int:
    pack = rulebook.load_pack(configured.settle(pack_name, no_config=no_config).pack.value)
    rule = next((rule for rule in pack.rules if rule.id == rule_id), None)
    if rule is None:
        end = rulebook.nearest(rule_id, [rule.id for rule in pack.rules])
        raise UsageProblem(f"pack {pack.name} has no rule '{rule_id}'{end}")
    output.print_lines(pack_pages.explain(rule, pack, options.view_of_output(lang)), plain)
    return 0
