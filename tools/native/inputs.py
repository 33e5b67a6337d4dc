"""What both programs read: the PDFs of some folders, and damaged papers as `tools.fuzz` makes them."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from tools.fuzz.doors import damaged_paper, items
from tools.fuzz.papers import FOLDER, papers

WARM_UP: Final = FOLDER / "short.pdf"
"""Read once before all others, so that their processes find everything loaded."""


def add_arguments(parser: argparse.ArgumentParser, mutations: int) -> None:
    parser.add_argument(
        "papers",
        nargs="*",
        type=Path,
        default=[FOLDER],
        help="PDFs, and folders with PDFs; default: fixtures/pdf",
    )
    parser.add_argument("--every", type=int, default=1, help="read every N-th of these papers only")
    parser.add_argument("--mutations", type=int, default=mutations, help="damaged papers to read")
    parser.add_argument("--seed", type=int, default=1, help="what the damaged papers are made from")


def inputs(arguments: argparse.Namespace) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each PDF. The same arguments give the same PDFs."""
    for path in list(_files(arguments.papers))[:: arguments.every]:
        yield str(path), path.read_bytes()
    files = papers()
    for item in items(arguments.seed, arguments.mutations, list(files)):
        data, mutations = damaged_paper(files, item)
        yield f"{item.paper} seed {item.seed} ({', '.join(mutations)})", data


def _files(given: Iterable[Path]) -> Iterator[Path]:
    for path in given:
        yield from sorted(path.rglob("*.pdf")) if path.is_dir() else [path]
