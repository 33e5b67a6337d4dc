"""The stages of measuring, in order: from the facts of a file to a measured paper.

`stages.py` says what each one does. A stage that gives roles alone returns labels, which the pipeline
applies. A line that no stage has claimed is `unclassified`; the stage "running text" makes the rest of them
the body.
`mlcia-check measure --roles OUT.pdf PAPER.pdf` draws the result on the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from msgspec import Struct

from mlcia_check.measure import stages
from mlcia_check.measure.draft_line import RoleLabels, apply_roles
from mlcia_check.measure.known import Known
from mlcia_check.model.measured_paper import Layout, Paper
from mlcia_check.model.pdf_facts import Facts

GIVEN: Final = ("facts", "vocabulary", "section_names")
"""What is known before the first stage."""


class Stage(Struct, frozen=True):
    """One step. `needs` and `gives` name fields of `Known`, fields of lines ("full"), and roles ("caption").

    `why` says why it stands where it stands.
    """

    name: str
    needs: tuple[str, ...]
    gives: tuple[str, ...]
    why: str
    run: Callable[[Known], None]


def _labelled(label: Callable[[Known], RoleLabels]) -> Callable[[Known], None]:
    return partial(_label_lines, label)


def _label_lines(label: Callable[[Known], RoleLabels], known: Known) -> None:
    apply_roles(label(known))


# fmt: off
STAGES: Final[tuple[Stage, ...]] = (
    Stage("rows", ("facts",), ("font_kinds", "rows"),
          "Everything else reads rows of one baseline.", stages.give_rows),
    Stage("regions", ("facts",), ("regions", "tables"),
          "Drawings, frames and ruled tables come from ink alone.", stages.give_regions),
    Stage("frames", ("facts", "rows", "tables"), ("frames",),
          "Lines end at gutters, so gutters come first; tables show none.", stages.give_frames),
    Stage("lines", ("facts", "font_kinds", "rows", "frames"), ("page_lines", "line-number", "margin-note"),
          "A line number or a note in the margin is known by its place alone.", stages.give_page_lines),
    Stage("temporary page", ("vocabulary", "page_lines", "line-number"), ("has_temporary_end", "watermark"),
          "LaTeX's own last page must not count as text.", stages.settle_temporary_page),
    Stage("body guess", ("vocabulary", "tables", "page_lines", "watermark"), ("body_guess",),
          "Roles are told by comparison with the type of most text.", stages.give_body_guess),
    Stage("running heads", ("vocabulary", "page_lines", "body_guess"), ("running-head", "folio"),
          "Heads and folios would pass for text in every later stage.",
          _labelled(stages.running_head_labels)),
    Stage("overfull lines", ("page_lines", "body_guess", "running-head"), ("column",),
          "A lone wide line goes back to its column before anything asks for wide lines.",
          stages.settle_overfull_lines),
    Stage("watermarks", ("page_lines", "body_guess"), ("watermark",),
          "Letters of several times the body's size are no title.", _labelled(stages.watermark_labels)),
    Stage("imposed sheets", ("facts", "frames", "page_lines"), ("is_imposed", "float"),
          "What holds several pages is set aside before it is measured.", stages.settle_imposed_sheets),
    Stage("full lines", ("page_lines", "body_guess", "column"), ("full",),
          "Prose fills its column, labels and cells do not.", stages.settle_full_lines),
    Stage("reading order", ("facts", "page_lines", "column", "full"), ("lines", "pages_in_order"),
          "Paragraphs, sections and lists follow it.", stages.give_reading_order),
    Stage("gaps above", ("lines",), ("gap_above_bp",),
          "White above sets off headings, captions and blocks; furniture is left out.",
          stages.settle_gaps_above),
    Stage("title block", ("facts", "vocabulary", "lines", "body_guess", "full"), ("title-block",),
          "Its large type would pass for headings.", _labelled(stages.title_block_labels)),
    Stage("drawn regions", ("vocabulary", "pages_in_order", "regions", "body_guess", "full"),
          ("float", "framed"),
          "What stands in a drawing is not text, whatever its type.", stages.settle_drawn_regions),
    Stage("captions", ("vocabulary", "pages_in_order", "font_kinds", "body_guess", "gap_above_bp", "float"),
          ("caption",), "A caption may stand inside a frame; it shows where further floats are.",
          _labelled(stages.caption_labels)),
    Stage("floats", ("facts", "vocabulary", "regions", "pages_in_order", "body_guess", "full", "caption"),
          ("float",), "Floats without a frame are known by their caption.", _labelled(stages.float_labels)),
    Stage("captioned tables",
          ("vocabulary", "pages_in_order", "tables", "body_guess", "gap_above_bp", "caption"),
          ("float",), "Rows in the body's type under a caption.", _labelled(stages.captioned_table_labels)),
    Stage("wide tables", ("pages_in_order", "body_guess", "float"), ("float",),
          "Only what no caption claims can be the further page of a table.",
          _labelled(stages.wide_table_labels)),
    Stage("headings",
          ("facts", "vocabulary", "section_names", "pages_in_order", "body_guess", "full", "gap_above_bp",
           "float", "caption"),
          ("heading",), "Bold lines of floats are claimed by now.", _labelled(stages.heading_labels)),
    Stage("fixed-pitch listings", ("lines", "heading"), ("listing",),
          "A heading may name a function.", _labelled(stages.fixed_pitch_labels)),
    Stage("numbered code", ("pages_in_order", "body_guess", "heading", "line-number"), ("listing",),
          "An algorithm is known by its numbers, in any type.", _labelled(stages.numbered_code_labels)),
    Stage("displays", ("lines", "body_guess", "full", "listing"), ("display",),
          "Short lines of symbols that are neither code nor cells.", _labelled(stages.display_labels)),
    Stage("sections", ("vocabulary", "lines", "heading", "title-block"), ("headings", "sections", "part"),
          "Headings open the parts: body, bibliography, appendix.", stages.settle_sections),
    Stage("unheaded lists", ("lines", "headings", "sections", "part"), ("sections", "part"),
          "Lists that no heading of the pack's words opens.", stages.settle_unheaded_lists),
    Stage("cells beside the list", ("lines", "part", "caption", "float"), ("float",),
          "Entries go on below a float.", _labelled(stages.cell_labels)),
    Stage("reference lists", ("lines", "part", "listing", "float"),
          ("reference_lists", "reference", "front-note", "part"),
          "Entries stand in the bibliography.", stages.settle_reference_lists),
    Stage("footnotes",
          ("facts", "vocabulary", "lines", "body_guess", "gap_above_bp", "heading", "part", "reference"),
          ("footnote", "front-note"), "After the lists, whose type is as small.",
          _labelled(stages.footnote_labels)),
    Stage("running text", ("lines", "footnote", "display"), ("body",),
          "What no stage has claimed.", _labelled(stages.running_text_labels)),
    Stage("late floats", ("vocabulary", "lines", "part", "caption", "float", "reference", "body"), ("part",),
          "Pages of floats behind the reference list belong where the text names them.",
          stages.settle_late_floats),
    Stage("abstract", ("facts", "vocabulary", "lines", "heading", "body"), ("in_abstract",),
          "It is running text under its own heading, often in a type of its own.", stages.settle_abstract),
    Stage("named sections", ("facts", "section_names", "lines", "heading", "gap_above_bp", "part", "body"),
          ("named_lines", "named"), "Headings that are run in begin lines of running text.",
          stages.settle_named_sections),
    Stage("body type", ("facts", "lines", "body_guess", "full", "part", "body"),
          ("body_type", "body_size_bp"), "Measured on running text alone.", stages.give_body_type),
    Stage("columns", ("lines", "full", "gap_above_bp", "body", "reference", "body_type", "body_size_bp"),
          ("columns", "shared_edges"),
          "Edges and baselines are those of running text in the body's type.", stages.give_columns),
    Stage("glyph sizes", ("facts", "lines"), ("glyph_sizes", "height_ratio"),
          "Passages and lines are given the size that their letters look like.", stages.give_glyph_sizes),
    Stage("layout", ("facts", "font_kinds", "frames", "page_lines", "lines", "has_temporary_end", "sections",
                     "body_type", "columns", "shared_edges", "height_ratio", "named", "in_abstract"),
          ("layout",), "The lines are finished, and a program that only counts pages asks for no more.",
          stages.give_layout),
    Stage("paper", ("facts", "vocabulary", "font_kinds", "regions", "lines", "has_temporary_end",
                    "is_imposed", "body_guess", "headings", "sections", "reference_lists", "named_lines",
                    "body_size_bp", "columns", "shared_edges", "glyph_sizes", "framed", "pages_in_order",
                    "layout"),
          ("paper",), "Everything that only reads the finished lines.", stages.give_paper),
)
# fmt: on


def measure(
    facts: Facts,
    vocabulary: Mapping[str, Sequence[str]],
    sections: Mapping[str, Sequence[str]] | None = None,
) -> Paper:
    """Return the measured paper.

    `vocabulary` holds the pack's words for headings and captions, `sections` the headings of the sections
    that it asks for, by their ids.
    """
    known = Known(facts, vocabulary, sections)
    for stage in STAGES:
        stage.run(known)
    return known.paper


def measure_layout(facts: Facts, vocabulary: Mapping[str, Sequence[str]]) -> Layout:
    """Return what the pages look like, without what only rules ask for; see `measure`."""
    known = Known(facts, vocabulary)
    for stage in STAGES:
        stage.run(known)
        if "layout" in stage.gives:
            break
    return known.layout
