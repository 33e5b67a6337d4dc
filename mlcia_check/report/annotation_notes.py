"""Makes the marks of an annotated copy: each finding as a mark with a note, and the format's outline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import structs

from mlcia_check.model import authoring_tool
from mlcia_check.model.annotation_marks import AnnotationMark
from mlcia_check.model.geometry import Box
from mlcia_check.model.judged import Finding, JudgedDocument
from mlcia_check.model.rule_pack import Pack
from mlcia_check.report.words import wording
from mlcia_check.report.words.phrases import Lang

_QUOTE = "quote"
"""The detail in which a check gives words that the page does not show."""


def marks(document: JudgedDocument, pack: Pack, lang: Lang) -> tuple[AnnotationMark, ...]:
    """Return a mark for each finding of a readable document; one about the whole document is on page 1."""
    rules = {rule.id: rule for rule in pack.rules}
    made_with = authoring_tool.tool(document.paper) if document.paper else ""
    made = []
    for found in document.findings:
        record = wording.finding(_unquoted(found), rules[found.rule], lang, made_with)
        place = found.answer.place
        made.append(
            AnnotationMark(
                page=record.page or 1,
                box=place.box if place else None,
                severity=found.severity,
                subject=found.rule,
                note="\n".join(filter(None, (found.rule, record.message, record.hint))),
            )
        )
    return tuple(made)


def outline(pack: Pack) -> tuple[Box, ...]:
    """Return the format's text block and columns, in bp as viewed; () if no rule of the pack states them."""
    above, below = _line(pack)
    return tuple(
        Box(box.left, box.bottom - below, box.right, box.top + above)
        for rule in pack.rules
        if rule.check == "text-block"
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
    sizes = (r.params.least for r in pack.rules if r.check == "font-size" and r.params.role == "body")
    leadings = (r.params.least for r in pack.rules if r.check == "line-spacing")
    size = next(sizes, 0.0)
    return size, max(next(leadings, size) - size, 0.0)


def _unquoted(found: Finding) -> Finding:
    """Return the finding without its quote: text that a paper hides must not be in the copy."""
    detail = found.answer.detail
    if _QUOTE not in detail:
        return found
    answer = structs.replace(found.answer, detail={**detail, _QUOTE: "…"})
    return structs.replace(found, answer=answer)
