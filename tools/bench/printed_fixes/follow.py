"""Follows one printed fix: builds the broken paper, reads the fix, builds the mended paper, and checks it."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

import mlcia_check
from fixtures.office import convert
from fixtures.recipe import Office, Tex
from fixtures.tex import typeset
from mlcia_check.report.worded import WordedFinding
from tools.bench.printed_fixes.case import Case, Command


def followed(case: Case, folder: Path) -> tuple[str, str]:
    """Return the printed fix, and "yes" if it works as printed, else what went wrong.

    The PDFs are kept in the folder.
    """
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
    return fix, outcome


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
