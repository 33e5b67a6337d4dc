"""Do the acknowledgements, or a note on the first page, name people or grants?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from mlcia_check.model.answers import Answer, Breach, Place
from mlcia_check.model.measured_paper import Line, Paper
from mlcia_check.model.patterns import Pattern
from mlcia_check.model.rule_pack import Cases

if TYPE_CHECKING:
    from mlcia_check.checks.anonymity.prose import Prose

BREACHES: Cases = {"": ("quote",), "note": ("quote",)}
DOUBTS: Cases = {}

_TEXT: Final = ("body", "footnote", "front-note")
_QUOTE_MAX_CHARACTERS: Final = 120
_NOTE: Final = r"[∗*†‡§¶]|\d{1,3}\s?[A-Z]"
"""Beginning of a note."""

_NEAR_LINES: Final = 3
"""Lines before and after one that speaks of money: the rest of its sentence."""

_SECTION_MAX_LINES: Final = 60
"""Lines to read of one section."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions that find acknowledgements, and names and grants in them.

    `headings`: headings that open such a section, beside those in the vocabulary of the pack. `run_in`: the
    same within a line of text. `grants`: grants. `support`: support by somebody. `thanks`: thanks to somebody
    by name. `hidden`: words of a sentence that hides the names; such a sentence does not count. `nobody`:
    committees and similar bodies, which do not count as names. `projects`: projects that supported the work.
    Notes on the first page count only for `grants` and `projects`, and not in a sentence that speaks of
    others' work (`theirs`) and not of this one (`ours`). Elsewhere in the paper, a sentence counts that says
    both, and a note that begins with thanks (`note_thanks`); `payment` finds a word that every such sentence
    has.
    """

    headings: tuple[Pattern, ...]
    run_in: tuple[Pattern, ...]
    grants: tuple[Pattern, ...]
    support: tuple[Pattern, ...]
    payment: Pattern
    projects: tuple[Pattern, ...]
    theirs: tuple[Pattern, ...]
    ours: tuple[Pattern, ...]
    thanks: tuple[Pattern, ...]
    note_thanks: tuple[Pattern, ...]
    hidden: tuple[Pattern, ...]
    nobody: tuple[Pattern, ...]


class _Evidence(Struct, frozen=True):
    line: Line
    quote: str


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach for the section and one for notes and other sentences."""
    from mlcia_check.checks.anonymity.prose import Prose
    from mlcia_check.checks.anonymity.title_block import first_page_notes

    sections = [Prose(lines) for lines in _sections(paper, params)]
    section = _first(sections, (*params.grants, *params.support, *params.thanks), params)
    notes = Prose(first_page_notes(paper), _NOTE)
    later = Prose((line for line in paper.lines if line.role == "footnote" and line.page > 1), _NOTE)
    note = _first([notes], (*params.grants, *params.projects), params, of_this_work=True)
    note = note or _first([notes, later], params.note_thanks, params)
    if note is None and section is None:
        note = _elsewhere(paper, params)
    for case, evidence in (("", section), ("note", note)):
        if evidence is not None:
            line, quote = evidence.line, evidence.quote
            yield Breach(
                measured=quote,
                expected=None,
                place=Place(line.page, line.box, quote),
                pages=(line.page,),
                case=case,
                detail={"quote": quote},
            )


def _sections(paper: Paper, params: Params) -> Iterator[list[Line]]:
    """Yield the lines under each acknowledgements heading, down to the next heading."""
    opening = {
        (section.page, section.box)
        for section in paper.sections
        if section.kind == "acknowledgements"
        or any(re.fullmatch(pattern, section.text.strip()) for pattern in params.headings)
    }
    inside: list[Line] | None = None
    for line in paper.lines:
        if line.role in ("heading", "reference"):
            if inside:
                yield inside
            inside = [] if (line.page, line.box) in opening else None
        elif line.role in _TEXT:
            if (
                inside is None
                and line.role == "body"
                and any(re.match(pattern, line.text.strip()) for pattern in params.run_in)
            ):
                inside = []
            if inside is not None and len(inside) < _SECTION_MAX_LINES:
                inside.append(line)
    if inside:
        yield inside


def _elsewhere(paper: Paper, params: Params) -> _Evidence | None:
    """Return the first sentence of later notes or of the text that says of this work who paid it, with a
    grant: others' grants and benchmarks that are "supported by" something are no such thing.
    """
    from mlcia_check.checks.anonymity.prose import Prose, running

    later = [line for line in paper.lines if line.role == "footnote" and line.page > 1]
    for prose in (
        Prose(_around(later, params.payment), _NOTE),
        Prose(_around(list(running(paper.lines)), params.payment)),
    ):
        for pattern in params.projects:
            for match in re.finditer(pattern, prose.text):
                begin, end = prose.sentence(match.start())
                sentence = prose.text[begin:end]
                if any(re.search(grant, sentence) for grant in params.grants) and not any(
                    re.search(hidden, sentence) for hidden in params.hidden
                ):
                    return _Evidence(
                        prose.line(match.start()), _quoted(sentence.strip(), match.start() - begin)
                    )
    return None


def _around(lines: Sequence[Line | None], pattern: str) -> Iterator[Line | None]:
    """Yield the lines that match and those near them, with None in each gap: few papers speak of money."""
    wanted = re.compile(pattern)
    last = -1
    for place, line in enumerate(lines):
        if line is not None and wanted.search(line.text):
            first = max(last + 1, place - _NEAR_LINES)
            if first > last + 1:
                yield None
            last = min(place + _NEAR_LINES, len(lines) - 1)
            yield from lines[first : last + 1]


def _quoted(sentence: str, at: int) -> str:
    start = max(0, at - _QUOTE_MAX_CHARACTERS // 2)
    return sentence[start : start + _QUOTE_MAX_CHARACTERS].strip(" .。")


def _first(
    texts: Sequence[Prose], wanted: Sequence[str], params: Params, *, of_this_work: bool = False
) -> _Evidence | None:
    """Return the first match in a sentence that hides no names; `of_this_work`: nor is about others' work."""
    from mlcia_check.checks.anonymity.prose import is_of_others

    for prose in texts:
        text = prose.text
        for pattern in params.nobody:
            text = re.sub(pattern, lambda match: "·" * len(match[0]), text)
        for pattern in wanted:
            for match in re.finditer(pattern, text):
                begin, end = prose.sentence(match.start())
                sentence = prose.text[begin:end].strip()
                if any(re.search(hidden, sentence) for hidden in params.hidden):
                    continue
                if not (of_this_work and is_of_others(sentence, params.theirs, params.ours)):
                    return _Evidence(prose.line(match.start()), _quoted(sentence, match.start() - begin))
    return None
