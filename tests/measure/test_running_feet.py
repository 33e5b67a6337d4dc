"""Running feet: known by what recurs, and never running text that ends at the height of one."""

from __future__ import annotations

import pytest

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.body_guess import BodyGuess
from mlcia_check.measure.roles.captions import CaptionPattern
from mlcia_check.measure.roles.running_heads import labels
from tests.drafts import SIZE, draft

BODY = BodyGuess(SIZE, 11.0, {})
CAPTION = CaptionPattern(("Figure", "Table"))


def page(number: int, *rows: tuple[str, float]) -> list[DraftLine]:
    """Lines of text down to 120bp, and below them the rows given with their baselines."""
    lines = [draft("running text", row, role="unclassified", page=number) for row in range(5)]
    lines += [draft(text, role="unclassified", page=number) for text, _ in rows]
    for line, baseline in zip(lines, [164.0, 153.0, 142.0, 131.0, 120.0, *(b for _, b in rows)], strict=True):
        line.baseline_bp = baseline
    return lines


def test_a_folio_that_joins_the_words_of_a_running_foot_changes_nothing() -> None:
    pages = [page(n, ("text", 109.0), (f"{n if n == 3 else ''} Page {n} of 1-3.", 97.0)) for n in (1, 2, 3)]
    found = labels(pages, BODY, CAPTION)
    assert [found.get(lines[-1]) for lines in pages] == ["running-head"] * 3


def test_text_at_the_height_of_footnotes_of_other_pages_is_no_running_foot() -> None:
    notes = [page(n, ("1 a first line", 92.0), ("and a second", 84.0)) for n in (1, 2)]
    text = page(3, ("text", 109.0), ("text", 98.0), ("the last line", 84.0))
    text[-2].baseline_bp = 95.0
    assert text[-1] not in labels([*notes, text], BODY, CAPTION)


@pytest.mark.parametrize("words", [("over two years", "for all keys", "by the owner"), ("of the key",) * 3])
@pytest.mark.parametrize(("below", "role"), [(11.0, None), (30.0, "running-head")])
def test_what_goes_on_with_a_caption_at_the_foot_is_no_running_foot(
    words: tuple[str, ...], below: float, role: str | None
) -> None:
    pages = [
        page(
            number,
            (f"Figure {number}: Secrets recovered", 101.0),
            ("as queries grow", 90.0),
            (words[number - 1], 90.0 - below),
        )
        for number in (1, 2, 3)
    ]
    found = labels(pages, BODY, CAPTION)
    assert [found.get(lines[-1]) for lines in pages] == [role] * 3
