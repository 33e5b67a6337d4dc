"""Does text stand around the text block, in the margins and between the columns?"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Protocol

from mlcia_check.checks import every_place
from mlcia_check.checks.layout.facing_pages import Shift
from mlcia_check.model.answers import Answer, Doubt, Place
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Paper

_PROSE_MIN_CHARACTERS, _LETTERS_MIN_SHARE = 60, 0.7
"""Characters of the shortest line of prose, with blanks, and the least share of letters among them."""

_PAGES_OF_OWN_WORDS_MAX, _LONG_MIN_PAGES = 2, 8
"""Pages that may show the same words of the text, in a paper of so many pages: running heads are on more."""

_AROUND = ("body", "running-head", "footnote", "margin-note", "heading")


class TextBlock(Protocol):
    """The format's text block, in bp, and how much text around it is a doubt; see `text_block.Params`."""

    @property
    def columns(self) -> int: ...
    @property
    def column_width(self) -> float: ...
    @property
    def left(self) -> float: ...
    @property
    def right(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def bottom(self) -> float: ...
    @property
    def single(self) -> float: ...
    @property
    def notes(self) -> float: ...
    @property
    def heads(self) -> int: ...


def column_step(params: TextBlock) -> float:
    """Return the distance from one column's left edge to the next one's, in bp."""
    return (params.right - params.left - params.column_width) / max(params.columns - 1, 1)


def in_margins(paper: Paper, params: TextBlock, shift: Shift) -> Iterator[Answer]:
    """Yield a doubt if the margins hold so much text that it may be running text."""
    notes = [Place(line.page, line.box, line.text) for line in paper.lines if line.role == "margin-note"]
    notes += [
        Place(stamp.page, stamp.box, stamp.text)
        for stamp in paper.stamps
        if (
            stamp.box.right < params.left + shift(stamp.page)
            or stamp.box.left > params.right + shift(stamp.page)
        )
        and _is_prose(stamp.text)
    ]
    if not notes:
        return
    count = sum(len(note.words) for note in notes)
    share = count / max(sum(len(line.text) for line in paper.lines), 1)
    if share > params.notes:
        yield Doubt(
            "margin",
            place=notes[0],
            pages=tuple(sorted({note.page for note in notes})),
            places=every_place.of_each(notes),
            measured=100.0 * share,
            expected=100.0 * params.notes,
            unit="percent",
        )


def around_block(paper: Paper, params: TextBlock, pages: set[int], shift: Shift) -> Iterator[Answer]:
    """Yield a doubt about prose above and below the block, and turned prose beside it or between columns.

    Running heads and an archive's stamp repeat on other pages, text does not, or only on one more.
    """
    top, bottom = params.top + params.single, params.bottom - params.single
    beyond = [
        Place(line.page, line.box, line.text)
        for line in paper.lines
        if not bottom <= line.baseline_bp <= top
        and line.role in _AROUND
        and line.page in pages
        and _is_prose(line.text)
    ]
    beyond += _turned_prose(paper, params, pages, shift)
    by_words: defaultdict[str, list[Place]] = defaultdict(list)
    for place in beyond:
        by_words[re.sub(r"\d+", "", place.words)].append(place)
    most = _PAGES_OF_OWN_WORDS_MAX if len(pages) >= _LONG_MIN_PAGES else 1
    own = [places[0] for places in by_words.values() if len(places) <= most]
    own += _without_letters(paper, params, pages, shift)
    if len(own) >= params.heads:
        yield Doubt(
            "beyond",
            place=own[0],
            pages=tuple(sorted({place.page for place in own})),
            places=every_place.of_each(own),
            measured=len(own),
            expected=params.heads,
        )


def _turned_prose(paper: Paper, params: TextBlock, pages: set[int], shift: Shift) -> Iterator[Place]:
    """Yield turned lines of words outside the columns, but for pages with more of them in the columns.

    There they are rows of a turned table that spans the gutter.
    """
    stamps = [stamp for stamp in paper.stamps if stamp.page in pages and _is_prose(stamp.text)]
    outside = [stamp for stamp in stamps if _is_outside_columns(stamp.box, params, shift(stamp.page))]
    tables = {stamp.page for stamp in stamps if stamp not in outside}
    for stamp in outside:
        if stamp.page not in tables:
            yield Place(stamp.page, stamp.box, stamp.text)


def _without_letters(paper: Paper, params: TextBlock, pages: set[int], shift: Shift) -> Iterator[Place]:
    """Yield the lines that pictures, outlines and annotations show around the block.

    Their looks stand for their words: a head or a logo looks the same on other pages.
    """
    top, bottom = params.top + params.single, params.bottom - params.single
    rows = [(page.number, row) for page in paper.pages if page.number in pages for row in page.margin_rows]
    looks = Counter(row.look for _, row in rows)
    for page, row in rows:
        box = row.box
        beyond = not bottom <= box.bottom <= top
        if box.height > box.width:
            beyond = _is_outside_columns(box, params, shift(page))
        if beyond and looks[row.look] == 1:
            yield Place(page, box)


def _is_outside_columns(box: Box, params: TextBlock, moved: float) -> bool:
    middle = (box.left + box.right) / 2 - moved
    lefts = [params.left + index * column_step(params) for index in range(params.columns)]
    return not any(left < middle < left + params.column_width for left in lefts)


def _is_prose(text: str) -> bool:
    """Return True if turned text is a line of words. The rows of a turned table are shorter, or numbers."""
    return len(text) >= _PROSE_MIN_CHARACTERS and sum(map(str.isalpha, text)) >= _LETTERS_MIN_SHARE * len(
        text
    )
