"""Citations in the running text, resolved against the entries, and marks that resolved to nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Final

from mlcia_check.measure.document.author_year import Entries
from mlcia_check.measure.document.citation_brackets import Bracket, citing
from mlcia_check.measure.draft_line import DraftLine, DraftRole
from mlcia_check.model.measured_paper import Citation, Reference, Unresolved
from mlcia_check.model.pdf_facts import Font
from mlcia_check.support.late_pattern import MarksPattern

_DASH: Final = r"[-\u2010-\u2015\u2212~～]"
_COMMA: Final = r"[,;，；、]"
_NUMBER: Final = r"\d{1,3}"
_ITEM: Final = rf"{_NUMBER}(?:\s*{_DASH}\s*{_NUMBER})?"

_NUMERIC: Final = (
    rf"\s*(?P<list>{_ITEM}(?:\s*{_COMMA}\s*{_ITEM})*)"
    rf"(?:\s*{_COMMA}\s*(?:[A-Za-z§第][^\[\]［］【】]{{0,40}}))?\s*[\]］】]"
)
"""`[3, 5-8]`, with a note at times (`[3, Section 2]`); what follows the opening bracket."""

_IN_BRACKETS: Final = MarksPattern(r"\[" + _NUMERIC)
_IN_ANY_BRACKETS: Final = MarksPattern(r"[\[［【]" + _NUMERIC)
"""The first is found ten times as fast: it begins with one character, and not with any of three."""

_COMMAS: Final = MarksPattern(_COMMA)

_YEAR: Final = r"(?:(?:19|20)\d\d|n\.\s?d\.)(?:[a-z](?:,\s?[a-z])*)?"
_LETTERS: Final = r"[A-Za-zÀ-ɏ´`¨ˇ'’-]{1,40}"
_NAME: Final = rf"[A-ZÀ-ÞŚŠŻŽČŁ]{_LETTERS}"

_AUTHOR_YEAR: Final = (
    rf"[\[(（](?P<list>[^\[\]()（）?;；]{{2,200}}?[\s,，]{_YEAR}"
    rf"(?:\s*[;；][^\[\]()（）?;；]{{2,100}}?[\s,，]{_YEAR})*)(?P<note>,\s[^\[\]()（）?;]{{1,60}})?\s?[\])）]"
    rf"|(?<![A-Za-z])(?P<name>{_NAME}(?:\s{{1,3}}(?:and|&)\s{{1,3}}{_NAME}|\s{{1,3}}et\s{{1,3}}al\.|\s?等人?)?)"
    rf",?\s{{0,3}}[\[(（]?(?P<year>{_YEAR})(?![A-Za-z0-9])(?P<close>\s?[\])）])?"
    rf"|(?P<han>[\u4e00-\u9fff]{{2,12}})\s?[\[(（](?P<han_year>{_YEAR})[\])）]"
)
"""`[Ibarra and Moreau 2008; Rao 2017]`, `(Rao, 2017, p. 3)`, `Rao et al. (2017)`, `王某等（2020）`.

No item holds a semicolon, else an open bracket with many items were split in every way there is.
A name and a year in no bracket of their own may stand in one that holds more than citations.
"""

_LOST_CITATION: Final = (
    rf"\[(?:[\d\s,;–-]*)\?{{1,2}}(?:[\s,;?\d–-]*?)(?:{_COMMA}\s*[^\[\]?]{{1,40}})?\s*\]"
    r"|\[[^\[\]?]{2,120};\s*\?\s*\]"
    r"|(?<![A-Za-z0-9_])\(\s*\?{1,2}\s*\)"
)
"""`[?]`, `[? ]`, `[? ? ]`, `[3, ?]`, `[? , m2m]`, `[Rao 2010; ?]`, `(?)`.

Not a call's `f(?)`, nor `(????)`, which stands for a year that is not known.
"""

_LOST_REFERENCE: Final = (
    r"(?:(?<=[\s(\[§~/–—\u0100-\u017f-])|(?<=[图表式节章第法码理录圖錄])|(?<=Fig\.)|(?<=Sec\.)|(?<=Eq\.)|(?<=Tab\.)"
    r"|(?<=App\.)|(?<=\bFigure)|(?<=\bTable)|(?<=\bSection)|(?<=\bAlgorithm)|(?<=\bAppendix)|(?<=\bEquation)|^)"
    r"\?\?(?![?A-Za-z0-9_\"”’]|\s+(?:pages|operator|运算符)\b)"
)
"""`??` that stands alone or after a label; not an exclamation's `really??`, nor the operator `??`.

