"""A drafted rule pack: what it states, why, and what it leaves open; writes it as YAML with comments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Literal

import msgspec.json
from msgspec import Struct, structs

from mlcia_check.drafting.phrases import Remark, sentence
from mlcia_check.model.rule_pack import Words
from mlcia_check.report.styled_lines import wrapped
from mlcia_check.report.words.phrases import Lang
from mlcia_check.support.printable import plain

BASE_PACK: Final = "base"
"""The shipped pack that a draft extends if it follows the format of no other one."""

_NO_BRACES: Final = str.maketrans("{}", "()")

COMMENT_MAX_CELLS: Final = 110
"""The width of a comment in the draft; a Chinese character takes two cells."""

Part = Literal["", "format", "sections", "rules"]
"""A part of a pack; "" for its head."""

_PARTS: Final[tuple[Part, ...]] = ("format", "sections", "rules")
"""The parts below the head."""


class Entry(Struct, frozen=True):
    """One line of the draft, `yaml`, under the key `part`, and the remarks that stand above it."""

    part: Part
    yaml: str
    remarks: tuple[Remark, ...] = ()


class Draft(Struct, frozen=True):
    """A drafted pack.

    `origin` says what it was drafted from. `contradictions` and `open` are for the person who finishes the
    draft: what cannot all be right, and what could not be told. `notes` are what was read and has no place in
    a pack.
    """

    origin: Remark
    extends: str
    title: Words
    source: Words
    entries: tuple[Entry, ...]
    contradictions: tuple[Remark, ...] = ()
    open: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()
    extends_remarks: tuple[Remark, ...] = ()


def pack_text(draft: Draft, lang: Lang) -> str:
    """Return the draft as the YAML of a pack file, with its comments in `lang`."""
    lines = [*_comment(sentence(draft.origin, lang)), *_comment(sentence(Remark("read-before-use"), lang))]
    for heading, remarks in (
        ("heading.contradictions", draft.contradictions),
        ("heading.open", draft.open),
        ("heading.notes", draft.notes),
    ):
        if remarks:
            lines += ["#", *_comment(sentence(Remark(heading), lang)), *_listed(remarks, lang)]
    lines += ["", *_comments(draft.extends_remarks, lang), f"extends: {draft.extends}"]
    lines += [f"title: {_both(draft.title)}", 'version: "1"', f"source: {_both(draft.source)}"]
    for entry in draft.entries:
        if not entry.part:
            lines += ["", *_entry(entry, lang)]
    for part in _PARTS:
        own = [entry for entry in draft.entries if entry.part == part]
        if own:
            lines += ["", f"{part}:"]
            lines += [f"  {line}" for entry in own for line in _entry(entry, lang)]
    return "\n".join(lines) + "\n"


def told(draft: Draft, lang: Lang) -> list[str]:
    """Return what the person at the terminal must know: contradictions first, then what was left open."""
    return [sentence(remark, lang) for remark in (*draft.contradictions, *draft.open)]


def quoted(text: str) -> str:
    """Return any text as a YAML string in double quotes."""
    return msgspec.json.encode(plain(text)).decode()


def flow_map(pairs: Iterable[tuple[str, str]]) -> str:
    """Return keys and values as a YAML map on one line: `{size: 9pt, leading: 11pt}`."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"


def flow_list(items: Iterable[str]) -> str:
    """Return values as a YAML list on one line: `[title, abstract]`."""
    return "[" + ", ".join(items) + "]"


def _both(words: Words) -> str:
    """Return a text in both languages. Sentences can quote it: braces in it would name a value there."""
    return flow_map(
        (lang, quoted(text.translate(_NO_BRACES))) for lang, text in structs.asdict(words).items()
    )


def _entry(entry: Entry, lang: Lang) -> Iterator[str]:
    yield from _comments(entry.remarks, lang)
    yield entry.yaml


def _comments(remarks: Iterable[Remark], lang: Lang) -> Iterator[str]:
    for remark in remarks:
        yield from _comment(sentence(remark, lang))


def _listed(remarks: Iterable[Remark], lang: Lang) -> Iterator[str]:
    for remark in remarks:
        first, *rest = wrapped(plain(sentence(remark, lang)), COMMENT_MAX_CELLS - 4)
        yield f"# - {first}"
        yield from (f"#   {line}" for line in rest)


def _comment(text: str) -> Iterator[str]:
    """Yield the lines of a comment. What it quotes is a stranger's: it must not end the comment."""
    yield from (f"# {line}" for line in wrapped(plain(text), COMMENT_MAX_CELLS - 2))
