"""The checks by name: each answers one question about a measured paper."""

from __future__ import annotations

from mlcia_check.checks import page_count, paper_size, placeholder, readable
from mlcia_check.rule import Check

CHECKS: dict[str, Check] = {
    "page-count": page_count,
    "paper-size": paper_size,
    "placeholder": placeholder,
    "readable": readable,
}
