"""What a page limit counts of a paper: which lines, on which pages, and how much room they take.

The lines of a free section do not count if the section stands where the pack allows it, up to its bound.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from mlcia_check.model.measured_paper import FURNITURE, Line, NamedSection, Paper, Part, SectionPlace
from mlcia_check.model.rule_pack import PackSection

Standing = Literal["counts", "free", "place", "length", "float", "usual", "early"]
"""Whether a line counts, and why a line of a free section does or may.

- place: it counts, since the section does not stand where the pack allows it;
- length: it counts, since the section is longer than the pack allows and the line is in what is beyond;
- float: a figure or table in the section, which may belong to the body;
- usual: the section is longer than usual, and the line is in what is beyond;
- early: it is in an appendix in front of the reference list, where the call wants none.
"""

COUNTING: frozenset[Standing] = frozenset({"counts", "place", "length"})
_OUTSIDE_BODY: tuple[SectionPlace, ...] = ("after-body", "after-references", "in-appendix")
"""Where a free section stands if the pack does not say where: text between sections of the body counts."""

UNDECIDED: frozenset[Standing] = frozenset({"float", "usual", "early"})
"""A person must judge whether these lines count."""


class Scope(Struct, frozen=True):
    """What a limit is about: the parts and sections `of` it (() for all), without those that are `free`.

    `late_appendix`: an appendix is free for certain only behind the reference list.
    """

    of: Collection[str]
    free: Collection[str]
    sections: Mapping[str, PackSection]
    late_appendix: bool = False


class CountedLine(Struct, frozen=True):
    """A line in the scope of a limit; `heading` is that of the free section or early appendix in which it
    stands, or "".
    """

    line: Line
    standing: Standing
    heading: str = ""


class Counted(Struct, frozen=True):
    """What counts of what is in the scope of a limit.

    `pages` are the numbers of the pages that count for certain, `or_pages` of those that count if every
    undecided line does. `room` and `or_room` are what counts, in pages and tenths. `free_pages` is the room
    of each named section that does not count, by its index in the paper.
    """

    pages: tuple[int, ...]
    or_pages: tuple[int, ...]
    room: float
    or_room: float
    free_pages: Mapping[int, float]


def counted(paper: Paper, scope: Scope) -> Counted:
    """Return what counts of a paper. A page without a line of text counts where all pages do."""
    every = range(1, paper.budget.pages + 1)
    if not scope.of and not scope.free:
        room = _room(paper, scope, 0.0)
        return Counted(tuple(every), tuple(every), room, room, {})
    rows = list(counted_lines(paper, scope))
    empty = set() if scope.of else set(every) - {row.line.page for row in rows}
    certain = empty | {row.line.page for row in rows if row.standing in COUNTING}
    perhaps = {row.line.page for row in rows if row.standing in UNDECIDED}
    free = _free_pages(paper, rows, {"free", *UNDECIDED})
    surely_free = _free_pages(paper, rows, {"free"})
    return Counted(
        pages=tuple(sorted(certain)),
        or_pages=tuple(sorted(certain | perhaps)),
        room=_room(paper, scope, sum(free.values())),
        or_room=_room(paper, scope, sum(surely_free.values())),
        free_pages=free,
    )


def counted_lines(paper: Paper, scope: Scope) -> Iterator[CountedLine]:
    """Yield the lines in the scope of a limit in reading order, each with its standing."""
    text = [line for line in paper.lines if line.role not in FURNITURE]
    lengths = Counter(line.named for line in text)
    used = _Used(scope.sections)
    early = _in_early_appendix(text) if scope.late_appendix else {}
    for number, line in enumerate(text):
        section = paper.named_sections[line.named] if line.named >= 0 else None
        if not _is_in_scope(line, section, scope):
            continue
        if line.part in scope.free:
            yield CountedLine(line, "early", early[number]) if number in early else CountedLine(line, "free")
        elif section is not None and all(name in scope.free for name in section.ids):
            if not _is_misplaced(section, scope.sections):
                used.add(section, lengths[line.named])
            yield CountedLine(line, _standing(line, section, scope.sections, used), section.heading)
        else:
            yield CountedLine(line, "counts")


def _in_early_appendix(lines: Sequence[Line]) -> dict[int, str]:
    """Return the places of the lines of an appendix in front of the reference list, each with its heading."""
    entries = [number for number, line in enumerate(lines) if line.part == "bibliography"]
    found: dict[int, str] = {}
    heading = ""
    for number, line in enumerate(lines[: entries[0]] if entries else ()):
        if line.part == "appendix":
            heading = line.text.strip() if line.role == "heading" else heading
            found[number] = heading
    return found


def _is_in_scope(line: Line, section: NamedSection | None, scope: Scope) -> bool:
    part: Part = "body" if line.part == "front" else line.part
    names = section.ids if section is not None else ()
    return not scope.of or part in scope.of or any(name in scope.of for name in names)


def _standing(
    line: Line, section: NamedSection, sections: Mapping[str, PackSection], used: _Used
) -> Standing:
    """Return the standing of a line in a free section."""
    if _is_misplaced(section, sections):
        return "place"
    if line.role in ("float", "caption") and not any(sections[name].floats for name in section.ids):
        return "float"
    return used.standing(section)


def _is_misplaced(section: NamedSection, sections: Mapping[str, PackSection]) -> bool:
    """Return whether a free section counts because of where it stands; then it takes nothing of its bound."""
    return any(section.place not in (sections[name].place or _OUTSIDE_BODY) for name in section.ids)


class _Used:
    """How much of each free section has been read: a section in several pieces has one bound."""

    def __init__(self, sections: Mapping[str, PackSection]) -> None:
        self._sections = sections
        self._pages: defaultdict[str, float] = defaultdict(float)
        self._words: defaultdict[str, float] = defaultdict(float)

    def add(self, section: NamedSection, lines: int) -> None:
        """Add one of the `lines` of a section; a section of two names is shared between both."""
        for name in section.ids:
            self._pages[name] += section.pages / lines / len(section.ids)
            self._words[name] += section.words / lines / len(section.ids)

    def standing(self, section: NamedSection) -> Standing:
        """Return the standing of the line that was added last."""
        found: Standing = "free"
        for name in section.ids:
            pages, words = round(self._pages[name], 1), round(self._words[name])
            bounds = self._sections[name]
            if _exceeds(pages, bounds.pages.most) or _exceeds(words, bounds.words.most):
                return "length"
            if _exceeds(pages, bounds.pages.usual):
                found = "usual"
        return found


def _exceeds(value: float, most: float | None) -> bool:
    return most is not None and value > most


def _free_pages(
    paper: Paper, rows: Sequence[CountedLine], standings: Collection[Standing]
) -> dict[int, float]:
    """Return the room of each named section of the body that lines of these standings take."""
    in_sections = [row for row in rows if row.heading and row.line.part == "body"]
    lines = Counter(row.line.named for row in in_sections)
    free = Counter(row.line.named for row in in_sections if row.standing in standings)
    return {
        index: paper.named_sections[index].pages * number / lines[index] for index, number in free.items()
    }


def _room(paper: Paper, scope: Scope, free: float) -> float:
    """Return the pages and tenths that count; `free` is the room of free sections of the body."""
    budget = paper.budget
    parts = {
        "body": budget.body_pages - free,
        "bibliography": budget.bibliography_pages,
        "appendix": budget.appendix_pages,
    }
    of = scope.of or parts
    counting = sum(pages for part, pages in parts.items() if part in of and part not in scope.free)
    if "body" in of:
        return counting
    return counting + sum(
        section.pages for section in paper.named_sections if not set(section.ids).isdisjoint(of)
    )
