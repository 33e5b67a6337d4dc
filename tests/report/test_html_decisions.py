"""Decisions in the HTML report, in a real browser: noted, kept, saved as waivers.yaml, shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from msgspec import structs

from mlcia_check.model.decisions import Decision, Decisions, Waiver
from mlcia_check.report.chair import changes_html
from mlcia_check.report.worded import Tool, WordedPack
from mlcia_check.report.words.phrases import Lang
from mlcia_check.season import waiver_file
from mlcia_check.season.changes import run_changes
from mlcia_check.season.stored_report import StoredReport, stored
from tests.browser import LOOKS, NARROWEST, NO_BARRIER, Watch, barriers
from tests.html_papers import few, hostile, written

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

    from tests.browser import Open

SHA256 = "ab" * 32
"""Of each paper of the sample."""

STORAGE_DENIED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("denied", "SecurityError"); },
});"""


def waiver(paper: str, rule: str, **more: str) -> Waiver:
    made = Waiver(paper, rule, "agreed by mail", "A. Chair", "2026-05-31", SHA256)
    return structs.replace(made, **more)


def decision(paper: str, name: str, **more: str) -> Decision:
    made = Decision(paper, name, "A. Chair", "2026-05-31", SHA256)  # type: ignore[arg-type]
    return structs.replace(made, **more)


FILE = Decisions(
    (decision("9", "ask", note="see <b>mail</b>"), decision("77", "reject")),
    (waiver("9", "text-block"), waiver("2", "small-text"), waiver("10", "page-limit", sha256="c" * 64)),
)
"""What the file says: 9 is asked and has one of its errors waived, 77 is not in the batch."""


def note(page: Page, choice: str, words: str = "") -> None:
    """Note a decision about the paper that is open."""
    form = page.locator(".paper.open .decision")
    form.get_by_label(choice, exact=True).check()
    if words:
        form.get_by_label("Note").fill(words)


def saved(page: Page, folder: Path, name: str = "B. Chair") -> Decisions:
    """What the page saves as waivers.yaml, as the program reads it."""
    page.get_by_label("Your name").fill(name)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save waivers.yaml").click()
    assert download.value.suggested_filename == "waivers.yaml"
    path = folder / "saved.yaml"
    download.value.save_as(path)
    return waiver_file.read_file(str(path)).said


def keep_in(context: BrowserContext, values: dict[str, str]) -> None:
    """Let the browser hold these values whenever a page opens.

    A browser stores what a page keeps after a while, and may take longer than a test waits.
    """
    script = f"for (const one of Object.entries({json.dumps(values)})) localStorage.setItem(...one);"
    context.add_init_script(script)


def status(page: Page) -> str:
    return page.locator(".decisions [role=status]").inner_text()


def in_table(page: Page, paper: int) -> str:
    # A row has no inner text until its first frame is drawn (content-visibility).
    return page.locator(f"#row-{paper} .decided").text_content() or ""


def test_a_decision_is_noted_and_saved_without_a_mouse(show: Open, tmp_path: Path) -> None:
    page = show()
    keys = page.keyboard

    def tab_to(selector: str) -> None:
        for _ in range(60):
            keys.press("Tab")
            if page.evaluate(f"document.activeElement.matches('{selector}')"):
                return
        pytest.fail(f"Tab does not reach {selector}")

    page.locator("#row-2 a").focus()
    keys.press("Enter")
    tab_to(".decision input[type=radio]")
    keys.press("ArrowRight")
    keys.press("ArrowRight")
    keys.press("Tab")
    keys.type("which template?")
    assert status(page) == "1 decision not yet saved"
    assert in_table(page, 2) == "ask the authors"
    page.locator("h1").click()
    tab_to(".decisions input[name=by]")
    keys.type("B. Chair")
    with page.expect_download() as download:
        keys.press("Enter")
    download.value.save_as(tmp_path / "saved.yaml")
    said = waiver_file.read_file(str(tmp_path / "saved.yaml")).said
    today = page.evaluate("today()")
    assert said == Decisions((Decision("9", "ask", "B. Chair", today, SHA256, "which template?"),))
    assert status(page).startswith("Saved. Put waivers.yaml into the folder of the results")


