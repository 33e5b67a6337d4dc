"""Makes the records that HotCRP reads from a measured paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

from msgspec import UNSET, UnsetType

from mlcia_check.model.measured_paper import (
    FURNITURE,
    Column,
    Layout,
    Line,
    PageMeasure,
    Role,
    Section,
    Unmeasured,
)
from mlcia_check.model.text_region import extents, grouped
from mlcia_check.report.hotcrp.banal import margins, word_count, written_lengths
from mlcia_check.report.hotcrp.banal.page_kinds import kinds
from mlcia_check.report.hotcrp.banal.records import Banal, BanalPage, PageType
from mlcia_check.report.hotcrp.banal.section_numbers import first_sections
from mlcia_check.report.hotcrp.banal.unsafe import unsafe
from mlcia_check.support.tuples import tuple_of

T = TypeVar("T")
Number = int | float

_SAME_MARGIN_BP: Final = 1.0
"""bp: a page's margin that differs from the document's by no more than this is the same margin."""

_FULL_LINES_MIN: Final = 5
"""Fewest full lines for a page to have its own type size, or a column its own leading."""

_BODY_MIN_SIZES: Final = 0.95
_BODY_MAX_SIZES: Final = 1.5
"""Factor: text up to this multiple of the body size counts as text of the body's size."""

_APART: Final[frozenset[Role]] = FURNITURE | {"float"}


def measured(paper: Layout, *, headings: bool, most_pages: int | None) -> Banal:
    """Return the record of the whole paper; see `render` for the parameters."""
    by_page = grouped(paper.lines, lambda line: line.page)
    columns = grouped(paper.columns, lambda column: column.page)
    types = kinds(paper.pages, by_page, paper.sections)
    document = _Document(paper, types)
    counts = [word_count.count(_counted(by_page.get(page.number, ()), document.size)) for page in paper.pages]
    sections = grouped(paper.sections, lambda section: section.page)
    first = first_sections(paper.sections)
    pages = tuple(
        _page(
            document,
            page,
            kind,
            by_page.get(page.number, ()),
            columns.get(page.number, ()),
            headings=sections.get(page.number, ()) if headings else None,
            words=count,
            first=first.get(page.number),
        )
        for page, kind, count in zip(paper.pages, types, counts, strict=True)
    )
    cut = most_pages is not None and len(pages) > most_pages
    return Banal(
        pages=pages[:most_pages] if cut else pages,
        warning=True if _is_part_lost(paper) else UNSET,
        papersize=document.paper_size,
        margin=_or_unset(document.margin),
        bodyfontsize=document.size,
        leading=document.leading,
        columns=document.columns or 0,
        nummargin=_or_unset(_below_numbers(paper, document)),
        unsafe=_or_unset(unsafe(paper.structure.actions)),
        npages=len(pages) if cut else UNSET,
        w=sum(counts),
    )


class _Document:
    """The values of the whole document, and the margins of the pages that differ from them."""

    def __init__(self, paper: Layout, types: Sequence[PageType]) -> None:
        body = None if isinstance(paper.body, Unmeasured) else paper.body
        leading = None if body is None or isinstance(body.leading_bp, Unmeasured) else body.leading_bp
        self.size = None if body is None else written_lengths.size(body.size_bp)
        self.leading = None if leading is None else written_lengths.size(leading)
        self.paper_size = Counter(map(_paper_size, paper.pages)).most_common(1)[0][0]
        self.regions = extents(paper)
        self.margins = {
            page.number: margins.margin(page, self.regions[page.number])
            for page in paper.pages
            if page.number in self.regions
        }
        self.margin = margins.common(tuple(self.margins.values()))
        texts = [page for page, kind in zip(paper.pages, types, strict=True) if kind == "body"]
        counts = Counter(count for page in texts or paper.pages if (count := _columns(page)) is not None)
        self.columns = counts.most_common(1)[0][0] if counts else None


