"""The page in a real browser: papers are dropped, verdicts read, files saved; nothing goes elsewhere."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from mlcia_check.sources.source import DOCUMENT_MAX_BYTES
from tests.browser import DESK, LOOKS, NARROWEST, NO_BARRIER, PHONE, Watch, barriers
from tests.fixtures_table import fixture
from tests.hostile import memory_hog, noise
from tests.serve.served import SECONDS, Served, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FileChooser, Locator, Page

    OpenPage = Callable[..., Page]

LARGE_BYTES = 30_000_000


def large() -> bytes:
    """A passing paper of 30 MB: it carries a picture as cameras make them."""
    with pikepdf.open(fixture("pages-20")) as pdf:
        picture = pdf.make_stream(random.Random(1).randbytes(LARGE_BYTES))
        resources = pdf.pages[0].obj.get("/Resources", pikepdf.Dictionary())
        pdf.pages[0].obj.Resources = pdf.make_indirect(resources)
        pdf.pages[0].obj.Resources.Properties = pikepdf.Dictionary(P=picture)
        saved = io.BytesIO()
        pdf.save(saved)
    return saved.getvalue()


@pytest.fixture
def page_of(browser: Browser, site: Served) -> Iterator[OpenPage]:
    """Opens the page. It may not complain, or ask for anything beyond its own origin."""
    contexts, watches = [], []

    def opened(at: str = "", lang: str = "en", **options: Any) -> Page:
        context = browser.new_context(**{"viewport": DESK} | options)
        contexts.append(context)
        context.set_default_timeout(SECONDS * 1000)
        page = context.new_page()
        watches.append(Watch(page))
        page.goto(f"{site.url}{at}?lang={lang}")
        return page

    yield opened
    for context in contexts:
        context.close()
    for watch in watches:
        assert watch.complaints == []
        assert [url for url in watch.left_the_page() if not url.startswith(f"{site.url}")] == []


def drop(page: Page, *files: Path) -> None:
    """Drop files from the desktop on the middle of the page, as the browser's own input."""
    session = page.context.new_cdp_session(page)
    dragged = {"items": [], "files": [str(file) for file in files], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, "x": 200, "y": 200, "data": dragged})


def verdict(page: Page) -> Locator:
    page.wait_for_url("**/runs/**")
    return page.locator("article .verdict").first


PAPERS: dict[str, tuple[Callable[[], bytes], str]] = {
    "passing": (lambda: fixture("sigconf").read_bytes(), "PASS"),
    "failing": (lambda: fixture("gutter-2").read_bytes(), "FAIL"),
    "unreadable": (lambda: noise(3), "UNREADABLE"),
    "hostile": (memory_hog, "REVIEW"),
    "large": (large, "PASS"),
}


@pytest.mark.parametrize("kind", PAPERS)
def test_a_dropped_paper_shows_its_verdict(page_of: OpenPage, kind: str, tmp_path: Path) -> None:
    made, said = PAPERS[kind]
    paper = tmp_path / f"{kind}.pdf"
    paper.write_bytes(made())
    page = page_of()
    drop(page, paper)
    assert verdict(page).inner_text() == said
    assert page.get_by_role("heading", name=f"{kind}.pdf").is_visible()
    assert page.title().startswith(said)


def test_findings_stand_on_their_page_with_the_fix_and_the_page_budget(page_of: OpenPage) -> None:
    page = page_of()
    drop(page, fixture("gutter-2"))
    assert verdict(page).inner_text() == "FAIL"
    assert "of 20 pages" in page.locator("p.budget").inner_text()
    assert page.locator(".fix").first.is_visible()
    page.get_by_role("link", name="show on the page").first.click()
    assert page.locator("figure .hit rect").count() == 1
    assert page.locator("figure img").first.evaluate("picture => picture.naturalWidth") > 500


