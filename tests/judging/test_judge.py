"""From answers to outcomes, order, severity and verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from msgspec import Struct, structs

from mlcia_check.errors import UnreadableDocument, UsageProblem
from mlcia_check.judging import outcomes
from mlcia_check.model.answers import Answer, Breach, Doubt, NotApplicable, Place
from mlcia_check.model.geometry import Box
from mlcia_check.model.judged import JudgedDocument, Severity
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.rule_pack import Cases, Level, Pack, Rule, Words
from tests.packs import pack_at
from tests.papers import paper

TEXT = Words("text", "文字")


class Scripted:
    """A check that answers what it was told to."""

    def __init__(self) -> None:
        self.BREACHES: Cases = {"": ()}
        self.DOUBTS: Cases = {"": ()}

    class Params(Struct, frozen=True):
        answers: tuple[Any, ...] = ()

    def check(self, paper: Paper, params: Any) -> Iterator[Answer]:  # noqa: ARG002 - every check's signature
        yield from params.answers


Judge = Callable[..., JudgedDocument]


@pytest.fixture
def judge(monkeypatch: pytest.MonkeyPatch) -> Judge:
    """Judges a paper under rules given as (id, severity, answers)."""
    monkeypatch.setattr(outcomes, "CHECKS", {"scripted": Scripted()})

    def run(*rules: tuple[str, Level, list[Answer]], **options: Any) -> JudgedDocument:
        return outcomes.run(pack(*rules), paper(), "paper.pdf", "ab", **options)

    return run


def pack(*rules: tuple[str, Level, list[Answer]]) -> Pack:
    return Pack(
        name="p",
        title=TEXT,
        version="",
        source="",
        sha256="",
        rules=tuple(
            Rule(
                id=name,
                severity=severity,
                check="scripted",
                params=Scripted.Params(tuple(answers)),
                message={"": TEXT},
                doubt={"": TEXT},
                why=TEXT,
                fix={"": TEXT},
                source="",
            )
            for name, severity, answers in rules
        ),
    )


BREACH = Breach(2, 1)
LOW = structs.replace(BREACH, level="warning")
LOWEST = structs.replace(BREACH, level="info")
DOUBT = Doubt("")


@pytest.mark.parametrize(
    ("level", "answer", "severity", "status", "verdict"),
    [
        ("error", None, None, "pass", "pass"),
        ("error", BREACH, "error", "fail", "fail"),
        ("error", LOW, "warning", "warn", "pass"),
        ("error", LOWEST, "info", "warn", "pass"),
        ("error", DOUBT, "review", "review", "review"),
        ("error", NotApplicable("no-appendix"), None, "not-applicable", "pass"),
        ("warning", BREACH, "warning", "warn", "pass"),
        ("warning", LOW, "warning", "warn", "pass"),
        ("warning", LOWEST, "info", "warn", "pass"),
        ("warning", DOUBT, "review", "review", "pass"),
        ("info", BREACH, "info", "warn", "pass"),
        ("info", LOW, "info", "warn", "pass"),
        ("info", DOUBT, "review", "review", "pass"),
        ("review", BREACH, "review", "review", "review"),
        ("review", DOUBT, "review", "review", "review"),
        ("off", BREACH, None, "off", "pass"),
    ],
)
def test_what_an_answer_comes_to(
    judge: Judge, level: Level, answer: Answer | None, severity: Severity | None, status: str, verdict: str
) -> None:
    document = judge(("r", level, [answer] if answer else []))
    assert [finding.severity for finding in document.findings] == ([severity] if severity else [])
    assert [outcome.status for outcome in document.outcomes] == [status]
    assert document.verdict == verdict


@pytest.mark.parametrize(
    ("answers", "status", "verdict"),
    [
        ([LOW, BREACH], "fail", "fail"),
        ([DOUBT, BREACH], "fail", "fail"),
        ([LOW, DOUBT], "review", "review"),
        ([LOW, LOWEST], "warn", "pass"),
    ],
)
def test_the_gravest_answer_decides(judge: Judge, answers: list[Answer], status: str, verdict: str) -> None:
    document = judge(("r", "error", answers))
    assert ([o.status for o in document.outcomes], document.verdict) == ([status], verdict)


@pytest.mark.parametrize(
    ("answers", "reason"),
    [([NotApplicable("no-appendix")], "no-appendix"), ([NotApplicable("no-appendix"), LOW], ""), ([], "")],
)
def test_a_rule_that_does_not_apply_says_why(judge: Judge, answers: list[Answer], reason: str) -> None:
    [outcome] = judge(("r", "error", answers)).outcomes
    assert outcome.reason == reason


def test_an_error_outweighs_a_question(judge: Judge) -> None:
    assert judge(("a", "error", [BREACH]), ("b", "error", [DOUBT])).verdict == "fail"


def at(page: int, left: float = 0.0, top: float = 0.0) -> Breach:
    return structs.replace(BREACH, place=Place(page, Box(left, top - 10, left + 10, top)))


def test_findings_stand_by_page_then_position_then_rule(judge: Judge) -> None:
    document = judge(
        ("a", "error", [at(2, 54, 700), at(1, 318, 700), at(1, 54, 300)]),
        ("b", "error", [at(1, 54, 700), BREACH, structs.replace(BREACH, pages=(2, 3))]),
        ("c", "error", [at(1, 54, 700)]),
    )
    order = [(f.rule, f.answer.place.page if f.answer.place else None) for f in document.findings]
    assert order == [("b", None), ("b", 1), ("c", 1), ("a", 1), ("a", 1), ("b", None), ("a", 2)]


TWO: tuple[tuple[str, Level, list[Answer]], ...] = (
    ("page-limit", "error", [BREACH]),
    ("font-size", "error", [BREACH]),
)


@pytest.mark.parametrize(
    ("options", "applied"),
    [
        ({}, {"page-limit", "font-size"}),
        ({"select": ["page-limit"]}, {"page-limit"}),
        ({"ignore": ["page-limit"]}, {"font-size"}),
        ({"select": ["page-limit"], "ignore": ["page-limit"]}, set()),
    ],
)
def test_rules_can_be_selected_and_ignored(judge: Judge, options: dict[str, Any], applied: set[str]) -> None:
    document = judge(*TWO, **options)
    assert {finding.rule for finding in document.findings} == applied
    assert {o.rule for o in document.outcomes if o.status == "off"} == {"page-limit", "font-size"} - applied


@pytest.mark.parametrize("option", ["select", "ignore"])
def test_an_unknown_rule_is_told_with_the_nearest_one(judge: Judge, option: str) -> None:
    with pytest.raises(UsageProblem, match=r"^pack p has no rule 'page-limt'; did you mean 'page-limit'\?$"):
        judge(*TWO, **{option: ["page-limt"]})


def test_a_rule_that_is_off_cannot_be_selected(judge: Judge) -> None:
    with pytest.raises(UsageProblem, match="rule 'r' is off in pack p"):
        judge(("r", "off", [BREACH]), select=["r"])


def test_a_file_that_cannot_be_read() -> None:
    shipped = pack_at("mlcia-2022")
    document = outcomes.unreadable(shipped, "x.pdf", "ab", UnreadableDocument("password"))
    assert (document.verdict, document.paper) == ("unreadable", None)
    [finding] = document.findings
    assert (finding.rule, finding.severity) == ("pdf-readable", "error")
    assert isinstance(finding.answer, Breach)
    assert finding.answer.case == "password"
    statuses = {outcome.rule: outcome.status for outcome in document.outcomes}
    assert statuses.pop("pdf-readable") == "fail"
    assert set(statuses.values()) == {"not-applicable"}
    assert {outcome.reason for outcome in document.outcomes} == {"", "unreadable"}


def test_a_file_whose_reading_was_given_up_is_for_a_person_and_no_fault_of_its_own() -> None:
    document = outcomes.given_up(pack_at("mlcia-2022"), "x.pdf", "ab", "time-limit", "30 s")
    assert (document.verdict, document.paper) == ("review", None)
    [finding] = document.findings
    assert (finding.rule, finding.severity) == ("pdf-readable", "review")
    statuses = {outcome.rule: outcome.status for outcome in document.outcomes}
    assert statuses.pop("pdf-readable") == "review"
    assert set(statuses.values()) == {"not-applicable"}


def test_a_paper_without_fault_passes_the_default_pack() -> None:
    document = outcomes.run(
        pack_at("mlcia-2022"), paper(), "x.pdf", "ab", ignore=["front-matter", "language"]
    )
    assert (document.verdict, document.findings) == ("pass", ())
