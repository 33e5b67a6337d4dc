"""What the HTML report costs: its size, the time and memory to write it, and how it feels in a browser.

    python -m tools.bench.html_report PAPERS [none|failing]

The papers are the fixtures, judged once and repeated: one in four fails, and with `failing` (the
default) has three pictures of dense pages, as real papers have. Run it in a checkout with the `dev`
extra; the browser is the system's Chromium, and its part is left out where there is none.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from msgspec import structs

import mlcia_check
from mlcia_check import rulebook
from mlcia_check.model.thumbnail import Thumbnail
from mlcia_check.pdf.pdfium.thumbnails import draw
from mlcia_check.report.formats import html
from mlcia_check.report.view import View
from mlcia_check.report.word_run import worded_rules
from mlcia_check.report.worded_run import WordedPaper, WordedRun, no_pictures

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pdf"
DENSE = FIXTURES / "pages-20.pdf"
FAILING = ("body-8.8", "block-right-3", "pages-21")
PASSING = ("pages-20", "sigconf", "beyond-list")
MEASURE = """async () => {
    const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const took = async (act) => {
        const start = performance.now();
        act();
        await painted();
        return performance.now() - start;
    };
    const type = (words) => {
        const field = document.querySelector("#papers [type=search]");
        field.value = words;
        field.dispatchEvent(new Event("input", { bubbles: true }));
    };
    return {
        "load": performance.getEntriesByType("navigation")[0].loadEventEnd,
        "sort by pages": await took(() => document.querySelector("[data-sort=pages] button").click()),
        "first search": await took(() => type("body")),
        "next search": await took(() => type("body-font")),
        "show all again": await took(() => document.querySelector("#papers .clear").click()),
        "open a paper": await took(() => document.querySelectorAll("#papers .name a")[9].click()),
    };
}"""


def main() -> None:
    papers = int(sys.argv[1])
    pictures = draw(DENSE.read_bytes(), (3, 4, 5)) if sys.argv[2:] != ["none"] else ()
    pool = _pool(pictures)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.html")
        start = time.process_time()
        _write(path, pool, papers)
        print(f"{papers} papers: {os.path.getsize(path) / 1e6:.1f} MB")
        print(f"written in {time.process_time() - start:.2f} s of CPU time")
        print(f"at most {_memory(pool, papers):.1f} MB of memory")
        if chromium := shutil.which("chromium"):
            _browse(path, chromium)


def _pool(pictures: tuple[Thumbnail, ...]) -> list[WordedPaper]:
    """Four papers, of which one fails, three times."""
    pool = []
    for failing, passing in zip(FAILING, PASSING, strict=True):
        for name in (failing, passing, passing, passing):
            judged = mlcia_check.check(FIXTURES / f"{name}.pdf")
            found = [structs.replace(f, page=3 + i % 3) for i, f in enumerate(judged.findings * 3)][:3]
            if judged.verdict == "fail":
                judged = structs.replace(judged, findings=tuple(found))
            shown = (lambda: pictures) if judged.verdict == "fail" else no_pictures
            pool.append(WordedPaper(judged, judged.path, pictures=shown))
    return pool


def _papers(pool: list[WordedPaper], number: int) -> Iterator[WordedPaper]:
    for index, paper in enumerate(islice(cycle(pool), number), 1):
        yield structs.replace(
            paper, id=str(index), title=f"On the Costs of Paper Number {index}, and What They Say"
        )


def _write(path: str | Path, pool: list[WordedPaper], papers: int) -> None:
    pack = worded_rules(rulebook.load_pack("mlcia-2022"), "en")
    verdicts = Counter(paper.document.verdict for paper in _papers(pool, papers))
    run = WordedRun(pack, verdicts, lambda: _papers(pool, papers))
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.writelines(html.render(run, View("en")))


def _memory(pool: list[WordedPaper], papers: int) -> float:
    """What Python allocates to write the report, at its peak, in MB; the papers' own records not counted."""
    tracemalloc.start()
    _write(os.devnull, pool, papers)
    return tracemalloc.get_traced_memory()[1] / 1e6


def _browse(path: Path, chromium: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(path.as_uri())
        for name, milliseconds in page.evaluate(MEASURE).items():
            print(f"{name}: {milliseconds:.0f} ms")
        browser.close()


if __name__ == "__main__":
    main()
