"""The command line and the Python API answer within limits, whatever a paper does to its worker."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from pypdf import PdfReader, PdfWriter

import mlcia_check
from mlcia_check import Limits
from tests.fixtures_table import fixture
from tests.hostile import memory_hog, nested_forms
from tests.pdf_files import one_page

linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")


def mutual_forms() -> bytes:
    """Two forms that paint each other twice: their painting never ends."""
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 612 792] "
        b"/Resources << /XObject << /A 5 0 R /B 6 0 R >> >> /Length 12 >>\nstream\n/A Do /B Do \nendstream"
    )
    page = b"/Contents 4 0 R /Resources << /XObject << /A 5 0 R >> >>"
    return one_page(b"<< /Length 6 >>\nstream\n/A Do \nendstream", form, form, page=page)


def grey_image(side: int) -> bytes:
    """An image of so many pixels a side, as an object of a PDF."""
    pixels = zlib.compress(bytes(range(256)) * (side * side // 256), 9)
    return (
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray "
        b"/BitsPerComponent 8 /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream"
        % (side, side, len(pixels), pixels)
    )


def slow_to_render() -> bytes:
    """Text on a thousand images as large as the page: read at once, and drawn for minutes."""
    image = grey_image(1024)
    content = zlib.compress(
        b"q 612 0 0 792 0 0 cm /I Do Q\n" * 5000 + b"BT /F1 10 Tf 72 700 Td (Words) Tj ET", 9
    )
    stream = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(content), content)
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    page = b"/Contents 4 0 R /Resources << /XObject << /I 5 0 R >> /Font << /F1 6 0 R >> >>"
    return one_page(stream, image, font, page=page)


def followed_by(paper: Path, *others: bytes) -> bytes:
    """The pages of a paper, then those of others."""
    writer = PdfWriter()
    for data in (paper.read_bytes(), *others):
        for page in PdfReader(BytesIO(data)).pages:
            writer.add_page(page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def slow_to_measure_again() -> bytes:
    """A page of 6pt type with many images in its margin: only the second reader draws it, for minutes."""
    image = grey_image(2048)
    lines = b"(Some words of running text that make a line of a paper to look at again) Tj T*\n" * 80
    content = b"q 1 0 0 1 600 9 cm /I Do Q\n" * 3000 + b"BT /F1 6 Tf 7 TL 72 720 Td\n" + lines + b"ET"
    content = zlib.compress(content, 9)
    stream = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(content), content)
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    page = b"/Contents 4 0 R /Resources << /XObject << /I 5 0 R >> /Font << /F1 6 0 R >> >>"
    return one_page(stream, image, font, page=page)


TIGHT = ("--memory", "200", "--timeout", "2")
"""MB and seconds."""

BEYOND_MB = 300
"""What a process may take beyond --memory: what it has before it reads, and what its last call asks for."""

HOGS: Final[dict[str, Callable[[], bytes]]] = {
    "mutual-forms": mutual_forms,
    "nested-forms": lambda: nested_forms(8),
    "memory-hog": memory_hog,
}
SLOW = {"slow-to-render": slow_to_render}


class Ended(NamedTuple):
    """How a command ended; `megabytes` is the peak of the largest of its processes."""

    code: int
    out: str
    err: str
    megabytes: float


MEASURED: Final = """
import os, resource, subprocess, sys
code = subprocess.call([sys.executable, "-m", "mlcia_check", *sys.argv[2:]], close_fds=False)
os.write(int(sys.argv[1]), str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss).encode())
sys.exit(code)
"""
"""Runs the command from a small process: a child's peak begins with the size of the one that started it."""


def run(*arguments: str | Path) -> Ended:
    """The command in a process of its own."""
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as peak:
        done = subprocess.run(
            [sys.executable, "-c", MEASURED, str(writing), *arguments],
            capture_output=True,
            pass_fds=(writing,),
            check=False,
        )
        os.close(writing)
        return Ended(done.returncode, done.stdout.decode(), done.stderr.decode(), int(peak.read()) / 1024)


