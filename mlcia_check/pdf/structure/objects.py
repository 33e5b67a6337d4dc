"""Reads the objects of one PDF with pypdf, within budgets and without silent failures.

An object that pypdf cannot read becomes None and a gap in `undetermined`.
"""

from __future__ import annotations

import logging
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TypeAlias

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NullObject,
    StreamObject,
    TextStringObject,
)

from mlcia_check.model.pdf_facts import Gap
from mlcia_check.support.own_faults import raise_own_fault
from mlcia_check.support.printable import plain

Key: TypeAlias = tuple[int, int]

OBJECTS_MAX = 200_000
"""Most values that are visited. A paper of 20 pages has 5,000 to 40,000; pypdf reads 100,000 in about two
seconds."""

REPAIRS_MAX = 300
"""Most repairs: for each object that is not where the file states, pypdf searches the whole file."""

SHOWN_TEXT_MAX_CHARACTERS = 80
_SCRIPT_MAX_BYTES = 400
_ADDRESS_OF_OBJECT = re.compile(r"IndirectObject\(([0-9]+), ([0-9]+), [0-9]+\)| at 0x[0-9a-fA-F]+")
_NOT_FOR_SHOW = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")

BROKEN = (
    PyPdfError,
    DependencyError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What pypdf raises on broken files beside its own errors: its parser indexes, converts and recurses freely.

Some of these are also what a bug of ours raises: call `raise_own_fault` first where they are caught.
"""


class Objects:
    """One opened PDF. `undetermined` lists what could not be read, each gap once."""

    def __init__(self, reader: PdfReader, repairs: _Repairs) -> None:
        self.undetermined: dict[Gap, None] = {}
        self._reader = reader
        self._repairs = repairs
        self._left = OBJECTS_MAX

    @property
    def repaired(self) -> bool:
        """Return whether pypdf had to repair or drop something."""
        return self._repairs.count > 0

    @property
    def encrypted(self) -> bool:
        return self._reader.is_encrypted

    def root(self) -> object:
        return self.get(self._reader.trailer, "/Root")

    def in_trailer(self, key: str) -> object:
        """Return an entry of the trailer; also None if the trailer is a cross-reference stream.

        From such a stream pypdf keeps only the entries of the standard.
        """
        return self.get(self._reader.trailer, key)

    def doubt(self, kind: str, detail: str = "") -> None:
        self.undetermined[Gap(kind, detail)] = None

    def within_budget(self) -> bool:
        """Count one more value; return False, and add a gap, if the document has too many."""
        self._left -= 1
        if self._left < 0:
            self.doubt("too-many-objects", f"{OBJECTS_MAX:,}")
        if self._repairs.count > REPAIRS_MAX:
            self.doubt("too-many-repairs", str(REPAIRS_MAX))
        return self._left >= 0 and self._repairs.count <= REPAIRS_MAX

    def resolve(self, value: object) -> object:
        """Return the value behind a reference; None for null and for a value that cannot be read."""
        while isinstance(value, IndirectObject):
            if not self.within_budget():
                return None
            number = value.idnum
            try:
                value = value.get_object()
            except BROKEN as error:
                raise_own_fault(error)
                self.doubt("lost-object", f"{number} ({message(error)})")
                return None
        return None if isinstance(value, NullObject) else value

    def get(self, holder: object, key: str) -> object:
        """Return the value of a dictionary's key; also None if `holder` is not a dictionary."""
        return self.resolve(raw(holder, key))

    def dictionary(self, holder: object, key: str) -> DictionaryObject:
        """Return the dictionary under a key, an empty one if there is none."""
        value = self.get(holder, key)
        return value if isinstance(value, DictionaryObject) else DictionaryObject()

    def text(self, value: object) -> str:
        """Return a string or the first part of a text stream, fit for display."""
        value = self.resolve(value)
        if isinstance(value, StreamObject):
            return fit_for_show(_beginning(value).decode("latin-1"))
        if isinstance(value, ByteStringObject):
            return fit_for_show(bytes(value[:_SCRIPT_MAX_BYTES]).decode("latin-1"))
        return fit_for_show(value) if isinstance(value, str) else ""


@contextmanager
def opened(data: bytes) -> Iterator[Objects]:
    """Open the document and keep pypdf's log off the terminal. Raises one of BROKEN if pypdf
    cannot open it.
    """
    with log_kept_back() as repairs:
        yield Objects(PdfReader(BytesIO(data), strict=False), repairs)


@contextmanager
def log_kept_back() -> Iterator[_Repairs]:
    """Keep pypdf's warnings off the terminal, and count them."""
    repairs = _Repairs()
    log = logging.getLogger("pypdf")
    propagate, log.propagate = log.propagate, False
    log.addHandler(repairs)
    try:
        yield repairs
    finally:
        log.removeHandler(repairs)
        log.propagate = propagate


class _Repairs(logging.Handler):
    """Counts pypdf's warnings."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - the interface of a handler
        self.count += 1


def raw(holder: object, key: str) -> object:
    """Return the value as it is, which may be a reference."""
    if isinstance(holder, DictionaryObject) and key in holder:
        value: object = holder.raw_get(key)
        return value
    return None


def parts(holder: object) -> Iterator[tuple[str, object]]:
    """Yield the keys and unresolved values of a dictionary; the values of an array have an empty key."""
    if isinstance(holder, DictionaryObject):
        yield from ((str(key), holder.raw_get(key)) for key in list(holder))
    elif isinstance(holder, ArrayObject):
        yield from (("", value) for value in list.__iter__(holder))


def identity(value: object) -> Key:
    """Return number and generation of a reference; for a direct value, an identity in memory."""
    if isinstance(value, IndirectObject):
        return value.idnum, value.generation
    return -1, id(value)


def bytes_of(value: object) -> bytes | None:
    """Return the bytes of a string as the file holds them; None if the value is no string."""
    if isinstance(value, TextStringObject):
        return value.original_bytes
    return bytes(value) if isinstance(value, ByteStringObject) else None


def fit_for_show(text: str) -> str:
    """Return one shortened line without control or direction characters."""
    line = plain(_NOT_FOR_SHOW.sub(" ", text[: 8 * SHOWN_TEXT_MAX_CHARACTERS]))
    return line if len(line) <= SHOWN_TEXT_MAX_CHARACTERS else line[: SHOWN_TEXT_MAX_CHARACTERS - 1] + "…"


def message(error: Exception) -> str:
    """Return what an error of pypdf says, fit for show and the same in each process.

    "loop for IndirectObject(50, 0, 139675310060496)" -> "loop for 50 0 R": the last number is an address.
    """
    return fit_for_show(_ADDRESS_OF_OBJECT.sub(_reference, str(error)) or type(error).__name__)


def _reference(found: re.Match[str]) -> str:
    return f"{found[1]} {found[2]} R" if found[1] else ""


def _beginning(stream: StreamObject) -> bytes:
    """Return the first bytes of a stream, never all of it: it may be a bomb."""
    packed = bytes(stream._data[: 64 * _SCRIPT_MAX_BYTES])
    if str(stream.get("/Filter")) not in ("/FlateDecode", "['/FlateDecode']"):
        return packed[:_SCRIPT_MAX_BYTES]
    try:
        return zlib.decompressobj().decompress(packed, _SCRIPT_MAX_BYTES)
    except zlib.error:
        return b""
