"""Reads back a JSON report of any version: only the fields that comparing two runs needs."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, Protocol, TypeVar

import msgspec
from msgspec import Struct

from mlcia_check.errors import UsageProblem
from mlcia_check.model.judged import Severity, Status, Verdict
from mlcia_check.report.worded import SCHEMA_VERSION, Tool, WordedDocument, WordedPack, WordedReport
from mlcia_check.report.worded_run import WordedPaper, WordedRules, WordedRun
from mlcia_check.rulebook import nearest

REPORT: Final = "report.json"


class StoredOutcome(Struct, frozen=True):
    rule: str
    status: Status


class StoredFinding(Struct, frozen=True):
    rule: str
    severity: Severity
    message: str
    page: int | None = None
    pages: tuple[int, ...] = ()


class StoredWaived(Struct, frozen=True):
    finding: StoredFinding


class StoredDocument(Struct, frozen=True):
    """One document. `id` and `title` are "" in a report that no batch wrote."""

    path: str
    sha256: str
    verdict: Verdict
    checks: tuple[StoredOutcome, ...]
    findings: tuple[StoredFinding, ...]
    id: str = ""
    title: str = ""
    waived: tuple[StoredWaived, ...] = ()


class StoredReport(Struct, frozen=True):
    schema_version: int
    tool: Tool
    pack: WordedPack
    documents: tuple[StoredDocument, ...]


class Versioned(Protocol):
    """A report, or a part of one, with the version of its schema."""

    @property
    def schema_version(self) -> int: ...


class Named(Protocol):
    """A document of a report: a batch gives ids."""

    @property
    def id(self) -> str: ...

    @property
    def path(self) -> str: ...


Report = TypeVar("Report", bound=Versioned)


def path_of(place: str) -> str:
    """Return the path of the report in a folder of results; any other path is that of a report itself."""
    return os.path.join(place, REPORT) if os.path.isdir(place) else place


def read(place: str) -> StoredReport:
    """Return the report in a folder of results, or in a JSON file of `check`. Raises UsageProblem."""
    return decoded(path_of(place), StoredReport)


def run_of(place: str, ids: Sequence[str]) -> WordedRun:
    """Return these papers of a report as a run, whole, without pictures and the pack's rules.

    Raises UsageProblem for a paper that is not in it, and for a report of another version with other fields.
    """
    report = decoded(path_of(place), WordedReport)
    documents = {document.id or document.path: document for document in report.documents}
    wanted = [id_of(paper, report.documents) for paper in ids]
    papers = [WordedPaper(documents[paper], id=paper, title=documents[paper].title) for paper in wanted]
    return WordedRun(
        pack=WordedRules(
            report.pack.name, "", "", report.pack.sha256, (), report.pack.stage, report.pack.kind
        ),
        verdicts=Counter(paper.document.verdict for paper in papers),
        papers=lambda: papers,
    )


def id_of(paper: str, documents: Iterable[Named]) -> str:
    """Return the id of the paper with this id, else that of the only one with this path or file name.

    Raises UsageProblem if there is none.
    """
    paths = {document.id or document.path: document.path for document in documents}
    if paper in paths:
        return paper
    same = [name for name, path in paths.items() if paper in (path, path.rpartition("/")[2])]
    if len(same) != 1:
        raise UsageProblem(f"no paper '{paper}' in these results{nearest(paper, paths)}")
    return same[0]


def decoded(path: str, kind: type[Report]) -> Report:
    """Return what `kind` needs of a report. Raises UsageProblem, also for a report of a later version."""
    try:
        with open(path, "rb") as file:
            report = msgspec.json.decode(file.read(), type=kind)
    except FileNotFoundError as error:
        raise UsageProblem(f"no report '{path}'; name a folder that 'batch' wrote.") from error
    except OSError as error:
        raise UsageProblem(f"cannot read '{path}': {error.strerror}.") from error
    except msgspec.DecodeError as error:
        raise UsageProblem(f"'{path}' is not a JSON report of this program: {error}.") from error
    if report.schema_version != SCHEMA_VERSION:
        raise UsageProblem(f"'{path}' is a report of a later version: schema {report.schema_version}.")
    return report


def stored(document: WordedDocument) -> StoredDocument:
    """Return a record of this run as it would be read back."""
    return msgspec.convert(document, StoredDocument, from_attributes=True)
