"""Which measure each threshold of the packs is compared with, and which cheats lie beyond it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from mlcia_check.model.rule_pack import Pack
from tools.bench.random_papers.cheat import Cheat
from tools.bench.random_papers.cheats import CHEATS
from tools.bench.random_papers.judging import Judged


class Threshold(Struct, frozen=True):
    """A limit of a rule. Beyond it lies less, unless `most`; cheats of `families` move the measure."""

    title: str
    rule: str
    measure: str
    families: tuple[str, ...]
    limit: Callable[[Any], float]
    unit: str = "bp"
    most: bool = False


def _space(kind: str, title: str, *families: str) -> Threshold:
    def limit(params: Any) -> float:
        return float(getattr(params, kind.replace("-", "_")) - params.slack.get(kind, 0.0))

    return Threshold(title, "spacing-squeeze", f"space, {kind}", families, limit)


THRESHOLDS = (
    Threshold("left edge", "text-block", "left", ("margin, left", "margin, both"), lambda p: p.left - p.side),
    Threshold(
        "right edge",
        "text-block",
        "right",
        ("margin, right", "margin, both"),
        lambda p: p.right + p.side,
        most=True,
    ),
    Threshold(
        "first baseline",
        "text-block",
        "first baseline",
        ("lines at the top",),
        lambda p: p.top + p.row,
        most=True,
    ),
    Threshold(
        "last baseline", "text-block", "last baseline", ("lines at the bottom",), lambda p: p.bottom - p.row
    ),
    Threshold("gutter", "column-gap", "gutter", ("gutter",), lambda p: p.gap - p.slack),
    Threshold(
        "column width",
        "column-width",
        "column width",
        ("margin, both", "gutter"),
        lambda p: p.width + p.wider,
        most=True,
    ),
    Threshold("leading of the paper", "line-spacing", "leading", ("leading",), lambda p: p.least - p.slack),
    Threshold(
        "leading of the tightest column",
        "line-spacing",
        "tightest column",
        ("leading, last third", "leading, appendix"),
        lambda p: p.least - p.slack,
    ),
    Threshold(
        "type size of the paper", "body-font-size", "size", ("type size",), lambda p: p.least - p.slack
    ),
    Threshold(
        "type size of references",
        "bibliography-font-size",
        "references size",
        ("references, size",),
        lambda p: p.least - p.slack,
    ),
    Threshold(
        "glyph width", "body-font-width", "stretch", ("glyph width",), lambda p: p.least, unit="of the font's"
    ),
    Threshold(
        "letter space",
        "body-font-width",
        "tracking",
        ("letter space",),
        lambda p: p.tracking / 100.0,
        unit="em",
    ),
    Threshold(
        "word space",
        "body-font-width",
        "word space",
        ("word space",),
        lambda p: p.word_space / 100.0,
        unit="em",
    ),
    _space("heading-above", "space above headings", "space at headings"),
    _space("heading-below", "space below headings", "space at headings", "negative space after sections"),
    _space("list-above", "space above lists", "space at lists"),
    _space("float-below", "space below floats", "space at floats", "negative space in floats"),
    _space("caption-above", "space above captions", "space at captions"),
    _space("display-below", "space below formulas", "space at formulas"),
    _space("reference-leading", "leading of references", "references, leading"),
)


class Spread(Struct, frozen=True):
    """A threshold's limit, the measure on honest papers, and on cheated ones by family and size."""

    threshold: Threshold
    limit: float
    honest: tuple[float, ...]
    cheated: dict[Cheat, tuple[float, ...]]


def spreads(judged: list[Judged], pack: Pack) -> Iterator[Spread]:
    """The distribution of each measure on both sides of its threshold."""
    params = {rule.id: rule.params for rule in pack.rules}
    by_cheat: dict[str, list[Judged]] = {}
    for one in judged:
        by_cheat.setdefault(one.made.cheat, []).append(one)
    for threshold in THRESHOLDS:
        cheats = [cheat for cheat in CHEATS if cheat.family in threshold.families]
        cheated = {cheat: _values(by_cheat.get(cheat.name, []), threshold.measure) for cheat in cheats}
        yield Spread(
            threshold,
            threshold.limit(params[threshold.rule]),
            _values(by_cheat.get("", []), threshold.measure),
            {cheat: values for cheat, values in cheated.items() if values},
        )


def _values(judged: list[Judged], measure: str) -> tuple[float, ...]:
    return tuple(sorted(one.measures[measure] for one in judged if measure in one.measures))
