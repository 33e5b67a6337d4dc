"""Makes contact sheets of a batch: all first pages, the pages around the limit, all pages with an error."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from itertools import chain
from typing import Final, Literal, get_args

from msgspec import Struct

from mlcia_check import workers
from mlcia_check.batch.checked_papers import CheckedPaper, CheckedPapers, read, sources_of
from mlcia_check.batch.drawn_pages import PictureStore, Trouble, WantedPages, draw_all
from mlcia_check.batch.result import StoredPicture
from mlcia_check.batch.result_folder import made
from mlcia_check.errors import UsageProblem
from mlcia_check.model.geometry import Box
from mlcia_check.model.judged import Verdict
from mlcia_check.model.rule_pack import Pack
from mlcia_check.pdf.contact_sheet import GREY, Cell, Colour, ContactSheet, Mark
from mlcia_check.report.annotation_notes import outline
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.sources import Source
from mlcia_check.support import output_files
from mlcia_check.workers.limits import Limits

FOLDER: Final = "sheets"

SheetName = Literal["first-pages", "around-the-limit", "errors"]
COLUMNS_MAX: Final = 6
"""Cells in a row: two papers around the limit, with three pages each."""

AROUND_PAGES: Final = 1
"""Pages before and after the limit that are shown."""

RED: Final[Colour] = (0.8, 0.1, 0.1)
AMBER: Final[Colour] = (0.85, 0.55, 0.0)
BLUE: Final[Colour] = (0.1, 0.35, 0.8)

FRAMES: Final[dict[Verdict, Colour]] = {"pass": GREY, "fail": RED, "review": AMBER, "unreadable": RED}


class Shot(Struct, frozen=True):
    """A page of a paper (by its number in the batch) on a sheet; `rules` are those with an error there."""

    paper: int
    page: int
    rules: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()


class WrittenSheet(Struct, frozen=True):
    """A contact sheet: its file, the papers and the pages that it shows."""

    file: str
    papers: int
    pages: int


class Sheets(Struct, frozen=True):
    """What was written; `undrawn` counts the papers whose cells say why they show no page, by reason."""

    written: tuple[WrittenSheet, ...]
    undrawn: dict[Trouble, int]


def write_sheets(
    folder: str,
    places: Sequence[str],
    pack: Pack,
    lang: Lang,
    processes: int | None,
    limits: Limits,
    drawn: Callable[[int], None],
) -> Sheets:
    """Write the contact sheets of the results in `folder` to its folder "sheets".

    `places` say where the papers are, if they are no longer at the paths in the report. `drawn` is called
    with the number of papers, and then with 1 after each one. A sheet without pages is not written, and an
    earlier one is removed. Raises UsageProblem if the folder holds no results, the pack is not that of the
    results, or the system refuses to write.
    """
    checked = read(folder)
    _refuse_other_pack(checked, pack)
    papers = checked.documents
    sources = sources_of(papers, places, folder)
    shots: dict[SheetName, list[Shot]] = {
        "first-pages": [Shot(number, 1) for number in range(len(papers))],
        "around-the-limit": list(_around_the_limit(papers)),
        "errors": list(_with_errors(papers)),
    }
    wanted = _wanted(papers, sources, chain.from_iterable(shots.values()))
    drawn(len(wanted))
    troubles: list[Trouble] = ["missing" if paper.sha256 else "unread" for paper in papers]
    pictures: list[dict[int, StoredPicture]] = [{} for _ in papers]
    with closing(PictureStore()) as store:
        count = workers.workers(len(wanted), processes)
        answers = draw_all(list(wanted.values()), store, count, limits, lambda: drawn(1))
        for number, (trouble, kept) in zip(wanted, answers, strict=True):
            troubles[number], pictures[number] = trouble, kept
        target = os.path.join(folder, FOLDER)
        made(target)
        # which of several papers a picture shows is not known here
        block = () if pack.papers else outline(pack)
        writer = _Writer(papers, store, pictures, troubles, block, lang)
        written = [writer.write(target, name, shots[name]) for name in shots]
    counted = {trouble: troubles.count(trouble) for trouble in get_args(Trouble) if trouble in troubles}
    counted.pop("", None)
    return Sheets(tuple(filter(None, written)), counted)


def _wanted(
    papers: Sequence[CheckedPaper], sources: Sequence[Source | None], shots: Iterable[Shot]
) -> dict[int, WantedPages]:
    """Return by number the papers whose files were found and read, with the pages to draw."""
    pages: dict[int, set[int]] = {}
    for shot in shots:
        pages.setdefault(shot.paper, set()).add(shot.page)
    return {
        number: WantedPages(source, papers[number].sha256, tuple(sorted(pages[number])))
        for number, source in enumerate(sources)
        if source is not None and papers[number].sha256
    }


def _refuse_other_pack(checked: CheckedPapers, pack: Pack) -> None:
    if checked.pack.sha256 != pack.sha256:
        raise UsageProblem(
            f"the results are of another pack, '{checked.pack.name}'; give that pack with --pack."
        )


def _around_the_limit(papers: Sequence[CheckedPaper]) -> Iterator[Shot]:
    """Yield the pages before, at and after the page limit of the papers that reach them.

    A page that a paper does not have is yielded too, so that the limit stands in the same column everywhere.
    """
    for number, paper in enumerate(papers):
        limit = paper.page_budget.limit if paper.page_budget else None
        if limit is not None and paper.pages is not None and paper.pages >= limit - AROUND_PAGES:
            yield from (Shot(number, page) for page in range(limit - AROUND_PAGES, limit + AROUND_PAGES + 1))


def _with_errors(papers: Sequence[CheckedPaper]) -> Iterator[Shot]:
    """Yield the pages with an error, with the rules and the boxes of the errors."""
    for number, paper in enumerate(papers):
        errors = [found for found in paper.findings if found.severity == "error"]
        for page in sorted({page for found in errors for page in (*found.pages, found.page) if page}):
            here = [found for found in errors if page in found.pages or page == found.page]
            yield Shot(
                number,
                page,
                tuple(dict.fromkeys(found.rule for found in here)),
                tuple(Box(*found.bbox) for found in here if found.bbox and found.page == page),
            )


class _Writer:
    """Writes the sheets of one batch."""

    def __init__(
        self,
        papers: Sequence[CheckedPaper],
        store: PictureStore,
        pictures: Sequence[dict[int, StoredPicture]],
        troubles: Sequence[Trouble],
        stencil: Iterable[Box],
        lang: Lang,
    ) -> None:
        self._papers = papers
        self._store = store
        self._pictures = pictures
        self._troubles = troubles
        self._stencil = tuple(Mark(box, BLUE) for box in stencil)
        self._lang = lang

    def write(self, folder: str, name: SheetName, shots: Sequence[Shot]) -> WrittenSheet | None:
        """Write one sheet; remove that of an earlier run if there is nothing to show."""
        path = os.path.join(folder, f"{name}.pdf")
        if not shots:
            with output_files.refused(path), suppress(FileNotFoundError):
                os.remove(path)
            return None
        title = phrase(self._lang, f"sheets.{name}")
        with output_files.whole_file(path) as out:
            sheet = ContactSheet(out, title, COLUMNS_MAX, len(shots))
            for shot in shots:
                sheet.add(self._cell(name, shot))
            sheet.close()
        return WrittenSheet(path, len({shot.paper for shot in shots}), sum(map(self._has, shots)))

    def _has(self, shot: Shot) -> bool:
        """Return whether the paper has this page, as far as is known."""
        return 1 <= shot.page <= (self._papers[shot.paper].pages or 1)

    def _why(self, shot: Shot) -> str:
        """Return why a page has no picture."""
        return (self._troubles[shot.paper] or "unread") if self._has(shot) else "no-page"

    def _cell(self, name: SheetName, shot: Shot) -> Cell:
        paper = self._papers[shot.paper]
        stored = self._pictures[shot.paper].get(shot.page)
        verdict = phrase(self._lang, paper.verdict)
        page = phrase(self._lang, "page.one", n=shot.page)
        second = {
            "first-pages": verdict,
            "around-the-limit": f"{page}  {verdict}",
            "errors": f"{page}  {', '.join(shot.rules)}",
        }[name]
        marks = {
            "first-pages": (),
            "around-the-limit": self._stencil,
            "errors": tuple(Mark(box, RED) for box in shot.boxes),
        }[name]
        return Cell(
            label=(paper.id or paper.path, second),
            picture=self._store.picture(stored) if stored else None,
            instead=phrase(self._lang, f"sheets.{self._why(shot)}"),
            marks=marks,
            frame=FRAMES[paper.verdict],
        )
