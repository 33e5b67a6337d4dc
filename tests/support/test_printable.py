"""Words that others chose, as they may be shown: in each format, whatever field they come in by."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable

import pytest
from msgspec import structs

from mlcia_check.model.answers import Breach, Explanation, Place
from mlcia_check.model.geometry import Box
from mlcia_check.model.judged import Finding, JudgedDocument
from mlcia_check.model.rule_pack import Pack
from mlcia_check.report import measurements
from mlcia_check.report.formats import job_summary, registry, text
from mlcia_check.report.renderer import Renderer
from mlcia_check.report.view import View
from mlcia_check.report.words.phrases import Lang
from mlcia_check.support.printable import plain, printable
from tests.report_samples import PACK, document, paper, rendered

JOINING = {"\u00ad", "\u200c", "\u200d", "\u034f"}
"""Parts of words: soft hyphens, joiners."""

LETTERS = {
    "\u0600",
    "\u0601",
    "\u0602",
    "\u0603",
    "\u0604",
    "\u0605",
    "\u06dd",
    "\u070f",
    "\u0890",
    "\u0891",
    "\u08e2",
}
"""Signs of numbers and ends of verses in Arabic and Syriac, which are seen."""


def test_what_nobody_sees_and_what_steers_is_not_shown() -> None:
    for code in range(sys.maxunicode + 1):
        sign = chr(code)
        kind = unicodedata.category(sign)
        is_seen = printable(sign) == sign
        if kind in ("Cc", "Zl", "Zp", "Cs") or (code & 0xFFFE) == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
            assert not is_seen, hex(code)
        elif kind == "Cf" and sign not in JOINING | LETTERS:
            assert not is_seen or unicodedata.name(sign).startswith(("KAITHI", "EGYPTIAN")), hex(code)
        elif kind not in ("Cf", "Cn"):
            assert is_seen, hex(code)


def test_words_stay_words() -> None:
    for words in ("naïve résumé", "论文（终稿）", "プライバシー", "नमस्ते", "👩‍🔬", "a­b", "葛\U000e0100"):
        assert plain(words) == words
    assert plain("two\nlines\tand  blanks") == "two lines and blanks"
    assert plain("evil\u202e\u2066\U000e0041\ufeffs") == "evils"


UNFIT = "\x1b[2J\u202e\u2066\u2069\U000e0041\U000e007f\ufffe\U0001ffff\u200b\x07\u2028\x85"
STEERED = f"a{UNFIT}b"


def told() -> JudgedDocument:
    """A document with such characters in every place that a paper or a file's name can fill."""
    answer = Breach(
        measured=STEERED,
        expected=STEERED,
        place=Place(1, Box(1, 2, 3, 4), STEERED),
        pages=(1,),
        detail={"quote": STEERED},
        explanations=(Explanation("hanging-labels", "other-lines", {"lines": STEERED, "of": 2}),),
    )
    measured = paper()
    body = structs.replace(measured.body, font=STEERED)
    findings = tuple(Finding(rule, "error", answer) for rule in ("citation-resolved", "page-limit"))
    return document(
        f"x/{STEERED}.pdf",
        "fail",
        structs.replace(measured, body=body),
        *findings,
        ignored={"text-layer": STEERED},
    )


def in_text(documents: list[JudgedDocument], pack: Pack, lang: Lang) -> str:
    return rendered(text.render, documents, View(lang, verbose=True), pack)


def in_format(render: Renderer) -> Callable[[list[JudgedDocument], Pack, Lang], str]:
    return lambda documents, pack, lang: rendered(render, documents, View(lang), pack)


FORMATS: dict[str, Callable[[list[JudgedDocument], Pack, Lang], str]] = {
    **{name: in_format(registry.renderer(module)) for name, module in registry.FORMATS.items()},
    "job summary": in_format(job_summary.render),
    "measures as JSON": measurements.render_json,
    "measures as text": measurements.render_text,
    "text": in_text,
}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("form", FORMATS)
def test_no_format_carries_what_steers_or_is_not_seen(form: str, lang: Lang) -> None:
    report = FORMATS[form]([told()], PACK, lang)
    assert "a" in report
    assert not set(report) & set(UNFIT) - set("[2J")
    for code in (0x1B, 0x202E, 0x2066, 0xFFFE, 0x85):
        sign = chr(code)
        assert f"\\u{code:04x}" not in report.lower()
        assert f"&#x{code:x};" not in report.lower()
        assert "".join(f"%{byte:02X}" for byte in sign.encode()) not in report
