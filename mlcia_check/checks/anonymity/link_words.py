"""Finds words that carry a link to an address which the page does not show: "our code is here"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import Line
from mlcia_check.model.pdf_facts import WebLink

if TYPE_CHECKING:
    from mlcia_check.checks.anonymity.prose import Prose

_MAIL: Final = "mailto:"
_SHOWN_MIN_LETTERS: Final = 8
"""Letters and digits of an address that stand alike in the words of its link: the address is shown."""


class LinkWords(NamedTuple):
    """A link's address, and its sentence up to the end of the words that carry it; `line` is their line."""

    address: str
    sentence: str
    line: Line


def hidden_links(links: Iterable[WebLink], prose: Prose) -> Iterator[LinkWords]:
    """Yield the links on the lines of a prose whose words do not show their address."""
    by_page: dict[int, list[tuple[int, Line]]] = {}
    for place, line in enumerate(prose.lines):
        by_page.setdefault(line.page, []).append((place, line))
    for link in links:
        found = _line_of(link.box, by_page.get(link.page, ()))
        if found is None:
            continue
        place, line = found
        begin, end = _words_at(line, link.box)
        address = link.address.removeprefix(_MAIL)
        if not _shows(line.text[begin:end], address):
            yield LinkWords(address, _sentence(prose, prose.start(place), begin, end), line)


def _sentence(prose: Prose, start: int, begin: int, end: int) -> str:
    """Return the sentence around the middle of the words, up to their end; `begin` and `end` may be off by a
    letter.
    """
    first, last = prose.sentence(start + (begin + end) // 2)
    return prose.text[first : min(start + end, last)].rstrip(" .。")


def _line_of(box: Box, lines: Sequence[tuple[int, Line]]) -> tuple[int, Line] | None:
    """Return the line that holds the middle of a link's box."""
    x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    return next(
        (
            (place, line)
            for place, line in lines
            if line.box.left <= x <= line.box.right and line.box.bottom <= y <= line.box.top
        ),
        None,
    )


def _words_at(line: Line, box: Box) -> tuple[int, int]:
    """Return where the words in a box begin and end in the text of a line.

    Letters differ in width, so that the ends are known to a letter or two: half-covered words are whole.
    """
    width = max(line.box.width, 1.0)
    begin, end = (
        round(max(0.0, min((x - line.box.left) / width, 1.0)) * len(line.text)) for x in (box.left, box.right)
    )
    while begin > 0 and line.text[begin - 1].isalnum():
        begin -= 1
    while end < len(line.text) and line.text[end - 1 : end].isalnum() and line.text[end].isalnum():
        end += 1
    return begin, end


def _shows(words: str, address: str) -> bool:
    """Return whether the words of a link are its address, or the part of it that fits on the line."""
    said, meant = _key(words), _key(address)
    return "://" in words or "@" in words or (len(said) >= _SHOWN_MIN_LETTERS and said in meant)


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()
