"""Are the glyphs of the running text as wide, and letters and words as far apart, as their font has them?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.findings import Answer, Breach, NotApplicable, Place
from mlcia_check.paper import Line, Paper, Unmeasured
from mlcia_check.rule import Cases

BREACHES: Cases = {"": (), "part": (), "tracking": (), "word-space": ()}
DOUBTS: Cases = {}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """Body glyphs are scaled across by `least` on the mean; a page is judged from `lines` full lines on.

    What is added between two letters is at least `tracking`, and the space between two words is at
    least `word_space` on the mean, both in hundredths of the type size.
    """

    least: float
    lines: int
    tracking: float
    word_space: float


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """At most one breach of width, for the whole paper or its narrower pages, and one for each spacing."""
    if isinstance(paper.body, Unmeasured):
        yield NotApplicable(paper.body.reason)
        return
    yield from _spacing(paper, params)
    pages: dict[int, list[Line]] = {}
    for line in paper.lines:
        if line.role == "body" and line.full:
            pages.setdefault(line.page, []).append(line)
    narrow = {
        page: lines
        for page, lines in pages.items()
        if len(lines) >= params.lines and _mean(lines) < params.least
    }
    whole = paper.body.stretch < params.least
    if not narrow and not whole:
        return
    lines = [line for page in narrow.values() for line in page]
    yield Breach(
        measured=100.0 * (paper.body.stretch if whole else _mean(lines)),
        expected=100.0 * params.least,
        unit="percent",
        place=Place(lines[0].page, lines[0].box, lines[0].text) if lines else None,
        pages=tuple(narrow),
        lines=len(lines),
        case="" if whole else "part",
        geometric=True,
    )


def _spacing(paper: Paper, params: Params) -> Iterator[Answer]:
    text = tuple(page.number for page in paper.pages if page.kind == "text")
    if not isinstance(paper.tracking, Unmeasured) and 100.0 * paper.tracking < params.tracking:
        tightened = -100.0 * paper.tracking
        yield Breach(tightened, -params.tracking, "percent", pages=text, case="tracking")
    if not isinstance(paper.word_space, Unmeasured) and 100.0 * paper.word_space < params.word_space:
        yield Breach(100.0 * paper.word_space, params.word_space, "percent", pages=text, case="word-space")


def _mean(lines: list[Line]) -> float:
    weight = sum(len(line.text) for line in lines)
    return sum(line.stretch * len(line.text) for line in lines) / weight if weight else 1.0
