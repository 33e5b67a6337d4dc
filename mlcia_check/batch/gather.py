"""Gathers the papers of a batch from paths, a list of paths, and a chair's list of ids."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import BinaryIO, Final

from msgspec import Struct

from mlcia_check.batch.chair_list import assigned, read_ids
from mlcia_check.batch.chair_table import decoded
from mlcia_check.batch.paper_ids import BatchPaper, papers
from mlcia_check.errors import UsageProblem
from mlcia_check.sources.search import search
from mlcia_check.sources.source import STANDARD_INPUT, SkippedFile

LIST_MAX_BYTES: Final = 32_000_000
"""Bytes of a list of paths that are read: no call for papers needs more."""


class Batch(Struct, frozen=True):
    """The papers in order, the skipped files, and what the chair should know about the ids, in sentences."""

    papers: Sequence[BatchPaper]
    skipped: Sequence[SkippedFile]
    complaints: Sequence[str] = ()


def gather(
    paths: Sequence[str], list_file: str | None, ids_file: str | None, out: str, standard_input: BinaryIO
) -> Batch:
    """Gather the papers under `paths` and under the paths in `list_file`, one on each line ("-": standard
    input).

    Raises UsageProblem for a path that does not exist, and if there are no papers.

    """
    complaints: list[str] = []
    lines = read_ids(ids_file, complaints.append) if ids_file else []
    listed = _listed(list_file, standard_input) if list_file else []
    found = search([*paths, *listed], out)
    if not found.sources:
        skipped = f", and {len(found.skipped):,} other files" if found.skipped else ""
        raise UsageProblem(f"no PDF under the given paths{skipped}.")
    paths = [source.path for source in found.sources]
    by_paper = assigned(paths, lines, ids_file or "", complaints.append)
    return Batch(papers(found.sources, by_paper, complaints.append), found.skipped, complaints)


def _listed(file: str, standard_input: BinaryIO) -> list[str]:
    try:
        if file == STANDARD_INPUT:
            data = standard_input.read(LIST_MAX_BYTES)
        else:
            with open(file, "rb") as opened:
                data = opened.read(LIST_MAX_BYTES)
    except OSError as error:
        raise UsageProblem(f"cannot read the list '{file}': {error.strerror}.") from error
    paths = [line.strip() for line in decoded(data).splitlines()]
    for number, path in enumerate(paths, 1):
        if path and "://" not in path and not os.path.lexists(path):
            raise UsageProblem(f"'{file}', line {number}: no file or folder '{path}'.")
    return [path for path in paths if path]
