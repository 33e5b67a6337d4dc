"""Reads page limits: how many pages, of which kind of paper, and what does not count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct, structs

from mlcia_check.drafting.call.text import Sentence
from mlcia_check.drafting.call.words import (
    CallWords,
    CountedPart,
    PaperKind,
    Read,
    call_words,
    number,
    pattern,
)

_PAGES_MAX: Final = 200
"""More pages are those of a book, not of a paper."""

_AROUND_CHARACTERS: Final = 40
"""On each side of a number, for words that say that it is no limit."""


class PageLimit(Struct, frozen=True):
    """A limit in pages. `free` are the parts and sections that do not count.

    `of` is the part that it is about, None for the paper. `total`: everything counts, beside a limit that
    leaves something out. `final`: it is for accepted papers. `plain`: the call states a number of pages and
    no bound.
    """

    kind: PaperKind
    most: int | None
    least: int | None
    free: tuple[str, ...]
    total: bool
    final: bool
    plain: bool
    of: CountedPart | None
    read: Read


def page_limits(sentences: Sequence[Sentence], section_ids: Sequence[str]) -> list[PageLimit]:
    """Return all limits in order of place; `section_ids` are the sections that a pack can leave out."""
    words = call_words()
    names: dict[str, str] = dict(words.parts.items())
    names |= {name: words.sections[name] for name in section_ids}
    found: list[PageLimit] = []
    elsewhere: set[str] = set()
    for before, one in pairwise((None, *sentences)):
        assert one is not None
        limits = list(_in_sentence(one, words, names))
        found += limits
        if all(limit.of for limit in limits):
            elsewhere |= _named_in(one.text, (words.not_counted,), (), names)
            if pattern(words.not_counted).search(one.text):
                elsewhere |= _same_section(before, one, words, section_ids)
    bounded = {(limit.kind, limit.of) for limit in found if not limit.plain}
    kept = [limit for limit in found if not (limit.plain and (limit.kind, limit.of) in bounded)]
    return [limit if limit.total or limit.of else _leaving_out(limit, elsewhere, names) for limit in kept]


def _same_section(
    before: Sentence | None, one: Sentence, words: CallWords, section_ids: Sequence[str]
) -> set[str]:
    """Return the sections that a sentence means but does not name: "This section does not count.".

    They stand in it, before the words that mean them ("a section on ethics; it does not count"), or in the
    sentence before.
    """
    meant = pattern(words.same_section).search(one.text)
    if meant is None:
        return set()
    for text in (one.text[: meant.start()], before.text if before is not None else ""):
        named = {name for name in section_ids if pattern(words.sections[name]).search(text)}
        if named:
            return named
    return set()


def _leaving_out(limit: PageLimit, parts: set[str], names: Mapping[str, str]) -> PageLimit:
    """Return a limit that leaves out further parts, which a sentence elsewhere names."""
    return structs.replace(limit, free=tuple(name for name in names if name in limit.free or name in parts))


def _in_sentence(one: Sentence, words: CallWords, names: Mapping[str, str]) -> Iterator[PageLimit]:
    taken: list[tuple[int, int]] = []
    matches: list[tuple[re.Match[str], str]] = []
    about = any(pattern(text).search(f"{one.heading} {one.text}") for text in words.pages.about_papers)
    kinds = (
        ("range", words.pages.range),
        ("most", words.pages.most),
        ("least", words.pages.least),
        ("plain", words.pages.plain if about else ()),
    )
    for form, texts in kinds:
        for text in texts:
            for match in pattern(text).finditer(one.text):
                if all(match.end() <= start or end <= match.start() for start, end in taken):
                    taken.append(match.span())
                    matches.append((match, form))
    free = _free(one, words, names) if matches else ()
    for match, form in sorted(matches, key=lambda pair: pair[0].start()):
        low, high = _bounds(match, form)
        if _is_no_limit(one, match, words) or not any(
            0 < (bound or 0) <= _PAGES_MAX for bound in (low, high)
        ):
            continue
        of = _part(one.text[: match.start()], one.text[match.end() :], words)
        total = of is None and bool(pattern(words.total).match(one.text, match.end()))
        yield PageLimit(
            kind=_kind(one, match, words),
            most=high,
            least=low,
            free=() if total or of else free,
            total=total,
            final=bool(pattern(words.final).search(one.text[: match.end()])),
            plain=form == "plain",
            of=of,
            read=Read(one.line_at(match.start()), one.quote(match.start(), match.end())),
        )


def _bounds(match: re.Match[str], form: str) -> tuple[int | None, int | None]:
    first = number(match["n"])
    if form == "range":
        second = number(match["m"])
        return min(first, second), max(first, second)
    return (first, None) if form == "least" else (None, first)


def _is_no_limit(one: Sentence, match: re.Match[str], words: CallWords) -> bool:
    """Return True for pages that are bought or added."""
    near = one.text[max(0, match.start() - 12) : match.end() + _AROUND_CHARACTERS]
    return any(pattern(text).search(near) for text in words.pages.not_limits)


def _part(before: str, behind: str, words: CallWords) -> CountedPart | None:
    """Return the part of the paper that pages are of: "Appendices are limited to 5 pages", "2 pages for
    references".
    """
    for part, text in words.parts.items():
        if pattern(rf"\s*(?:of|for|的)\s*(?:the )?(?:{text})").match(behind):
            return part
        subject = pattern(words.part_alone.replace("{part}", text)).search(before)
        if subject is not None and not any(
            pattern(other).search(subject["rest"])
            for other in (*words.pages.about_papers, *words.counts_in, *words.leaves_out)
        ):
            return part
    return None


def _kind(one: Sentence, match: re.Match[str], words: CallWords) -> PaperKind:
    """Return the kind of paper that a limit is for.

    The call names it right behind the number ("8 pages for full papers") or before it ("short papers (up to 4
    pages)"), else in the heading; else it is a full paper.
    """
    behind = re.match(r"\s*(?:for|的?)\s*", one.text[match.end() :])
    rest = match.end() + (behind.end() if behind else 0)
    for kind, text in words.kinds.items():
        if behind and behind[0].strip() and pattern(text).match(one.text, rest):
            return kind
    named = [
        (found.end(), kind)
        for kind, text in words.kinds.items()
        for found in pattern(text).finditer(one.text, 0, match.end())
    ]
    if named:
        return max(named)[1]
    return next((kind for kind, text in words.kinds.items() if pattern(text).search(one.heading)), "full")


def _free(one: Sentence, words: CallWords, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return what the limit leaves out, as its sentence and the one after it say.

    "including figures, and excluding references": a clause that counts parts in ends where one begins that
    leaves parts out, and the reverse.
    """
    left: set[str] = set()
    for clause in pattern(words.clause_ends).split(f"{one.text} {one.after}"):
        out = _named_in(clause, words.leaves_out, words.counts_in, names)
        left |= out - (_named_in(clause, words.counts_in, words.leaves_out, names) - out)
    return tuple(name for name in names if name in left)


def _named_in(clause: str, wanted: Sequence[str], ends: Sequence[str], names: Mapping[str, str]) -> set[str]:
    """Return the parts that a clause names behind the words of `wanted`, up to the words of `ends`."""
    found: set[str] = set()
    for text in wanted:
        for match in pattern(text).finditer(clause):
            stops = [
                end.start() for other in ends for end in pattern(other).finditer(match[0]) if end.start()
            ]
            said = match[0][: min(stops, default=len(match[0]))]
            found |= {name for name, of in names.items() if pattern(of).search(said)}
    return found
