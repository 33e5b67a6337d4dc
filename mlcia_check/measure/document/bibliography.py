"""The entries of the reference list, numbered or not, over columns and pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec import structs

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.model.measured_paper import Reference, Section
from mlcia_check.support.averages import median

_LABEL: Final = re.compile(
    r"^\s*[\[［【]\s*(?P<label>[^\]］】\s]{1,12})\s*[\]］】]|^\s*(?P<plain>\d{1,3})[.．]\s+\S"
)
_FIRST_LABEL: Final = re.compile(r"(?P<prefix>[^\W\d]{0,3})1")
"""`1`, `S1`: the label with which a list begins; further lists bear a letter or two before the number."""

_YEAR: Final = re.compile(r"(?:19|20)\d\d|n\.\s?d\.")

_YEAR_DIGITS: Final = 4
"""Digits of "[2012]" at the start of a line: a year, for no list has a thousand entries."""

_FEWEST_UNHEADED: Final = 4
"""Entries numbered in order without which lines are no reference list of their own."""

_HANGING: Final = 4.0
"""bp by which the further lines of an entry are set in (the class: 10 to 18bp)."""

_LARGER: Final = 1.12
"""Of the entries' own size, from which on lines are other text (9pt body after a list in 7pt)."""

_FIRST_LINES: Final = 8
"""Lines of a list without labels that show the size of its entries."""

_FEWEST_OTHER: Final = 3
"""Lines of other text from which on the list has ended; fewer may be a stray formula in a title."""

_FEWEST_FLUSH: Final = 10
"""Lines in the entries' own type, but not set in as those are; fewer may be footnotes below the list."""

_STRAY_YEARS: Final = 0.1
"""Of the pieces of text after a list without labels, at most these name a year: some running text does."""

_FLUSH: Final = 1.5
"""Lines to a piece that begins at the edge: running text has hardly more than one, entries two and more."""

_LONGEST_SMALL_PRINT: Final = 16
"""Lines of the first page's rights block: seven of permission, and those of event, licence, ISBN and DOI."""

_BLOCK_GAP: Final = 1.4
"""Of the list's own leading, from which on a gap sets a block off (the class: 13.3bp after lines of 8bp)."""

_FEWEST_FURTHER: Final = 3
"""Entries under a heading of its own that make a list of references."""

_DATED: Final = 0.8
"""Share of such a list's entries that name a year; steps and requirements with labels hardly ever do."""

_LONG_TAIL: Final = 20
"""Lines without a heading after the list, from which on they are an appendix and judged as one."""


def mark_unheaded(lines: Sequence[DraftLine]) -> None:
    """Where no heading opens a list: labels [1], [2], [3] ... at the starts of lines up to the end make one.

    Lines come in reading order; what follows the last such series, up to a heading, becomes bibliography.
    """
    if any(line.part == "bibliography" for line in lines):
        return
    start: int | None = None
    expected = 1
    for place, line in enumerate(lines):
        label = _LABEL.match(line.text)
        if label is None or not label["label"] or line.role not in (None, "footnote", "front-note"):
            continue
        if label["label"] == "1":
            start, expected = place, 2
        elif label["label"] == str(expected):
            expected += 1
    if start is None or expected <= _FEWEST_UNHEADED:
        return
    for line in lines[start:]:
        if line.role == "heading":
            break
        line.part = "bibliography"


def lists(lines: Sequence[DraftLine]) -> list[list[list[DraftLine]]]:
    """The reference lists, each as its entries, and each of those as its lines.

    Entries carry a label or stand out to the left. A long text that follows the last of them without
    a heading becomes part of the appendix.
    """
    return [found for listed in _by_list(lines) if (found := _entries(listed))]


def mark_further(
    lines: Sequence[DraftLine], headings: Sequence[DraftLine], sections: Sequence[Section]
) -> list[Section]:
    """Marks lists under headings of their own ("Primary Studies"), and opens the bibliography there.

    Such a list is known by its form: labels [S1], [S2] ... in order, and a year in nearly every entry.
    """
    if not any(line.part != "bibliography" and _is_bracketed(line) for line in lines):
        return list(sections)
    places = {id(line): place for place, line in enumerate(lines)}
    result = []
    end = len(lines)
    for heading, stated in zip(reversed(headings), reversed(sections), strict=True):
        section = stated
        under = lines[places[id(heading)] + 1 : end]
        end = places[id(heading)]
        start = None if section.part == "bibliography" else _list_start(under)
        if start is not None:
            for line in under[start:]:
                line.part = "bibliography"
            if not section.kind and all(line.role is not None for line in under[:start]):
                section = structs.replace(section, part="bibliography")
        result.append(section)
    return result[::-1]


