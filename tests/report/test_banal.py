"""`measure --format banal`: the JSON that HotCRP's format checker reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcia_check.model.geometry import BP_PER_TEX_PT, Box
from mlcia_check.model.measured_paper import Line, Part, Role, Section
from mlcia_check.model.pdf_facts import Action, Structure
from mlcia_check.report import schemas
from mlcia_check.report.hotcrp.banal import (
    render,
    section_numbers,
    word_count,
    written_lengths,
)
from tests.cli.test_cli import run
from tests.fixtures_table import fixture
from tests.hostile import memory_hog
from tests.papers import page, paper

GOLDEN = Path(__file__).parents[1] / "golden-banal"
GOLDEN_PAPERS = (
    "pages-20",
    "appendix-one-column",
    "float-page",
    "javascript-open",
    "body-third",
    "not-a-pdf",
)
"""`python -m tests.report.test_banal` writes their files anew."""


def banal(name: str, *options: str) -> dict[str, Any]:
    """What HotCRP would read of a fixture."""
    _, out, err = run("measure", "--format", "banal", *options, fixture(name))
    assert err == ""
    decoded: dict[str, Any] = msgspec.json.decode(out)
    return decoded


def golden(name: str) -> str:
    return run("measure", "--format", "banal", "-no-time", fixture(name))[1]


@pytest.mark.parametrize("name", GOLDEN_PAPERS)
def test_a_paper_s_json_is_its_golden_file_and_keeps_the_schema(name: str) -> None:
    made = golden(name)
    assert made == (GOLDEN / f"{name}.json").read_text(encoding="utf-8")
    described = msgspec.json.decode(schemas.schema("banal-1.schema.json"))
    jsonschema.validate(msgspec.json.decode(made), described, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("name", "size", "leading", "columns"),
    [
        ("short", 9, 11, 2),
        ("office", 9, 11, 2),
        ("ten-point", 10, 12, 2),
        ("ieee", 10, 12, 2),
        ("acmsmall", 10, 12, 1),
        ("office-chinese-a4", 10.5, 18, 1),
        ("body-8.8", 8.8, 11, 2),
        ("leading-3", 9, 10.6, 2),
        ("scaled-97", 8.7, 10.7, 2),
    ],
)
def test_type_is_stated_as_a_venue_would_write_it(
    name: str, size: float, leading: float, columns: int
) -> None:
    found = banal(name)
    assert (found["bodyfontsize"], found["leading"], found["columns"]) == (size, leading, columns)


@pytest.mark.parametrize(
    ("length", "stated"),
    [
        (8.966, 9),  # TeX's 9pt
        (9.0, 9),  # a word processor's
        (8.8, 8.8),  # meant to be caught
        (9.963, 10),
        (10.909, 11),  # LaTeX's own 11pt is 10.95pt
        (10.5, 10.5),  # Chinese size five
        (10.63, 10.6),  # leading tighter by 3%
        (10.9, 11),  # LibreOffice alternates 10.9 and 11.0
        (13.549, 13.6),  # TeX's 13.6pt
        (13.6, 13.6),
    ],
)
def test_a_length_is_read_in_the_unit_that_it_was_set_in(length: float, stated: float) -> None:
    assert written_lengths.size(length) == stated


@given(st.floats(4, 40))
def test_no_size_is_stated_larger_than_rounding_makes_it(length: float) -> None:
    assert length - 0.081 <= written_lengths.size(length) <= length / BP_PER_TEX_PT + 0.081


def test_margins_say_how_far_text_reaches() -> None:
    # 253.8 twice would be the columns of sigconf: the block is 504.4bp wide, 54bp from both sides.
    plain, wider, lower = banal("short"), banal("block-right-3"), banal("block-bottom-3")
    assert plain["margin"][1::2] == [53.8, 53.8]
    assert wider["margin"][1::2] == [50.8, 53.8]
    # Three lines more.
    assert lower["margin"][2] == pytest.approx(plain["margin"][2] - 33, abs=0.2)


def test_a_page_without_text_has_no_margin_that_could_be_too_small() -> None:
    assert "margin" not in banal("scan-with-ocr")


@pytest.mark.parametrize(
    ("name", "types"),
    [
        ("budget", ["body", "body", "body", "bib", "bib", "appendix"]),
        ("rotated-table", ["body", "body", "figure", "body"]),
        ("scanned-page", ["body", "blank", "body"]),
        ("placeholder", ["body"]),
    ],
)
def test_pages_are_counted_by_what_is_on_them(name: str, types: list[str]) -> None:
    assert [found.get("type", "body") for found in banal(name)["pages"]] == types


def line(
    number: int, text: str = "x" * 60, role: Role = "body", part: Part = "body", top: float = 700.0
) -> Line:
    return Line(
        number, 0, role, part, text, Box(53.8, top - 2, 294, top), top, 8.966, 1.0, 0, bold=False, full=True
    )


THANKS = (line(2, "Acknowledgments", "heading"), line(2, top=680.0))


@pytest.mark.parametrize(
    ("second_page", "kind"),
    [
        ((line(2),), "body"),
        # A line of the body is enough: the limit is on pages that hold any.
        ((line(2), line(2, role="reference", part="bibliography", top=600.0)), "body"),
        ((line(2, role="reference", part="bibliography"),), "bib"),
        (
            (
                line(2, role="reference", part="bibliography"),
                line(2, part="appendix", top=600.0),
            ),
            "appendix",
        ),
        ((*THANKS, line(2, role="reference", part="bibliography", top=500.0)), "bib"),
        ((line(2, "Figure 3: A plot", "caption"),), "figure"),
        ((line(2, "Figure 9: A proof", "caption", "appendix"),), "appendix"),
    ],
)
def test_the_type_of_a_page(second_page: tuple[Line, ...], kind: str) -> None:
    thanks = Section(2, 0, THANKS[0].box, "Acknowledgments", "", 1, "body", "acknowledgements")
    measured = paper(2, lines=(line(1), *second_page), sections=(thanks,))
    pages = msgspec.json.decode(render(measured))["pages"]
    assert pages[1].get("type", "body") == kind


@pytest.mark.parametrize(
    ("name", "unsafe"),
    [
        ("short", None),
        ("launch-proof", {"rellaunch": [1]}),
        ("launch", {"launch": [1]}),
        ("opens-uri", {"autoaction": [2]}),
        ("import-data", {"submitform": [1]}),
        ("rich-media", {"richmedia": [1]}),
        ("xfa", {"xfa": [1]}),
        ("external-stream", {"externalref": [1]}),
    ],
)
def test_what_runs_or_calls_out_is_told_by_hotcrp_s_names(
    name: str, unsafe: dict[str, list[int]] | None
) -> None:
    assert banal(name).get("unsafe") == unsafe


def test_at_most_ten_pages_are_named_and_a_zero_stands_for_more() -> None:
    actions = tuple(Action("javascript", number, "app.alert(1)") for number in range(1, 13))
    found = msgspec.json.decode(render(paper(12, structure=Structure(actions=actions))))
    assert found["unsafe"] == {"javascript": [*range(1, 11), 0]}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (["Hidden prompts decide reviews."], 4),
        (["This is a meas-", "urement of words"], 5),
        (["as shown before [3, 5-8] and [12]"], 4),
        (["格式检查器 checks 论文"], 8),
        ([], 0),
    ],
)
def test_words(text: list[str], count: int) -> None:
    assert word_count.count(line(1, words) for words in text) == count


@pytest.mark.parametrize(
    ("label", "number"), [("3", 3), ("3.1", 3), ("12.4", 12), ("IV", 4), ("XII", 12), ("A", 0), ("", 0)]
)
def test_numbers_of_sections(label: str, number: int) -> None:
    assert section_numbers.number_of(label) == number


def test_a_page_tells_the_first_section_that_begins_there() -> None:
    def section(number: str, page: int) -> Section:
        return Section(page, 0, Box(0, 0, 1, 1), number, number, 1, "body")

    sections = [section("1", 1), section("2", 1), section("2.1", 2), section("3", 2), section("4", 2)]
    assert section_numbers.first_sections(sections) == {1: 1, 2: 3}


def test_the_time_is_there_unless_it_is_left_out() -> None:
    assert isinstance(banal("short")["at"], int)
    assert "at" not in banal("short", "-no-time")


def test_options_of_hotcrp_s_own_analyser_are_understood() -> None:
    plain = banal("short", "-no-time")
    assert banal("short", "-json", "-no-time", "-colpos", "-no-unsafe", "-zoom=3") == plain
    first = banal("short", "-p")["pages"][0]
    assert first["pageno"] == "1"
    assert any("INTRODUCTION" in heading.upper() for heading in first["headings"])


def test_a_cut_list_of_pages_says_how_many_there_are() -> None:
    cut = banal("short", "-max-pages=2")
    assert (cut["npages"], len(cut["pages"])) == (3, 2)
    assert "npages" not in banal("short", "-max-pages=3")


@pytest.mark.parametrize("name", ["not-a-pdf", "empty", "user-password", "truncated", "no-pages"])
def test_a_file_that_cannot_be_read_is_an_error_without_pages(name: str) -> None:
    code, out, err = run("measure", "--format", "banal", "-no-time", fixture(name))
    assert (code, err) == (1, "")
    assert msgspec.json.decode(out) == {"error": True, "pages": []}


def test_a_paper_that_takes_too_long_is_given_up() -> None:
    """HotCRP waits without end, and so would who loads the page."""
    code, out, err = run("measure", "--format", "banal", "-no-time", "--timeout", "0.1", fixture("pages-20"))
    assert (code, err) == (1, "")
    assert msgspec.json.decode(out) == {"error": True, "pages": []}


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not count memory")
def test_a_paper_that_asks_for_too_much_memory_ends_only_its_own_reading(tmp_path: Path) -> None:
    """HotCRP takes no answer for a file that is no PDF."""
    hog = tmp_path / "hog.pdf"
    hog.write_bytes(memory_hog())
    code, out, err = run("measure", "--format", "banal", "-no-time", "--memory", "200", hog)
    assert code != 0
    assert out in ("", '{\n  "error": true,\n  "pages": []\n}\n')
    assert "Traceback" not in err


def test_paper_sizes_are_those_a_viewer_shows() -> None:
    mixed = paper(pages=3, lines=(), columns=())
    sizes = (page(1), page(2, (595.276, 841.89)), page(3))
    found = msgspec.json.decode(render(msgspec.structs.replace(mixed, pages=sizes)))
    assert found["papersize"] == [792, 612]
    assert [one.get("papersize") for one in found["pages"]] == [None, [841.9, 595.3], None]


if __name__ == "__main__":
    for paper_name in GOLDEN_PAPERS:
        (GOLDEN / f"{paper_name}.json").write_text(golden(paper_name), encoding="utf-8", newline="\n")
