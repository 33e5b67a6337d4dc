"""The JSON Schema of pack files and rule files, made from the records that read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import msgspec

from mlcia_check.checks.registry import CHECKS
from mlcia_check.model.lengths import PATTERN
from mlcia_check.model.rule_pack import VOCABULARY, Follows, LatexClass, Pack, Tool, Variant, Words
from mlcia_check.rulebook.records import KindRecord, PackRecord, RuleRecord, StageRecord, Tie

Schema = dict[str, Any]

FACT = r"^\$[\w.-]+$"
"""How a parameter refers to a format fact."""


def json_schema(packs: list[Pack]) -> Schema:
    """Return the JSON Schema (draft 2020-12) of a pack file and of a rule file in a pack's folder.

    It knows the rules of `packs` by name, so that an editor can complete the fields of such a rule in a pack
    that changes it.
    """
    checks_of = {rule.id: rule.check for pack in packs for rule in pack.rules}
    parts = {name: _of_record(record) for name, record in _records().items()}
    definitions: Schema = {
        "Words": parts["Words"],
        "Follows": parts["Follows"],
        "Tie": parts["Tie"],
        "LatexClass": parts["LatexClass"],
        "Length": {
            "type": "string",
            "pattern": PATTERN,
            "description": "A number and its unit, as in 9pt or 0.75in",
        },
        "Fact": {
            "type": "string",
            "pattern": FACT,
            "description": "A format fact of the pack, as in $body.size",
        },
        "Sentences": _sentences({}, {"$ref": "#/$defs/Words"}),
        "Fixes": _sentences({tool: {"$ref": "#/$defs/Words"} for tool in get_args(Tool) if tool}, False),
        "Rule": _rule(parts["RuleRecord"]),
        "Change": _change(parts["RuleRecord"]),
        "Pack": _pack(parts["PackRecord"], checks_of),
        "StageRecord": _with_rules(parts["StageRecord"], checks_of),
        "KindRecord": _with_rules(parts["KindRecord"], checks_of),
        "Variant": parts["Variant"],
    }
    for name, check in CHECKS.items():
        definitions[f"params of {name}"] = _params(_of_record(check.Params))
        for part, made in _parts_of(check.Params).items():
            definitions.setdefault(part, _params(made))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "mlcia-check: a rule pack's file (pack.yaml or a single file), or one rule's file",
        "if": {"type": "object", "required": ["id"]},
        "then": {"$ref": "#/$defs/Rule"},
        "else": {"$ref": "#/$defs/Pack"},
        "$defs": definitions,
    }


def encoded(packs: list[Pack]) -> bytes:
    """Return the schema as the bytes of a file. The same packs and checks give the same bytes."""
    return msgspec.json.format(msgspec.json.encode(json_schema(packs)), indent=2) + b"\n"


def _records() -> Mapping[str, type[msgspec.Struct]]:
    records = (PackRecord, StageRecord, KindRecord, RuleRecord, Words, Follows, Tie, LatexClass, Variant)
    return {record.__name__: record for record in records}


def _of_record(record: type[msgspec.Struct]) -> Schema:
    return _parts_of(record)[record.__name__]


def _parts_of(record: type[msgspec.Struct]) -> Mapping[str, Schema]:
    """Return by name the schemas of a record and of the records in its fields."""
    _, components = msgspec.json.schema_components([record], ref_template="#/$defs/{name}")
    return {
        name: {key: _named(value) for key, value in made.items() if key != "title"}
        for name, made in components.items()
    }


def _named(part: Any) -> Any:
    """Return a part of a schema with our own kinds of values in place of those of msgspec."""
    if isinstance(part, list):
        return [_named(item) for item in part]
    if not isinstance(part, dict):
        return part
    kinds = {"length": "Length", "sentences": "Sentences", "fixes": "Fixes"}
    if "x-kind" in part:
        return {"$ref": f"#/$defs/{kinds[part['x-kind']]}"}
    # Whole numbers count something.
    least = {"minimum": 0} if part.get("type") == "integer" else {}
    return {**least, **{key: _named(value) for key, value in part.items() if key != "default"}}


def _sentences(named: Schema, others: Schema | bool) -> Schema:
    return {
        "type": "object",
        "properties": {"en": {"type": "string"}, "zh": {"type": "string"}, **named},
        "additionalProperties": others,
        "dependentRequired": {"en": ["zh"], "zh": ["en"]},
    }


def _params(made: Schema) -> Schema:
    """Return the schema of parameters.

    Each can be a format fact; none is required, since a base may state it.
    """
    fact = {"$ref": "#/$defs/Fact"}
    properties = {
        name: {"anyOf": [_with_facts(kind), fact]} for name, kind in made.get("properties", {}).items()
    }
    return {**made, "properties": properties, "required": []}


def _with_facts(kind: Any) -> Any:
    """Return a list or map in which each value can also be a format fact."""
    for several in ("anyOf", "prefixItems"):
        if several in kind:
            kind = {**kind, several: [_or_fact(one) for one in kind[several]]}
    for inside in ("items", "additionalProperties"):
        if isinstance(kind.get(inside), dict):
            kind = {**kind, inside: _or_fact(kind[inside])}
    return kind


def _or_fact(kind: Any) -> Schema:
    return {"anyOf": [_with_facts(kind), {"$ref": "#/$defs/Fact"}]}


def _rule(made: Schema) -> Schema:
    """Return the schema of a rule: a whole rule if it names its check, else a change to a rule of
    the base.
    """
    properties = {**made["properties"], "check": {"enum": sorted(CHECKS)}}
    return {
        **made,
        "properties": properties,
        "required": ["id"],
        "if": {"required": ["check"]},
        "then": {"required": [name for name in made["required"] if name != "id"]},
        "allOf": _params_by_check(),
    }


def _change(made: Schema) -> Schema:
    whole = _rule(made)
    properties = {name: kind for name, kind in whole["properties"].items() if name != "id"}
    return {
        **{key: value for key, value in whole.items() if key not in ("required", "then", "if")},
        "properties": properties,
    }


def _params_by_check() -> list[Schema]:
    return [
        {
            "if": {"properties": {"check": {"const": name}}, "required": ["check"]},
            "then": {"properties": {"params": {"$ref": f"#/$defs/params of {name}"}}},
        }
        for name in sorted(CHECKS)
    ]


def _pack(made: Schema, checks_of: Mapping[str, str]) -> Schema:
    whole = _with_rules(made, checks_of)
    words = {"type": "array", "items": {"type": "string"}}
    vocabulary = {
        "type": "object",
        "properties": dict.fromkeys(VOCABULARY, words),
        "additionalProperties": False,
    }
    return {**whole, "properties": {**whole["properties"], "vocabulary": vocabulary}}


def _with_rules(made: Schema, checks_of: Mapping[str, str]) -> Schema:
    """Return the schema of a record that changes sections and rules of the pack that it belongs to."""
    known = {
        rule: {
            "allOf": [
                {"$ref": "#/$defs/Change"},
                {"properties": {"params": {"$ref": f"#/$defs/params of {check}"}}},
            ]
        }
        for rule, check in sorted(checks_of.items())
    }
    properties = {
        **made["properties"],
        "sections": {"type": "object", "additionalProperties": {"$ref": "#/$defs/PackSection"}},
        "rules": {
            "type": "object",
            "properties": known,
            "additionalProperties": {"allOf": [{"$ref": "#/$defs/Change"}, {"required": ["check"]}]},
        },
    }
    return {**made, "properties": properties}
