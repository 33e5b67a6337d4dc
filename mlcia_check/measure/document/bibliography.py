"""The reference lists of a paper: their entries, and what follows them without a heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

from msgspec import Struct

from mlcia_check.measure.document.entry_labels import (
    FIRST_LABEL,
    LABEL,
    label_of,
    labelled_lines,
    outstanding_lines,
)
from mlcia_check.measure.document.entry_links import EntryLinks
from mlcia_check.measure.document.list_ends import (
    before_flush_text,
    before_other_type,
    before_small_print,
    before_undated,
)
from mlcia_check.measure.draft_line import DraftLine, PartLabels, RoleLabels
from mlcia_check.model.measured_paper import Reference
from mlcia_check.model.pdf_facts import WebLink

_APPENDIX_MIN_LINES: Final = 20
"""Lines without a heading after the list, from which on they are an appendix and judged as one."""

_SMALLER_MAX_SIZES: Final = 0.95
"""Of the entries' own size: cells in smaller type beside a list; a list itself is hardly set in two sizes."""


_UNCLAIMED: Final = ("unclassified", "reference", "listing")
"""Roles of lines that can be those of an entry."""

Beginning = tuple[int, int, int]
"""Page, column and left edge (bp) of a line."""


class ReferenceList(Struct, frozen=True):
    """One reference list: its entries, each of its lines; and the lines that follow it without a heading.

    `small_print` are lines of the first page's small print, which stands below a list that ends there.
    """

    entries: Sequence[Sequence[DraftLine]]
    after: Sequence[DraftLine] = ()
    small_print: Sequence[DraftLine] = ()


def cell_labels(lines: Sequence[DraftLine]) -> RoleLabels:
    """Return lines that go on from a float or its caption in smaller type than the entries, without a label.

    They are cells of a table without rules, which LaTeX has moved to a page of the list.
    """
    listed = [line for line in lines if line.part == "bibliography"]
    unclaimed = [line for line in listed if line.role == "unclassified"]
    first = [line for line in unclaimed if LABEL.match(line.text)] or unclaimed
    found: RoleLabels = {}
    if not first:
        return found
    usual = Counter(round(line.size_bp, 1) for line in first).most_common(1)[0][0]
    previous: DraftLine | None = None
    for line in listed:
        if (
            previous is not None
            and line.role == "unclassified"
            and line.page == previous.page
            and (previous in found or previous.role in ("caption", "float"))
            and line.size_bp < _SMALLER_MAX_SIZES * usual
            and not LABEL.match(line.text)
        ):
            found[line] = "float"
        previous = line
    return found


def reference_lists(lines: Sequence[DraftLine]) -> list[ReferenceList]:
    """Return the reference lists of a paper, whose lines come in reading order.

    Entries carry a label or stand out to the left.
    """
    return [_read_list(listed) for listed in _by_list(lines)]


def role_labels(lists: Sequence[ReferenceList]) -> RoleLabels:
    """Return the lines of entries as references, and the small print below a list."""
    found: RoleLabels = {}
    for one in lists:
        found.update(dict.fromkeys(one.small_print, "front-note"))
        for entry in one.entries:
            found.update(dict.fromkeys(entry, "reference"))
    return found


def part_labels(lists: Sequence[ReferenceList]) -> PartLabels:
    """Return the lines that follow a list without a heading: a long text is part of the appendix."""
    found: PartLabels = {}
    for one in lists:
        if len(one.after) >= _APPENDIX_MIN_LINES:
            found.update(dict.fromkeys(one.after, "appendix"))
    return found


def references(lists: Sequence[ReferenceList], links: Sequence[WebLink] = ()) -> tuple[Reference, ...]:
    """Return the entries of all lists as the paper's records, with those of `links` that stand on them.

    Lists without entries do not count.
    """
    with_entries = [one.entries for one in lists if one.entries]
    return tuple(
        entry
        for number, entries in enumerate(with_entries)
        for entry in _references(entries, number, EntryLinks(entries, links))
    )


def _by_list(lines: Sequence[DraftLine]) -> list[list[DraftLine]]:
    """Return the lines of the bibliography, parted at headings under which the labels begin anew."""
    parted: list[list[DraftLine]] = [[]]
    headed = False
    beginnings = _beginnings(lines)
    for line in lines:
        in_list = line.part == "bibliography"
        headed = headed or line.role == "heading" or (line.role == "unclassified" and not in_list)
        if not in_list or not _may_be_entry(line, beginnings):
            continue
        if headed and parted[-1] and FIRST_LABEL.fullmatch(label_of(line)):
            parted.append([])
        headed = False
        parted[-1].append(line)
    return parted


def _beginnings(lines: Sequence[DraftLine]) -> frozenset[Beginning]:
    """Return where lines of the bibliography begin that no other stage has claimed."""
    return frozenset(
        _beginning(line) for line in lines if line.part == "bibliography" and line.role in _UNCLAIMED
    )


def _beginning(line: DraftLine) -> Beginning:
    return line.page, line.column, round(line.left)


def _may_be_entry(line: DraftLine, beginnings: Collection[Beginning]) -> bool:
    """Return whether no other stage has claimed the line, or one took "57(11): 2290-2305, 2020." for a
    formula.

    Such a line has few letters, but it begins where others do, in type for text.
    """
    if line.role == "display":
        page, column, left = _beginning(line)
        return not line.math and any((page, column, left + by) in beginnings for by in (-1, 0, 1))
    return line.role in _UNCLAIMED


def _read_list(lines: Sequence[DraftLine]) -> ReferenceList:
    listed, small_print = before_small_print(lines)
    listed, other = before_other_type(listed)
    labelled = frozenset(labelled_lines(listed))
    if labelled:
        listed, after = before_flush_text(listed, labelled)
        entries = _parted(listed, labelled)
    else:
        first_lines = frozenset([*listed[:1], *outstanding_lines(listed)])
        entries, after = before_undated(_parted(listed, first_lines))
    return ReferenceList(entries, after + other, small_print)


def _parted(listed: Sequence[DraftLine], first_lines: Collection[DraftLine]) -> list[list[DraftLine]]:
    """Return the lines of each entry; those before the first entry are left out."""
    found: list[list[DraftLine]] = []
    for line in listed:
        if line in first_lines:
            found.append([line])
        elif found:
            found[-1].append(line)
    return found


def _references(entries: Sequence[Sequence[DraftLine]], number: int, links: EntryLinks) -> list[Reference]:
    labelled = sum(bool(LABEL.match(entry[0].text)) for entry in entries) * 2 > len(entries)
    result = []
    for entry in entries:
        first = entry[0]
        box = first.box
        for line in entry[1:]:
            if (line.page, line.column) == (first.page, first.column):
                box = box.union(line.box)
        size = max(entry, key=lambda line: line.weight).size_bp
        text = " ".join(line.text for line in entry)
        label = label_of(first) if labelled else ""
        result.append(Reference(first.page, box, label, text, size, number, links.of(entry)))
    return result
