"""The sections that the pack names: which lines each one holds, where it stands, and how long it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Final

from msgspec import Struct

from mlcia_check.measure.document.section_names import SectionNames
from mlcia_check.measure.draft_line import CELL_GAP_MIN_EM, DraftLine
from mlcia_check.measure.roles.heading_text import heading_number
from mlcia_check.model.measured_paper import FURNITURE, NamedSection, Section, SectionPlace
from mlcia_check.model.pdf_facts import Font
from mlcia_check.support import word_count

_SAME_SIZE_BP: Final = 0.6
"""bp between the sizes of headings of one level."""

_HEADING_LEADING_MAX_SIZES: Final = 1.35
"""Of a heading's size, the distance of its lines: 1.1 to 1.3 in classes; two headings are further apart."""

_LEAD_MARKS: Final = (".", ":", "：", "。", "—", "–")
"""What ends a heading that is run in with its paragraph."""

_LEAD_MIN_SIZES: Final = 0.75
"""Of the line's size: small capitals are 0.8 of it; smaller words are no heading that a reader sees."""

_WORDED: Final = ("body", "listing", "footnote")
"""Roles of lines whose words are those of a section's text."""


class NamedLines(Struct, frozen=True):
    """A named section with its lines: the one that opens it, then all others of any role, in order."""

    ids: tuple[str, ...]
    heading: str
    lines: list[DraftLine]
    run_in: bool

    @property
    def opening(self) -> DraftLine:
        return self.lines[0]


def named_lines(lines: Sequence[DraftLine], names: SectionNames, fonts: Sequence[Font]) -> list[NamedLines]:
    """Return the sections whose headings the pack names. Lines come in reading order."""
    return list(_Reading(names, fonts).sections(lines)) if names else []


def named_sections(
    found: Sequence[NamedLines],
    lines: Sequence[DraftLine],
    sections: Mapping[DraftLine, Section],
    pages: Mapping[int, float],
) -> tuple[NamedSection, ...]:
    """Return the paper's records.

    `lines` are all lines in reading order, `sections` those of the headings, `pages` is the room of each
    named section by its index.
    """
    if not found:
        return ()
    inside = {line for one in found for line in one.lines}
    outline = _Outline(lines, sections, inside)
    return tuple(
        NamedSection(
            ids=one.ids,
            heading=one.heading,
            page=one.opening.page,
            box=one.opening.box,
            place=outline.place(one),
            words=word_count.count(_words(one)),
            pages=round(pages.get(index, 0.0), 2),
            run_in=one.run_in,
        )
        for index, one in enumerate(found)
    )


def _words(section: NamedLines) -> Iterator[str]:
    """Yield the text of a section; a heading that is run in is not part of it."""
    if section.run_in:
        yield section.opening.text.strip()[len(section.heading) :]
    for line in section.lines[1:]:
        if line.final_role in _WORDED:
            yield line.text


class _Reading:
    """Reads the lines of a paper once, and finds where named sections begin and end."""

    def __init__(self, names: SectionNames, fonts: Sequence[Font]) -> None:
        self.names = names
        self.fonts = fonts

    def sections(self, lines: Sequence[DraftLine]) -> Iterator[NamedLines]:
        current: NamedLines | None = None
        for place, line in enumerate(lines):
            if line.role in FURNITURE or line.role == "front-note":
                continue
            opened = self._opened(lines, place)
            if opened is not None:
                if current is not None:
                    yield current
                current = opened
            elif current is not None and self._ends(current, line):
                yield current
                current = None
            elif current is not None:
                current.lines.append(line)
        if current is not None:
            yield current

    def _opened(self, lines: Sequence[DraftLine], place: int) -> NamedLines | None:
        """Return the section that a line opens, with this line alone."""
        line = lines[place]
        if line.role == "heading":
            for heading in _headings(lines, place):
                if ids := self.names.opened_by(heading):
                    return NamedLines(ids, heading, [line], run_in=False)
        elif line.final_role == "body":
            lead = _lead(line, self.fonts)
            if lead and (ids := self.names.opened_by(lead)):
                return NamedLines(ids, lead, [line], run_in=True)
        return None

    def _ends(self, section: NamedLines, line: DraftLine) -> bool:
        """Return whether a line that opens no named section ends the one before it."""
        if line.role == "heading":
            return not (_continues(section.lines[-1], line) or _is_below(line, section))
        if line.part == "bibliography" and section.opening.part != "bibliography":
            return True
        return section.run_in and line.final_role == "body" and _lead(line, self.fonts).endswith(_LEAD_MARKS)


