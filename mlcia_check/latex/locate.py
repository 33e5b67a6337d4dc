"""Names the lines of the LaTeX sources that the findings of a paper come from."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from msgspec import structs

from mlcia_check.latex import main_file, synctex_file
from mlcia_check.latex.candidates import Candidates, CauseCandidate
from mlcia_check.latex.main_file import Why
from mlcia_check.latex.places import Places, SourcePlace
from mlcia_check.latex.project import Project
from mlcia_check.latex.synctex_file import SyncTexFile, SyncTexTrouble
from mlcia_check.latex.tex_reader import SourcePosition
from mlcia_check.model.judged import Finding, JudgedDocument, SourceLine
from mlcia_check.model.latex_causes import Cause
from mlcia_check.model.rule_pack import Pack
from mlcia_check.support.printable import plain

TEXT_MAX_CHARACTERS: Final = 120
"""Characters of a line that a report shows."""

AT_ITS_LINE: Final[frozenset[Cause]] = frozenset({"undefined-citation", "undefined-reference"})
"""Causes that show where they stand, beside other places with the same finding."""

INSTEAD_OF_WORDS: Final[frozenset[Cause]] = frozenset({"names"})
"""Causes that state words which TeX sets elsewhere: names of authors, by \\maketitle."""


class MainFileNotice(NamedTuple):
    """Several main files were found: which one was taken for a paper, and why."""

    paper: str
    file: str
    why: Why
    files: int


class SyncTexNotice(NamedTuple):
    """The SyncTeX file of a paper was not used, and why."""

    file: str
    why: SyncTexTrouble


Notice = MainFileNotice | SyncTexNotice


class Located(NamedTuple):
    """A document whose findings name their lines, and what the user should know about the sources."""

    document: JudgedDocument
    notices: tuple[Notice, ...] = ()


class Sources:
    """The LaTeX sources at a path: a folder, or the main file. They are read once.

    Raises UsageProblem for a path that does not exist or has no main file.
    """

    def __init__(self, path: str) -> None:
        self._found = main_file.find(path)
        self._projects: dict[str, Project] = {}

    def locate(self, document: JudgedDocument, pdf: str, pack: Pack) -> Located:
        """Return the document with the source lines of each finding.

        `pdf` is the path of the paper's file, "" if it is not a file of its own.
        """
        folder = self._found.folder
        found = synctex_file.find(pdf, folder)
        stem = os.path.splitext(os.path.basename(pdf))[0]
        named = synctex_file.main_input(found.content) if found else ""
        main = main_file.choose(self._found, stem, named)
        notices: list[Notice] = []
        if main.others:
            path = folder.path(main.name)
            notices.append(MainFileNotice(document.path, path, main.why, main.others + 1))
        problem = _trouble(found, document)
        if found and problem:
            notices.append(SyncTexNotice(found.path, problem))
            found = None
        if not document.findings:
            return Located(document, tuple(notices))
        project = self._projects.setdefault(main.name, Project(folder, main.name))
        return Located(_Locator(project, found, document, pack).run(), tuple(notices))


def _trouble(found: SyncTexFile | None, document: JudgedDocument) -> SyncTexTrouble | Literal[""]:
    """Return why a SyncTeX file cannot be used for a document, "" if it can."""
    if found is None or found.problem:
        return found.problem if found else ""
    pages = len(document.paper.pages) if document.paper else 0
    return "other-paper" if pages and max(found.content.pages, default=0) != pages else ""


class _Locator:
    def __init__(
        self, project: Project, synctex: SyncTexFile | None, document: JudgedDocument, pack: Pack
    ) -> None:
        self._project = project
        self._candidates = Candidates(self._project, pack.latex)
        self._places = Places(self._project, synctex)
        self._document = document
        self._rules = {rule.id: rule for rule in pack.rules}

    def run(self) -> JudgedDocument:
        """Return the document; a finding that follows from another one has the lines of that one."""
        own = [self._lines(finding) for finding in self._document.findings]
        leading = {
            finding.rule: lines
            for finding, lines in reversed(list(zip(self._document.findings, own, strict=True)))
            if not finding.because_of
        }
        findings = tuple(
            structs.replace(finding, source=leading.get(finding.because_of, lines))
            for finding, lines in zip(self._document.findings, own, strict=True)
        )
        return structs.replace(self._document, findings=findings)

    def _lines(self, finding: Finding) -> tuple[SourceLine, ...]:
        rule = self._rules.get(finding.rule)
        causes = rule.causes_for.get(finding.answer.case, rule.causes) if rule else ()
        if not causes:
            return ()
        place = self._place(finding)
        found = [
            candidate
            for cause in causes
            for candidate in self._acting(self._candidates.of(cause), finding, place)
        ]
        sure = self._sure(found, place)
        named = {candidate.command.place: False for candidate in found}
        if sure is not None:
            named[sure] = True
        elif "here" in causes and place is not None and place.single:
            here = self._project.reading.lines[place.orders[0]].place
            acting = {one.command.place: False for one in found if _acts_at(one, place)}
            # a setting for the whole paper acts there too, and is named beside the words
            settings = {one.command.place: False for one in found if one.cause not in INSTEAD_OF_WORDS}
            named = acting or {**settings, **(self._saying(found, finding) or {here: place.certain})}
        order = {line: number for number, line in enumerate(self._in_order(named))}
        lines = sorted(named.items(), key=lambda item: (not item[1], order[item[0]]))
        return tuple(self._line(line, certain) for line, certain in lines)

    def _place(self, finding: Finding) -> SourcePlace | None:
        place, paper = finding.answer.place, self._document.paper
        if place is None or paper is None:
            return None
        page = next((page for page in paper.pages if page.number == place.page), None)
        if page is None or page.cropped or page.turned:
            # SyncTeX counts from the edges of the sheet, which are not those of the page as viewed.
            return self._places.find(structs.replace(place, box=None), 0.0)
        return self._places.find(place, page.height_bp)

    def _acting(
        self, candidates: Sequence[CauseCandidate], finding: Finding, place: SourcePlace | None
    ) -> Iterator[CauseCandidate]:
        """Yield the candidates that act where the finding is."""
        pages = set(finding.answer.pages)
        for candidate in candidates:
            if candidate.cause == "enlarged-page":
                on = self._places.pages(candidate.command.first)
                if not on or not pages or on & pages:
                    yield candidate
            elif (
                place is None
                or not candidate.spans
                or candidate.cause in AT_ITS_LINE
                or _acts_at(candidate, place)
            ):
                yield candidate

    def _sure(self, found: Sequence[CauseCandidate], place: SourcePlace | None) -> SourcePosition | None:
        """Return the line of the only command that can be the cause, if it acts on all of a certain place."""
        if place is None or not place.certain:
            return None
        acting = [
            candidate for candidate in found if not candidate.command.defines and _explains(candidate, place)
        ]
        lines = {candidate.command.place for candidate in acting}
        others = {
            candidate.command.place
            for candidate in found
            if candidate.command.place not in lines and candidate.cause not in AT_ITS_LINE
        }
        return lines.pop() if len(lines) == 1 and not others else None

    def _saying(self, found: Sequence[CauseCandidate], finding: Finding) -> dict[SourcePosition, bool]:
        """Return the lines that state the words of the finding, which TeX sets elsewhere: by \\maketitle."""
        words = finding.answer.place.words if finding.answer.place else ""
        return {
            one.command.place: False
            for one in found
            if one.cause in INSTEAD_OF_WORDS and words and words in one.command.rest.partition("}")[0]
        }

    def _in_order(self, lines: dict[SourcePosition, bool]) -> list[SourcePosition]:
        return sorted(lines, key=lambda line: next(iter(self._project.orders(line)), 0))

    def _line(self, place: SourcePosition, certain: bool) -> SourceLine:
        order = next(iter(self._project.orders(place)))
        text = plain(self._project.reading.lines[order].written)
        if len(text) > TEXT_MAX_CHARACTERS:
            text = text[: TEXT_MAX_CHARACTERS - 1] + "…"
        return SourceLine(self._project.folder.path(place.file), place.line, certain, text)


def _acts_at(candidate: CauseCandidate, place: SourcePlace) -> bool:
    """Return whether a line of the place lies in the group in which a command acts."""
    return any(span.first <= order <= span.last for span in candidate.spans for order in place.orders)


def _explains(candidate: CauseCandidate, place: SourcePlace) -> bool:
    """Return whether a command acts on all lines of the place, or is one of its words."""
    if candidate.cause in AT_ITS_LINE:
        return _acts_at(candidate, place)
    return bool(candidate.spans) and all(
        any(span.first <= order <= span.last for span in candidate.spans) for order in place.orders
    )
