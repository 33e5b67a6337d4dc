"""`measure --roles`: the copy shows every line's role where it stands; the paper stays as it was."""

from __future__ import annotations

import shutil
import typing
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest

from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Line, Paper, Role
from mlcia_check.report.role_overlay import COLOURS, overlays
from tests.cli.test_cli import run
from tests.fixtures_table import examined, fixture
from tests.packs import pack_at

PACK = pack_at("mlcia-2022")
PIXELS_PER_BP = 3.0
NEAR = 90
"""Sum of the differences in red, green and blue: the renderer smooths lines of half a bp."""


def measured(name: str) -> Paper:
    paper = examined(fixture(name), PACK).paper
    assert paper is not None
    return paper


def drawn(name: str, folder: Path) -> Path:
    copy = folder / "roles.pdf"
    code, said, complaint = run("measure", "--roles", copy, fixture(name))
    assert (code, said, complaint) == (0, f"Written: {copy}\n", "")
    return copy


def shows_colour(picture: Any, line: Line, height: float, scale: float) -> bool:
    """Whether the right end of a line's box is drawn in the colour of its role."""
    colour = [round(255 * part) for part in COLOURS[line.role]]
    y = round((height - (line.box.bottom + line.box.top) / 2) * scale)
    found = []
    for x in range(round(line.box.right * scale) - 3, round(line.box.right * scale) + 4):
        if 0 <= x < picture.width and 0 <= y < picture.height:
            pixel = picture.getpixel((x, y))
            found.append(sum(abs(one - other) for one, other in zip(pixel, colour, strict=True)))
    return min(found, default=0) <= NEAR


def test_every_role_has_a_colour_of_its_own() -> None:
    assert COLOURS.keys() == set(typing.get_args(Role))
    assert len(set(COLOURS.values())) == len(COLOURS)


@pytest.mark.parametrize(
    "name", ["sigconf", "crop-box", "rotated-page", "user-unit-large", "anonymous-review"]
)
def test_the_copy_shows_the_role_of_each_line(name: str, tmp_path: Path) -> None:
    paper = measured(name)
    copy = pypdfium2.PdfDocument(str(drawn(name, tmp_path)))
    assert len(copy) == len(paper.pages)
    for page, view in zip(paper.pages, copy, strict=True):
        lines = [line for line in paper.lines if line.page == page.number and line.role != "watermark"]
        picture = view.render(scale=PIXELS_PER_BP).to_pil().convert("RGB")
        scale = picture.width / page.width_bp
        shown = sum(shows_colour(picture, line, page.height_bp, scale) for line in lines)
        assert shown >= 0.9 * len(lines), f"{shown} of {len(lines)} on page {page.number}"


def test_the_copy_keeps_the_content_of_the_pages(tmp_path: Path) -> None:
    with pikepdf.open(fixture("sigconf")) as before, pikepdf.open(drawn("sigconf", tmp_path)) as after:
        for old, new in zip(before.pages, after.pages, strict=True):
            old.contents_coalesce()
            new.contents_coalesce()
            assert old.Contents.read_bytes() == new.Contents.read_bytes()
            assert [str(note.Subtype) for note in new.Annots].count("/Stamp") == 1


def test_gutters_columns_and_text_block_are_drawn_as_measured() -> None:
    paper = measured("sigconf")
    first = overlays(paper)[0]
    boxes = [drawn.box for drawn in first.boxes]
    left, right = (column for column in paper.columns if column.page == 1)
    assert isinstance(paper.text_block, Box)
    assert paper.text_block in boxes
    assert isinstance(left.right_bp, float)
    assert isinstance(right.left_bp, float)
    gutters = [box for box in boxes if (box.left, box.right) == (left.right_bp, right.left_bp)]
    assert len(gutters) == 1
    names = [name for name, _ in first.legend]
    assert names[-3:] == ["text block", "column", "gutter"]
    assert "body" in names


def test_it_takes_one_paper_and_never_overwrites_it(tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    shutil.copy(fixture("sigconf"), paper)
    before = paper.read_bytes()
    for arguments in (
        ("--roles", str(paper), str(paper)),
        ("--roles", str(tmp_path / "out.pdf"), str(paper), str(fixture("screen"))),
        ("--roles", str(tmp_path / "out.pdf"), "--format", "json", str(paper)),
        ("--roles", str(tmp_path / "out.pdf"), "-o", str(tmp_path / "out.txt"), str(paper)),
    ):
        assert run("measure", *arguments)[0] == 2
    assert paper.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["paper.pdf"]


def test_what_cannot_be_read_has_no_copy(tmp_path: Path) -> None:
    copy = tmp_path / "out.pdf"
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and nothing else")
    assert run("measure", "--roles", str(copy), str(broken))[0] == 1
    assert not copy.exists()
