"""The HTML report in a real browser: boxes, hostile papers, phone, print, themes, barriers, no script."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from mlcia_check.model.thumbnail import Thumbnail
from mlcia_check.report.worded_run import WordedPaper
from tests.browser import LOOKS, NARROWEST, NO_BARRIER, PHONE, barriers
from tests.html_papers import HOSTILE, barred, few, hostile, written

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser import Open

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
    page = show([structs.replace(few()[1], pictures=lambda: (sheet,))])
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
    assert page.locator("img:not([src^='data:image/png']):not([src^='data:image/webp'])").count() == 0
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
    show: Open, viewport: dict[str, int], papers: Callable[[], list[WordedPaper]]
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
    over = "Math.max(...[...document.querySelectorAll('td.verdict')].map(c => c.scrollWidth - c.clientWidth))"
    assert page.evaluate(over) <= 0, "the longest verdict fits its column"
    assert len(page.pdf()) > 10_000
    page.emulate_media(media="screen")
    page.get_by_role("searchbox").fill("zebra")
    page.emulate_media(media="print")
    assert page.locator("#papers tbody tr:visible").count() == 1, "the table as it is filtered"
    assert page.locator("article:visible").count() == 3, "and all papers that do not pass"


@pytest.mark.parametrize(("scheme", "viewport", "lang"), LOOKS)
def test_axe_finds_no_barrier(show: Open, scheme: str, viewport: dict[str, int], lang: str) -> None:
    page = show(lang=lang, viewport=viewport, color_scheme=scheme, reduced_motion="reduce")

    assert barriers(page) == NO_BARRIER
    page.locator("#row-2 .name a").click()
    assert barriers(page) == NO_BARRIER


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
