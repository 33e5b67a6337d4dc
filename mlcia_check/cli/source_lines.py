"""`mlcia-check check --source`: name the lines of the LaTeX sources that findings come from."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from mlcia_check.cli.language import complain
from mlcia_check.latex.locate import MainFileNotice, Notice, Sources, SyncTexNotice
from mlcia_check.latex.main_file import Why
from mlcia_check.latex.synctex_file import SyncTexTrouble
from mlcia_check.model.judged import JudgedDocument
from mlcia_check.model.rule_pack import PackChoice
from mlcia_check.sources import Source

SOURCE_EXTENSIONS: Final = (".tex", ".ltx", ".sty", ".cls", ".bib", ".bbl", ".synctex", ".synctex.gz")

WHY_MAIN: Final[dict[Why, str]] = {
    "named-like-paper": "its name is the paper's",
    "named-by-synctex": "the SyncTeX file names it",
    "usual-name": "main files are usually called so",
    "first": "it is the first of them",
}
WHY_NO_SYNCTEX: Final[dict[SyncTexTrouble, str]] = {
    "not-synctex": "it is not a SyncTeX file",
    "damaged": "it is damaged or cut off",
    "too-large": "it is too large for a paper's",
    "too-slow": "reading it takes too long",
    "other-paper": "it was written for a PDF with another number of pages",
}


def locator(
    path: str,
) -> Callable[[list[JudgedDocument], Sequence[Source], PackChoice], list[JudgedDocument]]:
    """Return a function that adds the source lines to the findings of documents; it reads the sources anew.

    Notices go to standard error. Raises UsageProblem if the path does not exist or has no main file.
    """
    Sources(path)

    def located(
        documents: list[JudgedDocument], found: Sequence[Source], packs: PackChoice
    ) -> list[JudgedDocument]:
        latex = Sources(path)
        pairs = zip(documents, found, strict=True)
        with_lines = [
            latex.locate(document, _pdf(source), packs.of(source.path)) for document, source in pairs
        ]
        _tell(notice for one in with_lines for notice in one.notices)
        return [one.document for one in with_lines]

    return located


def sources_among(files: Iterable[str], path: str) -> Iterator[str]:
    """Yield the files that may be read as sources: by their extension, in the folder of the sources."""
    folder = os.path.realpath(path if os.path.isdir(path) else os.path.dirname(path) or os.curdir)
    for file in files:
        is_inside = os.path.realpath(file).startswith(os.path.join(folder, ""))
        if is_inside and file.lower().endswith(SOURCE_EXTENSIONS):
            yield file


def _pdf(source: Source) -> str:
    """Return the path of a document that is a file of its own, else ""."""
    return source.file if source.member is None and source.data is None else ""


def _tell(notices: Iterable[Notice]) -> None:
    for notice in notices:
        if isinstance(notice, MainFileNotice):
            complain(
                f"'{notice.paper}': took '{notice.file}' among {notice.files} main files, because "
                f"{WHY_MAIN[notice.why]}."
            )
        elif isinstance(notice, SyncTexNotice):
            complain(f"'{notice.file}' was not used: {WHY_NO_SYNCTEX[notice.why]}.")
