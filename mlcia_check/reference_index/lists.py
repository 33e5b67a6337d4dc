"""Judges the reference list of a paper by an index of works."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from mlcia_check.checks.references.identifiers import dois, years
from mlcia_check.checks.references.reference_impossible import Oddity, Params, breach, listed
from mlcia_check.judging import outcomes
from mlcia_check.model.answers import Breach, Doubt, Place
from mlcia_check.model.judged import JudgedDocument
from mlcia_check.model.measured_paper import Paper, Reference
from mlcia_check.model.rule_pack import Pack
from mlcia_check.reference_index.index import Index, KnownWork, has_authors, opened

CHECK: Final = "reference-impossible"
"""The check whose rules an index answers too."""

SAME_TITLE_MIN: Final = 0.96
"""Share of a title's letters from which it is the same but for a misprint or a lost ligature."""

YEARS_APART_MAX: Final = 2
"""Between a preprint, its proceedings and its journal: the index may have only one of them."""

_SHOWN_CHARACTERS: Final = 70


def looked_up(document: JudgedDocument, paper: Paper, pack: Pack, file: str) -> JudgedDocument:
    """Return the document with what the index in `file` says of its references, under each rule that asks."""
    off = {outcome.rule for outcome in document.outcomes if outcome.status == "off"}
    rules = [rule for rule in pack.rules if rule.check == CHECK and rule.id not in off]
    if rules and paper.references:
        with opened(file) as index:
            for rule in rules:
                document = outcomes.added(pack, document, rule, answers(paper.references, index, rule.params))
    return document


def answers(references: Sequence[Reference], index: Index, params: Params) -> Iterator[Breach | Doubt]:
    """Yield a breach for each kind of oddity that the index shows.

    Entries without any near match are a doubt for a person if there are `params.unknown` of them or more.
    Only entries that name a venue of the index count: it knows nothing of web pages.
    """
    found: dict[str, list[Oddity]] = {}
    for reference in references:
        case, odd = judged(reference.text, index)
        if case:
            found.setdefault(case, []).append((reference, odd))
    for case in ("other-work", "other-title", "other-authors", "other-year"):
        yield from breach(case, found.get(case, ()))
    unknown = found.get("unknown", [])
    if len(unknown) >= params.unknown:
        yield _doubt(unknown)
    else:
        yield from breach("unknown", unknown)


def judged(entry: str, index: Index) -> tuple[str, str]:
    """Return the case of an entry and what is odd in it; ("", "") for an entry that the index confirms or has
    nothing to say about."""
    for doi in dois(entry):
        known = index.by_doi(doi)
        if known and index.nearness(known, entry) < SAME_TITLE_MIN:
            return "other-work", f"{doi}: {_shown(known)}"
    matches = index.by_title(entry)
    if not matches:
        return ("unknown", "") if index.covers(entry) else ("", "")
    same = [work for work in matches if work.near >= SAME_TITLE_MIN]
    if not same:
        return "other-title", _shown(matches[0])
    theirs = [work for work in same if has_authors(entry, work.authors)]
    if not theirs:
        return "other-authors", ", ".join(same[0].authors[:3])
    stated = years(entry)
    if stated and all(abs(year - work.year) > YEARS_APART_MAX for year in stated for work in theirs):
        return "other-year", f"{stated[0]} ≠ {theirs[0].year}"
    return "", ""


def _doubt(unknown: Sequence[Oddity]) -> Doubt:
    first = unknown[0][0]
    return Doubt(
        case="unknown",
        place=Place(first.page, first.box, first.text[:120]),
        pages=tuple(sorted({reference.page for reference, _ in unknown})),
        detail={"entries": listed(unknown)},
        measured=len(unknown),
        unit="entries",
        grave=True,
    )


def _shown(work: KnownWork) -> str:
    title = work.title[:_SHOWN_CHARACTERS]
    return f"“{title}”" if title == work.title else f"“{title}...”"
