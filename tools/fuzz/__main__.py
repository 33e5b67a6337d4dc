"""Damages papers and sends each through every door; says what broke, and exits with 1 if anything did.

    python -m tools.fuzz [--executions 2000] [--seed 1] [--jobs 2] [--keep FOLDER] [--others] [--in-process]

The same seed makes the same files. `--keep` writes every file that broke something, with its seed in its
name. `--others` asks poppler and qpdf about each paper that passes. `--in-process` starts no process: for a
debugger, or to count the branches that are reached:

    coverage run --branch --source mlcia_check -m tools.fuzz --in-process
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from mlcia_check.workers.limits import Limits, Lost
from mlcia_check.workers.worker import Worker
from tools.fuzz import other_readers
from tools.fuzz.doors import Doors, Item, Passage, damaged_paper, items
from tools.fuzz.papers import papers

BROKEN: Final = ("reader-died", "reader-killed", "time-limit")
"""Ways to lose a process that are defects. Memory is not: refusing it is what the limit is for."""

LIMITS: Final = Limits(seconds=8.0, megabytes=700)
"""The slowest execution that is known takes 1 s."""


def main() -> None:
    arguments = _arguments()
    if arguments.others and other_readers.missing():
        sys.exit(f"cannot ask other readers: {', '.join(other_readers.missing())} not found.")
    files = papers()
    chosen = items(arguments.seed, arguments.executions, list(files))
    doors = Doors(files, "mlcia-2022")
    begun = time.perf_counter()
    answers = _alone(doors, chosen) if arguments.in_process else _in_processes(doors, chosen, arguments.jobs)
    verdicts: Counter[str] = Counter()
    broken = 0
    for item, answer in answers:
        said = answer.verdict if isinstance(answer, Passage) else answer.reason
        verdicts[said] += 1
        trouble = _trouble(files, item, answer, ask_others=arguments.others)
        if trouble:
            broken += 1
            _report(files, item, trouble, arguments.keep)
    spent = time.perf_counter() - begun
    print(f"{arguments.executions:,} executions in {spent:.0f} s: {broken} broke something.")
    print(", ".join(f"{count:,} {verdict}" for verdict, count in verdicts.most_common()))
    sys.exit(1 if broken else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tools.fuzz", description="Damage papers and send each through every door."
    )
    parser.add_argument("--executions", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1, help="the number that the first files are made from")
    parser.add_argument("--jobs", type=int, default=2, help="processes to use")
    parser.add_argument("--keep", type=Path, help="a folder for the files that broke something")
    parser.add_argument("--others", action="store_true", help="ask poppler and qpdf about papers that pass")
    parser.add_argument("--in-process", action="store_true", help="start no process")
    return parser.parse_args()


def _alone(doors: Doors, items: Iterable[Item]) -> Iterator[tuple[Item, Passage | Lost]]:
    for item in items:
        yield item, doors(item)


def _in_processes(doors: Doors, items: Iterable[Item], jobs: int) -> Iterator[tuple[Item, Passage | Lost]]:
    readers = [Worker(doors, LIMITS) for _ in range(jobs)]
    shares: list[list[Item]] = [[] for _ in range(jobs)]
    for number, item in enumerate(items):
        shares[number % jobs].append(item)
    with ThreadPoolExecutor(jobs) as threads:
        done = [threads.submit(_share, reader, share) for reader, share in zip(readers, shares, strict=True)]
        for future in done:
            yield from future.result()
    for reader in readers:
        reader.end()


def _share(reader: Worker, items: Iterable[Item]) -> list[tuple[Item, Passage | Lost]]:
    answers = []
    for item in items:
        answer = reader.ask(item)
        assert isinstance(answer, Passage | Lost)
        answers.append((item, answer))
    return answers


def _trouble(files: dict[str, bytes], item: Item, answer: Passage | Lost, *, ask_others: bool) -> str:
    """What is wrong with an answer; "" where nothing is."""
    if isinstance(answer, Lost):
        return f"{answer.reason}: {answer.detail}" if answer.reason in BROKEN else ""
    if ask_others and answer.verdict == "pass" and other_readers.none_opens(damaged_paper(files, item)[0]):
        return "pass, and neither poppler nor qpdf opens it"
    return ""


def _report(files: dict[str, bytes], item: Item, trouble: str, keep: Path | None) -> None:
    data, mutations = damaged_paper(files, item)
    print(f"{item.paper} seed {item.seed} ({', '.join(mutations)}): {trouble}", flush=True)
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{item.seed}-{item.paper}").write_bytes(data)


if __name__ == "__main__":
    main()
