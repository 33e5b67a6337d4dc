"""Derives format facts that a pack does not state from those that it does: the block from the margins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from mlcia_check.model.lengths import parse_length
from mlcia_check.rulebook.unstated_facts import is_unstated
from mlcia_check.rulebook.yaml_tree import Scalar, YamlEntry

_ASCENT_EM: Final = 0.7
"""How far letters reach above the first baseline, in the body's size. Letters such as b and l of text
typefaces reach 0.68em to 0.75em; whoever sets the first line lower keeps the margin too."""


class _Derivation(NamedTuple):
    """How a fact follows from others, all in bp; a number of columns is a number.

    `derive` returns None if it does not follow.
    """

    fact: str
    needs: tuple[str, ...]
    derive: Callable[..., float | None]


def _shared(left: float, right: float, count: float, gap: float) -> float | None:
    return (right - left - (count - 1) * gap) / count


def _between(left: float, right: float, count: float, width: float) -> float | None:
    return (right - left - count * width) / (count - 1) if count > 1 else None


_COLUMNS: Final = ("block.left", "block.right", "column.count")

_DERIVATIONS: Final = (
    _Derivation("block.left", ("margins.left",), lambda margin: margin),
    _Derivation("block.right", ("page.width", "margins.right"), lambda width, margin: width - margin),
    _Derivation(
        "block.top",
        ("page.height", "margins.top", "body.size"),
        lambda height, margin, size: height - margin - _ASCENT_EM * size,
    ),
    _Derivation("block.bottom", ("margins.bottom",), lambda margin: margin),
    _Derivation(
        "column.width",
        _COLUMNS,
        lambda left, right, count: right - left if count == 1 else None,
    ),
    _Derivation("column.width", (*_COLUMNS, "column.gap"), _shared),
    _Derivation("column.gap", (*_COLUMNS, "column.width"), _between),
)
"""In order: each can build on those before it."""

USED: Final = frozenset(need for derivation in _DERIVATIONS for need in derivation.needs)
"""The facts from which others follow."""


def with_derived(facts: Mapping[str, YamlEntry]) -> dict[str, YamlEntry]:
    """Return the facts with those that follow from others, where the pack does not state them."""
    known = dict(facts)
    for fact, needs, derive in _DERIVATIONS:
        if fact not in known or not is_unstated(known[fact]):
            continue
        figures = [figure(known.get(need)) for need in needs]
        if None in figures:
            continue
        value = derive(*figures)
        # Less than nothing follows from facts that contradict each other: impossible_formats.py tells them.
        if value is not None and value >= 0.0:
            mark = known[needs[-1]].mark
            known[fact] = YamlEntry(mark, Scalar(mark, f"{value:.2f}bp", plain=True))
    return known


def figure(entry: YamlEntry | None) -> float | None:
    """Return a fact in bp, or a number; None if it is not stated or is neither."""
    if entry is None or not isinstance(entry.value, Scalar):
        return None
    text = entry.value.text
    try:
        return float(text) if text.isdecimal() else parse_length(text)
    except ValueError:
        return None
