"""What is known of a paper while it is measured: each stage of the pipeline adds its part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mlcia_check.measure.document.bibliography import ReferenceList
from mlcia_check.measure.document.columns import SharedEdges
from mlcia_check.measure.document.named_sections import NamedLines
from mlcia_check.measure.document.section_names import SectionNames
from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.body_guess import BodyGuess
from mlcia_check.measure.lines.font_kinds import FontKinds
from mlcia_check.measure.lines.gutters import Frame
from mlcia_check.measure.lines.ink_regions import Region, RuledTable
from mlcia_check.measure.lines.rows import PageRows
from mlcia_check.measure.observed.glyph_size import GlyphSizes
from mlcia_check.model.measured_paper import BodyType, Column, Layout, Paper, Section, Unmeasured
from mlcia_check.model.pdf_facts import Facts


class Known:
    """The working state of measuring one paper.

    A field has no value before the stage that gives it has run: reading it earlier is an AttributeError.
    Lists by page follow the order of `facts.pages`. Lengths are bp.
    """

    facts: Facts
    vocabulary: Mapping[str, Sequence[str]]
    """The pack's words for headings and captions, by their kind."""
    section_names: SectionNames
    """The headings of the sections that the pack asks for."""

    font_kinds: FontKinds
    rows: list[PageRows]
    frames: list[Frame]
    regions: list[list[Region]]
    tables: list[list[RuledTable]]
    """The tables of each page that rules show."""

    page_lines: list[list[DraftLine]]
    """The lines of each page, by column and from the top."""
    has_temporary_end: bool
    body_guess: BodyGuess
    is_imposed: bool
    """Whether each sheet holds several pages side by side."""
    lines: list[DraftLine]
    """All lines in reading order."""
    pages_in_order: list[tuple[int, list[DraftLine]]]
    """The same lines by page, each page with its number."""

    headings: list[DraftLine]
    sections: list[Section]
    reference_lists: list[ReferenceList]
    body_type: BodyType | Unmeasured
    body_size_bp: float
    """The body type's size, or the guess where it could not be measured."""
    named_lines: list[NamedLines]
    """The sections that the pack asks for, each with its lines."""
    columns: tuple[Column, ...]
    shared_edges: SharedEdges
    glyph_sizes: GlyphSizes
    layout: Layout
    paper: Paper

    def __init__(
        self,
        facts: Facts,
        vocabulary: Mapping[str, Sequence[str]],
        sections: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.facts = facts
        self.vocabulary = vocabulary
        self.section_names = SectionNames(sections or {}, vocabulary)

    def words(self, kind: str) -> Sequence[str]:
        """Return the pack's words of one kind; () where it has none."""
        return self.vocabulary.get(kind, ())