def _list_start(lines: Sequence[DraftLine]) -> int | None:
    """Where a list with labels in order begins that goes on to the end; None where there is none."""
    labels: list[int] = []
    prefix = ""
    for place, line in enumerate(lines):
        if not _is_bracketed(line) or line.role not in (None, "listing"):
            continue
        label = _label(line)
        if labels and label == f"{prefix}{len(labels) + 1}":
            labels.append(place)
        elif not labels and (first := _FIRST_LABEL.fullmatch(label)):
            prefix, labels = first["prefix"], [place]
    if len(labels) < _FEWEST_FURTHER:
        return None
    pieces = [lines[one:other] for one, other in pairwise([*labels, len(lines)])]
    dated = sum(bool(_YEAR.search(" ".join(line.text for line in piece))) for piece in pieces)
    return labels[0] if dated >= _DATED * len(labels) else None


def _is_bracketed(line: DraftLine) -> bool:
    return line.text.lstrip().startswith(("[", "［", "【"))


def _by_list(lines: Sequence[DraftLine]) -> list[list[DraftLine]]:
    """The lines of the bibliography, parted at headings under which the labels begin anew."""
    parted: list[list[DraftLine]] = [[]]
    headed = False
    for line in lines:
        headed = headed or line.role == "heading" or (line.role is None and line.part != "bibliography")
        if line.part != "bibliography" or line.role not in (None, "reference", "listing"):
            continue
        if headed and parted[-1] and _FIRST_LABEL.fullmatch(_label(line)):
            parted.append([])
        headed = False
        parted[-1].append(line)
    return parted


def _entries(listed: Sequence[DraftLine]) -> list[list[DraftLine]]:
    """The entries of one list."""
    listed = _without_small_print(listed)
    listed, tail = _without_other_text(listed)
    labelled = _label_lines(listed)
    if labelled:
        listed, after = _without_flush_text(listed, labelled)
        found = _parted(listed, labelled)
    else:
        found, after = _without_undated(_parted(listed, [*listed[:1], *_outstanding(listed)]))
    tail = after + tail
    if len(tail) >= _LONG_TAIL:
        for line in tail:
            line.part = "appendix"
    return found


def _parted(listed: Sequence[DraftLine], first_lines: Sequence[DraftLine]) -> list[list[DraftLine]]:
    """The lines of each entry; those before the first belong to none."""
    starts = {id(line) for line in first_lines}
    found: list[list[DraftLine]] = []
    for line in listed:
        if id(line) in starts:
            found.append([line])
        elif found:
            found[-1].append(line)
    return found


def _without_undated(parted: Sequence[list[DraftLine]]) -> tuple[list[list[DraftLine]], list[DraftLine]]:
    """The entries, which name a year, and the lines that follow them where hardly any does.

    Entries without a year are told from running text by their further lines, which are set in.
    """
    dated = [bool(_YEAR.search(" ".join(line.text for line in entry))) for entry in parted]
    end = len(parted)
    years = lines = 0
    for index in range(len(parted) - 1, -1, -1):
        years += dated[index]
        lines += len(parted[index])
        pieces = len(parted) - index
        if not dated[index] and years <= _STRAY_YEARS * pieces and lines <= _FLUSH * pieces:
            end = index
    kept = [entry for entry, named in zip(parted[:end], dated[:end], strict=True) if named]
    return kept, [line for entry in parted[end:] for line in entry]


def references(found: Sequence[Sequence[Sequence[DraftLine]]]) -> tuple[Reference, ...]:
    """The entries of all lists as values; marks their lines as references."""
    return tuple(entry for number, listed in enumerate(found) for entry in _references(listed, number))


def _references(found: Sequence[Sequence[DraftLine]], number: int) -> list[Reference]:
    labelled = sum(bool(_LABEL.match(entry[0].text)) for entry in found) * 2 > len(found)
    result = []
    for entry in found:
        for line in entry:
            line.role = "reference"
        first = entry[0]
        box = first.box
        for line in entry[1:]:
            if (line.page, line.column) == (first.page, first.column):
                box = box.union(line.box)
        size = max(entry, key=lambda line: line.weight).size_bp
        text = " ".join(line.text for line in entry)
        label = _label(first) if labelled else ""
        result.append(Reference(first.page, box, label, text, size, number))
    return result


def _without_other_text(listed: Sequence[DraftLine]) -> tuple[list[DraftLine], list[DraftLine]]:
    """The lines up to where larger type shows that the list has ended without a heading, and the rest."""
    first = [line for line in listed if _LABEL.match(line.text)] or listed[:_FIRST_LINES]
    usual = Counter(round(line.size_bp, 1) for line in first).most_common(1)[0][0] if first else 0.0
    began, larger = False, 0
    for index, line in enumerate(listed):
        began = began or line.size_bp <= usual * _LARGER
        larger = larger + 1 if line.size_bp > usual * _LARGER else 0
        if began and larger >= _FEWEST_OTHER:
            rest = listed[index - larger + 1 :]
            # a float in larger type parts the list but does not end it: entries follow again
            if 2 * sum(other.size_bp > usual * _LARGER for other in rest) > len(rest):
                return list(listed[: index - larger + 1]), list(rest)
    return list(listed), []


