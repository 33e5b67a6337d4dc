"""Follows every printed fix to the letter: the table is docs/printed-fixes.md.

    python -m tools.bench.printed_fixes FOLDER [NAME ...]

Builds a paper with one violation, checks that the report's fix names what has to be changed, makes just
that change, builds the paper again, and checks that the finding is gone. PDFs are kept in FOLDER. Prints a
table; ends with 1 if a fix did not work. Needs TeX Live, LibreOffice, ghostscript and the extra dev; takes
about ten minutes.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from tools.bench.printed_fixes.case import Case
from tools.bench.printed_fixes.cases import CASES
from tools.bench.printed_fixes.follow import followed


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    chosen = [case for case in CASES if not arguments[1:] or case.name in arguments[1:]]
    print("| violation | rule | printed fix | worked |\n| --- | --- | --- | --- |", flush=True)
    outcomes = [_told(case, folder) for case in chosen]
    print(f"\n{outcomes.count('yes')} of {len(outcomes)} fixes worked as printed.")
    return 0 if set(outcomes) <= {"yes"} else 1


def _told(case: Case, folder: Path) -> str:
    """Follow a fix, print its row of the table, and return the outcome."""
    fix, outcome = followed(case, folder)
    print(f"| {case.name} | {case.rule} | {_cell(fix)} | {outcome} |", flush=True)
    return outcome


def _cell(text: str) -> str:
    """Return text for a cell of a Markdown table."""
    return re.sub(r"[\\`*_{}\[\]<>#|~$]", r"\\\g<0>", text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