def test_two_papers_at_once_stand_in_one_table(page_of: OpenPage) -> None:
    page = page_of()
    drop(page, fixture("sigconf"), fixture("gutter-2"))
    page.wait_for_url("**/runs/**")
    rows = page.locator("#papers tbody tr")
    assert sorted(rows.locator(".name a").all_text_contents()) == ["gutter-2.pdf", "sigconf.pdf"]
    assert sorted(rows.locator(".verdict").all_text_contents()) == ["FAIL", "PASS"]
    rows.locator(".name a", has_text="sigconf").click()
    assert page.get_by_role("link", name="Download this paper with notes").first.is_visible()


def test_two_people_at_once_see_their_own_paper(page_of: OpenPage) -> None:
    pages = {name: page_of() for name in ("sigconf", "gutter-2")}
    for name, page in pages.items():
        drop(page, fixture(name))
    for name, page in pages.items():
        page.wait_for_url("**/runs/**")
        assert page.get_by_role("heading", level=2).first.inner_text() == f"{name}.pdf"
        assert page.locator("article").count() == 1


def test_the_language_is_changed_on_the_report(page_of: OpenPage) -> None:
    page = page_of()
    drop(page, fixture("gutter-2"))
    assert verdict(page).inner_text() == "FAIL"
    page.get_by_role("link", name="中文").click()
    page.wait_for_url("**lang=zh")
    assert verdict(page).inner_text() == "不通过"
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**lang=en")
    assert verdict(page).inner_text() == "FAIL"


def chosen_by_key(page: Page) -> FileChooser:
    """Open the file chooser with Enter. Chromium opens none while it still starts on a busy machine."""
    from playwright.sync_api import TimeoutError as PlaywrightTimeout

    for _ in range(15):
        try:
            with page.expect_file_chooser(timeout=3_000) as chooser:
                page.keyboard.press("Enter")
        except PlaywrightTimeout:
            continue
        return chooser.value
    raise AssertionError("no file chooser opened")


def test_everything_works_without_a_mouse(page_of: OpenPage) -> None:
    page = page_of()
    keys = page.keyboard
    for _ in range(5):
        keys.press("Tab")
        if page.evaluate("document.activeElement.id") == "drop-files":
            break
    chooser = chosen_by_key(page)
    chooser.set_files(str(fixture("sigconf")))
    assert verdict(page).inner_text() == "PASS"
    for _ in range(5):
        keys.press("Tab")
        if page.evaluate("document.activeElement.textContent").startswith("Download this report"):
            break
    with page.expect_download() as saved:
        keys.press("Enter")
    assert saved.value.suggested_filename == "report.html"


def test_both_files_are_saved_and_open(page_of: OpenPage, browser: Browser, tmp_path: Path) -> None:
    page = page_of()
    drop(page, fixture("gutter-2"))
    verdict(page)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Download this paper with notes (PDF)").click()
    assert saved.value.suggested_filename == "gutter-2-annotated.pdf"
    with pikepdf.open(saved.value.path()) as copy:
        assert any("/Annots" in sheet for sheet in copy.pages)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Download this report (HTML)").click()
    saved.value.save_as(tmp_path / "report.html")
    alone = browser.new_page()
    watch = Watch(alone)
    alone.goto((tmp_path / "report.html").as_uri())
    assert alone.get_by_role("heading", name="gutter-2.pdf").is_visible()
    assert (watch.complaints, watch.left_the_page()) == ([], [])
    alone.close()


def test_the_pack_that_is_chosen_judges_the_paper(page_of: OpenPage) -> None:
    page = page_of()
    page.get_by_role("combobox", name="Rules").select_option("acm-sigconf")
    drop(page, fixture("pages-21"))
    assert verdict(page).inner_text() == "PASS"
    assert page.get_by_role("combobox", name="Rules").input_value() == "acm-sigconf"


def test_a_paper_over_the_limit_is_not_sent_and_the_others_are(page_of: OpenPage, tmp_path: Path) -> None:
    giant = tmp_path / "giant.pdf"
    with open(giant, "wb") as file:
        file.truncate(DOCUMENT_MAX_BYTES + 1)
    page = page_of()
    drop(page, giant, fixture("sigconf"))
    page.get_by_role("link", name="Show the report").wait_for()
    lines = page.get_by_role("status").get_by_role("listitem").all_inner_texts()
    assert lines[0].startswith("giant.pdf: ")
    assert "200 MB" in lines[0]
    assert lines[1] == "sigconf.pdf: PASS"
    page.get_by_role("link", name="Show the report").click()
    assert verdict(page).inner_text() == "PASS"


