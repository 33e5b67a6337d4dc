"""What checks find and what the engine makes of it. Data only; words come last, in the reports."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Paper
from mlcia_check.model.pdf_facts import Gap

Severity = Literal["error", "warning", "info", "review"]
Status = Literal["pass", "fail", "warn", "review", "off", "not-applicable"]
Verdict = Literal["pass", "fail", "review", "unreadable"]
Value = str | int | float | tuple[float, ...] | None
Unit = Literal["bp", "pages", "lines", "characters", "entries", "percent", ""]


class Place(Struct, frozen=True):
    """Where something was measured: 1-based page, box in bp (or None for the page), the words there."""

    page: int
    box: Box | None = None
    words: str = ""


ExplanationName = Literal[
    "hanging-labels",
    "punctuation",
    "overfull-lines",
    "line-numbers",
    "wide-float",
    "own-width",
]
"""Honest explanations of text beyond an edge: labels of lists that hang out, marks whose box is wider than
their ink, lines that TeX could not break, numbers beside the lines, a float across the columns, and a box
with a width of its own."""

Refutation = Literal["few-lines", "other-lines", "not-there", "no-fit", "ink"]
"""What spoke against an explanation, and the figures that its sentence names.

- few-lines: it covers only `lines` of `of` lines;
- other-lines: `lines` of `of` lines that it does not cover show the same;
- not-there: nothing of the kind was found;
- no-fit: it explains up to `explained` bp, and `measured` bp were measured;
- ink: the ink of the rendered page shows `measured` bp too.
"""


class Explanation(Struct, frozen=True):
    """An honest explanation that was tried for a breach and does not hold; `figures` are what says so."""

    name: ExplanationName
    refuted_by: Refutation
    figures: dict[str, Value] = field(default_factory=dict)


class Breach(Struct, frozen=True):
    """A check's answer: the rule is broken here, by this much.

    `case` picks the sentence in the rule's file ("" is its only or its default one). `level`
    lowers the rule's severity for this breach (an overfull word is a warning under a rule of
    severity error); it never raises it. `pages` are all pages concerned, `place` the best
    evidence, `lines` how many lines of text it rests on. `detail` fills further names of the
    sentence. `geometric` breaches rest on measured geometry or type, so that a second reader can
    confirm them. `explanations` are the honest ones that the check tried.
    """

    measured: Value
    expected: Value
    unit: Unit = ""
    place: Place | None = None
    pages: tuple[int, ...] = ()
    lines: int = 0
    case: str = ""
    level: Literal["warning", "info"] | None = None
    detail: dict[str, Value] = field(default_factory=dict)
    geometric: bool = False
    explanations: tuple[Explanation, ...] = ()


class Doubt(Struct, frozen=True):
    """A check's answer: it could not decide. `case` picks the reason in the rule's file (`doubt:`).

    `gaps` are what could not be read of the file; the sentence names them as `{reason}`. A `grave` one is a
    question for a person even under a rule that only warns.
    """

    case: str
    place: Place | None = None
    pages: tuple[int, ...] = ()
    detail: dict[str, Value] = field(default_factory=dict)
    measured: Value = None
    expected: Value = None
    unit: Unit = ""
    gaps: tuple[Gap, ...] = ()
    grave: bool = False


class NotApplicable(Struct, frozen=True):
    """A check's answer: the question does not arise (no appendix: nothing to say of its layout).

    `reason` is a key of the reports' vocabulary, as that of Unmeasured is.
    """

    reason: str


Answer = Breach | Doubt | NotApplicable


class Second(Struct, frozen=True):
    """What the second reader made of a breach: its own figure, or why it has none.

    `measured` is in the breach's unit; `reason` is a key of the reports' vocabulary.
    """

    measured: float | None = None
    reason: str = ""


class Finding(Struct, frozen=True):
    """An answer under a rule, with the severity that the pack gives it. Words are rendered by the reports.

    `confirmed` is None where no second reader was asked, and False where it measured something
    else (the finding is then for review) or could not measure; `second` says which. `because_of`
    is the rule whose finding this one follows from, "" where it stands for itself. `explanations`
    are the honest ones that the second reader tried, on top of the breach's own.
    """

    rule: str
    severity: Severity
    answer: Breach | Doubt
    confirmed: bool | None = None
    second: Second | None = None
    because_of: str = ""
    explanations: tuple[Explanation, ...] = ()


class Outcome(Struct, frozen=True):
    """How one rule of the pack ended for one paper.

    `ignored` is the reason of whoever asked to leave the rule out, "" where none was given, and
    None where nobody did. `reason` is that of NotApplicable, "" for any other status.
    """

    rule: str
    status: Status
    ignored: str | None = None
    reason: str = ""


class JudgedDocument(Struct, frozen=True):
    """One document of a run, judged. `paper` is None when the file was not read, or not within limits."""

    path: str
    sha256: str
    verdict: Verdict
    outcomes: tuple[Outcome, ...]
    findings: tuple[Finding, ...]
    paper: Paper | None
