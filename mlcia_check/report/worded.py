"""The JSON report as records. Its JSON Schema is made from them (schemas/report-1.schema.json).

The shape is frozen under `SCHEMA_VERSION`: fields are added, never renamed, removed or given
another meaning. Lengths are bp, boxes are (left, bottom, right, top) from the bottom left corner.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from mlcia_check.model import geometry
from mlcia_check.model.answers import ExplanationName
from mlcia_check.model.decisions import DecisionName
from mlcia_check.model.judged import Severity, Status, Verdict
from mlcia_check.model.measured_paper import Part

SCHEMA_VERSION: Literal[1] = 1

Count = Annotated[int, Meta(ge=0)]
PageNumber = Annotated[int, Meta(ge=1, description="1-based")]
Box = tuple[float, float, float, float]
Sha256 = Annotated[str, Meta(pattern="^([0-9a-f]{64})?$", description="Empty when no byte could be read")]


def box(edges: geometry.Box) -> Box:
    """Return the box rounded to a hundredth of a bp: finer digits are noise."""
    return round(edges.left, 2), round(edges.bottom, 2), round(edges.right, 2), round(edges.top, 2)


class Tool(Struct, frozen=True):
    """The program that wrote the report."""

    name: str
    version: str


class WordedPack(Struct, frozen=True, omit_defaults=True):
    """The rule pack; `sha256` is of its resolved content.

    `stage` and `kind` are those of the pack for which it was resolved; left out if it has none. Documents of
    another kind than `kind` name their own.
    """

    name: str
    sha256: str
    stage: str = ""
    kind: str = ""


class Summary(Struct, frozen=True):
    """The number of documents with each verdict."""

    documents: Count
    # `pass` is a keyword of Python, hence the name of the attribute.
    passed: Count = field(name="pass")
    fail: Count
    review: Count
    unreadable: Count


class SectionPages(Struct, frozen=True):
    """A section that the page limit does not count: the pack's id, the paper's heading, pages to a tenth."""

    id: str
    heading: str
    pages: float


class PageBudget(Struct, frozen=True):
    """How the pages are used. `limit` is null if the pack sets no limit; parts are pages to a tenth.

    `counted` is the number of pages that the limit counts, the one of the verdict. `free` are the parts that
    it does not count, `sections` the sections that it does not; `body` is without these.
    `left` and `left_columns` are the room left under the limit, in pages and columns to a tenth (null without
    a limit or beyond it, `left_columns` also if the number of columns is unmeasured).
    """

    limit: Count | None
    counted: Count
    body: float
    bibliography: float
    appendix: float
    free: tuple[Part, ...] = ()
    sections: tuple[SectionPages, ...] = ()
    left: float | None = None
    left_columns: float | None = None


class Measured(Struct, frozen=True):
    """The measures of a paper. An unmeasured quantity is null, and `unmeasured` gives the reason."""

    paper_size: tuple[float, float] | None
    columns: Count | None
    column_width: float | None
    column_gap: float | None
    text_block: Box | None
    body_font: str | None
    body_font_size: float | None
    leading: float | None
    language: str | None
    references: Count
    unmeasured: dict[str, str] = {}


class WordedOutcome(Struct, frozen=True, omit_defaults=True):
    """How one rule of the pack ended.

    `ignored` is the reason why the rule was ignored on request; `reason` says why the rule did not apply or
    could not be decided, as a sentence or part of one. Both are left out if they do not apply.
    """

    rule: str
    status: Status
    ignored: str | None = None
    reason: str | None = None


class WordedExplanation(Struct, frozen=True):
    """An honest explanation that was ruled out: its name, the same in words, and why it does not hold.

    `figures` are the numbers in `refuted_by`.
    """

    name: ExplanationName
    words: str
    refuted_by: str
    figures: dict[str, str | int | float | tuple[float, ...] | None]


class WordedSourceLine(Struct, frozen=True):
    """A line of the LaTeX sources that a finding comes from. `text` is what the line says.

    `certain` is false for a probable cause that was found by reading the sources.
    """

    file: str
    line: Annotated[int, Meta(ge=1)]
    certain: bool
    text: str


class WordedFinding(Struct, frozen=True):
    """One finding in words. `page` is the best place to look, `pages` are all pages concerned.

    `lines` is the number of text lines that it rests on (0 if it is not about lines), `words` the text at
    the place, `confirmed` the second reader's answer (null if it was not asked). `because_of` is the rule
    whose finding this one follows from (null if it follows from none), `explanations` are the honest
    explanations that were ruled out. `rule_page` is the address of the rule's page in the documentation, a
    path or a URL (null if it has none). `source` are the lines of the LaTeX sources to look at, the surest
    first; it is left out if no sources were given.
    """

    rule: str
    severity: Severity
    page: PageNumber | None
    pages: tuple[PageNumber, ...]
    bbox: Box | None
    message: str
    measured: str | int | float | tuple[float, ...] | None
    allowed: str | None
    unit: str
    hint: str
    lines: Count
    words: str
    confirmed: bool | None
    because_of: str | None = None
    explanations: tuple[WordedExplanation, ...] = ()
    rule_page: str | None = None
    source: tuple[WordedSourceLine, ...] | UnsetType = UNSET

    @property
    def source_lines(self) -> tuple[WordedSourceLine, ...]:
        """The lines of `source`, () if it is left out."""
        return self.source if isinstance(self.source, tuple) else ()


class WaivedFinding(Struct, frozen=True):
    """A finding that a person waived: it is not among the document's findings and does not count.

    `by` is the person who decided, `when` the date ("YYYY-MM-DD").
    """

    finding: WordedFinding
    reason: str
    by: str
    when: str


class IdleWaiver(Struct, frozen=True, omit_defaults=True):
    """A waiver without effect on this document. `page` is left out if it is for the whole paper.

    `because` says why: `changed-pdf` (it was made for another PDF of this paper), `no-finding` (the rule has
    no finding there), `other-pages` (the finding also concerns pages without a waiver).
    """

    rule: str
    because: Literal["changed-pdf", "no-finding", "other-pages"]
    reason: str
    by: str
    when: str
    page: PageNumber | None = None


class NotedDecision(Struct, frozen=True, omit_defaults=True):
    """What a chair decided about this paper; it does not change the verdict.

    `outdated`: it was made for another PDF of this paper. Both `note` and `outdated` are left out if empty.
    """

    decision: DecisionName
    by: str
    when: str
    note: str = ""
    outdated: bool = False


class WordedDocument(Struct, frozen=True, omit_defaults=True):
    """One document. `pages`, `page_budget` and `measured` are null if it was not read.

    `id` and `title` are those of a batch. `kind` is the kind of paper as which the document was
    judged. Fields with a default are left out if they have nothing to say.
    """

    path: Annotated[str, Meta(description="As given; inside an archive: archive.zip!/paper.pdf")]
    sha256: Sha256
    verdict: Verdict
    pages: Count | None
    page_budget: PageBudget | None
    measured: Measured | None
    checks: tuple[WordedOutcome, ...]
    findings: tuple[WordedFinding, ...]
    id: str = ""
    title: str = ""
    waived: tuple[WaivedFinding, ...] = ()
    idle_waivers: tuple[IdleWaiver, ...] = ()
    decision: NotedDecision | None = None
    kind: str = ""

    @property
    def valid_decision(self) -> DecisionName | None:
        """What a chair decided about this PDF; None if nothing, or only about another version of it."""
        return self.decision.decision if self.decision and not self.decision.outdated else None


class WordedVenuePhrase(Struct, frozen=True):
    """A hidden phrase that `papers` of the `of` papers of a batch carry, and what that means, as a sentence.

    If it is `excused`, no paper is judged by it.
    """

    text: str
    papers: Count
    of: Count
    excused: bool
    message: str


class WordedReport(Struct, frozen=True, omit_defaults=True):
    """A run of mlcia-check over one or more documents.

    `venue_phrases` is left out unless most papers of a batch carry the same hidden phrase.
    """

    schema_version: Literal[1]
    tool: Tool
    pack: WordedPack
    summary: Summary
    documents: tuple[WordedDocument, ...]
    venue_phrases: tuple[WordedVenuePhrase, ...] = ()
