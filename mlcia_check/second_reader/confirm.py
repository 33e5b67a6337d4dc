"""Let the second reader measure again every error that rests on geometry or type.

Edges, gutters, columns and leading are measured on the ink of the rendered page; sizes and widths of
glyphs, and what ink does not show, on the characters of another parser.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, structs

from mlcia_check.judging import outcomes
from mlcia_check.model.answers import Breach, Explanation
from mlcia_check.model.geometry import Box
from mlcia_check.model.judged import Finding, JudgedDocument, Second
from mlcia_check.model.measured_paper import Paper, Unmeasured
from mlcia_check.model.rule_pack import Pack
from mlcia_check.pdf.pdfium.open_pages import BP_PER_INCH, OpenPages
from mlcia_check.second_reader.by_ink import DRAWN
from mlcia_check.second_reader.ink import InkPage
from mlcia_check.second_reader.inked_pages import InkedPages
from mlcia_check.second_reader.quantities import QUANTITIES, agree, concerns_all_pages, pages_for

if TYPE_CHECKING:
    from mlcia_check.pdf.reader import OpenPaper

Figure = TypeVar("Figure", float | None, float | Unmeasured)
"""What a way to measure finds: a figure, or that there is none."""

READ_MAX_PAGES = 6
"""Pages of one paper that each way of the second reader reads at most: a page costs 0.02 to 0.1 s."""

_CLOSE_UP_PIXELS_PER_BP = 12.0
"""Pixels per bp of a close-up: the renderer sets glyphs on whole pixels, 2% of the x-height of 9pt type."""

_CLOSE_UP_MARGIN_BP = 3.0
_CLOSE_UP_HEIGHT_MAX_BP = 160.0
"""A close-up shows this much around its place, and its upper part alone: some fifteen lines."""


class Claim(Struct, frozen=True):
    """A geometric error to confirm: where it stands among the findings, and where to look."""

    index: int
    check: str
    breach: Breach
    pages: tuple[int, ...]


def confirm(document: JudgedDocument, pack: Pack, file: OpenPaper) -> JudgedDocument:
    """Return the document with each geometric error confirmed, sent to review, or marked as not measured
    again.

    `file` is the document's file, still open. Outcomes and verdict follow the findings.
    """
    paper = document.paper
    if paper is None:
        return document
    checks = {rule.id: rule.check for rule in pack.rules}
    claims = [
        Claim(index, check, answer, tuple(pages_for(answer, paper)))
        for index, finding in enumerate(document.findings)
        if outcomes.to_confirm(finding)
        and isinstance(answer := finding.answer, Breach)
        and (check := checks[finding.rule])
    ]
    if not claims:
        return document
    by_ink = _by_ink(claims, file)
    left = [claim for claim in claims if claim.index not in by_ink]
    by_characters = _by_characters(left, paper, file.data) if left else {}
    findings = list(document.findings)
    for claim in claims:
        inked = by_ink.get(claim.index)
        figure = by_characters[claim.index] if inked is None else inked
        findings[claim.index] = _judged(findings[claim.index], claim, figure, on_ink=inked is not None)
    return outcomes.revised(pack, document, findings)


def _by_ink(claims: Sequence[Claim], file: OpenPaper) -> dict[int, float]:
    """Return the figures that the ink of the claims' pages shows, by index; a claim without a figure is left
    out.
    """
    known = [claim for claim in claims if claim.check in QUANTITIES]
    drawn = [claim for claim in known if QUANTITIES[claim.check].close_up and claim.breach.case in DRAWN]
    seen = [(claim, ink) for claim in known if (ink := QUANTITIES[claim.check].ink)]
    if not drawn and not seen:
        return {}
    with file.pages() as opened:
        found = _by_close_up(drawn, opened)
        pages = InkedPages(opened, _shared_out([claim.pages for claim, _ in seen]))
        for claim, ink in seen:
            figure = _figure(claim, partial(pages.figure, ink, claim.breach))
            if figure is not None:
                found[claim.index] = figure
    return found


def _figure(claim: Claim, measured: Callable[[Sequence[int]], Figure]) -> Figure:
    """Return the figure that `measured` finds on the claim's first page if it bears the claim out, else on
    all.

    Drawing and reading pages costs most. The first page is the one that the claim shows.
    """
    if len(claim.pages) > 1 and not concerns_all_pages(claim.check, claim.breach):
        figure = measured(claim.pages[:1])
        if isinstance(figure, int | float) and agree(claim.check, claim.breach, figure):
            return figure
    return measured(claim.pages)


def _by_close_up(claims: Sequence[Claim], pages: OpenPages) -> dict[int, float]:
    """Return the figures that enlarged pictures of the claims' places show, by index."""
    found = {}
    for claim in claims:
        close_up, place = QUANTITIES[claim.check].close_up, claim.breach.place
        if close_up is None or place is None or place.box is None:
            continue
        left, bottom, right, top = place.box
        part = Box(
            left - _CLOSE_UP_MARGIN_BP,
            max(bottom, top - _CLOSE_UP_HEIGHT_MAX_BP) - _CLOSE_UP_MARGIN_BP,
            right + _CLOSE_UP_MARGIN_BP,
            top + _CLOSE_UP_MARGIN_BP,
        )
        picture = pages.render(place.page, _CLOSE_UP_PIXELS_PER_BP * BP_PER_INCH, part, annotations=False)
        figure = None if picture is None else close_up(claim.breach, InkPage(picture))
        if figure is not None:
            found[claim.index] = figure
    return found


def _by_characters(claims: Sequence[Claim], paper: Paper, data: bytes) -> dict[int, float | Unmeasured]:
    """Return the figures that the characters of the claims' pages show, or why there is no figure, by
    index.
    """
    from mlcia_check.pdf.pdfminer_package import importing_only_what_is_needed

    with importing_only_what_is_needed():
        from mlcia_check.second_reader.parsed_pages import ParsedPages

    pages = ParsedPages(data, _shared_out([claim.pages for claim in claims]))
    found: dict[int, float | Unmeasured] = {}
    for claim in claims:
        row = QUANTITIES.get(claim.check)
        found[claim.index] = (
            _figure(claim, partial(pages.figure, row, claim.breach, paper))
            if row is not None
            else Unmeasured("second-unknown")
        )
    return found


def _shared_out(plans: Sequence[Sequence[int]]) -> list[int]:
    """At most READ_MAX_PAGES pages: every finding's best page first, then the second best, and so on."""
    chosen: list[int] = []
    for rank in range(max(map(len, plans), default=0)):
        for plan in plans:
            if rank < len(plan) and plan[rank] not in chosen and len(chosen) < READ_MAX_PAGES:
                chosen.append(plan[rank])
    return chosen


def _judged(finding: Finding, claim: Claim, figure: float | Unmeasured, *, on_ink: bool) -> Finding:
    if isinstance(figure, Unmeasured):
        return structs.replace(finding, confirmed=False, second=Second(reason=figure.reason))
    if not agree(claim.check, claim.breach, figure):
        return structs.replace(finding, severity="review", confirmed=False, second=Second(measured=figure))
    tried = (Explanation("punctuation", "ink", {"measured": figure}),) if on_ink and _is_edge(claim) else ()
    return structs.replace(
        finding,
        confirmed=True,
        second=Second(measured=figure),
        explanations=(*finding.explanations, *tried),
    )


def _is_edge(claim: Claim) -> bool:
    """Return whether a claim rests on the side of a column, where a mark can have a box wider than its
    ink.
    """
    return QUANTITIES[claim.check].side and claim.breach.case not in ("top", "bottom")
