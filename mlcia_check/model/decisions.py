"""What chairs decided about the papers of a batch, as `waivers.yaml` keeps it. Data only."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

HEAD: Final = "# What the chairs decided about these papers. See docs/batch.md of mlcia-check.\n"
"""The first line of `waivers.yaml`."""

DecisionName = Literal["reject", "ask", "fine"]
"""`ask`: ask the authors."""


class Waiver(Struct, frozen=True, omit_defaults=True):
    """A waiver of one rule for one PDF of a paper.

    `page` is the only page (1-based) that it covers, None if it covers the whole paper. `when` is a date,
    "YYYY-MM-DD". `sha256` is of the PDF: a waiver does not cover another version of the paper.
    """

    paper: str
    rule: str
    reason: str
    by: str
    when: str
    sha256: str
    page: int | None = None


class Decision(Struct, frozen=True, omit_defaults=True):
    """What a chair decided about one PDF of a paper. It is a note: only waivers change a verdict."""

    paper: str
    decision: DecisionName
    by: str
    when: str
    sha256: str
    note: str = ""


class Decisions(Struct, frozen=True, omit_defaults=True):
    """The content of `waivers.yaml`."""

    decisions: tuple[Decision, ...] = ()
    waivers: tuple[Waiver, ...] = ()


NO_DECISIONS = Decisions()
