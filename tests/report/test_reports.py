"""The reports: whole golden files, and what holds for every report."""

from __future__ import annotations

import io
import re
import string
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import get_args, get_type_hints

import jsonschema
import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import structs

from mlcia_check import checks
from mlcia_check.batch import outputs
from mlcia_check.cli.reports import JOB_SUMMARY
from mlcia_check.model import answers, authoring_tool
from mlcia_check.model.answers import Breach, Place, Unit, Value
from mlcia_check.model.judged import Finding, FreeSection, PageCount
from mlcia_check.model.measured_paper import PagesSpent, Unmeasured
from mlcia_check.model.pdf_facts import Font, Structure
from mlcia_check.model.rule_pack import Tool, Words
from mlcia_check.report import schemas, worded
from mlcia_check.report.formats import github, json, junit, text
from mlcia_check.report.formats.registry import FORMATS, renderer
from mlcia_check.report.renderer import Renderer
from mlcia_check.report.styled_lines import UNICODE, glyphs_for, width, wrapped
from mlcia_check.report.view import View
from mlcia_check.report.word_run import worded_run
from mlcia_check.report.worded_measures import page_budget
from mlcia_check.report.words import wording
from mlcia_check.report.words.phrases import PHRASES, Lang
from mlcia_check.report.words.quantity import CHINESE, ENGLISH, Quantity, page_ranges
from tests.report_samples import (
    FAILING,
    GOLDEN,
    LANGUAGES,
    PACK,
    REPORTS,
    RUN,
    WIDE,
    document,
    paper,
    rendered,
)

HOSTILE = "a\x1b[2Jb\u202ec\u0000d\ud800e"


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_its_golden_file(name: str) -> None:
    """`python -m tests.report_samples` writes them anew."""
    assert REPORTS[name]() == (GOLDEN / name).read_bytes().decode("utf-8")


@pytest.mark.parametrize("module", sorted({*FORMATS.values(), *outputs.REPORTS.values(), JOB_SUMMARY}))
def test_every_format_is_a_renderer(module: str) -> None:
    """It takes a run and a view, and yields text."""
    stated = get_type_hints(Renderer.__call__)
    named = get_type_hints(renderer(module))
    assert list(named.values()) == [stated["run"], stated["view"], stated["return"]]


def test_every_golden_file_has_a_report() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(REPORTS)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 line is short."),
        (1204, "1,204 lines are short."),
        (1.9, "1.9 lines are short."),
        (0, "0 lines are short."),
    ],
)
def test_a_number_agrees_with_its_noun(count: float, said: str) -> None:
    known = {"lines": Quantity(count, "lines")}
    assert wording.fill("{lines:line is|lines are} short.", known) == said


@pytest.mark.parametrize("name", [name for name in REPORTS if name.endswith(".txt")])
def test_a_text_report_fits_80_columns(name: str) -> None:
    assert max(width(line) for line in REPORTS[name]().splitlines()) <= 80


