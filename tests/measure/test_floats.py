"""What belongs to a float that has no frame: its own text, and nothing of what goes on under it."""

from __future__ import annotations

import pytest

from mlcia_check.measure.draft_line import DraftLine, apply_roles
from mlcia_check.measure.lines.body_guess import BodyGuess
from mlcia_check.measure.roles import floats, footnotes
from mlcia_check.measure.roles.captions import CaptionPattern
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import WIDE
from tests.drafts import column, draft

BODY = BodyGuess(size_bp=9.0, leading_bp=11.0, edges={0: (54.0, 294.0)})
LABELS = ("Figure", "Table")


def lines(*rows: tuple[str, int, float, bool]) -> list[DraftLine]:
    """Lines by their words, their row, their size and whether they cross the columns."""
    found = []
    for text, row, size, wide in rows:
        line = draft(text, row, role="unclassified", size=size)
        line.column = WIDE if wide else 0
        line.gap_above_bp = 11.0
        found.append(line)
    return found


def marked(
    found: list[DraftLine],
    captions: int,
    start: int,
    pictures: tuple[Box, ...] = (),
    rules: tuple[Box, ...] = (),
) -> list[str]:
    """The roles of the lines when those from `start` on are the caption's."""
    for line in found[start : start + captions]:
        line.role = "caption"
    apply_roles(floats.labels(found, CaptionPattern(LABELS), BODY, ("Figure",), pictures, lambda: rules))
    return [line.role for line in found]


@pytest.mark.parametrize(
    ("size", "pictures", "role"),
    [
        pytest.param(
            8.0, (Box(54.0, 560.0, 240.0, 672.0),), "float", id="labels of an upper row of pictures"
        ),
        pytest.param(8.0, (), "unclassified", id="no picture"),
        pytest.param(8.0, (Box(54.0, 560.0, 240.0, 600.0),), "unclassified", id="white between"),
        pytest.param(
            8.0, (Box(300.0, 560.0, 500.0, 672.0),), "unclassified", id="a picture in the other column"
        ),
        pytest.param(9.0, (Box(54.0, 560.0, 240.0, 672.0),), "unclassified", id="text above the pictures"),
    ],
)
def test_labels_of_two_rows_of_pictures_are_of_one_float(
    size: float, pictures: tuple[Box, ...], role: str
) -> None:
    found = lines(
        ("(a) Before", 2, size, False),
        ("(b) After", 13, 8.0, False),
        ("Figure 3: Words of the caption", 14, 9.0, False),
    )
    assert marked(found, 1, 2, pictures) == [role, "float", "caption"]


def test_a_figure_s_caption_of_several_lines_claims_nothing_below_it() -> None:
    found = lines(
        ("User: a prompt", 0, 8.0, True),
        ("Figure 3: Words of the caption that go on", 1, 9.0, True),
        ("over a second line", 2, 9.0, True),
        ("and a third", 3, 9.0, True),
        ("A small note that is no part of the figure", 5, 7.0, False),
        ("nor is its second line", 6, 7.0, False),
    )
    assert marked(found, 3, 1) == ["float", "caption", "caption", "caption", *["unclassified"] * 2]


def test_entries_go_on_under_a_wide_table() -> None:
    found = lines(
        ("Table 1: Words of the caption", 0, 9.0, True),
        ("A B C D E", 2, 9.0, True),
        ("1 2 3 4 5", 3, 9.0, True),
        ("of an entry that began on the page before.", 6, 7.0, False),
        ("[31] A. Chen. 2007. An honest client.", 7, 7.0, False),
        ("In a book.", 8, 7.0, False),
    )
    assert marked(found, 1, 0) == ["caption", "float", "float", *["unclassified"] * 3]


