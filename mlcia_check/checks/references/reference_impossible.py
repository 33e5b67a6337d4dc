"""Does the reference list name works that cannot be as they are stated?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from mlcia_check.checks.references.identifiers import arxiv_ids, dois, is_doi, is_possible, mended, years
from mlcia_check.model.answers import Answer, Breach, NotApplicable, Place
from mlcia_check.model.measured_paper import Paper, Reference
from mlcia_check.model.rule_pack import Cases
from mlcia_check.support.late_pattern import LatePattern

BREACHES: Cases = {
    "year": ("entries",),
    "arxiv": ("entries",),
    "doi": ("entries",),
    "twins": ("entries",),
    "two-works": ("entries",),
    "other-link": ("entries",),
    "other-work": ("entries",),
    "other-title": ("entries",),
    "other-authors": ("entries",),
    "other-year": ("entries",),
    "unknown": ("entries",),
}
DOUBTS: Cases = {"unknown": ("entries",)}

NAMED_ENTRIES: Final = 6
"""Entries that a sentence names. The finding counts all of them."""

TWIN_LETTERS_MIN: Final = 40
"""Letters of an entry that can be a twin: "Google. 2020." may stand for two pages."""

_FOUR_DIGITS: Final = LatePattern(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
_OTHER_ASCII: Final = bytes(code for code in range(128) if not chr(code).isalnum())
"""Marks and blanks."""

_ARXIV_DOI: Final = "10.48550/arxiv."
_QUOTED_CHARACTERS: Final = 60


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """The years of works that can be cited. `unknown`: the number of entries that an index of works does not
    know from which a person should look at the list."""

    first_year: int
    latest_year: int
    unknown: int


Oddity = tuple[Reference, str]
"""An entry, and what is odd in it."""


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach for each kind of oddity. What an index says is added by whoever has one."""
    if not paper.references:
        yield NotApplicable("no-reference-list")
        return
    finders: dict[str, Callable[[Reference, Params], str]] = {
        "year": _year,
        "arxiv": _arxiv,
        "doi": _doi,
        "two-works": _two_works,
    }
    for case, find in finders.items():
        found = [(reference, odd) for reference in paper.references if (odd := find(reference, params))]
        yield from breach(case, found)
    yield from breach("twins", list(_twins(paper.references)))
    if any(reference.links for reference in paper.references):
        from mlcia_check.checks.references.linked_works import links_elsewhere

        yield from breach("other-link", list(links_elsewhere(paper.references)))


def breach(case: str, found: Sequence[Oddity]) -> Iterator[Breach]:
    """Yield a breach that names the entries, nothing if there are none."""
    if found:
        first = found[0][0]
        yield Breach(
            measured=len(found),
            expected=None,
            unit="entries",
            place=Place(first.page, first.box, first.text[:120]),
            pages=tuple(sorted({reference.page for reference, _ in found})),
            case=case,
            detail={"entries": listed(found)},
        )


def listed(found: Sequence[Oddity]) -> str:
    """Return `[12] 2031; [14] 2033`: entries with what is odd in them."""
    named = [f"{name(reference)} {odd}".strip() for reference, odd in found[:NAMED_ENTRIES]]
    return "; ".join(named) + ("; ..." if len(found) > NAMED_ENTRIES else "")


def name(reference: Reference) -> str:
    """Return an entry's label, or its first words."""
    return f"[{reference.label}]" if reference.label else f"“{reference.text[:_QUOTED_CHARACTERS].strip()}”"


def _year(reference: Reference, params: Params) -> str:
    """Return the year if all years that the entry states are impossible."""
    numbers = _FOUR_DIGITS.findall(reference.text)
    if all(params.first_year <= int(number) <= params.latest_year for number in numbers):
        return ""
    stated = years(reference.text)
    possible = any(params.first_year <= year <= params.latest_year for year in stated)
    return "" if possible or not stated else str(stated[0])


def _arxiv(reference: Reference, params: Params) -> str:
    wrong = (one.text for one in arxiv_ids(reference.text) if not is_possible(one, params.latest_year))
    return next((f"arXiv:{text}" for text in wrong), "")


def _doi(reference: Reference, _: Params) -> str:
    return next((doi for doi in dois(reference.text) if not is_doi(doi)), "")


def _two_works(reference: Reference, _: Params) -> str:
    """Return two arXiv ids that the text of one entry names."""
    if reference.text.lower().count("arxiv") < 2:
        return ""
    text = mended(reference.text)
    named = {one.text for one in arxiv_ids(reference.text)} | {
        doi.removeprefix(_ARXIV_DOI).partition("v")[0] for doi in dois(text) if doi.startswith(_ARXIV_DOI)
    }
    return " ≠ ".join(sorted(named)) if len(named) > 1 else ""


def _twins(references: Sequence[Reference]) -> Iterator[Oddity]:
    """Yield each entry that says the same as an earlier one of its list, or has its DOI or arXiv id."""
    first: defaultdict[int, dict[str, Reference]] = defaultdict(dict)
    for reference in references:
        met = first[reference.list]
        keys = list(_keys(reference))
        twin = next((met[key] for key in keys if key in met), None)
        if twin is not None:
            yield reference, f"= {name(twin)}"
        for key in keys:
            met.setdefault(key, reference)


def _letters(text: str) -> str:
    """Return the letters and digits of a text in one case."""
    if text.isascii():
        return text.encode().translate(None, _OTHER_ASCII).decode().lower()
    return "".join(filter(str.isalnum, text)).casefold()


def _keys(reference: Reference) -> Iterator[str]:
    """Yield what two entries of one work have in common."""
    text = reference.text.removeprefix(f"[{reference.label}]")
    letters = _letters(text)
    if len(letters) >= TWIN_LETTERS_MIN:
        yield letters
    yield from (f"doi:{doi}" for doi in dois(text) if is_doi(doi) and "/" in doi and doi[-1].isalnum())
    yield from (f"arxiv:{one.text}" for one in arxiv_ids(text))