@pytest.fixture(params=sorted({**HOGS, **SLOW}))
def hostile(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    paper = tmp_path / f"{request.param}.pdf"
    paper.write_bytes({**HOGS, **SLOW}[request.param]())
    return paper


@linux
def test_check_sends_it_to_review_and_says_why(hostile: Path) -> None:
    ended = run("check", "--format", "json", *TIGHT, hostile)
    (document,) = json.loads(ended.out)["documents"]
    (finding,) = document["findings"]
    assert (ended.code, ended.err) == (3, "")
    assert (document["verdict"], finding["rule"]) == ("review", "pdf-readable")
    assert ("2 s" if hostile.stem in SLOW else "200 MB of memory") in finding["message"]
    assert document["sha256"] == hashlib.sha256(hostile.read_bytes()).hexdigest()
    assert ended.megabytes < 200 + BEYOND_MB


@linux
def test_measure_says_that_it_cannot_be_read(hostile: Path) -> None:
    ended = run("measure", "--format", "json", *TIGHT, hostile)
    assert (ended.code, ended.err) == (1, "")
    (document,) = json.loads(ended.out)["documents"]
    assert (document["pages"], "nothing in it was checked" in document["problem"]) == (None, True)
    assert ended.megabytes < 200 + BEYOND_MB


@linux
@pytest.mark.parametrize("form", ["text", "banal"])
def test_other_measures_say_it_too(tmp_path: Path, form: str) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(mutual_forms())
    ended = run("measure", "--format", form, *TIGHT, paper)
    assert (ended.code, ended.err, bool(ended.out)) == (1, "", True)


@linux
def test_annotate_says_that_no_copy_was_written(hostile: Path, tmp_path: Path) -> None:
    ended = run("annotate", *TIGHT, hostile, "-o", tmp_path / "copy.pdf")
    assert ended.code == 3
    assert re.search("exceeded the limits, so none was written|no annotated copy was written", ended.err)
    assert not (tmp_path / "copy.pdf").exists()
    assert ended.megabytes < 200 + BEYOND_MB


@linux
def test_the_python_api_answers_within_its_limits(hostile: Path) -> None:
    report = mlcia_check.check(hostile, limits=Limits(seconds=2.0, megabytes=200))
    assert (report.verdict, [found.rule for found in report.findings]) == ("review", ["pdf-readable"])


@linux
@pytest.mark.parametrize("bomb", [mutual_forms, slow_to_render])
def test_a_fail_cannot_be_bought_off_by_a_last_page_that_breaks_the_worker(
    tmp_path: Path, bomb: Callable[[], bytes]
) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(followed_by(fixture("gutter-2"), bomb()))
    ended = run("check", "--format", "json", *TIGHT, paper)
    (document,) = json.loads(ended.out)["documents"]
    found = {finding["rule"]: finding for finding in document["findings"]}
    assert (ended.code, document["verdict"], set(found)) == (1, "fail", {"column-gap", "pdf-readable"})
    assert (found["column-gap"]["confirmed"], found["pdf-readable"]["severity"]) == (True, "review")
    assert found["pdf-readable"]["message"].startswith("The file was not read to its end")


@linux
def test_an_honest_paper_with_a_page_that_breaks_the_reader_is_for_review(tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(followed_by(fixture("sigconf"), mutual_forms()))
    assert run("check", *TIGHT, paper).code == 3


@linux
def test_a_fail_cannot_be_bought_off_by_what_the_second_reader_draws(tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(slow_to_measure_again())
    ended = run("check", "--format", "json", *TIGHT, paper)
    (document,) = json.loads(ended.out)["documents"]
    found = {finding["rule"]: finding for finding in document["findings"]}
    assert (ended.code, document["verdict"], document["pages"]) == (1, "fail", 1)
    assert (found["body-font-size"]["severity"], found["body-font-size"]["confirmed"]) == ("error", False)
    assert "What was found before stands" in found["pdf-readable"]["message"]


@linux
def test_a_batch_gives_the_same_verdicts_and_reads_on(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    made = {
        "bought": followed_by(fixture("gutter-2"), mutual_forms()),
        "hog": mutual_forms(),
        "honest": fixture("sigconf").read_bytes(),
        "slow": slow_to_measure_again(),
    }
    for name, data in made.items():
        (papers / f"{name}.pdf").write_bytes(data)
    ended = run("batch", papers, "--out", tmp_path / "out", "--annotate", "--jobs", "1", *TIGHT)
    verdicts = {
        Path(one["path"]).stem: one["verdict"]
        for one in json.loads((tmp_path / "out" / "report.json").read_text())["documents"]
    }
    assert verdicts == {"bought": "fail", "hog": "review", "honest": "pass", "slow": "fail"}
    assert ended.megabytes < 200 + BEYOND_MB


def test_a_limit_for_a_paper_alone_is_a_limit_and_an_honest_paper_is_not_concerned() -> None:
    assert run("check", "--memory", "300", "--timeout", "20", fixture("pages-20")).code == 0
    assert mlcia_check.check(fixture("pages-20"), limits=Limits(20.0, 300)).passed
    assert mlcia_check.check(fixture("pages-20"), limits=None).passed


@linux
def test_the_api_reads_in_one_process_from_paper_to_paper_and_not_in_its_own() -> None:
    script = (
        "import os, sys, mlcia_check as m; paper = sys.argv[1]\n"
        "def children(): return open(f'/proc/self/task/{os.getpid()}/children').read().split()\n"
        "m.check(paper); first = children(); m.check(paper); assert children() == first; print(len(first))\n"
        "assert 'mlcia_check.pdf.pdfium.binding' not in sys.modules"
    )
    command = [sys.executable, "-c", script, str(fixture("sigconf"))]
    done = subprocess.run(command, capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"1\n", b"")
