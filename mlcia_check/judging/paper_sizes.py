"""Finds which of the papers that a format allows a submission is on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct, convert, structs, to_builtins

from mlcia_check.model import authoring_tool
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Pack

_SLACK_BP: Final = 1.0
"""Printers' drivers round to a whole point."""


def on_its_paper(pack: Pack, paper: Paper) -> Pack:
    """Return the pack with the rules' parameters on the paper that most pages are on.

    A paper for the tool that made the submission comes before one for every tool. That is the pack as it is
    if the pages are on its first paper, or on none.
    """
    if not pack.papers:
        return pack
    sizes = Counter((page.width_bp, page.height_bp) for page in paper.pages if page.kind != "unreadable")
    made_with = authoring_tool.tool(paper)
    for (width, height), _ in sizes.most_common(1):
        for size in sorted(pack.papers, key=lambda size: not size.tools):
            fits = abs(width - size.width_bp) <= _SLACK_BP and abs(height - size.height_bp) <= _SLACK_BP
            if fits and (not size.tools or made_with in size.tools):
                return _with(pack, size.params)
    return pack


def _with(pack: Pack, differing: Mapping[str, Mapping[str, Any]]) -> Pack:
    rules = (
        structs.replace(rule, params=_params(rule.params, differing[rule.id]))
        if rule.id in differing
        else rule
        for rule in pack.rules
    )
    return structs.replace(pack, rules=tuple(rules))


def _params(own: Struct, differing: Mapping[str, Any]) -> Struct:
    return convert({**to_builtins(own), **differing}, type(own))
