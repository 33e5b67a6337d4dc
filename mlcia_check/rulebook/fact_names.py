"""Finds the facts and parameters that a text names: {format.column.gap:in}, {params.most}."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from mlcia_check.rulebook.yaml_tree import Node, Scalar, YamlEntry

NAMED: Final = re.compile(r"\{(format|params)\.([\w.-]+)(?::([a-z]+))?\}")
"""Kind, name and unit ("" for none)."""


def named_facts(text: Node, params: Mapping[str, YamlEntry]) -> Iterator[str]:
    """Yield the facts that a text names, also those to which the parameters that it names refer."""
    if not isinstance(text, Scalar):
        return
    for kind, name, _ in NAMED.findall(text.text):
        if kind == "format":
            yield name
        elif name in params:
            written = params[name].value
            if isinstance(written, Scalar) and written.text.startswith("$"):
                yield written.text[1:]
