"""Refuses format facts that no page can have: a block that ends before it begins, columns wider than it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from mlcia_check.rulebook.derived_facts import figure
from mlcia_check.rulebook.mistakes import Mistakes
from mlcia_check.rulebook.yaml_tree import Scalar, YamlEntry

_ROUNDING_BP: Final = 2.0
"""Packs round each length by up to a point: of columns, gutter and block together by two."""

_LESS_THAN: Final = (
    ("block.left", "block.right"),
    ("block.bottom", "block.top"),
    ("block.right", "page.width"),
    ("block.top", "page.height"),
    ("area.width", "page.width"),
    ("area.height", "page.height"),
)
"""Pairs of facts of which the first is less than the second."""


def refuse_impossible(facts: Mapping[str, YamlEntry], own: Collection[str], mistakes: Mistakes) -> None:
    """Add a mistake for facts that contradict each other. Its place is a fact that is among `own`, the facts
    that the pack itself states, if there is one.
    """
    for less, more in _LESS_THAN:
        low, high = _length_bp(facts, less), _length_bp(facts, more)
        if low is not None and high is not None and low >= high:
            stated = more if more in own and less not in own else less
            mistakes.add(facts[stated].mark, f"'{less}' must be less than '{more}'")
    count = figure(facts.get("column.count"))
    names = ("column.width", "column.gap", "block.left", "block.right")
    width, gap, left, right = (_length_bp(facts, name) for name in names)
    if width is None or count is None or left is None or right is None or left >= right:
        return
    if count * width + (count - 1) * (gap or 0.0) > right - left + _ROUNDING_BP:
        stated = next((name for name in ("column.count", *names) if name in own), names[0])
        mistakes.add(facts[stated].mark, "the columns and their gutters are wider than the text block")


def _length_bp(facts: Mapping[str, YamlEntry], name: str) -> float | None:
    """Return a length; None if it is not stated, or has no unit, which is a mistake of its own."""
    entry = facts.get(name)
    if entry is not None and isinstance(entry.value, Scalar) and entry.value.text.isdecimal():
        return None
    return figure(entry)
