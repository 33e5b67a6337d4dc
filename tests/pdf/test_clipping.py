"""Clipping paths: what they leave of text is the page's text, and what they take is told as such."""

from __future__ import annotations

import io

import pikepdf
import pytest

from mlcia_check.measure.observed.hidden_text import hidden
from mlcia_check.model.pdf_facts import PageFacts
from mlcia_check.pdf.reader import read
from tests.tiny_pdf import tiny_pdf, words

LEFT, RIGHT = "six words in the left half", "six other words in the right"
ROW = words(LEFT, x=72) + words(RIGHT, x=320)
PICTURE = "q 500 0 0 100 60 560 cm /Im Do Q\n"


def page(content: str, **parts: object) -> PageFacts:
    return read(tiny_pdf(content, **parts)).pages[0]  # type: ignore[arg-type]


def shown(content: str, **parts: object) -> list[str]:
    return [run.text.strip() for run in page(content, **parts).runs]


def clipped(content: str, **parts: object) -> list[str]:
    return [text.text.strip() for text in page(content, **parts).unseen if text.why == "clipped"]


CLIPS = {
    "on the text itself": "q 60 560 200 100 re W n\n" + ROW + "Q\n",
    "around a figure": "q 60 560 200 100 re W n /Fm Do Q\n",
    "turned and moved": "q 1 0 0 1 0 100 cm 60 460 200 100 re W n 1 0 0 1 0 -100 cm /Fm Do Q\n",
    "two, of which one is wider": "q 0 0 612 792 re W n 60 560 200 100 re W n /Fm Do Q\n",
    "two that meet in a part": "q 0 560 260 200 re W n 60 0 500 660 re W n /Fm Do Q\n",
    "of many corners": "q 60 560 m 260 560 l 260 660 l 160 670 l 60 660 l h W n /Fm Do Q\n",
}


@pytest.mark.parametrize("content", CLIPS.values(), ids=CLIPS)
def test_words_outside_a_clip_are_no_runs_of_the_page(content: str) -> None:
    assert shown(content, forms={"Fm": ROW}) == [LEFT]
    assert clipped(content, forms={"Fm": ROW}) == [RIGHT]


def test_what_is_clipped_away_over_a_picture_is_not_asked_for_its_colour() -> None:
    figure = "q 60 560 200 100 re W n " + PICTURE + ROW + "Q\n"
    assert [text.why for text in page(figure, images={"Im": 128}).unseen] == ["clipped"]


def test_the_box_of_a_form_clips_like_a_cropped_figure() -> None:
    pdf = pikepdf.open(io.BytesIO(tiny_pdf("/Fm Do", forms={"Fm": ROW})))
    pdf.pages[0].Resources.XObject.Fm.BBox = pikepdf.Array([60, 560, 260, 660])
    saved = io.BytesIO()
    pdf.save(saved)
    (cropped,) = read(saved.getvalue()).pages
    assert [run.text for run in cropped.runs] == [LEFT]
    (form,) = cropped.forms
    assert form.right <= 260.0


def test_a_run_across_the_edge_of_a_clip_is_parted_between_two_letters() -> None:
    content = "q 0 0 130 792 re W n\n" + words("seven letters stand where a clip ends", x=72) + "Q\n"
    (run,) = page(content).runs
    (rest,) = clipped(content)
    assert (run.text + rest).replace(" ", "") == "sevenlettersstandwhereaclipends"
    assert run.text.startswith("seven")
    assert run.box.right < 136.0
    assert run.x_bp == pytest.approx(72.0)


def test_the_right_part_of_a_run_begins_where_it_is_seen() -> None:
    content = "q 130 0 400 792 re W n\n" + words("seven letters stand where a clip begins", x=72) + "Q\n"
    (run,) = page(content).runs
    assert run.text.endswith("clip begins")
    assert 126.0 < run.x_bp < 140.0


@pytest.mark.parametrize(("bottom", "seen"), [(590, True), (601, True), (605.5, False), (620, False)])
def test_letters_are_read_while_a_third_of_their_height_is_left(bottom: float, seen: bool) -> None:
    content = f"q 0 {bottom} 612 100 re W n\n" + words(LEFT, y=600) + "Q\n"
    assert (shown(content) == [LEFT]) is seen


def test_a_clip_along_the_letters_takes_nothing() -> None:
    box = page(words(LEFT)).runs[0].box
    tight = f"q {box.left + 1} {box.bottom} {box.width - 2} {box.height} re W n\n"
    assert shown(tight + words(LEFT) + "Q\n") == [LEFT]


def test_a_clip_of_two_corners_shows_nothing_between_them() -> None:
    corners = "q 0 0 2 2 re 610 790 2 2 re W n\n" + words(LEFT) + "Q\n"
    assert clipped(corners) == [LEFT]
    assert shown(corners) == []


def test_a_shape_that_is_clipped_away_covers_nothing() -> None:
    cover = "q 60 400 400 50 re W n 1 g 60 400 400 300 re f Q\n"
    assert shown(words(LEFT) + cover) == [LEFT]
    assert hidden(read(tiny_pdf(words(LEFT) + cover))) == hidden(read(tiny_pdf(words(LEFT))))


def test_words_off_the_page_are_no_runs_of_it() -> None:
    beyond = page(words(LEFT, x=700) + words(RIGHT))
    assert [run.text for run in beyond.runs] == [RIGHT]
    assert [(text.text, text.why) for text in beyond.unseen] == [(LEFT, "off-page")]


def test_white_words_are_no_runs_of_the_page() -> None:
    assert shown(words(LEFT, before="1 g") + words(RIGHT, y=500)) == [RIGHT]


def test_a_halo_of_white_letters_under_the_same_words_hides_nothing() -> None:
    halo = words(LEFT, x=72.5, before="1 g") + words(LEFT, x=71.5, before="1 g") + words(LEFT)
    assert [record.text for record in hidden(read(tiny_pdf(halo))) if record.page] == []
