"""Replaces the fixes of a rule that name a fact that is not stated by ones that name the venue's template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mlcia_check.rulebook.fact_names import named_facts
from mlcia_check.rulebook.pack_files import LANGUAGES
from mlcia_check.rulebook.unstated_facts import is_unstated
from mlcia_check.rulebook.yaml_tree import Map, Scalar, YamlEntry, entries_of, leaves

GROUP: Final = "advice.as-in-template"
"""The group of facts with a fix for each tool that names no number."""

_ANY_TOOL: Final = "any"


def with_template_fixes(rule: Map, facts: Mapping[str, YamlEntry]) -> Map:
    """Return the rule with `fix` and `fix_for` such that each names only stated facts."""
    params = leaves(rule.entries["params"].value) if "params" in rule.entries else {}
    unstated = {name for name, entry in facts.items() if is_unstated(entry)}
    entries = dict(rule.entries)
    if "fix" in entries:
        entries["fix"] = _replaced(entries["fix"], params, unstated)
    by_case = {
        case: _replaced(fixes, params, unstated) for case, fixes in entries_of(rule, "fix_for").items()
    }
    if by_case:
        mark = entries["fix_for"].mark
        entries["fix_for"] = YamlEntry(mark, Map(mark, by_case))
    return Map(rule.mark, entries)


def _replaced(fixes: YamlEntry, params: Mapping[str, YamlEntry], unstated: set[str]) -> YamlEntry:
    if not isinstance(fixes.value, Map):
        return fixes
    by_tool = {
        tool: _as_in_template(words, tool)
        if any(
            unstated.intersection(named_facts(text.value, params)) for text in leaves(words.value).values()
        )
        else words
        for tool, words in fixes.value.entries.items()
    }
    return YamlEntry(fixes.mark, Map(fixes.value.mark, by_tool))


def _as_in_template(words: YamlEntry, tool: str) -> YamlEntry:
    text = YamlEntry(words.mark, Scalar(words.mark, f"{{format.{GROUP}.{tool or _ANY_TOOL}}}", plain=False))
    return YamlEntry(words.mark, Map(words.mark, dict.fromkeys(LANGUAGES, text)))
