"""What is a running head: two in one row are two lines, and captions on top of pages are none."""

from __future__ import annotations

import pytest

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.body_guess import BodyGuess
from mlcia_check.measure.roles.captions import CaptionPattern
from mlcia_check.measure.roles.running_heads import heads_apart, labels
from tests.drafts import draft, run

TITLE, VENUE = "Counting What an Answer Costs", "Venue 17, July 2017"


@pytest.mark.parametrize(
    ("gap", "parts"), [(30.0, [TITLE, VENUE]), (11.0, [TITLE, VENUE]), (8.0, [TITLE + VENUE])]
)
def test_heads_are_parted_where_a_wide_gap_stands(gap: float, parts: list[str]) -> None:
    line = draft(TITLE, size=7.0)
    first = run(TITLE, 54.0, 725.0, 7.0)
    line.runs = [run(VENUE, first.box.right + gap, 725.0, 7.0), first]
    assert ["".join(each.text for each in part) for part in heads_apart(line)] == parts


CAPTION = CaptionPattern(("Figure", "Table", "表"))
BODY = BodyGuess(9.0, 11.0, {})


def page(number: int, top: str) -> list[DraftLine]:
    """A page with a line on top, white below it, and lines of text."""
    lines = [draft(top, 0, role="unclassified", page=number)]
    text = chr(ord("a") + number) * 20
    lines += [draft(text, row, role="unclassified", page=number) for row in range(3, 9)]
    for line in lines:
        line.size_bp, line.weight = 9.0, len(line.text)
    return lines


@pytest.mark.parametrize("captions", [("Table 1: Alarms", "Table 2: Costs"), ("表 1　报警", "表 2　开销")])
def test_captions_of_tables_on_top_of_two_pages_are_no_heads(captions: tuple[str, str]) -> None:
    pages = [page(1, captions[0]), page(2, captions[1]), page(3, "text on top of page 3")]
    assert labels(pages, BODY, CAPTION) == {}


@pytest.mark.parametrize(
    ("headings", "are_bold", "role"),
    [
        (("2 Related Work", "A More Measurements"), True, None),
        (("2 Takeda et al.", "4 Fujita et al."), False, "running-head"),
        (("3 Method", "3 Method"), True, "running-head"),
    ],
)
def test_headings_on_top_of_two_pages_are_no_heads(
    headings: tuple[str, str], are_bold: bool, role: str | None
) -> None:
    pages = [page(1, headings[0]), page(2, headings[1]), page(3, "text on top of page 3")]
    for sheet in pages[:2]:
        sheet[0].bold = are_bold
    found = labels(pages, BODY, CAPTION)
    assert {found.get(sheet[0]) for sheet in pages[:2]} == {role}


@pytest.mark.parametrize("heads", [("Counting", "An Answer"), ("Table 1: Draft", "Table 1: Draft")])
def test_heads_at_one_height_are_heads_and_so_is_a_caption_that_recurs(heads: tuple[str, str]) -> None:
    pages = [page(number, heads[number % 2]) for number in (1, 2, 3, 4)]
    found = labels(pages, BODY, CAPTION)
    assert {line.text: role for line, role in found.items()} == dict.fromkeys(heads, "running-head")


def test_heads_above_captions_are_heads_and_so_is_that_of_a_page_between() -> None:
    """Even pages bear the authors above a table, the one odd page the title above text."""
    pages = [page(number, ("Takeda and Fujita", "An Answer")[number % 2]) for number in (2, 3, 4)]
    for sheet in (pages[0], pages[2]):
        sheet[1].text = f"Table {sheet[1].page}: Alarms"
    found = labels(pages, BODY, CAPTION)
    assert [line.text for line in found] == ["Takeda and Fujita", "Takeda and Fujita", "An Answer"]


@pytest.mark.parametrize(("size", "role"), [(7.0, "running-head"), (9.0, None)])
def test_a_long_title_in_two_lines_is_a_head_on_the_one_right_page_of_three(
    size: float, role: str | None
) -> None:
    """The class sets a title that has no short form in two lines above the text of odd pages."""
    first, second, third = (page(number, f"text on top of page {number}") for number in (1, 2, 3))
    title = draft("Counting What an Answer Costs " * 5, 0, role="unclassified", page=3)
    ends = draft("and Four Other Topics", 0, role="unclassified", page=3)
    title.baseline_bp, ends.baseline_bp = third[0].baseline_bp + 8.0, third[0].baseline_bp
    for line in (title, ends):
        line.size_bp, line.weight = size, len(line.text)
    found = labels([first, second, [title, ends, *third[1:]]], BODY, CAPTION)
    assert [found.get(line) for line in (title, ends)] == [role, role]


@pytest.mark.parametrize(("gap_rows", "role"), [(3, "running-head"), (1, None)])
def test_a_head_beside_one_that_recurs_is_a_head_too(gap_rows: int, role: str | None) -> None:
    """Of three pages, one is an even one: its authors recur nowhere, the venue beside them recurs on the odd
    one. A line of text at that height has text right below it.
    """
    first, even, odd = (page(number, "Venue, July 2017") for number in (1, 2, 3))
    first[0].text = "text on top of page 1"
    authors = draft("Takeda, Fujita, and Rao", 0, role="unclassified", page=2)
    authors.size_bp, authors.weight = 7.0, len(authors.text)
    below = [line for line in even[1:] if line.baseline_bp <= even[0].baseline_bp - 11.0 * gap_rows]
    if gap_rows == 1:
        below = [draft("text right below the head", 1, role="unclassified", page=2), *below]
    found = labels([first, [even[0], authors, *below], odd], BODY, CAPTION)
    assert found.get(even[0]) == found.get(odd[0]) == "running-head"
    assert found.get(authors) == role
