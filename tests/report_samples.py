"""Hand-made judged documents, and the report of each format that stands for them in tests/golden/.

`python -m tests.report_samples` writes the golden files anew; look at what changed before you commit it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

from msgspec import structs

from mlcia_check.checks.layout import page_count
from mlcia_check.judging.page_limits import counted_pages
from mlcia_check.model.answers import Breach, Doubt, Explanation, Place
from mlcia_check.model.geometry import Box
from mlcia_check.model.judged import Finding, JudgedDocument, Outcome
from mlcia_check.model.measured_paper import BodyType, PageMeasure, PagesSpent, Paper
from mlcia_check.model.pdf_facts import Font, Structure
from mlcia_check.model.rule_pack import Pack, Rule, Words
from mlcia_check.report.formats import text
from mlcia_check.report.formats.registry import renderer
from mlcia_check.report.renderer import Renderer
from mlcia_check.report.styled_lines import ASCII
from mlcia_check.report.view import View
from mlcia_check.report.word_run import worded_run
from mlcia_check.report.worded_run import WordedPaper
from mlcia_check.report.words.phrases import Lang

GOLDEN = Path(__file__).parent / "golden"
ENGLISH = View("en")


def rule(name: str, message: Words, fix: dict[str, Words], check: str = "sample", **more: object) -> Rule:
    fields: dict[str, object] = {
        "severity": "error",
        "params": page_count.Params(),
        "doubt": {},
        "why": Words(f"Why {name}.", f"{name} 的理由。"),
        "source": "A sample.",
        "page": f"docs/rules/{name}.md",
    }
    return Rule(id=name, check=check, message={"": message}, fix=fix, **(fields | more))  # type: ignore[arg-type]


PACK = Pack(
    name="sample",
    title=Words("A sample pack", "示例规则包"),
    version="1",
    source="Made by hand.",
    sha256="0" * 64,
    rules=(
        rule(
            "citation-resolved",
            Words("{measured} citations lead nowhere.", "有 {measured} 处引用无对应条目。"),
            {"": Words("Run BibTeX and LaTeX again.", "重新运行 BibTeX 与 LaTeX。")},
            severity="warning",
        ),
        rule(
            "column-width",
            Words(
                "Columns are {measured} wide; the format's {expected}.",
                "栏宽 {measured}；格式规定 {expected}。",
            ),
            {"": Words("Remove changes of \\columnwidth.", "删去对 \\columnwidth 的改动。")},
        ),
        rule(
            "page-limit",
            Words(
                "{measured} pages; at most {expected} are allowed.",
                "共 {measured} 页；上限为 {expected} 页。",
            ),
            {"": Words("Shorten the paper.", "请压缩篇幅。")},
            check="page-count",
            params=page_count.Params(most=20),
        ),
        rule(
            "pdf-readable",
            Words("The file cannot be read as a PDF: {detail}.", "文件无法作为 PDF 读取：{detail}。"),
            {"": Words("Export it again.", "请重新导出。")},
            check="pdf-readable",
        ),
        rule(
            "small-text",
            Words("{lines} lines are set in {measured} type.", "有 {lines} 行字号为 {measured}。"),
            {"": Words("Raise the size of that text.", "调大字号。")},
            severity="warning",
            page="https://example.org/rules/small-text",
        ),
        rule(
            "text-block",
            Words(
                "The text is {measured} wide; the format's is {expected}.",
                "正文宽 {measured}；格式规定 {expected}。",
            ),
            {
                "latex": Words(
                    "Remove geometry and changes of \\textwidth.", "删去 geometry 及对 \\textwidth 的改动。"
                ),
                "word": Words("Set both margins to 0.75 in.", "左右页边距设为 0.75 英寸。"),
                "typst": Words("Set the margin of the page.", "设置页边距。"),
            },
        ),
        rule(
            "text-layer",
            Words("No text.", "无文本。"),
            {"": Words("Export text, not images.", "请导出文本而非图像。")},
            severity="review",
            doubt={
                "": Words("Page {page} shows content but yields no text.", "第 {page} 页有内容却无文本。")
            },
        ),
    ),
)


def paper(
    body: float = 14.1, bibliography: float = 2.3, appendix: float = 3.0, pages: int = 20, producer: str = ""
) -> Paper:
    """A measured paper of two-column Letter pages with nothing on them."""
    return Paper(
        pages=tuple(PageMeasure(number, 612.0, 792.0, "text", 2, 0, 4800) for number in range(1, pages + 1)),
        lines=(),
        columns=(),
        body=BodyType("LinLibertineT", 8.966, 10.959, 1.001),
        text_block=Box(53.8, 82.0, 558.2, 705.6),
        column_width_bp=240.25,
        column_gap_bp=23.91,
        sections=(),
        references=(),
        budget=PagesSpent(pages, body, bibliography, appendix),
        fonts=(Font("LinLibertineT", embedded=True),),
        font_uses=(),
        structure=Structure(producer=producer),
        language="en",
    )


def document(
    path: str,
    verdict: str,
    measured: Paper | None,
    *findings: Finding,
    ignored: Mapping[str, str] = MappingProxyType({}),
) -> JudgedDocument:
    statuses = {"error": "fail", "warning": "warn", "info": "warn", "review": "review"}
    broken = {finding.rule: statuses[finding.severity] for finding in findings}
    otherwise = Outcome("", "pass") if measured else Outcome("", "not-applicable", reason="unreadable")
    return JudgedDocument(
        path=path,
        sha256="ab" * 32,
        verdict=verdict,  # type: ignore[arg-type]
        outcomes=tuple(
            Outcome(rule.id, "off", ignored[rule.id])
            if rule.id in ignored
            else Outcome(rule.id, broken[rule.id])  # type: ignore[arg-type]
            if rule.id in broken
            else structs.replace(otherwise, rule=rule.id)
            for rule in PACK.rules
        ),
        findings=findings,
        paper=measured,
        page_count=counted_pages(PACK, measured) if measured else None,
    )


WIDE = Breach(
    measured=510.4,
    expected=504.5,
    unit="bp",
    place=Place(3, Box(50.8, 400.0, 294.0, 409.0), "the model leaks each"),
    pages=tuple(range(2, 21)),
    lines=1204,
    geometric=True,
    explanations=(
        Explanation("hanging-labels", "other-lines", {"lines": 1187, "of": 1204}),
        Explanation("overfull-lines", "few-lines", {"lines": 9, "of": 1204}),
        Explanation("line-numbers", "not-there"),
    ),
)

FAILING = document(
    "paper.pdf",
    "fail",
    paper(15.4, 2.1, 3.4, 21, "pdfTeX-1.40.25"),
    Finding(
        "text-block",
        "error",
        WIDE,
        confirmed=True,
        explanations=(Explanation("punctuation", "ink", {"measured": 510.1}),),
    ),
    Finding(
        "citation-resolved",
        "warning",
        Breach(
            measured=2, expected=0, place=Place(4, Box(318.0, 500.0, 558.0, 509.0), "as shown in [? ], the")
        ),
    ),
    Finding(
        "column-width",
        "error",
        Breach(246.2, 240.25, "bp", Place(4, Box(50.8, 84.0, 297.0, 700.0)), tuple(range(2, 21)), 1204),
        confirmed=True,
        because_of="text-block",
    ),
    Finding(
        "small-text",
        "warning",
        Breach(5.98, 6.97, "bp", Place(7), pages=(7,), lines=12),
        because_of="text-block",
    ),
    Finding(
        "page-limit", "error", Breach(measured=21, expected=20, unit="pages", place=Place(21), pages=(21,))
    ),
)
PASSING = document("dir/good.pdf", "pass", paper(), ignored={"text-block": "The venue allows a wider block."})
DOUBTFUL = document(
    "archive.zip!/scan.pdf",
    "review",
    paper(2.0, 0.0, 0.0, 2),
    Finding("text-layer", "review", Doubt(case="", place=Place(2), pages=(2,))),
)
UNREADABLE = document(
    "论文 初稿.pdf",
    "unreadable",
    None,
    Finding("pdf-readable", "error", Breach(None, None, case="damaged", detail={"detail": "cut short"})),
)
RUN = (FAILING, PASSING, DOUBTFUL, UNREADABLE)


LANGUAGES: tuple[Lang, ...] = ("en", "zh")
MACHINE_FORMATS = {
    "json": "json",
    "sarif": "sarif",
    "junit": "junit.xml",
    "github": "github",
    "job_summary": "md",
    "gitlab": "gitlab.json",
    "csv": "csv",
}
"""Module of `report/`: how its golden files end."""


def rendered(
    render: Renderer, documents: Sequence[JudgedDocument], view: View = ENGLISH, pack: Pack = PACK
) -> str:
    """The report of these documents as one text."""
    return "".join(render(worded_run(documents, pack, view.lang), view))


def worded_paper(judged: JudgedDocument, lang: Lang = "en") -> WordedPaper:
    """One document in words."""
    (only,) = worded_run([judged], PACK, lang).papers()
    return only


def machine(form: str, lang: Lang) -> str:
    return rendered(renderer(f"mlcia_check.report.formats.{form}"), RUN, View(lang))


def page(lang: Lang) -> str:
    """The HTML report, a tag a line, without its style and script (files of their own) and their hashes."""
    whole = re.sub(r"(?s)<(style|script)>.*?</", r"<\1>...</", machine("html", lang))
    return re.sub(r"'sha256-[^']+'", "'sha256-...'", whole).replace("><", ">\n<")


REPORTS: dict[str, Callable[[], str]] = {
    "run.en.txt": lambda: rendered(text.render, RUN, View("en")),
    "run.zh.txt": lambda: rendered(text.render, RUN, View("zh")),
    "run.ascii.txt": lambda: rendered(text.render, RUN, View("en", glyphs=ASCII)),
    "quiet.en.txt": lambda: rendered(text.render, RUN, View("en", quiet=True)),
    "verbose.en.txt": lambda: rendered(text.render, [FAILING], View("en", verbose=True)),
    "run.en.html": lambda: page("en"),
    "run.zh.html": lambda: page("zh"),
    **{
        f"run.{lang}.{ending}": partial(machine, form, lang)
        for form, ending in MACHINE_FORMATS.items()
        for lang in LANGUAGES
    },
}
"""Golden file: how it is made."""


if __name__ == "__main__":
    for name, make in REPORTS.items():
        (GOLDEN / name).write_bytes(make().encode("utf-8"))
