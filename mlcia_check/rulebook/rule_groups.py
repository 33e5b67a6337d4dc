"""Switches the rules of a pack on and off by groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from mlcia_check.model.rule_pack import Switch
from mlcia_check.rulebook.mistakes import Mistakes
from mlcia_check.rulebook.pack_files import PackSource
from mlcia_check.rulebook.yaml_tree import Map, Scalar, YamlEntry

_OFF: Final = "off"


class RuleGroups:
    """The groups of a pack, and the rules that they switch off.

    The packs speak in order, the base first. What a pack says of a group holds for the rules that the packs
    before it have; the severity that it gives a rule of its base holds before what it says of the group. So a
    pack can leave a group off and take one rule of it.
    """

    def __init__(self, sources: Sequence[PackSource], mistakes: Mistakes) -> None:
        self.switches: dict[str, Switch] = {}
        self._off: set[str] = set()
        groups: dict[str, str] = {}
        for source in sources:
            self._switch(source, groups, mistakes)
            for name, entry in source.rules.entries.items():
                rule = entry.value.entries if isinstance(entry.value, Map) else {}
                group = rule.get("group")
                if group is not None and isinstance(group.value, Scalar):
                    if group.value.text not in self.switches:
                        mistakes.add_unknown(group.value.mark, "group", group.value.text, self.switches)
                    groups[name] = group.value.text
                if "check" in rule and self.switches.get(groups.get(name, "")) == _OFF:
                    self._off.add(name)
                elif "severity" in rule:
                    self._off.discard(name)

    def _switch(self, source: PackSource, groups: Mapping[str, str], mistakes: Mistakes) -> None:
        """Apply what a pack says of groups; only a pack without a base names new ones."""
        for name, switch in source.header.groups.items():
            if source.header.extends and name not in self.switches:
                stated = source.groups.entries.get(name)
                mark = stated.mark if stated is not None else source.mark
                mistakes.add_unknown(mark, "group", name, self.switches)
            self.switches[name] = switch
            rules = {rule for rule, group in groups.items() if group == name}
            self._off = self._off | rules if switch == _OFF else self._off - rules

    def applied(self, name: str, rule: YamlEntry) -> YamlEntry:
        """Return the rule, with the severity `off` if its group is off."""
        if name not in self._off or not isinstance(rule.value, Map):
            return rule
        return YamlEntry(rule.mark, switched_off(rule.value))


def switched_off(rule: Map) -> Map:
    """Return the rule with the severity `off`."""
    severity = YamlEntry(rule.mark, Scalar(rule.mark, _OFF, plain=True))
    return Map(rule.mark, {**rule.entries, "severity": severity})