Fonts without a code for the blank show it as a letter of Latin Extended-A in places.
"""

_CONTEXT_CHARACTERS: Final = 48
"""Characters before and after a bracket, by which an interval or an index differs from a citation."""

_GLUED_MIN: Final = 3
"""Brackets glued to words that do not yet show a habit of the authors."""

_STREAMS: Final[dict[DraftRole, int]] = {"body": 0, "footnote": 1, "caption": 2}
"""Roles of prose; each is read as a stream of its own, so that a figure does not part a sentence."""

_FURTHER: Final[dict[DraftRole, int]] = _STREAMS | {"heading": 3, "float": 4, "display": 4}
"""Where entries can be cited too (a table of systems with their papers)."""


class Stream:
    """Running text over line ends, and the line of each of its characters."""

    def __init__(self, lines: Sequence[DraftLine]) -> None:
        self.lines = lines
        self.text = "\n".join([line.text for line in lines])

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate([len(line.text) + 1 for line in self.lines], initial=0))

    def line(self, offset: int) -> DraftLine:
        return self.lines[bisect_right(self._starts, offset) - 1]


def streams(lines: Iterable[DraftLine], roles: Mapping[DraftRole, int]) -> list[Stream]:
    """Return the lines of the given roles, by stream; the words of included figures are left out."""
    members: dict[int, list[DraftLine]] = {number: [] for number in roles.values()}
    for line in lines:
        number = roles.get(line.role)
        if number is not None and not line.figure:
            members[number].append(line)
    return [Stream(found) for found in members.values() if found]


def unresolved(lines: Sequence[DraftLine], fonts: Sequence[Font]) -> tuple[Unresolved, ...]:
    """Return what a formatter left in the text for a citation or a cross-reference that it could not
    resolve.
    """
    if not any("?" in line.text and line.role in _STREAMS for line in lines):
        return ()
    found: list[Unresolved] = []
    for stream in streams(lines, _STREAMS):
        if "?" not in stream.text:
            continue
        taken: set[int] = set()
        for match in _matches(_LOST_CITATION, r"[\[(]", stream.text):
            taken.update(range(match.start(), match.end()))
            found.append(_unresolved(stream, match, "citation"))
        found.extend(
            _unresolved(stream, match, "reference")
            for match in _matches(_LOST_REFERENCE, r"\?\?", stream.text)
            if match.start() not in taken
        )
    found.extend(_raised_marks(lines, fonts))
    return tuple(sorted(found, key=lambda mark: mark.page))


def citations(lines: Sequence[DraftLine], references: Sequence[Reference]) -> tuple[Citation, ...]:
    """Return every citation, in the order of the text. What they cite is looked for in the list; see
    `Citation`.
    """
    known = {reference.label for reference in references}
    last = max((int(label) for label in known if label.isdigit()), default=0)
    numbers = last > 0
    if references and not any(known):
        named = _authors_and_years(lines, references)
        if any(citation.entries for citation in named):
            return named
    found: list[Citation] = []
    for stream in streams(lines, _FURTHER):
        if "[" in stream.text or "［" in stream.text or "【" in stream.text:
            found.extend(_numeric(stream, known, last))
    if not found and references and not numbers:
        return _authors_and_years(lines, references)
    if not found and numbers:
        found.extend(_superscripts(lines, known))
    return tuple(sorted(found, key=lambda citation: citation.page))


def _matches(pattern: str, opening: str, text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that is slow to search for, and always begins with `opening`."""
    compiled = re.compile(pattern)
    end = 0
    for place in re.finditer(opening, text):
        match = compiled.match(text, place.start()) if place.start() >= end else None
        if match is not None:
            end = match.end()
            yield match


def _unresolved(stream: Stream, match: re.Match[str], kind: str) -> Unresolved:
    line = stream.line(match.start())
    text = " ".join(match[0].split())
    return Unresolved(line.page, line.box, text, line.text.strip(), kind)  # type: ignore[arg-type]


def _raised_marks(lines: Sequence[DraftLine], fonts: Sequence[Font]) -> Iterator[Unresolved]:
    """Yield a raised bold "?" that stands alone: a citation style with superscripts sets it for a lost
    citation.
    """
    for line in lines:
        if line.role not in _STREAMS or "?" not in line.text:
            continue
        for run in line.runs:
            raised = (
                run.size_bp < 0.85 * line.size_bp and run.baseline_bp > line.baseline_bp + 0.2 * line.size_bp
            )
            if raised and run.text.strip() == "?" and fonts[run.font].bold:
                yield Unresolved(line.page, line.box, "?", line.text.strip(), "citation")


