"""Are the paper, its abstract, its title, its keywords and its sections as long as the call allows?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct, field

from mlcia_check.checks.placed_sections import placed_sections
from mlcia_check.model.answers import Answer, Breach, Doubt, NotApplicable, Place
from mlcia_check.model.measured_paper import FURNITURE, Paper
from mlcia_check.model.rule_pack import Cases, PackSection, PartOrSectionId, WordBounds, Words
from mlcia_check.support import word_count

_WHAT: Final = ("what_en", "what_zh")
BREACHES: Cases = {"": _WHAT, "few": _WHAT, "keywords": (), "keywords-few": (), "pages": _WHAT}
DOUBTS: Cases = {"not-found": _WHAT}

_NAMES: Final = {
    "paper": Words("The paper", "全文"),
    "abstract": Words("The abstract", "摘要"),
    "title": Words("The title", "标题"),
    "keywords": Words("The list of keywords", "关键词"),
}
"""The names of what is measured, as a sentence begins with them."""

_NOT_COUNTED: Final = frozenset({"float", "caption", "title-block", "front-note", *FURNITURE})
"""Roles of lines that are not part of a paper's words."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """The bounds, in words; of `keywords`, their number.

    `free`: parts and sections whose words do not count for the paper. `slack`: words of running text may be
    this share, in percent, beyond a bound: formulas and hyphens are counted differently by every program.
    `sections`: what the pack says of its sections; their most words and pages are held here.
    """

    slack: float
    paper: WordBounds = WordBounds()
    abstract: WordBounds = WordBounds()
    title: WordBounds = WordBounds()
    keywords: WordBounds = WordBounds()
    free: tuple[PartOrSectionId, ...] = ()
    sections: dict[str, PackSection] = field(default_factory=dict)


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield a breach for each length out of its bounds, a doubt for a text that was not found."""
    bounds = (params.paper, params.abstract, params.title, params.keywords)
    bounded = {
        name: section
        for name, section in params.sections.items()
        if section.words.most is not None or section.pages.most is not None
    }
    if not bounded and not any(_is_stated(bound) for bound in bounds):
        yield NotApplicable("no-length-stated")
        return
    if paper.imposed:
        yield NotApplicable("imposed")
        return
    yield from _text(_NAMES["paper"], _words_of_paper(paper, params), params.paper, params.slack)
    abstract = word_count.count(line.text for line in paper.lines if line.in_abstract)
    yield from _text(_NAMES["abstract"], abstract, params.abstract, params.slack)
    yield from _text(_NAMES["title"], word_count.count([paper.title]), params.title, 0.0)
    yield from _keywords(paper, params.keywords)
    yield from _sections(paper, bounded, params.slack)


def _is_stated(bounds: WordBounds) -> bool:
    return bounds.least is not None or bounds.most is not None


def _words_of_paper(paper: Paper, params: Params) -> int:
    """Return the words of running text, headings, notes and references that count."""
    sections = paper.named_sections
    return word_count.count(
        line.text
        for line in paper.lines
        if line.role not in _NOT_COUNTED
        and line.part not in params.free
        and not (line.named >= 0 and set(sections[line.named].ids) <= set(params.free))
    )


def _text(what: Words, words: int, bounds: WordBounds, slack: float) -> Iterator[Answer]:
    """Yield what speaks against a text of so many words."""
    if not _is_stated(bounds):
        return
    detail = {"what_en": what.en, "what_zh": what.zh}
    if words == 0:
        yield Doubt("not-found", detail={**detail})
    elif bounds.most is not None and words > bounds.most * (1.0 + slack / 100.0):
        yield Breach(words, bounds.most, "words", detail={**detail})
    elif bounds.least is not None and words < bounds.least * (1.0 - slack / 100.0):
        yield Breach(words, bounds.least, "words", case="few", detail={**detail})


def _keywords(paper: Paper, bounds: WordBounds) -> Iterator[Answer]:
    if not _is_stated(bounds):
        return
    number = len(paper.keywords)
    if number == 0:
        what = _NAMES["keywords"]
        yield Doubt("not-found", detail={"what_en": what.en, "what_zh": what.zh})
    elif bounds.most is not None and number > bounds.most:
        yield Breach(number, bounds.most, case="keywords")
    elif bounds.least is not None and number < bounds.least:
        yield Breach(number, bounds.least, case="keywords-few")


def _sections(paper: Paper, bounded: Mapping[str, PackSection], slack: float) -> Iterator[Answer]:
    """Yield a breach for each section that is too long, counted over all its pieces."""
    for name, section in bounded.items():
        found = placed_sections(paper.named_sections, name, section)
        if not found:
            continue
        first = found[0]
        place = Place(first.page, first.box, first.heading)
        detail = {"what_en": f"The section “{first.heading}”", "what_zh": f"“{first.heading}”一节"}
        words = sum(one.words for one in found)
        pages = round(sum(one.pages for one in found), 1)
        if section.words.most is not None and words > section.words.most * (1.0 + slack / 100.0):
            yield Breach(words, section.words.most, "words", place, detail={**detail})
        if section.pages.most is not None and pages > section.pages.most:
            yield Breach(pages, section.pages.most, "pages", place, case="pages", detail={**detail})
