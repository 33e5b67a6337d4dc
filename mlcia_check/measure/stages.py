"""What each stage of the pipeline does: it reads what is known, and gives values or labels of lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Final

from mlcia_check.measure.document import bibliography, citations, language, sections, unheaded_lists
from mlcia_check.measure.document.abstract import abstract_lines
from mlcia_check.measure.document.body_type import body_type
from mlcia_check.measure.document.columns import list_columns, page_columns, shared_edges, text_block
from mlcia_check.measure.document.float_captions import float_captions
from mlcia_check.measure.document.front_matter import front_matter
from mlcia_check.measure.document.keywords import keywords
from mlcia_check.measure.document.late_floats import late_float_parts
from mlcia_check.measure.document.named_sections import named_lines, named_sections
from mlcia_check.measure.document.page_kinds import page_measure
from mlcia_check.measure.document.part_labels import PartLabel
from mlcia_check.measure.document.title import title
from mlcia_check.measure.draft_line import DraftLine, RoleLabels, apply_parts, apply_roles
from mlcia_check.measure.known import Known
from mlcia_check.measure.lines import overfull, sheets
from mlcia_check.measure.lines.body_guess import body_guess, full_lines
from mlcia_check.measure.lines.column_frames import frames
from mlcia_check.measure.lines.font_kinds import FontKinds
from mlcia_check.measure.lines.ink_regions import regions_of, ruled_tables, thin_rules
from mlcia_check.measure.lines.leading import set_gaps_above
from mlcia_check.measure.lines.line_builder import page_lines
from mlcia_check.measure.lines.line_measures import line_of
from mlcia_check.measure.lines.reading_order import reading_order
from mlcia_check.measure.lines.rows import rows_of
from mlcia_check.measure.observed.float_edges import float_edges
from mlcia_check.measure.observed.font_use import font_uses
from mlcia_check.measure.observed.glyph_size import GlyphSizes
from mlcia_check.measure.observed.hidden_text import hidden
from mlcia_check.measure.observed.included_pages import passages
from mlcia_check.measure.observed.letter_spacing import text_spacing
from mlcia_check.measure.observed.passages import set_passages
from mlcia_check.measure.observed.stamps import stamps
from mlcia_check.measure.observed.text_density import settings
from mlcia_check.measure.observed.white_space import spaces
from mlcia_check.measure.roles import (
    captions,
    displays,
    drawn_regions,
    floats,
    footnotes,
    headings,
    listings,
    running_heads,
    tables,
    temporary_page,
    title_block,
    watermarks,
)
from mlcia_check.measure.roles.heading_text import comparable, heading_number
from mlcia_check.measure.roles.plain_headings import PlainHeadings
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Layout, PageMeasure, Paper, Unmeasured

_LABELS_BELOW: Final = ("fig", "图", "圖")
"""How labels of floats begin that have their caption below; those of tables stand above."""


def give_rows(known: Known) -> None:
    """Group the visible upright runs of each page into rows of one baseline."""
    known.font_kinds = FontKinds(known.facts.fonts)
    known.rows = [rows_of(page) for page in known.facts.pages]


def give_frames(known: Known) -> None:
    """Find the edges and gutters of each page, where its lines end."""
    known.frames = frames(known.facts.pages, known.rows, known.tables)


def give_page_lines(known: Known) -> None:
    """Make lines of each page's rows, cut at gutters; line numbers and margin notes are labelled."""
    known.page_lines = [
        page_lines(page, rows, frame, known.font_kinds)
        for page, rows, frame in zip(known.facts.pages, known.rows, known.frames, strict=True)
    ]


def give_regions(known: Known) -> None:
    """Find the drawings, frames and ruled tables of each page by their ink."""
    known.regions = regions_of(known.facts.pages)
    known.tables = [ruled_tables(regions) for regions in known.regions]


def settle_temporary_page(known: Known) -> None:
    """Set apart the page that LaTeX adds until references are settled; it holds no text of the paper."""
    known.has_temporary_end = temporary_page.has_temporary_end(
        known.page_lines, known.words("temporary-page")
    )
    if known.has_temporary_end:
        apply_roles(temporary_page.labels(known.page_lines[-1]))


def give_body_guess(known: Known) -> None:
    """Guess the type, leading and column edges of most text, from lines alone."""
    unclaimed = [line for line in _all_lines(known) if line.role == "unclassified"]
    references = {comparable(word) for word in known.words("references")}
    known.body_guess = body_guess(
        unclaimed,
        lambda text: comparable(heading_number(text)[1]) in references,
        lambda line: tables.is_cell(line, known.tables[line.page - 1]),
    )


