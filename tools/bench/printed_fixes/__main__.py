"""Follows every printed fix to the letter: the table is docs/printed-fixes.md.

    python -m tools.bench.printed_fixes FOLDER [NAME ...]

Builds a paper with one violation, checks that the report's fix names what has to be changed, makes just
that change, builds the paper again, and checks that the finding is gone. PDFs are kept in FOLDER. Prints a
table; ends with 1 if a fix did not work. Needs TeX Live, LibreOffice, ghostscript and the extra dev; takes
about ten minutes.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import mlcia_check
from fixtures.office import convert
from fixtures.recipe import Office, Tex
from fixtures.tex import typeset
from mlcia_check.report.worded import WordedFinding
from tools.bench.printed_fixes import content_cases, layout_cases
from tools.bench.printed_fixes.case import Case, Command

CASES = (*layout_cases.CASES, *content_cases.CASES)


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    chosen = [case for case in CASES if not arguments[1:] or case.name in arguments[1:]]
    print("| violation | rule | printed fix | worked |\n| --- | --- | --- | --- |", flush=True)
    outcomes = [_followed(case, folder) for case in chosen]
    print(f"\n{outcomes.count('yes')} of {len(outcomes)} fixes worked as printed.")
    return 0 if set(outcomes) <= {"yes"} else 1


def _followed(case: Case, folder: Path) -> str:
    broken = _built(case, case.broken, folder, "broken")
    found = _findings(case, broken)
    fix = found[0].hint if found else ""
    unnamed = [word for word in case.named if not any(word in finding.hint for finding in found)]
    if not found:
        outcome = "nothing was found"
    elif unnamed:
        outcome = f"it does not name {', '.join(unnamed)}"
    else:
        mended = (
            _run(case.mended, fix, broken)
            if isinstance(case.mended, Command)
            else _built(case, case.mended, folder, "mended")
        )
        left = _findings(case, mended)
        outcome = f"no: {left[0].message}" if left else "yes"
    print(f"| {case.name} | {case.rule} | {_cell(fix)} | {outcome} |", flush=True)
    return outcome


def _built(case: Case, source: Tex | Office, folder: Path, state: str) -> Path:
    """Build the paper from its source, and return where it is."""
    path = folder / f"{re.sub(r'[^a-z0-9]+', '-', case.name.lower())}-{state}.pdf"
    path.write_bytes(convert(source.fodt()) if isinstance(source, Office) else typeset(path.stem, source))
    return path


def _run(command: Command, fix: str, broken: Path) -> Path:
    """Run the command that the fix prints, as it stands there, and return what it wrote."""
    printed = re.search(command.pattern, fix)
    if printed is None:
        raise SystemExit(f"no command like {command.pattern} in: {fix}")
    with tempfile.TemporaryDirectory() as name:
        shutil.copy(broken, Path(name, "paper.pdf"))
        subprocess.run(shlex.split(printed[0]), cwd=name, check=True, stdout=subprocess.DEVNULL)
        mended = broken.with_name(broken.name.replace("-broken", "-mended"))
        shutil.copy(Path(name, command.written), mended)
    return mended


def _findings(case: Case, paper: Path) -> list[WordedFinding]:
    """What the case's rule finds in the paper."""
    report = mlcia_check.check(paper, pack=case.pack)
    return [finding for finding in report.findings if finding.rule == case.rule]


def _cell(text: str) -> str:
    """Return text for a cell of a Markdown table."""
    return re.sub(r"[\\`*_{}\[\]<>#|~$]", r"\\\g<0>", text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
