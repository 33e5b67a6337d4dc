"""The parts of a paper: sections, where its bibliography and appendix begin, and how pages are spent."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from mlcia_check.measure.draft_line import DraftLine, PartLabels
from mlcia_check.measure.roles.heading_text import comparable, heading_number
from mlcia_check.model.measured_paper import (
    FURNITURE,
    WIDE,
    PagesSpent,
    Part,
    Section,
    SectionKind,
)

_EVERYWHERE: Final = ("references", "abstract", "keywords", "ccs")

_SAME_SIZE_BP: Final = 0.6
"""bp between the sizes of headings of one level."""

_CONTINUED_MAX_SIZES: Final = 1.4
"""Of the type size: lines of one heading are no further apart; the class sets 11pt on 13pt."""

_HANGING_MIN_SIZES: Final = 0.5
"""Of the type size: how far the further lines of a heading are set in behind its number."""

_LETTER: Final = re.compile(r"[A-Z](?:\.\d.*)?")
_ROMAN: Final = re.compile(r"[IVX]{2,}")
_LETTERS_OF_ROMANS: Final = ("I", "V", "X")


def sections_of(headings: Sequence[DraftLine], vocabulary: Mapping[str, Collection[str]]) -> list[Section]:
    """Return all headings in reading order, each with the part that it opens or continues.

    Where appendices bear letters, or sections of the body go on below it, "15 Appendices" is a section of the
    body that speaks of them. Where sections bear Roman numbers, "V. Results" is no appendix. Behind the
    reference list, sections of an appendix can count from 1 anew: "Supplementary Material", "1 Screenshots".
    """
    references = {comparable(word) for word in vocabulary.get("references", ())}
    appendix = [comparable(word) for word in vocabulary.get("appendix", ())]
    after = {comparable(word) for word in vocabulary.get("acknowledgements", ())}
    part: Part = "body"
    sections: list[Section] = []
    numbered = False
    listed = False
    highest = 0
    continued = _continued(headings)
    numbers = [heading_number(line.text)[0] for line in headings if line not in continued]
    letters = any(map(_LETTER.fullmatch, numbers))
    romans = _LETTERS_OF_ROMANS if any(map(_ROMAN.fullmatch, numbers)) else ()
    usual = _usual_size(headings, vocabulary)
    followed = _followed(headings, references)
    for line in headings:
        number, title = heading_number(line.text)
        if usual and line.size_bp < usual - _SAME_SIZE_BP:
            level = number.count(".") + 1 if number else 1
            sections.append(_section(line, number, level, part, ""))
            continue
        words = comparable(title)
        lettered = bool(
            number and _LETTER.fullmatch(number) and number not in romans and line not in continued
        )
        of_body = number and not lettered and (letters or line in followed)
        is_appendix = not of_body and any(
            words == w or (words.startswith(w) and len(words) <= len(w) + 40) for w in appendix
        )
        kind: SectionKind = "acknowledgements" if words in after else ""
        anew = listed and number.isdigit() and int(number) <= highest
        if words in references:
            part, kind, listed = "bibliography", "references", True
        elif is_appendix or (lettered and (numbered or part == "bibliography")):
            part, kind = "appendix", "appendix"
        elif part == "bibliography":
            part = "body" if words in after or (number and not lettered) else "appendix"
        elif part == "appendix" and number and not lettered and number.count(".") == 0 and not anew:
            part = "body"
        if part == "body" and not listed and number.isdigit():
            highest = max(highest, int(number))
        numbered = numbered or bool(number and number[0].isdigit())
        level = number.count(".") + 1 if number else 1
        sections.append(_section(line, number, level, part, kind))
    return sections


def _followed(headings: Sequence[DraftLine], references: Collection[str]) -> frozenset[DraftLine]:
    """Return the headings with a number that one with the next number follows before the reference list.

    "6 Appendices", "7 Related Work", "References": the first one is a section of the body.
    """
    found: set[DraftLine] = set()
    last: DraftLine | None = None
    previous = 0
    for line in headings:
        number, title = heading_number(line.text)
        if comparable(title) in references:
            break
        if number.isdigit():
            if last is not None and int(number) == previous + 1:
                found.add(last)
            last, previous = line, int(number)
    return frozenset(found)


def _continued(headings: Sequence[DraftLine]) -> frozenset[DraftLine]:
    """Return the further lines of numbered headings, set in behind the number.

    "3 Ownership of Copied Models:" / "A Game of Two Players": the second line opens no appendix A.
    """
    found: set[DraftLine] = set()
    opening: DraftLine | None = None
    for upper, line in pairwise(headings):
        if upper not in found:
            opening = upper if heading_number(upper.text)[0] else None
        if (
            opening is not None
            and (upper.page, upper.column) == (line.page, line.column)
            and abs(upper.size_bp - line.size_bp) < _SAME_SIZE_BP
            and 0.0 < upper.baseline_bp - line.baseline_bp < _CONTINUED_MAX_SIZES * line.size_bp
            and line.left > opening.left + _HANGING_MIN_SIZES * line.size_bp
        ):
            found.add(line)
    return frozenset(found)


def _section(line: DraftLine, number: str, level: int, part: Part, kind: SectionKind) -> Section:
    largest = max((run.size_bp for run in line.runs if any(map(str.isalpha, run.text))), default=line.size_bp)
    return Section(line.page, line.column, line.box, line.text.strip(), number, level, part, kind, largest)


def _usual_size(headings: Sequence[DraftLine], vocabulary: Mapping[str, Collection[str]]) -> float:
    """Return the type size of headings that every paper has (0 without any); smaller bold lines open no part.

    "A. Abstract" is a subsection, as in the appendix that describes a paper's artifact.
    """
    known = {comparable(word) for kind in _EVERYWHERE for word in vocabulary.get(kind, ())}
    sizes = [0.0]
    for line in headings:
        number, title = heading_number(line.text)
        is_lettered = _LETTER.fullmatch(number) and number not in _LETTERS_OF_ROMANS
        if not is_lettered and comparable(title) in known:
            sizes.append(line.size_bp)
    return max(sizes)


def parts_of(
    lines: Sequence[DraftLine], headings: Sequence[DraftLine], sections: Sequence[Section]
) -> PartLabels:
    """Return the parts of lines that stand in another one than they say; lines come in reading order."""
    opens = {heading: section.part for heading, section in zip(headings, sections, strict=True)}
    part: Part = "body"
    found: PartLabels = {}
    for line in lines:
        if line.role == "heading":
            part = opens.get(line, part)
        own = "front" if line.role == "title-block" else part
        if line.part != own:
            found[line] = own
    return found


class Spent(Struct, frozen=True):
    """How the pages are used, and the pages of each named section by its index."""

    pages: PagesSpent
    named: Mapping[int, float]


def budget(lines: Sequence[DraftLine], pages: int) -> Spent:
    """Return pages by part: the height that each part takes in its columns, the last page as far as it is
    filled.

    A line takes what lies between it and the lowest line so far of each column that it stands in, whatever
    stands between them in the order of reading.
    """
    shown = [line for line in lines if line.role not in FURNITURE]
    if not shown:
        return Spent(PagesSpent(pages, float(pages), 0.0, 0.0), {})
    top = max([line.top for line in shown])
    bottom = min([line.bottom for line in shown])
    columns = max([line.column for line in shown]) + 1 or 1
    spent: defaultdict[Part, float] = defaultdict(float)
    named: defaultdict[int, float] = defaultdict(float)
    last_page = max([line.page for line in shown])
    lowest: defaultdict[int, dict[int, float]] = defaultdict(dict)
    everywhere = range(columns)
    for line in shown:
        baseline, part, on_page = line.baseline_bp, line.part, lowest[line.page]
        for column in everywhere if line.column == WIDE else (line.column,):
            above = on_page.get(column, top)
            height = 0.0
            if baseline < above:
                height = above - baseline
                on_page[column] = baseline
            spent[part] += height
            if line.named >= 0:
                named[line.named] += height
    used = sum(spent.values()) or 1.0
    filled = _filled(shown, last_page, top, bottom, columns)
    total = pages - 1 + filled
    scale = total / used
    return Spent(
        PagesSpent(
            pages=pages,
            body_pages=round((spent["body"] + spent["front"]) * scale, 1),
            bibliography_pages=round(spent["bibliography"] * scale, 1),
            appendix_pages=round(spent["appendix"] * scale, 1),
        ),
        {index: height * scale for index, height in named.items()},
    )


def _filled(shown: Sequence[DraftLine], page: int, top: float, bottom: float, columns: int) -> float:
    """Return how much of a page is filled: the mean over its columns of the height down to the last line."""
    lowest = [top] * columns
    for line in shown:
        if line.page == page:
            for column in range(columns) if line.column == WIDE else (line.column,):
                lowest[column] = min(lowest[column], line.bottom)
    return sum(top - y for y in lowest) / (columns * (top - bottom)) if top > bottom else 1.0
