"""The second reader: what it confirms, what it sends to review, and what it cannot measure."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from typing import cast

import pikepdf
import pytest
from msgspec import structs

from mlcia_check.model.answers import Breach, Place
from mlcia_check.model.judged import Finding, JudgedDocument
from mlcia_check.model.pdf_facts import Glyph
from mlcia_check.model.rule_pack import Pack
from mlcia_check.pdf.other_parser import OtherParser, Unread
from mlcia_check.pdf.pdfium.open_pages import OpenPages
from mlcia_check.pdf.reader import opened
from mlcia_check.report.formats import text
from mlcia_check.report.view import View
from mlcia_check.report.words import wording
from mlcia_check.report.words.phrases import PHRASES, Lang
from mlcia_check.second_reader import confirm as second_reader
from mlcia_check.second_reader.confirm import READ_MAX_PAGES
from tests.fixtures_table import examined, expected, fixture
from tests.packs import pack_at
from tests.parsed_pages import parsed
from tests.report_samples import rendered
from tests.tiny_pdf import tiny_pdf

PACK = pack_at("mlcia-2022")


def unconfirmed(name: str, pack: Pack = PACK) -> tuple[JudgedDocument, bytes]:
    """A fixture as the first reader judges it, and its bytes."""
    return examined(fixture(name), pack, confirm=False), fixture(name).read_bytes()


def confirm(judged: JudgedDocument, pack: Pack, data: bytes) -> JudgedDocument:
    """The document as the second reader confirms it on these bytes."""
    with opened(data) as file:
        return second_reader.confirm(judged, pack, file)


def condensed(data: bytes, percent: int) -> bytes:
    """The PDF with all glyphs of its pages scaled across."""
    changed = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.contents_add(b"%d Tz" % percent, prepend=True)
        pdf.save(changed, deterministic_id=True)
    return changed.getvalue()


def raised(data: bytes, by_bp: float) -> bytes:
    """The PDF with all its pages' content moved up."""
    changed = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.contents_add(b"1 0 0 1 0 %.2f cm" % by_bp, prepend=True)
        pdf.save(changed, deterministic_id=True)
    return changed.getvalue()


def finding_of(judged: JudgedDocument, rule: str, case: str = "") -> Finding:
    return next(
        found
        for found in judged.findings
        if found.rule == rule and isinstance(found.answer, Breach) and found.answer.case == case
    )


def with_breach(judged: JudgedDocument, rule: str, change: Callable[[Breach], Breach]) -> JudgedDocument:
    """The document with another breach of one rule."""
    findings = tuple(
        structs.replace(found, answer=change(cast(Breach, found.answer))) if found.rule == rule else found
        for found in judged.findings
    )
    return structs.replace(judged, findings=findings)


@pytest.mark.parametrize(
    ("name", "rule", "case", "figure"),
    [
        ("body-8.8", "body-font-size", "", 8.80),
        ("appendix-8pt", "body-font-size", "part", 7.97),
        ("references-6pt", "bibliography-font-size", "", 5.98),
        ("leading-3", "line-spacing", "", 10.63),
        ("leading-part", "line-spacing", "part", 10.41),
        ("block-left-3", "text-block", "left", 50.80),
        ("block-right-3", "text-block", "right", 561.20),
        ("block-top-1", "text-block", "top", 709.31),
        ("block-bottom-1", "text-block", "bottom", 73.69),
        ("block-right-3", "column-width", "", 241.75),
        ("office-narrow", "column-width", "", 243.14),
        ("gutter-2", "column-gap", "", 21.91),
        ("one-column", "two-column", "", 1),
        ("appendix-one-column", "appendix-layout", "", 1),
        ("scaled-97", "body-font-size", "", 8.70),
        ("user-unit-deceptive", "body-font-size", "", 8.07),
    ],
)
def test_a_planted_fault_is_confirmed(name: str, rule: str, case: str, figure: float) -> None:
    """Sizes by the characters of another parser are exact; edges by ink are known to 0.7bp."""
    found = finding_of(examined(fixture(name), PACK), rule, case)
    assert (found.severity, found.confirmed) == ("error", True)
    assert found.second is not None
    exact = {"body-font-size": 0.01, "bibliography-font-size": 0.01, "line-spacing": 0.04}
    assert found.second.measured == pytest.approx(figure, abs=exact.get(rule, 0.7))


