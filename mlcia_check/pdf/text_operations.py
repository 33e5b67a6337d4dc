"""Reads from content streams the operations that set text, in one pass of a regular expression.

pdfminer reads a stream token by token in Python: a page of text takes four times as long, a plot seconds.
What it might read in another way (an image in the stream, nested parentheses, damage) is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import itemgetter
from typing import Final, Union

from pdfminer.psparser import LIT

_TOKEN: Final = re.compile(
    rb"""
    [A-Za-z][^#/%\[\]()<>{}\s]*                     # an operator
    | [-+]?(?:\d+(?:\.\d*)?|\.\d+)                  # a number
    | /[^#/%\[\]()<>{}\s]+                          # a name without escapes
    | \([^()\\]*(?:\\.[^()\\]*)*\)                  # a string without parentheses in it
    | << | >> | [\[\]'"]
    | <[0-9A-Fa-f\s]*>                              # a string in hex digits
    | %[^\r\n]*
    | \S                                            # anything else
    """,
    re.VERBOSE | re.DOTALL,
)

OPERATORS: Final = {
    b"q": 0, b"Q": 0, b"cm": 6, b"Do": 1,
    b"BT": 0, b"Tc": 1, b"Tw": 1, b"Tz": 1, b"TL": 1, b"Tf": 2, b"Tr": 1, b"Ts": 1,
    b"Td": 2, b"TD": 2, b"Tm": 6, b"T*": 0, b"Tj": 1, b"TJ": 1, b"'": 1, b'"': 3,
}  # fmt: skip
"""The operators that decide where and how text is set, with the number of their operands."""

_OTHERS: Final = frozenset(
    b"w J j M d ri i gs m l c v y h re S s f F f* B B* b b* n W W* CS cs SC SCN sc scn G g RG rg K k sh "
    b"ET BX EX MP DP BMC BDC EMC".split()
)
"""The operators that paint, set colours or mark content."""

_BYTE_MAX: Final = 0xFF
_ESCAPE: Final = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED: Final = {b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r"} | {
    mark: mark for mark in (b"(", b")", b"\\")
}

_BEGIN_DICTIONARY: Final = b"<<"
_CLOSED_BY: Final = {b"[": b"]", _BEGIN_DICTIONARY: b">>"}
_CLOSING: Final = frozenset(_CLOSED_BY.values())
_DICTIONARY: Final = b"<<>>"
_TRUTH: Final = {b"true": True, b"false": False}
_COMMENT: Final = ord("%")
_DIGITS: Final = frozenset(b"0123456789")
_BEGIN_NUMBERS: Final = b"0123456789+-."
_BEFORE_MORE: Final = frozenset(b"+-.(/<")
"""The first bytes of operands that have at least two."""

Raw = Union[bytes, "list[Raw]"]
"""An operand as it stands in the stream: a token, or a list of those in brackets."""

Operation = tuple[bytes, list[object]]
"""An operator and its operands, as pdfminer represents them."""


class NotPlainError(Exception):
    """The content has something that pdfminer alone reads."""


def text_operations(streams: Iterable[bytes]) -> list[Operation]:
    """Return the operations that set text in the content of one page or form, in order.

    Raises NotPlainError if pdfminer might read the content in another way.
    """
    content = _Content()
    for stream in streams:
        # One by one: if a string never ends, its end is searched for once and not from each of its bytes.
        for token in map(itemgetter(0), _TOKEN.finditer(stream)):
            first = token[0]
            if first in _DIGITS or (first in _BEFORE_MORE and len(token) > 1 and token != _BEGIN_DICTIONARY):
                content.operands.append(token)
            else:
                content.take(token)
    return content.finished()


class _Content:
    """Operations and operands as far as they are read; `outer` is what open brackets interrupt."""

    def __init__(self) -> None:
        self.operands: list[Raw] = []
        self._found: list[Operation] = []
        self._outer: list[tuple[bytes, list[Raw]]] = []

    def take(self, token: bytes) -> None:
        """Take an operator, a bracket, a comment or a truth value. Raises NotPlainError for others."""
        if token in _CLOSED_BY:
            self._outer.append((_CLOSED_BY[token], self.operands))
            self.operands = []
        elif token in _CLOSING:
            self._close(token)
        elif token in _TRUTH:
            self.operands.append(token)
        elif token[0] != _COMMENT:
            self._operate(token)

    def finished(self) -> list[Operation]:
        if self._outer:
            raise NotPlainError
        return self._found

    def _close(self, token: bytes) -> None:
        inner = self.operands
        closing, self.operands = self._outer.pop() if self._outer else (b"", [])
        if token != closing or (token == b">>" and len(inner) % 2):
            raise NotPlainError
        self.operands.append(inner if token == b"]" else _DICTIONARY)

    def _operate(self, token: bytes) -> None:
        count = OPERATORS.get(token)
        if self._outer or (count is None and token not in _OTHERS) or len(self.operands) < (count or 0):
            raise NotPlainError
        if count is not None:
            last = self.operands[len(self.operands) - count :]
            self._found.append((token, [_value(operand) for operand in last]))
        self.operands = []


def _value(raw: Raw) -> object:
    """Return an operand as pdfminer represents it. Raises NotPlainError for one that is not plain."""
    if isinstance(raw, list):
        return [_value(one) for one in raw]
    first = raw[:1]
    if first in _BEGIN_NUMBERS:
        try:
            return float(raw) if b"." in raw else int(raw)
        except ValueError:
            # Python reads no integer of thousands of digits.
            raise NotPlainError from None
    if first == b"(":
        return _ESCAPE.sub(_unescaped, raw[1:-1]) if b"\\" in raw else raw[1:-1]
    if raw == _DICTIONARY:
        raise NotPlainError
    if first == b"<":
        return _from_hex(raw[1:-1])
    if first == b"/":
        return LIT(_name(raw[1:]))
    return _TRUTH[raw]


def _unescaped(match: re.Match[bytes]) -> bytes:
    escaped = match[1]
    if escaped[:1] in b"01234567":
        code = int(escaped, 8)
        if code > _BYTE_MAX:
            raise NotPlainError
        return bytes((code,))
    return _ESCAPED.get(escaped, b"")


def _from_hex(digits: bytes) -> bytes:
    """Return the bytes of a string in hex digits; pdfminer takes an odd last digit for a whole byte."""
    try:
        return bytes.fromhex(digits.decode())
    except ValueError:
        packed = b"".join(digits.split()).decode()
        pairs = (packed[start : start + 2] for start in range(0, len(packed), 2))
        return bytes(int(pair, 16) for pair in pairs)


def _name(name: bytes) -> str | bytes:
    try:
        return name.decode()
    except UnicodeDecodeError:
        return name
