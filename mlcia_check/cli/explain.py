"""`mlcia-check explain`: how to mend what breaks a rule, why it exists, what it says, and its source."""

from __future__ import annotations

import click

from mlcia_check import rulebook
from mlcia_check.cli import configured, options, output
from mlcia_check.errors import UsageProblem
from mlcia_check.model.rule_pack import Variant
from mlcia_check.report.formats import pack_pages
from mlcia_check.report.words.phrases import Lang


@click.command(
    help="Explain a rule: how to fix a paper that breaks it, why it exists, what it says, and its source.",
    epilog="""\b
Example:
  mlcia-check explain page-limit
""",
)
@click.argument("rule_id", metavar="RULE", shell_complete=options.complete_rules)
@options.pack_option
@options.variant_options
@configured.no_config_option
@click.option("-v", "--verbose", is_flag=True, help="Also print the rule's values and their reasons.")
@options.colour_option
@options.lang_option
def explain(
    rule_id: str, pack_name: str, variant: Variant, no_config: bool, verbose: bool, plain: bool, lang: Lang
) -> int:
    pack = configured.pack_of(configured.settle(pack_name, no_config=no_config, variant=variant))
    rule = next((rule for rule in pack.rules if rule.id == rule_id), None)
    if rule is None:
        end = rulebook.nearest(rule_id, [rule.id for rule in pack.rules])
        raise UsageProblem(f"pack {pack.name} has no rule '{rule_id}'{end}")
    output.print_lines(pack_pages.explain(rule, pack, options.view_of_output(lang, verbose=verbose)), plain)
    return 0
