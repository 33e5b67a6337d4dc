"""Read PDFs with the compiled page reader and through ctypes: facts and reports must have the same bytes.

    python -m tools.native.compare [--mutations 2000] [--seed 1] [--every N] [PDF OR FOLDER ...]

Prints each paper that differs, and exits with 1 if any does. Build the page reader first:
`python -m tools.native.build`.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from mlcia_check import rulebook
from mlcia_check.errors import UnreadableDocument
from mlcia_check.examination import Criteria, examine
from mlcia_check.model.rule_pack import Pack
from mlcia_check.pdf.pdfium.native.library import loaded
from mlcia_check.pdf.reader import read
from mlcia_check.report.formats.registry import renderer
from mlcia_check.report.view import View
from mlcia_check.report.word_run import worded_run
from mlcia_check.sources import Source
from tools.native.compiler import PLACE
from tools.native.inputs import WARM_UP, add_arguments, inputs
from tools.native.own_process import OwnProcess
from tools.native.read_by import read_by

MUTATIONS: Final = 2_000

PACK: Final = "mlcia-2022"

PROGRESS_EVERY_PAPERS: Final = 200


def main() -> None:
    arguments = _arguments()
    if loaded() is None:
        sys.exit("there is no compiled page reader of this version. Run: python -m tools.native.build")
    pack = rulebook.load_pack(PACK)
    works = [partial(outcome, pack=pack, compiled=compiled) for compiled in (PLACE, None)]
    works[0](WARM_UP.read_bytes())
    begun = time.monotonic()
    said: Counter[str] = Counter()
    wrong = 0
    for name, data in inputs(arguments):
        ways = [OwnProcess(work, data) for work in works]
        one, other = [way.answer() for way in ways]
        said[one.partition(": ")[0]] += 1
        if one != other:
            wrong += 1
            print(f"{name}: {one}; through ctypes: {other}", flush=True)
        if said.total() % PROGRESS_EVERY_PAPERS == 0:
            print(f"{said.total():,} papers, {wrong} differ", file=sys.stderr, flush=True)
    print(f"{said.total():,} papers read both ways in {time.monotonic() - begun:.0f} s: {wrong} differ.")
    print(", ".join(f"{count:,} {answer}" for answer, count in said.most_common()))
    sys.exit(1 if wrong else 0)


def outcome(data: bytes, pack: Pack, compiled: Path | None) -> str:
    """Return the hashes of the facts and of the JSON report.

    The paper is read by the page reader in the file `compiled`; without one, through ctypes.
    """
    with read_by(compiled):
        try:
            # Not JSON, which has no NaN.
            facts = msgspec.msgpack.Encoder(order="deterministic").encode(read(data))
        except UnreadableDocument as error:
            return f"unreadable: {error}"
        document = examine(Source("paper.pdf", data=data), Criteria(pack, confirm=False))
    run, view = worded_run([document], pack, "en"), View("en")
    report = "".join(renderer("mlcia_check.report.formats.json")(run, view))
    return f"read: facts {_hash(facts)}, report {_hash(report.encode())}"


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tools.native.compare", description="Read PDFs both ways and compare what comes of it."
    )
    add_arguments(parser, MUTATIONS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
