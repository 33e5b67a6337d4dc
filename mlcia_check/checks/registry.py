"""Lists the checks by name, each with the folder of its module.

A module is named like its check, with underscores. A new check needs its module and a line here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Final, cast

from mlcia_check.model.rule_pack import Check


class CheckModules(Mapping[str, Check]):
    """The checks by name. A module is imported when its check is first asked for."""

    def __init__(self, folders: dict[str, str]) -> None:
        """`folders`: name of a check -> folder of its module in this package."""
        self._folders = folders
        self._loaded: dict[str, Check] = {}

    def __getitem__(self, name: str) -> Check:
        """Return the check. Raises KeyError if there is none of that name."""
        if name not in self._loaded:
            module = f"mlcia_check.checks.{self._folders[name]}.{name.replace('-', '_')}"
            self._loaded[name] = cast("Check", import_module(module))
        return self._loaded[name]

    def in_folder(self, folder: str) -> frozenset[str]:
        """Return the names of the checks whose modules are in a folder."""
        return frozenset(name for name, place in self._folders.items() if place == folder)

    def __iter__(self) -> Iterator[str]:
        return iter(self._folders)

    def __len__(self) -> int:
        return len(self._folders)


CHECKS: Final = CheckModules(
    {
        "anonymity-acknowledgements": "anonymity",
        "anonymity-authors": "anonymity",
        "anonymity-contact": "anonymity",
        "anonymity-metadata": "anonymity",
        "anonymity-self-reference": "anonymity",
        "appendix-marked": "content",
        "appendix-position": "content",
        "bibliography-numbering": "references",
        "bibliography-present": "references",
        "bibliography-uncited": "references",
        "body-font-width": "type",
        "caption-position": "layout",
        "citation-resolved": "references",
        "column-gap": "layout",
        "column-width": "layout",
        "columns": "layout",
        "duplicate-submission": "content",
        "final-parts": "anonymity",
        "font-embedding": "file",
        "font-family": "type",
        "font-size": "type",
        "font-type3": "type",
        "front-matter": "content",
        "heading-size": "type",
        "hidden-text": "content",
        "language": "content",
        "layout-unmeasured": "layout",
        "length": "sections",
        "line-numbers": "layout",
        "line-spacing": "layout",
        "metadata-mismatch": "content",
        "page-count": "layout",
        "page-minimum": "layout",
        "page-numbers": "layout",
        "paper-kind": "content",
        "paper-size": "layout",
        "pdf-a": "hygiene",
        "pdf-active-content": "file",
        "pdf-annotations": "hygiene",
        "pdf-attachments": "file",
        "pdf-bookmarks": "hygiene",
        "pdf-figure-alternatives": "hygiene",
        "pdf-image-resolution": "hygiene",
        "pdf-language": "hygiene",
        "pdf-readable": "file",
        "pdf-repaired": "file",
        "pdf-size": "hygiene",
        "pdf-tab-order": "hygiene",
        "pdf-tagged": "hygiene",
        "pdf-title": "hygiene",
        "pdf-version": "hygiene",
        "prior-publication": "content",
        "reference-impossible": "references",
        "reference-marks": "references",
        "section-empty": "sections",
        "section-forbidden": "sections",
        "section-position": "sections",
        "section-required": "sections",
        "small-text": "type",
        "space-saved": "layout",
        "spacing-squeeze": "layout",
        "template": "layout",
        "text-area": "layout",
        "text-block": "layout",
        "text-layer": "file",
    }
)

ASK_FOR_HYGIENE: Final = CHECKS.in_folder("hygiene")
"""Checks that need `Paper.hygiene`, which is read only for them."""

ASK_FOR_ORIGINS: Final = frozenset({"anonymity-metadata"})
"""Checks that need `Paper.figure_origins`, which are read only for them."""