def running_head_labels(known: Known) -> RoleLabels:
    """Label running heads and folios: what repeats at the edge of pages, and numbers that count them."""
    pattern = captions.CaptionPattern(known.words("figure-labels"))
    return running_heads.labels(known.page_lines, known.body_guess, pattern)


def settle_overfull_lines(known: Known) -> None:
    """Put lines that stick out of their column back into it: they are no lines of full width."""
    body = known.body_guess
    for lines in known.page_lines:
        overfull.move_to_columns(overfull.overfull_lines(lines, body.edges, body.leading_bp))


def watermark_labels(known: Known) -> RoleLabels:
    """Label letters of several times the body's size across the page."""
    return watermarks.labels(_all_lines(known), known.body_guess)


def settle_imposed_sheets(known: Known) -> None:
    """Set apart pages that hold several pages side by side."""
    known.is_imposed = sheets.are_imposed(known.facts.pages, [frame.gutters for frame in known.frames])
    if known.is_imposed:
        apply_roles(sheets.labels(_all_lines(known)))


def settle_full_lines(known: Known) -> None:
    """Mark the lines that reach both edges of their column."""
    for line in full_lines(_all_lines(known), known.body_guess.edges):
        line.full = True


def give_reading_order(known: Known) -> None:
    """Order the lines of each page as they are read: column by column between lines of full width."""
    ordered = [reading_order(lines) for lines in known.page_lines]
    known.lines = list(chain.from_iterable(ordered))
    known.pages_in_order = [
        (page.number, lines) for page, lines in zip(known.facts.pages, ordered, strict=True)
    ]


def settle_gaps_above(known: Known) -> None:
    """Set the distance of each line to the one above it in its column; lines with a role are left out."""
    set_gaps_above([line for line in known.lines if line.role == "unclassified"])


def title_block_labels(known: Known) -> RoleLabels:
    """Label what stands above the abstract on the first page."""
    first = [line for line in known.lines if line.page == 1]
    abstract = PartLabel(known.words("abstract"), known.facts.fonts)
    return title_block.labels(first, known.body_guess, abstract.begins)


def settle_drawn_regions(known: Known) -> None:
    """Label lines inside drawings and ruled tables as floats, and mark those inside frames."""
    pattern = captions.CaptionPattern(known.words("figure-labels"))
    for number, lines in known.pages_in_order:
        inside = drawn_regions.lines_of_regions(lines, known.regions[number - 1], known.body_guess, pattern)
        apply_roles(drawn_regions.labels(lines, inside))
        drawn_regions.mark_framed(inside)


def caption_labels(known: Known) -> RoleLabels:
    """Label captions: lines that begin as the pack's words say, set off from the text."""
    pattern = captions.CaptionPattern(known.words("figure-labels"))
    found: RoleLabels = {}
    for _, lines in known.pages_in_order:
        found.update(captions.labels(lines, pattern, known.body_guess, known.font_kinds.bold))
    return found


def float_labels(known: Known) -> RoleLabels:
    """Label what stands between a caption and the text as its float."""
    pattern = captions.CaptionPattern(known.words("figure-labels"))
    rules_on = _thin_rules_on(known)
    found: RoleLabels = {}
    for number, lines in known.pages_in_order:
        pictures = [region.box for region in known.regions[number - 1] if region.pictured]
        rules_of = partial(rules_on, number)
        found.update(
            floats.labels(lines, pattern, known.body_guess, _labels_below(known), pictures, rules_of)
        )
    return found


def captioned_table_labels(known: Known) -> RoleLabels:
    """Label tables by the caption over them: what stands between their rules, and rows in the body's type."""
    found: RoleLabels = {}
    for number, lines in known.pages_in_order:
        found.update(tables.ruled_labels(lines, known.tables[number - 1], known.body_guess))
        found.update(tables.captioned_labels(lines, known.body_guess, _labels_below(known)))
    return found


def wide_table_labels(known: Known) -> RoleLabels:
    """Label rows of tables that no caption claims, by their cells."""
    found: RoleLabels = {}
    for _, lines in known.pages_in_order:
        found.update(tables.wide_labels(lines, known.body_guess))
    return found