@pytest.mark.parametrize("file", schemas.SCHEMAS)
def test_the_committed_schema_is_the_records_own(file: str) -> None:
    """`python -m mlcia_check.report.schemas` writes them anew."""
    assert schemas.schema(file) == (Path(schemas.FOLDER) / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_json_report_keeps_its_schema(lang: str) -> None:
    report = msgspec.json.decode(REPORTS[f"run.{lang}.json"]())
    described = msgspec.json.decode(schemas.schema("report-1.schema.json"))
    jsonschema.Draft202012Validator.check_schema(described)
    jsonschema.validate(report, described, cls=jsonschema.Draft202012Validator)


def test_the_json_report_says_what_the_contract_says() -> None:
    report = msgspec.json.decode(REPORTS["run.en.json"]())
    assert report["summary"] == {"documents": 4, "pass": 1, "fail": 1, "review": 1, "unreadable": 1}
    failing, *_, unreadable = report["documents"]
    assert failing["page_budget"] == {
        "limit": 20,
        "counted": 21,
        "body": 15.4,
        "bibliography": 2.1,
        "appendix": 3.4,
        "free": [],
        "sections": [],
        "left": None,
        "left_columns": None,
    }
    by_rule = {finding["rule"]: finding for finding in failing["findings"]}
    assert by_rule["page-limit"]["allowed"] == "at most 20"
    assert by_rule["text-block"]["confirmed"] is True
    assert by_rule["text-block"]["bbox"] == [50.8, 400.0, 294.0, 409.0]
    assert (unreadable["pages"], unreadable["measured"]) == (None, None)


def test_every_phrase_is_there_in_both_languages_with_the_same_names() -> None:
    def names(sentence: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}

    assert {key for key, (en, zh) in PHRASES.items() if names(en) != names(zh)} == set()
    spaces = {"next-sentence"}
    assert {key for key, both in PHRASES.items() if not all(both)} == spaces


def test_every_reason_why_something_is_not_measured_has_its_words() -> None:
    measure = Path(schemas.FOLDER).parent / "measure"
    sources = "".join(path.read_text(encoding="utf-8") for path in measure.rglob("*.py"))
    reasons = set(re.findall(r'Unmeasured\("([\w-]+)"\)', sources))
    assert reasons
    assert {reason for reason in reasons if f"reason.{reason}" not in PHRASES} == set()


def test_every_explanation_and_what_speaks_against_it_has_its_words() -> None:
    keys = {f"explanation.{name}" for name in get_args(answers.ExplanationName)}
    keys |= {f"refuted.{name}" for name in get_args(answers.Refutation)}
    assert keys == {key for key in PHRASES if key.startswith(("explanation.", "refuted."))}


def test_every_reason_why_a_rule_does_not_apply_has_its_words() -> None:
    folder = Path(checks.__file__).parent
    sources = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    found = {
        reason
        for given in re.findall(r"NotApplicable\(([^)]*)\)", sources)
        for reason in re.findall(r'"([\w-]+)"', given)
    }
    assert found
    assert {reason for reason in found if f"reason.{reason}" not in PHRASES} == set()


def test_json_gives_the_reason_of_every_rule_that_was_not_decided() -> None:
    for lang in LANGUAGES:
        report = msgspec.json.decode(rendered(json.render, RUN, View(lang)), type=worded.WordedReport)
        undecided = [
            check
            for shown in report.documents
            for check in shown.checks
            if check.status in ("not-applicable", "review")
        ]
        assert undecided
        assert all(check.reason for check in undecided)


def test_a_report_cannot_be_steered_by_a_paper_or_its_name() -> None:
    quoted = structs.replace(WIDE, place=Place(3, None, HOSTILE))
    hostile = document(HOSTILE + ".pdf", "fail", paper(), Finding("text-block", "error", quoted))
    shown = rendered(text.render, [hostile], View("en", verbose=True))
    assert not set(shown) & set("\x1b\u202e\u0000\ud800")
    named = document("x\n::error::y,z.pdf", "fail", paper(), *FAILING.findings)
    annotated = rendered(github.render, [named])
    assert not any(line.startswith("::error::y") for line in annotated.splitlines())
    ET.fromstring(rendered(junit.render, [hostile]).encode("utf-8", "strict"))
    msgspec.json.decode(rendered(json.render, [hostile]))


LATEX, WORD = "Remove geometry and changes of \\textwidth.", "Set both margins to 0.75 in."
BOTH = f"LaTeX: {LATEX} Word: {WORD}"
TYPST = "Set the margin of the page."


@pytest.mark.parametrize(
    ("creator", "producer", "font", "hint"),
    [
        ("LaTeX with acmart", "GPL Ghostscript 10", "Times-Roman", LATEX),
        ("", "pdfTeX-1.40.25", "Times-Roman", LATEX),
        ("", "xdvipdfmx (20240407)", "Times-Roman", LATEX),
        ("Microsoft® Word for Microsoft 365", "macOS Quartz PDFContext", "LinLibertineO", WORD),
        ("Writer", "LibreOffice 7.4", "LinLibertineO", WORD),
        ("Microsoft® Word 2021", "Microsoft® Word 2021", "LinLibertineT", LATEX),
        ("Writer", "LibreOffice 7.4", "CMR9", LATEX),
        ("WPS 文字", "", "SimSun", WORD),
        ("WPS文字", "", "SimSun", WORD),
        ("WPS Writer", "", "SimSun", WORD),
        ("", "Kingsoft PDF", "SimSun", WORD),
        ("Typst 0.13.1", "", "LinLibertineO", TYPST),
        ("", "", "LinLibertineT", LATEX),
        ("", "GPL Ghostscript 10", "CMR9", LATEX),
        ("", "Skia/PDF", "TimesNewRomanPSMT", WORD),
        ("", "", "LiberationSerif", WORD),
        ("", "", "NewCMMath-Book", TYPST),
        ("Context and words", "Pageset", "Helvetica", BOTH),
        ("", "", "", BOTH),
    ],
)
def test_the_fix_is_for_the_tool_that_made_the_paper(
    creator: str, producer: str, font: str, hint: str
) -> None:
    measured = paper(producer=producer)
    measured = structs.replace(
        measured,
        structure=structs.replace(measured.structure, creator=creator),
        body=structs.replace(measured.body, font=font),
        fonts=(Font(font, embedded=True),),
    )
    made = document("p.pdf", "fail", measured, *FAILING.findings[:1])
    assert wording.findings(made, PACK, "en")[0].hint == hint


ALL, OF_CASE = "Do it for all.", "Only here."
FIXES: dict[str, dict[Tool, Words]] = {
    "one tool": {"latex": Words(OF_CASE, "仅此处。")},
    "all tools": {"": Words(ALL, "全部。")},
}


@pytest.mark.parametrize(
    ("case", "creator", "hint"),
    [
        ("one tool", "LaTeX", OF_CASE),
        ("one tool", "Typst 0.13", TYPST),
        ("one tool", "", f"LaTeX: {OF_CASE} Word: {WORD}"),
        ("all tools", "LaTeX", ALL),
        ("all tools", "", ALL),
        ("another", "LaTeX", LATEX),
    ],
)
def test_a_case_has_its_own_fix_where_one_is_stated(case: str, creator: str, hint: str) -> None:
    rule = next(rule for rule in PACK.rules if rule.id == "text-block")
    made_with = authoring_tool.tool(
        structs.replace(paper(), body=Unmeasured("no-text"), fonts=(), structure=Structure(creator=creator))
    )
    assert wording.hint(structs.replace(rule, fix_for=FIXES), case, "en", made_with) == hint


SIZE = Words("{measured:pt} ({measured:bp})", "字号为 {measured:pt}（{measured:bp}），应为 {expected}。")


@pytest.mark.parametrize(
    ("creator", "sentence"),
    [
        ("LaTeX with acmart", "字号为 8.83pt（8.80bp），应为 8.97bp（9pt）。"),
        ("Typst 0.13.1", "字号为 8.83pt（8.80bp），应为 8.97bp（9pt）。"),
        ("WPS 文字", "字号为 8.80 磅（8.83pt），应为 8.97 磅（9pt）。"),
        ("Microsoft® Word 2021", "字号为 8.80 磅（8.83pt），应为 8.97 磅（9pt）。"),
        ("Writer", "字号为 8.80 磅（8.83pt），应为 8.97 磅（9pt）。"),
    ],
)
def test_word_processors_count_in_their_own_points_in_chinese(creator: str, sentence: str) -> None:
    measured = paper(producer="LibreOffice 7.4" if creator == "Writer" else "")
    measured = structs.replace(
        measured,
        structure=structs.replace(measured.structure, creator=creator),
        body=structs.replace(measured.body, font="LinLibertine"),
    )
    small = Finding("page-limit", "error", Breach(8.8, 8.966, "bp"))
    worded = structs.replace(
        PACK, rules=tuple(structs.replace(rule, message={"": SIZE}) for rule in PACK.rules)
    )
    made = document("p.pdf", "fail", measured, small)
    assert wording.findings(made, worded, "zh")[0].message == sentence
    assert wording.findings(made, worded, "en")[0].message == "8.83pt (8.80bp)"


@pytest.mark.parametrize(
    ("value", "unit", "form", "english", "chinese"),
    [
        ((612.0, 792.0), "bp", "", "612 x 792bp", "612 × 792bp"),
        ((612.0, 792.0), "bp", "in", "8.50 x 11.00in", "8.50 × 11.00in"),
        (23.91, "bp", "", "23.91bp (24pt)", "23.91bp（24pt）"),
        (29.84, "percent", "whole", "30%", "30%"),
        (1, "", "columns", "one column", "单栏"),
        (2, "", "columns", "two columns", "双栏"),
        (3, "", "columns", "three columns", "三栏"),
        (7, "", "columns", "7 columns", "7 栏"),
        ("-", "", "columns", "-", "-"),
    ],
)
def test_quantities_in_the_typography_of_each_language(
    value: Value, unit: Unit, form: str, english: str, chinese: str
) -> None:
    for style, shown in ((ENGLISH, english), (CHINESE, chinese)):
        quantity = Quantity(value, unit, None, style)
        assert (quantity.in_form(form) if form else str(quantity)) == shown


@pytest.mark.parametrize(
    ("name", "value", "chinese"),
    [
        ("numbers", "[3], [7], ...", "[3]、[7]、..."),
        ("marks", "[3, 14], [? , m2m]", "[3, 14]、[? , m2m]"),
        ("fonts", "SimSun,Bold, SimHei", "SimSun,Bold、SimHei"),
        ("quote", "as in [3], [7], he said", "as in [3], [7], he said"),
    ],
)
def test_lists_in_chinese_have_chinese_commas_and_quotes_keep_their_own(
    name: str, value: str, chinese: str
) -> None:
    breach = Breach(1, None, detail={name: value})
    assert wording.fill(f"{{{name}}}", wording.names(breach, CHINESE)) == chinese
    assert wording.fill(f"{{{name}}}", wording.names(breach, ENGLISH)) == value


@pytest.mark.parametrize(
    ("measured", "expected", "unit", "said", "allowed"),
    [
        (510.4, 504.5, "bp", "510.4bp", "at most 504.5bp"),
        (8.8, 8.966, "bp", "8.80bp", "at least 8.97bp (9pt)"),
        (240.11, 240.13, "bp", "240.11bp", "at least 240.13bp"),
        ((595.28, 841.89), (612.0, 792.0), "bp", "595.3 x 841.9bp", "612 x 792bp"),
        (21, 20, "pages", "21", "at most 20"),
        (1204, 10, "lines", "1,204", "at most 10"),
        (3.5, 2.0, "percent", "3.5%", "at most 2%"),
        ("Arial", "Linux Libertine", "", "Arial", "Linux Libertine"),
        (None, None, "", "", None),
    ],
)
def test_numbers_as_a_person_reads_them(
    measured: object, expected: object, unit: str, said: str, allowed: str | None
) -> None:
    breach = Breach(measured, expected, unit)  # type: ignore[arg-type]
    assert str(wording.names(breach, ENGLISH)["measured"]) == said
    assert wording.allowed(breach, ENGLISH) == allowed


@pytest.mark.parametrize(
    ("sentence", "filled"),
    [
        ("{measured} is wide", "510.4bp is wide"),
        ("{expected:in} is right", "7.01in is right"),
        ("{unheard} stays", "{unheard} stays"),
        ("a lone { stays", "a lone { stays"),
    ],
)
def test_a_rule_s_sentence_is_filled(sentence: str, filled: str) -> None:
    assert wording.fill(sentence, wording.names(WIDE, ENGLISH)) == filled


@pytest.mark.parametrize(
    ("pages", "ranges"), [((), ""), ((3,), "3"), ((2, 3, 4, 7), "2-4, 7"), ((4, 2, 2, 3), "2-4")]
)
def test_page_ranges(pages: tuple[int, ...], ranges: str) -> None:
    assert page_ranges(pages) == ranges
    assert page_ranges(pages, CHINESE) == ranges.replace("-", "–").replace(", ", "、")


@pytest.mark.parametrize(
    ("budget", "sentence"),
    [
        ((14.1, 2.3, 3.0, 20), "20 of 20 pages: body 14.1, bibliography 2.3, appendix 3.0"),
        ((19.0, 1.0, 0.0, 20), "20 of 20 pages: body 19.0, bibliography 1.0"),
        # A last page with one line on it is a page over, though its tenths round away.
        ((19.0, 1.0, 0.01, 21), "21 of 20 pages: body 19.1, bibliography 1.0"),
    ],
)
def test_the_page_budget_never_contradicts_the_limit(
    budget: tuple[float, float, float, int], sentence: str
) -> None:
    shown = rendered(text.render, [document("p.pdf", "pass", paper(*budget))], View("en"))
    assert sentence in [line.strip() for line in shown.splitlines()]


FREE = PageCount(
    limit=13,
    counted=12,
    free=("bibliography", "appendix"),
    sections=(FreeSection("ethics", "Ethical Considerations", 0.14),),
)


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        (
            "en",
            (
                "12 of 13 pages: body 11.3; not counted: “Ethical Considerations” 0.1,\n"
                "    bibliography 2.0, appendix 1.0\n"
            ),
        ),
        (
            "zh",
            (
                "上限 13 页，已用 12 页：正文 11.3；不计入：“Ethical Considerations”0.1，\n"
                "    参考文献 2.0，附录 1.0\n"
            ),
        ),
    ],
)
def test_what_does_not_count_is_shown_as_such(lang: Lang, shown: str) -> None:
    made = structs.replace(document("p.pdf", "pass", paper(11.4, 2.0, 1.0, 15)), page_count=FREE)
    assert shown in rendered(text.render, [made], View(lang))


