"""The results of judging: findings, outcomes, verdicts, what the papers of a batch share. Data only."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from mlcia_check.model.answers import Breach, Doubt, Explanation
from mlcia_check.model.measured_paper import Paper, Part

Severity = Literal["error", "warning", "info", "review"]
"""How much a finding weighs. `review` means that the program could not decide."""

Status = Literal["pass", "fail", "warn", "review", "off", "not-applicable"]
Verdict = Literal["pass", "fail", "review", "unreadable"]


class Second(Struct, frozen=True):
    """What the second reader measured for a breach, in the breach's unit, or why it could not measure.

    `reason` names a phrase of the reports (`reason.<name>`).
    """

    measured: float | None = None
    reason: str = ""


class SourceLine(Struct, frozen=True):
    """A line of the LaTeX sources that a finding comes from. `line` counts from 1; `text` is what it says.

    `certain` means that the file or the page itself shows the connection; otherwise the line is a probable
    cause that was found by reading.
    """

    file: str
    line: int
    certain: bool
    text: str


class Finding(Struct, frozen=True):
    """A breach or doubt under a rule, with the severity that the pack gives it.

    `confirmed` is None if no second reader was asked, and False if it measured something else or
    could not measure; `second` says which. A finding that was contradicted is for review. `because_of`
    is the rule whose finding caused this one, "" for a finding without a cause. `explanations` are the
    honest explanations that the second reader ruled out, in addition to those of the breach. `source` are
    the lines of the LaTeX sources to look at, the surest first; None if no sources were given.
    """

    rule: str
    severity: Severity
    answer: Breach | Doubt
    confirmed: bool | None = None
    second: Second | None = None
    because_of: str = ""
    explanations: tuple[Explanation, ...] = ()
    source: tuple[SourceLine, ...] | None = None


class Outcome(Struct, frozen=True):
    """How one rule of the pack ended for one paper.

    `ignored` is the reason for which the run ignored the rule ("" if none was given), None if it did not
    ignore it. `reason` is the reason of NotApplicable, "" for any other status.
    """

    rule: str
    status: Status
    ignored: str | None = None
    reason: str = ""


class FreeSection(Struct, frozen=True):
    """A section of the body that a page limit does not count: its id, its heading, and its room in pages."""

    id: str
    heading: str
    pages: float


class PageCount(Struct, frozen=True):
    """What the pack's page limit counts of a document: `counted` whole pages, of which `limit` are allowed.

    `free` are the parts that do not count, `sections` the sections of the body that do not.
    """

    limit: int
    counted: int
    free: tuple[Part, ...] = ()
    sections: tuple[FreeSection, ...] = ()


class JudgedDocument(Struct, frozen=True):
    """One document of a run, judged. `paper` is None if the file could not be read within its limits.

    `page_count` is None if the pack has no page limit.
    """

    path: str
    sha256: str
    verdict: Verdict
    outcomes: tuple[Outcome, ...]
    findings: tuple[Finding, ...]
    paper: Paper | None
    page_count: PageCount | None = None


class VenuePhrase(Struct, frozen=True):
    """A row of hidden text that `papers` of the `of` papers of a batch carry, as the first of them writes it.

    `excused` says that there are enough of them: no paper is judged by it. If not, a person must decide.
    """

    text: str
    papers: int
    of: int
    excused: bool
