"""Every report says what was waived, by whom and why, and counts it no more."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET

import msgspec
import pytest
from msgspec import structs

from mlcia_check.model.decisions import Decision, Decisions, Waiver
from mlcia_check.report.chair import hotcrp_tags, summary_csv
from mlcia_check.report.chair.letter import Addressed, BeforeDeadline, Letters, Subject
from mlcia_check.report.formats import job_summary
from mlcia_check.report.formats.registry import FORMATS, renderer
from mlcia_check.report.view import View
from mlcia_check.report.worded_run import WordedRun
from mlcia_check.report.words.phrases import Lang
from mlcia_check.season.waived import DecidedPapers, with_decisions
from tests.html_papers import run_of
from tests.report_samples import FAILING, PACK, worded_paper

SAID = Decisions(
    (Decision("9", "ask", "B. Chair", "2026-06-01", FAILING.sha256, "which template?"),),
    (
        Waiver("9", "text-block", "agreed by mail", "A. Chair", "2026-05-31", FAILING.sha256),
        Waiver("9", "page-limit", "an old reason", "A. Chair", "2026-04-30", "c" * 64),
    ),
)
"""One waiver that holds, one that another PDF made void, and a decision."""

BY = {
    "en": (
        "waived by A. Chair, 2026-05-31: agreed by mail",
        "void: it was made for another version of the PDF (waived by A. Chair, 2026-04-30: an old reason)",
        "ask the authors (B. Chair, 2026-06-01: which template?)",
    ),
    "zh": (
        "由 A. Chair 豁免（2026-05-31）：agreed by mail",
        "已失效：所针对的是另一版本的 PDF（由 A. Chair 豁免（2026-04-30）：an old reason）",
        "询问作者（B. Chair，2026-06-01：which template?）",
    ),
}


def run(lang: Lang) -> WordedRun:
    made = worded_paper(FAILING, lang)
    document = with_decisions(made.document, "9", DecidedPapers(SAID), (), lang)
    return run_of(lambda: [structs.replace(made, document=document, id="9", cases=())], lang)


def rendered(name: str, lang: Lang = "en") -> str:
    return "".join(renderer(FORMATS[name])(run(lang), View(lang, cells=400)))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"json", "sarif"}))
def test_a_report_says_what_was_waived_by_whom_and_why(name: str, lang: Lang) -> None:
    text = rendered(name, lang)
    holding, void, decision = BY[lang]
    assert holding in text
    if name != "html":
        assert text.count("agreed by mail") == (2 if name == "junit" else 1)
    assert void in text
    if name in ("text", "csv", "html"):
        assert decision in text


def test_text_counts_a_waived_finding_no_more() -> None:
    first, *_ = rendered("text").splitlines()
    assert first.startswith("FAIL  paper.pdf  2 errors, 2 warnings, 1 finding waived")


def test_json_keeps_the_finding_apart() -> None:
    [document] = msgspec.json.decode(rendered("json"))["documents"]
    assert "text-block" not in [found["rule"] for found in document["findings"]]
    [waived] = document["waived"]
    assert (waived["finding"]["rule"], waived["by"]) == ("text-block", "A. Chair")
    assert [one["because"] for one in document["idle_waivers"]] == ["changed-pdf"]
    assert document["decision"]["decision"] == "ask"


def test_sarif_suppresses_it() -> None:
    [log] = msgspec.json.decode(rendered("sarif"))["runs"]
    suppressed = [one for one in log["results"] if "suppressions" in one]
    assert [(one["ruleId"], one["suppressions"]) for one in suppressed] == [
        ("text-block", [{"kind": "external", "status": "accepted", "justification": BY["en"][0]}])
    ]


def test_junit_skips_its_rule() -> None:
    root = ET.fromstring(rendered("junit"))
    [case] = [case for case in root.iter("testcase") if case.get("name") == "text-block"]
    assert [part.tag for part in case] == ["skipped", "system-err"]


def test_the_csv_has_a_row_for_it() -> None:
    rows = list(csv.DictReader(io.StringIO(rendered("csv").removeprefix("\ufeff"), newline="")))
    waived = {row["rule"]: row["waived"] for row in rows if row["waived"]}
    assert waived == {"text-block": BY["en"][0]}
    assert {row["decision"] for row in rows} == {BY["en"][2]}


def test_the_job_s_summary_names_it() -> None:
    text = "".join(job_summary.render(run("en"), View("en"))).replace("\\", "")
    assert BY["en"][0] in text


def test_the_chair_s_table_and_tags_follow() -> None:
    table = csv.DictReader(io.StringIO("".join(summary_csv.render(run("en"), View("en")))[1:], newline=""))
    [row] = table
    assert (row["text-block"], row["column-width"], row["decision"]) == ("waived", "fail", BY["en"][2])
    tags = "".join(hotcrp_tags.render(run("en"), View("en"))).splitlines()
    assert tags[2:] == ["9,tag,~~format-fail", "9,tag,~~format-waived", "9,tag,~~desk-ask"]


@pytest.mark.parametrize("stage", [None, BeforeDeadline("5 May")])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_letters_say_what_need_not_be_mended(lang: Lang, stage: BeforeDeadline | None) -> None:
    [paper] = run(lang).papers()
    subject = Subject(Addressed("9", "p.pdf", "T"), paper.document.findings, paper.document.waived)
    letter = "".join(Letters(PACK, stage).write(subject, lang).split())
    assert "text-block" in letter
    assert "A.Chair" in letter
    assert "agreedbymail" in letter
    assert ("5May" in letter) == (stage is not None)