def _page(
    document: _Document,
    page: PageMeasure,
    kind: PageType,
    lines: Sequence[Line],
    columns: Sequence[Column],
    *,
    headings: Sequence[Section] | None,
    words: int,
    first: int | None,
) -> BanalPage:
    paper_size = _paper_size(page)
    own_size = UNSET if paper_size == document.paper_size else paper_size
    number = UNSET if headings is None else str(page.number)
    if kind == "blank":
        return BanalPage(pageno=number, papersize=own_size, type=kind)
    own_columns = None if kind == "figure" else _columns(page)
    return BanalPage(
        pageno=number,
        papersize=own_size,
        type=kind,
        margin=_own_margin(document, page),
        bodyfontsize=_other(_common_size(lines, "body"), document.size),
        reffontsize=_other(_common_size(lines, "reference"), document.size),
        leading=_other(_common_leading(columns), document.leading),
        columns=_other(own_columns, document.columns),
        c=sum(len(line.text) for line in lines if line.role not in _APART),
        w=words or UNSET,
        headings=tuple_of(section.text for section in headings or ()),
        fs=_or_unset(first),
    )


def _is_part_lost(paper: Layout) -> bool:
    return bool(paper.structure.undetermined) or any(
        page.kind == "unreadable" or page.crowded for page in paper.pages
    )


def _counted(lines: Sequence[Line], size: Number | None) -> Iterator[Line]:
    """Yield the lines whose words count: of the body's size or the page's own, without references."""
    own = _common_size(lines, "body") or size
    for line in lines:
        if line.role in _APART or line.role == "reference":
            continue
        if (
            size is None
            or own is None
            or _BODY_MIN_SIZES * min(size, own) <= line.size_bp <= _BODY_MAX_SIZES * size
        ):
            yield line


def _own_margin(document: _Document, page: PageMeasure) -> margins.Margin | UnsetType:
    own = document.margins.get(page.number)
    if own is None or document.margin is None:
        return UNSET
    same = all(abs(side - usual) < _SAME_MARGIN_BP for side, usual in zip(own, document.margin, strict=True))
    return UNSET if same else own


def _common_size(lines: Sequence[Line], role: Role) -> Number | None:
    """Return the size of most characters in full lines of one role; None if there are too few lines."""
    full = [line for line in lines if line.role == role and line.full]
    if len(full) < _FULL_LINES_MIN:
        return None
    measured: Counter[float] = Counter()
    for line in full:
        measured[line.size_bp] += len(line.text)
    weights: Counter[Number] = Counter()
    for size, weight in measured.items():
        weights[written_lengths.size(size)] += weight
    return weights.most_common(1)[0][0]


def _common_leading(columns: Sequence[Column]) -> Number | None:
    weights: Counter[Number] = Counter()
    for column in columns:
        if not isinstance(column.leading_bp, Unmeasured) and column.lines >= _FULL_LINES_MIN:
            weights[written_lengths.size(column.leading_bp)] += column.lines
    return weights.most_common(1)[0][0] if weights else None


def _below_numbers(paper: Layout, document: _Document) -> Number | None:
    """Return the distance in bp from the page's edge to the lowest page number below the text."""
    foot = min((box.bottom for box in document.regions.values()), default=0.0)
    below = [line.box.bottom for line in paper.lines if line.role == "folio" and line.box.top < foot]
    return written_lengths.plain(min(below)) if below else None


def _paper_size(page: PageMeasure) -> tuple[Number, Number]:
    return written_lengths.plain(page.height_bp), written_lengths.plain(page.width_bp)


def _columns(page: PageMeasure) -> int | None:
    return page.columns if isinstance(page.columns, int) and page.kind == "text" else None


def _other(own: T | None, documents: T | None) -> T | UnsetType:
    """Return the page's value if it differs from the document's, else None."""
    return UNSET if own is None or own == documents else own


def _or_unset(value: T | None) -> T | UnsetType:
    return UNSET if value is None else value
