"""A thousand papers, 5% of them hostile: every one has a verdict, and a killed run ends with the same bytes.

    python -m tools.bench.batch_proof [NUMBER]

Run it in a checkout with mlcia-check and its extra `dev` installed. The papers are the fixtures and variants
of those that pass; the hostile ones hang, ask for gigabytes, go in circles, are cut short or are noise, and
some come in archives that lie, overlap and unpack to gigabytes. The batch runs once undisturbed, and once
killed by SIGKILL at three moments and started again each time; all results but the journal (its lines are in
the order in which papers were done) are compared byte for byte.
"""

from __future__ import annotations

import csv
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

from tests import hostile
from tests.fixtures_table import expected, fixture
from tests.zip_files import BZIP2, DEFLATED, LINK, LZMA, Part, archive, bomb, quoted

JOURNAL = {"results.jsonl", "thumbnails.bin"}
OPTIONS = ("--timeout", "10", "--memory", "1024", "--lang", "en")
HOSTILE_EVERY_PAPERS = 20


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as work:
        papers, whole, cut = (Path(work, name) for name in ("papers", "whole", "cut"))
        papers.mkdir()
        packed = _write_archives(papers, number)
        hostiles = number // HOSTILE_EVERY_PAPERS
        contents = [*islice(_hostile(), hostiles), *islice(_plain(), number - hostiles - packed)]
        for index, data in enumerate(contents):
            papers.joinpath(f"paper{index}.pdf").write_bytes(data + b"\n%%%d\n" % index)
        started = time.perf_counter()
        said = _run(papers, whole)
        print(f"undisturbed: {time.perf_counter() - started:.0f} s")
        with open(whole / "summary.csv", encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        print(f"most memory of the process that hands them out: {_most_memory(papers, whole)} MB")
        print(f"{len(rows)} verdicts: {dict(Counter(row['verdict'] for row in rows))}")
        first = (row for row in rows if row["id"].isdigit() and int(row["id"]) < hostiles)
        print("of the hostile:")
        for (verdict, reason), times in Counter(
            (row["verdict"], row["reason"][:72]) for row in first
        ).most_common():
            print(f"  {times:4} {verdict:10} {reason}")
        for moment in (number // 20, number // 3, number * 4 // 5):
            said += _killed(papers, cut, moment)
        said += _run(papers, cut)
        other = _differing(_results(whole), _results(cut))
        print(f"killed at {number // 20}, {number // 3} and {number * 4 // 5} results, and resumed:")
        print("  the same bytes" if not other else f"  OTHER BYTES in {', '.join(other)}")
        print(f"  tracebacks: {said.count('Traceback')}")
        sys.exit(0 if not other and len(rows) == number and "Traceback" not in said else 1)


def _differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The files that differ, the first lines that do printed."""
    names = [name for name in sorted({*one, *other}) if one.get(name) != other.get(name)]
    for name in names[:3]:
        pairs = zip(one.get(name, b"").splitlines(), other.get(name, b"").splitlines(), strict=False)
        for first, second in islice((pair for pair in pairs if pair[0] != pair[1]), 3):
            print(name, first[:300], second[:300], sep="\n  ")
    return names


def _plain() -> Iterator[bytes]:
    """Every fixture that is a paper once, then those that pass again and again."""
    known = expected()
    yield from (
        fixture(name).read_bytes() for name, truth in known.items() if truth.verdict in ("pass", "fail")
    )
    yield from cycle([fixture(name).read_bytes() for name, truth in known.items() if truth.verdict == "pass"])


def _hostile() -> Iterator[bytes]:
    plain = fixture("sigconf").read_bytes()
    kinds: tuple[Callable[[int], bytes], ...] = (
        hostile.noise,
        lambda n: plain[: len(plain) * (n % 97 + 1) // 100],
        lambda n: fixture("page-tree-cycle").read_bytes(),  # noqa: ARG005
        lambda n: hostile.packed(b" " * 1_000_000, 100 + n),
        lambda n: hostile.memory_hog(),  # noqa: ARG005
        # In its first page: how many pages of a slow paper are read in time, the machine decides.
        lambda n: hostile.nested_forms(8),  # noqa: ARG005
        lambda n: hostile.nested_forms(3),  # noqa: ARG005
        lambda n: fixture("user-password").read_bytes(),  # noqa: ARG005
        lambda n: b"",  # noqa: ARG005
    )
    yield from (kind(number) for number, kind in enumerate(cycle(kinds)))


def _write_archives(papers: Path, number: int) -> int:
    """Hostile archives; how many papers are in them, all told."""
    plain = fixture("sigconf").read_bytes()
    archives = {
        "lies": [bomb(b"lie.pdf", 3000, says=10_000), bomb(b"says-so.pdf", 3000), bomb(b"unnamed", 3000)],
        "methods": [bomb(f"method{method}.pdf".encode(), 3000, 10_000, method) for method in (BZIP2, LZMA)],
        "odd": [
            Part(b"", plain),
            Part(b"link.pdf", b"/etc/passwd", attributes=LINK),
            Part(b"locked.pdf", flags=1),
        ],
        "good": [Part(f"packed{n}.pdf".encode(), plain + b"%%%d" % (number + n), DEFLATED) for n in range(4)],
    }
    for name, parts in archives.items():
        papers.joinpath(f"{name}.zip").write_bytes(archive(parts))
    papers.joinpath("overlap.zip").write_bytes(quoted(3, plain))
    return 2 + 2 + 1 + 4 + 3


def _most_memory(papers: Path, out: Path) -> int:
    """Of a run that finds all papers known: it hashes them, and writes all reports."""
    program = (
        "import sys; from mlcia_check.cli import main; main(sys.argv[1:]);"
        "print(open('/proc/self/status').read())"
    )
    command = [sys.executable, "-c", program, *_command(papers, out)[3:]]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return int(said.partition("VmHWM:")[2].split()[0]) // 1000


def _command(papers: Path, out: Path) -> list[str]:
    paths = (str(papers), f"{papers}/*.zip")
    return [sys.executable, "-m", "mlcia_check", "batch", *paths, "--out", str(out), *OPTIONS]


def _run(papers: Path, out: Path) -> str:
    done = subprocess.run(_command(papers, out), capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def _killed(papers: Path, out: Path, moment: int) -> str:
    """What a run said that is killed once so many results are on disk."""
    journal = out / "results.jsonl"
    with tempfile.TemporaryFile("w+") as said:
        with subprocess.Popen(_command(papers, out), stdout=said, stderr=said) as process:
            while process.poll() is None and not (journal.exists() and _lines(journal) >= moment):
                time.sleep(0.05)
            process.send_signal(signal.SIGKILL)
        said.seek(0)
        return said.read()


def _lines(file: Path) -> int:
    return file.read_bytes().count(b"\n")


def _results(out: Path) -> dict[str, bytes]:
    files = (path for path in out.rglob("*") if path.is_file() and path.name not in JOURNAL)
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


if __name__ == "__main__":
    main()
