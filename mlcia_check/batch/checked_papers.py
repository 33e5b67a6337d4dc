"""Reads back what contact sheets show of a batch's results, and finds the files of its papers again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress

from msgspec import Struct

from mlcia_check import sources
from mlcia_check.errors import UnreadableDocument
from mlcia_check.model.judged import Severity, Verdict
from mlcia_check.report.worded import Box, WordedPack
from mlcia_check.season.stored_report import REPORT, decoded
from mlcia_check.sources import Source, remote
from mlcia_check.sources.archive import INSIDE
from mlcia_check.sources.search import search
from mlcia_check.support.printable import printable


class CheckedFinding(Struct, frozen=True):
    rule: str
    severity: Severity
    page: int | None
    pages: tuple[int, ...]
    bbox: Box | None


class CheckedBudget(Struct, frozen=True):
    limit: int | None


class CheckedPaper(Struct, frozen=True):
    """One paper of a report; `id` is "" in a report that states none."""

    path: str
    sha256: str
    verdict: Verdict
    pages: int | None
    page_budget: CheckedBudget | None
    findings: tuple[CheckedFinding, ...]
    id: str = ""


class CheckedPapers(Struct, frozen=True):
    """The pack by which the papers were judged, and the papers in their order."""

    schema_version: int
    pack: WordedPack
    documents: tuple[CheckedPaper, ...]


def read(folder: str) -> CheckedPapers:
    """Return the papers in a folder of results. Raises UsageProblem if it holds no report of a batch."""
    return decoded(os.path.join(folder, REPORT), CheckedPapers)


def sources_of(papers: Sequence[CheckedPaper], places: Sequence[str], folder: str) -> list[Source | None]:
    """Return the source of each paper, None if it was not found.

    With `places`, papers are files under them with the same bytes. Without, they are looked for at the paths
    that the report states, as seen from the working directory. Raises UsageProblem for a place that does not
    exist.
    """
    if places:
        by_hash = _by_hash(search(places, folder).sources)
        return [by_hash.get(paper.sha256) for paper in papers]
    outer = dict.fromkeys(paper.path.partition(INSIDE)[0] for paper in papers)
    there = [path for path in outer if remote.is_url(path) or os.path.lexists(path)]
    by_path = {printable(source.path): source for source in search(there, folder).sources}
    return [by_path.get(paper.path) for paper in papers]


def _by_hash(found: Iterable[Source]) -> dict[str, Source]:
    by_hash: dict[str, Source] = {}
    for source in found:
        with suppress(UnreadableDocument):
            by_hash.setdefault(sources.digest(source).hex(), source)
    return by_hash