def test_the_bar_ends_what_counts_at_the_limit() -> None:
    made = structs.replace(document("p.pdf", "pass", paper(11.4, 2.0, 1.0, 15)), page_count=FREE)
    bar = rendered(text.render, [made], View("en")).splitlines()[4].strip()
    before, _, behind = bar.partition("│")
    assert set(before) == {"█", "·"}
    assert behind.startswith(("▓", "░"))
    assert behind.rstrip("▒").endswith("▓")


@given(st.floats(0, 30), st.integers(1, 30), st.integers(1, 30), st.floats(0, 9), st.booleans())
@example(1.0, 1, 1, 0.45, False)
def test_the_parts_that_count_never_contradict_what_is_counted(
    body: float, counted: int, limit: int, bibliography: float, free: bool
) -> None:
    count = PageCount(limit, counted, free=("bibliography",) if free else ())
    budget = page_budget(PagesSpent(counted, body, bibliography, 0.0), count)
    own = round(budget.body + (0.0 if free else budget.bibliography), 1)
    assert own >= counted - 1
    assert own <= counted or budget.body == 0.0


@pytest.mark.parametrize(
    ("budget", "sentence"),
    [
        ((14.1, 2.3, 3.0, 20), "0.6 pages left, about 1.2 columns"),
        ((18.5, 0.5, 0.0, 19), "1 page left, about 2 columns"),
        ((10.0, 0.5, 0.0, 11), "9.5 pages left"),
        ((19.0, 1.0, 0.0, 20), None),
        ((19.0, 1.0, 0.01, 21), None),
    ],
)
def test_the_page_budget_says_how_much_room_is_left(
    budget: tuple[float, float, float, int], sentence: str | None
) -> None:
    shown = rendered(text.render, [document("p.pdf", "pass", paper(*budget))], View("en"))
    assert [line.strip() for line in shown.splitlines() if " left" in line] == (
        [sentence] if sentence else []
    )


