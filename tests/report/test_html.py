"""The HTML report: what is in the file, before any browser has seen it."""

from __future__ import annotations

import os
import re
import tracemalloc
from collections import Counter
from itertools import repeat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from mlcia_check.model.thumbnail import Thumbnail
from mlcia_check.report.formats import html
from mlcia_check.report.formats.html import charts
from mlcia_check.report.worded import PageBudget
from mlcia_check.report.worded_run import WordedSkip
from tests.html_papers import run_of
from tests.report_samples import ENGLISH, FAILING, worded_paper


def test_skipped_files_are_shown_with_their_reason() -> None:
    run = run_of(lambda: (), "en", WordedSkip("<b>notes.txt", "not a PDF"))
    assert "&lt;b&gt;notes.txt</bdi>: not a PDF" in "".join(html.render(run, ENGLISH))


def test_a_box_lies_on_the_picture_where_it_lies_on_the_page() -> None:
    picture = Thumbnail(3, 612.0, 792.0, "image/webp", b"picture")
    paper = structs.replace(worded_paper(FAILING), pictures=lambda: (picture,))
    shown = "".join(html.render(run_of(lambda: [paper]), ENGLISH))
    assert '<rect x="48.8" y="381.0" width="247.2" height="13.0"/>' in shown


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb" (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


TONES = ("text", "quiet", "link", "fail", "review", "warning", "info", "pass")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("shown", "grounds", "least"),
    [
        # Text: 4.5 to 1 (WCAG 2.2, 1.4.3). What is drawn and has to be seen: 3 to 1 (1.4.11).
        *((tone, ("ground", "raised", "chosen"), 4.5) for tone in TONES),
        ("bar", ("ground",), 3.0),
        ("edge", ("ground",), 3.0),
        ("body", ("ground", "free"), 3.0),
    ],
)
def test_what_is_shown_stands_out(theme: str, shown: str, grounds: tuple[str, ...], least: float) -> None:
    style = (Path(html.__file__).parent / "style" / "base.css").read_text(encoding="utf-8")
    themes = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    colours = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", themes[theme == "dark"]))
    for ground in grounds:
        assert contrast(colours[shown], colours[ground]) >= least, ground


def test_many_papers_take_no_more_memory_than_few() -> None:
    failing = worded_paper(FAILING)

    def peak(papers: int) -> int:
        tracemalloc.start()
        try:
            with open(os.devnull, "w", encoding="utf-8") as out:
                out.writelines(html.render(run_of(lambda: repeat(failing, papers)), ENGLISH))
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    for _ in range(3):
        peak(20)  # the first reports compile the templates and fill caches
    assert peak(200) < peak(20) + 100_000


PAGES = st.dictionaries(st.integers(1, 400), st.integers(1, 900), min_size=1).map(Counter)


@given(PAGES, st.none() | st.integers(1, 60))
def test_the_distribution_of_pages_has_every_paper_and_stays_in_its_frame(
    pages: Counter[int], limit: int | None
) -> None:
    drawn = charts.histogram(pages, limit)
    assert drawn is not None
    assert sum(bar.papers for bar in drawn.bars) == pages.total()
    assert max(bar.height for bar in drawn.bars) == drawn.height
    for bar in drawn.bars:
        assert 0 <= bar.x <= bar.x + bar.width <= drawn.width
        assert bar.y + bar.height == pytest.approx(drawn.height, abs=0.11)
    assert drawn.over == (0 if limit is None else sum(n for page, n in pages.items() if page > limit))
    assert (drawn.limit_x is None) == (limit is None)
    for bar in drawn.bars:
        assert bar.is_over == (drawn.limit_x is not None and bar.x > drawn.limit_x)


@pytest.mark.parametrize(
    ("pages", "median"), [({3: 1}, 3), ({3: 1, 5: 1}, 3), ({3: 1, 5: 2}, 5), ({1: 5, 9: 4}, 1)]
)
def test_the_median_is_a_number_of_pages_that_papers_have(pages: dict[int, int], median: int) -> None:
    drawn = charts.histogram(Counter(pages), None)
    assert drawn is not None
    assert drawn.median == median


@given(
    st.floats(0, 60), st.floats(0, 20), st.floats(0, 40), st.integers(0, 80), st.none() | st.integers(1, 40)
)
def test_a_paper_s_pages_never_leave_their_bar(
    body: float, bibliography: float, appendix: float, counted: int, limit: int | None
) -> None:
    bar = charts.budget_bar(PageBudget(limit, counted, body, bibliography, appendix))
    for stretch in bar.stretches:
        assert 0 <= stretch.x <= stretch.x + stretch.width <= 100.01
    assert (bar.limit is not None) == (limit is not None and counted > limit)
