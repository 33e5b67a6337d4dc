"""What changed between two runs: the record that the formats of `results diff` are made from. Data only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, Literal

from msgspec import Struct

from mlcia_check.model.judged import Severity, Verdict

ChangeKind = Literal["new", "first-checked", "waiver-void", "still-there", "waived", "unchecked", "fixed"]
"""`waived`: it counted and is waived now. `waiver-void`: it was waived and counts again. `unchecked`: the
rule was not applied this time, so nobody knows whether it is fixed. `first-checked`: the earlier run did not
ask for the rule, so nobody knows whether the finding is new."""

KINDS: Final[tuple[ChangeKind, ...]] = (
    "new",
    "first-checked",
    "waiver-void",
    "still-there",
    "waived",
    "unchecked",
    "fixed",
)
"""In the order of reports: what to act on first."""


class RuleChange(Struct, frozen=True):
    """What became of a rule's findings in one paper. `before` and `after` are their gravest severities, None
    without a finding; `message` is the sentence of the gravest finding, the later one if there is one."""

    rule: str
    kind: ChangeKind
    before: Severity | None
    after: Severity | None
    message: str


class PaperChange(Struct, frozen=True):
    """One paper in two runs. Its verdict is None in a run without it. `replaced`: the PDF is another one."""

    id: str
    title: str
    path: str
    before: Verdict | None
    after: Verdict | None
    replaced: bool
    rules: tuple[RuleChange, ...]

    @property
    def flipped(self) -> bool:
        return self.before is not None and self.after is not None and self.before != self.after

    @property
    def unchanged(self) -> bool:
        """Return whether verdict and findings are as before, whatever became of the PDF."""
        return self.before == self.after and all(one.kind == "still-there" for one in self.rules)


class ComparedRun(Struct, frozen=True):
    """One of the two runs: where it is, who judged by what, and how many papers have each verdict."""

    place: str
    version: str
    pack: str
    pack_sha256: str
    verdicts: dict[Verdict, int]

    @property
    def papers(self) -> int:
        return sum(self.verdicts.values())


class RunChanges(Struct, frozen=True):
    """Two runs and every paper in them, in the order of the later run; papers that are gone come last."""

    old: ComparedRun
    new: ComparedRun
    papers: tuple[PaperChange, ...]

    @property
    def added(self) -> Sequence[PaperChange]:
        return [paper for paper in self.papers if paper.before is None]

    @property
    def gone(self) -> Sequence[PaperChange]:
        return [paper for paper in self.papers if paper.after is None]

    @property
    def flipped(self) -> Sequence[PaperChange]:
        return [paper for paper in self.papers if paper.flipped]

    @property
    def replaced(self) -> int:
        return sum(paper.replaced for paper in self.papers)

    @property
    def kinds(self) -> Counter[ChangeKind]:
        """The number of changes of each kind in papers that both runs have."""
        both = (paper for paper in self.papers if paper.before is not None and paper.after is not None)
        return Counter(change.kind for paper in both for change in paper.rules)
