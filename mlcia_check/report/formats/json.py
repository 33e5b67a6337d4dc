"""The JSON report (schema: mlcia_check/schemas/report-1.schema.json), written document by document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec.json
from msgspec import Struct, structs

from mlcia_check.report import worded
from mlcia_check.report.view import View
from mlcia_check.report.worded_run import WordedPaper, WordedRun
from mlcia_check.support.printable import printable
from mlcia_check.version import VERSION

_NO_DOCUMENTS: Final = '"documents": []'
"""The end of a report without documents. No string before it contains quotation marks."""


def render(run: WordedRun, _: View) -> Iterator[str]:
    """Yield the report; the same run gives the same bytes."""
    head, tail = _indented(_without_documents(run), 0).split(_NO_DOCUMENTS, 1)
    yield head + _NO_DOCUMENTS[:-1]
    separator = "\n"
    for paper in run.papers():
        yield separator + "    " + _indented(_named(paper), 4)
        separator = ",\n"
    yield ("" if separator == "\n" else "\n  ") + _NO_DOCUMENTS[-1] + tail + "\n"


def _named(paper: WordedPaper) -> worded.WordedDocument:
    """Return the paper's record with its id and title in the batch."""
    return structs.replace(paper.document, id=printable(paper.id), title=printable(paper.title))


def _without_documents(run: WordedRun) -> worded.WordedReport:
    return worded.WordedReport(
        schema_version=worded.SCHEMA_VERSION,
        tool=worded.Tool(name="mlcia-check", version=VERSION),
        pack=worded.WordedPack(
            name=run.pack.name, sha256=run.pack.sha256, stage=run.pack.stage, kind=run.pack.kind
        ),
        summary=worded.Summary(
            documents=sum(run.verdicts.values()),
            passed=run.verdicts.get("pass", 0),
            fail=run.verdicts.get("fail", 0),
            review=run.verdicts.get("review", 0),
            unreadable=run.verdicts.get("unreadable", 0),
        ),
        documents=(),
        venue_phrases=run.venue_phrases,
    )


def _indented(record: Struct, by: int) -> str:
    formatted = msgspec.json.format(msgspec.json.encode(record), indent=2).decode()
    return formatted.replace("\n", "\n" + " " * by)
