"""Groups findings: a leading finding with the findings that follow from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from mlcia_check.model.judged import Severity
from mlcia_check.report.worded import WordedFinding
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.report.words.tallies import GRAVEST_FIRST

DECISIVE: tuple[Severity, ...] = ("error", "review")
"""Severities that decide the verdict. Folded findings of these severities keep their sentence; of the others
only the rule id is shown."""


class Group(Struct, frozen=True):
    """A finding and the findings that follow from it, in the report's order."""

    lead: WordedFinding
    follow: tuple[WordedFinding, ...] = ()

    @property
    def severity(self) -> Severity:
        """The gravest severity in the group."""
        return min((one.severity for one in (self.lead, *self.follow)), key=GRAVEST_FIRST.index)

    @property
    def is_folded(self) -> bool:
        """Return True if the lead is no fault itself but explains the others, as another template does.

        Reports for people then name the rules that follow, without their sentences.
        """
        return self.lead.severity == "info" and bool(self.follow)

    @property
    def follow_counts(self) -> tuple[tuple[str, int], ...]:
        """The rules that follow with the number of their findings, gravest first."""
        gravest_first = sorted(self.follow, key=lambda one: GRAVEST_FIRST.index(one.severity))
        return tuple(Counter(one.rule for one in gravest_first).items())

    @property
    def decisive(self) -> tuple[WordedFinding, ...]:
        """The following findings that decide the verdict, gravest first."""
        found = [one for one in self.follow if one.severity in DECISIVE]
        return tuple(sorted(found, key=lambda one: GRAVEST_FIRST.index(one.severity)))

    @property
    def light_rules(self) -> tuple[str, ...]:
        """The rules of the other following findings, each once."""
        decided = {one.rule for one in self.decisive}
        return tuple(
            dict.fromkeys(
                one.rule for one in self.follow if one.severity not in DECISIVE and one.rule not in decided
            )
        )


def groups(findings: Sequence[WordedFinding]) -> list[Group]:
    """Group the findings under their causes; the gravest group comes first, otherwise the order is kept.

    A finding whose cause is not in `findings` leads a group of its own.
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
    """Return the sentence that names the finding's cause, "" if it has no cause."""
    return phrase(lang, "because-of", rule=found.because_of) if found.because_of else ""