@given(st.floats(0, 40), st.floats(0, 9), st.floats(0, 9), st.integers(1, 50), st.integers(70, 100))
def test_the_bar_never_leaves_its_line(
    body: float, bibliography: float, appendix: float, pages: int, cells: int
) -> None:
    made = document("p.pdf", "pass", paper(body, bibliography, appendix, pages))
    shown = rendered(text.render, [made], View("en", cells=cells))
    assert max(width(line) for line in shown.splitlines()) <= cells


@given(st.text("ab 正文，。（）x\u0301", max_size=200), st.integers(8, 60))
def test_wrapping_keeps_every_sign_and_the_width(sentence: str, cells: int) -> None:
    lines = wrapped(sentence, cells)
    assert "".join("".join(lines).split()) == "".join(sentence.split())
    assert all(width(line) <= cells for line in lines)


def test_closing_marks_do_not_start_a_line() -> None:
    assert wrapped("正文宽度超过规定。请改", 8) == ["正文宽度", "超过规", "定。请改"]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        (r"\documentclass[sigconf,anonymous]{acmart}.", [r"\documentclass[sigconf,anonymous]", "{acmart}."]),
        (r"\setlist{nosep,leftmargin=*,itemsep=-3pt}", [r"\setlist{nosep,leftmargin=*,", "itemsep=-3pt}"]),
        (
            "https://example.org/artifacts/of/paper-12.zip",
            ["https://example.org/artifacts/of/", "paper-12.zip"],
        ),
        ("0123456789" * 5, ["0123456789" * 4, "0123456789"]),
    ],
)
def test_code_and_addresses_are_parted_at_their_joints(word: str, parts: list[str]) -> None:
    assert wrapped(word, 40) == parts


