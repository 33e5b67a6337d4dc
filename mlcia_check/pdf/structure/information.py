"""Finds the names in a file's information dictionary: its keys, and anything else that looks like a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mlcia_check.pdf.structure.object_streams import ObjectStream
from mlcia_check.pdf.structure.syntax import DELIMITERS, NAME_ENDS, SPACE, unescaped
from mlcia_check.support.late_pattern import LatePattern

_INFORMATION: Final = re.compile(
    rb"/Info[" + SPACE + rb"]+([0-9]{1,10})[" + SPACE + rb"]+[0-9]{1,5}[" + SPACE + rb"]+R" + NAME_ENDS
)
_OBJECT_FOLLOWS: Final = rb"[" + SPACE + rb"]+[0-9]{1,5}[" + SPACE + rb"]*obj"
_ANY_NAME: Final = LatePattern(rb"/([^" + DELIMITERS + rb"]{1,127})")
_DICTIONARIES_MAX: Final = 16
_DICTIONARY_MAX_BYTES: Final = 16_384
"""An information dictionary has some hundred bytes; one with an abstract some thousand."""


def information_names(data: bytes, streams: Sequence[ObjectStream]) -> tuple[str, ...]:
    """Return the names in every information dictionary that a trailer points to."""
    numbers = {match[1] for match in _INFORMATION.finditer(data)}
    names: dict[str, None] = {}
    for number in sorted(numbers)[:_DICTIONARIES_MAX]:
        for at in definitions_of(data, number):
            text = data[at : at + _DICTIONARY_MAX_BYTES]
            names.update(dict.fromkeys(_names_in(text.partition(b"endobj")[0])))
        for stream in streams:
            for text in stream.objects(int(number)):
                names.update(dict.fromkeys(_names_in(text[:_DICTIONARY_MAX_BYTES])))
    return tuple(names)


def definitions_of(data: bytes, number: bytes) -> Iterator[int]:
    """Yield where the object with this number begins in the file's own bytes, after its header."""
    # The number comes first, since `re` finds what it begins with fastest.
    for header in re.finditer(re.escape(number) + _OBJECT_FOLLOWS, data):
        if not data[max(header.start() - 1, 0) : header.start()].isdigit():
            yield header.end()


def _names_in(text: bytes) -> Iterator[str]:
    """Yield all names in a dictionary's bytes, also text in its strings that looks like a name."""
    for match in _ANY_NAME.finditer(text):
        yield unescaped(match[1]).decode("latin-1")
