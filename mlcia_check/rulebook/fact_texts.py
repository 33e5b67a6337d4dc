"""Writes the facts of a pack into its sentences, so that a sentence names no number of another pack."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from mlcia_check.model.lengths import UNITS, parse_length
from mlcia_check.rulebook import template_fixes
from mlcia_check.rulebook.fact_names import NAMED
from mlcia_check.rulebook.mistakes import Mistakes
from mlcia_check.rulebook.pack_files import LANGUAGES, PackSource
from mlcia_check.rulebook.yaml_tree import Map, Node, Scalar, YamlEntry, leaves
from mlcia_check.support.late_pattern import LatePattern

TEXTS: Final = ("message", "doubt", "why", "fix", "fix_for", "because", "source")
"""The keys of a rule that hold texts."""

ELLIPSIS: Final = "…"
"""Stands for a fact that is not stated, in the texts of a rule that is not asked."""

_TITLE: Final = "name"
"""`{format.name}` is the title of the pack if the pack states no name of its format."""

_BETWEEN_CHINESE: Final = LatePattern(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
"""The blank that a Chinese sentence leaves for a fact in Latin letters, before one in Chinese."""


class FactTexts:
    """Fills facts into the texts of rules.

    `{format.body.size}` is a fact as the pack writes it ("9pt"), `{format.column.gap:in}` a length in another
    unit ("0.33in"), `{params.family}` a parameter of the rule. A fact in both languages is named without
    them: `{format.name}`. The facts that texts name are added to `used`.
    """

    def __init__(
        self, facts: Mapping[str, YamlEntry], pack: PackSource, used: set[str], mistakes: Mistakes
    ) -> None:
        self._facts = facts
        self._title = pack.header.title
        self._pack_name = pack.name
        self._used = used
        self._used.update(name for name in facts if name.startswith(f"{template_fixes.GROUP}."))
        self._mistakes = mistakes

    def filled(self, rule: Map) -> Map:
        """Return the rule with its texts filled.

        A fix that names a fact that is not stated is replaced by one that names the template. In any other
        text such a fact is a mistake.
        """
        return self._with_texts(template_fixes.with_template_fixes(rule, self._facts), missing=None)

    def with_ellipses(self, rule: Map) -> Map:
        """Return a rule that is not asked with its texts filled, and dots for facts that are not stated."""
        return self._with_texts(rule, missing=ELLIPSIS)

    def _with_texts(self, rule: Map, missing: str | None) -> Map:
        params = leaves(rule.entries["params"].value) if "params" in rule.entries else {}
        entries = {
            key: YamlEntry(entry.mark, self._filled(entry.value, "", params, missing))
            if key in TEXTS
            else entry
            for key, entry in rule.entries.items()
        }
        return Map(rule.mark, entries)

    def _filled(self, node: Node, lang: str, params: Mapping[str, YamlEntry], missing: str | None) -> Node:
        if isinstance(node, Map):
            entries = {
                key: YamlEntry(
                    entry.mark,
                    self._filled(entry.value, key if key in LANGUAGES else lang, params, missing),
                )
                for key, entry in node.entries.items()
            }
            return Map(node.mark, entries)
        if not (isinstance(node, Scalar) and ("{format." in node.text or "{params." in node.text)):
            return node

        def value(match: re.Match[str]) -> str:
            found = self._value(match, lang, params)
            if found is None and missing is None:
                self._mistakes.add(node.mark, f"the pack does not state '{match[0]}'")
            return found or missing or ""

        text = NAMED.sub(value, node.text)
        return Scalar(node.mark, _BETWEEN_CHINESE.sub("", text) if lang == "zh" else text, node.plain)

    def _value(self, match: re.Match[str], lang: str, params: Mapping[str, YamlEntry]) -> str | None:
        """Return what a name in braces stands for, None if the pack does not state it."""
        kind, name, unit = match.groups()
        value = self._param(name, params) if kind == "params" else self._fact(name, lang)
        if value is None and kind == "format" and name == _TITLE:
            return self._pack_name if self._title is None else str(getattr(self._title, lang or LANGUAGES[0]))
        return value if value is None or not unit else _in_unit(value, unit)

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
