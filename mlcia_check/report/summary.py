"""A run as records: every document worded, and how many got which verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import structs

from mlcia_check.findings import Document, Outcome, Verdict
from mlcia_check.report import measures, records, wording
from mlcia_check.report.phrases import Lang, phrase
from mlcia_check.rule import Pack
from mlcia_check.shown import plain, printable
from mlcia_check.version import VERSION


def report(documents: Sequence[Document], pack: Pack, lang: Lang) -> records.Report:
    empty = heading(Counter(document.verdict for document in documents), pack)
    return structs.replace(
        empty, documents=tuple(document_record(document, pack, lang) for document in documents)
    )


def heading(verdicts: Mapping[Verdict, int], pack: Pack) -> records.Report:
    """The report of a run with these many verdicts of each kind, its documents left out."""
    return records.Report(
        schema_version=records.SCHEMA_VERSION,
        tool=records.Tool(name="mlcia-check", version=VERSION),
        pack=records.Pack(name=pack.name, sha256=pack.sha256),
        summary=records.Summary(
            documents=sum(verdicts.values()),
            passed=verdicts.get("pass", 0),
            fail=verdicts.get("fail", 0),
            review=verdicts.get("review", 0),
            unreadable=verdicts.get("unreadable", 0),
        ),
        documents=(),
    )


def document_record(document: Document, pack: Pack, lang: Lang) -> records.Document:
    paper = document.paper
    worded = wording.findings(document, pack, lang)
    asked = {found.rule: found.message for found in reversed(worded) if found.severity == "review"}
    return records.Document(
        path=printable(document.path),
        sha256=document.sha256,
        verdict=document.verdict,
        pages=len(paper.pages) if paper else None,
        page_budget=measures.page_budget(paper.budget, measures.page_limit(pack)) if paper else None,
        measured=measures.measured(paper) if paper else None,
        checks=tuple(_check(outcome, asked, lang) for outcome in document.outcomes),
        findings=worded,
    )


def _check(outcome: Outcome, asked: Mapping[str, str], lang: Lang) -> records.Check:
    """The outcome in words; `asked` is what could not be decided, by rule."""
    ignored = outcome.ignored
    if ignored is not None:
        ignored = plain(ignored) or phrase(lang, "ignored.no-reason")
    reason = asked.get(outcome.rule) if outcome.status == "review" else None
    if outcome.reason:
        reason = phrase(lang, f"reason.{outcome.reason}")
    return records.Check(outcome.rule, outcome.status, ignored, reason)
