"""A finding as one line for formats that have a single field for it, and how it is known again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mlcia_check.report.worded import WordedFinding
from mlcia_check.report.worded_run import WordedPaper
from mlcia_check.report.words.folding import follows_from
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.report.words.quantity import notation, page_ranges

LINE = 1
"""Code scanners ask for a line, and a PDF has none: its page stands in the sentence and the properties."""


def pages(found: WordedFinding, lang: Lang) -> str:
    """ "page 3" or "pages 2-20"; "" for the whole document."""
    if not found.pages:
        return ""
    number = "one" if len(found.pages) == 1 else "many"
    return phrase(lang, f"page.{number}", n=page_ranges(found.pages, notation(lang)))


def placed(found: WordedFinding, lang: Lang) -> str:
    """ "page 3: The text is 510.4bp wide." """
    where = pages(found, lang)
    return f"{where}{phrase(lang, 'at')}{found.message}" if where else found.message


def sentence(found: WordedFinding, lang: Lang) -> str:
    """Where, what, what it follows from, and what to do, in one line."""
    parts = (placed(found, lang), follows_from(found, lang), found.hint)
    return phrase(lang, "next-sentence").join(filter(None, parts))


def tried(found: WordedFinding, lang: Lang) -> str:
    """The honest explanations that were tried: "line numbers: no, nothing of the kind was found"."""
    return phrase(lang, "tried.next").join(
        phrase(lang, "tried.one", explanation=one.words, refutation=one.refuted_by)
        for one in found.explanations
    )


def fingerprints(paper: WordedPaper) -> Sequence[str]:
    """For each finding 64 hex digits that stay the same while the document breaks this rule in this way.

    Figures and pages do not enter, so that a paper that grew by a page keeps its old findings.
    """
    met: Counter[tuple[str, str]] = Counter()
    made = []
    cases = paper.cases or [""] * len(paper.document.findings)
    for found, case in zip(paper.document.findings, cases, strict=True):
        kind = found.rule, case
        met[kind] += 1
        made.append(fingerprint(paper.path, *kind, str(met[kind])))
    return made


def fingerprint(*parts: str) -> str:
    """64 hex digits that stand for these parts."""
    import hashlib

    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
