"""The tool that made a paper: what its fonts show counts more than what its metadata say."""

from __future__ import annotations

import pytest

from mlcia_check.model.authoring_tool import tool
from mlcia_check.model.measured_paper import BodyType, FontUse
from mlcia_check.model.pdf_facts import Font, Structure
from tests.papers import paper

WORD = Structure(creator="Microsoft Word for Microsoft 365")


@pytest.mark.parametrize(
    ("body", "signs", "in_text", "in_figures", "made_with"),
    [
        pytest.param("LinLibertine", "Symbol", 90, 0, "word", id="Word's Libertine"),
        pytest.param("LinLibertineT", "Symbol", 90, 0, "latex", id="pdfTeX's Libertine"),
        pytest.param("CMR9", "Symbol", 90, 0, "latex", id="Computer Modern, as TeX has it"),
        pytest.param("LMRoman9-Regular", "Symbol", 90, 0, "word", id="an OpenType font that Word can set"),
        pytest.param("FandolSong-Regular", "txsys", 9, 0, "latex", id="XeTeX's bullets"),
        pytest.param("SimSun", "LibertineMathMI7", 0, 90, "word", id="a figure by TeX"),
        pytest.param("SimSun", "txsys", 2, 0, "word", id="a stray sign"),
    ],
)
def test_fonts_that_only_tex_sets(
    body: str, signs: str, in_text: int, in_figures: int, made_with: str
) -> None:
    measured = paper(
        structure=WORD,
        body=BodyType(body, 8.966, 10.959, 1.0),
        fonts=(Font(body, embedded=True), Font(signs, embedded=True)),
        font_uses=(FontUse(0, 9000, 0, 0, 0, 1), FontUse(1, in_text, in_figures, 0, 0, 1)),
    )
    assert tool(measured) == made_with
