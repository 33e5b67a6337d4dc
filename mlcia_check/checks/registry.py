"""Lists the checks by name. The name is that of the module: a new check needs an import and a line here."""

from __future__ import annotations

from typing import Final

from mlcia_check.checks.anonymity import (
    anonymity_acknowledgements,
    anonymity_authors,
    anonymity_contact,
    anonymity_metadata,
    anonymity_self_reference,
)
from mlcia_check.checks.content import (
    appendix_marked,
    appendix_position,
    duplicate_submission,
    front_matter,
    hidden_text,
    language,
    metadata_mismatch,
    prior_publication,
)
from mlcia_check.checks.file import (
    font_embedding,
    pdf_active_content,
    pdf_attachments,
    pdf_readable,
    pdf_repaired,
    text_layer,
)
from mlcia_check.checks.layout import (
    column_gap,
    column_width,
    columns,
    layout_unmeasured,
    line_spacing,
    page_count,
    page_minimum,
    paper_size,
    space_saved,
    spacing_squeeze,
    template,
    text_area,
    text_block,
)
from mlcia_check.checks.references import (
    bibliography_numbering,
    bibliography_present,
    bibliography_uncited,
    citation_resolved,
    reference_impossible,
    reference_marks,
)
from mlcia_check.checks.sections import (
    length,
    section_empty,
    section_forbidden,
    section_position,
    section_required,
)
from mlcia_check.checks.type import (
    body_font_width,
    font_family,
    font_size,
    font_type3,
    small_text,
)
from mlcia_check.model.rule_pack import Check

CHECKS: Final[dict[str, Check]] = {
    "anonymity-acknowledgements": anonymity_acknowledgements,
    "anonymity-authors": anonymity_authors,
    "anonymity-contact": anonymity_contact,
    "anonymity-metadata": anonymity_metadata,
    "anonymity-self-reference": anonymity_self_reference,
    "appendix-marked": appendix_marked,
    "appendix-position": appendix_position,
    "bibliography-numbering": bibliography_numbering,
    "bibliography-present": bibliography_present,
    "bibliography-uncited": bibliography_uncited,
    "body-font-width": body_font_width,
    "citation-resolved": citation_resolved,
    "column-gap": column_gap,
    "column-width": column_width,
    "columns": columns,
    "duplicate-submission": duplicate_submission,
    "font-embedding": font_embedding,
    "font-family": font_family,
    "font-size": font_size,
    "font-type3": font_type3,
    "front-matter": front_matter,
    "hidden-text": hidden_text,
    "language": language,
    "layout-unmeasured": layout_unmeasured,
    "length": length,
    "line-spacing": line_spacing,
    "metadata-mismatch": metadata_mismatch,
    "page-count": page_count,
    "page-minimum": page_minimum,
    "paper-size": paper_size,
    "pdf-active-content": pdf_active_content,
    "pdf-attachments": pdf_attachments,
    "pdf-readable": pdf_readable,
    "pdf-repaired": pdf_repaired,
    "prior-publication": prior_publication,
    "reference-impossible": reference_impossible,
    "reference-marks": reference_marks,
    "section-empty": section_empty,
    "section-forbidden": section_forbidden,
    "section-position": section_position,
    "section-required": section_required,
    "small-text": small_text,
    "space-saved": space_saved,
    "spacing-squeeze": spacing_squeeze,
    "template": template,
    "text-area": text_area,
    "text-block": text_block,
    "text-layer": text_layer,
}
