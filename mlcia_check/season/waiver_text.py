"""Parses the text of `waivers.yaml`; every mistake is reported with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, TypeVar

from msgspec import Struct

from mlcia_check.errors import BrokenDecisions
from mlcia_check.model.decisions import NO_DECISIONS, Decision, Decisions, Waiver
from mlcia_check.rulebook.mistakes import FilePosition, Mistakes
from mlcia_check.rulebook.typed_values import WRONG, read_struct
from mlcia_check.rulebook.yaml_tree import Map, Node, Scalar, Seq, YamlEntry, parse
from mlcia_check.support.tuples import tuple_of

Kind = TypeVar("Kind", bound=Struct)

KEYS: Final = ("decisions", "waivers")
FORMS: Final[dict[str, tuple[str, str]]] = {
    "when": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "a date such as 2026-05-31"),
    "sha256": (r"[0-9a-f]{64}", "the 64 hex digits of the PDF's SHA-256, in small letters"),
    "page": (r"[1-9][0-9]{0,8}", "the number of a page"),
    "note": (r"(?s:.*)", ""),
}
"""Key: the pattern of its value, and what that is. Other keys need a text."""


def parsed_decisions(text: str, file: str) -> tuple[Decisions, tuple[FilePosition, ...]]:
    """Return what the text says, and the place of each waiver. Raises BrokenDecisions with all mistakes."""
    if not any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines()):
        return NO_DECISIONS, ()
    mistakes = Mistakes(BrokenDecisions)
    tree = parse(text, file, mistakes)
    if tree is None:
        raise mistakes.error()
    for key, entry in tree.entries.items():
        if key not in KEYS:
            mistakes.add_unknown(entry.mark, "key", key, KEYS)
    decisions = list(_read(tree, "decisions", Decision, mistakes))
    waivers = list(_read(tree, "waivers", Waiver, mistakes))
    _refuse_two_decisions(decisions, mistakes)
    mistakes.raise_if_any()
    said = Decisions(tuple_of(one for _, one in decisions), tuple_of(one for _, one in waivers))
    return said, tuple(place for place, _ in waivers)


def _read(tree: Map, key: str, kind: type[Kind], mistakes: Mistakes) -> Iterator[tuple[FilePosition, Kind]]:
    """Yield the items of a list with their places."""
    entry = tree.entries.get(key)
    if entry is None:
        return
    if not isinstance(entry.value, Seq):
        mistakes.add(entry.mark, f"'{key}' needs a list (- paper: ...)")
        return
    for item in entry.value.items:
        record: Any = read_struct(_as_text(item), kind, mistakes) if isinstance(item, Map) else WRONG
        if not isinstance(item, Map):
            mistakes.add(item.mark, f"each item of '{key}' needs keys with values (paper: ...)")
        elif record is not WRONG:
            _check_forms(item, mistakes)
            yield item.mark, record


def _as_text(item: Map) -> Map:
    """Return the item with numbers as text where a text is wanted: `paper: 12` needs no quotation marks."""
    return Map(
        item.mark, {key: YamlEntry(one.mark, _quoted(key, one.value)) for key, one in item.entries.items()}
    )


def _quoted(key: str, value: Node) -> Node:
    if key == "page" or not isinstance(value, Scalar) or value.null:
        return value
    return Scalar(value.mark, value.text, plain=False)


def _check_forms(item: Map, mistakes: Mistakes) -> None:
    for key, entry in item.entries.items():
        if not isinstance(entry.value, Scalar) or (key == "page" and entry.value.null):
            continue
        pattern, wanted = FORMS.get(key, (r"(?s:.*\S.*)", "a text"))
        if not re.fullmatch(pattern, entry.value.text):
            mistakes.add(entry.value.mark, f"'{key}' needs {wanted}, not '{entry.value.text}'")


def _refuse_two_decisions(decisions: list[tuple[FilePosition, Decision]], mistakes: Mistakes) -> None:
    first: dict[str, int] = {}
    for place, one in decisions:
        if first.setdefault(one.paper, place.line) != place.line:
            mistakes.add(
                place, f"paper '{one.paper}' already has a decision (line {first[one.paper]}); remove one"
            )
