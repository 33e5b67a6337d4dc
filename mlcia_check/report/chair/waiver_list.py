"""The waivers and decisions about a batch, for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from mlcia_check.model.decisions import Decision, Decisions, Waiver
from mlcia_check.report.styled_lines import Line, Span, padded, width, wrapped
from mlcia_check.report.view import View
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.support.printable import plain, printable

COLUMN_MIN_CELLS: Final = 24
"""Cells that the reason of a waiver gets at least."""


def lay_out(said: Decisions, hashes: Mapping[str, str], view: View) -> Iterator[Line]:
    """Yield one block for each waiver and decision. `hashes` gives the SHA-256 of each paper's PDF now."""
    every: list[Waiver | Decision] = [*said.waivers, *said.decisions]
    rows = [(_head(one, view.lang), _text(one, hashes, view.lang)) for one in every]
    if not rows:
        yield (Span(phrase(view.lang, "waivers.none"), "dim"),)
    ids = max((width(paper) for (paper, _), _ in rows), default=0)
    heads = max((width(head) for (_, head), _ in rows), default=0)
    for (paper, head), text in rows:
        room = max(view.cells - ids - heads - 4, COLUMN_MIN_CELLS)
        first, *rest = wrapped(text, room)
        yield Span(padded(paper, ids + 2), "strong"), Span(padded(head, heads + 2)), Span(first)
        for line in rest:
            yield Span(" " * (ids + heads + 4)), Span(line)


def _head(one: Waiver | Decision, lang: Lang) -> tuple[str, str]:
    if isinstance(one, Decision):
        return printable(one.paper), phrase(lang, f"decision.{one.decision}")
    page = phrase(lang, "join") + phrase(lang, "page.one", n=one.page) if one.page else ""
    return printable(one.paper), printable(one.rule) + page


def _text(one: Waiver | Decision, hashes: Mapping[str, str], lang: Lang) -> str:
    words = one.note if isinstance(one, Decision) else one.reason
    said = phrase(lang, "part").join(filter(None, (plain(one.by), one.when)))
    said = phrase(lang, "at").join(filter(None, (said, plain(words))))
    now = hashes.get(one.paper)
    if now == one.sha256:
        return said
    return f"{said} {phrase(lang, 'waivers.void' if now else 'waivers.no-paper')}"
