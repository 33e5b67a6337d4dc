"""Reference lists that no heading of the pack's words opens: the lines that belong to the bibliography."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec import structs

from mlcia_check.measure.document.entry_labels import FIRST_LABEL, LABEL, is_bracketed, label_of
from mlcia_check.measure.document.list_ends import YEAR
from mlcia_check.measure.draft_line import DraftLine, PartLabels
from mlcia_check.model.measured_paper import Section

_UNHEADED_ENTRIES_MIN: Final = 4
"""Entries numbered in order without which lines are no reference list of their own."""

_FURTHER_ENTRIES_MIN: Final = 3
"""Entries under a heading of its own that make a list of references."""

_DATED_MIN_SHARE: Final = 0.8
"""Of such a list's entries, those that name a year; steps and requirements with labels hardly ever do."""


def unheaded_parts(lines: Sequence[DraftLine]) -> PartLabels:
    """Return the lines of a list without a heading: labels [1], [2], [3] ... at the starts of lines up to the
    end.

    Lines come in reading order. What follows the last such series, up to a heading, is bibliography;
    {} where the paper has a bibliography already.
    """
    if any(line.part == "bibliography" for line in lines):
        return {}
    start: int | None = None
    expected = 1
    for place, line in enumerate(lines):
        label = LABEL.match(line.text)
        if label is None or not label["label"]:
            continue
        if line.role not in ("unclassified", "footnote", "front-note"):
            continue
        if label["label"] == "1":
            start, expected = place, 2
        elif label["label"] == str(expected):
            expected += 1
    found: PartLabels = {}
    if start is None or expected <= _UNHEADED_ENTRIES_MIN:
        return found
    for line in lines[start:]:
        if line.role == "heading":
            break
        found[line] = "bibliography"
    return found


def further_parts(
    lines: Sequence[DraftLine], headings: Sequence[DraftLine], sections: Sequence[Section]
) -> tuple[PartLabels, list[Section]]:
    """Return the lines of lists under headings of their own ("Primary Studies"), and the sections with their
    parts.

    Such a list is known by its form: labels [S1], [S2] ... in order, and a year in nearly every entry.
    """
    found: PartLabels = {}
    if not any(line.part != "bibliography" and is_bracketed(line) for line in lines):
        return found, list(sections)
    places = {line: place for place, line in enumerate(lines)}
    result = []
    end = len(lines)
    for heading, stated in zip(reversed(headings), reversed(sections), strict=True):
        section = stated
        under = lines[places[heading] + 1 : end]
        end = places[heading]
        start = None if section.part == "bibliography" else _list_start(under)
        if start is not None:
            found.update(dict.fromkeys(under[start:], "bibliography"))
            if not section.kind and all(line.role != "unclassified" for line in under[:start]):
                section = structs.replace(section, part="bibliography")
        result.append(section)
    return found, result[::-1]


def _list_start(lines: Sequence[DraftLine]) -> int | None:
    """Return where a list with labels in order begins that goes on to the end; None where no such list is."""
    labels: list[int] = []
    prefix = ""
    for place, line in enumerate(lines):
        if not is_bracketed(line) or line.role not in ("unclassified", "listing"):
            continue
        label = label_of(line)
        if labels and label == f"{prefix}{len(labels) + 1}":
            labels.append(place)
        elif not labels and (first := FIRST_LABEL.fullmatch(label)):
            prefix, labels = first["prefix"], [place]
    if len(labels) < _FURTHER_ENTRIES_MIN:
        return None
    entries = [lines[one:other] for one, other in pairwise([*labels, len(lines)])]
    dated = sum(bool(YEAR.search(" ".join(line.text for line in entry))) for entry in entries)
    return labels[0] if dated >= _DATED_MIN_SHARE * len(labels) else None
