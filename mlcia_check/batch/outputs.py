"""Writes the results for the chair from the journal on disk, with one paper in memory at a time."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from io import TextIOWrapper
from typing import Final, TextIO

from mlcia_check.batch.annotated_copies import Annotate
from mlcia_check.batch.journal import Journal
from mlcia_check.batch.letters import BoundedLetters
from mlcia_check.batch.paper_ids import file_names
from mlcia_check.batch.result import Result
from mlcia_check.batch.run import Desk, Executor
from mlcia_check.errors import UsageProblem
from mlcia_check.model.judged import Verdict
from mlcia_check.model.thumbnail import Thumbnail
from mlcia_check.report import word_run, worded
from mlcia_check.report.chair.letter import Addressed, Subject
from mlcia_check.report.formats.registry import renderer
from mlcia_check.report.view import View
from mlcia_check.report.worded_changes import RuleChange
from mlcia_check.report.worded_run import WordedPaper, WordedRun, WordedSkip
from mlcia_check.report.words.phrases import Lang
from mlcia_check.sources import Source
from mlcia_check.support.output_files import refused, whole_file

HTML = "report.html"
JSON = "report.json"
SUMMARY = "summary.csv"
LETTERS = "letters"
ANNOTATED = "annotated"

REPORTS: Final[dict[str, str]] = {
    JSON: "mlcia_check.report.formats.json",
    SUMMARY: "mlcia_check.report.chair.summary_csv",
    "skipped.csv": "mlcia_check.report.chair.skipped_csv",
    "hotcrp-tags.csv": "mlcia_check.report.chair.hotcrp_tags",
    HTML: "mlcia_check.report.formats.html",
}
"""File: the module whose `render` writes it, in this order."""


class Outputs:
    """Writes the results of a batch into its folder. Raises UsageProblem if the system refuses."""

    def __init__(
        self,
        folder: str,
        desk: Desk,
        journal: Journal,
        lang: Lang,
        skipped: tuple[WordedSkip, ...],
    ) -> None:
        self._folder = folder
        self._desk = desk
        self._journal = journal
        self._lang = lang
        self._skipped = skipped
        self._names = file_names(desk.ids)
        self.venue_phrases = tuple(word_run.worded_venue_phrase(one, lang) for one in desk.venue_phrases)

    def write(self, letters: BoundedLetters) -> Counter[Verdict]:
        """Write the reports and letters. Return the number of papers with each verdict."""
        verdicts: Counter[Verdict] = Counter(result.document.verdict for _, result in self._desk.results())
        run = WordedRun(
            word_run.worded_rules(self._desk.pack, self._lang),
            verdicts,
            self._papers,
            self._skipped,
            self._desk.decisions,
            self.venue_phrases,
        )
        view = View(self._lang)
        for name, module in REPORTS.items():
            with self._file(name) as out:
                out.writelines(renderer(module)(run, view))
        self._write_letters(letters)
        return verdicts

    def _papers(self) -> Iterator[WordedPaper]:
        for paper, result in self._desk.results():
            yield WordedPaper(
                document=result.document,
                path=paper.source.path,
                id=paper.id,
                title=paper.title,
                pictures=partial(self._pictures, result),
                unpacked=_is_unpacked(paper.source, result.document),
            )

    def _pictures(self, result: Result) -> tuple[Thumbnail, ...]:
        return tuple(map(self._journal.picture, result.pictures))

    def _write_letters(self, letters: BoundedLetters) -> None:
        """Write a letter for each paper that fails because of its own errors, not those of its archive.
        Before a deadline, also write to those whose errors were all fixed.

        Delete outdated letters of an earlier run.
        """
        folder = os.path.join(self._folder, LETTERS)
        left = _made(folder, ".txt")
        names = iter(self._names)
        for paper, result in self._desk.results():
            name = f"{next(names)}.txt"
            own = self._desk.own_findings(paper, result)
            changes = self._desk.since_earlier_version(paper, result) if letters.stage else None
            if not _is_for_authors(own.findings, changes) or not _is_unpacked(paper.source, result.document):
                continue
            left.discard(name)
            file = paper.source.path.replace("\\", "/").rpartition("/")[2]
            subject = Subject(Addressed(paper.id, file, paper.title), own.findings, own.waived, changes)
            text = letters.write(subject, result.language)
            with self._file(os.path.join(LETTERS, name)) as out:
                out.write(text)
        for name in left:
            with refused(folder):
                os.remove(os.path.join(folder, name))

    def annotate(self, executor: Executor, work: Annotate) -> list[str]:
        """Write copies with the findings drawn in for the papers that fail or need a review. Return the names
        of the papers for which no copy could be made."""
        folder = os.path.join(self._folder, ANNOTATED)
        left = _made(folder, ".pdf")
        chosen = [
            (name, paper)
            for name, (paper, result) in zip(self._names, self._desk.results(), strict=True)
            if result.document.pages is not None and result.document.verdict in ("fail", "review")
        ]
        without: list[str] = []
        with closing(executor.run((paper.source for _, paper in chosen), work, work.lost)) as copies:
            for number, data in copies:
                name, paper = chosen[number]
                if data is None:
                    without.append(paper.source.path)
                    continue
                left.discard(f"{name}.pdf")
                with whole_file(os.path.join(folder, f"{name}.pdf")) as out:
                    out.write(data)
        for name in left:
            with refused(folder):
                os.remove(os.path.join(folder, name))
        return sorted(without)

    @contextmanager
    def _file(self, name: str) -> Iterator[TextIO]:
        with whole_file(os.path.join(self._folder, name)) as file:
            out = TextIOWrapper(file, encoding="utf-8", newline="")
            yield out
            out.detach()


def _is_for_authors(findings: Sequence[worded.WordedFinding], changes: Sequence[RuleChange] | None) -> bool:
    """Return whether the authors have something to mend, or to be thanked for."""
    return any(found.severity == "error" for found in findings) or any(
        change.kind == "fixed" and change.before == "error" for change in changes or ()
    )


def _made(folder: str, ending: str) -> set[str]:
    """Make a folder for files of one kind, and return the files that an earlier run left there.

    Raises UsageProblem.
    """
    with refused(folder):
        if os.path.islink(folder):
            raise UsageProblem(f"'{folder}' is a link; name a real folder for the results.")
        os.makedirs(folder, exist_ok=True)
        return {name for name in os.listdir(folder) if name.endswith((ending, f"{ending}.part"))}


def _is_unpacked(source: Source, document: worded.WordedDocument) -> bool:
    """Return whether the document's bytes could be read; if not, its archive is at fault."""
    of_archive = source.member is not None or bool(source.problem)
    return bool(document.sha256) or document.verdict != "unreadable" or not of_archive
