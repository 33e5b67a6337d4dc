"""Lays out the page budget as a sentence and a bar to scale."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from mlcia_check.report.budget_parts import BudgetPart, bar, parts
from mlcia_check.report.styled_lines import Line, Signs, Span, width
from mlcia_check.report.view import View
from mlcia_check.report.worded import PageBudget
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.report.words.quantity import tenths

LEFT_IN_COLUMNS_MAX_PAGES: Final = 2.0
"""Pages left up to which the room is told in columns too."""


def lay_out(budget: PageBudget, view: View) -> Iterator[Line]:
    """Yield the parts and their pages in words, then the same as a bar.

    "12 of 13 pages: body 11.1; not counted: bibliography 2.3, appendix 3.0".
    """
    lang = view.lang
    total, over = used(budget, lang)
    line = [Span("  " + total + phrase(lang, "at"), "fail" if over else "strong")]
    previous: BudgetPart | None = None
    for part in parts(budget):
        between, said = Span(joint(previous, part, lang)), Span(words(part, lang), part.name)
        if sum(width(span.text) for span in (*line, between, said)) < view.cells:
            line += [between, said]
        else:
            yield (*line, between)
            line = [Span("    "), said]
        previous = part
    yield tuple(line)
    yield (Span("  "), *_bar(budget, min(view.cells - 4, 60), view.glyphs))
    if room := left(budget, lang):
        yield (Span("  " + room, "dim"),)


def used(budget: PageBudget, lang: Lang) -> tuple[str, bool]:
    """Return "20 of 20 pages", and whether that exceeds the limit. What counts are whole pages."""
    if budget.limit is None:
        return phrase(
            lang, f"budget.open.{'one' if budget.counted == 1 else 'many'}", n=budget.counted
        ), False
    pages = phrase(lang, "budget.limit", pages=budget.counted, limit=budget.limit)
    return pages, budget.counted > budget.limit


def joint(previous: BudgetPart | None, part: BudgetPart, lang: Lang) -> str:
    """Return what stands between two parts."""
    if not part.counts and (previous is None or previous.counts):
        return phrase(lang, "budget.free")
    return phrase(lang, "join") if previous is not None else ""


def left(budget: PageBudget, lang: Lang) -> str:
    """Return "0.6 pages left, about 1.2 columns"; "" beyond the limit, without one, and with no room left.

    Columns are left out where more than a page or two are left: nobody counts in columns there.
    """
    if not budget.left:
        return ""
    said = _tenths("budget.left", budget.left, lang)
    if budget.left_columns is not None and budget.left < LEFT_IN_COLUMNS_MAX_PAGES:
        said += _tenths("budget.left-columns", budget.left_columns, lang)
    return said


def _tenths(key: str, amount: float, lang: Lang) -> str:
    figure = tenths(amount)
    return phrase(lang, f"{key}.one" if figure == "1" else f"{key}.many", n=figure)


def words(part: BudgetPart, lang: Lang) -> str:
    """Return a part with its pages to a tenth: "body 11.1"."""
    return phrase(lang, f"budget.{part.name}", n=f"{part.pages:.1f}", heading=part.heading)


def _bar(budget: PageBudget, cells: int, glyphs: Signs) -> Iterator[Span]:
    """Yield the parts to scale; the limit is marked where it does not end the bar."""
    drawn = bar(budget)
    row: list[Span] = [Span(glyphs.free, "free")] * cells
    for stretch in drawn.stretches:
        start, end = round(stretch.start * cells), round(stretch.end * cells)
        row[start:end] = [Span(getattr(glyphs, stretch.name), stretch.name)] * (end - start)
    if drawn.limit is not None:
        row.insert(round(drawn.limit * cells), Span(glyphs.limit, "over"))
    for style, spans in groupby(row, key=lambda span: span.style):
        yield Span("".join(span.text for span in spans), style)