def heading_labels(known: Known) -> RoleLabels:
    """Label headings, by type, number and white; the names of sections that the pack knows need less."""
    references = {comparable(word) for word in known.words("references")}
    names = known.section_names

    def alone(text: str) -> bool:
        return comparable(heading_number(text)[1]) in references or bool(names and names.opened_by(text))

    titles = [word for kind in ("references", "acknowledgements", "appendix") for word in known.words(kind)]
    italics = [index for index, font in enumerate(known.facts.fonts) if font.italic]
    plain = PlainHeadings(titles, italics)
    found: RoleLabels = {}
    for _, lines in known.pages_in_order:
        found.update(headings.labels(lines, known.body_guess, alone, plain))
    return found


def fixed_pitch_labels(known: Known) -> RoleLabels:
    """Label listings in a font of fixed pitch."""
    return listings.fixed_pitch_labels(known.lines)


def numbered_code_labels(known: Known) -> RoleLabels:
    """Label code and algorithms whose lines are numbered."""
    found: RoleLabels = {}
    for _, lines in known.pages_in_order:
        found.update(listings.numbered_labels(lines))
    pages = (lines for _, lines in known.pages_in_order)
    found.update(listings.counted_labels(pages, known.body_guess.edges))
    return found


def display_labels(known: Known) -> RoleLabels:
    """Label displayed formulas."""
    return displays.labels(known.lines, known.body_guess)


def settle_sections(known: Known) -> None:
    """Make sections of the headings, and give each line its part: body, bibliography or appendix."""
    known.headings = [line for line in known.lines if line.role == "heading"]
    known.sections = sections.sections_of(known.headings, known.vocabulary)
    apply_parts(sections.parts_of(known.lines, known.headings, known.sections))


def settle_unheaded_lists(known: Known) -> None:
    """Give the part bibliography to lists under a heading of other words, or under none."""
    parts, known.sections = unheaded_lists.further_parts(known.lines, known.headings, known.sections)
    apply_parts(parts)
    apply_parts(unheaded_lists.unheaded_parts(known.lines))


def cell_labels(known: Known) -> RoleLabels:
    """Label cells of a table without rules that stands on a page of the reference list."""
    return bibliography.cell_labels(known.lines)


def settle_reference_lists(known: Known) -> None:
    """Part the bibliography into entries, and label their lines."""
    known.reference_lists = bibliography.reference_lists(known.lines)
    apply_roles(bibliography.role_labels(known.reference_lists))
    apply_parts(bibliography.part_labels(known.reference_lists))


def footnote_labels(known: Known) -> RoleLabels:
    """Label footnotes, by their rule or their type at the foot of a column."""
    abstract = set(abstract_lines(known.lines, known.facts.fonts, known.vocabulary))
    return footnotes.labels(known.lines, known.body_guess, _thin_rules_on(known), abstract)


def _thin_rules_on(known: Known) -> Callable[[int], Sequence[Box]]:
    """Return what gives the thin rules of a page by its number: few pages are asked."""
    pages = {page.number: page for page in known.facts.pages}
    return lambda number: thin_rules(pages[number])


def running_text_labels(known: Known) -> RoleLabels:
    """Label what no stage has claimed as running text."""
    return {line: "body" for line in known.lines if line.role == "unclassified"}


def settle_late_floats(known: Known) -> None:
    """Give floats behind the reference list the part of the text that names them."""
    apply_parts(late_float_parts(known.lines, known.words("figure-labels")))


def settle_abstract(known: Known) -> None:
    """Mark the lines of the abstract."""
    for line in abstract_lines(known.lines, known.facts.fonts, known.vocabulary):
        line.in_abstract = True


def settle_named_sections(known: Known) -> None:
    """Find the sections that the pack asks for, and mark their lines."""
    known.named_lines = named_lines(known.lines, known.section_names, known.facts.fonts)
    for index, section in enumerate(known.named_lines):
        for line in section.lines:
            line.named = index


def give_body_type(known: Known) -> None:
    """Measure the type of the running text; without enough of it, the guess remains."""
    text = [line for line in known.lines if line.part != "bibliography"]
    known.body_type = body_type(text, known.facts.fonts)
    if isinstance(known.body_type, Unmeasured):
        known.body_size_bp = known.body_guess.size_bp
    else:
        known.body_size_bp = known.body_type.size_bp


