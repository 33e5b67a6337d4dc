"""Lists active content under HotCRP's names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from mlcia_check.model.pdf_facts import Action
from mlcia_check.report.hotcrp.banal.records import Unsafe

_CATEGORIES: Final = {
    "javascript": "javascript",
    "launch": "launch",
    "launch-relative": "rellaunch",
    "submit-form": "submitform",
    "import-data": "submitform",
    "auto-action": "autoaction",
    "rich-media": "richmedia",
    "multimedia": "multimedia",
    "xfa": "xfa",
    "external-reference": "externalref",
}

_LISTED_MAX_PAGES: Final = 10
_AND_MORE_PAGE: Final = 0
_OPENING_PAGE: Final = 1
"""The page that is shown when the document opens: content that belongs to no page is listed there."""


def unsafe(actions: Iterable[Action]) -> Unsafe | None:
    """Return the pages of each category, None if there is no active content."""
    pages: dict[str, set[int]] = {}
    for action in actions:
        pages.setdefault(_CATEGORIES[action.kind], set()).add(action.page or _OPENING_PAGE)
    return Unsafe(**{category: _listed(found) for category, found in pages.items()}) if pages else None


def _listed(pages: Iterable[int]) -> tuple[int, ...]:
    ordered = sorted(pages)
    more = (_AND_MORE_PAGE,) if len(ordered) > _LISTED_MAX_PAGES else ()
    return (*ordered[:_LISTED_MAX_PAGES], *more)
