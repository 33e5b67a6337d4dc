"""Makes and takes back waivers of findings in the results of a batch."""

from __future__ import annotations

from collections.abc import Sequence

from mlcia_check.errors import UsageProblem
from mlcia_check.model.decisions import Waiver
from mlcia_check.report.words.folding import DECISIVE
from mlcia_check.rulebook import nearest
from mlcia_check.season import waiver_file
from mlcia_check.season.stored_report import StoredDocument, StoredFinding, StoredReport, id_of
from mlcia_check.season.waiver_file import WaiverFile
from mlcia_check.support.printable import plain


def waived(file: WaiverFile, report: StoredReport, waiver: Waiver) -> WaiverFile:
    """Return the file with a waiver of a finding in the report; `sha256` is taken from the report.

    Raises UsageProblem if the report has no such paper, rule or finding, or if it is already waived.
    """
    document = _document(report, waiver.paper)
    found = _found(document, waiver.paper, waiver.rule)
    pages = sorted({page for one in found for page in one.pages or ((one.page,) if one.page else ())})
    if waiver.page is not None and waiver.page not in pages:
        known = f" (only on: {', '.join(map(str, pages))})" if pages else " (it is about the whole paper)"
        raise UsageProblem(
            f"rule '{waiver.rule}' has no finding on page {waiver.page} of paper '{waiver.paper}'{known}."
        )
    whole = Waiver(
        waiver.paper,
        waiver.rule,
        plain(waiver.reason),
        plain(waiver.by),
        waiver.when,
        document.sha256,
        waiver.page,
    )
    if any(_same(whole, one) and one.sha256 == document.sha256 for one in file.said.waivers):
        raise UsageProblem(f"rule '{waiver.rule}' is already waived there for paper '{waiver.paper}'.")
    return waiver_file.with_waiver(file, whole)


def left_open(file: WaiverFile, report: StoredReport, paper: str) -> tuple[str, ...]:
    """Return the rules with an error or an open question in this paper that no waiver covers.

    A waiver of one page covers its rule here: what else the rule has found is left to the next run.
    """
    document = _document(report, paper)
    covered = {one.rule for one in file.said.waivers if (one.paper, one.sha256) == (paper, document.sha256)}
    grave = (one.rule for one in document.findings if one.severity in DECISIVE)
    return tuple(dict.fromkeys(rule for rule in grave if rule not in covered))


def taken_back(file: WaiverFile, paper: str, rule: str, page: int | None) -> WaiverFile:
    """Return the file without the waivers of this rule for this paper: those of one page, or all.

    Raises UsageProblem if there are none.
    """
    concerned = [
        number
        for number, one in enumerate(file.said.waivers)
        if (one.paper, one.rule) == (paper, rule) and page in (None, one.page)
    ]
    if not concerned:
        raise UsageProblem(f"'{file.path}' has no such waiver of rule '{rule}' for paper '{paper}'.")
    for number in reversed(concerned):
        file = waiver_file.without_waiver(file, number)
    return file


def _document(report: StoredReport, paper: str) -> StoredDocument:
    name = id_of(paper, report.documents)
    document = next(document for document in report.documents if name == (document.id or document.path))
    if not document.sha256:
        raise UsageProblem(f"paper '{paper}' could not be read at all, so nothing of it can be waived.")
    return document


def _found(document: StoredDocument, paper: str, rule: str) -> Sequence[StoredFinding]:
    findings = (*document.findings, *(one.finding for one in document.waived))
    found = [one for one in findings if one.rule == rule]
    if not found:
        rules = {one.rule for one in findings}
        raise UsageProblem(f"paper '{paper}' has no finding under rule '{rule}'{nearest(rule, rules)}")
    return found


def _same(one: Waiver, other: Waiver) -> bool:
    return (one.paper, one.rule, one.page) == (other.paper, other.rule, other.page)
