"""What reports for people show of findings that follow from another one."""

from __future__ import annotations

from typing import Final

from mlcia_check.model.answers import Breach
from mlcia_check.model.judged import Finding, JudgedDocument
from mlcia_check.report.formats import html, text
from mlcia_check.report.view import View
from tests.packs import pack_at
from tests.report_samples import document, paper, rendered

PACK: Final = pack_at("mlcia-2022")
TEMPLATE: Final = Finding(
    "template",
    "info",
    Breach(
        "IEEE",
        None,
        detail={"name_en": "IEEE's", "name_zh": "IEEE", "look_en": "Times", "look_zh": "Times"},
    ),
)


def follows(rule: str, case: str = "", cause: str = "template") -> Finding:
    return Finding(
        rule, "error", Breach(251.1, 240.2, "bp", case=case, detail={"over": 3.0}), because_of=cause
    )


PAPER: Final = document(
    "ieee.pdf",
    "fail",
    paper(),
    TEMPLATE,
    follows("text-block", "left"),
    follows("text-block", "top"),
    follows("column-width"),
)
OTHER: Final = document(
    "other.pdf",
    "fail",
    paper(),
    follows("text-block", "left", ""),
    follows("column-width", cause="text-block"),
)


def said(paper: JudgedDocument, *, verbose: bool = False) -> str:
    return " ".join(rendered(text.render, [paper], View("en", verbose=verbose), PACK).split())


def test_what_a_template_causes_is_one_line_of_rules() -> None:
    assert "this causes: text-block (2), column-width (--verbose shows each)" in said(PAPER)
    assert "A column is 251.1bp wide" not in said(PAPER)


def test_verbose_shows_each_of_them() -> None:
    assert "A column is 251.1bp wide" in said(PAPER, verbose=True)


def test_what_follows_from_a_fault_keeps_its_sentence() -> None:
    assert "A column is 251.1bp wide" in said(OTHER)


def test_html_opens_it_on_request() -> None:
    assert '<details class="follows"><summary>' in rendered(html.render, [PAPER], pack=PACK)
    assert '<details class="follows" open><summary>' in rendered(html.render, [OTHER], pack=PACK)
    assert "A column is 251.1bp wide" in rendered(html.render, [PAPER], pack=PACK)
