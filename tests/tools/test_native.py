"""The programs that prove the native page reader find what is wrong with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from tests.fixtures_table import ROOT, fixture
from tests.packs import pack_at
from tools.native import compiler, sanitize
from tools.native.compare import PACK, outcome
from tools.native.own_process import OwnProcess

PAPER: Final = fixture("short")

FAULTS: Final = {
    "heap-buffer-overflow": ("realloc(list->items, room * size)", "realloc(list->items, size)"),
    "runtime error": ("text->mode = pdfium", "text->mode = (int64_t)1e300 + pdfium"),
}
"""What a sanitizer says, and a change of the source that makes it say so."""


@contextmanager
def needs_compiler() -> Iterator[None]:
    """Skip the test if nothing can be compiled, unless .ci/run has found a compiler."""
    try:
        yield
    except compiler.NotBuiltError as error:
        if os.environ.get("MLCIA_CHECK_NATIVE") == "required":
            raise
        pytest.skip(str(error))


def changed(folder: Path, right: str, wrong: str) -> Path:
    """Write the source with one change."""
    source = compiler.SOURCE.read_text(encoding="utf-8")
    assert source.count(right) == 1
    path = folder / compiler.SOURCE.name
    path.write_text(source.replace(right, wrong), encoding="utf-8")
    return path


def sanitized(source: Path, folder: Path) -> tuple[int, str]:
    """Exit code and output of the sanitizers' run over one paper."""
    library = folder / compiler.PLACE.name
    with needs_compiler():
        variables = sanitize.build(library, source)
    program = [sys.executable, "-m", "tools.native.sanitize", "--library", str(library)]
    done = subprocess.run(
        [*program, "--mutations", "0", str(PAPER)],
        cwd=ROOT.parent,
        env=os.environ | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_the_sanitizers_have_no_complaint_about_a_paper(tmp_path: Path) -> None:
    code, said = sanitized(compiler.SOURCE, tmp_path)
    assert (code, said.splitlines()[-1]) == (0, "1 read"), said


@pytest.mark.parametrize("report", FAULTS)
def test_the_sanitizers_report_a_fault_of_the_page_reader(report: str, tmp_path: Path) -> None:
    code, said = sanitized(changed(tmp_path, *FAULTS[report]), tmp_path)
    assert code != 0
    assert report in said
    assert "page_reader.c" in said


def test_a_number_that_differs_in_its_last_bit_is_found(tmp_path: Path) -> None:
    library = tmp_path / compiler.PLACE.name
    right = "text->size = text->nominal * text->upright;"
    source = changed(tmp_path, right, right.replace(";", " * (1.0 + DBL_EPSILON);"))
    with needs_compiler():
        compiler.compile_library(library, source=source)
    pack, data = pack_at(PACK), PAPER.read_bytes()
    changed_facts, facts = outcome(data, pack, library), outcome(data, pack, None)
    assert facts.startswith("read: facts ")
    assert changed_facts != facts


def test_a_paper_that_breaks_its_process_breaks_no_other() -> None:
    processes = [OwnProcess(_broken_or_whole, data) for data in (b"broken", b"")]
    assert [process.answer() for process in processes] == ["killed by SIGKILL", "whole"]


def _broken_or_whole(data: bytes) -> str:
    if data == b"broken":
        os.kill(os.getpid(), signal.SIGKILL)
    return "whole"
