"""Compares the papers of a batch with what their authors registered."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from mlcia_check.batch import comparisons
from mlcia_check.batch.registered import Register
from mlcia_check.checks.content import metadata_mismatch
from mlcia_check.judging.outcomes import severity_of
from mlcia_check.model.answers import Doubt
from mlcia_check.model.front_text import FrontText, Registered
from mlcia_check.model.judged import Finding
from mlcia_check.model.rule_pack import Rule
from mlcia_check.report import worded
from mlcia_check.report.words import wording
from mlcia_check.report.words.phrases import Lang

CHECK: Final = "metadata-mismatch"
"""The check that needs the registered data."""


class Registration(Struct, frozen=True):
    """The registered data of a batch, and the rule that compares them."""

    register: Register
    rule: Rule

    def compared(
        self, document: worded.WordedDocument, printed: FrontText, entry: Registered | None, lang: Lang
    ) -> worded.WordedDocument:
        """Return the document with the result of comparing it; unchanged if it was not read or registered."""
        if entry is None or document.pages is None:
            return document
        answers = list(metadata_mismatch.compare(self.rule.params, printed, entry))
        document = comparisons.with_status(document, self.rule.id, "pass")
        # Doubts last: with one the rule is not decided, whatever else was found.
        for answer in sorted(answers, key=lambda answer: isinstance(answer, Doubt)):
            finding = Finding(self.rule.id, severity_of(self.rule, answer), answer)
            worded_finding = wording.finding(finding, self.rule, lang, "")
            document = comparisons.with_finding(document, worded_finding, self.rule.severity)
        return document
