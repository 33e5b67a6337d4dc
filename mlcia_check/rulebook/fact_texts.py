"""Writes the facts of a pack into its sentences, so that a sentence names no number of another pack."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from mlcia_check.model.lengths import UNITS, parse_length
from mlcia_check.rulebook.mistakes import Mistakes
from mlcia_check.rulebook.pack_files import LANGUAGES, PackSource
from mlcia_check.rulebook.unstated_facts import is_unstated
from mlcia_check.rulebook.yaml_tree import Map, Node, Scalar, YamlEntry, leaves

TEXTS: Final = ("message", "doubt", "why", "fix", "fix_for", "because", "source")
"""The keys of a rule that hold texts."""

ELLIPSIS: Final = "…"
"""Stands for a fact that is not stated, in the texts of a rule that is not asked."""

_AS_IN_TEMPLATE: Final = "advice.as-in-template"
"""The group of facts with a fix for each tool that names no number."""

_NAMED: Final = re.compile(r"\{(format|params)\.([\w.-]+)(?::([a-z]+))?\}")

_TITLE: Final = "name"
"""`{format.name}` is the title of the pack if the pack states no name of its format."""


class FactTexts:
    """Fills facts into the texts of rules.

    `{format.body.size}` is a fact as the pack writes it ("9pt"), `{format.column.gap:in}` a length in another
    unit ("0.33in"), `{params.family}` a parameter of the rule. A fact in both languages is named without
    them: `{format.name}`. The facts that texts name are added to `used`.

    A fix that names a fact that is not stated is replaced by the one under `advice.as-in-template`. In any
    other text it is a mistake, unless the rule is not asked.
    """

    def __init__(
        self, facts: Mapping[str, YamlEntry], pack: PackSource, used: set[str], mistakes: Mistakes
    ) -> None:
        self._facts = facts
        self._title = pack.header.title
        self._pack_name = pack.name
        self._used = used
        self._used.update(name for name in facts if name.startswith(f"{_AS_IN_TEMPLATE}."))
        self._mistakes = mistakes
        self._is_asked = True

    def filled(self, rule: Map, *, is_asked: bool) -> Map:
        """Return the rule with its texts filled."""
        self._is_asked = is_asked
        stated = rule.entries.get("params")
        params = leaves(stated.value) if stated is not None else {}
        entries = dict(rule.entries)
        if is_asked:
            entries |= self._numbered_fixes(rule, params)
        entries = {
            key: YamlEntry(entry.mark, self._filled(entry.value, "", params)) if key in TEXTS else entry
            for key, entry in entries.items()
        }
        return Map(rule.mark, entries)

    def _numbered_fixes(self, rule: Map, params: Mapping[str, YamlEntry]) -> dict[str, YamlEntry]:
        """Return the fixes of a rule, without those that name a fact that is not stated."""
        fixes = {}
        for key, depth in (("fix", 1), ("fix_for", 2)):
            if key in rule.entries:
                fixes[key] = self._numbered(rule.entries[key], "", depth, params)
        return fixes

    def _numbered(
        self, entry: YamlEntry, tool: str, depth: int, params: Mapping[str, YamlEntry]
    ) -> YamlEntry:
        if not isinstance(entry.value, Map):
            return entry
        if depth:
            return YamlEntry(
                entry.mark,
                Map(
                    entry.value.mark,
                    {
                        key: self._numbered(one, key, depth - 1, params)
                        for key, one in entry.value.entries.items()
                    },
                ),
            )
        if all(self._names_stated(text, params) for text in leaves(entry.value).values()):
            return entry
        words = {
            lang: YamlEntry(
                entry.mark, Scalar(entry.mark, f"{{format.{_AS_IN_TEMPLATE}.{tool or 'any'}}}", plain=False)
            )
            for lang in LANGUAGES
        }
        return YamlEntry(entry.mark, Map(entry.value.mark, words))

    def _names_stated(self, text: YamlEntry, params: Mapping[str, YamlEntry]) -> bool:
        """Return False if a text names a fact that exists and is not stated."""
        if not isinstance(text.value, Scalar):
            return True
        for match in _NAMED.finditer(text.value.text):
            kind, name, _ = match.groups()
            written = params.get(name) if kind == "params" else None
            fact = written.value.text[1:] if written and isinstance(written.value, Scalar) else name
            if fact in self._facts and is_unstated(self._facts[fact]):
                self._used.add(fact)
                return False
        return True

    def _filled(self, node: Node, lang: str, params: Mapping[str, YamlEntry]) -> Node:
        if isinstance(node, Map):
            entries = {
                key: YamlEntry(
                    entry.mark, self._filled(entry.value, key if key in LANGUAGES else lang, params)
                )
                for key, entry in node.entries.items()
            }
            return Map(node.mark, entries)
        if not (isinstance(node, Scalar) and ("{format." in node.text or "{params." in node.text)):
            return node
        text = _NAMED.sub(lambda match: self._value(match, lang, params, node), node.text)
        return Scalar(node.mark, text, node.plain)

    def _value(self, match: re.Match[str], lang: str, params: Mapping[str, YamlEntry], node: Scalar) -> str:
        kind, name, unit = match.groups()
        value = self._param(name, params) if kind == "params" else self._fact(name, lang)
        if value is None and kind == "format" and name == _TITLE:
            return self._pack_name if self._title is None else str(getattr(self._title, lang or LANGUAGES[0]))
        if value is None and not self._is_asked:
            return ELLIPSIS
        if value is None:
            named = match[0]
            self._mistakes.add(node.mark, f"the pack does not state '{named}'")
            return ""
        return _in_unit(value, unit) if unit else value

    def _param(self, name: str, params: Mapping[str, YamlEntry]) -> str | None:
        text = _text(params.get(name))
        return self._fact(text[1:], "") if text is not None and text.startswith("$") else text

    def _fact(self, name: str, lang: str) -> str | None:
        if f"{name}.{lang}" in self._facts:
            name = f"{name}.{lang}"
            self._used.update(f"{name.rpartition('.')[0]}.{one}" for one in LANGUAGES)
        self._used.add(name)
        return _text(self._facts.get(name))


def _text(entry: YamlEntry | None) -> str | None:
    if entry is None or not isinstance(entry.value, Scalar) or entry.value.null:
        return None
    return entry.value.text


def _in_unit(length: str, unit: str) -> str:
    """Return a length in another unit, with as many digits as it needs: "2pc" -> "0.33in", "24pt"."""
    try:
        number = parse_length(length) / UNITS[unit]
    except (KeyError, ValueError):
        return length
    return f"{number:.2f}".rstrip("0").rstrip(".") + unit
