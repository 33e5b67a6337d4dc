"""The HTML report in a real browser: mouse, keyboard, phone, print, dark mode, no script, hostile papers."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs

from mlcia_check.report.html import PaperPage
from mlcia_check.thumbnail import Thumbnail
from tests.browser import Watch, chromium
from tests.html_papers import HOSTILE, barred, few, hostile, written

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    Open = Callable[..., Page]

DESK = {"width": 1440, "height": 900}
TABLET = {"width": 900, "height": 800}
PHONE = {"width": 390, "height": 844}
NARROWEST = {"width": 320, "height": 640}
"""CSS pixels at which WCAG 2.2 (1.4.10) still wants no scrolling to the side."""

ROWS = "#papers tbody tr:visible"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a report of some papers. No page may complain, or ask for anything beyond its own file."""
    contexts, watches = [], []

    def opened(papers: list[PaperPage] | None = None, lang: Any = "en", at: str = "", **options: Any) -> Page:
        address = written(few(lang) if papers is None else papers, tmp_path / "report.html", lang)
        context = browser.new_context(**{"viewport": DESK} | options)
        contexts.append(context)
        context.set_default_timeout(5_000)
        page = context.new_page()
        watches.append(Watch(page))
        page.goto(address + at)
        return page

    yield opened
    for context in contexts:
        context.close()
    for watch in watches:
        assert watch.complaints == []
        assert watch.left_the_page() == []


def ids(page: Page) -> list[str]:
    return page.locator(f"{ROWS} .id").all_inner_texts()


def focused(page: Page) -> str:
    """The id of the element that has the focus, or its text where it has none."""
    text: str = page.evaluate("document.activeElement.id || document.activeElement.textContent")
    return text


@pytest.mark.parametrize(
    ("asked", "outcome"), [("required", pytest.fail.Exception), ("", pytest.skip.Exception)]
)
def test_where_a_browser_is_required_its_absence_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, asked: str, outcome: type[Exception]
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("MLCIA_CHECK_BROWSER", asked)
    with pytest.raises(outcome, match="no Chromium is installed"), chromium():
        pass


# Sorting and filtering


@pytest.mark.parametrize(
    ("column", "direction", "order"),
    [
        ("Verdict", "ascending", ["9", "4", "33", "10", "2"]),
        ("Verdict", "descending", ["10", "2", "33", "4", "9"]),
        ("No.", "ascending", ["2", "4", "9", "10", "33"]),
        ("No.", "descending", ["33", "10", "9", "4", "2"]),
        ("Paper", "ascending", ["2", "10", "9", "33", "4"]),
        ("Pages", "descending", ["9", "10", "2", "33", "4"]),
        ("Pages", "ascending", ["4", "33", "2", "10", "9"]),
        ("Findings", "descending", ["9", "4", "33", "2", "10"]),
    ],
)
def test_a_column_sorts_and_says_so(show: Open, column: str, direction: str, order: list[str]) -> None:
    page = show()
    assert ids(page) == ["10", "9", "2", "33", "4"], "as given"
    head = page.get_by_role("columnheader", name=column)
    for _ in range(2):
        head.get_by_role("button").click()
        if head.get_attribute("aria-sort") == direction:
            break
    assert head.get_attribute("aria-sort") == direction
    assert page.locator("[aria-sort]").count() == 1
    assert ids(page) == order


@pytest.mark.parametrize(
    ("verdicts", "rule", "words", "left"),
    [
        (["FAIL"], "", "", ["9"]),
        (["FAIL", "REVIEW"], "", "", ["9", "33"]),
        ([], "error:text-block", "", ["9"]),
        ([], "warning:citation-resolved", "", ["9", "2"]),
        (["PASS"], "warning:citation-resolved", "", ["2"]),
        ([], "", "zebras", ["9"]),
        ([], "", "paper10.pdf", ["10"]),
        ([], "", "初稿", ["4"]),
        ([], "", "ＭＯＴＩＯＮ zebra", ["9"]),
        ([], "", "the model leaks", ["9"]),
        ([], "", "no such words", []),
    ],
)
def test_a_filter_leaves_what_matches_and_says_how_many(
    show: Open, verdicts: list[str], rule: str, words: str, left: list[str]
) -> None:
    page = show()
    for verdict in verdicts:
        page.get_by_role("group", name="Verdicts").get_by_text(verdict).click()
    page.get_by_role("combobox", name="rule").select_option(rule)
    page.get_by_role("searchbox").fill(words)
    assert ids(page) == left
    assert page.locator("#papers [role=status]").inner_text() == f"{len(left)} of 5 papers"
    assert page.get_by_text("No paper matches.").is_visible() == (not left)
    page.get_by_role("button", name="Show all").click()
    assert len(ids(page)) == 5
    assert page.locator("#papers [role=status]").inner_text() == "5 papers"


