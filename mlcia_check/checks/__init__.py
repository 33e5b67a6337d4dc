"""The checks by name: each answers one question about a measured paper."""

from __future__ import annotations

from mlcia_check.checks import (
    active_content,
    attachments,
    font_embedding,
    font_family,
    font_type3,
    page_count,
    paper_size,
    placeholder,
    readable,
    text_layer,
)
from mlcia_check.rule import Check

CHECKS: dict[str, Check] = {
    "active-content": active_content,
    "attachments": attachments,
    "font-embedding": font_embedding,
    "font-family": font_family,
    "font-type3": font_type3,
    "page-count": page_count,
    "paper-size": paper_size,
    "placeholder": placeholder,
    "readable": readable,
    "text-layer": text_layer,
}
