"""Did PDFium have to repair the file, so that other programs may show it differently?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlcia_check.model.answers import Answer, Breach, Doubt, Value
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = dict.fromkeys(
    ("", "cross-references", "not-opened", "other-version", "page-count", "page-tree", "streams"), ("detail",)
)
DOUBTS: Cases = BREACHES


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """The check has no parameters: a file is sound, or it is not."""


def check(paper: Paper, params: Params) -> Iterator[Answer]:  # noqa: ARG001 - every check's signature
    """Yield a breach for each repair. Yield a grave doubt if other programs show other pages, or no page."""
    for mended in paper.structure.mended:
        detail: dict[str, Value] = {"detail": mended.detail}
        if mended.pages is not None:
            shown = len(paper.pages)
            yield Doubt(
                mended.kind, detail=detail, measured=mended.pages, expected=shown, unit="pages", grave=True
            )
        elif mended.disputed:
            yield Doubt(mended.kind, detail=detail, grave=True)
        else:
            yield Breach(measured=None, expected=None, case=mended.kind, detail=detail)
