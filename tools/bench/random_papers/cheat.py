"""What a cheat is, and the ways to put one into a paper's source."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct, structs

from tools.bench.random_papers.source import Source

Quantity = Literal[
    "left",
    "right",
    "gutter",
    "top",
    "bottom",
    "leading",
    "size",
    "references",
    "references_leading",
    "pages",
    "sizes",
    "leadings",
    "widths",
    "places",
]
"""The last four are of single lines or words: some lines change, or all words do."""
Change = Callable[[Source], Source]


def _any(_: Source) -> bool:
    return True


class Truth(Struct, frozen=True):
    """What an independent reader must see change, against the honest paper: by a difference or a factor."""

    quantity: Quantity
    by: float = 0.0
    times: float = 1.0


MOVED = (Truth("places"),)
"""The words stand in other places."""


class Cheat(Struct, frozen=True):
    """One cheat of one size. It is found when one of `rules` has a finding.

    `family` groups the sizes of one way, `size` orders them. `target` marks the sizes that must be
    found in 99 of 100 papers; `share` is the share of papers that get it.
    """

    name: str
    family: str
    size: float
    rules: tuple[str, ...]
    change: Change
    truth: tuple[Truth, ...] = ()
    target: bool = False
    share: float = 0.1
    edit: tuple[float, ...] | None = None
    applies: Callable[[Source], bool] = _any


def unchanged(source: Source) -> Source:
    return source


def in_preamble(tex: str) -> Change:
    return lambda source: structs.replace(source, preamble=source.preamble + tex + "\n")


def at_begin(tex: str) -> Change:
    return lambda source: structs.replace(source, begin=source.begin + tex)


def around_last_third(start: str, end: str) -> Change:
    """Code around the last third of the body."""

    def change(source: Source) -> Source:
        cut = 2 * len(source.body) // 3
        return structs.replace(source, body=(*source.body[:cut], start, *source.body[cut:], end))

    return change


def before_appendix(start: str) -> Change:
    return lambda source: structs.replace(source, appendix=(start, *source.appendix))


def nine_point(source: Source) -> bool:
    return not source.large


def has_appendix(source: Source) -> bool:
    """Enough of an appendix, of running text at the format's size."""
    text = "".join(block for block in source.appendix if not block.startswith("\\"))
    return nine_point(source) and not source.appendix_first and len(text) > 3000


def has_places(*words: str, least: int = 4) -> Callable[[Source], bool]:
    def applies(source: Source) -> bool:
        text = "".join((*source.body, *source.appendix))
        return nine_point(source) and sum(text.count(word) for word in words) >= least

    return applies
