"""From facts to a measured paper: columns, lines with a role each, body type, parts, budget."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from mlcia_check.facts import Facts, Page
from mlcia_check.measure import (
    bibliography,
    citations,
    included,
    language,
    overfull,
    parts,
    plain_tables,
    roles,
    sheets,
)
from mlcia_check.measure import body as body_module
from mlcia_check.measure.columns import page_columns, shared_edges, text_block
from mlcia_check.measure.draft import Draft
from mlcia_check.measure.fontuse import font_uses
from mlcia_check.measure.frames import frames
from mlcia_check.measure.front import front_matter
from mlcia_check.measure.furniture import heads_apart, mark_heads_and_feet
from mlcia_check.measure.hidden import hidden, stamps
from mlcia_check.measure.reading_order import in_bands, is_one_flow
from mlcia_check.measure.regions import Region, page_regions, thin_rules
from mlcia_check.measure.rows import FontKinds, line_of, page_lines, rows_of
from mlcia_check.measure.spacing import spaces
from mlcia_check.measure.temporary import has_temporary_end, leave_out
from mlcia_check.measure.tracking import tracking, word_space
from mlcia_check.paper import OUTSIDE, WIDE, PageKind, PageMeasure, Paper, Unmeasured

_FIGURES = ("fig", "图", "圖")
"""How labels of floats begin that have their caption below; those of tables stand above."""

_FULL_OF_PROSE = 0.4
"""Of a page's area: what `Page.prose_ink` covers of one that is full of text. 0.3 to 0.45 were measured."""


def measure(facts: Facts, vocabulary: Mapping[str, Sequence[str]]) -> Paper:
    """The measured paper. `vocabulary` holds the pack's words for headings and captions."""
    kinds = FontKinds(facts.fonts)
    rows = [rows_of(page) for page in facts.pages]
    page_frames = frames(facts.pages, rows)
    by_page = [
        page_lines(page, page_rows, frame, kinds)
        for page, page_rows, frame in zip(facts.pages, rows, page_frames, strict=True)
    ]
    regions = [page_regions(page) for page in facts.pages]
    everything = [line for lines in by_page for line in lines]
    temporary = has_temporary_end(by_page, vocabulary.get("temporary-page", ()))
    if temporary:
        leave_out(by_page[-1])
    body = body_module.first_body_guess([line for line in everything if line.role is None])
    mark_heads_and_feet(by_page, body.leading, body.size)
    for its_lines in by_page:
        overfull.settle(its_lines, body.edges, body.leading)
    _mark_large_type(everything, body.size)
    imposed = sheets.are_imposed(facts.pages, [frame.gutters for frame in page_frames])
    if imposed:
        sheets.mark(everything)
    body_module.mark_full(everything, body.edges)
    lines = [line for lines in by_page for line in _reading_order(lines)]
    roles.set_gaps([line for line in lines if line.role is None])
    _mark_roles(lines, regions, body, vocabulary)
    headings = [line for line in lines if line.role == "heading"]
    sections = parts.sections_of(headings, vocabulary)
    parts.share_out(lines, headings, sections)
    sections = bibliography.mark_further(lines, headings, sections)
    bibliography.mark_unheaded(lines)
    reference_list = bibliography.references(bibliography.lists(lines))
    roles.mark_footnotes(lines, body, {page.number: thin_rules(page) for page in facts.pages})
    body_type = body_module.body_type([line for line in lines if line.part != "bibliography"], facts.fonts)
    size = body.size if isinstance(body_type, Unmeasured) else body_type.size
    columns = page_columns(lines, size)
    left, right, width, gap = shared_edges(columns)
    return Paper(
        pages=tuple(
            _page_measure(
                page, its_lines, len(frame.gutters) + 1, temporary and page.number == len(facts.pages)
            )
            for page, its_lines, frame in zip(facts.pages, by_page, page_frames, strict=True)
        ),
        lines=tuple(part.freeze() for line in lines for part in _heads_parted(line, kinds)),
        columns=columns,
        body=body_type,
        text_block=text_block(columns, left, right),
        column_width=width,
        column_gap=gap,
        sections=tuple(sections),
        references=reference_list,
        budget=parts.budget(lines, len(facts.pages) - temporary),
        fonts=facts.fonts,
        font_uses=font_uses(facts, lines),
        structure=facts.structure,
        hidden=hidden(facts),
        included=included.passages(lines),
        stamps=stamps(facts),
        spaces=spaces(lines, columns, regions, size),
        tracking=tracking(lines, facts.fonts),
        word_space=word_space(lines, facts.fonts),
        citations=citations.citations(lines, reference_list),
        unresolved=citations.unresolved(lines, facts.fonts),
        language=language.language(lines),
        front_matter=front_matter(lines, size, facts.fonts, vocabulary),
        imposed=imposed,
    )