def _without_flush_text(
    listed: Sequence[DraftLine], labelled: Sequence[DraftLine]
) -> tuple[list[DraftLine], list[DraftLine]]:
    """The lines up to where text in the entries' own type follows the last one flush left, and the rest."""
    starts = {id(line) for line in labelled}
    last = max(index for index, line in enumerate(listed) if id(line) in starts)
    hanging = bool(_inset(listed[: last + 1], starts))
    place = (listed[last].page, listed[last].column)
    flush = [
        index
        for index in range(last + 1, len(listed))
        if (listed[index].page, listed[index].column) == place
        and listed[index].left < listed[last].left + _HANGING
    ]
    if not hanging or len(flush) < _FEWEST_FLUSH:
        return list(listed), []
    return list(listed[: flush[0]]), list(listed[flush[0] :])


def _without_small_print(listed: Sequence[DraftLine]) -> list[DraftLine]:
    """The lines without the first page's small print, which a list that ends on that page has below it.

    Its blocks are set off by a gap, and no line of them is set in, as the further lines of entries are.
    """
    if not listed or listed[-1].page != 1:
        return list(listed)
    place = listed[-1].column
    column = [line for line in listed if (line.page, line.column) == (1, place)]
    steps = [upper.baseline_bp - lower.baseline_bp for upper, lower in pairwise(column)]
    if not steps:
        return list(listed)
    largest_step = _BLOCK_GAP * median(steps)
    edge = min(line.left for line in column)
    for index in range(len(column) - _LONGEST_SMALL_PRINT, len(column)):
        if index < 1 or steps[index - 1] <= largest_step:
            continue
        block = column[index:]
        size = max(line.size_bp for line in column[:index])
        flush = all(line.left < edge + _HANGING / 2 and line.size_bp < size * _LARGER for line in block)
        if flush and not any(_LABEL.match(line.text) for line in block):
            for line in block:
                line.role = "front-note"
            return [line for line in listed if line.role != "front-note"]
    return list(listed)


def _label(line: DraftLine) -> str:
    match = _LABEL.match(line.text)
    return (match["label"] or match["plain"]) if match else ""


def _label_lines(listed: Sequence[DraftLine]) -> list[DraftLine]:
    """The lines that begin a labelled entry; none where the list carries no labels.

    Lines within an entry begin with "[cs.CR]" or "43. https://..." at times: they stand where an
    entry's further lines do, or bear another kind of label than most.
    """
    bracketed: list[DraftLine] = []
    plain: list[DraftLine] = []
    for line in listed:
        match = _LABEL.match(line.text)
        if match:
            (bracketed if match["label"] else plain).append(line)
    labelled = bracketed if 2 * len(bracketed) >= len(plain) else plain
    if 2 * sum(_label(line).isdigit() for line in labelled) > len(labelled):
        labelled = [line for line in labelled if _label(line).isdigit() and len(_label(line)) < _YEAR_DIGITS]
    inset = _inset(listed, {id(line) for line in labelled})
    labelled = [
        line for line in labelled if line.left < inset.get((line.page, line.column), float("inf")) - 1.0
    ]
    counts = all(_label(line).isdigit() for line in labelled)
    few = len(labelled) < 2 and len(listed) >= 12
    from_one = counts and any(int(_label(line)) == 1 for line in labelled[:3])
    rare = len(listed) > 12 * len(labelled)
    return [] if few or (counts and not from_one and rare) else labelled


def _inset(listed: Sequence[DraftLine], labelled: set[int]) -> dict[tuple[int, int], float]:
    """By column, where the further lines of entries begin, for lists that set them in."""
    further: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    first: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    for line in listed:
        side = first if id(line) in labelled else further
        side[line.page, line.column].append(line.left)
    result = {}
    for place, lefts in further.items():
        usual = Counter(round(left) for left in lefts).most_common(1)[0][0]
        if place in first and usual > min(first[place]) + _HANGING:
            result[place] = float(usual)
    return result


def _outstanding(listed: Sequence[DraftLine]) -> list[DraftLine]:
    """The lines of a list without labels that stand out to the left of their column."""
    edges: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    for line in listed:
        edges[line.page, line.column].append(line.left)
    return [
        line
        for line in listed
        for lefts in (edges[line.page, line.column],)
        if line.left < min(lefts) + 1.5 and max(lefts) - min(lefts) > _HANGING
    ]