@pytest.mark.parametrize("name", ["chinese-xecjk", "chinese-noto", "chinese-ctex"])
def test_the_baseline_of_a_chinese_line_is_read_from_its_characters(name: str) -> None:
    found = finding_of(examined(raised(fixture(name).read_bytes(), 10.96), PACK), "text-block", "top")
    assert (found.severity, found.confirmed) == ("error", True)
    assert found.second is not None
    assert found.second.measured == pytest.approx(709.31, abs=0.01)


@pytest.mark.parametrize(
    "name", [name for name, truth in sorted(expected().items()) if "review" in truth.verdict or truth.errors]
)
def test_no_fixture_loses_an_error_to_the_second_reader(name: str) -> None:
    judged = examined(fixture(name), PACK)
    assert [found.rule for found in judged.findings if found.confirmed is False] == []


def test_condensed_type_is_confirmed_where_a_pack_makes_it_an_error() -> None:
    rules = tuple(
        structs.replace(rule, severity="error") if rule.id == "body-font-width" else rule
        for rule in PACK.rules
    )
    data = condensed(fixture("sigconf").read_bytes(), 93)
    found = finding_of(examined(data, structs.replace(PACK, rules=rules)), "body-font-width")
    assert (found.severity, found.confirmed) == ("error", True)


@pytest.mark.parametrize(
    ("name", "rule", "first"),
    [
        ("gutter-2", "column-gap", 18.0),
        ("body-8.8", "body-font-size", 8.5),
        ("leading-3", "line-spacing", 10.2),
        ("block-bottom-1", "text-block", 60.0),
    ],
)
def test_readers_that_disagree_send_the_finding_to_review(name: str, rule: str, first: float) -> None:
    judged, data = unconfirmed(name)
    doctored = with_breach(judged, rule, lambda breach: structs.replace(breach, measured=first))
    revised = confirm(doctored, PACK, data)
    found = next(found for found in revised.findings if found.rule == rule)
    assert (found.severity, found.confirmed) == ("review", False)
    assert {outcome.rule: outcome.status for outcome in revised.outcomes}[rule] == "review"
    others = [other for other in judged.findings if other.severity == "error" and other.rule != rule]
    assert revised.verdict == ("fail" if others else "review")


def bound(*pages: tuple[str, int]) -> bytes:
    """A PDF of pages of fixtures, each given by the fixture's name and the page's number."""
    changed = io.BytesIO()
    with pikepdf.new() as pdf:
        for name, number in pages:
            with pikepdf.open(fixture(name)) as source:
                pdf.pages.append(source.pages[number - 1])
        pdf.save(changed, deterministic_id=True)
    return changed.getvalue()


