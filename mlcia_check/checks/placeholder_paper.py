"""What several checks share: whether a file is a placeholder, no paper yet."""

from __future__ import annotations

from typing import Protocol

from mlcia_check.model.measured_paper import Paper


class PlaceholderLimits(Protocol):
    """A placeholder has at most `single` pages, or at most `pages` pages and `characters` characters."""

    @property
    def single(self) -> int: ...
    @property
    def pages(self) -> int: ...
    @property
    def characters(self) -> int: ...


def characters(paper: Paper) -> int:
    """Characters outside the reference list, without spaces: a few entries make no paper of an abstract."""
    listed = sum(len("".join(reference.text.split())) for reference in paper.references)
    return max(sum(page.characters for page in paper.pages) - listed, 0)


def is_placeholder(paper: Paper, limits: PlaceholderLimits) -> bool:
    """Whether the file is no paper yet. Where sheets hold several pages each, nobody can tell."""
    count = len(paper.pages)
    if paper.imposed:
        return False
    return count <= limits.single or (count <= limits.pages and characters(paper) <= limits.characters)
