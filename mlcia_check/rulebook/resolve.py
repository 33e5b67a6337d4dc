"""Resolves the files of a pack and its bases into one pack: inheritance, format facts, types, sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec import structs

from mlcia_check.checks.registry import CHECKS
from mlcia_check.model.rule_pack import VOCABULARY, LatexClass, Pack, Rule, Variant, Words
from mlcia_check.rulebook.derived_facts import USED
from mlcia_check.rulebook.fact_texts import FactTexts
from mlcia_check.rulebook.format_facts import fact_groups, format_facts
from mlcia_check.rulebook.impossible_formats import refuse_impossible
from mlcia_check.rulebook.inherited_rules import merged_rules
from mlcia_check.rulebook.literal_lengths import refuse_literal_lengths
from mlcia_check.rulebook.mistakes import Mistakes, nearest
from mlcia_check.rulebook.pack_files import PackSource, chain
from mlcia_check.rulebook.pack_hash import hashed
from mlcia_check.rulebook.pack_sections import PackSections
from mlcia_check.rulebook.paper_sizes import Facts, PaperFacts, paper_sizes
from mlcia_check.rulebook.resolved_rules import RuleResolver
from mlcia_check.rulebook.rule_groups import RuleGroups
from mlcia_check.rulebook.stages import Variants
from mlcia_check.rulebook.unstated_facts import is_unstated
from mlcia_check.rulebook.yaml_tree import Map, Node, Scalar, Seq, YamlEntry, leaves

PLAIN: Final = Variant()
"""No stage and no kind."""

_FAMILY: Final = "template.family"

RULE_NAME = "{rule}"
"""Stands for a rule's id in the address of its page."""


def resolve(path: Path, shipped: Path, variant: Variant = PLAIN) -> Pack:
    """Resolve the pack at `path`, a folder or a file. `shipped` holds the packs that can be extended by name.

    `variant` names a stage and a kind of the pack; what differs there is applied.

    Raises BrokenPack with every mistake found, UsageProblem if a file cannot be read.
    """
    mistakes = Mistakes()
    packs = chain(path, shipped, mistakes)
    variants = Variants(packs, mistakes)
    sources = [*packs, *variants.overlays(variant)]
    used: set[str] = set(USED) | set(variants.facts())
    pages = _pages(sources)
    papers = PaperFacts(format_facts(sources, used, mistakes), sources, mistakes)
    for facts in (papers.first, *papers.further):
        refuse_impossible(facts, leaves(sources[-1].format), mistakes)
    rules = merged_rules(sources, mistakes)
    sections = PackSections(sources, rules, mistakes)
    groups = RuleGroups(sources, mistakes)
    applied = {name: groups.applied(name, entry) for name, entry in sorted(rules.items())}
    own_places = _own_places(packs, shipped)
    texts = FactTexts(papers.in_texts(), sources[-1], used, mistakes)

    def on_paper(facts: Facts) -> tuple[Rule, ...]:
        resolver = RuleResolver(sources, facts | sections.fact(), texts, used, own_places, mistakes)
        found = (resolver.rule(name, entry) for name, entry in applied.items())
        return tuple(structs.replace(rule, page=pages.get(rule.id, "")) for rule in found if rule is not None)

    resolved, further = on_paper(papers.first), [on_paper(facts) for facts in papers.further]
    refuse_literal_lengths(sources[0], mistakes)
    sections.refuse_unknown(rules, mistakes)
    _refuse_unknown_causes(rules, mistakes)
    # What differs at a stage may leave a fact of the pack itself without use.
    for last in range(len(packs) + 1, len(sources) + 1) if variant != PLAIN else (len(packs),):
        _refuse_idle_facts(sources[:last], used, mistakes)
    vocabulary = _vocabulary(sources, mistakes)
    mistakes.raise_if_any()
    own = packs[-1]
    return hashed(
        Pack(
            name=own.name,
            title=own.header.title or Words(own.name, own.name),
            version=own.header.version,
            source=own.header.source,
            sha256="",
            rules=resolved,
            extends=own.header.extends,
            vocabulary=vocabulary,
            sections=sections.records,
            letter=next((source.header.letter for source in reversed(sources) if source.header.letter), None),
            latex=_latex(sources, papers.first),
            groups=groups.switches,
            papers=tuple(paper_sizes(resolved, zip(further, papers.tools, strict=True))),
            stages=variants.stages,
            kinds=variants.kinds,
            default=variants.default,
            stage=variant.stage,
            kind=variant.kind,
        )
    )


