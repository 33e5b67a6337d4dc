"""Makes the notes of an annotated copy: every place of a finding as a mark, and the format's outline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct, structs

from mlcia_check.model import authoring_tool
from mlcia_check.model.annotation_marks import AnnotationMark, PageStrip, StripLine
from mlcia_check.model.answers import Place
from mlcia_check.model.geometry import Box
from mlcia_check.model.judged import Finding, JudgedDocument
from mlcia_check.model.rule_pack import Pack
from mlcia_check.report.styled_lines import wrapped
from mlcia_check.report.words import wording
from mlcia_check.report.words.phrases import Lang, counted, phrase

_QUOTE = "quote"
"""The detail in which a check gives words that the page does not show."""

STRIP_MAX_ROWS: Final = 7
"""Rows of a strip: with 9.5bp each, they stay in the white below the text of a letter page."""
STRIP_EDGE_BP: Final = 18.0
"""White on both sides of a strip's text."""
STRIP_CELL_BP: Final = 4.1
"""Width of a terminal cell in 7.5bp type: Helvetica's small letters take 0.5em, a Chinese character 1em."""
STRIP_MIN_CELLS: Final = 20


class Notes(Struct, frozen=True):
    """What is drawn into a copy: the marks, and for each page with marks a strip with the messages."""

    marks: tuple[AnnotationMark, ...]
    strips: tuple[PageStrip, ...]

    @property
    def pages(self) -> int:
        """The number of pages with marks."""
        return len(self.strips)


def notes(document: JudgedDocument, pack: Pack, lang: Lang) -> Notes:
    """Return a mark for each place of each finding of a readable document, and the strips of its pages.

    A finding about the whole document is marked on page 1.
    """
    rules = {rule.id: rule for rule in pack.rules}
    made_with = authoring_tool.tool(document.paper) if document.paper else ""
    marks: list[AnnotationMark] = []
    lines: dict[int, list[StripLine]] = {}
    for number, found in enumerate(document.findings, 1):
        record = wording.finding(_unquoted(found), rules[found.rule], lang, made_with)
        places = _places(found)
        for nth, place in enumerate(places, 1):
            many = phrase(lang, "note.place", n=nth, total=len(places)) if len(places) > 1 else ""
            heading = phrase(lang, "join").join(filter(None, (found.rule, many)))
            marks.append(
                AnnotationMark(
                    page=place.page,
                    box=place.box,
                    severity=found.severity,
                    subject=found.rule,
                    note="\n".join(filter(None, (heading, record.message, record.hint))),
                    tag=str(number),
                )
            )
        for page in dict.fromkeys(place.page for place in places):
            told = f"{number}  {found.rule}{phrase(lang, 'at')}{record.message}"
            lines.setdefault(page, []).append(StripLine(told, found.severity))
    strips = tuple(
        PageStrip(page, _fitted(its, _cells(document, page), lang)) for page, its in sorted(lines.items())
    )
    return Notes(tuple(marks), strips)


def _places(found: Finding) -> list[Place]:
    """Return every place of a finding: its own, then the pages concerned on which it has none."""
    answer = found.answer
    places = list(answer.places or ((answer.place,) if answer.place else ()))
    shown = {place.page for place in places}
    places += [Place(page) for page in answer.pages if page not in shown]
    return sorted(places, key=lambda place: place.page) or [Place(1)]


def _cells(document: JudgedDocument, page: int) -> int:
    """Return how many terminal cells of text fit into the strip of a page."""
    width = document.paper.pages[page - 1].width_bp if document.paper else 0.0
    return max(int((width - 2 * STRIP_EDGE_BP) / STRIP_CELL_BP), STRIP_MIN_CELLS)


def _fitted(lines: list[StripLine], cells: int, lang: Lang) -> tuple[StripLine, ...]:
    """Return the lines wrapped; in one row each, and only the first of them, if they are too many."""
    rows = [StripLine(text, line.severity) for line in lines for text in wrapped(line.text, cells)]
    if len(rows) <= STRIP_MAX_ROWS:
        return tuple(rows)
    single = [StripLine(_cut(line.text, cells), line.severity) for line in lines]
    if len(single) <= STRIP_MAX_ROWS:
        return tuple(single)
    left = single[STRIP_MAX_ROWS - 1 :]
    more = counted(lang, "note.more", len(left))
    return (*single[: STRIP_MAX_ROWS - 1], StripLine(more, left[0].severity))


def _cut(text: str, cells: int) -> str:
    first, *rest = wrapped(text, cells - 1)
    return f"{first}…" if rest else first


def outline(pack: Pack) -> tuple[Box, ...]:
    """Return the format's text block and columns, in bp as viewed; () if no rule of the pack states them."""
    above, below = _line(pack)
    return tuple(
        Box(box.left, box.bottom - below, box.right, box.top + above)
        for rule in pack.rules
        if rule.check == "text-block" and rule.severity != "off"
        for box in _between_baselines(rule.params)
    )


def _between_baselines(block: Any) -> Iterator[Box]:
    """Yield the block and its columns, between baselines, from the parameters of the check `text-block`."""
    yield Box(block.left, block.bottom, block.right, block.top)
    step = (block.right - block.left - block.column_width) / max(block.columns - 1, 1)
    for index in range(block.columns):
        left = block.left + index * step
        yield Box(left, block.bottom, left + block.column_width, block.top)


def _line(pack: Pack) -> tuple[float, float]:
    """Return how far a line of the format's text reaches above and below its baseline, in bp.

    Above is the type size, below the rest of the leading; 0 if no rule of the pack states them.
    """
    asked = [rule for rule in pack.rules if not rule.unstated]
    sizes = (r.params.least for r in asked if r.check == "font-size" and r.params.role == "body")
    leadings = (r.params.least for r in asked if r.check == "line-spacing")
    size = next(sizes, 0.0)
    return size, max(next(leadings, size) - size, 0.0)


def _unquoted(found: Finding) -> Finding:
    """Return the finding without its quote: text that a paper hides must not be in the copy."""
    detail = found.answer.detail
    if _QUOTE not in detail:
        return found
    answer = structs.replace(found.answer, detail={**detail, _QUOTE: "…"})
    return structs.replace(found, answer=answer)