def test_a_program_that_has_ended_is_said(browser: Browser) -> None:
    with served() as ending:
        page = browser.new_page()
        page.goto(ending.url)
        ending.interrupt()
        drop(page, fixture("sigconf"))
        line = page.get_by_role("status").get_by_role("listitem")
        line.wait_for()
        page.wait_for_function("document.querySelector('#sent .refused')")
        assert "start it again: mlcia-check serve" in line.inner_text()
        assert page.locator("#drop-files").is_enabled()
        page.close()


def test_a_report_that_was_forgotten_asks_for_the_paper_again(browser: Browser, site: Served) -> None:
    page = browser.new_page()
    page.goto(f"{site.url}runs/none?lang=en")
    assert page.get_by_role("alert").inner_text() == "This report was forgotten; drop the paper again."
    drop(page, fixture("sigconf"))
    assert verdict(page).inner_text() == "PASS"
    page.close()


@pytest.mark.parametrize(("scheme", "viewport", "lang"), LOOKS)
def test_axe_finds_no_barrier(page_of: OpenPage, scheme: str, viewport: dict[str, int], lang: str) -> None:
    page = page_of(lang=lang, viewport=viewport, color_scheme=scheme, reduced_motion="reduce")

    assert barriers(page) == NO_BARRIER
    page.locator("#drop-files").set_input_files(fixture("gutter-2"))
    verdict(page).wait_for()
    assert barriers(page) == NO_BARRIER


@pytest.mark.parametrize(("viewport", "lang"), [(PHONE, "zh"), (NARROWEST, "en"), (NARROWEST, "zh")])
def test_a_phone_never_scrolls_sideways(page_of: OpenPage, viewport: dict[str, int], lang: str) -> None:
    page = page_of(lang=lang, viewport=viewport)
    wider = "document.documentElement.scrollWidth - innerWidth"
    assert page.evaluate(wider) <= 0
    page.locator("#drop-files").set_input_files(fixture("gutter-2"))
    verdict(page).wait_for()
    assert page.evaluate(wider) <= 0


def test_the_page_may_send_nothing_elsewhere(browser: Browser, site: Served) -> None:
    page = browser.new_page()
    page.goto(site.url)
    blocked = page.evaluate(
        """async () => {
            const seen = [];
            addEventListener("securitypolicyviolation", (event) => seen.push(event.effectiveDirective));
            await fetch("https://example.org/").catch(() => {});
            document.body.append(Object.assign(new Image(), { src: "https://example.org/x.png" }));
            const script = document.createElement("script");
            script.textContent = "pwned = 1";
            document.body.append(script);
            await new Promise((done) => setTimeout(done, 50));
            return seen;
        }"""
    )
    assert {"connect-src", "img-src", "script-src-elem"} <= set(blocked)
    assert page.evaluate("window.pwned") is None
    page.close()


def test_another_website_learns_and_changes_nothing(browser: Browser, site: Served, tmp_path: Path) -> None:
    """A page of another origin that even knows the address: it can begin no run, and reads no answer."""
    (tmp_path / "evil.html").write_text("<title>evil</title>", encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "evil.html").as_uri())
    result = page.evaluate(
        """async (url) => {
            const asked = (address, how) =>
                fetch(address, how).then((answer) => answer.text()).catch(() => "refused");
            return [
                await asked(url),
                await asked(url + "runs", { method: "POST" }),
                await asked(url + "runs", { method: "POST", mode: "no-cors" }),
            ];
        }""",
        site.url,
    )
    assert result == ["refused"] * 3
    page.close()


def test_without_script_the_page_says_what_to_do(page_of: OpenPage) -> None:
    page = page_of(java_script_enabled=False)
    assert page.locator("noscript .notice").is_visible()
