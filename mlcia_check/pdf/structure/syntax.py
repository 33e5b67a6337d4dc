"""Parses the PDF syntax that the search for names needs: dictionaries, strictly and within a budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NoReturn

from msgspec import Struct

from mlcia_check.pdf.limits import integer
from mlcia_check.support.late_pattern import LatePattern

SPACE = rb"\x00\t\n\x0c\r "
_WHITE_SPACE = b"\x00\t\n\x0c\r "
DELIMITERS = SPACE + rb"()<>\[\]{}/%"
NAME_ENDS = rb"(?=[" + DELIMITERS + rb"]|\Z)"
STREAM_BEGINS = re.compile(rb">>[" + SPACE + rb"]*stream\r?\n")
"""The end of a stream's dictionary, and what stands before its content."""

_HEX_STRING = rb"<[0-9A-Fa-f" + SPACE + rb"]*>"
_OTHER = rb"<<|>>|\[|\]|\(|" + _HEX_STRING
_BARE = rb"(?:[0-9+.-]+|true|false|null|R)" + NAME_ENDS
_TOKEN = re.compile(rb"[" + SPACE + rb"]*(/[^#" + DELIMITERS + rb"]*(?!#)|" + _OTHER + rb"|" + _BARE + rb")")
_LOOSE_TOKEN = re.compile(
    rb"[" + SPACE + rb"]*(/[^" + DELIMITERS + rb"]*|" + _OTHER + rb"|" + _BARE + rb"|stream|%)"
)
_LINE_ENDS = LatePattern(rb"[\r\n]|\Z")
_OPENING = re.compile(rb"[" + SPACE + rb"]*<<")
_ESCAPED_BYTE = LatePattern(rb"#([0-9A-Fa-f]{2})")
_PARENTHESES = LatePattern(rb"\\.|[()]", re.DOTALL)
_TOKEN_BYTES = 64
_CLOSES = {b">>": b"<<", b"]": b"["}


class UnprovenError(Exception):
    """Absence cannot be shown; the message says why."""


class TokenBudget:
    """The number of tokens that may still be read of one file; it keeps hostile nesting linear."""

    def __init__(self, tokens: int) -> None:
        self.most = self.left = tokens

    def spend(self, tokens: int = 1) -> None:
        self.left -= tokens
        if self.left < 0:
            self.refuse()

    def refuse(self) -> NoReturn:
        """Raise the error of a budget that is spent."""
        raise UnprovenError(f"its dictionaries have more than {self.most} parts to look at")


class Dictionary(Struct, frozen=True):
    """`entries`: the tokens of each value; `names`: the position of each name, in keys and values."""

    entries: dict[bytes, list[bytes]]
    names: set[int]
    end: int


def dictionary(text: bytes, begin: int, budget: TokenBudget) -> Dictionary | None:
    """Return the dictionary that begins here, after optional blanks; None if anything in it is odd.

    It is strict on purpose: no comment, # escape, stray parenthesis or word, and no key twice. Otherwise
    reading that began in the wrong place (inside a string) could miss what a viewer sees.
    """
    entries: dict[bytes, list[bytes]] = {}
    names: set[int] = set()
    value: list[bytes] | None = None
    opening = _OPENING.match(text, begin)
    opened = [b"<<"]
    for token, start, end in _tokens(_TOKEN, text, opening.end(), budget) if opening else ():
        if token in _CLOSES and opened.pop() != _CLOSES[token]:
            return None
        if not opened:
            return Dictionary(entries, names, end)
        if token.startswith(b"/"):
            names.add(start)
        if len(opened) == 1 and token.startswith(b"/") and value != []:
            if token in entries:
                return None
            value = entries[token] = []
        elif value is None:
            return None
        else:
            value.append(token)
        if token in (b"<<", b"["):
            opened.append(token)
    return None


def has_key_twice(text: bytes, begin: int, budget: TokenBudget) -> bool:
    """Return whether the dictionary that begins here has two values for one key: programs differ in their
    choice.

    Only the readable part counts: the dictionary may be odd in other ways. The same value twice leaves no
    choice: pdfTeX writes `/Lang(en)/Lang (en)` where two packages state the language.

    """
    opening = _OPENING.match(text, begin)
    entries: list[tuple[bytes, list[bytes]]] = []
    depth = 1
    for token, start, end in _tokens(_LOOSE_TOKEN, text, opening.end(), budget) if opening else ():
        if token == b"%":
            continue
        if depth == 1 and token.startswith(b"/") and (not entries or entries[-1][1]):
            entries.append((unescaped(token), []))
            continue
        if token in (b"<<", b"["):
            depth += 1
        elif token in _CLOSES:
            depth -= 1
        if not depth:
            break
        if entries:
            entries[-1][1].append(text[start:end] if token == b"(" else token)
    first: dict[bytes, list[bytes]] = {}
    return any(first.setdefault(key, value) != value for key, value in entries)


