"""References that cannot be, and honest ones that look odd."""

from __future__ import annotations

import pytest
from msgspec import structs

from mlcia_check.checks.references.identifiers import is_doi, years
from mlcia_check.checks.references.reference_impossible import Params, check
from mlcia_check.model.answers import Breach, NotApplicable
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Reference
from tests.papers import paper

PARAMS = Params(first_year=1450, latest_year=2027, unknown=4)


def found(*entries: str, lists: tuple[int, ...] = ()) -> dict[str, str]:
    """What the check says of a list: the entries of each case."""
    references = tuple(
        Reference(
            3,
            Box(54, 100, 294, 110),
            str(number),
            f"[{number}] {text}",
            8.0,
            lists[number - 1] if lists else 0,
        )
        for number, text in enumerate(entries, 1)
    )
    answers = list(check(structs.replace(paper(), references=references), PARAMS))
    assert all(isinstance(answer, Breach) for answer in answers)
    return {answer.case: str(answer.detail["entries"]) for answer in answers if isinstance(answer, Breach)}


@pytest.mark.parametrize(
    ("entry", "case", "said"),
    [
        ("Ana Ruiz. 2041. Forests. In Proc. of Leaves. 1-9.", "year", "[1] 2041"),
        ("A. Ruiz, “Forests,” in Proc. Leaves, pp. 1–9, 2041.", "year", "[1] 2041"),
        ("Ruiz, A.: Forests. In: Leaves, pp. 1–9 (2041)", "year", "[1] 2041"),
        ("Ana Ruiz. 1023. Forests. J. ACM.", "year", "[1] 1023"),
        ("J. Li. Moons. arXiv:2313.04567, 2023.", "arxiv", "[1] arXiv:2313.04567"),
        ("J. Li. Moons. arXiv preprint arXiv:2301.4567, 2023.", "arxiv", "[1] arXiv:2301.4567"),
        ("J. Li. Moons. arXiv:1405.12345, 2014.", "arxiv", "[1] arXiv:1405.12345"),
        ("J. Li. Moons. https://arxiv.org/abs/2900.00001.", "arxiv", "[1] arXiv:2900.00001"),
        ("J. Li. Moons. arXiv:0612.0001, 2006.", "arxiv", "[1] arXiv:0612.0001"),
        ("J. Li. 2020. Suns. https://doi.org/99.1145/12345.678", "doi", "[1] 99.1145/12345.678"),
        ("J. Li. 2020. Suns. doi: 10.12/345", "doi", "[1] 10.12/345"),
        ("J. Li. 2020. Suns. DOI:10.0001/345.", "doi", "[1] 10.0001/345"),
        (
            "J. Li. 2022. Stones. arXiv:2201.01234. https://arxiv.org/abs/2106.04321",
            "two-works",
            "2106.04321 ≠ 2201",
        ),
        (
            "J. Li. 2022. Stones. arXiv:2201.01234. doi:10.48550/arXiv.2106.04321",
            "two-works",
            "2106.04321 ≠ 2201",
        ),
    ],
)
def test_what_cannot_be_is_named(entry: str, case: str, said: str) -> None:
    answers = found(entry)
    assert set(answers) == {case}
    assert said in answers[case]


