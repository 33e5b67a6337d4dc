"""The set of results that a chair gets, written from what lies on disk: one paper is held at a time."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TextIO

from mlcia_check.batch.annotate import Annotate
from mlcia_check.batch.desk import Desk, Executor
from mlcia_check.batch.ids import file_names
from mlcia_check.batch.journal import Journal
from mlcia_check.errors import UsageProblem
from mlcia_check.findings import Verdict
from mlcia_check.report import html, json, papers_csv, tags
from mlcia_check.report.html.pages import PaperPage, Skipped
from mlcia_check.report.letter import Addressed, Letters
from mlcia_check.report.phrases import Lang
from mlcia_check.rule import Pack

REPORT = "report.json"
HTML = "report.html"
SUMMARY = "summary.csv"
SKIPPED = "skipped.csv"
TAGS = "hotcrp-tags.csv"
LETTERS = "letters"
ANNOTATED = "annotated"


class Outputs:
    """Writes the results of a batch into its folder. Raises UsageProblem where the system refuses."""

    def __init__(
        self, folder: str, desk: Desk, journal: Journal, pack: Pack, lang: Lang, skipped: tuple[Skipped, ...]
    ) -> None:
        self._folder = folder
        self._desk = desk
        self._journal = journal
        self._pack = pack
        self._lang = lang
        self._skipped = skipped
        self._names = file_names(desk.ids)

    def write(self, letters: Letters) -> Counter[Verdict]:
        """Write all of them; how many papers got which verdict."""
        verdicts: Counter[Verdict] = Counter(result.document.verdict for _, result in self._desk.results())
        with self._file(REPORT) as out:
            json.write(out, (result.document for _, result in self._desk.results()), verdicts, self._pack)
        with self._file(SUMMARY, "utf-8-sig") as out:
            papers_csv.write(out, self._pages(with_pictures=False), self._pack)
        with self._file(SKIPPED, "utf-8-sig") as out:
            papers_csv.write_skipped(out, self._skipped)
        with self._file(TAGS) as out:
            tags.write(out, self._pages(with_pictures=False))
        with self._file(HTML) as out:
            heading = html.heading(self._pack, self._lang, self._skipped)
            html.write(out, lambda: self._pages(with_pictures=True), heading, self._lang)
        self._write_letters(letters)
        return verdicts

    def _pages(self, *, with_pictures: bool) -> Iterator[PaperPage]:
        for paper, result in self._desk.results():
            pictures = map(self._journal.picture, result.pictures) if with_pictures else ()
            yield PaperPage(result.document, paper.id, paper.title, tuple(pictures))

    def _write_letters(self, letters: Letters) -> None:
        """A letter for each paper that fails by itself; those of an earlier run that are none any more go."""
        folder = os.path.join(self._folder, LETTERS)
        with _refused(folder):
            os.makedirs(folder, exist_ok=True)
            left = {name for name in os.listdir(folder) if name.endswith(".txt")}
        names = iter(self._names)
        for paper, result in self._desk.results():
            name = f"{next(names)}.txt"
            findings = self._desk.own_findings(result)
            if not any(found.severity == "error" for found in findings):
                continue
            left.discard(name)
            file = paper.source.path.replace("\\", "/").rpartition("/")[2]
            text = letters.write(Addressed(paper.id, file, paper.title), findings, result.language)
            with self._file(os.path.join(LETTERS, name)) as out:
                out.write(text)
        for name in left:
            with _refused(folder):
                os.remove(os.path.join(folder, name))

    def annotate(self, executor: Executor, work: Annotate) -> list[str]:
        """Write copies with the findings drawn in of the papers that fail or are for review; those of which
        none can be made are returned by name."""
        folder = os.path.join(self._folder, ANNOTATED)
        with _refused(folder):
            os.makedirs(folder, exist_ok=True)
            left = {name for name in os.listdir(folder) if name.endswith(".pdf")}
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
                with _refused(folder):
                    _replace(os.path.join(folder, f"{name}.pdf"), data)
        for name in left:
            with _refused(folder):
                os.remove(os.path.join(folder, name))
        return sorted(without)

    @contextmanager
    def _file(self, name: str, encoding: str = "utf-8") -> Iterator[TextIO]:
        """A file that takes its place when it is whole."""
        path = os.path.join(self._folder, name)
        with _refused(path):
            with open(f"{path}.part", "w", encoding=encoding, newline="") as out:
                yield out
            os.replace(f"{path}.part", path)


def _replace(path: str, data: bytes) -> None:
    with open(f"{path}.part", "wb") as out:
        out.write(data)
    os.replace(f"{path}.part", path)


@contextmanager
def _refused(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageProblem(f"cannot write to '{path}': {error.strerror}.") from error
