"""Puts the named parts of a rule's regular expressions in their places.

`parts: {things: [code, data, scripts]}` and the parameter "our {things}" give "our (?:code|data|scripts)".
"""

from __future__ import annotations

import re
from typing import Final

from mlcia_check.rulebook.broken_patterns import refuse_broken_pattern
from mlcia_check.rulebook.mistakes import Mistakes
from mlcia_check.rulebook.yaml_tree import Map, Node, Scalar, Seq, YamlEntry, entries_of

_PART: Final = re.compile(r"\{([a-z][a-z-]*)\}")
"""A name in braces. A regular expression has only digits in braces."""


def with_parts(params: Map, rule: Map, own: tuple[str, ...], mistakes: Mistakes) -> Map:
    """Return the parameters of a rule with each `{name}` replaced by the part that the rule states under it.

    A part is one regular expression, or a list of which one must match. It can use the parts above it. If the
    rule states no parts, braces are left as they are. `own` are the packs whose parts are looked at.
    """
    stated = entries_of(rule, "parts")
    if not stated:
        return params
    places = _Places(own, mistakes)
    for name, entry in stated.items():
        places.add(name, entry)
    filled = {key: YamlEntry(entry.mark, places.filled(entry.value)) for key, entry in params.entries.items()}
    for name, entry in stated.items():
        if name not in places.used and entry.mark.file.startswith(own):
            mistakes.add(entry.mark, f"no pattern uses the part '{name}'; a pattern names it in braces")
    return Map(params.mark, filled)


class _Places:
    """The parts stated so far, each as the text that stands for it, and the names that were used."""

    def __init__(self, own: tuple[str, ...], mistakes: Mistakes) -> None:
        self._own = own
        self._texts: dict[str, str] = {}
        self._mistakes = mistakes
        self.used: set[str] = set()

    def add(self, name: str, entry: YamlEntry) -> None:
        value = self.filled(entry.value)
        texts = value.items if isinstance(value, Seq) else (value,)
        text = f"(?:{'|'.join(text.text for text in texts if isinstance(text, Scalar))})"
        if value.mark.file.startswith(self._own):
            refuse_broken_pattern(text, value.mark, self._mistakes)
        self._texts[name] = text

    def filled(self, node: Node) -> Node:
        if isinstance(node, Seq):
            return Seq(node.mark, tuple(map(self.filled, node.items)))
        if not isinstance(node, Scalar):
            return node

        def text(match: re.Match[str]) -> str:
            name = match[1]
            if name not in self._texts:
                self._mistakes.add_unknown(node.mark, "part of a pattern", name, self._texts)
                return ""
            self.used.add(name)
            return self._texts[name]

        return Scalar(node.mark, _PART.sub(text, node.text), node.plain)
