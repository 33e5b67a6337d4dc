"""Draws, compiles, cheats and judges: see docs/accuracy.md.

    python -m tools.bench.random_papers FOLDER [--papers 320] [--seed 1] [--jobs 1] [--confirm] [--write]

PDFs and their sources are kept in FOLDER; a second run compiles only what changed, and judges again.
`--write` puts the table and the plot into docs/. Needs TeX Live, poppler, and the extras dev and accuracy.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import msgspec

from tools.bench.random_papers import included
from tools.bench.random_papers.building import Made, make
from tools.bench.random_papers.judging import Judged, judge

DOCS = Path(__file__).parents[2]


def main() -> None:
    arguments = _arguments()
    folder: Path = arguments.folder
    folder.mkdir(parents=True, exist_ok=True)
    included.prepare(folder)
    with ProcessPoolExecutor(arguments.jobs) as workers:
        made = [one for paper in _made(arguments, workers) for one in paper]
        judged = list(workers.map(partial(judge, confirm=arguments.confirm), _judgeable(made), chunksize=16))
    (folder / "made.json").write_bytes(msgspec.json.encode(made))
    (folder / "judged.json").write_bytes(msgspec.json.encode(judged))
    from tools.bench.random_papers import summary

    print(summary.tables(made, judged))
    print(summary.alarms(judged))
    if arguments.write:
        from tools.bench.random_papers import plot

        summary.write(DOCS / "accuracy.md", made, judged)
        plot.draw(judged, DOCS / "accuracy.svg")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tools.bench.random_papers", description="See docs/accuracy.md."
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--papers", type=int, default=320)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--confirm", action="store_true", help="let the second reader confirm what is found")
    parser.add_argument("--write", action="store_true", help="write docs/accuracy.md's table and plot")
    return parser.parse_args()


def _made(arguments: argparse.Namespace, workers: ProcessPoolExecutor) -> Iterator[list[Made]]:
    papers = workers.map(partial(_all_of, arguments.seed, arguments.folder), range(arguments.papers))
    for number, paper in enumerate(papers, 1):
        if sys.stderr.isatty():
            print(f"\r{number} of {arguments.papers} papers", end="", file=sys.stderr, flush=True)
        yield paper


def _all_of(seed: int, folder: Path, number: int) -> list[Made]:
    return list(make(seed, number, folder))


def _judgeable(made: list[Made]) -> list[Made]:
    return [one for one in made if not one.trouble]


__all__ = ["Judged", "main"]

if __name__ == "__main__":
    main()
