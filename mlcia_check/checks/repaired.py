"""Did PDFium have to put something right, so that other readers may show the file otherwise?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.findings import Answer, Breach, Doubt, Value
from mlcia_check.paper import Paper
from mlcia_check.rule import Cases

BREACHES: Cases = dict.fromkeys(
    ("", "cross-references", "not-opened", "other-version", "page-count", "page-tree"), ("detail",)
)
DOUBTS: Cases = BREACHES


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """Nothing to set: a file is sound or it is not."""


def check(paper: Paper, params: Params) -> Iterator[Answer]:  # noqa: ARG001 - every check's signature
    """A warning for what was mended; a doubt where other readers are known to show other pages, or none.

    The rule itself is an error's, so that its doubts are for a person to settle.
    """
    for mended in paper.structure.mended:
        detail: dict[str, Value] = {"detail": mended.detail}
        if mended.pages is not None:
            shown = len(paper.pages)
            yield Doubt(mended.kind, detail=detail, measured=mended.pages, expected=shown, unit="pages")
        elif mended.disputed:
            yield Doubt(mended.kind, detail=detail)
        else:
            yield Breach(measured=None, expected=None, case=mended.kind, level="warning", detail=detail)
