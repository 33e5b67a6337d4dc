"""Finds the lines of the sources that a place on the page was set from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final, NamedTuple

from mlcia_check.latex.project import Project
from mlcia_check.latex.synctex import SyncTexPiece
from mlcia_check.latex.synctex_file import SourceNames, SyncTexFile
from mlcia_check.latex.tex_reader import SourcePosition
from mlcia_check.latex.word_index import Match, WordIndex, is_searchable
from mlcia_check.model import answers

BOX_SLACK_BP: Final = 2.0
"""A baseline stands up to a few bp above the lower edge of its line's box, and glue hangs over its ends."""

LINES_APART_MAX: Final = 40
"""Lines between what SyncTeX names and where the words stand. TeX knows an argument of a macro only by the
line where it ends, and a paragraph in a box by its last line."""

STRAY_MAX_SHARE: Final = 0.05
"""Share of the pieces in a box. TeX gives the empty boxes of a page the line at which it happened to be."""

NEXT_LINES: Final = 3
"""Lines from a command on in which the text that it stands in begins."""


class SourcePlace(NamedTuple):
    """The lines that a place was set from, by their numbers in TeX's order; the first is the best to look at.

    `certain` means that SyncTeX names them, `single` that they are one passage, and, if the place has enough
    words, that these words stand there.
    """

    orders: tuple[int, ...]
    certain: bool
    single: bool


class Places:
    """Finds places of one paper. `synctex` is None if there is no SyncTeX file for it."""

    def __init__(self, project: Project, synctex: SyncTexFile | None) -> None:
        self._project = project
        self._pages = synctex.content.pages if synctex else {}
        self._names = SourceNames(synctex.content, project.folder, project.main) if synctex else None

    def find(self, place: answers.Place, page_height_bp: float) -> SourcePlace | None:
        """Return the lines of a place on the page; None if they are not known."""
        lines = self._by_synctex(place, page_height_bp)
        searchable = is_searchable(place.words)
        matches = self._words.find(place.words) if searchable else []
        if not lines:
            orders = tuple(order for match in matches for order in range(match.first, match.last + 1))
            return SourcePlace(orders, certain=False, single=len(matches) == 1) if matches else None
        near = [match for match in matches if self._is_near(match, lines)]
        within = [match for match in near if match.first in lines] or near
        if within:
            orders = tuple(order for match in within for order in range(match.first, match.last + 1))
            return SourcePlace(orders, certain=True, single=len(within) == 1)
        return SourcePlace(lines, certain=True, single=len(lines) == 1 and not searchable)

    def pages(self, order: int) -> frozenset[int]:
        """Return the pages that SyncTeX names for a line or the next that is typeset; empty if unknown."""
        place = self._project.reading.lines[order].place
        for line in range(place.line, place.line + NEXT_LINES):
            pages = self._pages_of.get(SourcePosition(place.file, line))
            if pages:
                return frozenset(pages)
        return frozenset()

    @cached_property
    def _words(self) -> WordIndex:
        return WordIndex(self._project)

    @cached_property
    def _pages_of(self) -> dict[SourcePosition, set[int]]:
        found: dict[SourcePosition, set[int]] = {}
        for number, nodes in self._pages.items():
            for node in nodes:
                place = self._place(node)
                if place:
                    found.setdefault(place, set()).add(number)
        return found

    def _by_synctex(self, place: answers.Place, page_height_bp: float) -> tuple[int, ...]:
        """Return the lines that the pieces in the place's box come from, those with most pieces first.

        A line has several numbers if TeX reads it several times.
        """
        if place.box is None:
            return ()
        box = place.box
        top, bottom = page_height_bp - box.top - BOX_SLACK_BP, page_height_bp - box.bottom + BOX_SLACK_BP
        inside = (
            node
            for node in self._pages.get(place.page, ())
            if box.left - BOX_SLACK_BP <= node.x <= box.right + BOX_SLACK_BP and top <= node.y <= bottom
        )
        counted = Counter(self._places(inside))
        least = STRAY_MAX_SHARE * counted.total()
        lines = [line for line, pieces in counted.most_common() if pieces > least]
        return tuple(order for line in lines for order in self._project.orders(line))

    def _places(self, nodes: Iterable[SyncTexPiece]) -> Iterator[SourcePosition]:
        for node in nodes:
            place = self._place(node)
            if place:
                yield place

    def _place(self, node: SyncTexPiece) -> SourcePosition | None:
        name = self._names.name(node) if self._names else None
        return SourcePosition(name, node.line) if name else None

    def _is_near(self, match: Match, orders: Iterable[int]) -> bool:
        lines = self._project.reading.lines
        file = lines[match.first].place.file
        return any(
            lines[order].place.file == file
            and match.first - LINES_APART_MAX <= order <= match.last + LINES_APART_MAX
            for order in orders
        )
