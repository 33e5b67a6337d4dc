"""Which part a page of floats behind the reference list belongs to."""

from __future__ import annotations

import pytest

from mlcia_check.measure.document.late_floats import FloatLabels, late_float_parts
from mlcia_check.model.measured_paper import Part
from mlcia_check.rulebook import vocabulary
from tests.drafts import draft

WORDS = vocabulary("mlcia-2022")["figure-labels"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Figure 3 shows", {"fig 3"}),
        ("see Figs. 2 and 3", {"fig 2", "fig 3"}),
        ("Figures 3-6", {"fig 3", "fig 4", "fig 5", "fig 6"}),
        ("Tables 1, 2, and 4a", {"tab 1", "tab 2", "tab 4"}),
        ("(Table III)", {"tab III"}),
        ("见图 3 和表 2", {"图 3", "表 2"}),
        ("图 3、4", {"图 3", "图 4"}),
        ("we configure 3 of them", set()),
        ("a figure of speech", set()),
    ],
)
def test_labels_that_a_text_names(text: str, named: set[str]) -> None:
    assert {" ".join(label) for label in FloatLabels(WORDS).named_in(text)} == named


@pytest.mark.parametrize(
    ("body", "appendix", "part"),
    [
        ("Figure 7 shows", "nothing", "body"),
        ("Fig-\nure 7 shows", "nothing", "body"),
        ("Figure 7 shows", "Figure 7 too", "body"),
        ("nothing", "Figure 7 shows", "appendix"),
        ("Table 7 shows", "nothing", None),
        ("nothing", "nothing", None),
    ],
)
def test_a_page_of_floats_belongs_where_text_names_it(body: str, appendix: str, part: Part | None) -> None:
    page = [
        draft("a b c", 0, role="float", part="bibliography", page=3),
        draft("Figure 7: Results", 1, role="caption", part="bibliography", page=3),
    ]
    text = [draft(words, number) for number, words in enumerate(body.split("\n"))]
    more = draft(appendix, 0, part="appendix", page=4)
    expected = {} if part is None else dict.fromkeys(page, part)
    assert late_float_parts([*text, *page, more], WORDS) == expected


def test_a_float_among_references_stays_where_it_is() -> None:
    entries = [draft(f"[{n}] A. Author.", n, role="reference", part="bibliography", page=3) for n in range(9)]
    caption = draft("Figure 7: Results", 20, role="caption", part="bibliography", page=3)
    assert late_float_parts([draft("Figure 7 shows"), *entries, caption], WORDS) == {}
