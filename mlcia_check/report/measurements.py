"""Writes the measures of papers without judging them: as text, and as JSON with records of the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec.json
from msgspec import Struct

from mlcia_check.model.judged import JudgedDocument
from mlcia_check.model.rule_pack import Pack
from mlcia_check.report import word_run, worded
from mlcia_check.report.formats import figures, page_budget
from mlcia_check.report.styled_lines import BLANK, Line, Span, text_of, wrapped
from mlcia_check.report.view import View
from mlcia_check.report.words.phrases import Lang
from mlcia_check.support.printable import printable
from mlcia_check.version import VERSION


class Measurement(Struct, frozen=True):
    """The measures of one document; `problem` says why it could not be read, null if it was read."""

    path: str
    sha256: worded.Sha256
    pages: worded.Count | None
    page_budget: worded.PageBudget | None
    measured: worded.Measured | None
    problem: str | None


class Measurements(Struct, frozen=True):
    """The measures of one or more documents."""

    schema_version: Literal[1]
    tool: worded.Tool
    documents: tuple[Measurement, ...]


def render_json(documents: Sequence[JudgedDocument], pack: Pack, lang: Lang) -> str:
    measurements = Measurements(
        schema_version=worded.SCHEMA_VERSION,
        tool=worded.Tool(name="mlcia-check", version=VERSION),
        documents=tuple(_measurement(document, pack, lang) for document in documents),
    )
    return msgspec.json.format(msgspec.json.encode(measurements), indent=2).decode() + "\n"


def render_text(documents: Sequence[JudgedDocument], pack: Pack, lang: Lang) -> str:
    return text_of(lay_out(documents, pack, View(lang)))


def lay_out(documents: Sequence[JudgedDocument], pack: Pack, view: View) -> Iterator[Line]:
    """Yield one block for each document: its name, page budget and figures."""
    for number, document in enumerate(documents):
        measurement = _measurement(document, pack, view.lang)
        if number:
            yield BLANK
        yield (Span(printable(measurement.path), "strong"),)
        if measurement.problem is not None:
            for line in wrapped(measurement.problem, view.cells - 4):
                yield Span("    "), Span(line, "fail")
        if measurement.page_budget and measurement.measured:
            yield from page_budget.lay_out(measurement.page_budget, view)
            yield from figures.lay_out(measurement.measured, view)


def _measurement(document: JudgedDocument, pack: Pack, lang: Lang) -> Measurement:
    record = word_run.worded_document(document, pack, lang)
    problem = " ".join(found.message for found in record.findings) if document.paper is None else None
    return Measurement(record.path, record.sha256, record.pages, record.page_budget, record.measured, problem)
