"""What the page limit of a pack counts of a paper: one number for the verdict and for every report."""

from __future__ import annotations

from mlcia_check.checks.layout import page_count
from mlcia_check.checks.layout.counted_pages import Scope, counted
from mlcia_check.model.judged import FreeSection, PageCount
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Pack


def counted_pages(pack: Pack, paper: Paper) -> PageCount | None:
    """Return what the lowest limit of the pack on the body counts, None if no rule that is on sets one."""
    limits = [
        (rule.params.most, rule.params)
        for rule in pack.rules
        if isinstance(rule.params, page_count.Params)
        and rule.severity != "off"
        and rule.params.most is not None
        and rule.params.is_on_body
    ]
    if not limits:
        return None
    most, params = min(limits, key=lambda limit: limit[0])
    found = counted(paper, Scope(params.of, params.free, params.sections))
    sections = ((paper.named_sections[index], pages) for index, pages in found.free_pages.items())
    return PageCount(
        limit=most,
        counted=round(page_count.pages_of(params, found)),
        free=params.free_parts,
        sections=tuple(
            FreeSection(section.ids[0], section.heading, pages) for section, pages in sections if pages
        ),
    )