def _headings(lines: Sequence[DraftLine], place: int) -> Iterator[str]:
    """Yield the words of a heading: those of its line, then those with the next line, if it goes on there."""
    yield _without_line_number(lines[place])
    if place + 1 < len(lines) and _continues(lines[place], lines[place + 1]):
        yield f"{_without_line_number(lines[place])} {_without_line_number(lines[place + 1])}"


def _continues(first: DraftLine, second: DraftLine) -> bool:
    """Return whether the second line can be the further line of a heading that begins in the first one."""
    return (
        first.role == second.role == "heading"
        and (first.page, first.column) == (second.page, second.column)
        and abs(first.size_bp - second.size_bp) < _SAME_SIZE_BP
        and second.gap_above_bp < _HEADING_LEADING_MAX_SIZES * second.size_bp
        and not heading_number(second.text)[0]
    )


def _without_line_number(line: DraftLine) -> str:
    """Return a heading's words without a line number that stands in its row: "Limitations   515"."""
    runs = [run for run in line.runs if run.text.strip()]
    if len(runs) > 1 and runs[-1].text.strip().isdecimal():
        white = runs[-1].box.left - runs[-2].box.right
        if white > CELL_GAP_MIN_EM * line.size_bp:
            return line.text.rstrip().removesuffix(runs[-1].text.strip()).strip()
    return line.text.strip()


def _is_below(line: DraftLine, section: NamedLines) -> bool:
    """Return whether a heading is one of a lower level than that of the section.

    "9.1 Data" is below "9 Limitations"; smaller type is below larger type, "Data" below "LIMITATIONS".
    """
    if section.run_in:
        return False
    own, other = heading_number(section.heading)[0], heading_number(line.text)[0]
    if own and other:
        return other.startswith(f"{own}.")
    if other:
        return "." in other and line.size_bp <= section.opening.size_bp
    if line.size_bp < section.opening.size_bp - _SAME_SIZE_BP:
        return True
    return section.heading.isupper() and not line.text.isupper()


def _lead(line: DraftLine, fonts: Sequence[Font]) -> str:
    """Return the words with which a line begins, if type or a mark sets them off from the rest, else "".

    "Limitations. We study" -> "Limitations."
    """
    first = next((run for run in line.runs if run.text.strip()), None)
    if first is None or first.size_bp < _LEAD_MIN_SIZES * line.size_bp:
        return ""
    same = list(takewhile(lambda run: run.font == first.font or not run.text.strip(), line.runs))
    lead = "".join(run.text for run in same).strip()
    is_set_off = fonts[first.font].bold or fonts[first.font].italic or lead.endswith(_LEAD_MARKS)
    return lead if is_set_off and len(same) < len(line.runs) else ""


class _Outline:
    """The headings of a paper, which show where a named section stands."""

    def __init__(
        self, lines: Sequence[DraftLine], sections: Mapping[DraftLine, Section], inside: set[DraftLine]
    ) -> None:
        numbered = any(section.number for section in sections.values())
        self._order = {line: place for place, line in enumerate(lines)}
        self._sections = sections
        self._of_body = [
            line
            for line, section in sections.items()
            if section.part == "body"
            and not section.kind
            and line not in inside
            and bool(section.number) == numbered
        ]

    def place(self, found: NamedLines) -> SectionPlace:
        """Return where a section stands.

        Sections of the body are numbered if any is: an unnumbered "Availability" after it moves no section
        into the body.
        """
        opening = found.opening
        order = self._order[opening]
        kinds = {section.kind for line, section in self._sections.items() if self._order[line] < order}
        own = self._sections.get(opening)
        if (own.part if own else opening.part) == "appendix":
            is_marked = "appendix" in kinds or (own is not None and own.kind == "appendix")
            return "in-appendix" if is_marked else "after-references"
        is_followed = any(
            self._order[line] > order and line.size_bp >= opening.size_bp - _SAME_SIZE_BP
            for line in self._of_body
        )
        if is_followed:
            return "in-body"
        return "after-references" if "references" in kinds else "after-body"
