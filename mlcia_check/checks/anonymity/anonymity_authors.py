"""Does the paper name its authors: in its title block, its small print or its running heads?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from mlcia_check.checks import every_place
from mlcia_check.model.answers import Answer, Breach, Doubt, Place
from mlcia_check.model.measured_paper import Line, Paper
from mlcia_check.model.patterns import Pattern
from mlcia_check.model.rule_pack import Cases

if TYPE_CHECKING:
    from mlcia_check.checks.anonymity.people import KnownWords, Names
    from mlcia_check.checks.anonymity.title_block import TitleBlock

BREACHES: Cases = {"": ("quote", "places_en", "places_zh")}
DOUBTS: Cases = {"name-or-subtitle": ("quote",)}

PLACES = {
    "title-block": ("title block", "标题区"),
    "reference-format": ("reference format", "引用格式"),
    "addresses": ("authors' addresses", "作者地址"),
    "running-head": ("running heads", "页眉"),
    "note": ("notes", "脚注"),
}
"""Where authors are named, in the words of the sentences, in English and in Chinese."""

_QUOTE_MAX_CHARACTERS: Final = 100
_NOTE: Final = r"[∗*†‡§¶]|\d{1,3}\s?[A-Z\u4e00-\u9fff]"
"""Beginning of a note."""

_NOTE_MAX_LINES: Final = 12
"""Lines to read of the reference format or of the authors' addresses."""

_RUNNING_HEAD_MIN_SHARE: Final = 0.87
"""Share of the page's height above which running heads stand."""

