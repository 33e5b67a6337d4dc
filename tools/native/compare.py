"""Read PDFs with the compiled page reader and through ctypes: facts and reports must have the same bytes.

    python -m tools.native.compare [--mutations 2000] [--seed 1] [--every N] [--jobs 1] [PDF OR FOLDER ...]

Prints each paper that differs, and exits with 1 if any does. Build the page reader first:
`python -m tools.native.build`.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from queue import SimpleQueue
from typing import Final

from mlcia_check.pdf.pdfium.native.library import loaded
from mlcia_check.workers.limits import Limits, Lost
from mlcia_check.workers.worker import Worker
from tools.native.both_ways import BothWays
from tools.native.inputs import add_arguments, inputs

MUTATIONS: Final = 2_000

LIMITS: Final = Limits(seconds=120.0, megabytes=2_000)

DIED: Final = ("reader-died", "reader-killed")
"""Ways to lose a process that are defects; limits are what they are for."""


def main() -> None:
    arguments = _arguments()
    if loaded() is None:
        sys.exit("there is no compiled page reader of this version. Run: python -m tools.native.build")
    said: Counter[str] = Counter()
    wrong = 0
    for name, answer in _answers(arguments):
        said[answer] += 1
        if answer in ("facts", "report", *DIED):
            wrong += 1
            print(f"{name}: {answer}", flush=True)
    print(f"{said.total():,} papers read both ways: {wrong} differ.")
    print(", ".join(f"{count:,} {answer}" for answer, count in said.most_common()))
    sys.exit(1 if wrong else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tools.native.compare", description="Read PDFs both ways and compare what comes of it."
    )
    add_arguments(parser, MUTATIONS)
    parser.add_argument("--jobs", type=int, default=1, help="processes to use")
    return parser.parse_args()


def _answers(arguments: argparse.Namespace) -> Iterator[tuple[str, str]]:
    idle: SimpleQueue[Worker] = SimpleQueue()
    workers = [Worker(BothWays(), LIMITS) for _ in range(arguments.jobs)]
    for worker in workers:
        idle.put(worker)

    def ask(given: tuple[str, bytes]) -> tuple[str, str]:
        worker = idle.get()
        try:
            answer = worker.ask(given[1])
        finally:
            idle.put(worker)
        return given[0], answer.reason if isinstance(answer, Lost) else str(answer)

    rest = inputs(arguments)
    with ThreadPoolExecutor(arguments.jobs) as threads:
        # In portions, so that not all papers are in memory at once.
        while portion := list(islice(rest, 50 * arguments.jobs)):
            yield from threads.map(ask, portion)
    for worker in workers:
        worker.end()


if __name__ == "__main__":
    main()
