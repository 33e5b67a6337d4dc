"""Finds the hidden phrases that the venue stamps on the papers of a batch, once all papers were judged."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec import structs

from mlcia_check.batch.result import Result
from mlcia_check.checks import venue_phrases
from mlcia_check.checks.content import hidden_text
from mlcia_check.checks.venue_phrases import HiddenRows
from mlcia_check.model.judged import JudgedDocument, VenuePhrase
from mlcia_check.model.rule_pack import Pack, PackChoice, Rule

CHECK: Final = "hidden-text"


def judging_rules(pack: Pack, active: Iterable[str]) -> tuple[Rule, ...]:
    """Return the active rules that judge papers by hidden text; a rule of severity info judges none."""
    known = set(active)
    return tuple(
        rule
        for rule in pack.rules
        if rule.check == CHECK and rule.id in known and rule.severity not in ("info", "off")
    )


def hidden_rows(document: JudgedDocument, pack: Pack) -> tuple[str, ...]:
    """Return the hidden rows for which a paper is judged, while its lines are at hand."""
    judged_by = {found.rule for found in document.findings if found.severity != "info"}
    if document.paper is None:
        return ()
    rows = (
        row
        for rule in judging_rules(pack, judged_by)
        for row in hidden_text.judged_rows(document.paper, rule.params)
    )
    return tuple(dict.fromkeys(rows))


def found(results: Iterable[Result], rule: Rule) -> tuple[VenuePhrase, ...]:
    """Return the hidden phrases that most of the papers carry, excused or not, by a rule's parameters."""
    read = (
        HiddenRows(result.document.sha256, result.hidden)
        for result in results
        if result.document.pages is not None
    )
    return venue_phrases.shared(read, rule.params.venue_percent, rule.params.venue_papers)


def carries(result: Result, phrases: frozenset[str]) -> bool:
    """Return whether a paper was judged by one of the phrases, given by their keys."""
    return any(venue_phrases.key(row) in phrases for row in result.hidden)


def without(packs: PackChoice, phrases: tuple[str, ...]) -> PackChoice:
    """Return the packs whose rules do not judge by these phrases. Their hashes stay those of the chair's."""
    return structs.replace(
        packs,
        usual=_without(packs.usual, phrases),
        by_kind={kind: _without(pack, phrases) for kind, pack in packs.by_kind.items()},
    )


def _without(pack: Pack, phrases: tuple[str, ...]) -> Pack:
    return structs.replace(
        pack,
        rules=tuple(
            structs.replace(
                rule,
                params=structs.replace(rule.params, venue_phrases=(*rule.params.venue_phrases, *phrases)),
            )
            if rule.check == CHECK
            else rule
            for rule in pack.rules
        ),
    )
