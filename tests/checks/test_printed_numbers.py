"""Page numbers and line numbers, demanded or forbidden: drawn in every place where formats put them."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pikepdf
import pytest
from msgspec import structs
from pikepdf import Dictionary, Name

import mlcia_check
from mlcia_check.checks.layout import line_numbers, page_numbers
from mlcia_check.checks.layout.printed_numbers import numbered_pages
from mlcia_check.measure import measure
from mlcia_check.model.answers import Answer, Breach, Doubt
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import OUTSIDE, Line, Paper
from mlcia_check.pdf import reader
from mlcia_check.rulebook import load_pack
from tests.fixtures_table import fixture
from tests.packs import pack_at
from tests.set_paper import Format, Setter

WORDS: Final = pack_at("mlcia-2022").vocabulary
PAGES: Final = 4
ROMAN: Final = ("", "i", "ii", "iii", "iv", "v")


def plain(pages: int = PAGES) -> bytes:
    """A paper of so many pages without numbers."""
    setter = Setter(Format(top=700.0))
    setter.title("Counting What an Answer Costs").heading("1 Introduction").text(100 * pages - 74)
    return setter.heading("References").entries(10).pdf()


def stamped(data: bytes, words: Callable[[int], list[tuple[float, float, str]]]) -> bytes:
    """The paper with words on each page (from 1): their place and text."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        for number, page in enumerate(pdf.pages, 1):
            page.Resources.Font["/N"] = pdf.make_indirect(font)
            shown = "".join(f"BT /N 8 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n" for x, y, text in words(number))
            page.contents_add(shown.replace("–", "\\226").encode("latin-1"))
        pdf.save(buffer)
    return buffer.getvalue()


def measured(data: bytes) -> Paper:
    return measure(reader.read(data), WORDS)


def asked(paper: Paper, rule: str, numbers: str) -> list[Answer]:
    check = {"page-numbers": page_numbers, "line-numbers": line_numbers}[rule]
    return list(check.check(paper, check.Params(numbers=numbers)))


def cases(paper: Paper, rule: str, numbers: str) -> list[str]:
    return [answer.case for answer in asked(paper, rule, numbers) if isinstance(answer, Breach | Doubt)]


FOLIOS: Final[dict[str, Callable[[int], list[tuple[float, float, str]]]]] = {
    "foot": lambda page: [(303.0, 40.0, str(page))],
    "head": lambda page: [(303.0, 750.0, str(page))],
    "outer corners": lambda page: [(54.0 if page % 2 == 0 else 550.0, 40.0, str(page))],
    "with dashes": lambda page: [(298.0, 40.0, f"– {page} –")],
    "page of": lambda page: [(290.0, 40.0, f"Page {page} of {PAGES}")],
    "slash": lambda page: [(290.0, 40.0, f"{page}/{PAGES}")],
    "roman": lambda page: [(303.0, 40.0, ROMAN[page])],
    "upper roman": lambda page: [(303.0, 40.0, ROMAN[page].upper())],
    "from 117": lambda page: [(303.0, 40.0, str(116 + page))],
    "none on the first": lambda page: [(303.0, 40.0, str(page))] if page > 1 else [],
    "beside a running head": lambda page: [(54.0, 750.0, f"{page}     A. Author and B. Writer, July 2017")],
    "after a running head": lambda page: [
        (300.0, 750.0, f"Conference '17, July 2017, Washington     {page}")
    ],
    "amid a foot": lambda page: [(54.0, 40.0, f"2026-11-29 11:11. Page {page} of 1-{PAGES}. Draft")],
    "with an article": lambda page: [(500.0, 750.0, f"17:{page}")],
    "in the margin": lambda page: [(585.0, 400.0, str(page))],
}


@pytest.mark.parametrize("place", FOLIOS)
def test_page_numbers_are_found_where_formats_put_them(place: str) -> None:
    paper = measured(stamped(plain(), FOLIOS[place]))
    assert len(paper.pages) == PAGES
    first = 2 if place == "none on the first" else 1
    assert sorted(numbered_pages(paper)) == list(range(first, PAGES + 1))
    assert cases(paper, "page-numbers", "required") == []
    assert cases(paper, "page-numbers", "forbidden") == ["printed"]


@pytest.mark.parametrize(
    "words",
    [
        lambda _: [],
        lambda _: [(54.0, 750.0, "Conference '17, July 2017, Washington")],
        lambda _: [(54.0, 750.0, "Vol. 1, No. 1, Article 3")],
        lambda page: [(54.0, 750.0, f"Conference '17, July {2000 + 7 * page}")],
        lambda page: [(303.0, 40.0, str(3 * page))],
        lambda page: [(60.0, 40.0, f"Figure {page}: Answers of client {page}, by hour")],
    ],
)
def test_other_words_at_the_edge_are_no_page_numbers(
    words: Callable[[int], list[tuple[float, float, str]]],
) -> None:
    paper = measured(stamped(plain(), words))
    assert cases(paper, "page-numbers", "required") == ["missing"]
    assert cases(paper, "page-numbers", "forbidden") == []


