"""What a chair's table says of one paper: its findings as sentences, gravest first."""

from __future__ import annotations

from mlcia_check.model.judged import Severity
from mlcia_check.report.worded import WordedDocument
from mlcia_check.report.words.tallies import GRAVEST_FIRST


def reasons(document: WordedDocument, *severities: Severity) -> list[str]:
    """Return the sentences of the findings, gravest first: those of `severities`, or all but notes."""
    wanted = severities or GRAVEST_FIRST[:-1]
    found = [one for one in document.findings if one.severity in wanted]
    return [one.message for one in sorted(found, key=lambda one: GRAVEST_FIRST.index(one.severity))]


def joined(sentences: list[str]) -> str:
    """Return the sentences as one line of text."""
    return " ".join(sentences)


def is_number(paper_id: str) -> bool:
    """Return True for the ids of systems that count their papers."""
    return paper_id.isascii() and paper_id.isdigit()
