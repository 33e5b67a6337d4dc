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

_MOST_PAGES: Final = 10
_AND_MORE: Final = 0
_AT_ONCE: Final = 1
"""The page that is shown when the document opens: content that belongs to no page is listed there."""


def unsafe(actions: Iterable[Action]) -> Unsafe | None:
    """Return the pages of each category, None if there is no active content."""
    pages: dict[str, set[int]] = {}
    for action in actions:
        pages.setdefault(_CATEGORIES[action.kind], set()).add(action.page or _AT_ONCE)
    return Unsafe(**{category: _listed(found) for category, found in pages.items()}) if pages else None


def _listed(pages: Iterable[int]) -> tuple[int, ...]:
    ordered = sorted(pages)
    more = (_AND_MORE,) if len(ordered) > _MOST_PAGES else ()
    return (*ordered[:_MOST_PAGES], *more)