def test_fine_waives_what_decides_the_verdict_and_nothing_else(show: Open, tmp_path: Path) -> None:
    page = show(at="#paper-2")
    note(page, "fine", "seen on paper")
    said = saved(page, tmp_path)
    assert [one.decision for one in said.decisions] == ["fine"]
    assert {one.rule for one in said.waivers} == {"text-block", "column-width", "page-limit"}
    assert {(one.paper, one.reason, one.by, one.sha256, one.page) for one in said.waivers} == {
        ("9", "seen on paper", "B. Chair", SHA256, None)
    }


def test_what_the_file_says_is_kept_in_what_is_saved(show: Open, tmp_path: Path) -> None:
    page = show(decided=FILE)
    assert status(page) == "0 decisions not yet saved"
    assert saved(page, tmp_path) == FILE
    page.locator("#row-4 a").click()
    note(page, "reject")
    after = saved(page, tmp_path)
    assert after.waivers == FILE.waivers
    assert after.decisions[:2] == FILE.decisions
    assert [(one.paper, one.decision, one.by) for one in after.decisions[2:]] == [
        ("33", "reject", "B. Chair")
    ]


def test_a_decision_of_the_file_is_shown_changed_and_taken_back(show: Open, tmp_path: Path) -> None:
    page = show(decided=FILE, at="#paper-2")
    form = page.locator("#paper-2 .decision")
    assert form.get_by_label("ask the authors").is_checked()
    assert form.get_by_label("Note").input_value() == "see <b>mail</b>"
    note(page, "fine")
    after = saved(page, tmp_path)
    assert {one.paper: one.decision for one in after.decisions} == {"77": "reject", "9": "fine"}
    made = {one.rule for one in after.waivers if one.by == "B. Chair"}
    assert made == {"column-width", "page-limit"}, "text-block is waived already"
    note(page, "none")
    assert {one.paper for one in saved(page, tmp_path).decisions} == {"77"}
    note(page, "ask the authors")
    assert status(page) == "0 decisions not yet saved", "it is what the file says"


def test_another_decision_takes_back_the_waivers_of_fine(show: Open, tmp_path: Path) -> None:
    fine = Decisions(
        (decision("9", "fine"),), (waiver("9", "text-block"), waiver("9", "column-width", by="C. Chair"))
    )
    page = show(decided=fine, at="#paper-2")
    note(page, "reject")
    assert saved(page, tmp_path).waivers == (waiver("9", "column-width", by="C. Chair"),)


