"""Resolves one rule of a pack: fills the format facts into its parameters and texts, and types it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from mlcia_check.checks.registry import CHECKS
from mlcia_check.model.rule_pack import Cases, Check, Rule
from mlcia_check.rulebook.broken_patterns import refuse_broken_patterns
from mlcia_check.rulebook.fact_texts import FactTexts
from mlcia_check.rulebook.mistakes import FilePosition, Mistakes
from mlcia_check.rulebook.pack_files import PackSource
from mlcia_check.rulebook.pattern_parts import with_parts
from mlcia_check.rulebook.records import RuleRecord
from mlcia_check.rulebook.rule_groups import switched_off
from mlcia_check.rulebook.rule_sources import with_source
from mlcia_check.rulebook.typed_values import WRONG, Wanting, read_struct
from mlcia_check.rulebook.unstated_facts import is_unstated, refuse_asking, unmet_needs
from mlcia_check.rulebook.yaml_tree import (
    Hole,
    Map,
    Node,
    Scalar,
    Seq,
    Unstated,
    YamlEntry,
    entries_of,
    leaves,
)

PLACEHOLDERS = ("measured", "expected", "page", "lines", "words")
"""Names that every sentence can use, in addition to the check's own (its `detail`)."""

FORMS = ("pt", "bp", "in", "mm", "whole", "columns")
"""Forms in which a sentence can write a quantity: in a unit ({measured:pt}), rounded, as a number
of columns."""


class RuleResolver:
    """Resolves the rules of a pack under its format facts.

    The facts that rules name are added to `used`. `own` are the packs whose patterns are looked at.
    """

    def __init__(
        self,
        sources: Sequence[PackSource],
        facts: Mapping[str, YamlEntry],
        texts: FactTexts,
        used: set[str],
        own: tuple[str, ...],
        mistakes: Mistakes,
    ) -> None:
        self._own = own
        self._sources = sources
        self._facts = facts
        self._texts = texts
        self._used = used
        self._mistakes = mistakes

    def rule(self, name: str, entry: YamlEntry) -> Rule | None:
        """Return a rule of the pack, None after a mistake.

        A rule that needs facts that the pack does not state is off.
        """
        tree = entry.value
        assert isinstance(tree, Map)
        check = self._check(tree)
        params = self._params(tree, check) if check else WRONG
        unstated = unmet_needs(tree, self._facts, self._mistakes)
        if isinstance(params, Wanting):
            unstated = tuple(dict.fromkeys((*unstated, *params.facts)))
        if unstated:
            refuse_asking(name, self._sources[-1].rules.entries.get(name), unstated, self._mistakes)
            tree, params = self._texts.with_ellipses(switched_off(tree)), None
        else:
            tree = self._texts.filled(tree)
        tree = with_source(tree, self._facts, self._sources)
        record = self._record(name, tree)
        if check is None:
            return None
        _refuse_what_never_comes(tree, check, self._mistakes)
        if record is WRONG or params is WRONG:
            return None
        values = {field: getattr(record, field) for field in _KEPT}
        return Rule(params=params, unstated=unstated, **values)

    def _check(self, tree: Map) -> Check | None:
        entry = tree.entries.get("check")
        if entry is None or not isinstance(entry.value, Scalar):
            return None
        name = entry.value
        if name.text not in CHECKS:
            self._mistakes.add_unknown(name.mark, "check", name.text, CHECKS)
        return CHECKS.get(name.text)

    def _params(self, tree: Map, check: Check) -> Any:
        entry = tree.entries.get("params", YamlEntry(tree.mark, Map(tree.mark, {})))
        node = self._with_facts(entry.value)
        if not isinstance(node, Map):
            self._mistakes.add(node.mark, "'params' needs keys with values")
            return WRONG
        node = with_parts(node, tree, self._own, self._mistakes)
        refuse_broken_patterns(node, check.Params, self._own, self._mistakes)
        return read_struct(node, check.Params, self._mistakes)

    def _with_facts(self, node: Node) -> Node:
        """Return `node` with each `$name` replaced by the format fact."""
        if isinstance(node, Seq):
            return Seq(node.mark, tuple(map(self._with_facts, node.items)))
        if isinstance(node, Map):
            return Map(
                node.mark,
                {
                    key: YamlEntry(entry.mark, self._with_facts(entry.value))
                    for key, entry in node.entries.items()
                },
            )
        if not (isinstance(node, Scalar) and node.text.startswith("$")):
            return node
        name = node.text[1:]
        fact = self._facts.get(name)
        if fact is None:
            self._mistakes.add_unknown(
                node.mark, "format fact", node.text, [f"${fact}" for fact in self._facts]
            )
            return Hole(node.mark)
        self._used.add(name)
        return Unstated(node.mark, name) if is_unstated(fact) else fact.value

    def _record(self, name: str, tree: Map) -> Any:
        rest = {key: value for key, value in tree.entries.items() if key != "params"}
        rest["id"] = YamlEntry(tree.mark, Scalar(tree.mark, name, False))
        return read_struct(Map(tree.mark, rest), RuleRecord, self._mistakes)


