"""Reads SyncTeX: which line of which file stands where on which page. Bounded, for hostile files.

The format: a preamble (`Input:1:./paper.tex`, `Unit:1`), then sheets, `{3` to `}3`, of records such as
`x1,22:4736286,55380990`: kind, file, line, and the place in TeX's units from the top left of the page.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

UNPACKED_MAX_BYTES: Final = 100_000_000
"""A paper of 20 pages has 1.5 MB."""

RECORDS_MAX: Final = 2_000_000
"""A paper of 20 pages has 25,000 records."""

INPUTS_MAX: Final = 20_000
PAGES_MAX: Final = 20_000

_UNITS_PER_BP: Final = 65781.76
"""TeX's scaled points to a PDF point: 65,536 to TeX's point, 72.27 of them to 72."""

_NUMBER_MAX: Final = 10**10
"""Scaled points: a place beyond 2,000 feet is no place."""

_RECORD: Final = re.compile(
    r"([\[(hvxkgr$])([0-9]{1,9}),([0-9]{1,9})(?:,-?[0-9]{1,9})?:(-?[0-9]{1,12}),(=|-?[0-9]{1,12})"
)
_PAGE: Final = re.compile(r"[0-9]{1,6}")
_INPUT: Final = re.compile(r"Input:([0-9]{1,9}):(.{1,4000})")
_PREAMBLE: Final = re.compile(r"(Magnification|Unit|X Offset|Y Offset):(-?[0-9]{1,12})")
_POSTSCRIPT: Final = re.compile(
    r"(Magnification|X Offset|Y Offset):(-?[0-9]{1,9}(?:\.[0-9]{1,9})?)\s*([a-z]{2})?"
)
_BP_PER: Final = {
    "bp": 1.0,
    "pt": 72 / 72.27,
    "in": 72.0,
    "cm": 72 / 2.54,
    "mm": 72 / 25.4,
    "sp": 1 / 65781.76,
}

RECORDS_PER_LOOK: Final = 10_000
"""Records between two looks at the clock."""

SyncTexProblem = Literal["not-synctex", "damaged", "too-large", "too-slow"]
"""Why a SyncTeX file cannot be used."""


class SyncTexPiece(NamedTuple):
    """A piece of a page: its place in bp from the top left of the page, its file's number, and its line."""

    x: float
    y: float
    tag: int
    line: int


@dataclass(slots=True)
class SyncTex:
    """What a SyncTeX file says: names of the source files by number, and the pieces of each page (from 1)."""

    inputs: dict[int, str] = field(default_factory=dict)
    pages: dict[int, list[SyncTexPiece]] = field(default_factory=dict)


def parse(data: bytes, is_late: Callable[[], bool]) -> SyncTex | SyncTexProblem:
    """Return what the bytes of a SyncTeX file say, packed by gzip or not; or why they cannot be used."""
    if data.startswith(b"\x1f\x8b"):
        unpacked = _unpacked(data)
        if isinstance(unpacked, str):
            return unpacked
        data = unpacked
    if not data.startswith(b"SyncTeX Version:1"):
        return "not-synctex"
    if len(data) > UNPACKED_MAX_BYTES:
        return "too-large"
    return _Parser(is_late).parse(data.decode("utf-8", "replace"))


def _unpacked(data: bytes) -> bytes | SyncTexProblem:
    machine = zlib.decompressobj(wbits=31)
    try:
        unpacked = machine.decompress(data, UNPACKED_MAX_BYTES)
    except zlib.error:
        return "damaged"
    if machine.unconsumed_tail:
        return "too-large"
    return unpacked if machine.eof else "damaged"


class _Parser:
    def __init__(self, is_late: Callable[[], bool]) -> None:
        self._is_late = is_late
        self._found = SyncTex()
        self._raw: dict[int, list[tuple[int, int, int, int]]] = {}
        self._preamble = {"Magnification": 1000, "Unit": 1, "X Offset": 0, "Y Offset": 0}
        self._postscript: dict[str, float] = {}
        self._page: list[tuple[int, int, int, int]] | None = None
        self._last_v = 0
        self._records = 0
        self._in_form = False

    def parse(self, text: str) -> SyncTex | SyncTexProblem:
        for line in text.split("\n"):
            problem = self._line(line)
            if problem:
                return problem
        return "damaged" if self._page is not None else self._scaled()

    def _line(self, line: str) -> SyncTexProblem | Literal[""]:
        start = line[:1]
        if start == "{":
            number = line[1:].strip()
            if self._page is not None or not _PAGE.fullmatch(number) or len(self._raw) >= PAGES_MAX:
                return "damaged"
            self._page = self._raw.setdefault(int(number), [])
            self._last_v = 0
        elif start == "}":
            self._page = None
        elif start in ("<", ">"):
            # A form's records are in its own frame: it is placed elsewhere, by an f record.
            self._in_form = start == "<"
        elif self._page is not None and (match := _RECORD.match(line)):
            return self._record(match, self._page)
        elif not self._outside(line):
            return "damaged"
        return ""

    def _record(
        self, match: re.Match[str], page: list[tuple[int, int, int, int]]
    ) -> SyncTexProblem | Literal[""]:
        self._records += 1
        if self._records > RECORDS_MAX:
            return "too-large"
        if self._records % RECORDS_PER_LOOK == 0 and self._is_late():
            return "too-slow"
        kind, tag, number, h, v = match.groups()
        if v != "=":
            self._last_v = int(v)
        if kind not in "[(" and not self._in_form and max(abs(int(h)), abs(self._last_v)) < _NUMBER_MAX:
            page.append((int(h), self._last_v, int(tag), int(number)))
        return ""

    def _outside(self, line: str) -> bool:
        """Read a line of the preamble, of the postscript, or between sheets; False if there are too many."""
        if match := _INPUT.match(line):
            self._found.inputs[int(match[1])] = match[2].strip()
            return len(self._found.inputs) <= INPUTS_MAX
        if not self._raw and (match := _PREAMBLE.fullmatch(line)):
            self._preamble[match[1]] = int(match[2])
        elif self._raw and (match := _POSTSCRIPT.fullmatch(line.strip())):
            self._postscript[match[1]] = float(match[2]) * _BP_PER.get(match[3] or "", 1.0)
        return True

    def _scaled(self) -> SyncTex | SyncTexProblem:
        """Return the pages with their pieces in bp."""
        magnification = self._postscript.get("Magnification", self._preamble["Magnification"] / 1000)
        unit = self._preamble["Unit"] / _UNITS_PER_BP
        if not 0 < unit * magnification < _NUMBER_MAX:
            return "damaged"
        left = self._postscript.get("X Offset", self._preamble["X Offset"] * unit)
        top = self._postscript.get("Y Offset", self._preamble["Y Offset"] * unit)
        scale = unit * magnification
        for number, raw in self._raw.items():
            self._found.pages[number] = [
                SyncTexPiece(h * scale + left, v * scale + top, tag, line) for h, v, tag, line in raw
            ]
        return self._found
