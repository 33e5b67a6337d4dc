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
        "citation-resolved": "references",
        "column-gap": "layout",
        "column-width": "layout",
        "columns": "layout",
        "duplicate-submission": "content",
        "font-embedding": "file",
        "font-family": "type",
        "font-size": "type",
        "font-type3": "type",
        "front-matter": "content",
        "hidden-text": "content",
        "language": "content",
        "layout-unmeasured": "layout",
        "length": "sections",
        "line-spacing": "layout",
        "metadata-mismatch": "content",
        "page-count": "layout",
        "page-minimum": "layout",
        "paper-size": "layout",
        "pdf-active-content": "file",
        "pdf-attachments": "file",
        "pdf-readable": "file",
        "pdf-repaired": "file",
        "prior-publication": "content",
        "reference-impossible": "references",
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
