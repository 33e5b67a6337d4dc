"""Labels of reference lists' entries: what they are, and which lines begin an entry with one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.support.late_pattern import MarksPattern

LABEL: Final = MarksPattern(
    r"^\s*[\[［【]\s*(?P<label>[^\]］】\s]{1,12})\s*[\]］】]|^\s*(?P<plain>\d{1,3})[.．]\s+\S"
)
"""`[12] A. Chen`, `[S3] A. Chen`, `12. A. Chen`."""

FIRST_LABEL: Final = re.compile(r"(?P<prefix>[^\W\d]{0,3})1")
"""`1`, `S1`: the label with which a list begins; further lists bear a letter or two before the number."""

HANGING_MIN_BP: Final = 4.0
"""By which the further lines of an entry are set in (the class: 10 to 18bp)."""

_YEAR_DIGITS: Final = 4
"""Digits of "[2012]" at the start of a line: a year, for no list has a thousand entries."""

_LABEL_SLACK_BP: Final = 1.0
_EDGE_SLACK_BP: Final = 1.5

_LONE_LABEL_MAX_LINES: Final = 12
"""Lines to one label, at most: with fewer labels, what looks like one stands inside an entry."""


def label_of(line: DraftLine) -> str:
    """Return the label with which a line begins, "12" of "[12]" or "12."; "" where it has no label."""
    match = LABEL.match(line.text)
    return (match["label"] or match["plain"]) if match else ""


def is_bracketed(line: DraftLine) -> bool:
    """Return whether a line begins with a bracket, as labelled entries do."""
    return line.text.lstrip().startswith(("[", "［", "【"))


def labelled_lines(listed: Sequence[DraftLine]) -> list[DraftLine]:
    """Return the lines that begin a labelled entry; [] where the list carries no labels.

    Lines within an entry begin with "[cs.CR]" or "43. https://..." at times: they stand where an
    entry's further lines do, or bear another kind of label than most.
    """
    bracketed: list[DraftLine] = []
    plain: list[DraftLine] = []
    for line in listed:
        match = LABEL.match(line.text)
        if match:
            (bracketed if match["label"] else plain).append(line)
    labelled = bracketed if 2 * len(bracketed) >= len(plain) else plain
    if 2 * sum(label_of(line).isdigit() for line in labelled) > len(labelled):
        labelled = [
            line for line in labelled if label_of(line).isdigit() and len(label_of(line)) < _YEAR_DIGITS
        ]
    inset = insets(listed, frozenset(labelled))
    labelled = [
        line
        for line in labelled
        if line.left < inset.get((line.page, line.column), float("inf")) - _LABEL_SLACK_BP
    ]
    counts = all(label_of(line).isdigit() for line in labelled)
    few = len(labelled) < 2 and len(listed) >= _LONE_LABEL_MAX_LINES
    from_one = counts and any(int(label_of(line)) == 1 for line in labelled[:3])
    rare = len(listed) > _LONE_LABEL_MAX_LINES * len(labelled)
    return [] if few or (counts and not from_one and rare) else labelled


def insets(listed: Sequence[DraftLine], labelled: Collection[DraftLine]) -> dict[tuple[int, int], float]:
    """Return where the further lines of entries begin, in bp, by page and column, for lists that set them
    in.
    """
    further: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    first: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    for line in listed:
        side = first if line in labelled else further
        side[line.page, line.column].append(line.left)
    result = {}
    for place, lefts in further.items():
        usual = Counter(round(left) for left in lefts).most_common(1)[0][0]
        if place in first and usual > min(first[place]) + HANGING_MIN_BP:
            result[place] = float(usual)
    return result


def outstanding_lines(listed: Sequence[DraftLine]) -> list[DraftLine]:
    """Return the lines of a list without labels that stand out to the left of their column."""
    edges: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    for line in listed:
        edges[line.page, line.column].append(line.left)
    return [
        line
        for line in listed
        for lefts in (edges[line.page, line.column],)
        if line.left < min(lefts) + _EDGE_SLACK_BP and max(lefts) - min(lefts) > HANGING_MIN_BP
    ]
