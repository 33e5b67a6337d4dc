"""What hostile papers cost at every door: the verdict, seconds, and the peak memory of each kind of process.

    python -m tools.bench.hostile_doors FOLDER [--timeout SECONDS] [--memory MB]

Prints a table in Markdown, a row for each PDF of the folder and a column for each door. A cell is the verdict
(or the exit code where a door gives none), the seconds of computing, the peak MB of the command's own process
and the peak MB of the largest process that reads for it. Linux only: the peaks are /proc's VmHWM, looked at
every 20 ms.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from mlcia_check.workers.limits import WALL_TIME_MAX_RATIO
from tools.bench.process_memory import descendants, peak_kb

ROOT = Path(__file__).parents[2]
HARNESS = str(ROOT / "tests" / "report" / "plugin_harness.php")
PLUGIN = str(ROOT / "mlcia_check" / "report" / "hotcrp" / "mlciacheck.php")
"""HotCRP's door, without a site: needs PHP with mbstring."""

HOTCRP_ERROR_CODE = 2
"""HotCRP's number for an error."""

LOOK_INTERVAL_SECONDS = 0.02
"""Seconds between two looks at the memory of the processes."""

API = (
    "import sys, mlcia_check as m; "
    "print(m.check(sys.argv[1], limits=m.Limits(float(sys.argv[2]), int(sys.argv[3]))).verdict)"
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--timeout", default="30")
    parser.add_argument("--memory", default="1024")
    wanted = parser.parse_args()
    limits = ("--timeout", wanted.timeout, "--memory", wanted.memory)
    # HotCRP's door counts by the clock: it gets what the others have of that.
    by_the_clock = ("--timeout", str(WALL_TIME_MAX_RATIO * float(wanted.timeout)), "--memory", wanted.memory)
    doors = {
        "`check`": ("check", "--format", "json", *limits, "{paper}"),
        "`batch`": ("batch", "{folder}", "--out", "{out}/results", *limits),
        "`measure`": ("measure", "--format", "text", *limits, "{paper}"),
        "`measure` json": ("measure", "--format", "json", *limits, "{paper}"),
        "`measure` banal": ("measure", "--format", "banal", *by_the_clock, "{paper}"),
        "`annotate`": ("annotate", *limits, "{paper}", "-o", "{out}/copy.pdf"),
        "plugin": ("php", HARNESS, PLUGIN, by_the_clock[1], "{paper}", sys.executable, "-m", "mlcia_check"),
        "`serve`": ("-m", "tools.bench.served_paper", "{paper}", wanted.timeout, wanted.memory),
        "API": ("-c", API, "{paper}", wanted.timeout, wanted.memory),
    }
    print("| file |", " | ".join(doors), "|")
    print("| --- |" + " --- |" * len(doors))
    for paper in sorted(wanted.folder.glob("*.pdf")):
        print(f"| {paper.name} |", " | ".join(cell(command, paper) for command in doors.values()), "|")
        sys.stdout.flush()


def cell(command: Sequence[str], paper: Path) -> str:
    """What one paper costs at one door."""
    with TemporaryDirectory() as out:
        alone = Path(out) / "papers"
        alone.mkdir()
        (alone / paper.name).write_bytes(paper.read_bytes())
        arguments = [part.format(paper=paper, folder=alone, out=out) for part in command]
        if arguments[0] != "php":
            module = () if arguments[0] in ("-c", "-m") else ("-m", "mlcia_check")
            arguments = [sys.executable, *module, *arguments]
        with (
            open(Path(out) / "said", "wb") as said,
            subprocess.Popen(arguments, stdout=said, stderr=subprocess.DEVNULL) as process,
        ):
            seconds, own, readers = watched(process)
        verdict = _verdict((Path(out) / "said").read_text(), Path(out) / "results" / "report.json")
    return f"{verdict or f'exit {process.returncode}'}, {seconds:.1f} s, {own}+{readers} MB"


def watched(process: subprocess.Popen[bytes]) -> tuple[float, int, int]:
    """CPU seconds of a process and its children, the peak MB of it and of the largest of them."""
    own = readers = 0
    while True:
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            process.returncode = os.waitstatus_to_exitcode(status)
            return usage.ru_utime + usage.ru_stime, own, readers
        own = max(own, peak_kb(process.pid) >> 10)
        for child in descendants(process.pid):
            readers = max(readers, peak_kb(child) >> 10)
        time.sleep(LOOK_INTERVAL_SECONDS)


def _verdict(said: str, results: Path) -> str:
    """The verdict that a door gave, in whichever way it does; the plugin's gravest message."""
    text = results.read_text() if results.exists() else said
    try:
        report = json.loads(text)
        if isinstance(report, list):
            return "error" if any(status == HOTCRP_ERROR_CODE for status, _ in report) else "warning"
        documents = report["documents"]
        return str(documents[0].get("verdict") or ("measured" if documents[0]["measured"] else "given up"))
    except (ValueError, KeyError, TypeError):
        return text.strip() if text.strip() in ("pass", "fail", "review", "unreadable") else ""


if __name__ == "__main__":
    main()