def _reading_order(lines: Sequence[Draft]) -> list[Draft]:
    """Column after column; what crosses the columns stands before the columns that begin below it."""
    beside = [line for line in lines if line.column == OUTSIDE]
    wide = sorted((line for line in lines if line.column == WIDE), key=lambda line: -line.baseline)
    rest = sorted(
        (line for line in lines if line.column >= 0), key=lambda line: (line.column, -line.baseline)
    )
    if not rest:
        return wide + beside
    if is_one_flow(wide, rest):
        return in_bands(wide, rest) + beside
    text = [line.baseline for line in rest if line.role is None]
    full = [line.baseline for line in rest if line.role is None and line.full]
    top = max(full or text, default=0.0)
    above = [line for line in wide if line.baseline > top]
    below = [line for line in wide if line.baseline <= top]
    return above + rest + below + beside


def _mark_large_type(lines: Sequence[Draft], size: float) -> None:
    """Letters of several times the body's size are a watermark or a stamp, no text."""
    for line in lines:
        if line.size > 3.5 * size:
            line.role = "watermark"


def _mark_roles(
    lines: list[Draft],
    regions: Sequence[Sequence[Region]],
    body: roles.Body,
    vocabulary: Mapping[str, Sequence[str]],
) -> None:
    pages: defaultdict[int, list[Draft]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    labels = [word for word in vocabulary.get("figure-labels", ()) if word.lower().startswith(_FIGURES)]
    pattern = roles.caption_pattern(vocabulary.get("figure-labels", ()))
    alone = {roles.comparable(word) for word in vocabulary.get("references", ())}
    roles.mark_title_block(pages[1], body)
    for number, members in pages.items():
        roles.mark_regions(members, regions[number - 1], body)
        roles.mark_captions(members, pattern, body)
        roles.mark_float_contents(members, pattern, body, labels)
        plain_tables.mark(members, body, labels)
        roles.mark_wide_tables(members, body)
        roles.mark_headings(members, body, alone)
        roles.mark_listings(members)
        roles.mark_numbered_code(members)
        roles.mark_displays(members, body)


def _heads_parted(line: Draft, kinds: FontKinds) -> Iterator[Draft]:
    """The line itself; two running heads that stand in one row are two lines."""
    parts = heads_apart(line) if line.role == "running-head" else [line.runs]
    if len(parts) == 1:
        yield line
        return
    for runs in parts:
        part = line_of(line.page, line.column, runs, kinds)
        part.role, part.part = line.role, line.part
        yield part


def _page_measure(page: Page, lines: Sequence[Draft], columns: int, temporary: bool) -> PageMeasure:
    text = [line for line in lines if line.role in (None, "reference", "heading", "listing")]
    characters = sum(line.weight for line in lines)
    wide = sum(line.weight for line in text if line.column == WIDE and line.full)
    narrow = sum(line.weight for line in text if line.column != WIDE)
    return PageMeasure(
        number=page.number,
        width=page.width,
        height=page.height,
        kind="temporary" if temporary else _kind(page, characters, len(text)),
        columns=1 if wide > narrow else columns,
        unmapped=sum(
            len(run.text)
            for line in lines
            if not line.figure and line.role != "float"
            for run in line.runs
            if not run.mapped
        ),
        characters=characters,
        turned=page.rotation in (90, 270) and _is_upright(page),
        prose_ink=_pages_of_prose(page),
        cropped=page.cropped,
    )


def _pages_of_prose(page: Page) -> float:
    if not page.prose_ink:
        return 0.0
    area = sum(box.width * box.height for box in page.prose_ink)
    return round(area / (_FULL_OF_PROSE * page.width * page.height), 2)


def _is_upright(page: Page) -> bool:
    """Whether most of the page's letters stand upright as it is shown."""
    upright = sum(len(run.text) for run in page.runs if run.angle == 0)
    return 2 * upright > sum(len(run.text) for run in page.runs)


def _kind(page: Page, characters: int, text_lines: int) -> PageKind:
    if not page.width * page.height:
        return "unreadable"
    if characters == 0:
        area = page.width * page.height
        inked = sum(ink.box.width * ink.box.height for ink in page.ink)
        return "no-text" if area and inked > 0.1 * area else "blank"
    return "text" if text_lines >= 4 else "floats"
