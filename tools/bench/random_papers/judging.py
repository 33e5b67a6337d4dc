"""What mlcia-check says of a PDF, and what it measured there."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise
from statistics import median

from msgspec import Struct

from mlcia_check import rulebook
from mlcia_check.examination import Criteria, examine
from mlcia_check.model.judged import JudgedDocument
from mlcia_check.model.measured_paper import Paper, Unmeasured
from mlcia_check.model.rule_pack import Pack
from mlcia_check.sources import Source
from tools.bench.random_papers.building import Made

SPACES_MIN = 3
"""A kind of space is shown from so many places on, as the rule has it."""
PLACES_DEFAULT_PERCENT = 50.0
COLUMN_MIN_LINES = 8
"""A column is measured from so many full lines on, as the rules have it."""


class Found(Struct, frozen=True):
    """A finding, in short."""

    rule: str
    severity: str
    page: int
    case: str
    measured: str
    words: str


class Judged(Struct, frozen=True):
    """One PDF, judged. `measures` are in bp but for ratios and counts; what was not measured is left out."""

    made: Made
    verdict: str
    found: tuple[Found, ...]
    measures: dict[str, float]

    def has(self, rules: Iterable[str]) -> bool:
        return any(found.rule in rules for found in self.found)


def judge(made: Made, confirm: bool) -> Judged:
    """Judge one PDF by the default pack."""
    pack = rulebook.load_pack(rulebook.DEFAULT_PACK)
    document = examine(Source(made.pdf, file=made.pdf), Criteria(pack, confirm=confirm))
    taken = measures(document.paper, _shares(pack)) if document.paper else {}
    return Judged(made, document.verdict, _found(document), taken)


def _shares(pack: Pack) -> dict[str, float]:
    """What percentage of the places of a kind of space has to be tight."""
    spacing = next(rule for rule in pack.rules if rule.check == "spacing-squeeze")
    shares: dict[str, float] = spacing.params.share
    return shares


def _found(document: JudgedDocument) -> tuple[Found, ...]:
    rows = []
    for finding in document.findings:
        answer = finding.answer
        place = answer.place
        rows.append(
            Found(
                finding.rule,
                finding.severity,
                place.page if place else 0,
                answer.case,
                f"{answer.measured} / {answer.expected}",
                place.words[:60] if place else "",
            )
        )
    return tuple(rows)


def measures(paper: Paper, shares: dict[str, float]) -> dict[str, float]:
    """What the thresholds of the layout, type and spacing rules are compared with."""
    columns = [column for column in paper.columns if column.lines >= COLUMN_MIN_LINES]
    last = max((column.index for column in columns), default=0)
    values: dict[str, float | None] = {
        "left": min(_numbers(column.left_bp for column in columns if column.index == 0), default=None),
        "right": max(_numbers(column.right_bp for column in columns if column.index == last), default=None),
        "gutter": _number(paper.column_gap_bp),
        "column width": _number(paper.column_width_bp),
        "first baseline": _shared([_number(column.first_baseline_bp) for column in columns], highest=True),
        "last baseline": _shared([_number(column.last_baseline_bp) for column in columns], highest=False),
        "tightest column": min(_numbers(column.leading_bp for column in columns), default=None),
        "tracking": _number(paper.tracking_em),
        "word space": _number(paper.word_space_em),
    }
    if not isinstance(paper.body, Unmeasured):
        values |= {
            "size": paper.body.size_bp,
            "stretch": paper.body.horizontal_scale,
            "leading": _number(paper.body.leading_bp),
            "smallest line": min(
                (line.size_bp for line in paper.lines if line.role == "body" and line.full), default=None
            ),
        }
    if paper.references:
        values["references size"] = median(entry.size_bp for entry in paper.references)
    for kind in {space.kind for space in paper.spaces}:
        distances = sorted(space.distance_bp for space in paper.spaces if space.kind == kind)
        if len(distances) >= SPACES_MIN:
            place = math.ceil(len(distances) * shares.get(kind, PLACES_DEFAULT_PERCENT) / 100) - 1
            values[f"space, {kind}"] = distances[place]
    return {name: value for name, value in values.items() if value is not None}


def _number(value: float | Unmeasured) -> float | None:
    return None if isinstance(value, Unmeasured) else value


def _numbers(values: Iterable[float | Unmeasured]) -> list[float]:
    return [value for value in values if not isinstance(value, Unmeasured)]


def _shared(rows: list[float | None], *, highest: bool) -> float | None:
    """The outermost row that at least two columns share, within 1bp."""
    known = sorted((row for row in rows if row is not None), reverse=highest)
    pairs = (a for a, b in pairwise(known) if abs(a - b) < 1.0)
    return next(pairs, None)