_KEPT: Final = tuple(
    field for field in RuleRecord.__struct_fields__ if field not in ("params", "parts", "needs")
)
"""The fields of a rule's file that a resolved rule has as they are."""


def _refuse_what_never_comes(tree: Map, check: Check, mistakes: Mistakes) -> None:
    """Refuse texts for cases, names and parameters that the check does not have, and reasons without use."""
    _check_sentences("message", tree, check.BREACHES, mistakes)
    _check_sentences("doubt", tree, check.DOUBTS, mistakes)
    known = [case for case in (*check.BREACHES, *check.DOUBTS) if case]
    for key in ("fix_for", "causes_for"):
        for case, stated in entries_of(tree, key).items():
            if case not in known:
                mistakes.add_unknown(stated.mark, f"case of '{key}'", case, known)
    names = check.Params.__struct_fields__
    for key, reason in entries_of(tree, "because").items():
        if key not in names:
            mistakes.add_unknown(reason.mark, "parameter", key, names)
    _refuse_idle_reasons(tree, mistakes)


def _check_sentences(kind: str, tree: Map, cases: Cases, mistakes: Mistakes) -> None:
    """Check that every case has a sentence, every sentence a case, and every name in it a value."""
    texts = entries_of(tree, kind)
    mark = tree.entries[kind].mark if kind in tree.entries else tree.mark
    unworded = [case for case in cases if case not in texts]
    if unworded and "" not in texts:
        wanted = ", ".join(f"'{case}'" if case else "the default case (en and zh)" for case in unworded)
        mistakes.add(mark, f"'{kind}' has no text for {wanted}")
    for case, entry in texts.items():
        if case and case not in cases:
            mistakes.add_unknown(entry.mark, f"case of '{kind}'", case, [known for known in cases if known])
            continue
        speaks_for = [case] if case else ["", *unworded]
        names = {*PLACEHOLDERS, *(name for one in speaks_for for name in cases.get(one, ()))}
        for text in leaves(entry.value).values():
            if isinstance(text.value, Scalar):
                _check_placeholders(text.value.mark, text.value.text, names, mistakes)


def _refuse_idle_reasons(tree: Map, mistakes: Mistakes) -> None:
    """A side of a rule's cases has fixtures or a reason why it has none, not both."""
    cases = entries_of(tree, "cases")
    for side, reason in entries_of(tree, "no_case").items():
        if isinstance(reason.value, Scalar) and not (reason.value.null or reason.value.text.strip()):
            mistakes.add(reason.value.mark, f"'no_case' needs a reason for '{side}'")
        elif side in cases:
            mistakes.add(reason.mark, f"'{side}' has fixtures under 'cases'; remove it here or there")


def _check_placeholders(mark: FilePosition, text: str, names: set[str], mistakes: Mistakes) -> None:
    for match in re.finditer(r"\{([^{}]*)\}|[{}]", text):
        name, colon, form = (match[1] or "").partition(":")
        if not name:
            mistakes.add(mark, "unbalanced braces; write a name as in {measured}")
            return
        if name not in names:
            mistakes.add_unknown(mark, "name in braces", name, names)
        if colon and form not in FORMS and not re.fullmatch(r"[^|]+\|[^|]+", form):
            mistakes.add_unknown(mark, "form in braces", form, FORMS)
