"""The HTML report: what is in the file, before any browser has seen it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from mlcia_check.report import html, summary
from mlcia_check.report.html import PaperPage, Skipped
from mlcia_check.thumbnail import Thumbnail
from tests.report_samples import FAILING, PACK


def test_skipped_files_are_shown_with_their_reason() -> None:
    out = io.StringIO()
    heading = html.heading(PACK, "en", (Skipped("<b>notes.txt", "not a PDF"),))
    html.write(out, lambda: (), heading, "en")
    assert "&lt;b&gt;notes.txt</bdi>: not a PDF" in out.getvalue()


def test_a_box_lies_on_the_picture_where_it_lies_on_the_page() -> None:
    record = summary.document_record(FAILING, PACK, "en")
    paper = PaperPage(record, thumbnails=(Thumbnail(3, 612.0, 792.0, "image/webp", b"picture"),))
    out = io.StringIO()
    html.write(out, lambda: [paper], html.heading(PACK, "en"), "en")
    assert '<rect x="48.8" y="381.0" width="247.2" height="13.0"/>' in out.getvalue()


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
