"""The answers of checks: breach, doubt, not applicable. Data only; the reports add the words."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from mlcia_check.model.geometry import Box
from mlcia_check.model.pdf_facts import Gap

Value = str | int | float | tuple[float, ...] | None
Unit = Literal["bp", "pages", "lines", "characters", "entries", "words", "percent", "MB", "ppi", ""]


class Place(Struct, frozen=True):
    """A place of measurement: 1-based page, box in bp (None for the whole page), and the words there."""

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
"""Honest explanations of text beyond an edge.

- hanging-labels: labels of a list that hang out to the left of the text;
- punctuation: punctuation whose box is wider than its ink;
- overfull-lines: lines that TeX could not break;
- line-numbers: numbers beside the lines;
- wide-float: a float that spans the columns;
- own-width: a box set to its own width.
"""

Refutation = Literal["few-lines", "other-lines", "not-there", "no-fit", "ink"]
"""Why an explanation does not hold, and the figures that its sentence names.

- few-lines: it explains only `lines` of `of` lines;
- other-lines: `lines` of `of` lines that it does not explain show the same;
- not-there: no such thing was found;
- no-fit: it explains up to `explained` bp of the `measured` bp;
- ink: the ink of the rendered page measures `measured` bp too.
"""


class Explanation(Struct, frozen=True):
    """An honest explanation that was tried for a breach and does not hold.

    `figures` are the numbers behind `refuted_by`, by the names that its sentence uses.
    """

    name: ExplanationName
    refuted_by: Refutation
    figures: dict[str, Value] = field(default_factory=dict)


class Breach(Struct, frozen=True):
    """A check's answer: the paper breaks the rule, by this much.

    `case` selects the sentence in the rule's file; "" selects the default one. `level` lowers the rule's
    severity for this breach (an overfull word is a warning under a rule of severity error); it never
    raises it. `pages` (1-based) are all pages that break the rule, `place` is the best evidence, `places`
    are all places that show it (() if `place` and `pages` say it all), `lines` is the number of text lines
    that show it. `detail` fills further names of the sentence. A `geometric`
    breach rests on measured geometry or type, so that a second reader can confirm it. `explanations` are
    the honest explanations that the check ruled out.
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
    places: tuple[Place, ...] = ()


class Doubt(Struct, frozen=True):
    """A check's answer: it could not decide. `case` selects the reason in the rule's file (`doubt:`).

    `places` are as in Breach. `gaps` are the parts of the file that could not be read; the sentence names
    them as `{reason}`. A `grave` doubt sends the paper to review even under a rule of severity warning.
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
    places: tuple[Place, ...] = ()


class NotApplicable(Struct, frozen=True):
    """A check's answer: the rule does not apply (a paper without an appendix has no appendix layout).

    `reason` names a phrase of the reports (`reason.<name>`), as in Unmeasured.
    """

    reason: str


Answer = Breach | Doubt | NotApplicable
