"""What waivers do to a judged document: only the waived finding goes, and verdict and outcomes follow."""

from __future__ import annotations

import pytest
from msgspec import structs

from mlcia_check.model.decisions import Decision, Decisions, Waiver
from mlcia_check.report.word_run import worded_document
from mlcia_check.report.worded import WordedDocument
from mlcia_check.season.waived import DecidedPapers, with_decisions
from tests.report_samples import DOUBTFUL, FAILING, PACK, UNREADABLE

SHA256 = FAILING.sha256
FAILED = worded_document(FAILING, PACK, "en")


def waiver(rule: str, page: int | None = None, sha256: str = SHA256) -> Waiver:
    return Waiver("9", rule, "a reason", "A. Chair", "2026-05-31", sha256, page)


def decided(
    *waivers: Waiver, document: WordedDocument = FAILED, light: tuple[str, ...] = ()
) -> WordedDocument:
    return with_decisions(document, "9", DecidedPapers(Decisions((), waivers)), light, "en")


def errors(document: WordedDocument) -> list[str]:
    return [found.rule for found in document.findings if found.severity == "error"]


def test_without_a_decision_nothing_changes() -> None:
    assert decided() is FAILED
    other = structs.replace(waiver("text-block"), paper="10")
    assert decided(other) is FAILED


def test_a_waiver_takes_its_own_finding_only() -> None:
    after = decided(waiver("text-block"))
    assert after.verdict == "fail"
    assert [one.finding.rule for one in after.waived] == ["text-block"]
    assert [found.rule for found in after.findings] == [
        found.rule for found in FAILED.findings if found.rule != "text-block"
    ]


def test_the_verdict_follows_when_every_error_is_waived() -> None:
    assert decided(*map(waiver, errors(FAILED))).verdict == "pass"


def test_a_waived_rule_is_off_and_says_by_whom() -> None:
    [check] = [check for check in decided(waiver("text-block")).checks if check.rule == "text-block"]
    assert (check.status, check.reason) == ("off", "waived by A. Chair, 2026-05-31: a reason")


def test_a_page_s_waiver_covers_no_other_page() -> None:
    """text-block is found on the pages 2 to 20, citation-resolved on page 4 alone."""
    some = decided(waiver("text-block", page=3), waiver("citation-resolved", page=4))
    assert [one.finding.rule for one in some.waived] == ["citation-resolved"]
    [idle] = some.idle_waivers
    assert (idle.rule, idle.page, idle.because) == ("text-block", 3, "other-pages")
    every = decided(*(waiver("text-block", page) for page in range(2, 21)))
    assert [one.finding.rule for one in every.waived] == ["text-block"]
    assert every.idle_waivers == ()


@pytest.mark.parametrize(
    ("given", "because"),
    [
        (waiver("text-block", sha256="b" * 64), "changed-pdf"),
        (waiver("small-text", page=1), "no-finding"),
        (waiver("no-such-rule"), "no-finding"),
    ],
)
def test_a_waiver_without_effect_is_said(given: Waiver, because: str) -> None:
    after = decided(given)
    assert (after.verdict, after.findings) == (FAILED.verdict, FAILED.findings)
    assert [one.because for one in after.idle_waivers] == [because]


def test_open_questions_are_waived_as_errors_are() -> None:
    before = worded_document(DOUBTFUL, PACK, "en")
    asked = [found.rule for found in before.findings if found.severity == "review"]
    assert before.verdict == "review"
    assert decided(*map(waiver, asked), document=before).verdict == "pass"


def test_a_doubt_that_left_the_verdict_alone_still_does() -> None:
    doubt = structs.replace(FAILED.findings[0], rule="small-text", severity="review")
    before = structs.replace(FAILED, findings=(*FAILED.findings, doubt))
    all_errors = [waiver(rule) for rule in errors(FAILED)]
    assert decided(*all_errors, document=before).verdict == "review"
    assert decided(*all_errors, document=before, light=("small-text",)).verdict == "pass"


def test_a_file_stays_unreadable_until_that_is_waived() -> None:
    before = worded_document(UNREADABLE, PACK, "en")
    other = structs.replace(FAILED.findings[1], rule="citation-resolved")
    with_other = structs.replace(before, findings=(*before.findings, other))
    assert decided(waiver("citation-resolved"), document=with_other).verdict == "unreadable"
    assert decided(waiver("pdf-readable"), document=before).verdict == "pass"


def test_a_decision_is_noted_and_changes_no_verdict() -> None:
    made = Decision("9", "reject", "A. Chair", "2026-05-31", SHA256, "out of scope")
    papers = DecidedPapers(Decisions((made,)))
    after = with_decisions(FAILED, "9", papers, (), "en")
    assert after.decision is not None
    assert (after.decision.decision, after.decision.note, after.decision.outdated) == (
        "reject",
        "out of scope",
        False,
    )
    assert structs.replace(after, decision=None) == FAILED
    changed = with_decisions(structs.replace(FAILED, sha256="c" * 64), "9", papers, (), "en")
    assert changed.decision is not None
    assert changed.decision.outdated


def test_papers_that_are_not_in_the_batch_are_told() -> None:
    papers = DecidedPapers(Decisions((Decision("8", "ask", "A", "2026-05-31", SHA256),), (waiver("x"),)))
    assert papers.without_paper({"1", "8"}) == ["9"]
    assert set(papers.without_paper(set())) == {"8", "9"}