def give_columns(known: Known) -> None:
    """Measure the edges and baselines of the columns of each page, and the edges that pages share."""
    body, leading_em = known.body_type, 0.0
    if not isinstance(body, Unmeasured) and not isinstance(body.leading_bp, Unmeasured):
        leading_em = body.leading_bp / body.size_bp
    known.columns = page_columns(known.lines, known.body_size_bp, leading_em)
    known.shared_edges = shared_edges(known.columns, list_columns(known.lines))


def give_glyph_sizes(known: Known) -> None:
    """Measure how large letters look against their type size."""
    known.glyph_sizes = GlyphSizes(known.facts)
    known.glyph_sizes.set_height_ratios(known.lines)


def give_layout(known: Known) -> None:
    """Freeze the finished lines and what a program that counts pages asks for."""
    known.layout = Layout(
        pages=tuple(_page_measures(known)),
        lines=tuple([line.freeze() for line in _with_heads_parted(known.lines, known.font_kinds)]),
        columns=known.columns,
        body=known.body_type,
        text_block=text_block(known.columns, known.shared_edges),
        sections=tuple(known.sections),
        structure=known.facts.structure,
    )


def give_paper(known: Known) -> None:
    """Observe the finished lines: each measure reads them and changes nothing, in any order."""
    facts, lines, size, layout = known.facts, known.lines, known.body_size_bp, known.layout
    entries = bibliography.references(known.reference_lists, facts.web_links)
    spent = sections.budget(lines, len(facts.pages) - known.has_temporary_end)
    headed = dict(zip(known.headings, known.sections, strict=True))
    spacing = text_spacing(lines, facts.fonts)
    labelled = float_captions(known.pages_in_order, known.regions, known.words("figure-labels"))
    known.paper = Paper(
        pages=layout.pages,
        lines=layout.lines,
        columns=layout.columns,
        body=layout.body,
        text_block=layout.text_block,
        sections=layout.sections,
        structure=layout.structure,
        column_width_bp=known.shared_edges.column_width_bp,
        column_gap_bp=known.shared_edges.column_gap_bp,
        references=entries,
        budget=spent.pages,
        fonts=facts.fonts,
        font_uses=font_uses(facts, lines),
        hidden=hidden(facts),
        included=passages(lines),
        passages=set_passages(lines, size, known.body_guess.leading_bp),
        stamps=stamps(facts),
        spaces=(
            *spaces(
                lines,
                known.columns,
                known.regions,
                size,
                known.body_guess.leading_bp,
                labelled,
                known.font_kinds.bold,
            ),
            *float_edges(lines, known.regions, labelled, [page.height_bp for page in facts.pages], size),
        ),
        tracking_em=spacing.tracking_em,
        word_space_em=spacing.word_space_em,
        set_widths=known.glyph_sizes.set_widths(lines, size),
        citations=citations.citations(lines, entries),
        unresolved=citations.unresolved(lines, facts.fonts),
        language=language.language(lines),
        front_matter=front_matter(lines, size, facts.fonts, known.vocabulary),
        imposed=known.is_imposed,
        web_links=facts.web_links,
        settings=settings(lines, size, facts.fonts, known.font_kinds.mono),
        named_sections=named_sections(known.named_lines, lines, headed, spent.named),
        title=title(layout.lines),
        keywords=keywords(lines, known.words("keywords")),
        captions=labelled,
    )


def _all_lines(known: Known) -> list[DraftLine]:
    """Return the lines of all pages, before they have an order."""
    return list(chain.from_iterable(known.page_lines))


def _labels_below(known: Known) -> list[str]:
    """Return the pack's labels of floats that have their caption below: "Figure", "Fig.", "图"."""
    return [word for word in known.words("figure-labels") if word.lower().startswith(_LABELS_BELOW)]


def _page_measures(known: Known) -> Iterator[PageMeasure]:
    pages = known.facts.pages
    for page, lines, frame in zip(pages, known.page_lines, known.frames, strict=True):
        temporary = known.has_temporary_end and page.number == len(pages)
        yield page_measure(page, lines, len(frame.gutters) + 1, temporary)


def _with_heads_parted(lines: Iterable[DraftLine], kinds: FontKinds) -> Iterator[DraftLine]:
    """Yield the lines; two running heads that stand in one row are two of them."""
    for line in lines:
        parts = running_heads.heads_apart(line) if line.role == "running-head" else ()
        if len(parts) < 2:
            yield line
            continue
        for runs in parts:
            part = line_of(line.page, line.column, runs, kinds)
            part.role, part.part = line.role, line.part
            yield part