def test_decisions_stay_until_they_are_saved_and_belong_to_one_pdf(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(written(few(), tmp_path / "report.html") + "#paper-2")
    note(page, "reject", "out of scope")
    keep_in(context, page.evaluate("({ ...localStorage })"))
    page.reload()
    assert (status(page), in_table(page, 2)) == ("1 decision not yet saved", "reject")
    assert page.locator("#paper-2 .decision").get_by_label("Note").input_value() == "out of scope"
    file = saved(page, tmp_path)
    written(few(), tmp_path / "report.html", decided=file)
    page.reload()
    assert (status(page), in_table(page, 2)) == ("0 decisions not yet saved", "reject")
    other = [structs.replace(one, document=structs.replace(one.document, sha256="cd" * 32)) for one in few()]
    written(other, tmp_path / "report.html")
    page.reload()
    assert (status(page), in_table(page, 2)) == ("0 decisions not yet saved", "")
    context.close()


def test_where_nothing_may_be_kept_the_page_says_so_and_saves(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context()
    context.add_init_script(STORAGE_DENIED)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(written(few(), tmp_path / "report.html") + "#paper-2")
    assert page.get_by_text("This browser does not keep decisions").is_visible()
    note(page, "reject")
    page.locator("#row-4 a").click()
    note(page, "ask the authors")
    assert status(page) == "2 decisions not yet saved"
    assert len(saved(page, tmp_path).decisions) == 2
    assert complaints == []
    context.close()


def test_nobody_decides_without_a_name(show: Open) -> None:
    page = show(at="#paper-2")
    note(page, "reject")
    page.get_by_role("button", name="Save waivers.yaml").click()
    assert page.evaluate("document.activeElement.name") == "by"
    assert status(page) == "1 decision not yet saved"


def test_hostile_papers_and_notes_are_saved_as_text(show: Open, tmp_path: Path) -> None:
    page = show(hostile())
    words = "\u2028'\"\\: # - {x} \x7f\ufeff 好 😀 \\u0041"
    links = page.locator("#papers .name a").all()
    for link in links:
        link.click()
        note(page, "reject", words)
    said = saved(page, tmp_path, "<i>'Ba\\d\": #</i>")
    assert len(said.decisions) == len(links)
    assert {one.by for one in said.decisions} == {"<i>'Ba\\d\": #</i>"}
    assert all("# - {x}" in one.note and one.note.endswith("好 😀 \\u0041") for one in said.decisions)
    assert page.evaluate("window.pwned") is None


def test_what_another_page_left_in_the_browser_does_no_harm(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context()
    left = {"10": "{", "9": "null", "2": "3", "33": '{"decision": "<b>"}', "4": '{"decision": "ask"}'}
    keep_in(context, {f"mlcia-check decision {paper} {SHA256}": value for paper, value in left.items()})
    page = context.new_page()
    page.goto(written(few(), tmp_path / "report.html"))
    assert status(page) == "1 decision not yet saved"
    assert page.locator("#papers tbody tr:visible").count() == 5
    context.close()


@pytest.mark.parametrize("script", [True, False])
def test_what_was_decided_can_be_read(show: Open, script: bool) -> None:
    page = show(decided=FILE, at="#paper-2", java_script_enabled=script)
    paper = page.locator("#paper-2")
    assert paper.get_by_text("waived by A. Chair, 2026-05-31: agreed by mail").is_visible()
    assert paper.get_by_text("Decision: ask the authors (A. Chair, 2026-05-31: see <b>mail</b>)").is_visible()
    assert paper.locator("li.finding .severity + code").all_text_contents()[0] == "column-width"
    assert "1 finding waived" in (page.locator("#row-2 .found").text_content() or "")
    assert in_table(page, 2) == "ask the authors"
    assert page.locator("#row-1").get_by_text("waiver void").is_visible()


def test_one_paper_alone_can_be_decided_about(show: Open, tmp_path: Path) -> None:
    page = show(few()[1:2])
    page.locator(".decision").get_by_label("reject").check()
    assert [one.paper for one in saved(page, tmp_path).decisions] == ["9"]


def test_a_report_without_ids_has_no_decisions(show: Open) -> None:
    page = show([structs.replace(paper, id="") for paper in few()])
    assert page.locator(".decisions, .decision").count() == 0


@pytest.mark.parametrize(("scheme", "viewport", "lang"), LOOKS)
def test_the_page_of_changes_has_no_barrier(
    browser: Browser, tmp_path: Path, scheme: Literal["light", "dark"], viewport: ViewportSize, lang: Lang
) -> None:
    old, new = (StoredReport(1, Tool("mlcia-check", "1"), WordedPack("p", "0" * 64), ()) for _ in "ab")
    before = [stored(structs.replace(paper.document, id=paper.id)) for paper in few(lang)]
    after = [structs.replace(before[0], verdict="fail", findings=before[1].findings), *before[2:]]
    changes = run_changes(
        structs.replace(old, documents=tuple(before)), structs.replace(new, documents=tuple(after)), "a", "b"
    )
    (tmp_path / "changes.html").write_text("".join(changes_html.render(changes, lang)), encoding="utf-8")
    context = browser.new_context(viewport=viewport, color_scheme=scheme)
    page = context.new_page()
    watch = Watch(page)
    page.goto((tmp_path / "changes.html").as_uri())
    assert barriers(page) == NO_BARRIER
    assert page.locator("tbody tr").count() > 4
    page.set_viewport_size({"width": NARROWEST["width"], "height": NARROWEST["height"]})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert (watch.complaints, watch.left_the_page()) == ([], [])
    context.close()


@pytest.mark.parametrize(("scheme", "viewport", "lang"), LOOKS)
def test_axe_finds_no_barrier_in_decisions(
    show: Open, scheme: str, viewport: dict[str, int], lang: str
) -> None:
    page = show(
        decided=FILE,
        lang=lang,
        at="#paper-2",
        viewport=viewport,
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    page.locator("#paper-2 .decision").scroll_into_view_if_needed()
    assert barriers(page) == NO_BARRIER
