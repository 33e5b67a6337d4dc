"""Tells which format facts a rule needs and its pack does not state."""

from __future__ import annotations

from collections.abc import Mapping

from mlcia_check.rulebook.mistakes import Mistakes
from mlcia_check.rulebook.yaml_tree import Map, Scalar, Seq, YamlEntry


def is_unstated(entry: YamlEntry) -> bool:
    """Return True if the value of a fact is null: the pack does not state it."""
    return isinstance(entry.value, Scalar) and entry.value.null


def unmet_needs(rule: Map, facts: Mapping[str, YamlEntry], mistakes: Mistakes) -> tuple[str, ...]:
    """Return the facts under `needs` of a rule that are not stated; of a group, one fact must be.

    A fact that does not exist is a mistake.
    """
    stated = rule.entries.get("needs")
    needs = stated.value.items if stated is not None and isinstance(stated.value, Seq) else ()
    unmet = []
    for need in needs:
        if not isinstance(need, Scalar):
            continue
        named = [name for name in facts if name == need.text or name.startswith(f"{need.text}.")]
        if not named:
            mistakes.add_unknown(need.mark, "format fact", need.text, facts)
        elif all(is_unstated(facts[name]) for name in named):
            unmet.append(need.text)
    return tuple(unmet)


def refuse_asking(name: str, rule: YamlEntry | None, wanting: tuple[str, ...], mistakes: Mistakes) -> None:
    """Refuse a severity that asks a rule of the base without the facts that it needs.

    `rule` is what the last pack says of the rule, as written; None if it says nothing.
    """
    stated = rule.value.entries if rule is not None and isinstance(rule.value, Map) else {}
    severity = stated.get("severity")
    if "check" in stated:
        return
    if severity is None or not isinstance(severity.value, Scalar) or severity.value.text == "off":
        return
    facts = ", ".join(wanting)
    mistakes.add(
        severity.value.mark,
        f"the rule '{name}' needs what the pack does not state under 'format': {facts}",
    )
