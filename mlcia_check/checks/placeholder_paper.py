"""Decides whether a file is a placeholder and not yet a paper. Several checks use it."""

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
    """Return the number of characters outside the reference list, without spaces.

    A few references do not turn an abstract into a paper.
    """
    listed = sum(len("".join(reference.text.split())) for reference in paper.references)
    return max(sum(page.characters for page in paper.pages) - listed, 0)


def is_placeholder(paper: Paper, limits: PlaceholderLimits) -> bool:
    """Return True if the file is a placeholder and not yet a paper.

    Return False for sheets of several pages each, because their number of pages cannot be known.
    """
    count = len(paper.pages)
    if paper.imposed:
        return False
    return count <= limits.single or (count <= limits.pages and characters(paper) <= limits.characters)
