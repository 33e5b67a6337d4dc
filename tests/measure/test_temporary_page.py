"""LaTeX's temporary page: told by its first line and its length, and no text of the paper."""

from __future__ import annotations

import pytest

from mlcia_check.examination import Criteria, examine
from mlcia_check.measure.roles.temporary_page import has_temporary_end
from mlcia_check.sources import Source
from tests.drafts import column
from tests.fixtures_table import fixture
from tests.packs import pack_at

WORDS = ("Temporary page!",)
BEFORE = column("We count what an answer costs.")
END = ("Temporary page!", "LaTeX was unable to guess the total number of pages correctly.")


@pytest.mark.parametrize(
    ("last", "found"),
    [
        (END, True),
        (("TEMPORARY PAGE !", *END[1:]), True),
        (END[1:], False),
        (("Temporary page! It is told by its words.", *END[1:]), False),
        ((*END, *("More text.",) * 9), False),
        ((), False),
    ],
)
def test_the_page_is_known_by_its_first_line(last: tuple[str, ...], found: bool) -> None:
    assert has_temporary_end([BEFORE, column(*last)], WORDS) is found


def test_a_folio_is_not_its_first_line() -> None:
    page = column("4", *END)
    page[0].role = "folio"
    assert has_temporary_end([BEFORE, page], WORDS)


def test_a_paper_of_that_page_alone_is_no_paper_with_one_more() -> None:
    assert not has_temporary_end([column(*END)], WORDS)


def test_its_page_does_not_count_and_its_words_are_no_text() -> None:
    path = str(fixture("temporary-page"))
    measured = examine(Source(path, file=path), Criteria(pack_at("mlcia-2022"))).paper
    assert measured is not None
    assert [page.kind for page in measured.pages] == ["text", "text", "text", "temporary"]
    assert measured.budget.pages == 3
    assert {line.role for line in measured.lines if line.page == 4} == {"watermark"}
