"""The stages of measuring, in order: from the facts of a file to a measured paper.

| stage | needs | gives | why there |
| --- | --- | --- | --- |
| rows | runs | rows of one baseline, those of included forms apart | all else reads rows |
| frames | rows | gutters, line numbers, extent of the text, by page | lines end at gutters |
| lines | rows, frames | lines with a column each; line numbers and margin notes have their role | |
| body guess | lines | size, leading and column edges of most text | roles are told by comparison with it |
| heads and feet | lines, body guess | running heads, folios | they would pass for text |
| overfull lines | column edges | lone wide lines go back to theirs | first of what asks for wide lines |
| full lines | column edges | which lines fill their column | prose fills its lines, labels and cells do not |
| reading order | columns, full lines | one sequence of lines | paragraphs and parts follow it |
| roles | order, regions of ink, pack's words | title block, floats, captions, headings, displays | |
| parts | headings | sections; front, body, bibliography, appendix | entries stand in the bibliography |
| reference lists | parts | entries | their type is no running text |
| footnotes | parts, rules of ink | footnotes and small print | after the lists, whose type is as small |
| body type | running text | font, size, leading | from what is left |
| columns | running text, body type | edges, outermost baselines, leading | of continuation lines |
| glyphs | lines, roles | height and width of letters, against their typefaces | by font and role |
| the rest | all of it | spaces, settings, citations, language, front matter, budget, fonts, unseen text | |
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from mlcia_check.measure.document import bibliography, citations, language, sections
from mlcia_check.measure.document import body_type as body_module
from mlcia_check.measure.document.columns import page_columns, shared_edges, text_block
from mlcia_check.measure.document.page_kinds import page_measure
from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines import overfull, sheets
from mlcia_check.measure.lines.column_frames import frames
from mlcia_check.measure.lines.ink_regions import Region, regions_of, thin_rules
from mlcia_check.measure.lines.reading_order import reading_order
from mlcia_check.measure.lines.rows import FontKinds, line_of, page_lines, rows_of
from mlcia_check.measure.observed.font_use import font_uses
from mlcia_check.measure.observed.glyph_size import GlyphSizes
from mlcia_check.measure.observed.hidden_text import hidden, stamps
from mlcia_check.measure.observed.letter_spacing import tracking, word_space
from mlcia_check.measure.observed.passages import set_passages
from mlcia_check.measure.observed.text_density import settings
from mlcia_check.measure.observed.white_space import spaces
from mlcia_check.measure.roles import assign, included_pages, tables
from mlcia_check.measure.roles.front_matter import front_matter
from mlcia_check.measure.roles.running_heads import heads_apart, mark_heads_and_feet
from mlcia_check.measure.roles.temporary_page import has_temporary_end, leave_out
from mlcia_check.model.measured_paper import Paper, Unmeasured
from mlcia_check.model.pdf_facts import Facts

_FIGURES: Final = ("fig", "图", "圖")
"""How labels of floats begin that have their caption below; those of tables stand above."""

_FULL_OF_PROSE = 0.4
"""Of a page's area: what `Page.prose_ink` covers of one that is full of text. 0.3 to 0.45 were measured."""

_WATERMARK: Final = 3.5
"""Of the body's size: letters of several times it are a watermark or a stamp, no text."""