def test_a_quoted_sentence_keeps_its_own_stop_alone() -> None:
    for quoted, said in (
        ("Accept it.", "Hidden: “Accept it.”"),
        ("Accept it", "Hidden: “Accept it”."),
        ("Accept it…", "Hidden: “Accept it…”."),
        ("请接收。", "Hidden: “请接收。”"),
    ):
        assert wording.fill("Hidden: “{text}”.", {"text": Quantity(quoted, "", None, ENGLISH)}) == said


def test_on_a_narrow_terminal_sentences_stand_below_the_rules() -> None:
    narrow, wide = (
        rendered(text.render, [document("p.pdf", "fail", paper(), small)], View("en", cells=cells))
        for cells in (50, 80)
        for small in [Finding("page-limit", "error", Breach(21, 20))]
    )
    below = narrow[narrow.index("page-limit\n") :].splitlines()[1]
    assert re.match(r"    \S", below)
    assert re.search(r"page-limit  \S", wide)


def test_a_terminal_shows_the_same_text_in_colour() -> None:
    from mlcia_check.report.formats.terminal import paint

    screen = io.StringIO()
    paint(text.lay_out(worded_run(RUN, PACK, "zh"), View("zh")), screen)
    assert "\x1b[1;31m" in screen.getvalue()
    assert re.sub(r"\x1b\[[0-9;]*m", "", screen.getvalue()) == REPORTS["run.zh.txt"]()


@pytest.mark.parametrize(
    ("encoding", "complete"), [("utf-8", True), ("ascii", False), ("cp1252", False), ("no-such", False)]
)
def test_signs_are_those_the_output_can_carry(encoding: str, complete: bool) -> None:
    assert (glyphs_for(encoding) == UNICODE) is complete


def test_a_fix_that_findings_share_is_printed_once() -> None:
    twice = structs.replace(
        FAILING,
        findings=tuple(
            Finding(rule, "error", Breach(1, 2)) for rule in ("text-block", "page-limit", "text-block")
        ),
    )
    said = rendered(text.render, [twice])
    assert said.count("Remove geometry") == 1
    assert said.count("as for text-block above") == 1
    assert said.count("Shorten the paper.") == 1


@pytest.mark.parametrize("name", ["text", "json", "sarif", "junit", "github", "gitlab", "csv", "html"])
def test_every_report_names_the_rule_s_page(name: str) -> None:
    said = rendered(renderer(FORMATS[name]), [FAILING])
    assert "docs/rules/text-block.md" in said
