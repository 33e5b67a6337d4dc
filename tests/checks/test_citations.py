"""Citations, marks of lost ones, and what looks like either and is neither."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcia_check.measure.document.citations import (
    _LOST_CITATION,
    _LOST_REFERENCE,
    _matches,
    citations,
    unresolved,
)
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Reference
from mlcia_check.model.pdf_facts import Font
from tests.drafts import SIZE, column, draft, run

FONTS = (Font("Body", embedded=True), Font("Bold", embedded=True, bold=True))


def entries(count: int) -> tuple[Reference, ...]:
    box = Box(54.0, 100.0, 294.0, 107.0)
    return tuple(Reference(9, box, str(number), "A. Author. 2020.", 7.0) for number in range(1, count + 1))


def cited(*lines: str, count: int = 40) -> list[tuple[str, ...]]:
    return [citation.labels for citation in citations(column(*lines), entries(count))]


@pytest.mark.parametrize(
    ("lines", "marks"),
    [
        (["as shown in [?], the"], ["[?]"]),
        (["as shown in [? ], the"], ["[? ]"]),
        (["computation [? ? ? ], and"], ["[? ? ? ]"]),
        (["computation [?, ?], and"], ["[?, ?]"]),
        (["two more agree [3, ?] on it"], ["[3, ?]"]),
        (["two more agree [3? ]."], ["[3? ]"]),
        (["called MOEA/D-M2M[? , m2m], which"], ["[? , m2m]"]),
        (["more agree [Kowalski and Brandt 2010; ?]."], ["[Kowalski and Brandt 2010; ?]"]),
        (["an approach [?", "], which breaks over the line"], ["[? ]"]),
        (["learning (FL) [? ?", "? ], and trusted"], ["[? ? ? ]"]),
        (["as others say (?), the"], ["(?)"]),
        (["See Figure ??. By itself"], ["??"]),
        (["Figures ??–?? and Section", "?? show"], ["??", "??", "??"]),
        (["by Equation (??) we get"], ["(??)"]),
        (["in Fig.?? and Sec.??, too"], ["??", "??"]),
        (["in Figure?? and Table??"], ["??", "??"]),
        (["如图??所示，见第??节"], ["??", "??"]),
        (["已有工作 [? ] 表明"], ["[? ]"]),
    ],
)
def test_lost_citations_and_references(lines: list[str], marks: list[str]) -> None:
    assert [mark.text for mark in unresolved(column(*lines), FONTS)] == marks


@pytest.mark.parametrize(
    "text",
    [
        "Is this really a leak?? One reviewer wrote “really???”",
        "A. Author. (????). A title without a year.",
        "2023. A title. In Proceedings of (Conference’17). ACM, ?? pages.",
        "the call execute(?) binds one value",
        "is the code portable?? Perhaps",
        "the ?? operator of the language",
        "What do we know? [3] And why (as asked in Section 2)?",
        "为什么？？没有人知道",
    ],
)
def test_question_marks_of_the_authors_own(text: str) -> None:
    assert unresolved(column(text), FONTS) == ()


@pytest.mark.parametrize("role", ["listing", "float", "front-note", "reference"])
def test_marks_outside_prose_are_not_looked_at(role: str) -> None:
    assert unresolved(column("see [?] and ??", role=role), FONTS) == ()  # type: ignore[arg-type]


@pytest.mark.parametrize(("font", "found"), [(1, 1), (0, 0)])
def test_a_raised_mark_counts_when_it_is_bold(font: int, found: int) -> None:
    line = draft("as others say? and so on")
    line.runs.append(run("?", 120.0, line.baseline_bp + 0.35 * SIZE, 0.7 * SIZE, font))
    assert len(unresolved([line], FONTS)) == found


def test_a_mark_is_shown_with_its_page_and_line() -> None:
    (mark,) = unresolved([draft("first line"), draft("as shown in [? ], the", 1, page=4)], FONTS)
    assert (mark.page, mark.words, mark.kind) == (4, "as shown in [? ], the", "citation")


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("as in [3].", [("3",)]),
        ("as in [3, 5-8] and", [("3", "5", "6", "7", "8")]),
        ("as in [3–5, 9]", [("3", "4", "5", "9")]),
        ("as in [3], [5] and", [("3",), ("5",)]),
        ("as in [3][5] and", [("3",), ("5",)]),
        ("as in [12, Section 3]", [("12",)]),
        ("of our approach[3] and that approach[5]", [("3",), ("5",)]),
        ("已有工作[3，5]表明【7】", [("3", "5"), ("7",)]),
        ("the rates [1, 10] of earlier work", [("1", "10")]),
    ],
)
def test_numeric_citations(text: str, labels: list[tuple[str, ...]]) -> None:
    assert cited(text) == labels


def test_a_citation_broken_over_the_line_is_one() -> None:
    assert cited("as in [3,", "5] and", "[7–", "9]") == [("3", "5"), ("7", "8", "9")]


@pytest.mark.parametrize(
    "text",
    [
        "the third element x[3] is copied",
        "to log[17] before argv[99] is read",
        "the call f(x)[2] and a_name[4]",
        "in the interval [0, 1] and in [0, 255]",
        "values in the range [1, 10] are kept",
        "for all t ∈ [1, 5] we have",
        "“the datas [sic] are save”, and “[w]e do not keep logs [. . . ]”",
        "a tensor of shape [64, 64, 3] and a vector of size [128]",
        "an empty list [] and a range [9-3]",
        "in [2019] we wrote",
        "repeated [4, 4] numbers",
    ],
)
def test_brackets_that_are_no_citations(text: str) -> None:
    assert cited(text) == []


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("two more agree [12]", []),
        ("two more agree [13]", ["13"]),
        ("two more agree [3, 13, 14]", ["13", "14"]),
        ("the buffer[64] is full", []),
        ("an interval [1, 100]", []),
    ],
)
def test_numbers_that_no_entry_bears(text: str, missing: list[str]) -> None:
    found = citations(column(text), entries(12))
    assert [label for citation in found for label in citation.missing] == missing


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("the bins [18, 25], [26, 35] and [36, 47] of age", []),
        ("from [45, 65] to [65, 85] after a day", []),
        ("a latency of [11, 23] ms at most", []),
        ("the map 𝑓 : [7, 33] and back", []),
        ("the square [7, 33] × [7, 33] of it", []),
        ("one of [8, 16, 32, 64, 128] samples", []),
        ("ranks from [13, 26, 39, 52]", []),
        ("seeds [13, 17, 44, 71, 93] were drawn", []),
        ("the age group [18–24], [25–34]", []),
        ("one of {[30], [20, 60]} units", []),
        ("the arrays m1[32][32], m2[32][32]", []),
        ("as shown before [3][14]", ["14"]),
        ("two more agree [5, 14], and so does [31]", ["14", "31"]),
        ("several were broken [2, 7, 13]", ["13"]),
        ("a survey [14–16] of these", ["14", "15", "16"]),
        ("the attack on 𝑓 [7, 13] is old", ["13"]),
        ("shown for two [1, 5] and three [6, 8, 13] parties", ["13"]),
    ],
)
def test_intervals_and_sets_beyond_the_list_cite_nothing(text: str, missing: list[str]) -> None:
    found = citations(column(text), entries(12))
    assert [label for citation in found for label in citation.missing] == missing


def test_what_an_included_page_cites_is_none_of_the_papers() -> None:
    (line,) = column("as shown before [3, 31] and [?]", role="caption")
    assert citations([line], entries(12))[0].missing == ("31",)
    assert unresolved([line], FONTS)
    line.figure = True
    assert citations([line], entries(12)) == ()
    assert unresolved([line], FONTS) == ()


@given(st.sets(st.integers(1, 40), min_size=1))
def test_ranges_are_written_out(numbers: set[int]) -> None:
    ordered = sorted(numbers)
    runs: list[list[int]] = []
    for number in ordered:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    items = ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)
    assert cited(f"We build on earlier work [{items}].") == [tuple(map(str, ordered))]


@given(st.text(alphabet="[]()?0123456789, ;-–ab.？［］\n", max_size=80))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    lines = column(*text.split("\n"))
    known = {reference.label for reference in entries(12)}
    for citation in citations(lines, entries(12)):
        assert set(citation.missing) == set(citation.labels) - known
    assert all("?" in mark.text for mark in unresolved(lines, FONTS))


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("than understood [Castellan and Mbeki 2023].", [("Castellan and Mbeki 2023",)]),
        ("[Jansen and Petrov 2008; Rao 2010]", [("Jansen and Petrov 2008", "Rao 2010")]),
        ("as Rao [2010] and Okafor et al. (2011) say", [("Rao 2010",), ("Okafor et al. 2011",)]),
        ("in the year [2010] nothing", []),
    ],
)
def test_author_year_citations(text: str, labels: list[tuple[str, ...]]) -> None:
    unnumbered = (Reference(9, Box(54.0, 100.0, 294.0, 107.0), "", "Rao. 2010. A title.", 7.0),)
    assert [citation.labels for citation in citations(column(text), unnumbered)] == labels


def unlabelled(*texts: str) -> tuple[Reference, ...]:
    return tuple(Reference(9, Box(54.0, 100.0, 294.0, 107.0), "", text, 7.0) for text in texts)


LIST = unlabelled(
    "Bela Rao and Chiara Kern. 2010a. A title.",
    "Bela Rao. 2010b. Another title. arXiv:2008.01234.",
    "Müller, J., Kern, A., and Garcia-Luna, B. A title. In A Book, 2008.",
    "Annie van der Berg. n. d. A page.",
    "Kuri- sinkel, L. J. A title, 2018.",
    "王某, 李某. 题名[J]. 期刊, 2020, 3(1): 1-9.",
    "Kern, A. A title. 2012.",
)


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("as known [Rao and Kern 2010a; Kern 2012].", [(0, 6)]),
        ("as known (Rao, 2010b)", [(1,)]),
        ("as known (see also Rao et al., 2010a,b)", [(0, 1)]),
        ("as known (Rao, 2010)", [(0, 1)]),
        ("as known [Kern 2012, Section 3]", [(6,)]),
        ("as Müller et al. (2008) say", [(2,)]),
        ("as Mu¨ller et al. [2008] say", [(2,)]),
        ("as they say (Muller et al., 2008 ).", [(2,)]),
        ("as van der Berg [n. d.] says", [(3,)]),
        ("shown (Kurisinkel, 2018)", [(4,)]),
        ("the best (0.3 (more or less), see Rao, 2010b)", [(1,)]),
        ("as Müller, Kern, and Garcia-Luna (2008) say", [(2,)]),
        ("已有工作（王某，2020）表明", [(5,)]),
        ("已有工作(王某等, 2020)表明", [(5,)]),
        ("正如王某等（2020）指出", [(5,)]),
        ("正如王某和李某（2020）指出", [(5,)]),
        ("如Kern等（2012）指出", [(6,)]),
    ],
)
def test_authors_and_years_lead_to_entries(text: str, entries: list[tuple[int, ...]]) -> None:
    found = citations(column(text), LIST)
    assert [(citation.entries, citation.missing) for citation in found] == [(each, ()) for each in entries]


def test_a_name_broken_over_the_line_leads_to_its_entry() -> None:
    (citation,) = citations(column("as known (Kuri-", "sinkel, 2018)"), LIST)
    assert citation.entries == (4,)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("as known [Rao 2010a; Okafor 2011]", ["Okafor 2011"]),
        ("as known [Rao 2013]", ["Rao 2013"]),
        ("as Okafor et al. (2008) say", ["Okafor et al. 2008"]),
    ],
)
def test_authors_and_years_that_no_entry_bears(text: str, missing: list[str]) -> None:
    found = citations(column(text), LIST)
    assert [label for citation in found for label in citation.missing] == missing


@pytest.mark.parametrize(
    "text",
    [
        "in May 2010 we began",
        "本会议（2020）收到",
        "it took long (as we did in 2019, and long before)",
        "Rao wrote 2010 lines",
        "in the year [2010] nothing",
    ],
)
def test_years_that_are_no_citation(text: str) -> None:
    assert citations(column("as Kern (2012) says", text), LIST)[1:] == ()


def test_numbered_items_of_a_text_do_not_hide_citations_by_year() -> None:
    found = citations(column("[1] first, and [2] second, as Kern [2012] says"), LIST)
    assert [citation.style for citation in found] == ["author-year"]


@pytest.mark.parametrize(("rise", "labels"), [(0.35, [("3", "4")]), (0.0, [])])
def test_raised_numbers_cite_where_no_bracket_does(rise: float, labels: list[tuple[str, ...]]) -> None:
    line = draft("已有工作表明3,4，")
    line.runs.append(run("3,4", 120.0, line.baseline_bp + rise * SIZE, 0.7 * SIZE))
    assert [citation.labels for citation in citations([line], entries(12))] == labels


@pytest.mark.parametrize(
    "text",
    [
        "A" * 20_000,
        "[1, " * 5_000,
        "[" + "? " * 10_000,
        "(" * 20_000,
        "Rao et " * 4_000,
        "(" + "Okafor 2011; " * 2_000,
        "王" * 20_000,
    ],
)
def test_long_hostile_lines_hold_nothing_up(text: str) -> None:
    unnumbered = (Reference(9, Box(54.0, 100.0, 294.0, 107.0), "", "Rao. 2010. A title.", 7.0),)
    assert citations(column(text), unnumbered) == ()
    assert unresolved(column(text), FONTS) == ()


def test_marks_are_found_as_by_searching_for_them() -> None:
    text = "[3, ?] a ?? (?) b?? see (?, [?] Rao [Rao 2010; ?] ??? [? ?"
    for pattern, opening in ((_LOST_CITATION, r"[\[(]"), (_LOST_REFERENCE, r"\?\?")):
        found = [match.span() for match in _matches(pattern, opening, text)]
        assert found == [match.span() for match in re.finditer(pattern, text)] != []
