"""Marks of a publication elsewhere, and what looks like one: placeholders, works cited, data sets."""

from __future__ import annotations

from typing import Any

import pytest

from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Line, Role, Stamp
from tests.papers import breaches, paper

PLACE = Box(54.0, 84.0, 294.0, 92.0)


def line(text: str, role: Role, page: int = 1) -> Line:
    return Line(page, 0, role, "body", text, PLACE, 86.0, 7.0, 1.0, 0, False, False)


STAMPS = [
    ("arXiv:2301.01234v2  [cs.CR]  5 Jan 2023", ["stamp"]),
    ("bioRxiv preprint doi: 10.1101/2020.01.01.123456", ["stamp"]),
    ("Accuracy of the classifier (%)", []),
    ("2019-02-06 11:11. Page 1 of 9.", []),
]

NOTES = [
    ("https://doi.org/10.1145/3319535.3354211", ["rights"]),
    ("DOI: 10.1109/SP.2022.00012", ["rights"]),
    ("ACM ISBN 978-1-4503-6747-9/19/11. . . $15.00", ["rights"]),
    ("978-1-7281-3497-0/20/$31.00 ©2020 IEEE", ["rights"]),
    ("ASTI ’19, November 11–15, 2019, Lund, Sweden", ["venue"]),
    ("This paper is included in the Proceedings of the 31st Symposium", ["rights"]),
    ("https://doi.org/10.1145/nnnnnnn.nnnnnnn", []),
    ("https://doi.org/10.1145/1122445.1122456", []),
    ("https://doi.org/XXXXXXX.XXXXXXX", []),
    ("ACM ISBN 978-1-4503-XXXX-X/18/06. . . $15.00", []),
    ("ACM ISBN 978-x-xxxx-xxxx-x/YY/MM. . . $15.00", []),
    ("© 2023 Copyright held by the owner/author(s). Publication rights licensed to ACM.", []),
    ("Conference’17, July 2017, Washington, DC, USA", []),
    ("Conference acronym ’XX, June 03–05, 2018, Woodstock, NY", []),
    ("Woodstock ’18, June 03–05, 2018, Woodstock, NY", []),
    ("The data set is at https://doi.org/10.5281/zenodo.1234567", []),
    ("We follow the proof of https://doi.org/10.1145/3319535.3354211 here.", []),
]

HEADS = [
    ("GECCO ’17, July 15-19, 2017, Berlin, Germany Chen et al.", ["venue"]),
    ("ACM TURC 2019, May 17–19, 2019, Chengdu, China", ["venue"]),
    ("Proc. ACM Program. Lang., Vol. 4, No. OOPSLA, Article 7. Publication date: May 2020.", ["venue"]),
    ("Published as a conference paper at ICLR 2022", ["venue"]),
    ("计算机辅助设计与图形学学报 第 29 卷", ["venue"]),
    ("MLCIA ’22, November 7–11, 2022, Los Angeles, CA, USA", []),
    ("Counting What an Answer Costs Conference’17, July 2017, Washington, DC, USA", []),
    (", Vol. 1, No. 1, Article . Publication date: November 2023.", []),
    ("What We Learned between May and July 2020", []),
    ("Submission ID: 12. 2017-12-15 07:41. Page 1 of 1–5.", []),
]


def kinds(**marks: Any) -> list[str]:
    return [breach.case for breach in breaches("prior-publication", paper(**marks))]


@pytest.mark.parametrize(("text", "expected"), STAMPS)
def test_stamps(text: str, expected: list[str]) -> None:
    assert kinds(stamps=(Stamp(1, Box(18.0, 200.0, 36.0, 500.0), text),)) == expected


@pytest.mark.parametrize(("text", "expected"), NOTES)
def test_small_print_of_the_first_page(text: str, expected: list[str]) -> None:
    assert kinds(lines=(line(text, "front-note"),)) == expected


@pytest.mark.parametrize(("text", "expected"), HEADS)
def test_running_heads(text: str, expected: list[str]) -> None:
    assert kinds(lines=(line(text, "running-head", page=2),)) == expected


def test_the_venue_itself_is_no_other_venue() -> None:
    own = line("MLCIA ’22, November 7–11, 2022, Los Angeles, CA, USA", "running-head", page=2)
    assert kinds(lines=(line("https://doi.org/10.1145/3319535.3354211", "front-note"), own)) == []


def test_a_pack_without_a_venue_of_its_own_knows_no_other_conference() -> None:
    def kinds_of(text: str) -> list[str]:
        made = paper(lines=(line(text, "running-head", page=2),))
        return [breach.case for breach in breaches("prior-publication", made, own=())]

    assert kinds_of("GECCO ’17, July 15-19, 2017, Berlin, Germany Chen et al.") == []
    assert kinds_of("Published as a conference paper at ICLR 2022") == ["venue"]


def test_running_text_is_no_mark() -> None:
    assert kinds(lines=(line("ASTI ’19, November 11–15, 2019, Lund, Sweden", "reference", page=3),)) == []


def test_a_finding_names_all_pages_of_the_mark() -> None:
    heads = tuple(
        line("GECCO ’17, July 15-19, 2017, Berlin", "running-head", page=page) for page in (2, 3, 4)
    )
    (breach,) = breaches("prior-publication", paper(lines=heads))
    assert breach.pages == (2, 3, 4)
    assert breach.place is not None
    assert breach.place.page == 2
