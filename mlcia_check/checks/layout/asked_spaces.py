"""The white space of a paper that its format can state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mlcia_check.model import authoring_tool
from mlcia_check.model.measured_paper import Paper, Space, SpaceKind

_OF_CLASSES: Final[frozenset[SpaceKind]] = frozenset(
    {"list-below", "theorem-above", "caption-below", "float-bottom"}
)
"""What LaTeX's classes set; templates for word processors leave it to their users."""


def asked_spaces(paper: Paper) -> Sequence[Space]:
    """Return the spaces of a paper, without those that its tool's template does not set."""
    if authoring_tool.tool(paper) in ("word", "libreoffice"):
        return [space for space in paper.spaces if space.kind not in _OF_CLASSES]
    return paper.spaces
