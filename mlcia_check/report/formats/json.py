"""The JSON report (schema: mlcia_check/schemas/report-1.schema.json)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TextIO

import msgspec.json
from msgspec import Struct

from mlcia_check.model.judged import JudgedDocument, Verdict
from mlcia_check.model.rule_pack import Pack
from mlcia_check.report import run_summary, worded
from mlcia_check.report.words.phrases import Lang

_NO_DOCUMENTS: Final = '"documents": []'
"""How a report without documents ends; the strings of a heading hold no quotation marks of their own."""


def render(documents: Sequence[JudgedDocument], pack: Pack, lang: Lang) -> str:
    encoded = msgspec.json.encode(run_summary.report(documents, pack, lang))
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def write(
    out: TextIO, documents: Iterable[worded.WordedDocument], verdicts: Mapping[Verdict, int], pack: Pack
) -> None:
    """The same report, written as its documents come; `verdicts` counts those of all of them."""
    head, tail = _indented(run_summary.heading(verdicts, pack), 0).split(_NO_DOCUMENTS)
    out.write(head + _NO_DOCUMENTS[:-1])
    separator = "\n"
    for document in documents:
        out.write(separator + "    " + _indented(document, 4))
        separator = ",\n"
    out.write(("" if separator == "\n" else "\n  ") + _NO_DOCUMENTS[-1] + tail + "\n")


def _indented(record: Struct, by: int) -> str:
    formatted = msgspec.json.format(msgspec.json.encode(record), indent=2).decode()
    return formatted.replace("\n", "\n" + " " * by)