def test_a_broken_rule_in_the_summary_leads_to_its_papers(show: Open) -> None:
    page = show()
    page.get_by_role("link", name="error: text-block").click()
    assert ids(page) == ["9"]


def test_sorting_keeps_the_filter(show: Open) -> None:
    page = show()
    page.get_by_role("group", name="Verdicts").get_by_text("PASS").click()
    page.get_by_role("columnheader", name="No.").get_by_role("button").click()
    assert ids(page) == ["2", "10"]


# Opening a paper and its findings


def test_on_a_desk_the_gravest_paper_stands_beside_the_table(show: Open) -> None:
    page = show()
    assert page.get_by_role("heading", name="Zebras in Motion").is_visible()
    assert page.locator("#details article:visible").count() == 1
    assert page.locator("[aria-current]").get_attribute("id") == "row-2"


@pytest.mark.parametrize("viewport", [DESK, TABLET, PHONE])
def test_opening_a_paper_moves_nothing(show: Open, viewport: dict[str, int]) -> None:
    page = show(viewport=viewport)

    def places() -> list[Any]:
        return [row.bounding_box() for row in page.locator("#papers tbody tr").all()]

    link = page.locator(".name a", has_text="扫描的论文")
    link.scroll_into_view_if_needed()
    before = places()
    link.click()
    assert page.get_by_role("heading", name="扫描的论文").is_visible()
    assert focused(page) == "paper-4"
    assert page.evaluate("location.hash") == "#paper-4"
    assert places() == before


@pytest.mark.parametrize("viewport", [DESK, PHONE])
def test_a_finding_and_its_box_lead_to_each_other(show: Open, viewport: dict[str, int]) -> None:
    page = show(viewport=viewport, at="#paper-2")
    page.get_by_role("link", name="show it on the page").first.click()
    assert focused(page) == "box-2-1"
    assert page.locator(".hit").count() == 2
    page.locator("#box-2-1 circle").click()
    assert focused(page) == "finding-2-1"
    assert page.locator("#finding-2-1").bounding_box() is not None


@pytest.mark.parametrize(("at", "focus"), [("#paper-4", "paper-4"), ("#finding-2-3", "finding-2-3")])
def test_an_address_opens_its_paper(show: Open, at: str, focus: str) -> None:
    page = show(at=at)
    assert focused(page) == focus


@pytest.mark.parametrize(
    "at", ["#paper-999", "#paper-0", "#finding-2-99", "#box-2-99", "#%E0%A4", "#<img>", "#"]
)
def test_an_address_that_names_nothing_does_no_harm(show: Open, at: str) -> None:
    page = show(at=at)
    assert page.locator("#details article:visible").count() == 1
    page.evaluate("(at) => { location.hash = at }", at + "x")
    assert len(ids(page)) == 5


def test_a_page_is_enlarged_and_made_small_again(show: Open) -> None:
    page = show(at="#paper-2")
    picture = page.locator("#paper-2 figure").first
    small = picture.bounding_box()
    button = picture.get_by_role("button", name="Enlarge the page")
    button.click()
    large = picture.bounding_box()
    assert small is not None
    assert large is not None
    assert large["width"] > 1.5 * small["width"]
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert picture.bounding_box() == small


@pytest.mark.parametrize("viewport", [DESK, PHONE])
def test_everything_works_without_a_mouse(show: Open, viewport: dict[str, int]) -> None:
    page = show(viewport=viewport)
    keys = page.keyboard
    page.get_by_role("searchbox").focus()
    keys.type("zebra")
    for _ in range(30):
        keys.press("Tab")
        if page.evaluate("document.activeElement.matches('[data-sort=verdict] button')"):
            break
    keys.press("Enter")
    assert page.get_by_role("columnheader", name="Verdict").get_attribute("aria-sort") == "ascending"
    page.get_by_role("searchbox").focus()
    keys.press("Control+A")
    keys.press("Delete")
    page.locator("#row-2 a").focus()
    keys.press("ArrowDown")
    assert focused(page) == "论文 初稿.pdf"
    keys.press("End")
    assert focused(page) == "ästhetik der Formulare"
    keys.press("Home")
    assert focused(page) == "Zebras in Motion"
    keys.press("Enter")
    assert focused(page) == "paper-2"
    keys.press("Tab")
    keys.press("Enter")
    assert focused(page) == "box-2-1"
    keys.press("Enter")
    assert focused(page) == "finding-2-1"
    keys.press("Escape")
    assert focused(page) == "Zebras in Motion"