_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b|[’']\d\d\b")

_NAME: Final = r"[A-ZÀ-ÞŁŚŠŽŻČĆĐ][^\W\d_]+(?:[’'-][^\W\d_]+)*"
_INITIALS: Final = r"(?:[A-ZÀ-ÞŁŚŠŽŻČĆĐ]\.[ -]?){1,3}"
_INITIALED: Final = rf"{_INITIALS} ?{_NAME}(?: {_NAME})?"
_ET_AL: Final = r"(?:et\.? ?al|ET\.? ?AL)\.?"
_NAMED_HEAD: Final = (
    rf"(?:^|[\s•])(?P<many>{_NAME}(?:,? [A-Z]\.)*,?(?:\s(?:and|&) {_NAME},?)? {_ET_AL})(?:$|: )"
    rf"|(?:^|[\s•])(?P<few>{_NAME}(?:, {_NAME}){{0,3}},? (?:and|&) {_NAME})$"
    rf"|^\W*(?:\d+\W+)?(?P<initials>(?:{_INITIALED}(?:,? (?:and |& )?|$|(?=: |\s*[•\d])))+)"
    r"(?:$|(?<=\S): |\W*\d+$)"
)
"""`A. Name et al.` or `Name and Name` at the end of a running head, or all of it `A. Name and B. Name`.

Some journals put a colon and the title behind the names.
"""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions and words that find the names of authors.

    `ends`: beginnings of the text below the title block. `hidden`: passages that only say that names are
    hidden. `subtitles`: lines that belong to a subtitle and not to an author. `emails`, `affiliations` and
    `places` (lines that end in a country): evidence of authors. `reference_format` and `addresses`:
    beginnings of small print that names authors. `employers`: where notes say that the work was done, but
    for sentences about others' work (`theirs`) that are not about this one (`ours`).
    `head_affiliations`: affiliations in running heads. `metadata`: entries of the information dictionary
    that name authors. `particles` and `surnames` (Chinese ones, separated by spaces): parts of names (see
    `people.Names`).
    """

    ends: tuple[Pattern, ...]
    hidden: tuple[Pattern, ...]
    subtitles: tuple[Pattern, ...]
    emails: tuple[Pattern, ...]
    affiliations: tuple[Pattern, ...]
    places: tuple[Pattern, ...]
    reference_format: tuple[Pattern, ...]
    addresses: tuple[Pattern, ...]
    metadata: tuple[str, ...]
    particles: tuple[str, ...]
    surnames: str
    employers: tuple[Pattern, ...]
    theirs: tuple[Pattern, ...]
    ours: tuple[Pattern, ...]
    head_affiliations: tuple[Pattern, ...]


class _NamedAuthors(Struct, frozen=True):
    """Authors that are named: the key of PLACES, the line and the text."""

    where: str
    line: Line
    text: str


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach that names every place where authors are named, or a doubt about a possible name."""
    from mlcia_check.checks.anonymity.people import KnownWords, Names
    from mlcia_check.checks.anonymity.title_block import title_block

    block = title_block(paper, params.ends)
    names = Names(params.particles, params.surnames.split())
    own = set(block.authors)
    known = KnownWords([line for line in paper.lines if line not in own])
    certain = [
        *_in_small_print(paper, params, names),
        *_in_heads(paper, block, params, known, names),
        *_in_notes(paper, params),
    ]
    above = _evidence(paper, block, params, names, known)
    doubtful = [found for found in above if isinstance(found, Line)]
    certain = [*(found for found in above if isinstance(found, _NamedAuthors)), *certain]
    certain += _heads_with(paper, block, certain, names)
    if certain:
        first = certain[0]
        wheres = [where for where in PLACES if any(found.where == where for found in certain)]
        yield Breach(
            measured=first.text[:_QUOTE_MAX_CHARACTERS],
            expected=None,
            place=Place(first.line.page, first.line.box, first.text[:_QUOTE_MAX_CHARACTERS]),
            pages=tuple(sorted({found.line.page for found in certain})),
            places=every_place.of_each(found.line for found in certain),
            detail={
                "quote": first.text[:_QUOTE_MAX_CHARACTERS],
                "places_en": ", ".join(PLACES[where][0] for where in wheres),
                "places_zh": "、".join(PLACES[where][1] for where in wheres),
            },
        )
    elif doubtful:
        line = doubtful[0]
        quote = line.text.strip()[:_QUOTE_MAX_CHARACTERS]
        yield Doubt("name-or-subtitle", Place(line.page, line.box, quote), (line.page,), {"quote": quote})


def _evidence(
    paper: Paper, block: TitleBlock, params: Params, names: Names, known: KnownWords
) -> list[_NamedAuthors | Line]:
    """Return the evidence of authors below the title, or the lines that may be a name or a subtitle.

    An e-mail address is enough. An affiliation is enough unless a subtitle speaks of it. A country or a name
    needs another sign beside it; for a name, the metadata of the file can be that sign.
    """
    from mlcia_check.checks.anonymity.people import revealed

    shown = [(line, revealed(line.text, params.hidden)) for line in block.authors]
    hidden = [
        line.baseline_bp for line, text in shown if text != " ".join(line.text.split()) and _words(line.text)
    ]
    hidden_at = max(hidden, default=None)
    lines = [(line, text) for line, text in shown if text]
    emails = _matching(lines, params.emails)
    rest = [(line, text) for line, text in lines if not _has(params.subtitles, text)]
    affiliations = _matching(rest, params.affiliations)
    places = _matching(rest, params.places)
    named = [line for line, text in rest if names.are(text) and line not in (*affiliations, *places)]
    persons = [line for line in named if not known.mostly(line.text)]
    kinds = sum(map(bool, (emails, affiliations, places, persons)))
    sure = kinds > 1 or emails or len(affiliations) > 1 or _is_in_metadata(paper, persons, params)
    if sure or (block.title and affiliations and not known.mostly(affiliations[0].text)):
        first = (named or affiliations or emails or places)[0]
        return [_NamedAuthors("title-block", first, " ".join(first.text.split()))]
    if hidden_at is None:
        return [*persons, *affiliations]
    # A subtitle stands above the place of the hidden names. The labels of a figure stand below it.
    return [line for line in persons if line.baseline_bp <= hidden_at and not block.pictured]


def _is_in_metadata(paper: Paper, persons: Sequence[Line], params: Params) -> bool:
    """Return True if the metadata names all words of one of these lines as authors."""
    told = [text for entry, text in paper.structure.metadata if entry in params.metadata]
    authors = set(re.findall(_NAME, " ".join((*told, *paper.structure.creators))))
    lines = (set(re.findall(_NAME, line.text)) for line in persons)
    return any(words and words <= authors for words in lines)


def _words(text: str) -> bool:
    return any(map(str.isalpha, text))


def _matching(lines: Sequence[tuple[Line, str]], patterns: Sequence[str]) -> list[Line]:
    return [line for line, text in lines if _has(patterns, text)]


def _has(patterns: Sequence[str], text: str) -> bool:
    return any(re.search(pattern, text) for pattern in patterns)


def _in_small_print(paper: Paper, params: Params, names: Names) -> Iterator[_NamedAuthors]:
    from mlcia_check.checks.anonymity.people import revealed
    from mlcia_check.checks.anonymity.prose import Prose

    first_pages = [line for line in paper.lines if line.page <= 2]
    for place, line in enumerate(first_pages):
        for where, patterns in (
            ("reference-format", params.reference_format),
            ("addresses", params.addresses),
        ):
            begin = next((match for pattern in patterns if (match := re.match(pattern, line.text))), None)
            if begin is None:
                continue
            note = [
                other for other in first_pages[place : place + _NOTE_MAX_LINES] if other.column == line.column
            ]
            text = Prose(note).text[begin.end() :].strip()
            people = _cited_as(text) if where == "reference-format" else text[:_QUOTE_MAX_CHARACTERS]
            people = revealed(people, params.hidden)
            if names.are(people) if where == "reference-format" else len(people.split()) > 1:
                shown = note[min(1, len(note) - 1)] if where == "reference-format" else line
                yield _NamedAuthors(where, shown, people)


def _cited_as(text: str) -> str:
    """Return the authors in a reference: the text before the year, or before the gap in its place.

    Example: `A. Rao and B. Kern. 2022. A title. ...` gives `A. Rao and B. Kern`.
    """
    match = re.match(r"(.{0,900}?)\.?\s*(?:\b(?:19|20)\d\d\b\s*\.|\.\s+\.)", text)
    return match[1] if match else ""


def _heads_with(
    paper: Paper, block: TitleBlock, certain: Sequence[_NamedAuthors], names: Names
) -> Iterator[_NamedAuthors]:
    """Yield running heads that hold a name of authors named elsewhere, whatever stands beside the name."""
    title = " ".join(line.text for line in block.title)
    told = {found.line for found in certain}
    people = {
        word for found in certain if names.are(found.text) for word in re.findall(_NAME, found.text)
    } - set(re.findall(_NAME, title))
    for line in paper.lines:
        if line.role == "running-head" and line not in told and people & set(re.findall(_NAME, line.text)):
            yield _NamedAuthors("running-head", line, line.text)


def _in_notes(paper: Paper, params: Params) -> Iterator[_NamedAuthors]:
    """Yield notes that say where the authors did the work: "Work done while at Kern Labs."."""
    from mlcia_check.checks.anonymity.people import revealed
    from mlcia_check.checks.anonymity.prose import Prose, is_of_others
    from mlcia_check.checks.anonymity.title_block import first_page_notes

    later = (line for line in paper.lines if line.role == "footnote" and line.page > 1)
    for prose in (Prose(first_page_notes(paper), _NOTE), Prose(later, _NOTE)):
        for pattern in params.employers:
            for match in re.finditer(pattern, prose.text):
                begin, end = prose.sentence(match.start())
                if revealed(match[0], params.hidden) == match[0] and not is_of_others(
                    prose.text[begin:end], params.theirs, params.ours
                ):
                    yield _NamedAuthors("note", prose.line(match.start()), match[0])


def _in_heads(
    paper: Paper, block: TitleBlock, params: Params, known: KnownWords, names: Names
) -> Iterator[_NamedAuthors]:
    from mlcia_check.checks.anonymity.people import revealed

    heights = {page.number: page.height_bp for page in paper.pages}
    title = " ".join(line.text for line in block.title).casefold()
    sections = frozenset(" ".join(section.text.split()).casefold() for section in paper.sections)
    for line in paper.lines:
        if line.role != "running-head" or line.page < 2:
            continue
        if line.box.bottom < _RUNNING_HEAD_MIN_SHARE * heights.get(line.page, 0.0):
            continue
        text = revealed(line.text, params.hidden)
        own = names.opening(text) or _affiliation(text, title, sections, params)
        if own:
            yield _NamedAuthors("running-head", line, own)
            continue
        match = re.search(_NAMED_HEAD, text)
        if match is None or _bare(text) in sections:
            continue
        before = match.string[: match.start()].split()
        lead_in = bool(before) and before[-1].islower()
        some = match["few"] or match["many"] or match["initials"]
        people = re.findall(_NAME, some)
        of_title = any(word.casefold() in title for word in people)
        if lead_in or of_title or (match["few"] and known.any(" ".join(people))):
            continue
        yield _NamedAuthors("running-head", line, some.strip(" ,"))


def _affiliation(text: str, title: str, sections: frozenset[str], params: Params) -> str:
    """Return a running head that holds an affiliation, "" if it does not.

    The paper or a section can be called so, and a conference's date stands beside the place where it meets.
    """
    bare = _bare(text)
    if not bare or bare in title or any(bare in section or section in bare for section in sections - {""}):
        return ""
    if _YEAR.search(text):
        return ""
    found = next((match for pattern in params.head_affiliations if (match := re.search(pattern, text))), None)
    return "" if found is None or found[0].casefold() in title else text


def _bare(text: str) -> str:
    """Return a running head without the page's number, as sections are compared with it."""
    return " ".join(text.strip(" •|\t0123456789.").casefold().split())
