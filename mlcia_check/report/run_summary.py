"""A run as records: every document worded, and how many got which verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import structs

from mlcia_check.model.judged import JudgedDocument, Outcome, Verdict
from mlcia_check.model.rule_pack import Pack
from mlcia_check.report import worded, worded_measures
from mlcia_check.report.words import wording
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.support.printable import plain, printable
from mlcia_check.version import VERSION


def report(documents: Sequence[JudgedDocument], pack: Pack, lang: Lang) -> worded.WordedReport:
    empty = heading(Counter(document.verdict for document in documents), pack)
    return structs.replace(
        empty, documents=tuple(document_record(document, pack, lang) for document in documents)
    )


def heading(verdicts: Mapping[Verdict, int], pack: Pack) -> worded.WordedReport:
    """The report of a run with these many verdicts of each kind, its documents left out."""
    return worded.WordedReport(
        schema_version=worded.SCHEMA_VERSION,
        tool=worded.Tool(name="mlcia-check", version=VERSION),
        pack=worded.WordedPack(name=pack.name, sha256=pack.sha256),
        summary=worded.Summary(
            documents=sum(verdicts.values()),
            passed=verdicts.get("pass", 0),
            fail=verdicts.get("fail", 0),
            review=verdicts.get("review", 0),
            unreadable=verdicts.get("unreadable", 0),
        ),
        documents=(),
    )


def document_record(document: JudgedDocument, pack: Pack, lang: Lang) -> worded.WordedDocument:
    paper = document.paper
    findings = wording.findings(document, pack, lang)
    asked = {found.rule: found.message for found in reversed(findings) if found.severity == "review"}
    return worded.WordedDocument(
        path=printable(document.path),
        sha256=document.sha256,
        verdict=document.verdict,
        pages=len(paper.pages) if paper else None,
        page_budget=worded_measures.page_budget(paper.budget, worded_measures.page_limit(pack))
        if paper
        else None,
        measured=worded_measures.measured(paper) if paper else None,
        checks=tuple(_check(outcome, asked, lang) for outcome in document.outcomes),
        findings=findings,
    )


def _check(outcome: Outcome, asked: Mapping[str, str], lang: Lang) -> worded.WordedOutcome:
    """The outcome in words; `asked` is what could not be decided, by rule."""
    ignored = outcome.ignored
    if ignored is not None:
        ignored = plain(ignored) or phrase(lang, "ignored.no-reason")
    reason = asked.get(outcome.rule) if outcome.status == "review" else None
    if outcome.reason:
        reason = phrase(lang, f"reason.{outcome.reason}")
    return worded.WordedOutcome(outcome.rule, outcome.status, ignored, reason)