@pytest.mark.parametrize("key", ["ArrowUp", "ArrowDown"])
def test_what_has_the_focus_is_never_under_the_tools(show: Open, key: str) -> None:
    page = show(few() * 20)
    page.locator(".name a").nth(0 if key == "ArrowDown" else 99).focus()
    for _ in range(40):
        page.keyboard.press(key)
        under = page.evaluate(
            """() => {
                const link = document.activeElement.getBoundingClientRect();
                const tools = document.querySelector("#papers form").getBoundingClientRect();
                return link.top < tools.bottom && tools.top <= 0 || link.bottom > innerHeight;
            }"""
        )
        assert not under


def test_on_a_phone_what_is_covered_cannot_be_reached(show: Open) -> None:
    page = show(viewport=PHONE)
    assert page.locator("#details article:visible").count() == 0
    page.locator("#row-1 a").click()
    assert page.evaluate("document.querySelector('#papers').inert")
    assert page.get_by_text("1 of 5").is_visible()
    page.get_by_role("button", name="Next paper").click()
    assert page.get_by_role("heading", name="Zebras in Motion").is_visible()
    assert page.locator(".bar [role=status]").text_content() == "Zebras in Motion: FAIL"
    page.get_by_role("button", name="Close").click()
    assert not page.evaluate("document.querySelector('#papers').inert")
    assert focused(page) == "Zebras in Motion"


# Boxes


@pytest.mark.parametrize(
    ("rotation", "unit", "crop"),
    [
        (0, 1.0, None),
        (90, 1.0, None),
        (180, 1.0, None),
        (270, 1.0, None),
        (0, 1.5, None),
        (0, 1.0, (36.0, 48.0, 576.0, 700.0)),
        (90, 2.0, (36.0, 48.0, 576.0, 700.0)),
    ],
)
def test_a_box_stands_around_what_it_marks(
    show: Open, rotation: int, unit: float, crop: tuple[float, float, float, float] | None
) -> None:
    """The page has nothing but a black bar: what is dark in the picture is what the box has to enclose."""
    from PIL import Image

    page = show([barred(rotation, unit, crop)])
    figure = page.locator("figure")
    picture, mark = figure.locator("img").bounding_box(), figure.locator("rect").bounding_box()
    assert picture is not None
    assert mark is not None
    page.evaluate(
        "for (const part of document.querySelectorAll('.marks, .zoom')) part.style.display = 'none'"
    )
    shot = Image.open(io.BytesIO(figure.locator("img").screenshot())).convert("L")
    ink = shot.point([255 * (value < 128) for value in range(256)]).getbbox()
    assert ink is not None
    box = (
        mark["x"] - picture["x"],
        mark["y"] - picture["y"],
        mark["x"] + mark["width"] - picture["x"],
        mark["y"] + mark["height"] - picture["y"],
    )
    assert box == pytest.approx(ink, abs=5)
    # A pixel that is dark in part counts as dark, hence a pixel of slack.
    assert box[0] <= ink[0] + 1
    assert box[1] <= ink[1] + 1
    assert box[2] >= ink[2] - 1
    assert box[3] >= ink[3] - 1


def test_where_no_picture_is_at_hand_a_box_stands_on_an_empty_sheet(show: Open) -> None:
    sheet = Thumbnail(3, 612.0, 792.0)
    page = show([structs.replace(few()[1], thumbnails=(sheet,))])
    figure, mark = page.locator("figure svg").bounding_box(), page.locator("figure rect").bounding_box()
    assert figure is not None
    assert mark is not None
    # bbox (50.8, 400, 294, 409), with 2bp around it
    assert (mark["x"] - figure["x"]) / figure["width"] == pytest.approx(48.8 / 612, abs=0.01)
    assert (mark["y"] - figure["y"]) / figure["height"] == pytest.approx((792 - 411) / 792, abs=0.01)
    assert page.locator("img").count() == 0


# Hostile papers


def test_what_papers_say_is_shown_as_text(show: Open) -> None:
    page = show(hostile())
    names = page.locator("#papers .name a").all_text_contents()
    assert names[:3] == list(HOSTILE[:3])
    assert names[3] == "evilgpj.fdp"
    assert names[4] == HOSTILE[4]
    for row in page.locator("#papers .name a").all():
        row.click()
    assert page.evaluate("window.pwned") is None
    assert page.locator("script").count() == 1
    assert page.locator("img:not([src^='data:image/webp'])").count() == 0
    assert page.get_by_text("<i>notes</i>.txt").count() == 1