def _numeric(stream: Stream, known: set[str], last: int) -> Iterator[Citation]:
    glued: list[Citation] = []
    free: list[Citation] = []
    end = -1
    for bracket in citing(_brackets(stream.text), last):
        line = stream.line(bracket.start)
        labels = tuple(map(str, bracket.numbers))
        missing = tuple(label for label in labels if label not in known) if known else ()
        text = " ".join(stream.text[bracket.start : bracket.end].split())
        citation = Citation(line.page, line.box, text, labels, "number", missing)
        before = bracket.before
        touches = bracket.start != end and bool(before) and before[-1].isascii() and before[-1].isalnum()
        (glued if touches else free).append(citation)
        end = bracket.end
    # `approach[64]` is a citation where the authors set no space before most, else it may be an index
    yield from free
    if len(glued) > max(len(free), _GLUED_MIN):
        yield from glued
    else:
        yield from (citation for citation in glued if not citation.missing)


def _brackets(text: str) -> list[Bracket]:
    """Return brackets that hold numbers and lists of them, as citations do."""
    found = []
    pattern = _IN_ANY_BRACKETS if "［" in text or "【" in text else _IN_BRACKETS
    for match in pattern.finditer(text):
        items = match["list"]
        numbers = _numbers(items)
        if numbers:
            start, end = match.span()
            before = text[max(0, start - _CONTEXT_CHARACTERS) : start]
            after = text[end : end + _CONTEXT_CHARACTERS]
            found.append(Bracket(start, end, items, numbers, before, after))
    return found


def _numbers(items: str) -> tuple[int, ...]:
    """Return the numbers of "3, 5-8", ranges written out; () for a zero or a falling range, which none
    has.
    """
    if items.isdecimal():
        number = int(items)
        return (number,) if number else ()
    numbers: list[int] = []
    for item in _COMMAS.split(items):
        first, *rest = (int(number) for number in re.findall(r"\d+", item))
        upto = rest[0] if rest else first
        if first == 0 or upto < first or upto - first > 60:
            return ()
        numbers.extend(range(first, upto + 1))
    return tuple(numbers) if len(set(numbers)) == len(numbers) else ()


def _authors_and_years(lines: Sequence[DraftLine], references: Sequence[Reference]) -> tuple[Citation, ...]:
    entries = Entries(references)
    found = [citation for stream in streams(lines, _FURTHER) for citation in _author_year(stream, entries)]
    return tuple(sorted(found, key=lambda citation: citation.page))


def _author_year(stream: Stream, entries: Entries) -> Iterator[Citation]:
    for match in re.finditer(_AUTHOR_YEAR, stream.text):
        line = stream.line(match.start())
        if match["han"]:
            labels: tuple[str, ...] = (f"{match['han']} {match['han_year']}",)
            named = [entries.ending(match["han"], match["han_year"])]
        else:
            whole = match["list"] or f"{match['name']} {match['year']}"
            labels = tuple(" ".join(part.split()) for part in re.split("[;；]", whole))
            named = [entries.named(label) for label in labels]
        certain = (match["list"] and not match["note"]) or (match["name"] and match["close"])
        # "(as we did in 2019, and before)", "May 2010" and "本会议（2020）" cite only if an entry is so named
        if not certain and not any(named):
            continue
        yield Citation(
            line.page,
            line.box,
            " ".join(match[0].split()),
            labels,
            "author-year",
            tuple(label for label, places in zip(labels, named, strict=True) if not places),
            tuple(sorted(set().union(*named))),
        )


def _superscripts(lines: Sequence[DraftLine], known: set[str]) -> Iterator[Citation]:
    """Yield raised numbers in a paper with a numbered list and no bracket: Chinese journals cite so."""
    pattern = re.compile(rf"\s*[\[［]?(?P<list>{_ITEM}(?:\s*{_COMMA}\s*{_ITEM})*)[\]］]?\s*")
    for line in lines:
        if line.role != "body":
            continue
        for run in line.runs:
            if run.size_bp > 0.85 * line.size_bp or run.baseline_bp < line.baseline_bp + 0.2 * line.size_bp:
                continue
            match = pattern.fullmatch(run.text)
            labels = tuple(map(str, _numbers(match["list"]))) if match else ()
            if labels and set(labels) <= known:
                yield Citation(line.page, line.box, run.text.strip(), labels, "superscript")
