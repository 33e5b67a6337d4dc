"""The checks by name: each answers one question about a measured paper."""

from __future__ import annotations

from mlcia_check.checks import (
    active_content,
    appendix_position,
    attachments,
    bibliography_present,
    column_gap,
    column_width,
    columns,
    font_embedding,
    font_family,
    font_size,
    font_type3,
    line_spacing,
    page_count,
    paper_size,
    placeholder,
    readable,
    small_text,
    text_block,
    text_layer,
)
from mlcia_check.rule import Check

CHECKS: dict[str, Check] = {
    "active-content": active_content,
    "appendix-position": appendix_position,
    "attachments": attachments,
    "bibliography-present": bibliography_present,
    "column-gap": column_gap,
    "column-width": column_width,
    "columns": columns,
    "font-embedding": font_embedding,
    "font-family": font_family,
    "font-size": font_size,
    "font-type3": font_type3,
    "line-spacing": line_spacing,
    "page-count": page_count,
    "paper-size": paper_size,
    "placeholder": placeholder,
    "readable": readable,
    "small-text": small_text,
    "text-block": text_block,
    "text-layer": text_layer,
}
