"""Findings in groups: the one that leads, and those that follow from it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from mlcia_check.model.judged import Severity
from mlcia_check.report.worded import WordedFinding
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.report.words.tallies import GRAVEST_FIRST

DECISIVE: tuple[Severity, ...] = ("error", "review")
"""What decides a verdict is shown with its sentence, wherever it is folded; the rest by its rule."""


class Group(Struct, frozen=True):
    """A finding and those that follow from it, in the report's order."""

    lead: WordedFinding
    follow: tuple[WordedFinding, ...] = ()

    @property
    def severity(self) -> Severity:
        """The gravest in the group."""
        return min((one.severity for one in (self.lead, *self.follow)), key=GRAVEST_FIRST.index)

    @property
    def decisive(self) -> tuple[WordedFinding, ...]:
        """Those that follow and decide the verdict, gravest first."""
        found = [one for one in self.follow if one.severity in DECISIVE]
        return tuple(sorted(found, key=lambda one: GRAVEST_FIRST.index(one.severity)))

    @property
    def light_rules(self) -> tuple[str, ...]:
        """The rules of the others, each once."""
        told = {one.rule for one in self.decisive}
        return tuple(
            dict.fromkeys(
                one.rule for one in self.follow if one.severity not in DECISIVE and one.rule not in told
            )
        )


def groups(findings: Sequence[WordedFinding]) -> list[Group]:
    """The findings by what leads them, the gravest group first, else in the order given.

    A finding whose cause is not among them stands for itself.
    """
    leads = {one.rule: place for place, one in reversed(list(enumerate(findings))) if not one.because_of}
    follow: dict[int, list[WordedFinding]] = {}
    alone = []
    for place, one in enumerate(findings):
        if one.because_of in leads:
            follow.setdefault(leads[one.because_of], []).append(one)
        else:
            alone.append(place)
    found = [Group(findings[place], tuple(follow.get(place, ()))) for place in alone]
    return sorted(found, key=lambda group: GRAVEST_FIRST.index(group.severity))


def follows_from(found: WordedFinding, lang: Lang) -> str:
    """The sentence that names the finding's cause; "" where it has none."""
    return phrase(lang, "because-of", rule=found.because_of) if found.because_of else ""