def plain_dictionary(text: bytes, begin: int, budget: TokenBudget) -> Dictionary | None:
    """Return the dictionary that begins here, however it is written; None if it is malformed.

    Comments and # escapes are allowed: `/#57 [1 2 1] % a comment`. Malformed is what readers take in
    different ways: a key that is no name (`/Root 1 0 R e99`), a key twice, no value or several.
    """
    entries: dict[bytes, list[bytes]] = {}
    names: set[int] = set()
    value: list[bytes] = []
    objects = 1
    opening = _OPENING.match(text, begin)
    opened = [b"<<"]
    for token, start, end in _unescaped(text, opening.end(), budget) if opening else ():
        if token in _CLOSES and opened.pop() != _CLOSES[token]:
            return None
        if not opened:
            return Dictionary(entries, names, end) if objects == 1 else None
        if token.startswith(b"/"):
            names.add(start)
        if len(opened) == 1 and token.startswith(b"/") and (value or not entries):
            if token in entries or objects != 1:
                return None
            value, objects = entries.setdefault(token, []), 0
            continue
        if len(opened) == 1 and token not in _CLOSES:
            objects += -1 if _is_reference(token, value) else 1
        value.append(token)
        if token in (b"<<", b"["):
            opened.append(token)
    return None


def _is_reference(token: bytes, before: list[bytes]) -> bool:
    """Return whether this token and the two before it are a reference: `1 0 R`."""
    return token == b"R" and len(before) > 1 and before[-1].isdigit() and before[-2].isdigit()


def _unescaped(text: bytes, begin: int, budget: TokenBudget) -> Iterator[tuple[bytes, int, int]]:
    """Yield each token with its start and end, without comments and # escapes."""
    for token, start, end in _tokens(_LOOSE_TOKEN, text, begin, budget):
        if token.startswith(b"/"):
            yield unescaped(token), start, end
        elif token != b"%":
            yield token, start, end


def unescaped(name: bytes) -> bytes:
    """Return a name with the bytes that its # escapes stand for."""
    return _ESCAPED_BYTE.sub(lambda digits: bytes([int(digits[1], 16)]), name)


def leads_to_stream(text: bytes, begin: int, budget: TokenBudget) -> bool:
    """Return whether the rest of a dictionary begins here and a stream follows. Comments are allowed."""
    depth = 0
    for token, _, _ in _tokens(_LOOSE_TOKEN, text, begin, budget):
        if depth < 0 and token != b"%":
            return token == b"stream"
        if token in (b"<<", b"["):
            depth += 1
        elif token in _CLOSES:
            depth -= 1
    return False


def _tokens(
    pattern: re.Pattern[bytes], text: bytes, begin: int, budget: TokenBudget
) -> Iterator[tuple[bytes, int, int]]:
    """Yield each token with its start and end, up to the first invalid one; a string is one token."""
    while match := pattern.match(text, begin):
        budget.left -= 1
        if budget.left < 0:
            budget.refuse()
        token, begin = match[1], match.end()
        if token == b"(":
            begin = string_end(text, begin, budget)
        elif token == b"%":
            line_end = _LINE_ENDS.search(text, begin)
            length = (line_end.end() if line_end else len(text)) - begin
            budget.spend(1 + length // _TOKEN_BYTES)
            begin += length
        yield token, match.start(1), begin


def string_end(text: bytes, begin: int, budget: TokenBudget) -> int:
    """Return the end of the literal string whose opening parenthesis is before `begin`."""
    depth = 1
    for match in _PARENTHESES.finditer(text, begin):
        budget.spend()
        if match[0] == b"(":
            depth += 1
        elif match[0] == b")":
            depth -= 1
        if depth == 0:
            return match.end()
    return len(text)


def bytes_of_hex(digits: bytes) -> bytes:
    """Return what a hexadecimal string says; it may hold white space, and its last digit may lack (0)."""
    packed = digits.translate(None, _WHITE_SPACE)
    return bytes.fromhex((packed + b"0" * (len(packed) % 2)).decode("ascii"))


def whole_number(value: list[bytes] | None) -> int | None:
    """Return the value of an entry that is one number, not a reference to one."""
    return integer(value[0]) if value and len(value) == 1 else None
