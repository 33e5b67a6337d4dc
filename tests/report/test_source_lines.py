"""Lines of LaTeX sources in the reports: annotations stand at the line, and say when it is only probable."""

from __future__ import annotations

import json
from types import ModuleType

import jsonschema
import pytest
from msgspec import structs

from mlcia_check.model.judged import SourceLine
from mlcia_check.report.formats import github, gitlab, html, sarif, text
from mlcia_check.report.formats import json as json_format
from mlcia_check.report.schemas import schema
from mlcia_check.report.view import View
from mlcia_check.report.words.phrases import Lang
from tests.report_samples import FAILING, rendered

SURE = SourceLine("src/paper.tex", 14, True, "{\\small It is, <b>said</b>")
MAYBE = SourceLine("src/our style.sty", 3, False, "\\addtolength{\\textwidth}{9pt}")


def report(form: ModuleType, *lines: SourceLine, lang: Lang = "en") -> str:
    first, *rest = FAILING.findings
    findings = (structs.replace(first, source=lines), *(structs.replace(one, source=()) for one in rest))
    return rendered(form.render, [structs.replace(FAILING, findings=findings)], View(lang, cells=200))


def test_text_lists_every_line_and_says_probably() -> None:
    shown = report(text, SURE, MAYBE)
    assert "source  src/paper.tex:14: {\\small It is, <b>said</b>\n" in shown
    assert "        probably src/our style.sty:3: \\addtolength{\\textwidth}{9pt}\n" in shown
    assert "可能是 src/our style.sty:3：" in report(text, MAYBE, lang="zh")


SPACES = [SourceLine("src/paper.tex", 10 * number, False, "\\vspace{-9pt}") for number in range(1, 51)]


def test_of_many_lines_the_first_are_listed_and_the_others_named() -> None:
    shown = report(text, *SPACES[:8])
    assert shown.count("probably src/paper.tex:") == 5
    assert "        and 3 more: src/paper.tex:60, 70, 80\n" in shown
    assert report(text, *SPACES[:6]).count("probably src/paper.tex:") == 6
    assert "另有 3 处：src/paper.tex:60、70、80" in report(html, *SPACES[:8], lang="zh")
    assert "src/paper.tex:10, 20," in report(github, *SPACES)
    assert "390, 400, …." in report(github, *SPACES)


def test_the_place_of_a_line_is_not_cut_and_its_text_is_before_a_command() -> None:
    folder = "a folder/with a name that is longer than the line/paper.tex"
    long = SourceLine(
        folder, 14, True, "\\setlength\\abovedisplayskip{2pt}\\setlength\\belowdisplayskip{2pt}"
    )
    findings = (structs.replace(FAILING.findings[0], source=(long,)),)
    shown = rendered(text.render, [structs.replace(FAILING, findings=findings)], View("en", cells=64))
    rows = [row.strip() for row in shown.split("\n")]
    assert f"source  {folder}:14:" in rows
    assert rows[rows.index(f"source  {folder}:14:") + 1].endswith("{2pt}")


def test_json_has_the_field_only_if_sources_were_given() -> None:
    with_lines = json.loads(report(json_format, SURE, MAYBE))
    first, second, *_ = with_lines["documents"][0]["findings"]
    assert first["source"] == [
        {"file": "src/paper.tex", "line": 14, "certain": True, "text": SURE.text},
        {"file": "src/our style.sty", "line": 3, "certain": False, "text": MAYBE.text},
    ]
    assert second["source"] == []
    jsonschema.validate(with_lines, json.loads(schema("report-1.schema.json")))
    without = json.loads(rendered(json_format.render, [FAILING]))
    assert all("source" not in finding for finding in without["documents"][0]["findings"])


def test_sarif_is_located_at_the_line_and_relates_the_others_and_the_pdf() -> None:
    first, second, *_ = json.loads(report(sarif, SURE, MAYBE))["runs"][0]["results"]
    place = first["locations"][0]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "src/paper.tex"
    assert place["physicalLocation"]["region"]["startLine"] == 14
    assert place["properties"]["page"] == 3
    assert [
        (one["physicalLocation"]["artifactLocation"]["uri"], one["physicalLocation"]["region"]["startLine"])
        for one in first["relatedLocations"]
    ] == [("src/our%20style.sty", 3), ("paper.pdf", 1)]
    assert "probably" in first["relatedLocations"][0]["message"]["text"]
    assert "relatedLocations" not in second
    assert second["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "paper.pdf"


def test_github_annotates_the_line_and_names_the_others() -> None:
    line = next(line for line in report(github, SURE, MAYBE).split("\n") if "title=text-block" in line)
    assert line.startswith("::error file=src/paper.tex,line=14,title=text-block (pages 2-20)::")
    assert "%0ASource: src/paper.tex:14. Probable cause: src/our style.sty:3.%0A" in line


def test_gitlab_is_located_at_the_line() -> None:
    first, second, *_ = json.loads(report(gitlab, MAYBE, lang="zh"))
    assert first["location"] == {"path": "src/our style.sty", "lines": {"begin": 3}}
    assert "可能的原因：src/our style.sty:3。" in first["description"]
    assert second["location"] == {"path": "paper.pdf", "lines": {"begin": 1}}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_html_shows_the_line_escaped(lang: Lang) -> None:
    shown = report(html, SURE, lang=lang)
    assert "src/paper.tex:14" in shown
    assert "It is, &lt;b&gt;said&lt;/b&gt;" in shown


def test_fingerprints_do_not_depend_on_lines() -> None:
    def fingerprints(log: str) -> list[str]:
        results = json.loads(log)["runs"][0]["results"]
        return [result["partialFingerprints"]["primaryLocationLineHash"] for result in results]

    assert fingerprints(report(sarif, SURE)) == fingerprints(rendered(sarif.render, [FAILING]))
