"""Writes the table of printed fixes: docs/printed-fixes.md."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tools.bench.printed_fixes.case import Case

PAGE: Final = Path(__file__).parents[3] / "docs" / "printed-fixes.md"
HEAD: Final = "| violation | rule | printed fix | worked |\n| --- | --- | --- | --- |"
INTRODUCTION: Final = """\
# Printed fixes, followed to the letter

    python -m tools.bench.printed_fixes /tmp/fixes --write

Each row is a paper that keeps the format but for one violation; its source is in
[tools/bench/printed_fixes](../tools/bench/printed_fixes). The report's fix must name what has to be changed.
Just that is changed, or the printed command is run, the paper is built again, and the finding must be gone.

The command writes this page; it needs TeX Live, LibreOffice and ghostscript. The tests check that each fix
still names what its row changes.
"""


def row(case: Case, fix: str, outcome: str) -> str:
    """Return the row of a case."""
    return f"| {cell(case.name)} | {case.rule} | {cell(fix)} | {outcome} |"


def cell(text: str) -> str:
    """Return text for a cell of a Markdown table."""
    return re.sub(r"[\\`*_{}\[\]<>#|~$]", r"\\\g<0>", text)


def total(outcomes: Sequence[str], rules: int) -> str:
    """Return the sentence below the table."""
    return f"{outcomes.count('yes')} of {len(outcomes)} fixes, of {rules} rules, worked as printed."


def page(rows: Sequence[str], sentence: str) -> str:
    """Return the text of the page."""
    table = "\n".join([HEAD, *rows])
    return f"{INTRODUCTION}\n{table}\n\n{sentence}\n"
