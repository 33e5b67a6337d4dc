"""The HTML report's table and papers in a real browser: sorted, filtered, opened, by mouse and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs

from tests.browser import DESK, PHONE, TABLET, chromium
from tests.html_papers import few

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser import Open

ROWS = "#papers tbody tr:visible"


def ids(page: Page) -> list[str]:
    # A row has no inner text until its first frame is drawn (content-visibility).
    return page.locator(f"{ROWS} .id").all_text_contents()


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
        ("Verdict", "ascending", ["9", "4", "33", "2", "10"]),
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
    assert ids(page) == ["9", "4", "33", "2", "10"], "gravest first"
    head = page.get_by_role("columnheader", name=column)
    for _ in range(2):
        head.get_by_role("button").click()
        if head.get_attribute("aria-sort") == direction:
            break
    assert head.get_attribute("aria-sort") == direction
    assert page.locator("[aria-sort]").count() == 1
    assert ids(page) == order


FILTERS: tuple[tuple[list[str], str, str, list[str]], ...] = (
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
)
"""Verdicts, a rule and words that are asked for, and the ids of the papers that are left."""


def test_a_filter_leaves_what_matches_and_says_how_many(show: Open) -> None:
    page = show()
    for verdicts, rule, words, left in FILTERS:
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


def test_errors_only_hides_papers_and_findings_without_an_error(show: Open) -> None:
    page = show(at="#paper-2")
    findings = page.locator("#paper-2 .finding:visible")
    every = findings.count()
    page.get_by_role("checkbox", name="Errors only").check()
    assert ids(page) == ["9", "4"]
    assert 0 < findings.count() < every
    assert page.locator("#paper-2 .finding.warning:visible").count() == 0
    assert page.locator("#row-2 .found .sign.warning:visible").count() == 0
    page.get_by_role("button", name="Show all").click()
    assert len(ids(page)) == 5
    assert findings.count() == every


def test_a_long_id_takes_one_line(show: Open) -> None:
    first, *others = few()
    page = show([structs.replace(first, id="a folder/with a long name/" * 8), *others])
    heights = {row.bounding_box()["height"] for row in page.locator(f"{ROWS} .id").all()}  # type: ignore[index]
    assert len(heights) == 1


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
    page.get_by_role("link", name="show on the page").first.click()
    assert focused(page) == "box-2-1"
    assert page.locator(".hit").count() == 2
    page.locator("#box-2-1 circle").click()
    assert focused(page) == "finding-2-1"
    assert page.locator("#finding-2-1").bounding_box() is not None


@pytest.mark.parametrize(("at", "focus"), [("#paper-4", "paper-4"), ("#finding-2-3", "finding-2-3")])
def test_an_address_opens_its_paper(show: Open, at: str, focus: str) -> None:
    page = show(at=at)
    assert focused(page) == focus


def test_an_address_that_names_nothing_does_no_harm(show: Open) -> None:
    page = show()
    address = page.url
    for at in ("#paper-999", "#paper-0", "#finding-2-99", "#box-2-99", "#%E0%A4", "#<img>", "#"):
        page.goto("about:blank")
        page.goto(address + at)
        assert page.locator("#details article:visible").count() == 1, at
        page.evaluate("(at) => { location.hash = at }", at + "x")
        assert len(ids(page)) == 5, at


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
    verdict = page.get_by_role("columnheader", name="Verdict")
    for direction in ("descending", "ascending"):
        keys.press("Enter")
        assert verdict.get_attribute("aria-sort") == direction
    page.get_by_role("searchbox").focus()
    keys.press("Control+A")
    keys.press("Delete")
    page.locator("#row-2 a").focus()
    keys.press("ArrowDown")
    assert focused(page) == "论文 初稿.pdf"
    keys.press("End")
    assert focused(page) == "Graphs at Rest"
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
    page.locator("#row-3 a").click()
    assert page.evaluate("document.querySelector('#papers').inert")
    assert page.get_by_text("4 of 5").is_visible()
    page.get_by_role("button", name="Previous paper").click()
    assert page.get_by_role("heading", name="扫描的论文").is_visible()
    assert page.locator(".bar [role=status]").text_content() == "扫描的论文: REVIEW"
    page.get_by_role("button", name="Close").click()
    assert not page.evaluate("document.querySelector('#papers').inert")
    assert focused(page) == "扫描的论文"
