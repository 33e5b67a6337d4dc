"""Are the title and the headings set in the format's type sizes?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from msgspec import Struct

from mlcia_check.model.answers import Answer, Breach, NotApplicable, Place
from mlcia_check.model.geometry import Box
from mlcia_check.model.lengths import Length
from mlcia_check.model.measured_paper import Paper, Section
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {"small": ("what_en", "what_zh"), "large": ("what_en", "what_zh")}
DOUBTS: Cases = {}

NAMES: Final = {
    "title": ("the title", "标题"),
    "sections": ("section headings", "一级标题"),
    "subsections": ("subsection headings", "二级标题"),
}
"""What the sentences call each kind, in English and in Chinese."""

_TITLE_MIN_SHARE: Final = 0.95
"""Of the largest type: the lines of a title differ by no more."""

_TITLE_MIN_LETTERS: Final = 3
"""Letters of a line of the title; less is a mark or a logo."""

_SECTION_NUMBER: Final = re.compile(r"\d+|[IVX]{2,}")
"""The number of a section: "3", "IV". A single letter can be a Roman number, a subsection or an appendix."""

_SUBSECTION_NUMBER: Final = re.compile(r"(?:\d+|[A-Z])\.\d+")


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """The least and the most type sizes, in bp, of the title, of headings of sections ("3 Results") and of
    subsections ("3.1 Setup"); what is left out has no bound.

    `slack`: the slack of these sizes, in bp.
    """

    slack: Length
    title: Length | None = None
    title_most: Length | None = None
    sections: Length | None = None
    sections_most: Length | None = None
    subsections: Length | None = None
    subsections_most: Length | None = None


class _Bounds(NamedTuple):
    """The least and the most type size of a kind of headings, in bp, each None if there is no bound."""

    least: float | None
    most: float | None


class _Heading(NamedTuple):
    """A heading, or a line of the title: its largest type, and its place."""

    size_bp: float
    page: int
    box: Box
    text: str


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach for each kind whose middle heading is out of bounds.

    In small capitals the large ones count. Headings without a number are of no known level, and do not count.
    """
    bounds = {
        "title": _Bounds(params.title, params.title_most),
        "sections": _Bounds(params.sections, params.sections_most),
        "subsections": _Bounds(params.subsections, params.subsections_most),
    }
    headings = {
        "title": _title(paper),
        "sections": _headings(paper, _SECTION_NUMBER, with_references=True),
        "subsections": _headings(paper, _SUBSECTION_NUMBER, with_references=False),
    }
    if not any(headings.values()):
        yield NotApplicable("no-headings")
        return
    for kind, found in headings.items():
        if found:
            yield from _out_of_bounds(kind, found, bounds[kind], params.slack)


def _out_of_bounds(kind: str, found: Sequence[_Heading], bounds: _Bounds, slack: float) -> Iterator[Breach]:
    middle = sorted(found)[len(found) // 2]
    small = bounds.least is not None and middle.size_bp < bounds.least - slack
    large = bounds.most is not None and middle.size_bp > bounds.most + slack
    if small or large:
        yield Breach(
            measured=middle.size_bp,
            expected=bounds.least if small else bounds.most,
            unit="bp",
            place=Place(middle.page, middle.box, middle.text),
            pages=tuple(sorted({one.page for one in found})),
            lines=len(found),
            case="small" if small else "large",
            detail={"what_en": NAMES[kind][0], "what_zh": NAMES[kind][1]},
            geometric=True,
        )


def _title(paper: Paper) -> list[_Heading]:
    block = [
        line
        for line in paper.lines
        if line.page == 1
        and line.role == "title-block"
        and sum(map(str.isalpha, line.text)) >= _TITLE_MIN_LETTERS
    ]
    largest = max((line.size_bp for line in block), default=0.0)
    return [
        _Heading(line.size_bp, line.page, line.box, line.text)
        for line in block
        if line.size_bp > _TITLE_MIN_SHARE * largest
    ]


def _headings(paper: Paper, number: re.Pattern[str], *, with_references: bool) -> list[_Heading]:
    return [
        _Heading(section.size_bp, section.page, section.box, section.text)
        for section in paper.sections
        if number.fullmatch(section.number) or (with_references and _is_unnumbered_section(section))
    ]


def _is_unnumbered_section(section: Section) -> bool:
    return not section.number and section.kind in ("references", "acknowledgements")
