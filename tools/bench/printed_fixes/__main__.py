"""Follows every printed fix to the letter: the table is docs/printed-fixes.md.

    python -m tools.bench.printed_fixes FOLDER [--write] [NAME ...]

Builds a paper with one violation, checks that the report's fix names what has to be changed, makes just
that change, builds the paper again, and checks that the finding is gone. PDFs are kept in FOLDER. Prints a
table, which `--write` writes into the documentation; ends with 1 if a fix did not work. Needs TeX Live,
LibreOffice, ghostscript and the extra dev; takes about ten minutes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tools.bench.printed_fixes import table
from tools.bench.printed_fixes.cases import CASES
from tools.bench.printed_fixes.follow import followed


def main(arguments: list[str]) -> int:
    names = [argument for argument in arguments if argument != "--write"]
    if not names:
        print(__doc__)
        return 2
    folder = Path(names.pop(0))
    folder.mkdir(parents=True, exist_ok=True)
    chosen = [case for case in CASES if not names or case.name in names]
    print(table.HEAD, flush=True)
    rows, outcomes = [], []
    for case in chosen:
        fix, outcome = followed(case, folder)
        rows.append(table.row(case, fix, outcome))
        outcomes.append(outcome)
        print(rows[-1], flush=True)
    sentence = table.total(outcomes, len({case.rule for case in chosen}))
    print(f"\n{sentence}")
    if "--write" in arguments:
        table.PAGE.write_text(table.page(rows, sentence), encoding="utf-8", newline="\n")
    return 0 if set(outcomes) <= {"yes"} else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
