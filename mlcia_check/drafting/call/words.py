"""Loads the words by which a call is read: regular expressions in English and Chinese, from `words.yaml`."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final, Literal, NamedTuple

from msgspec import Struct

from mlcia_check.model.rule_pack import Words
from mlcia_check.rulebook.mistakes import Mistakes
from mlcia_check.rulebook.typed_values import read_struct
from mlcia_check.rulebook.yaml_tree import parse

_FILE: Final = "words.yaml"

_WORD_EDGE: Final = r"(?:(?<![A-Za-z0-9_])(?=[A-Za-z0-9_])|(?<=[A-Za-z0-9_])(?![A-Za-z0-9_]))"
"""What \\b is among Latin letters alone."""

PaperKind = Literal["full", "short", "poster", "demo", "abstract", "position"]
CountedPart = Literal["bibliography", "appendix"]
LengthOf = Literal["abstract", "keywords", "paper"]
EventKind = Literal["other", "camera-ready", "notification", "abstract", "submission", "event"]


class PageWords(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """How page limits are worded: bounds, plain numbers in sentences about papers, and what is no limit."""

    range: tuple[str, ...]
    most: tuple[str, ...]
    least: tuple[str, ...]
    plain: tuple[str, ...]
    about_papers: tuple[str, ...]
    not_limits: tuple[str, ...]


class FormatWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The words for a format; `pack` is the shipped pack for it, "" if there is none."""

    pack: str
    name: Words
    words: str


class LengthWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The words for a length in words: what it is of, its most, and its least and most."""

    about: str
    most: tuple[str, ...]
    range: tuple[str, ...]


class BlindWords(Struct, frozen=True, forbid_unknown_fields=True):
    double: str
    single: str


class LanguageWords(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    both: str
    zh: str
    en: str
    chinese_key: str


class FrontWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The keys of front matter that name the venue."""

    title: tuple[str, ...]
    short: tuple[str, ...]


class CallWords(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """All words of `words.yaml`, which says what each is for."""

    pages: PageWords
    kinds: dict[PaperKind, str]
    total: str
    final: str
    leaves_out: tuple[str, ...]
    not_counted: str
    same_section: str
    counts_in: tuple[str, ...]
    parts: dict[CountedPart, str]
    part_alone: str
    clause_ends: str
    sections: dict[str, str]
    demands: str
    leaves_to_authors: str
    leaves_to_authors_behind: str
    section_words: str
    contains: str
    forbids_before: str
    forbids_behind: str
    formats: tuple[FormatWords, ...]
    columns: dict[str, str]
    paper: dict[Literal["letter", "a4"], str]
    type_size: str
    about_type: str
    not_body_type: str
    margins: str
    length_units: dict[Literal["cm", "mm", "in"], str]
    margin_sides: dict[Literal["left-right", "top-bottom"], str]
    blind: BlindWords
    languages: LanguageWords
    lengths: dict[LengthOf, LengthWords]
    events: dict[EventKind, str]
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    numbers: dict[str, int]
    no_title: str
    venue_words: str
    front: FrontWords


@cache
def call_words() -> CallWords:
    """Return the words. Raises BrokenPack if the file has mistakes, which a test rules out."""
    mistakes = Mistakes()
    tree = parse(files(__package__).joinpath(_FILE).read_text(encoding="utf-8"), _FILE, mistakes)
    words = read_struct(tree, CallWords, mistakes) if tree is not None else None
    mistakes.raise_if_any()
    assert isinstance(words, CallWords)
    return words


@cache
def pattern(words: str) -> re.Pattern[str]:
    """Return a pattern of the words, in any case; {n} and {m} in it match numbers.

    A Latin word ends beside a Chinese character, for which Python's own \\b is of no use: "采用LNCS模板".
    """
    number = _number_pattern()
    words = words.replace(r"\b", _WORD_EDGE)
    for name in ("n", "m"):
        words = words.replace(f"{{{name}}}", f"(?P<{name}>{number})")
    return re.compile(words, re.IGNORECASE)


@cache
def _number_pattern() -> str:
    """Return the pattern of a number: "20", "eight", "eight (8)", "EIGHT(8)", "十二"."""
    written = sorted(call_words().numbers, key=len, reverse=True)
    english = "|".join(word for word in written if word.isascii())
    chinese = "|".join(word for word in written if not word.isascii())
    digits = r"\d{1,3}(?:,\d{3}|\d{1,2})?(?!\d|[.]\d)"
    return rf"(?:(?:{english})\s*\(\s*)?{digits}\)?|\b(?:{english})\b|(?:{chinese})"


def number(text: str) -> int:
    """Return the number that a match of {n} is."""
    digits = re.search(r"\d[\d,]*", text)
    if digits:
        return int(digits[0].replace(",", ""))
    return call_words().numbers[text.strip().lower()]


class Read(NamedTuple):
    """Where a value was read: the line of the call and its words."""

    line: int
    quote: str