def _own_places(packs: Sequence[PackSource], shipped: Path) -> tuple[str, ...]:
    """Return the folders and files of the packs that are not shipped; of a shipped pack, those of all."""
    foreign = [pack.path for pack in packs if pack.path.parent != shipped]
    return tuple(map(str, foreign or [pack.path for pack in packs]))


def _pages(sources: Iterable[PackSource]) -> dict[str, str]:
    """Return the address of each rule's page: that of the last pack with addresses that has the rule.

    A pack that changes a rule keeps the page of its base; a new rule of a pack without addresses has none.
    """
    pages: dict[str, str] = {}
    known: list[str] = []
    for source in sources:
        known += source.rules.entries
        if source.header.rule_pages:
            pages |= {name: source.header.rule_pages.replace(RULE_NAME, name) for name in known}
    return pages


def _latex(sources: Sequence[PackSource], facts: Mapping[str, YamlEntry]) -> LatexClass | None:
    """Return the LaTeX class that the last pack with one names, None if the pack is for another format.

    That is so if the class's pack states `template.family` and this pack does not inherit it.
    """
    named = next((source for source in reversed(sources) if source.header.latex), None)
    if named is None:
        return None
    family = leaves(named.format).get(_FAMILY)
    is_other = family is not None and is_unstated(facts[_FAMILY])
    return None if is_other else named.header.latex


def _refuse_unknown_causes(rules: Mapping[str, YamlEntry], mistakes: Mistakes) -> None:
    """Refuse a cause that is not a rule of the pack, or a case that one of the two rules does not have."""
    for name, entry in rules.items():
        stated = _entries_of_list(entry.value, "follows")
        for cause in stated:
            other = cause.entries.get("rule")
            if other is None or not isinstance(other.value, Scalar):
                continue
            leading = other.value.text
            if leading not in rules:
                mistakes.add_unknown(other.value.mark, "rule", leading, rules)
                continue
            for key, rule in (("cases", leading), ("of", name)):
                known = _cases_of(rules[rule].value)
                for case in _items(cause, key):
                    if known and case.text not in known:
                        mistakes.add_unknown(case.mark, f"case of '{rule}'", case.text, known)


def _cases_of(rule: Node) -> tuple[str, ...]:
    """Return the cases of the answers of a rule's check; empty if the check is unknown."""
    check = rule.entries.get("check") if isinstance(rule, Map) else None
    known = CHECKS.get(check.value.text) if check and isinstance(check.value, Scalar) else None
    return (*known.BREACHES, *known.DOUBTS) if known else ()


def _entries_of_list(rule: Node, key: str) -> list[Map]:
    entry = rule.entries.get(key) if isinstance(rule, Map) else None
    items = entry.value.items if entry is not None and isinstance(entry.value, Seq) else ()
    return [item for item in items if isinstance(item, Map)]


def _items(tree: Map, key: str) -> list[Scalar]:
    entry = tree.entries.get(key)
    items = entry.value.items if entry is not None and isinstance(entry.value, Seq) else ()
    return [item for item in items if isinstance(item, Scalar)]


def _refuse_idle_facts(sources: list[PackSource], used: set[str], mistakes: Mistakes) -> None:
    """Refuse a new fact that no rule refers to: it is most likely misspelt."""
    inherited: set[str] = set()
    for source in sources[:-1]:
        inherited.update(leaves(source.format), fact_groups(source.format))
    for name, entry in leaves(sources[-1].format).items():
        if name not in inherited and name not in used:
            mistakes.add(entry.mark, f"no rule refers to the format fact '{name}'{nearest(name, used)}")


def _vocabulary(sources: list[PackSource], mistakes: Mistakes) -> dict[str, tuple[str, ...]]:
    words: dict[str, tuple[str, ...]] = {}
    for source in sources:
        for key, entry in source.vocabulary.entries.items():
            if key not in VOCABULARY:
                mistakes.add_unknown(entry.mark, "kind of words", key, VOCABULARY)
            elif isinstance(entry.value, Seq) and all(isinstance(item, Scalar) for item in entry.value.items):
                words[key] = tuple(item.text for item in entry.value.items if isinstance(item, Scalar))
            else:
                mistakes.add(entry.value.mark, f"'{key}' needs a list of words")
    missing = [key for key in VOCABULARY if key not in words]
    if missing:
        mistakes.add(
            sources[-1].mark,
            f"'vocabulary' has no words for {', '.join(missing)}; add them, or extend a pack that has them",
        )
    return words
