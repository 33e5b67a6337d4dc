"""Writes the letters of a batch: those about papers that fail, and those about papers to review."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Final

from mlcia_check.batch.letters import BoundedLetters
from mlcia_check.batch.paper_ids import BatchPaper
from mlcia_check.batch.result import Result
from mlcia_check.batch.result_folder import emptied, text_file
from mlcia_check.batch.run import Desk
from mlcia_check.report import worded
from mlcia_check.report.chair.letter import Addressed, Subject
from mlcia_check.report.chair.mail_merge import WrittenLetter, mail_merge
from mlcia_check.report.worded_changes import RuleChange
from mlcia_check.sources import Source
from mlcia_check.support.output_files import refused

LETTERS: Final = "letters"
REVIEW_LETTERS: Final = "letters-review"
MAIL_MERGE: Final = "mail-merge.csv"


def write_letters(folder: str, desk: Desk, letters: BoundedLetters, names: Sequence[str]) -> None:
    """Write the letters and the table of them into the results `folder`; `names` are the papers' file names.

    Delete outdated letters of an earlier run. Raises UsageProblem if the system refuses, BrokenPack if the
    template of the pack exceeds its limits.
    """
    left = {
        os.path.join(kind, name)
        for kind in (LETTERS, REVIEW_LETTERS)
        for name in emptied(os.path.join(folder, kind), ".txt")
    }

    def written() -> Iterator[WrittenLetter]:
        for name, (paper, result) in zip(names, desk.results(), strict=True):
            own = desk.own_findings(paper, result)
            changes = desk.since_earlier_version(paper, result) if letters.stage else None
            kind = _kind(paper, result, own.findings, changes or ())
            if not kind:
                continue
            file = os.path.join(kind, f"{name}.txt")
            left.discard(file)
            of_paper = paper.source.path.replace("\\", "/").rpartition("/")[2]
            addressed = Addressed(paper.id, of_paper, paper.title)
            subject = Subject(addressed, own.findings, own.waived, changes)
            text = letters.write(subject, result.language)
            with text_file(os.path.join(folder, file)) as out:
                out.write(text)
            yield WrittenLetter(addressed, result.document.verdict, file.replace(os.sep, "/"), text)

    with text_file(os.path.join(folder, MAIL_MERGE)) as out:
        out.writelines(mail_merge(written()))
    for file in left:
        with refused(folder):
            os.remove(os.path.join(folder, file))


def _kind(
    paper: BatchPaper,
    result: Result,
    findings: Sequence[worded.WordedFinding],
    changes: Sequence[RuleChange],
) -> str:
    """Return the folder for the letter about a paper, "" if its authors get none.

    A paper with errors of its own, or whose earlier version had some, gets one about them; a paper that was
    read and is for review gets a question. Nobody is written to about a paper that a chair found fine, an
    archive that is damaged, or a reading that was given up.
    """
    if result.document.valid_decision == "fine" or not is_unpacked(paper.source, result.document):
        return ""
    severities = {found.severity for found in findings}
    if "error" in severities or any(one.kind == "fixed" and one.before == "error" for one in changes):
        return LETTERS
    asked = result.document.verdict == "review" and result.document.pages is not None
    return REVIEW_LETTERS if asked and "review" in severities else ""


def is_unpacked(source: Source, document: worded.WordedDocument) -> bool:
    """Return whether the document's bytes could be read; if not, its archive is at fault."""
    of_archive = source.member is not None or bool(source.problem)
    return bool(document.sha256) or document.verdict != "unreadable" or not of_archive
