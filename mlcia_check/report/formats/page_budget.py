"""Lays out the page budget as a sentence and a bar to scale."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mlcia_check.report.styled_lines import Line, Signs, Span, Style
from mlcia_check.report.view import View
from mlcia_check.report.worded import PageBudget
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.report.words.quantity import tenths

LEFT_IN_COLUMNS_MAX_PAGES: Final = 2.0
"""Pages left up to which the room is told in columns too."""


def lay_out(budget: PageBudget, view: View) -> Iterator[Line]:
    """Yield the line "19.4 of 20 pages: body 14.1, bibliography 2.3, appendix 3", then the same as a bar."""
    parts: tuple[tuple[Style, float], ...] = (
        ("body", budget.body),
        ("bibliography", budget.bibliography),
        ("appendix", budget.appendix),
    )
    total, over = used(budget, view.lang)
    line = [Span("  " + total + phrase(view.lang, "at"), "fail" if over else "strong")]
    shown = [(part, share) for part, share in parts if share or part != "appendix"]
    for index, (part, share) in enumerate(shown):
        comma = phrase(view.lang, "join") if index < len(shown) - 1 else ""
        line += [Span(phrase(view.lang, f"budget.{part}", n=f"{share:.1f}"), part), Span(comma)]
    yield tuple(line)
    yield (Span("  "), *_bar(parts, budget, min(view.cells - 4, 60), view.glyphs))
    if room := left(budget, view.lang):
        yield (Span("  " + room, "dim"),)


def used(budget: PageBudget, lang: Lang) -> tuple[str, bool]:
    """Return "19.4 of 20 pages", and whether that exceeds the limit."""
    spent = budget.body + budget.bibliography + budget.appendix
    over = budget.limit is not None and budget.counted > budget.limit
    # The limit counts whole pages; the tenths must not seem to contradict it.
    if budget.limit is not None and over != (round(spent, 1) > budget.limit):
        spent = budget.counted
    if budget.limit is None:
        pages = tenths(spent)
        return phrase(lang, "budget.open.one" if pages == "1" else "budget.open.many", n=pages), over
    return phrase(lang, "budget.limit", pages=tenths(spent), limit=budget.limit), over


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


def _bar(
    parts: tuple[tuple[Style, float], ...], budget: PageBudget, cells: int, glyphs: Signs
) -> Iterator[Span]:
    """Yield the parts to scale, up to the limit or the last page; an exceeded limit is marked."""
    scale = cells / max(budget.limit or 0, budget.counted, 1)
    limit = None if budget.limit is None or budget.counted <= budget.limit else round(budget.limit * scale)
    signs = {"body": glyphs.body, "bibliography": glyphs.bibliography, "appendix": glyphs.appendix}
    at, spent = 0, 0.0
    for part, share in parts:
        spent += share
        end = min(round(spent * scale), cells)
        for start, stop in _split(at, end, limit):
            if start == limit:
                yield Span(glyphs.limit, "over")
            yield Span(signs[part] * (stop - start), part)
        at = max(at, end)
    if at < cells:
        yield Span(glyphs.free * (cells - at), "free")


def _split(start: int, end: int, at: int | None) -> Iterator[tuple[int, int]]:
    """Yield the part from `start` to `end`, cut in two at `at` if `at` lies within it."""
    if at is not None and start < at < end:
        yield start, at
        start = at
    if start < end:
        yield start, end
