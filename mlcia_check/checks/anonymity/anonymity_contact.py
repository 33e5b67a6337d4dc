"""Does the paper say how to reach its authors, or where their own repositories are?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from mlcia_check.checks import every_place
from mlcia_check.model.answers import Answer, Breach, Doubt, Place
from mlcia_check.model.measured_paper import Line, Paper
from mlcia_check.model.patterns import Pattern
from mlcia_check.model.rule_pack import Cases

if TYPE_CHECKING:
    from mlcia_check.checks.anonymity.prose import Prose

BREACHES: Cases = {"": ("quote",), "repository": ("quote",)}
DOUBTS: Cases = {"address": ("quote",), "repository": ("quote",)}

_ADDRESS: Final = "<address>"
"""Placeholder for the address in the sentences that `own` and similar patterns search."""

_ADDRESS_WORDS: Final = {"https", "http", "www", "See", "see", "git"}
"""The words of a footnote that holds only an address."""

_NAME: Final = "<name>"
"""Placeholder for a thing's name in the patterns of `introduced`."""

_SENTENCE_MAX_CHARACTERS: Final = 600
_FOOTNOTE: Final = r"\d{1,3}\s?(?=[A-Z\u4e00-\u9fff]|https?:|www\.)|[∗*†‡§¶]"
_FOOTNOTE_NUMBER: Final = r"\s*(\d{1,3})(?=\s?(?:[A-Z\u4e00-\u9fff]|https?:|www\.))"
_FOOTNOTE_CALL: Final = r"(?<=[a-z.,;)])\s?(\d{1,3})(?=\s|$|[.,;)])"


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions for addresses and for the sentences that lead to them.

    `ends`: beginnings of the text below the title block. `emails`, `identifiers` (ORCID), `homepages` and
    `repositories`: the addresses. `harmless`: parts of addresses that belong to nobody. In the sentence that
    leads to an address, `<address>` stands for the address. `own`: the sentence says that the address is the
    authors'. `maybe`: the sentence leaves open whose address it is. `named`: the sentence says whose code it
    is about ("the code of OpenSSL", group `name`). If the address has that name, `maybe` counts only if the
    paper calls the thing its own, in its title or by a sentence of `introduced`, where `<name>` stands for
    the name. `others`: words about other people; with such words, neither `own` nor `maybe` counts.
    `announced`: the same as `own` for a sentence whose address stands in its footnote.
    """

    ends: tuple[Pattern, ...]
    emails: tuple[Pattern, ...]
    identifiers: tuple[Pattern, ...]
    homepages: tuple[Pattern, ...]
    repositories: tuple[Pattern, ...]
    harmless: tuple[Pattern, ...]
    own: tuple[Pattern, ...]
    maybe: tuple[Pattern, ...]
    named: Pattern
    introduced: tuple[Pattern, ...]
    others: tuple[Pattern, ...]
    announced: tuple[Pattern, ...]


class _Found(Struct, frozen=True):
    """An address of kind "" (a person's) or "repository", and whether it certainly belongs to the authors."""

    kind: str
    line: Line
    text: str
    certain: bool


class _OthersThings:
    """Tells code of a thing that the paper does not call its own: "the code of OpenSSL"."""

    def __init__(self, paper: Paper, params: Params) -> None:
        self._paper = paper
        self._params = params
        self._text = ""

    def is_one(self, sentence: str, address: str) -> bool:
        """Return whether the sentence names a thing, the address does too, and the paper did not make it."""
        named = re.search(self._params.named, sentence)
        if named is None or _letters(named["name"]) not in _letters(address):
            return False
        from mlcia_check.checks.anonymity.prose import Prose, running

        self._text = self._text or Prose(running(self._paper.lines)).text
        name = re.escape(named["name"])
        return not re.search(rf"\b{name}\b", self._paper.title, re.IGNORECASE) and not any(
            re.search(pattern.replace(_NAME, name), self._text) for pattern in self._params.introduced
        )


def _letters(text: str) -> str:
    """Return the letters and digits of a text in lower case: "google/BERT" -> "googlebert"."""
    return "".join(filter(str.isalnum, text)).lower()


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach for each kind of address, at its first place.

    Yield a doubt if no address is certain.
    """
    found = list(_all(paper, params))
    for kind in ("", "repository"):
        certain = _distinct(item for item in found if item.kind == kind and item.certain)
        doubtful = _distinct(item for item in found if item.kind == kind and not item.certain)
        if certain:
            first = certain[0]
            yield Breach(
                measured=first.text,
                expected=None,
                place=Place(first.line.page, first.line.box, " ".join(first.line.text.split())),
                pages=tuple(sorted({item.line.page for item in certain})),
                places=every_place.of_each(item.line for item in certain),
                case=kind,
                detail={"quote": first.text},
            )
        elif doubtful:
            first = doubtful[0]
            yield Doubt(
                "repository" if kind else "address",
                Place(first.line.page, first.line.box, " ".join(first.line.text.split())),
                tuple(sorted({item.line.page for item in doubtful})),
                {"quote": first.text},
                places=every_place.of_each(item.line for item in doubtful),
            )


def _linked(
    paper: Paper,
    of_authors: Sequence[Prose],
    others: Sequence[Prose],
    params: Params,
    things: _OthersThings,
) -> Iterator[_Found]:
    """Yield the addresses to which words lead that do not show them.

    Beside the authors, any address of a person counts; elsewhere the sentence must ascribe it to the authors.
    """
    from mlcia_check.checks.anonymity.link_words import hidden_links

    persons = (*params.emails, *params.identifiers, *params.homepages)
    for prose in (*of_authors, *others):
        for words in hidden_links(paper.web_links, prose):
            kind = next(
                (
                    kind
                    for kind, patterns in (("", persons), ("repository", params.repositories))
                    if _is_one(words.address, patterns, params)
                ),
                None,
            )
            if kind is None:
                continue
            if not kind and prose in of_authors:
                yield _Found(kind, words.line, words.address, certain=True)
                continue
            sentence = f"{words.sentence[-_SENTENCE_MAX_CHARACTERS:]} {_ADDRESS}"
            certain = _ascribes(sentence, words.address, params, things)
            if certain is not None:
                yield _Found(kind, words.line, words.address, certain)


def _is_one(address: str, patterns: Sequence[str], params: Params) -> bool:
    return any(re.search(pattern, address) for pattern in patterns) and not any(
        re.search(harmless, address) for harmless in params.harmless
    )


def _distinct(found: Iterable[_Found]) -> list[_Found]:
    return list({item.text: item for item in reversed(list(found))}.values())[::-1]


def _all(paper: Paper, params: Params) -> Iterator[_Found]:
    from mlcia_check.checks.anonymity.prose import Prose, running
    from mlcia_check.checks.anonymity.title_block import first_page_notes, title_block

    things = _OthersThings(paper, params)
    block = title_block(paper, params.ends).authors
    named = set(block)
    persons = (*params.emails, *params.identifiers)
    top = Prose(block)
    yield from _addresses(top, "", (*persons, *params.homepages), params, certain=True)
    first = [line for line in first_page_notes(paper) if line not in named]
    early = Prose(first, _FOOTNOTE)
    late = Prose((line for line in paper.lines if line.role == "footnote" and line.page > 1), _FOOTNOTE)
    yield from _addresses(early, "", persons, params, certain=True)
    yield from _addresses(late, "", params.identifiers, params, certain=True)
    yield from _addresses(late, "", params.emails, params, certain=False)
    named.update(line for line in first if line is not None)
    body = Prose(running(line for line in paper.lines if line not in named))
    for prose in (early, late, body):
        yield from _claimed(prose, "", params.homepages, params, things)
        yield from _claimed(prose, "repository", params.repositories, params, things)
    for prose in (late, body):
        yield from _claimed(prose, "", persons, params, things)
    yield from _announced((early, late), body, params)
    if paper.web_links:
        yield from _linked(paper, (top, early), (late, body), params, things)


def _addresses(
    prose: Prose, kind: str, patterns: Sequence[str], params: Params, *, certain: bool
) -> Iterator[_Found]:
    for match in _matches(prose, patterns, params):
        yield _Found(kind, prose.line(match.start()), match[0], certain)


def _matches(prose: Prose, patterns: Sequence[str], params: Params) -> Iterator[re.Match[str]]:
    for pattern in patterns:
        for match in re.finditer(pattern, prose.text):
            if not any(re.search(harmless, match[0]) for harmless in params.harmless):
                yield match


def _claimed(
    prose: Prose, kind: str, patterns: Sequence[str], params: Params, things: _OthersThings
) -> Iterator[_Found]:
    """Yield the addresses that a sentence ascribes to the authors, or may ascribe to them."""
    for match in _matches(prose, patterns, params):
        sentence = _before(prose, match.start()) + _ADDRESS
        certain = _ascribes(sentence, match[0], params, things)
        if certain is not None:
            yield _Found(kind, prose.line(match.start()), match[0], certain)


def _ascribes(sentence: str, address: str, params: Params, things: _OthersThings) -> bool | None:
    """Return whether a sentence certainly ascribes an address to the authors; None if it does not at all."""
    if _says(sentence, params.own, params):
        return True
    if _says(sentence, params.maybe, params) and not things.is_one(sentence, address):
        return False
    return None


def _before(prose: Prose, end: int) -> str:
    """Return the sentence up to `end`, or its last part if the sentence is very long."""
    return prose.text[max(prose.sentence(max(0, end - 1))[0], end - _SENTENCE_MAX_CHARACTERS) : end]


def _says(sentence: str, wanted: Sequence[str], params: Params) -> bool:
    number = re.match(_FOOTNOTE_NUMBER, sentence)
    sentence = sentence[number.end() :] if number else sentence
    for pattern in wanted:
        said = re.search(pattern, sentence)
        if said is not None and not any(re.search(other, said[0]) for other in params.others):
            return True
    return False


def _announced(notes: Sequence[Prose], body: Prose, params: Params) -> Iterator[_Found]:
    """Yield repositories that the text announces as the authors' own, from footnotes with only an address."""
    alone: dict[tuple[int, str], _Found] = {}
    for prose in notes:
        for match in _matches(prose, params.repositories, params):
            begin, end = prose.sentence(match.start())
            number = re.match(_FOOTNOTE_NUMBER, prose.text[begin : match.end()])
            around = prose.text[begin : match.start()] + prose.text[match.end() : min(end, match.end() + 99)]
            if number is not None and set(re.findall(r"[^\W\d_]{2,}", around)) <= _ADDRESS_WORDS:
                line = prose.line(match.start())
                alone[line.page, number[1]] = _Found("repository", line, match[0], certain=True)
    for call in re.finditer(_FOOTNOTE_CALL, body.text) if alone else ():
        found = alone.get((body.line(call.start()).page, call[1]))
        if found is not None and _says(_before(body, call.start()), params.announced, params):
            yield found