def test_the_page_may_load_and_send_nothing(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(written(few(), tmp_path / "report.html"))
    blocked = page.evaluate(
        """async () => {
            const seen = [];
            addEventListener("securitypolicyviolation", (event) => seen.push(event.effectiveDirective));
            await fetch("https://example.org/").catch(() => {});
            document.body.append(Object.assign(new Image(), { src: "https://example.org/x.png" }));
            const script = document.createElement("script");
            script.textContent = "pwned = 1";
            document.body.append(script);
            document.body.insertAdjacentHTML("beforeend", "<p style='color: red' onclick='pwned = 1'>");
            await new Promise((done) => setTimeout(done, 50));
            return seen;
        }"""
    )
    assert {"connect-src", "img-src", "script-src-elem", "style-src-attr"} <= set(blocked)
    assert page.evaluate("window.pwned") is None
    page.close()


# Phone, print, themes, languages, no script


@pytest.mark.parametrize("viewport", [PHONE, NARROWEST])
@pytest.mark.parametrize("papers", [few, hostile])
def test_a_phone_never_scrolls_sideways(
    show: Open, viewport: dict[str, int], papers: Callable[[], list[PaperPage]]
) -> None:
    page = show(papers(), viewport=viewport)
    wider = "document.documentElement.scrollWidth - innerWidth"
    assert page.evaluate(wider) <= 0
    for row in page.locator("#papers .name a").all()[:4]:
        row.click()
        assert page.evaluate(wider) <= 0
        assert page.evaluate("(d => d.scrollWidth - d.clientWidth)(document.querySelector('#details'))") <= 0
        page.get_by_role("button", name="Close").click()


def test_print_has_all_findings_of_papers_that_do_not_pass_and_no_controls(show: Open) -> None:
    page = show()
    page.emulate_media(media="print")
    assert [article.get_attribute("id") for article in page.locator("article:visible").all()] == [
        "paper-2",
        "paper-4",
        "paper-5",
    ]
    assert page.locator("li.finding:visible").count() == 5
    for control in ("form", ".bar", ".zoom", "details.why", ".back"):
        assert page.locator(f"{control}:visible").count() == 0
    assert page.locator("#papers tbody tr:visible").count() == 5
    assert len(page.pdf()) > 10_000
    page.emulate_media(media="screen")
    page.get_by_role("searchbox").fill("zebra")
    page.emulate_media(media="print")
    assert page.locator("#papers tbody tr:visible").count() == 1, "the table as it is filtered"
    assert page.locator("article:visible").count() == 3, "and all papers that do not pass"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE])
@pytest.mark.parametrize(("lang", "at"), [("en", ""), ("en", "#paper-2"), ("zh", "#paper-2")])
def test_axe_finds_no_barrier(show: Open, scheme: str, viewport: dict[str, int], lang: str, at: str) -> None:
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    page = show(lang=lang, at=at, viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    found = Axe().run(page, options={"resultTypes": ["violations"], "runOnly": RULES})
    assert found.generate_report() == "Found 0 accessibility violations:\n"


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize(("lang", "tag"), [("en", "en"), ("zh", "zh-Hans")])
def test_the_page_says_its_language(show: Open, lang: str, tag: str) -> None:
    page = show(lang=lang)
    assert page.locator("html").get_attribute("lang") == tag


def test_nothing_moves_where_motion_is_not_wanted(show: Open) -> None:
    duration = "getComputedStyle(document.querySelector('.finding')).transitionDuration"
    assert show(reduced_motion="reduce").evaluate(duration) == "0s"
    assert show(reduced_motion="no-preference").evaluate(duration) != "0s"


def test_without_script_everything_can_be_read(show: Open) -> None:
    page = show(java_script_enabled=False)
    assert page.locator("article:visible").count() == 5
    assert page.locator("li.finding:visible").count() == 6
    assert page.locator("#papers tbody tr:visible").count() == 5
    assert page.locator("button:visible, form:visible").count() == 0
    page.locator("#row-2 a").click()
    assert page.locator("#paper-2:target").count() == 1
    page.locator("#paper-2 .back a").click()
    assert page.locator("#row-2:target").count() == 1


def test_where_every_file_was_skipped_the_page_says_so(show: Open) -> None:
    page = show([])
    assert page.get_by_text("<i>notes</i>.txt: not a PDF").is_visible()
    assert page.locator("#papers [role=status]").inner_text() == "0 papers"


def test_one_paper_needs_no_table(show: Open) -> None:
    page = show(few()[1:2])
    assert page.get_by_role("table").count() == 0
    assert page.get_by_role("heading", name="Zebras in Motion").is_visible()
    assert page.locator("li.finding:visible").count() == 3
