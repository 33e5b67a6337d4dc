"""Writes the results for the chair from the journal on disk, with one paper in memory at a time."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from typing import Final

from mlcia_check.batch.annotated_copies import Annotate
from mlcia_check.batch.journal import Journal
from mlcia_check.batch.letter_files import is_unpacked, write_letters
from mlcia_check.batch.letters import BoundedLetters
from mlcia_check.batch.paper_ids import file_names
from mlcia_check.batch.result import Result
from mlcia_check.batch.result_folder import emptied, made, text_file
from mlcia_check.batch.run import Desk, Executor
from mlcia_check.model.judged import Verdict
from mlcia_check.model.thumbnail import Thumbnail
from mlcia_check.report import word_run
from mlcia_check.report.formats.registry import renderer
from mlcia_check.report.view import View
from mlcia_check.report.worded_run import WordedPaper, WordedRun, WordedSkip
from mlcia_check.report.words.phrases import Lang
from mlcia_check.season import stored_report
from mlcia_check.support.output_files import refused, whole_file
from mlcia_check.support.tuples import tuple_of

HTML = "report.html"
JSON = stored_report.REPORT
SUMMARY = "summary.csv"
SKIPPED = "skipped.csv"
ANNOTATED = "annotated"
SYSTEMS = "systems"
"""The folder of the files for submission systems other than HotCRP."""

REPORTS: Final[dict[str, str]] = {
    JSON: "mlcia_check.report.formats.json",
    SUMMARY: "mlcia_check.report.chair.summary_csv",
    SKIPPED: "mlcia_check.report.chair.skipped_csv",
    "hotcrp-tags.csv": "mlcia_check.report.chair.hotcrp_tags",
    "systems/openreview.csv": "mlcia_check.report.chair.openreview",
    "systems/openreview-decisions.csv": "mlcia_check.report.chair.openreview_decisions",
    "systems/easychair.csv": "mlcia_check.report.chair.easychair",
    "systems/cmt-chair-note.txt": "mlcia_check.report.chair.cmt_notes",
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
        self.venue_phrases = tuple_of(word_run.worded_venue_phrase(one, lang) for one in desk.venue_phrases)

    def write(self, letters: BoundedLetters) -> Counter[Verdict]:
        """Write the reports and letters. Return the number of papers with each verdict."""
        verdicts: Counter[Verdict] = Counter(result.document.verdict for _, result in self._desk.results())
        run = WordedRun(
            word_run.worded_rules(self._desk.packs, self._lang),
            verdicts,
            self._papers,
            self._skipped,
            self._desk.decisions,
            self.venue_phrases,
        )
        view = View(self._lang)
        made(os.path.join(self._folder, SYSTEMS))
        for name, module in REPORTS.items():
            with text_file(os.path.join(self._folder, name)) as out:
                out.writelines(renderer(module)(run, view))
        write_letters(self._folder, self._desk, letters, self._names)
        return verdicts

    def _papers(self) -> Iterator[WordedPaper]:
        for paper, result in self._desk.results():
            yield WordedPaper(
                document=result.document,
                path=paper.source.path,
                id=paper.id,
                title=paper.title,
                note=paper.note,
                pictures=partial(self._pictures, result),
                unpacked=is_unpacked(paper.source, result.document),
            )

    def _pictures(self, result: Result) -> tuple[Thumbnail, ...]:
        return tuple(map(self._journal.picture, result.pictures))

    def annotate(self, executor: Executor, work: Annotate) -> list[str]:
        """Write copies with the findings drawn in for the papers that fail or need a review. Return the names
        of the papers for which no copy could be made."""
        folder = os.path.join(self._folder, ANNOTATED)
        left = emptied(folder, ".pdf")
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
