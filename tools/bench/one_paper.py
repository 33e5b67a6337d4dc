"""What one paper costs: the whole process, its imports, the paper against PDFium's own floor, memory.

    python -m tools.bench.one_paper PAPER.pdf [REPEATS]

Run it with the Python that mlcia-check is installed for, from the wheel: a checkout has its rule packs
uncompiled. Every figure is the least of REPEATS (default 9) runs, for whatever else the machine does
can only add to it.

The floor is what any checker on PDFium pays: load the pages and their text pages, list the text
objects with their bounds, size and matrix. Whole process and imports are those of a new interpreter
each time; the floor and the paper's own cost are CPU time inside one process, after the imports.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

CHECK = ("-m", "mlcia_check", "check")
IMPORTS = (
    "import mlcia_check.cli.check, mlcia_check.pdf.reader, mlcia_check.measure; "
    "import mlcia_check.report.formats.text; "
    "from mlcia_check import rulebook; rulebook.load_pack('mlcia-2022'); "
    "from mlcia_check.pdf.pdfium.binding import library; library()"
)


ELSEWHERE = tempfile.gettempdir()
"""Where the measured processes start: in a checkout they would import the checkout, not what is installed."""


def main() -> None:
    paper = os.path.abspath(sys.argv[1])
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 9
    whole = [_process(*CHECK, paper) for _ in range(repeats)]
    bare = [_process("-c", "pass") for _ in range(repeats)]
    imports = [_process("-c", IMPORTS) for _ in range(repeats)]
    with open(paper, "rb") as file:
        data = file.read()
    bare_pdfium = min(floor(data) for _ in range(repeats))
    own = min(_cpu(_one_check(data)) for _ in range(repeats))
    _row("whole process, wall", min(wall for wall, _ in whole))
    _row("whole process, CPU", min(cpu for _, cpu in whole))
    _row("of it Python itself, wall", min(wall for wall, _ in bare))
    _row(
        "of it imports and rule pack, wall", min(wall for wall, _ in imports) - min(wall for wall, _ in bare)
    )
    _row("the paper itself, CPU", own)
    _row("PDFium's floor for it, CPU", bare_pdfium)
    print(f"{'ratio to the floor':36}{own / bare_pdfium:8.2f}")
    print(f"{'peak memory of the process':36}{_peak_megabytes(paper):8.1f} MB")


def _process(*arguments: str) -> tuple[float, float]:
    """Wall and CPU seconds of a new interpreter."""
    before, started = os.times(), time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ELSEWHERE, stdout=subprocess.DEVNULL, check=False)
    wall, after = time.perf_counter() - started, os.times()
    return wall, after.children_user + after.children_system - before.children_user - before.children_system


def _cpu(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _one_check(data: bytes) -> Callable[[], object]:
    from mlcia_check import api, rulebook

    pack = rulebook.load_pack(rulebook.DEFAULT_PACK)
    # In this process: a worker, which the limits ask for, would hide its CPU time.
    return lambda: api.check(data, pack, limits=None)


def floor(data: bytes) -> float:
    """CPU seconds that PDFium's own calls take for a document, whatever is made of their answers."""
    return _cpu(lambda: _floor(data))


def _floor(data: bytes) -> None:
    import ctypes

    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    left, bottom, right, top, size = (ctypes.c_float() for _ in range(5))
    matrix = pdfium.FS_MATRIX()
    for number in range(pdfium.FPDF_GetPageCount(document)):
        page = pdfium.FPDF_LoadPage(document, number)
        text = pdfium.FPDFText_LoadPage(page)
        for index in range(pdfium.FPDFPage_CountObjects(page)):
            item = pdfium.FPDFPage_GetObject(page, index)
            if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_TEXT:
                pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
                pdfium.FPDFTextObj_GetFontSize(item, size)
                pdfium.FPDFPageObj_GetMatrix(item, matrix)
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)


def _peak_megabytes(paper: str) -> float:
    """The most memory that one check held; asked by a process of its own, which has no other children."""
    script = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    command = [sys.executable, "-c", script, sys.executable, *CHECK, paper]
    peak = int(subprocess.run(command, cwd=ELSEWHERE, capture_output=True, text=True, check=True).stdout)
    return peak / (1_000_000 if sys.platform == "darwin" else 1_000)


def _row(name: str, seconds: float) -> None:
    print(f"{name:36}{seconds * 1000:8.1f} ms")


if __name__ == "__main__":
    main()
