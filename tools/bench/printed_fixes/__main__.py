"""Follows every printed fix to the letter: see docs/accuracy.md.

    python -m tools.bench.printed_fixes FOLDER [NAME ...]

Builds a paper with one violation, checks that the report's fix names what has to be changed, makes just
that change, builds the paper again, and checks that the finding is gone. PDFs are kept in FOLDER. Prints a
table; ends with 1 if a fix did not work. Needs TeX Live, LibreOffice and the extra dev; takes a few minutes.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import mlcia_check
from fixtures.office import convert
from fixtures.recipe import Office, Tex
from fixtures.tex import typeset
from mlcia_check.report.worded import WordedFinding
from tools.bench.printed_fixes.cases import CASES, Case


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
    found = _findings(case, case.broken, folder, "broken")
    fix = found[0].hint if found else ""
    unnamed = [word for word in case.named if not any(word in finding.hint for finding in found)]
    if not found:
        outcome = "nothing was found"
    elif unnamed:
        outcome = f"it does not name {', '.join(unnamed)}"
    else:
        left = _findings(case, case.mended, folder, "mended")
        outcome = f"no: {left[0].message}" if left else "yes"
    print(f"| {case.name} | {case.rule} | {fix} | {outcome} |", flush=True)
    return outcome


def _findings(case: Case, source: Tex | Office, folder: Path, state: str) -> list[WordedFinding]:
    """What the case's rule finds in the paper, built from this source."""
    path = folder / f"{re.sub(r'[^a-z0-9]+', '-', case.name.lower())}-{state}.pdf"
    data = convert(source.fodt()) if isinstance(source, Office) else typeset(path.stem, source)
    path.write_bytes(data)
    report = mlcia_check.check(path)
    return [finding for finding in report.findings if finding.rule == case.rule]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