def test_a_page_that_differs_is_a_question() -> None:
    paper = measured(stamped(plain(6), lambda page: [(303.0, 40.0, str(page))] if page != 3 else []))
    assert cases(paper, "page-numbers", "required") == ["some"]
    [answer] = asked(paper, "page-numbers", "required")
    assert isinstance(answer, Doubt)
    assert answer.pages == (3,)


@pytest.mark.parametrize("pages", [2, 3])
def test_a_short_paper_with_page_numbers(pages: int) -> None:
    paper = measured(stamped(plain(pages), lambda page: [(303.0, 40.0, str(page))]))
    assert cases(paper, "page-numbers", "required") == []
    assert cases(paper, "page-numbers", "forbidden") == ["printed"]


def ruler(
    left: bool, right: bool, step: int = 1, wide: int = 1
) -> Callable[[int], list[tuple[float, float, str]]]:
    """Numbers beside every so many lines of the first column, of the second, or of both."""

    def numbers(page: int) -> list[tuple[float, float, str]]:
        found = []
        for line in range(53):
            number = 53 * (page - 1) + line + 1
            if number % step == 0:
                text = f"{number:0{wide}d}"
                y = 700.0 - 11.955 * line
                found += [(36.0 - 4.45 * len(text), y, text)] if left else []
                found += [(575.0, y, text)] if right else []
        return found

    return numbers


@pytest.mark.parametrize(
    "numbers",
    [
        ruler(True, False),
        ruler(False, True),
        ruler(True, True),
        ruler(True, False, step=5),
        ruler(True, True, step=10),
        ruler(True, True, wide=3),
    ],
    ids=["left", "right", "both", "fifth", "tenth", "three digits"],
)
def test_line_numbers_are_found_in_either_margin(
    numbers: Callable[[int], list[tuple[float, float, str]]],
) -> None:
    paper = measured(stamped(plain(), numbers))
    assert cases(paper, "line-numbers", "required") == []
    assert cases(paper, "line-numbers", "forbidden") == ["printed"]


def test_a_paper_without_line_numbers() -> None:
    paper = measured(plain())
    assert cases(paper, "line-numbers", "required") == ["missing"]
    assert cases(paper, "line-numbers", "forbidden") == []


def test_a_page_without_line_numbers_is_a_question() -> None:
    both = ruler(True, True)
    paper = measured(stamped(plain(), lambda page: both(page) if page != 3 else []))
    assert cases(paper, "line-numbers", "required") == ["some"]


@pytest.mark.parametrize(
    "name",
    ["03-lineno-plain", "03-lineno-switch-star", "03-lineno-bold", "09-last-page-four-lines-lineno"],
)
def test_what_latex_numbers(name: str) -> None:
    paper = measured(fixture(name).read_bytes())
    assert cases(paper, "line-numbers", "required") == []
    assert cases(paper, "line-numbers", "forbidden") == ["printed"]


def test_numbers_of_code_number_no_lines_of_text() -> None:
    """Algorithms with numbers to the left of the column, as a class or `lstlisting` sets them."""
    setter = Setter(Format(top=700.0))
    setter.title("Counting What an Answer Costs").heading("1 Introduction").text(60)
    for _ in range(3):
        setter.float_("Algorithm 1: What is asked", 130.0, rows=10).text(40)
    paper = measured(setter.heading("References").entries(10).pdf())
    numbered = structs.replace(
        paper,
        lines=tuple(
            part
            for line in paper.lines
            for part in ((line, number_beside(line)) if line.role == "float" else (line,))
        ),
    )
    assert sum(line.role == "line-number" for line in numbered.lines) > 20
    assert cases(numbered, "line-numbers", "forbidden") == []
    assert cases(numbered, "line-numbers", "required") == ["missing"]


def number_beside(line: Line) -> Line:
    box = Box(line.box.left - 20.0, line.box.bottom, line.box.left - 12.0, line.box.top)
    return structs.replace(line, role="line-number", text="1", box=box, column=OUTSIDE)


def test_line_numbers_are_no_page_numbers() -> None:
    paper = measured(stamped(plain(), ruler(True, True)))
    assert cases(paper, "page-numbers", "required") == ["missing"]
    assert cases(paper, "page-numbers", "forbidden") == []


def test_a_pack_states_what_it_wants(tmp_path: Path) -> None:
    pack = tmp_path / "venue.yaml"
    pack.write_text(
        "extends: acm-sigconf\ntitle: {en: A venue, zh: 某会议}\n"
        "format:\n  numbers: {pages: forbidden, lines: required}\n"
        "rules:\n  page-numbers: {severity: error}\n",
        encoding="utf-8",
    )
    document = mlcia_check.check(stamped(plain(), FOLIOS["foot"]), load_pack(str(pack)))
    found = {one.rule: (one.severity, one.message) for one in document.findings}
    assert found["page-numbers"] == ("error", "4 pages have a page number; the format wants none.")
    assert found["line-numbers"][0] == "warning"
    plain_pack = mlcia_check.check(plain(), pack_at("acm-sigconf"))
    assert not {"page-numbers", "line-numbers"} & {one.rule for one in plain_pack.findings}
