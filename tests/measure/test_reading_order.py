"""The order of a page that is set across the columns for the most part."""

from __future__ import annotations

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.reading_order import in_bands, is_one_flow
from mlcia_check.model.measured_paper import WIDE
from tests.drafts import draft


def line(text: str, number: int, column: int) -> DraftLine:
    made = draft(text, number, role="unclassified")
    made.column = column
    return made


def texts(lines: list[DraftLine]) -> str:
    return " ".join(each.text for each in lines)


def test_short_lines_of_a_page_in_one_column_keep_their_place() -> None:
    wide = [line(word, number, WIDE) for word, number in (("long-a", 0), ("long-b", 2), ("entry", 5))]
    rest = [line(word, number, 0) for word, number in (("end", 1), ("term", 3), ("heading", 4))]

    assert is_one_flow(wide, rest[:2])
    assert texts(in_bands(wide, rest)) == "long-a end long-b term heading entry"


def test_columns_under_a_table_are_read_one_after_the_other() -> None:
    table = [line(f"row{number}", number, WIDE) for number in range(3)]
    columns = [
        line(f"{side}{number}", number, column) for column, side in ((0, "l"), (1, "r")) for number in (3, 4)
    ]

    assert texts(in_bands(table, columns)) == "row0 row1 row2 l3 l4 r3 r4"


def test_a_page_of_columns_is_no_one_flow() -> None:
    title = [line("a title", 0, WIDE)]
    assert not is_one_flow(title, [line(f"words of a column {number}", number, 0) for number in range(5)])
    assert not is_one_flow([], [])
