"""The object streams of a file: unpacked bytes that hold objects, with a table of their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from mlcia_check.pdf.limits import INTEGER_MAX_DIGITS, integer


class ObjectStream:
    """An object stream: its unpacked `text`, and where the table says that its objects begin in it."""

    def __init__(self, text: bytes, first: int) -> None:
        """`first` is where the objects begin, after the table."""
        self.text = text
        numbers = _numbers(text[:first])
        self._named = numbers[::2]
        self._places = [first + offset for offset in numbers[1::2]]

    def places(self, number: int) -> list[int]:
        """Return where the objects with this number begin, as often as the table names it."""
        if number not in self._first_place:
            return []
        if len(self._first_place) == min(len(self._named), len(self._places)):
            return [self._first_place[number]]
        return [place for named, place in zip(self._named, self._places, strict=False) if named == number]

    def objects(self, number: int) -> Iterator[bytes]:
        """Yield the bytes of the objects with this number."""
        for begin in self.places(number):
            yield self.text[begin : next((end for end in self._ends if end > begin), 0)]

    @cached_property
    def _first_place(self) -> dict[int, int]:
        return dict(zip(reversed(self._named), reversed(self._places), strict=False))

    @cached_property
    def _ends(self) -> list[int]:
        return [*sorted(self._places), len(self.text)]


def _numbers(head: bytes) -> tuple[int, ...]:
    """Return the numbers in the head of an object stream: numbers and offsets of its objects, alternately."""
    words = head.split()
    if b"".join(words).isdigit() and max(map(len, words)) <= INTEGER_MAX_DIGITS:
        return tuple(map(int, words))
    return tuple(number for word in words if (number := integer(word)) is not None)
