"""Converts the tree of a file to typed values, and collects every mistake with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

import msgspec
from msgspec import inspect

from mlcia_check.model.lengths import parse_length
from mlcia_check.rulebook.mistakes import FilePosition, Mistakes
from mlcia_check.rulebook.yaml_tree import Hole, Map, Node, Scalar, Seq, Unstated, YamlEntry

type_info = cache(inspect.type_info)
"""What a record is made of; many rules have the same check, and each is looked at more than once."""

WRONG = object()
"""Stands for a value that could not be read; its mistake is already recorded."""


class Wanting(NamedTuple):
    """Stands for a value that cannot be had without format facts that the pack does not state."""

    facts: tuple[str, ...]


def read(node: Node, wanted: inspect.Type, mistakes: Mistakes) -> Any:
    """Return the value of `node` as plain data of type `wanted`, WRONG or Wanting.

    Where a fact is not stated, a value that may be None is None, a field that may be left out and an item of
    a list or table are left out, and anything else is wanting.
    """
    if isinstance(node, Hole):
        return WRONG
    if isinstance(node, Unstated):
        return None if _may_be_none(wanted) else Wanting((node.fact,))
    if isinstance(wanted, inspect.Metadata):
        if (wanted.extra or {}).get("kind") == "length":
            return _length(node, wanted.type, mistakes)
        return read(node, wanted.type, mistakes)
    if isinstance(wanted, inspect.UnionType):
        return _union(node, wanted, mistakes)
    if isinstance(wanted, inspect.StructType):
        return _struct(node, wanted, mistakes)
    if isinstance(wanted, inspect.DictType):
        return _dict(node, wanted, mistakes)
    if isinstance(wanted, (inspect.VarTupleType, inspect.TupleType)):
        return _tuple(node, wanted, mistakes)
    if isinstance(wanted, inspect.AnyType):
        return None
    return _scalar(node, wanted, mistakes)


def read_struct(node: Map, record: type[msgspec.Struct], mistakes: Mistakes) -> Any:
    """Return a record read from a map, WRONG, or Wanting if a field that it must have is an unstated fact."""
    values = read(node, type_info(record), mistakes)
    if values is WRONG or isinstance(values, Wanting):
        return values
    try:
        return msgspec.convert(values, record)
    except msgspec.ValidationError as error:
        mistakes.add(node.mark, str(error))
        return WRONG


def _may_be_none(wanted: inspect.Type) -> bool:
    return isinstance(wanted, inspect.UnionType) and any(
        isinstance(kind, inspect.NoneType) for kind in wanted.types
    )


def _wrong(node: Node, wanted: str, mistakes: Mistakes) -> Any:
    mistakes.add(node.mark, f"needs {wanted}, not {_describe(node)}")
    return WRONG


def _describe(node: Node) -> str:
    if isinstance(node, Scalar):
        return "nothing" if node.null else f"'{node.text}'"
    return "a list" if isinstance(node, Seq) else "keys with values"


def _length(node: Node, number: inspect.Type, mistakes: Mistakes) -> Any:
    if not isinstance(node, Scalar):
        return _wrong(node, "a length such as 9pt or 0.75in", mistakes)
    if node.plain and re.fullmatch(r"[-+]?[0-9]+(\.[0-9]+)?", node.text):
        mistakes.add(
            node.mark,
            f"the length {node.text} has no unit: "
            f"write {node.text}pt (TeX's point), bp (PDF point), in, mm, cm or pc",
        )
        return WRONG
    try:
        value = parse_length(node.text)
    except ValueError:
        wanted = "a length from 0" if node.text.startswith("-") else "a length with its unit"
        return _wrong(node, f"{wanted} (pt, bp, in, mm, cm or pc)", mistakes)
    if isinstance(number, inspect.FloatType) and number.gt is not None and value <= number.gt:
        return _wrong(node, "a length above 0", mistakes)
    return value


def _union(node: Node, wanted: inspect.UnionType, mistakes: Mistakes) -> Any:
    others = [kind for kind in wanted.types if not isinstance(kind, inspect.NoneType)]
    if len(others) < len(wanted.types) and isinstance(node, Scalar) and node.null:
        return None
    for kind in others[:-1]:
        attempt = Mistakes()
        value = read(node, kind, attempt)
        if value is not WRONG:
            return value
    value = read(node, others[-1], mistakes)
    return None if isinstance(value, Wanting) and _may_be_none(wanted) else value


def _struct(node: Node, wanted: inspect.StructType, mistakes: Mistakes) -> Any:
    names = {part.encode_name: part for part in wanted.fields}
    if not isinstance(node, Map):
        return _wrong(node, "the keys " + ", ".join(names), mistakes)
    values: dict[str, Any] = {}
    wanting: list[str] = []
    sound = True
    for key, entry in node.entries.items():
        if key not in names:
            mistakes.add_unknown(entry.mark, "key", key, names)
            sound = False
            continue
        value = read(entry.value, names[key].type, mistakes)
        if not isinstance(value, Wanting):
            values[key] = value
        elif names[key].required:
            wanting += value.facts
        sound = sound and value is not WRONG
    if _is_inverted(values):
        mistakes.add(node.entries["least"].value.mark, "'least' is more than 'most'")
        sound = False
    for key, part in names.items():
        if part.required and key not in node.entries:
            mistakes.add(node.mark, f"'{key}' is missing")
            sound = False
    if sound and wanting:
        return Wanting(tuple(dict.fromkeys(wanting)))
    return values if sound else WRONG


def _is_inverted(values: Mapping[str, Any]) -> bool:
    """Return whether a record has bounds between which no number lies."""
    least, most = values.get("least"), values.get("most")
    return isinstance(least, (int, float)) and isinstance(most, (int, float)) and least > most


def _dict(node: Node, wanted: inspect.DictType, mistakes: Mistakes) -> Any:
    if not isinstance(node, Map):
        return _wrong(node, "keys with values", mistakes)
    values: dict[str, Any] = {}
    sound = True
    for key, entry in node.entries.items():
        if isinstance(wanted.key_type, inspect.LiteralType) and key not in wanted.key_type.values:
            known = [str(word) for word in wanted.key_type.values if word]
            mistakes.add_unknown(entry.mark, "key", key, known)
            sound = False
            continue
        value = read(entry.value, wanted.value_type, mistakes)
        if not isinstance(value, Wanting):
            values[key] = value
        sound = sound and value is not WRONG
    return values if sound else WRONG


def _tuple(node: Node, wanted: inspect.VarTupleType | inspect.TupleType, mistakes: Mistakes) -> Any:
    if not isinstance(node, Seq):
        example = f" such as [{node.text}]" if isinstance(node, Scalar) and not node.null else ""
        return _wrong(node, f"a list{example}", mistakes)
    if isinstance(wanted, inspect.TupleType):
        if len(node.items) != len(wanted.item_types):
            mistakes.add(node.mark, f"needs a list of {len(wanted.item_types)} items, not {len(node.items)}")
            return WRONG
        kinds = list(wanted.item_types)
    else:
        kinds = [wanted.item_type] * len(node.items)
    values = [read(item, kind, mistakes) for item, kind in zip(node.items, kinds, strict=True)]
    if any(value is WRONG for value in values):
        return WRONG
    wanting = [fact for value in values if isinstance(value, Wanting) for fact in value.facts]
    if wanting and isinstance(wanted, inspect.TupleType):
        return Wanting(tuple(dict.fromkeys(wanting)))
    return [value for value in values if not isinstance(value, Wanting)]


NUMBER = r"[-+]?[0-9]+(\.[0-9]+)?"

SCALARS: dict[type[inspect.Type], tuple[str, Callable[[str], Any], str]] = {
    inspect.BoolType: (r"true|false", lambda text: text == "true", "true or false"),
    inspect.IntType: (r"[-+]?[0-9]+", int, "a whole number"),
    inspect.FloatType: (NUMBER, float, "a number"),
}
"""For each type: the pattern of its text, its parser, and its name in messages."""


def _scalar(node: Node, wanted: inspect.Type, mistakes: Mistakes) -> Any:
    if isinstance(wanted, inspect.LiteralType):
        return _literal(node, [str(word) for word in wanted.values], mistakes)
    if type(wanted) in SCALARS:
        pattern, convert, name = SCALARS[type(wanted)]
        if not (isinstance(node, Scalar) and node.plain and re.fullmatch(pattern, node.text)):
            return _wrong(node, name, mistakes)
        value = convert(node.text)
        bound = _lower_bound(wanted)
        if bound is not None and value < bound:
            return _wrong(node, f"{name} from {bound:g}", mistakes)
        return value
    if not isinstance(node, Scalar) or (
        node.plain and re.fullmatch(NUMBER + "|true|false|~|null|", node.text)
    ):
        return _wrong(node, "a text (in quotes where it looks like a number)", mistakes)
    return node.text


def _lower_bound(wanted: inspect.Type) -> float | None:
    """Return the least value of a type. Whole numbers count something; numbers may be below zero."""
    if isinstance(wanted, inspect.IntType):
        return 0 if wanted.ge is None else wanted.ge
    return wanted.ge if isinstance(wanted, inspect.FloatType) else None


def _literal(node: Node, words: list[str], mistakes: Mistakes) -> Any:
    if isinstance(node, Scalar) and node.text in words:
        return node.text
    if isinstance(node, Scalar) and not node.null:
        mistakes.add_unknown(node.mark, "word", node.text, words)
        return WRONG
    return _wrong(node, "one of " + ", ".join(words), mistakes)


def default_case(node: Map, mark: FilePosition) -> Map:
    """Return a map of sentences with its `en` and `zh` moved under "", the default case."""
    own = {key: entry for key, entry in node.entries.items() if key in ("en", "zh")}
    if not own:
        return node
    rest = {key: entry for key, entry in node.entries.items() if key not in own}
    return Map(node.mark, {"": YamlEntry(mark, Map(node.mark, own)), **rest})