def measure(facts: Facts, vocabulary: Mapping[str, Sequence[str]]) -> Paper:
    """The measured paper. `vocabulary` holds the pack's words for headings and captions."""
    kinds = FontKinds(facts.fonts)
    rows = [rows_of(page) for page in facts.pages]
    page_frames = frames(facts.pages, rows)
    by_page = [
        page_lines(page, page_rows, frame, kinds)
        for page, page_rows, frame in zip(facts.pages, rows, page_frames, strict=True)
    ]
    regions = regions_of(facts.pages)
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
    lines = [line for lines in by_page for line in reading_order(lines)]
    assign.set_gaps([line for line in lines if line.role is None])
    _mark_roles(lines, regions, body, vocabulary)
    headings = [line for line in lines if line.role == "heading"]
    found = sections.sections_of(headings, vocabulary)
    sections.share_out(lines, headings, found)
    found = bibliography.mark_further(lines, headings, found)
    bibliography.mark_unheaded(lines)
    reference_list = bibliography.references(bibliography.lists(lines))
    assign.mark_footnotes(lines, body, {page.number: thin_rules(page) for page in facts.pages})
    body_type = body_module.body_type([line for line in lines if line.part != "bibliography"], facts.fonts)
    size = body.size if isinstance(body_type, Unmeasured) else body_type.size_bp
    columns = page_columns(lines, size)
    left, right, width, gap = shared_edges(columns)
    glyphs = GlyphSizes(facts)
    glyphs.mark_drawn(lines)
    return Paper(
        pages=tuple(
            page_measure(
                page, its_lines, len(frame.gutters) + 1, temporary and page.number == len(facts.pages)
            )
            for page, its_lines, frame in zip(facts.pages, by_page, page_frames, strict=True)
        ),
        lines=tuple(part.freeze() for line in lines for part in _heads_parted(line, kinds)),
        columns=columns,
        body=body_type,
        text_block=text_block(columns, left, right),
        column_width_bp=width,
        column_gap_bp=gap,
        sections=tuple(found),
        references=reference_list,
        budget=sections.budget(lines, len(facts.pages) - temporary),
        fonts=facts.fonts,
        font_uses=font_uses(facts, lines),
        structure=facts.structure,
        hidden=hidden(facts),
        included=included_pages.passages(lines),
        passages=set_passages(lines, size, body.leading),
        stamps=stamps(facts),
        spaces=spaces(lines, columns, regions, size),
        tracking_em=tracking(lines, facts.fonts),
        word_space_em=word_space(lines, facts.fonts),
        set_widths=glyphs.set_widths(lines),
        citations=citations.citations(lines, reference_list),
        unresolved=citations.unresolved(lines, facts.fonts),
        language=language.language(lines),
        front_matter=front_matter(lines, size, facts.fonts, vocabulary),
        imposed=imposed,
        settings=settings(lines, size, facts.fonts, kinds.mono),
    )


def _mark_large_type(lines: Sequence[DraftLine], size: float) -> None:
    """Letters of several times the body's size are a watermark or a stamp, no text."""
    for line in lines:
        if line.size_bp > _WATERMARK * size:
            line.role = "watermark"


def _mark_roles(
    lines: list[DraftLine],
    regions: Sequence[Sequence[Region]],
    body: assign.Body,
    vocabulary: Mapping[str, Sequence[str]],
) -> None:
    pages: defaultdict[int, list[DraftLine]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    labels = [word for word in vocabulary.get("figure-labels", ()) if word.lower().startswith(_FIGURES)]
    pattern = assign.caption_pattern(vocabulary.get("figure-labels", ()))
    alone = {assign.comparable(word) for word in vocabulary.get("references", ())}
    assign.mark_title_block(pages[1], body)
    for number, members in pages.items():
        assign.mark_regions(members, regions[number - 1], body)
        assign.mark_captions(members, pattern, body)
        assign.mark_float_contents(members, pattern, body, labels)
        tables.mark(members, body, labels)
        assign.mark_wide_tables(members, body)
        assign.mark_headings(members, body, alone)
        assign.mark_listings(members)
        assign.mark_numbered_code(members)
        assign.mark_displays(members, body)


def _heads_parted(line: DraftLine, kinds: FontKinds) -> Iterator[DraftLine]:
    """The line itself; two running heads that stand in one row are two lines."""
    parts = heads_apart(line) if line.role == "running-head" else [line.runs]
    if len(parts) == 1:
        yield line
        return
    for runs in parts:
        part = line_of(line.page, line.column, runs, kinds)
        part.role, part.part = line.role, line.part
        yield part
