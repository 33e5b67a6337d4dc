"""The HTML report: what is in the file, before any browser has seen it."""

from __future__ import annotations

import io

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
