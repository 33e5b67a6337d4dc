"""Refuses texts that should be regular expressions and are none."""

from __future__ import annotations

import re

from msgspec import Struct, inspect

from mlcia_check.model.patterns import KIND
from mlcia_check.rulebook.mistakes import FilePosition, Mistakes
from mlcia_check.rulebook.typed_values import type_info
from mlcia_check.rulebook.yaml_tree import Map, Node, Scalar, Seq


def refuse_broken_patterns(
    params: Map, record: type[Struct], own: tuple[str, ...], mistakes: Mistakes
) -> None:
    """Add a mistake for each `Pattern` of `record` in `params` that `re` cannot read.

    `own` are the packs' folders and files to look at: compiling all shipped patterns would take a quarter of
    the time in which a pack is read.
    """
    _refuse(params, type_info(record), own, mistakes)


def refuse_broken_pattern(text: str, mark: FilePosition, mistakes: Mistakes) -> None:
    """Add a mistake if `re` cannot read a text."""
    try:
        re.compile(text)
    except re.error as error:
        mistakes.add(mark, f"'{text}' is not a regular expression: {error}")


def _refuse(node: Node, wanted: inspect.Type, own: tuple[str, ...], mistakes: Mistakes) -> None:
    if isinstance(wanted, inspect.Metadata) and (wanted.extra or {}).get("kind") == KIND:
        if isinstance(node, Scalar) and node.mark.file.startswith(own):
            refuse_broken_pattern(node.text, node.mark, mistakes)
    elif isinstance(wanted, inspect.VarTupleType) and isinstance(node, Seq):
        for item in node.items:
            _refuse(item, wanted.item_type, own, mistakes)
    elif isinstance(wanted, inspect.StructType) and isinstance(node, Map):
        for field in wanted.fields:
            if field.encode_name in node.entries:
                _refuse(node.entries[field.encode_name].value, field.type, own, mistakes)
    elif isinstance(wanted, inspect.DictType) and isinstance(node, Map):
        for entry in node.entries.values():
            _refuse(entry.value, wanted.value_type, own, mistakes)
