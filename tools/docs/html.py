"""The picture of the HTML report: `python -m tools.docs.html`, where Chromium and the `dev` extra are.

It is not among what `python -m tools.docs` writes: two versions of a browser draw two pictures.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from collections import Counter
from pathlib import Path

from msgspec import structs
from PIL import Image
from playwright.sync_api import ViewportSize, sync_playwright

import mlcia_check
from mlcia_check.measure import measure
from mlcia_check.pdf.pdfium.thumbnails import draw
from mlcia_check.pdf.reader import read
from mlcia_check.report.formats import html
from mlcia_check.report.view import View
from mlcia_check.report.word_run import worded_rules
from mlcia_check.report.worded_run import WordedPaper, WordedRun
from mlcia_check.rulebook import load_pack
from tools.docs.pictures import PACK, ROOT

PAPERS = (
    "sigconf",
    "block-right-3",
    "chinese-xecjk",
    "body-8.8",
    "pages-20",
    "scanned-page",
    "pages-21",
    "beyond-list",
)
SIZE: ViewportSize = {"width": 1360, "height": 850}


def picture() -> Image.Image:
    """The report of a few fixtures as a desk's screen shows it."""
    pack = load_pack(PACK)
    papers = [_paper(number, name) for number, name in enumerate(PAPERS, 11)]
    verdicts = Counter(paper.document.verdict for paper in papers)
    run = WordedRun(worded_rules(pack, "en"), verdicts, lambda: papers)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder, "report.html")
        with open(path, "w", encoding="utf-8") as out:
            out.writelines(html.render(run, View("en")))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE)
        page.goto(path.as_uri())
        page.locator(".open img").first.evaluate("(image) => image.decode()")
        shot = page.screenshot()
        browser.close()
    return Image.open(io.BytesIO(shot)).convert("RGB")


def _paper(number: int, name: str) -> WordedPaper:
    file = ROOT / "fixtures" / "pdf" / f"{name}.pdf"
    data = file.read_bytes()
    judged = mlcia_check.check(file)
    named = measure(read(data), load_pack(PACK).vocabulary).title
    pages = [finding.page for finding in judged.findings if finding.page is not None]
    record = structs.replace(judged, path=f"paper{number}.pdf")
    pictures = draw(data, pages)
    return WordedPaper(record, record.path, str(number), named, pictures=lambda: pictures)


if __name__ == "__main__":
    picture().save(ROOT / "docs" / "html-report.webp", quality=80, method=6)
