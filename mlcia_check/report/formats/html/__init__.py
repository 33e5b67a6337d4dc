"""The report as one HTML page that needs nothing beside it: counts, a table of papers, their findings.

It is written as it is made, so that ten thousand papers take no more memory than one.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from typing import TextIO

from mlcia_check.model.judged import JudgedDocument
from mlcia_check.model.rule_pack import Pack
from mlcia_check.model.thumbnail import Thumbnail
from mlcia_check.report import run_summary
from mlcia_check.report.formats.html.html_report import Heading, PaperPage, SkippedRow, heading
from mlcia_check.report.words.phrases import Lang

__all__ = ["Heading", "PaperPage", "SkippedRow", "heading", "render", "write"]


def write(out: TextIO, papers: Callable[[], Iterable[PaperPage]], heading: Heading, lang: Lang) -> None:
    """Write the report of many papers.

    `papers` is called three times, for the counts, the table and the pages, and has to give the same
    papers in the same order each time. Their thumbnails are looked at only in the last.
    """
    from mlcia_check.report.formats.html.page import page

    out.writelines(page(papers, heading, lang))


def render(
    documents: Sequence[JudgedDocument],
    pack: Pack,
    lang: Lang,
    pictures: Sequence[tuple[Thumbnail, ...]] = (),
) -> str:
    """The report of a run whose documents are all at hand, with the pictures of each one's pages.

    A page of which there is no picture is shown as an empty sheet.
    """
    papers = [
        PaperPage(run_summary.document_record(document, pack, lang), thumbnails=(*_sheets(document), *drawn))
        for document, drawn in zip(documents, pictures or [()] * len(documents), strict=True)
    ]
    report = io.StringIO()
    write(report, lambda: papers, heading(pack, lang), lang)
    return report.getvalue()


def _sheets(document: JudgedDocument) -> tuple[Thumbnail, ...]:
    """The pages with findings, without what stands on them."""
    found = {finding.answer.place.page for finding in document.findings if finding.answer.place}
    pages = document.paper.pages if document.paper else ()
    return tuple(
        Thumbnail(page.number, page.width_bp, page.height_bp)
        for page in pages
        if page.number in found and page.width_bp > 0 and page.height_bp > 0
    )
