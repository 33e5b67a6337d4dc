"""What chairs decided about a paper, in words: waivers, waivers without effect, the decision."""

from __future__ import annotations

from collections.abc import Iterator

from mlcia_check.report.worded import IdleWaiver, NotedDecision, WaivedFinding, WordedDocument
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.report.words.sentences import placed


def waived(one: WaivedFinding, lang: Lang) -> str:
    """Return who waived the finding, when and why."""
    return phrase(lang, "waived.by", by=one.by, when=one.when, reason=one.reason)


def waived_finding(one: WaivedFinding, lang: Lang) -> str:
    """Return the finding with its pages, then who waived it and why: "page 3: ... [waived by ...]"."""
    return phrase(lang, "waived.finding", finding=placed(one.finding, lang), waived=waived(one, lang))


def idle(one: IdleWaiver, lang: Lang) -> str:
    """Return why a waiver has no effect, and what it says."""
    said = phrase(lang, "waived.by", by=one.by, when=one.when, reason=one.reason)
    if one.page is not None:
        said = phrase(lang, "page.one", n=one.page) + phrase(lang, "at") + said
    return phrase(lang, f"idle.{one.because}", said=said)


def has_void_waiver(document: WordedDocument) -> bool:
    """Return whether a waiver was made for another PDF of this paper."""
    return any(one.because == "changed-pdf" for one in document.idle_waivers)


def decision(one: NotedDecision, lang: Lang) -> str:
    """Return the decision, who made it and when, and the note."""
    said = phrase(
        lang,
        "decision.note" if one.note else "decision.by",
        decision=phrase(lang, f"decision.{one.decision}"),
        by=one.by,
        when=one.when,
        note=one.note,
    )
    return phrase(lang, "decision.outdated", decision=said) if one.outdated else said


def rows(document: WordedDocument, lang: Lang) -> Iterator[tuple[str, str]]:
    """Yield each waiver of the document as its rule and a sentence: those that hold, then those without
    effect."""
    for one in document.waived:
        yield one.finding.rule, waived_finding(one, lang)
    for lapsed in document.idle_waivers:
        yield lapsed.rule, idle(lapsed, lang)
