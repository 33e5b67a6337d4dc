"""Papers for the HTML report: hand-made ones, and PDFs whose page is drawn with one black bar on it."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pikepdf
from msgspec import structs

from mlcia_check.model.answers import Breach, Place
from mlcia_check.model.decisions import NO_DECISIONS, Decisions
from mlcia_check.model.geometry import Box
from mlcia_check.model.judged import Finding, JudgedDocument
from mlcia_check.model.thumbnail import Thumbnail
from mlcia_check.pdf.pdfium.thumbnails import draw
from mlcia_check.pdf.reader import read
from mlcia_check.report.formats import html
from mlcia_check.report.view import View
from mlcia_check.report.word_run import worded_rules
from mlcia_check.report.worded_run import WordedPaper, WordedRun, WordedSkip
from mlcia_check.report.words.phrases import Lang
from mlcia_check.season.waived import DecidedPapers, with_decisions
from tests.report_samples import (
    DOUBTFUL,
    FAILING,
    PACK,
    PASSING,
    UNREADABLE,
    WIDE,
    document,
    paper,
    worded_paper,
)
from tests.tiny_pdf import tiny_pdf

HOSTILE = (
    "<script>window.pwned = 1</script>",
    '"><img src=x onerror="window.pwned = 1">',
    "'-alert(1)-'</title></style></script><svg onload=window.pwned=1>",
    "evil\u202egpj.fdp\u2066",
    "{{ 7 * 7 }}{% raw %}",
    "a" * 400 + ".pdf",
    "很" * 200,
    "../../etc/passwd\x00\x1b[2J\nnext",
)


def _page(
    made: JudgedDocument,
    number: str,
    title: str,
    path: str,
    lang: Lang = "en",
    drawn: tuple[Thumbnail, ...] = (),
) -> WordedPaper:
    record = structs.replace(worded_paper(made, lang).document, path=path)
    return WordedPaper(record, path, number, title, pictures=lambda: drawn)


def few(lang: Lang = "en") -> list[WordedPaper]:
    """Five papers, one of every verdict and one that only warns; the failing one with two pages drawn."""
    warned = document("w.pdf", "pass", paper(9.0, 1.0, 0.0, 10), FAILING.findings[1])
    drawn = draw(tiny_pdf(*["0 0 0 rg 54 400 240 9 re f"] * 4), (3, 4))
    return [
        _page(PASSING, "10", "Graphs at Rest", "paper10.pdf", lang),
        _page(FAILING, "9", "Zebras in Motion", "paper9.pdf", lang, drawn=drawn),
        _page(warned, "2", "ästhetik der Formulare", "paper2.pdf", lang),
        _page(DOUBTFUL, "33", "扫描的论文", "paper33.pdf", lang),
        _page(UNREADABLE, "4", "", "论文 初稿.pdf", lang),
    ]


def hostile() -> list[WordedPaper]:
    """Papers whose number, title, file and words are attacks, each with a picture."""
    drawn = draw(tiny_pdf("0 0 0 rg 54 400 240 9 re f"), (1,))
    pages = []
    for text in HOSTILE:
        place = Place(1, Box(54.0, 400.0, 294.0, 409.0), text)
        found = Finding("text-block", "error", structs.replace(WIDE, place=place))
        pages.append(_page(document(text, "fail", paper(), found), text, text, text, drawn=drawn))
    return pages


def barred(
    rotation: int = 0, unit: float = 1.0, crop: tuple[float, float, float, float] | None = None
) -> WordedPaper:
    """A paper with one black bar on its page, found where the program's own reader sees it."""
    with pikepdf.open(io.BytesIO(tiny_pdf("0 0 0 rg 100 600 120 24 re f", crop=crop))) as pdf:
        pdf.pages[0].obj.Rotate = rotation
        pdf.pages[0].obj.UserUnit = unit
        saved = io.BytesIO()
        pdf.save(saved)
    data = saved.getvalue()
    (bar,) = read(data).pages[0].ink
    found = Finding("text-block", "error", Breach(1, 0, place=Place(1, bar.box, "the bar")))
    return _page(document("bar.pdf", "fail", paper(), found), "1", "A Bar", "bar.pdf", drawn=draw(data, (1,)))


def run_of(
    papers: Callable[[], Iterable[WordedPaper]],
    lang: Lang = "en",
    *skipped: WordedSkip,
    decided: Decisions = NO_DECISIONS,
) -> WordedRun:
    """A run of these papers under the sample pack."""
    verdicts = Counter(paper.document.verdict for paper in papers())
    return WordedRun(worded_rules(PACK, lang), verdicts, papers, skipped, decided)


def written(
    papers: Iterable[WordedPaper], path: Path, lang: Lang = "en", decided: Decisions = NO_DECISIONS
) -> str:
    """Write the report of these papers, with what chairs decided about them. Return its address."""
    by_paper = DecidedPapers(decided)
    kept = [
        structs.replace(paper, document=with_decisions(paper.document, paper.id, by_paper, (), lang))
        for paper in papers
    ]
    run = run_of(lambda: kept, lang, WordedSkip("<i>notes</i>.txt", "not a PDF"), decided=decided)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.writelines(html.render(run, View(lang)))
    return path.as_uri()
