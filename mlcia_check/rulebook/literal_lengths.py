"""Refuses lengths of a format in the sentences of a pack that is no format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mlcia_check.model.lengths import parse_length
from mlcia_check.rulebook.fact_texts import TEXTS
from mlcia_check.rulebook.mistakes import Mistakes
from mlcia_check.rulebook.pack_files import PackSource
from mlcia_check.rulebook.unstated_facts import is_unstated
from mlcia_check.rulebook.yaml_tree import Map, Scalar, leaves

_LENGTH: Final = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)(?: ?(pt|bp|mm|cm|pc|磅|英寸)|(in))(?![a-z])")
_CHINESE: Final = {"磅": "bp", "英寸": "in"}

FORMAT_MIN_BP: Final = 5.5
"""Type, leading, gutters and margins of a format are longer; shorter lengths in sentences are accuracies."""


def refuse_literal_lengths(base: PackSource, mistakes: Mistakes) -> None:
    """Refuse lengths in the sentences of a pack without a base that states no page.

    Other formats build on it, and a sentence with a length would be wrong there: it names a fact instead.
    """
    width = leaves(base.format).get("page.width")
    if base.header.extends or (width is not None and not is_unstated(width)):
        return
    for entry in base.rules.entries.values():
        for text in _texts(entry.value) if isinstance(entry.value, Map) else ():
            for length in lengths_in(text.text):
                if parse_length(length) >= FORMAT_MIN_BP:
                    mistakes.add(
                        text.mark,
                        "a sentence of a pack that states no format must not contain "
                        f"the length '{length}'; name a fact",
                    )


def lengths_in(text: str) -> Iterator[str]:
    """Yield the lengths that a sentence in either language states, each with its unit: "9pt"."""
    for number, unit, inches in _LENGTH.findall(text):
        yield number + _CHINESE.get(unit, unit or inches)


def _texts(rule: Map) -> Iterator[Scalar]:
    for key in TEXTS:
        if key not in rule.entries:
            continue
        texts = [rule.entries[key], *leaves(rule.entries[key].value).values()]
        yield from (text.value for text in texts if isinstance(text.value, Scalar))
