"""Words judged documents: makes the records from which reports are made, for a run or for one document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Final

from msgspec import structs

from mlcia_check.model.judged import JudgedDocument, Outcome, VenuePhrase
from mlcia_check.model.rule_pack import Pack, PackChoice
from mlcia_check.model.thumbnail import Thumbnail
from mlcia_check.report import worded, worded_measures
from mlcia_check.report.room_left import with_room_left
from mlcia_check.report.worded_run import PageShape, WordedPaper, WordedRules, WordedRun
from mlcia_check.report.words import wording
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.support.printable import plain, printable

QUOTE_MAX_CHARACTERS: Final = 120
"""Most characters of a hidden phrase in a sentence, as in a finding."""


def worded_run(
    documents: Sequence[JudgedDocument],
    pack: Pack | PackChoice,
    lang: Lang,
    pictures: Callable[[], Sequence[tuple[Thumbnail, ...]]] | None = None,
) -> WordedRun:
    """Word the documents of a run once, for all of its reports.

    `pictures` draws the pages with findings of each document; it is called at most once, by the first
    report that shows them.
    """
    drawn = cache(pictures) if pictures else None
    choice = _choice(pack)
    worded_papers = (_worded_paper(document, choice.of(document.path), lang) for document in documents)
    papers = tuple(
        structs.replace(paper, pictures=partial(_nth, drawn, number)) if drawn else paper
        for number, paper in enumerate(worded_papers)
    )
    return WordedRun(
        pack=worded_rules(choice, lang),
        verdicts=Counter(document.verdict for document in documents),
        papers=lambda: papers,
    )


def worded_rules(packs: Pack | PackChoice, lang: Lang) -> WordedRules:
    """Return the pack's title and rules in words; the rules are those for any of its kinds of paper."""
    choice = _choice(packs)
    pack = choice.usual
    rules = {rule.id: rule for one in reversed(choice.all()) for rule in one.rules}
    return WordedRules(
        name=pack.name,
        version=pack.version,
        title=wording.words(pack.title, lang),
        sha256=pack.sha256,
        rules=tuple(wording.rule(rule, lang) for _, rule in sorted(rules.items())),
        stage=pack.stage,
        kind=pack.kind,
        stage_title=wording.words(pack.stages[pack.stage], lang) if pack.stage else "",
        kind_titles={name: wording.words(kind.title, lang) for name, kind in pack.kinds.items()},
    )


def _choice(packs: Pack | PackChoice) -> PackChoice:
    return packs if isinstance(packs, PackChoice) else PackChoice(packs)


def worded_venue_phrase(found: VenuePhrase, lang: Lang) -> worded.WordedVenuePhrase:
    """Word a hidden phrase that most papers of a batch carry."""
    text = plain(found.text)
    quote = text if len(text) <= QUOTE_MAX_CHARACTERS else text[: QUOTE_MAX_CHARACTERS - 1].rstrip() + "…"
    key = "venue.excused" if found.excused else "venue.too-few"
    return worded.WordedVenuePhrase(
        text=text,
        papers=found.papers,
        of=found.of,
        excused=found.excused,
        message=phrase(lang, key, n=f"{found.papers:,}", of=f"{found.of:,}", quote=quote),
    )


def _nth(drawn: Callable[[], Sequence[tuple[Thumbnail, ...]]], number: int) -> tuple[Thumbnail, ...]:
    return drawn()[number]


def _worded_paper(document: JudgedDocument, pack: Pack, lang: Lang) -> WordedPaper:
    return WordedPaper(
        document=worded_document(document, pack, lang),
        path=document.path,
        cases=tuple(found.answer.case for found in document.findings),
        shapes=_shapes(document),
    )


def _shapes(document: JudgedDocument) -> tuple[PageShape, ...]:
    """Return the pages that hold the place of a finding."""
    found = {finding.answer.place.page for finding in document.findings if finding.answer.place}
    if document.paper is None or not found:
        return ()
    return tuple(
        PageShape(
            page.number,
            page.width_bp,
            page.height_bp,
            page.columns if isinstance(page.columns, int) else None,
        )
        for page in document.paper.pages
        if page.number in found
    )


def worded_document(document: JudgedDocument, pack: Pack, lang: Lang) -> worded.WordedDocument:
    """Word one document: make the record that `check --format json` prints."""
    paper = document.paper
    measured = worded_measures.measured(paper) if paper else None
    findings = wording.findings(document, pack, lang)
    asked = {found.rule: found.message for found in reversed(findings) if found.severity == "review"}
    return worded.WordedDocument(
        path=printable(document.path),
        sha256=document.sha256,
        verdict=document.verdict,
        pages=len(paper.pages) if paper else None,
        page_budget=with_room_left(
            worded_measures.page_budget(paper.budget, document.page_count), measured.columns
        )
        if paper and measured
        else None,
        measured=measured,
        checks=tuple(_check(outcome, asked, lang) for outcome in document.outcomes),
        findings=findings,
        kind=pack.kind,
    )


def _check(outcome: Outcome, asked: Mapping[str, str], lang: Lang) -> worded.WordedOutcome:
    """Word one outcome. `asked` holds the sentence of each undecided rule by rule id."""
    ignored = outcome.ignored
    if ignored is not None:
        ignored = plain(ignored) or phrase(lang, "ignored.no-reason")
    reason = asked.get(outcome.rule) if outcome.status == "review" else None
    if outcome.reason:
        reason = phrase(lang, f"reason.{outcome.reason}")
    return worded.WordedOutcome(outcome.rule, outcome.status, ignored, reason)