@pytest.mark.parametrize(
    ("heading", "size", "bold", "role"),
    [
        pytest.param("8 Appendix", 10.9, True, "unclassified", id="a section"),
        pytest.param("8 Appendix", 9.0, True, "float", id="in the text's size"),
        pytest.param("8 Appendix", 10.9, False, "float", id="not bold"),
        pytest.param("Appendix", 10.9, True, "unclassified", id="without a number"),
    ],
)
def test_a_section_begins_under_a_wide_table(heading: str, size: float, bold: bool, role: str) -> None:
    found = lines(
        ("Table 1: Words of the caption", 0, 9.0, True),
        ("A B C D E", 2, 9.0, True),
        (heading, 5, size, False),
        ("We list the data in Table 1.", 6, 9.0, False),
    )
    found[2].bold = bold
    assert marked(found, 1, 0) == ["caption", "float", role, role]


RULE = Box(54.0, 0.0, 102.0, 0.5)
"""A footnote rule, 4pc long, at the left edge of the column."""


@pytest.mark.parametrize(
    ("size", "small", "ruled", "notes"),
    [
        (7.0, 12, False, True),
        (7.0, 30, True, True),
        (7.0, 30, False, False),
        (7.0, 95, True, False),
        (8.1, 12, True, True),
        (8.1, 12, False, False),
        (8.1, 30, True, False),
        (8.5, 12, True, False),
    ],
)
def test_long_footnotes_stand_under_a_footnote_rule(
    size: float, small: int, ruled: bool, notes: bool
) -> None:
    """More than nearly half of the paper in small type is text, whatever rule stands above it; of type that
    is hardly smaller, as LNCS has it, more than a seventh is.
    """
    text = column(*["words of the running text"] * 100, role="unclassified")
    foot = column(*["words of one footnote that goes on"] * small, role="unclassified", size=size)
    for number, line in enumerate(foot):
        line.baseline_bp = text[-1].baseline_bp - 18.0 - 8.0 * number
    for line in (*text, *foot):
        line.page = 2
    height = foot[0].baseline_bp + 9.0
    rule = Box(RULE.left, height, RULE.right, height + 0.5)
    if size == 8.1:  # a mark that hangs in the margin is a line of its own
        foot[0].text, foot[0].right, foot[0].size_bp = "7", foot[0].left + 4.0, 5.0
    apply_roles(footnotes.labels([*text, *foot], BODY, lambda _: [rule] if ruled else [], ()))
    assert {line.role for line in foot[1:]} == {"footnote" if notes else "unclassified"}
    assert {line.role for line in text} == {"unclassified"}


@pytest.mark.parametrize(
    ("size", "bold", "left", "role"),
    [
        pytest.param(11.0, True, 54.0, "unclassified", id="a heading"),
        pytest.param(9.0, True, 54.0, "float", id="a bold cell"),
        pytest.param(11.0, False, 54.0, "float", id="a large cell"),
        pytest.param(11.0, True, 80.0, "float", id="a cell set in"),
    ],
)
def test_a_heading_below_a_table_across_the_columns_is_no_cell(
    size: float, bold: bool, left: float, role: str
) -> None:
    found = lines(("Table 2: What was measured", 2, 9.0, True), ("References", 5, size, False))
    found[1].bold, found[1].left = bold, left
    assert marked(found, 1, 0) == ["caption", role]


@pytest.mark.parametrize(
    ("rule", "role"),
    [
        pytest.param((Box(54.0, 676.0, 102.0, 676.4),), "unclassified", id="a footnote rule"),
        pytest.param((), "float", id="no rule"),
        pytest.param((Box(54.0, 676.0, 294.0, 676.4),), "float", id="a rule of a table"),
        pytest.param((Box(90.0, 676.0, 138.0, 676.4),), "float", id="a rule over some of a table's cells"),
    ],
)
def test_a_listing_at_the_foot_of_a_column_ends_above_its_footnotes(rule: tuple[Box, ...], role: str) -> None:
    found = lines(
        ("Table 1: Words of the caption", 0, 9.0, False),
        ("def answer(client):", 1, 7.0, False),
        ("1A. Kern is with Kern Labs.", 3, 7.0, False),
        ("and with nobody else", 4, 7.0, False),
    )
    assert marked(found, 1, 0, rules=rule) == ["caption", "float", role, role]
