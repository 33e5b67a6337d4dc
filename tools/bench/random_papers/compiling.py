"""Runs LaTeX, and keeps what it made as long as the source does not change."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

from msgspec import Struct

from tools.bench.random_papers.source import Engine, Source

ENVIRONMENT = {
    "SOURCE_DATE_EPOCH": "1700000000",
    "FORCE_SOURCE_DATE": "1",
    "max_print_line": "1000",
    "openout_any": "p",
}
UNSETTLED = re.compile(r"Rerun to get|may have changed|Rerun LaTeX")
UNDEFINED = re.compile(r"Warning: (?:Citation|Reference) `(?:r\d|sec:)|multiply-defined")
WRITTEN = re.compile(r"Output written on .* \((\d+) page")
OVERFULL_PAGE = re.compile(
    r"^Overfull \\vbox \((\d+)\.\d+pt too high\) has occurred while \\output", re.MULTILINE
)
LOST_PT, SHEET_PT = 50, 600
"""A column too high by more than the first has lost lines; by more than the second, pdfpages made it."""
PASSES_COUNT = 4
PATIENCE_SECONDS = 300


class Compiled(Struct, frozen=True):
    """A PDF, or why there is none worth judging."""

    name: str
    pdf: Path
    trouble: str = ""
    pages: int = 0


def paper(source: Source, folder: Path) -> Compiled:
    """Compile a paper in a folder of its own, in as many passes as its references need."""
    return compiled(source.tex(), source.engine, folder / source.name, "paper", PASSES_COUNT)


def variant(source: Source, folder: Path, cheat: str) -> Compiled:
    """Compile a changed paper in one pass, from the auxiliary files of the unchanged one."""
    home = folder / source.name
    for suffix in (".aux", ".out", ".toc", ".lof"):
        if (home / f"paper{suffix}").exists():
            shutil.copyfile(home / f"paper{suffix}", home / f"{cheat}{suffix}")
    return compiled(source.tex(), source.engine, home, cheat, 1)


def compiled(text: str, engine: Engine, home: Path, job: str, passes: int) -> Compiled:
    """Compile a source under a name in a folder, unless the same was compiled there before."""
    home.mkdir(parents=True, exist_ok=True)
    tex, pdf, log, made = (home / f"{job}{suffix}" for suffix in (".tex", ".pdf", ".log", ".made"))
    key = hashlib.sha256(text.encode()).hexdigest()
    if not (pdf.exists() and made.exists() and made.read_text(encoding="utf-8") == key):
        tex.write_text(text, encoding="utf-8")
        pdf.unlink(missing_ok=True)
        for number in range(passes):
            trouble = _run(engine, home, job)
            if trouble:
                return Compiled(job, pdf, trouble)
            if number and not UNSETTLED.search(_read(log)):
                break
        made.write_text(key, encoding="utf-8")
    if not pdf.exists():
        return Compiled(job, pdf, "no PDF")
    said = _read(log)
    written = WRITTEN.search(said)
    return Compiled(job, pdf, _fault(said, strict=passes > 1), int(written[1]) if written else 0)


def _run(engine: Engine, home: Path, job: str) -> str:
    command = [engine, "-interaction=nonstopmode", "-halt-on-error", f"{job}.tex"]
    try:
        subprocess.run(
            command,
            cwd=home,
            env=os.environ | ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"{engine} took more than {PATIENCE_SECONDS} s"
    return ""


def _read(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""


def _fault(log: str, *, strict: bool) -> str:
    """What the log says against the PDF: an error, and for a whole paper what is left open or is lost."""
    error = re.search(r"^! .*", log, re.MULTILINE)
    if error:
        return error[0]
    if strict and UNDEFINED.search(log):
        return "references are left open"
    if strict and any(LOST_PT < int(height) < SHEET_PT for height in OVERFULL_PAGE.findall(log)):
        return "a column runs off its page"
    return ""