@pytest.mark.parametrize(
    "entry",
    [
        "Ana Ruiz. 2019. Forests in 2041. J. ACM 66, 1 (2019), 2031–2045.",
        "A. Ruiz. Forests. J. ACM, vol. 66, pp. 2031–2045, 2019.",
        "A. Ruiz. Forests. J. ACM 66, p. 2031. 2019.",
        "[n. d.]. RFC 2068. Retrieved 2019 from https://x.org/2041/",
        "Euclid. 1482. Elementa geometriae. Venice.",
        "J. Li. 2027. To appear. In Proc. of Leaves.",
        "J. Li. 2014. Moons. arXiv preprint arXiv:1412.6980 (2014).",
        "J. Li. 2015. Suns. arXiv:1502.03167v3 (2015). https://arxiv.org/abs/1502.03167",
        "J. Li. 2021. Suns. arXiv:2105.123 45, 2021.",  # cut by the end of a line
        "J. Li. 1999. Suns. arXiv:cs/9901001.",
        "J. Li. 2015. Suns. https://doi.org/10/fk4g",
        "J. Li. 2015. Suns. https://doi.org/10.1145/ 1188913. 1188915",
        "J. Li. 2015. Suns. https: //doi.org/10.1002/spy2.100.",
        "J. Li. 2015. Suns. doi:https://doi.org/10.1109/5.771073",
        "J. Li. 2015. Suns. DOI:h\ufffdp://dx.doi.org/10.1109/5.771073",
        "J. Li. 2015. Suns. https://dx.doi.org/10.1007/978-3-540-09237-4_3",
        "J. Li. 2015. Suns. See doi.org for the number.",
    ],
)
def test_what_only_looks_odd_is_not(entry: str) -> None:
    assert found(entry) == {}


TWIN = "Ana Ruiz and Jun Li. 2018. Counting the leaves of a classifier twice. J. ACM 65, 2 (2018), 9–30."


def test_a_doi_that_the_end_of_a_line_broke_is_read_whole() -> None:
    """biblatex breaks at any digit: "10.1145/3001" can begin the DOIs of two works."""
    first, second = "A. Ruiz. 2018. Leaves. doi: 10.1145/3001 337.3102483.", "J. Li. Moons. doi: 10.1145/3001"
    assert found(first, f"{second} 589.3102951. (2019).") == {}
    assert found(first, "J. Li. 2019. Moons. doi: 10.11 45/3001813.3103367.") == {}
    assert found(first, "J. Li. 2019. Moons. doi: 10.1145/3001337.31 02483.") == {"twins": "[2] = [1]"}
    assert found(first, "J. Li. 2019. Moons. doi: 10.12/345 678.") == {"doi": "[2] 10.12/345"}
    assert found("A. Ruiz. 2018. Leaves. doi: 10.1/3 url: https://x.org/1") == {"doi": "[1] 10.1/3"}


def test_twins_within_a_list_are_named() -> None:
    assert found(TWIN, "Jun Li. 2019. Other.", TWIN.replace("classifier", "clas- sifier")) == {
        "twins": "[3] = [1]"
    }
    assert found(TWIN, TWIN, lists=(0, 1)) == {}
    assert found(TWIN.replace("twice", "part 1"), TWIN.replace("twice", "part 2")) == {}
    doi = "https://doi.org/10.1145/1188913.1188915"
    assert found(f"A. Ruiz. 2018. Leaves. {doi}", f"J. Li. 2019. Moons. {doi}") == {"twins": "[2] = [1]"}


def test_many_oddities_are_counted_and_some_quoted() -> None:
    answers = found(*(f"Ana Ruiz. {2040 + number}. Forests of many leaves." for number in range(9)))
    assert answers["year"].startswith("[1] 2040; [2] 2041")
    assert answers["year"].endswith("[6] 2045; ...")


def test_a_paper_without_a_list_is_not_asked() -> None:
    assert list(check(structs.replace(paper(), references=()), PARAMS)) == [
        NotApplicable("no-reference-list")
    ]


def test_a_year_is_read_where_styles_put_it() -> None:
    assert years("J. Li and A. Ruiz. 2019a. A title. In Proc. 1-9.") == [2019]
    assert years("J. Li. A title. J. ACM, 30(3):2005–2058, May 2017.") == [2017]
    assert years("J. Li. A title. Article 2041, pages 2040.") == []


@pytest.mark.parametrize("text", ["10.1145/3133956", "10.1000.10/123456", "10.48550/arxiv.2106.04321", "10"])
def test_a_doi_may_have_these_forms(text: str) -> None:
    assert is_doi(text)
