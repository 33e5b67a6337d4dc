"""Do the glyphs, letter spaces and word spaces of the running text have the widths of their font?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from mlcia_check.checks import every_place
from mlcia_check.model.answers import Answer, Breach, NotApplicable, Place
from mlcia_check.model.measured_paper import Line, Paper, Role, Unmeasured, room
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {
    "": (),
    "part": (),
    "tracking": (),
    "word-space": (),
    "letters": (),
    "references": (),
    "footnotes": (),
}
DOUBTS: Cases = {}

_CASES: Final[dict[Role, str]] = {"body": "letters", "reference": "references", "footnote": "footnotes"}


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`least`: the least mean horizontal scale of body glyphs (1 is the font's own width).

    `lines`: the least number of full lines of a page to check. `tracking`: the least space added between two
    letters, in hundredths of the type size. `word_space`: the least mean space between two words, in the same
    unit. `letters`: the least length of the text of a page, in percent of the length that its letters and
    spaces have in their typeface; running text, references and footnotes are each checked. `letters_whole`:
    the same for all pages together, in percent.
    """

    least: float
    lines: int
    tracking: float
    word_space: float
    letters: float
    letters_whole: float


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield at most one breach of width, for the whole paper or its narrow pages, and one per spacing."""
    if isinstance(paper.body, Unmeasured):
        yield NotApplicable(paper.body.reason)
        return
    yield from _spacing(paper, params)
    yield from _letters(paper, params)
    pages: dict[int, list[Line]] = {}
    for line in paper.lines:
        if line.role == "body" and line.full:
            pages.setdefault(line.page, []).append(line)
    narrow = {
        page: lines
        for page, lines in pages.items()
        if len(lines) >= params.lines and _mean(lines) < params.least
    }
    whole = paper.body.horizontal_scale < params.least
    if not narrow and not whole:
        return
    lines = [line for page in narrow.values() for line in page]
    condensed = [line for line in lines if line.horizontal_scale < params.least]
    # microtype shrinks single lines by little: the narrowest line is one of those that were condensed
    shown = min(condensed, key=lambda line: line.horizontal_scale, default=None)
    yield Breach(
        measured=100.0 * (paper.body.horizontal_scale if whole else _mean(lines)),
        expected=100.0 * params.least,
        unit="percent",
        place=Place(shown.page, shown.box, shown.text) if shown else None,
        pages=tuple(narrow),
        places=every_place.of_passages(condensed),
        lines=len(condensed),
        case="" if whole else "part",
        geometric=True,
    )


def _spacing(paper: Paper, params: Params) -> Iterator[Answer]:
    text = tuple(page.number for page in paper.pages if page.kind == "text")
    if not isinstance(paper.tracking_em, Unmeasured) and 100.0 * paper.tracking_em < params.tracking:
        tightened = -100.0 * paper.tracking_em
        yield Breach(tightened, -params.tracking, "percent", pages=text, case="tracking")
    if not isinstance(paper.word_space_em, Unmeasured) and 100.0 * paper.word_space_em < params.word_space:
        yield Breach(100.0 * paper.word_space_em, params.word_space, "percent", pages=text, case="word-space")


def _letters(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach for each kind of text that takes less room than its letters take in their typeface."""
    for role, case in _CASES.items():
        own = [width for width in paper.set_widths if width.role == role]
        close = [
            width for width in own if width.lines >= params.lines and 100.0 * room([width]) < params.letters
        ]
        lines = sum(width.lines for width in own)
        if not close and lines >= params.lines and 100.0 * room(own) < params.letters_whole:
            close = own
        if not close:
            continue
        worst = min(close, key=lambda width: 100.0 * room([width]))
        yield Breach(
            100.0 * room(close),
            params.letters_whole,
            "percent",
            _place(paper, role, worst.page),
            tuple(width.page for width in close),
            places=every_place.of_each(_place(paper, role, width.page) for width in close),
            lines=sum(width.lines for width in close),
            case=case,
        )


def _place(paper: Paper, role: Role, page: int) -> Place:
    shown = next(
        (line for line in paper.lines if line.page == page and line.role == role and line.full), None
    )
    return Place(page) if shown is None else Place(page, shown.box, shown.text)


def _mean(lines: list[Line]) -> float:
    weight = sum(len(line.text) for line in lines)
    return sum(line.horizontal_scale * len(line.text) for line in lines) / weight if weight else 1.0