@pytest.mark.parametrize(
    ("rule", "case", "cheat"),
    [("column-gap", "", "gutter-2"), ("line-spacing", "", "leading-3"), ("body-font-size", "", "body-8.8")],
)
@pytest.mark.parametrize(
    ("shows", "confirmed", "seen"),
    [
        ((True, False, False), True, {1}),
        ((False, True, True), True, {1, 2, 3}),
        ((False, False, False), False, {1, 2, 3}),
    ],
    ids=["the first page alone", "the others alone", "no page"],
)
def test_the_first_page_can_confirm_alone_but_not_refute(
    rule: str,
    case: str,
    cheat: str,
    shows: tuple[bool, ...],
    confirmed: bool,
    seen: set[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Pages of the cheat show the figure, pages of an honest paper do not; the breach claims all three."""
    judged, _ = unconfirmed(cheat)
    one = finding_of(judged, rule, case)
    assert isinstance(one.answer, Breach)
    assert one.answer.place is not None
    claimed = structs.replace(one.answer, place=structs.replace(one.answer.place, page=1), pages=(1, 2, 3))
    raised = structs.replace(judged, findings=(structs.replace(one, answer=claimed),))
    asked: set[int] = set()

    def counted(method: Callable[..., object]) -> Callable[..., object]:
        def asking(owner: object, number: int, *rest: object, **named: object) -> object:
            asked.add(number)
            return method(owner, number, *rest, **named)

        return asking

    monkeypatch.setattr(OpenPages, "render", counted(OpenPages.render))
    monkeypatch.setattr(OtherParser, "glyphs", counted(OtherParser.glyphs))
    data = bound(*((cheat if of_cheat else "sigconf", 2) for of_cheat in shows))
    (found,) = confirm(raised, PACK, data).findings
    assert found.confirmed is confirmed
    assert asked == seen


def test_one_page_does_not_show_how_wide_the_widest_column_is() -> None:
    judged, _ = unconfirmed("gutter-2")
    narrow = Breach(measured=240.2, expected=250.0, pages=(1, 2, 3), case="narrow", geometric=True)
    raised = structs.replace(judged, findings=(Finding("column-width", "error", narrow),))
    alike = bound(*[("sigconf", 2)] * 3)
    wider = bound(("sigconf", 2), ("03-cheat-gutter-6", 2), ("sigconf", 2))
    found = [confirm(raised, PACK, data).findings[0] for data in (alike, wider)]
    assert [(one.severity, one.confirmed) for one in found] == [("error", True), ("review", False)]


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "Two independent measurements disagree (18.00bp and 22.13bp); a person must check."),
        ("zh", "两个解析器的测量结果不一致（18.00bp 与 22.13bp），须人工查看。"),
    ],
)
def test_a_disagreement_is_told_with_both_figures(lang: Lang, sentence: str) -> None:
    judged, data = unconfirmed("gutter-2")
    doctored = with_breach(judged, "column-gap", lambda breach: structs.replace(breach, measured=18.0))
    worded = wording.findings(confirm(doctored, PACK, data), PACK, lang)
    assert next(found for found in worded if found.rule == "column-gap").message.endswith(sentence)


def test_what_cannot_be_measured_again_stays_an_error_and_says_so() -> None:
    judged, data = unconfirmed("gutter-2")
    nowhere = with_breach(judged, "column-gap", lambda breach: structs.replace(breach, place=Place(3)))
    lost = with_breach(judged, "column-gap", lambda breach: structs.replace(breach, pages=(7,)))
    broken = (confirm(nowhere, PACK, data), confirm(lost, PACK, tiny_pdf("")))
    for revised, why in zip(broken, ("too few of these lines", "cannot read the page"), strict=True):
        found = finding_of(revised, "column-gap")
        assert (found.severity, found.confirmed, revised.verdict) == ("error", False, "fail")
        assert why in "".join(message.message for message in wording.findings(revised, PACK, "en"))


def test_a_case_that_the_second_reader_does_not_know_is_not_confirmed() -> None:
    judged, data = unconfirmed("gutter-2")
    other = Breach(measured=1.0, expected=2.0, case="new", geometric=True)
    raised = structs.replace(judged, findings=(Finding("body-font-width", "error", other),))
    (found,) = confirm(raised, PACK, data).findings
    assert (found.severity, found.confirmed) == ("error", False)


def test_every_reason_has_words() -> None:
    reasons = ("too-few-lines", "unreadable", "too-much", "enough", "unknown")
    assert {f"reason.second-{reason}" for reason in reasons} <= set(PHRASES)


def test_the_report_says_that_a_finding_is_confirmed() -> None:
    judged = examined(fixture("gutter-2"), PACK)
    assert "(confirmed by a second reader)" in " ".join(
        rendered(text.render, [judged], View("en"), PACK).split()
    )
    silent = examined(fixture("gutter-2"), PACK, confirm=False)
    assert "second reader" not in " ".join(rendered(text.render, [silent], View("en"), PACK).split())
    assert finding_of(silent, "column-gap").confirmed is None


def test_other_findings_are_not_measured_again() -> None:
    judged = examined(fixture("pages-21"), PACK)
    assert {found.confirmed for found in judged.findings if found.rule == "page-limit"} == {None}


def test_few_pages_are_read() -> None:
    judged, data = unconfirmed("body-8.8")
    one = finding_of(judged, "body-font-size")
    assert isinstance(one.answer, Breach)
    places = [
        structs.replace(one.answer, place=Place(page), pages=(page,)) for page in range(1, READ_MAX_PAGES + 3)
    ]
    many = structs.replace(judged, findings=tuple(structs.replace(one, answer=breach) for breach in places))
    reasons = [found.second.reason for found in confirm(many, PACK, data).findings if found.second]
    assert reasons.count("second-enough") >= 2


@pytest.mark.parametrize(
    ("name", "confirmed", "loaded"),
    [
        ("pages-20", True, False),
        ("gutter-2", True, False),
        ("body-8.8", True, True),
        ("body-8.8", False, False),
    ],
)
def test_the_other_parser_is_loaded_only_where_it_is_asked(name: str, confirmed: bool, loaded: bool) -> None:
    script = (
        f"import sys, mlcia_check; mlcia_check.check(sys.argv[1], confirm={confirmed}, limits=None); "
        "sys.exit(7 if 'pdfminer' in sys.modules else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(fixture(name))], capture_output=True, check=False
    )
    assert done.returncode == (7 if loaded else 0)
    assert done.stderr == b""


@pytest.mark.parametrize(
    "data",
    [b"", b"no PDF", b"%PDF-1.7\n", fixture("gutter-2").read_bytes()[:40_000], tiny_pdf("(x) Tj")[:-300]],
)
def test_a_broken_file_is_no_exception(data: bytes) -> None:
    assert all(isinstance(page, Unread | tuple) for page in parsed(data, [1, 2]).values())


@pytest.mark.parametrize(
    ("content", "forms"),
    [
        ("BT /F 9 Tf 9 700 Td " + "(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj " * 5_000 + "ET", {}),
        ("0 0 m 9 9 l S " * 300_000, {}),
        ("/One Do " * 6_000, {"One": ""}),
    ],
    ids=["glyphs", "paths", "forms"],
)
def test_a_page_that_costs_too_much_is_left(content: str, forms: dict[str, str]) -> None:
    assert parsed(tiny_pdf(content, forms=forms), [1])[1] == Unread("second-too-much")


@pytest.mark.parametrize("cut", range(0, 400, 23))
def test_broken_content_is_no_exception(cut: int) -> None:
    content = "q BT /F 9 Tf 1 0 0 1 72 700 Tm [(ab) -20 (c)] TJ /Missing Tf <zz> Tj ET Q /None Do " * 4
    parsed(tiny_pdf(content[cut:] + "] ) >> ( Tj"), [1])


@pytest.mark.parametrize(
    ("content", "crop", "glyph"),
    [
        ("BT /F 10 Tf 1 0 0 1 72 700 Tm (A) Tj ET", None, (72.0, 700.0, 10.0, 1.0)),
        ("BT /F 1 Tf 9 0 0 10 72 700 Tm (A) Tj ET", None, (72.0, 700.0, 10.0, 0.9)),
        ("BT /F 10 Tf 90 Tz 1 0 0 1 72 700 Tm (A) Tj ET", None, (72.0, 700.0, 10.0, 0.9)),
        ("0.5 0 0 0.5 0 0 cm BT /F 20 Tf 144 1400 Td (A) Tj ET", None, (72.0, 700.0, 10.0, 1.0)),
        ("BT /F 10 Tf 1 0 0 1 72 700 Tm (A) Tj ET", (12.0, 100.0, 600.0, 780.0), (60.0, 600.0, 10.0, 1.0)),
    ],
)
def test_glyphs_stand_as_a_viewer_shows_them(
    content: str, crop: tuple[float, float, float, float] | None, glyph: tuple[float, ...]
) -> None:
    (seen,) = cast(tuple[Glyph, ...], parsed(tiny_pdf(content, crop=crop), [1])[1])
    assert (seen.left_bp, seen.baseline_bp, seen.size_bp, seen.horizontal_scale) == pytest.approx(glyph)
    assert seen.text == "A"


@pytest.mark.parametrize(
    "content",
    ["BT /F 10 Tf 3 Tr (A) Tj ET", "BT /F 10 Tf 0 1 -1 0 99 99 Tm (A) Tj ET", "BT /F 0 Tf (A) Tj ET"],
)
def test_what_no_line_is_made_of_is_left_out(content: str) -> None:
    assert parsed(tiny_pdf(content), [1])[1] == ()
