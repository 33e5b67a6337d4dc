"""The JSON report (schema: mlcia_check/schemas/report-1.schema.json)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec.json

from mlcia_check.findings import Document
from mlcia_check.report import summary
from mlcia_check.report.phrases import Lang
from mlcia_check.rule import Pack


def render(documents: Sequence[Document], pack: Pack, lang: Lang) -> str:
    encoded = msgspec.json.encode(summary.report(documents, pack, lang))
    return msgspec.json.format(encoded, indent=2).decode() + "\n"
