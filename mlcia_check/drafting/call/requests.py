"""Reads what else a call asks for: its format, paper, type, anonymity, languages, sections and lengths."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from mlcia_check.drafting.call.text import Call, Sentence
from mlcia_check.drafting.call.words import LengthOf, Read, call_words, number, pattern
from mlcia_check.model.rule_pack import Words
from mlcia_check.rulebook.yaml_tree import Scalar


class NamedFormat(Struct, frozen=True):
    """A format that the call names; its `pack` is "" if no shipped pack has it."""

    pack: str
    name: Words
    read: Read


class Told(Struct, frozen=True):
    """A word or a number that the call states, such as "double" of its review."""

    value: str
    read: Read


class LengthTold(Struct, frozen=True):
    """Bounds in words, or in keywords."""

    of: LengthOf
    least: int | None
    most: int | None
    read: Read


class MarginsTold(Struct, frozen=True):
    """A length of margins, as a pack writes it, and the sides that have it."""

    value: str
    sides: tuple[str, ...]
    read: Read


class SectionTold(Struct, frozen=True):
    """A section that the call demands or forbids."""

    id: str
    required: bool
    read: Read


class Requests(Struct, frozen=True):
    """All that a call asks for besides page limits and dates, in order of place.

    `optional_sections` are the ids of those that the call leaves to authors or asks of some papers only.
    `columns` are "1" or "2", `paper` "letter" or "a4", `type_sizes` in points, `blind` "double" or "single",
    `languages` "en", "zh" or "both".
    """

    formats: tuple[NamedFormat, ...]
    columns: tuple[Told, ...]
    paper: tuple[Told, ...]
    type_sizes: tuple[Told, ...]
    margins: tuple[MarginsTold, ...]
    blind: tuple[Told, ...]
    languages: tuple[Told, ...]
    chinese_key: Told | None
    sections: tuple[SectionTold, ...]
    optional_sections: tuple[Told, ...]
    lengths: tuple[LengthTold, ...]


def requests(call: Call) -> Requests:
    """Return what the call asks for."""
    words, sentences = call_words(), call.sentences
    sections = [told for one in sentences for told in _sections(one)]
    languages = {"both": words.languages.both, "zh": words.languages.zh, "en": words.languages.en}
    return Requests(
        formats=tuple(named for one in sentences for named in _formats(one)),
        columns=tuple(_told(sentences, words.columns)),
        paper=tuple(_told(sentences, words.paper)),
        margins=tuple(margins for one in sentences for margins in _margins(one)),
        type_sizes=tuple(size for one in sentences for size in _type_sizes(one)),
        blind=tuple(_told(sentences, {"single": words.blind.single, "double": words.blind.double})),
        languages=tuple(told for one in sentences for told in _in_sentence(one, languages)[:1]),
        chinese_key=_chinese_key(call),
        sections=tuple(told for told in sections if isinstance(told, SectionTold)),
        optional_sections=tuple(told for told in sections if isinstance(told, Told)),
        lengths=tuple(length for one in sentences for length in _lengths(one)),
    )


def _told(sentences: Sequence[Sentence], named: Mapping[Any, str]) -> Iterator[Told]:
    for one in sentences:
        yield from _in_sentence(one, named)


def _in_sentence(one: Sentence, named: Mapping[Any, str]) -> list[Told]:
    """Return the values whose words stand in a sentence, in the order of `named`."""
    found = []
    for value, text in named.items():
        match = pattern(text).search(one.text)
        if match:
            found.append(Told(value, _read(one, match)))
    return found


def _read(one: Sentence, match: re.Match[str]) -> Read:
    return Read(one.line_at(match.start()), one.quote(match.start(), match.end()))


def _formats(one: Sentence) -> Iterator[NamedFormat]:
    """Yield the formats of a sentence. Words of a special format are not those of a general one as well."""
    taken: list[tuple[int, int]] = []
    for known in call_words().formats:
        match = pattern(known.words).search(one.text)
        if match and all(match.end() <= start or end <= match.start() for start, end in taken):
            taken.append(match.span())
            yield NamedFormat(known.pack, known.name, _read(one, match))


def _type_sizes(one: Sentence) -> Iterator[Told]:
    words = call_words()
    if not pattern(words.about_type).search(one.text) or pattern(words.not_body_type).search(one.text):
        return
    for match in pattern(words.type_size).finditer(one.text):
        yield Told(match["size"], _read(one, match))


def _margins(one: Sentence) -> Iterator[MarginsTold]:
    """Yield margins of all sides, or of two: "2.5 cm on both sides", "1 inch margins", 页边距均为2.5厘米."""
    words = call_words()
    units = "|".join(words.length_units.values())
    match = pattern(words.margins.replace("{unit}", units)).search(one.text)
    if match is None:
        return
    written = match["unit"] or match["unit2"]
    unit = next(unit for unit, text in words.length_units.items() if pattern(text).fullmatch(written))
    named = [side for side, text in words.margin_sides.items() if pattern(text).search(one.text)]
    sides = named[0].split("-") if len(named) == 1 else ["left", "right", "top", "bottom"]
    yield MarginsTold(f"{match['size'] or match['size2']}{unit}", tuple(sides), _read(one, match))


def _chinese_key(call: Call) -> Told | None:
    """Return what the front matter says of Chinese submissions: "true" or "false"."""
    key = call_words().languages.chinese_key
    entry = call.front.entries.get(key) if call.front is not None else None
    if entry is None or not isinstance(entry.value, Scalar):
        return None
    value = "true" if entry.value.text.strip().lower() in ("true", "yes", "on", "1") else "false"
    return Told(value, Read(entry.mark.line, f"{key}: {entry.value.text}"))


def _sections(one: Sentence) -> Iterator[SectionTold | Told]:
    """Yield the sections that a sentence demands or forbids, and as Told those that it leaves to authors.

    "must include a section on ethics and may include one on open science": the nearest word before a
    section's name decides.
    """
    words = call_words()
    asks = pattern(words.section_words).search(one.text) and pattern(words.contains).search(one.text)
    for name, text in words.sections.items():
        match = pattern(text).search(one.text)
        if match is None:
            continue
        before, behind = one.text[: match.start()], one.text[match.end() :]
        if pattern(words.forbids_before).search(before) or pattern(words.forbids_behind).match(behind):
            yield SectionTold(name, False, _read(one, match))
        elif asks and _is_left_to_authors(before, behind):
            yield Told(name, _read(one, match))
        elif asks and pattern(words.demands).search(one.text):
            yield SectionTold(name, True, _read(one, match))


def _is_left_to_authors(before: str, behind: str) -> bool:
    """Return True if the words around a section's name leave it to the authors, or ask it of some papers."""
    words = call_words()
    if pattern(words.leaves_to_authors_behind).match(behind):
        return True
    left = [found.span() for found in pattern(words.leaves_to_authors).finditer(before)]
    # "not required to" leaves to authors; the "required to" in it is no demand
    asked = [
        found.end()
        for found in pattern(words.demands).finditer(before)
        if not any(start <= found.start() < end for start, end in left)
    ]
    return max((end for _, end in left), default=0) > max(asked, default=0)


def _lengths(one: Sentence) -> Iterator[LengthTold]:
    """Yield bounds of the abstract and of the keywords, or, in a sentence about neither, of the paper."""
    found = [length for of in ("abstract", "keywords") for length in _length(one, of)]
    yield from found or _length(one, "paper")


def _length(one: Sentence, of: LengthOf) -> Iterator[LengthTold]:
    words = call_words().lengths[of]
    about = pattern(words.about).search(one.text)
    if about is None:
        return
    for text in words.range:
        match = pattern(text).search(one.text, about.start())
        if match:
            least, most = sorted((number(match["n"]), number(match["m"])))
            yield LengthTold(of, least, most, _read(one, match))
            return
    for text in words.most:
        match = pattern(text).search(one.text)
        if match:
            yield LengthTold(of, None, number(match["n"]), _read(one, match))
            return
