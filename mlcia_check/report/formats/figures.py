"""The figures of a measured paper, one on each line."""

from __future__ import annotations

from collections.abc import Iterator

from mlcia_check.report.styled_lines import Line, Span, padded, width
from mlcia_check.report.view import View
from mlcia_check.report.worded import Measured
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.report.words.quantity import Quantity, notation

SHOWN = (
    "paper_size",
    "columns",
    "column_width",
    "column_gap",
    "text_block",
    "body_font",
    "body_font_size",
    "leading",
    "language",
    "references",
)


def lay_out(measured: Measured, view: View) -> Iterator[Line]:
    """Yield the figures of a paper, one on each line."""
    figures = rows(measured, view.lang)
    column = max(width(label) for label, _ in figures) + 2
    for label, figure in figures:
        yield Span("    " + padded(label, column), "dim"), Span(figure)


def rows(measured: Measured, lang: Lang) -> list[tuple[str, str]]:
    """Return the label and figure of every quantity; an unmeasured one has its reason as its figure."""
    return [(phrase(lang, f"measure.{name}"), _figure(name, measured, lang)) for name in SHOWN]


def _figure(name: str, measured: Measured, lang: Lang) -> str:
    value = getattr(measured, name)
    if value is None:
        reason = measured.unmeasured.get(name)
        if reason is None:
            return phrase(lang, "unmeasured")
        return phrase(lang, "unmeasured.because", reason=phrase(lang, f"reason.{reason}"))
    if value == "":
        return phrase(lang, "font.nameless")
    if name == "text_block":
        left, bottom, right, top = value
        return phrase(lang, "measure.block", left=left, right=right, bottom=bottom, top=top)
    return str(Quantity(value, "" if isinstance(value, int | str) else "bp", None, notation(lang)))
