"""Reference entries that hold prose, and entries that only have many authors."""

from __future__ import annotations

import pytest

from mlcia_check.model.answers import Doubt
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Reference
from tests.papers import answers, paper

NAMES = ("Ada Lind", "Bo Ekman", "Chidi Obi", "Dana de Vries", "Emi Sato", "Fay Zi-jian", "Gus Muñoz")
AUTHORS = ", ".join(NAMES * 80)
PROSE = "The second step keeps no log of what a client asks, and it answers each of them in the same time. "
TITLES = "The Second Step Keeps No Log Of What A Client Asks, And It Answers Each Of Them In The Same Time. "
CHINESE = "每次查询的代价由防御者事先约定，此后不再改变，"


def entry(text: str) -> Reference:
    return Reference(1, Box(54.0, 100.0, 294.0, 600.0), "1", text, 6.97)


@pytest.mark.parametrize(
    ("text", "is_prose"),
    [
        pytest.param(f"[1] {AUTHORS}. 2024. A Technical Report. arXiv:2303.08774", False, id="many authors"),
        pytest.param(f"[1] {NAMES[0]}. 2024. A Report. {PROSE * 60}", True, id="prose"),
        pytest.param(f"[1] {NAMES[0]}. 2024. A Report. {TITLES * 60}", True, id="prose in capitals"),
        pytest.param(f"[1] {', '.join(NAMES * 10)}. 2024. {PROSE * 60}", True, id="prose after authors"),
        pytest.param(f"[1] 作者. 2024. {CHINESE * 200}", True, id="Chinese prose"),
    ],
)
def test_an_entry_of_many_names_is_no_prose(text: str, is_prose: bool) -> None:
    found = answers("body-font-size", paper(references=(entry(text),)))
    doubts = [answer.case for answer in found if isinstance(answer, Doubt)]
    assert doubts == ["entries"] * is_prose


REMARK = "This step keeps no log of what a client asks, which is why it answers each of them at once."


@pytest.mark.parametrize(
    ("count", "remark", "cases"),
    [
        pytest.param(70, "", [], id="works"),
        pytest.param(70, "Trusted execution: what it is, and is not. ", [], id="titles with a clause"),
        pytest.param(70, "Why the clients that we trust cannot count. ", [], id="titles with two words"),
        pytest.param(10, f"{REMARK} {REMARK}", [], id="a few remarks"),
        pytest.param(40, f"{REMARK}", ["remarks"], id="a remark on each"),
    ],
)
def test_remarks_in_entries_are_prose(count: int, remark: str, cases: list[str]) -> None:
    work = (
        f"[1] {NAMES[0]} and {NAMES[1]}. 2024. Counting what an answer costs. Journal of Models 3, 120–133."
    )
    found = answers("body-font-size", paper(references=(entry(f"{work} {remark}"),) * count))
    assert [answer.case for answer in found if isinstance(answer, Doubt)] == cases
