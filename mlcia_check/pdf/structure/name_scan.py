"""Finds the names in a PDF that could be dangerous: proves that a paper is plain without reading its
structure.

An action, an attachment or a UserUnit cannot exist without its name (`/JavaScript`, `/EF`, ...), and a
viewer finds names in two places only: in the bytes of the file as they stand, and in object streams.
So all bytes are searched (a cross-reference table can point anywhere, into streams too), and every stream
that looks like an object stream is inflated and searched. A part that cannot be searched reliably is reported
as unproven. The search may find a name where there is none (in compressed data, in an unused object), which
only costs reading the structure. It must never miss one.

There are two known limits, in files that no honest program writes: a hex string with characters other than
hex digits can hide the true head of an object stream's dictionary; and a table of objects that gives an
object of an object stream another number than the stream does can send `/OpenAction` elsewhere in viewers
that trust the table.

Some names may be present: `/URI`, `/GoTo`, `/Named`, `/Hide` and the like do nothing before a reader clicks,
unless they are in `/AA` (searched) or are the `/OpenAction`, which hyperref writes into every paper. It is
followed; a jump inside the document is harmless.

Everything here is linear in the length of the file, with bounds on what is inflated and parsed.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable

from msgspec import Struct

from mlcia_check.pdf.structure.object_streams import ObjectStream
from mlcia_check.pdf.structure.syntax import (
    DELIMITERS,
    NAME_ENDS,
    SPACE,
    Dictionary,
    TokenBudget,
    UnprovenError,
    dictionary,
    leads_to_stream,
    unescaped,
    whole_number,
)
from mlcia_check.support.late_pattern import LatePattern

STREAM_INFLATED_MAX_BYTES = 4 << 20
INFLATED_MAX_BYTES = 24 << 20
"""An object stream of a paper inflates to 10 to 60 KB, all of a paper's to 1 MB at most."""

TOKENS_MAX = 400_000
"""Most tokens of the dictionaries that are parsed: object streams, outlines and the opening action."""

ESCAPED_NAMES_MAX = 20_000
KEYWORD_DISTANCE_MAX_BYTES = 4096
"""Bytes from `obj` to a key of the dictionary that it opens; an object stream's dictionary has 150."""

_DICTIONARY_FOLLOWS = rb"(?=[" + SPACE + rb"]*(?:<<|[0-9%]))"
_FUNCTION_FOLLOWS = rb"(?=[" + SPACE + rb"]*(?:<<|\[|[0-9%]))"
# Three letters occur by chance in compressed data, so a short name must have a fitting value.
_TELLING = {
    "3DD": b"",
    "AA": _DICTIONARY_FOLLOWS,
    "AdditionalStreams": b"",
    "DestOutputProfileRef": b"",
    "EF": _DICTIONARY_FOLLOWS,
    "EmbeddedFile": b"",
    "EmbeddedFiles": b"",
    "Encrypt": b"",
    "FFilter": b"",
    "FS": rb"(?=[" + SPACE + rb"]*[/0-9%])",
    "FileAttachment": b"",
    "Filespec": b"",
    "GoToE": b"",
    "GoToR": b"",
    "ImportData": b"",
    "JS": rb"(?=[" + SPACE + rb"]*[(<0-9%])",
    "JavaScript": b"",
    "Launch": b"",
    "Movie": b"",
    "OCProperties": b"",
    "OPI": b"",
    "Ref": _DICTIONARY_FOLLOWS,
    "Rendition": b"",
    "RichMedia": b"",
    "RichMediaExecute": b"",
    "Sound": b"",
    "SubmitForm": b"",
    "TR": _FUNCTION_FOLLOWS,
    "TR2": _FUNCTION_FOLLOWS,
    "Thread": b"",
    "UserUnit": b"",
    "XFA": b"",
}
_EXTERNAL_STREAM = "F"
_OPENS = "OpenAction"
_ESCAPE_MATTERS = {*_TELLING, _OPENS, _EXTERNAL_STREAM, "First", "ObjStm", "URI"}

_NAMES = re.compile(
    rb"/(" + b"|".join(name.encode() + fits for name, fits in _TELLING.items()) + rb")" + NAME_ENDS
)
_ESCAPED = re.compile(rb"/([A-Za-z0-9]{0,20}#[0-9A-Fa-f]{2}[^" + DELIMITERS + rb"]{0,80})")
_FILE_OF_STREAM = re.compile(rb"/F" + NAME_ENDS)
_OBJECT_STREAM = re.compile(rb"/(?:First|ObjStm)" + NAME_ENDS)
_OPEN_ACTION = LatePattern(rb"/OpenAction" + NAME_ENDS + rb"[" + SPACE + rb"]*")
_URI = re.compile(rb"/URI" + NAME_ENDS)
_NUMBER_PAIR = rb"([0-9]{1,10})[" + SPACE + rb"]+[0-9]{1,5}[" + SPACE + rb"]"
_REFERENCE = LatePattern(_NUMBER_PAIR + rb"+R" + NAME_ENDS)
_OBJECT = LatePattern(_NUMBER_PAIR + rb"*obj[^A-Za-z0-9]?\Z")
_MAYBE_OBJECT = LatePattern(rb"(?:\A|[" + SPACE + rb"])[0-9]*obj[^A-Za-z0-9]?\Z")
_OBJECT_LINE = re.compile(rb"(?:\A|[\r\n])[^%\r\n]*" + _NUMBER_PAIR + rb"*\Z")
_STREAM_BEGINS = re.compile(rb"[" + SPACE + rb"]*stream(?:\r\n|\n)")
_STREAM_ENDS = re.compile(rb"[" + SPACE + rb"]*endstream" + NAME_ENDS)
_OBJECT_ENDS = re.compile(rb"[" + SPACE + rb"]*endobj" + NAME_ENDS)
_BLANK = re.compile(rb"[" + SPACE + rb"]*")
_OBJECT_LINE_MAX_BYTES = 64
_HARMLESS_TO_OPEN = {
    b"/GoTo": {b"/Type", b"/S", b"/D", b"/SD"},
    b"/Named": {b"/Type", b"/S", b"/N"},
}


_HARMLESS = frozenset({"OCProperties", "TR", "TR2", "UserUnit"})
"""Names that only affect the appearance of pages: layers, transfer functions and the unit of length."""


class NameScan(Struct, frozen=True):
    """The names found in a file, and why more could be hidden (`unproven`, for display)."""

    found: frozenset[str]
    unproven: tuple[str, ...] = ()
    streams: tuple[ObjectStream, ...] = ()
    """The object streams that could be unpacked."""

    @property
    def plain(self) -> bool:
        """Return whether it is proven that nothing runs, calls out, is attached or is encrypted."""
        return not self.unproven and self.found <= _HARMLESS

    @property
    def may_have_layers(self) -> bool:
        """Return False if it is proven that no content belongs to a layer that can be switched off."""
        return bool(self.unproven) or "OCProperties" in self.found

    @property
    def may_have_transfers(self) -> bool:
        """Return False if it is proven that no transfer function changes colours when they are painted."""
        return bool(self.unproven) or not self.found.isdisjoint(("TR", "TR2"))

    @property
    def may_have_user_units(self) -> bool:
        """Return False if it is proven that no page has a UserUnit; otherwise call
        `beside_pages.user_units`.
        """
        return bool(self.unproven) or "UserUnit" in self.found


class _Place(Struct, frozen=True):
    text: bytes
    begin: int


def names(data: bytes) -> NameScan:
    """Search `data`, a whole file. Never raises; 2 to 4 ms for a paper of 1 MB."""
    scan = _Scan(data)
    reasons = [
        _reason(step) for step in (scan.raw_names, scan.object_streams, scan.external_streams, scan.opening)
    ]
    return NameScan(
        found=frozenset(scan.found),
        unproven=tuple(reason for reason in reasons if reason),
        streams=tuple(scan.streams),
    )


def object_texts(data: bytes) -> list[bytes]:
    """Return the file's bytes, then the content of each object stream that can be unpacked."""
    scan = _Scan(data)
    _reason(scan.object_streams)
    return [data, *(stream.text for stream in scan.streams)]


class _Scan:
    """One search of one file: its budget and its findings so far."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.found: set[str] = set()
        self.streams: list[ObjectStream] = []
        self.budget = TokenBudget(TOKENS_MAX)
        self.inflatable = INFLATED_MAX_BYTES
        self.escapes = ESCAPED_NAMES_MAX

    def raw_names(self) -> None:
        self._search(self.data)

    def _search(self, text: bytes) -> None:
        self.found.update(name.decode() for name in set(_NAMES.findall(text)))
        if b"#" not in text:
            return
        for match in _ESCAPED.finditer(text):
            self.escapes -= 1
            if self.escapes < 0:
                raise UnprovenError(f"more than {ESCAPED_NAMES_MAX} names are written with # escapes")
            name = unescaped(match[1]).decode("latin-1")
            if name in _ESCAPE_MATTERS:
                raise UnprovenError(f"the name /{name} is written with # escapes")

    def object_streams(self) -> None:
        """Inflate and search object streams. `/Type /ObjStm` is not required: some viewers ignore it.

        Outlines have `/First` too, so the dictionary around it is read to its end and what follows.
        """
        seen: set[int] = set()
        for match in _OBJECT_STREAM.finditer(self.data):
            if match.start() in seen:
                continue
            around = self._dictionary_around(match.start())
            seen = around.names
            if begin := _STREAM_BEGINS.match(self.data, around.end):
                if "Encrypt" in self.found:
                    raise UnprovenError("the file is encrypted")
                stream = self._inflated(around, begin.end())
                self.streams.append(stream)
                self._search(stream.text)
            elif not _OBJECT_ENDS.match(self.data, around.end):
                raise UnprovenError(
                    f"what looks like an object stream at byte {match.start()} cannot be parsed"
                )

    def _dictionary_around(self, name: int) -> Dictionary:
        keyword = self.data.rfind(b"obj", max(0, name - KEYWORD_DISTANCE_MAX_BYTES), name)
        # With a header in a comment, reading would begin in the middle of the dictionary.
        line = self.data[max(0, keyword - _OBJECT_LINE_MAX_BYTES) : max(0, keyword)]
        around = dictionary(self.data, keyword + 3, self.budget) if _OBJECT_LINE.search(line) else None
        if around is None or name not in around.names:
            raise UnprovenError(f"what looks like an object stream at byte {name} cannot be parsed")
        return around

    def _inflated(self, header: Dictionary, begin: int) -> ObjectStream:
        where = f"the object stream at byte {begin}"
        entries = header.entries
        length, first = whole_number(entries.get(b"/Length")), whole_number(entries.get(b"/First"))
        if length is None or first is None or not _STREAM_ENDS.match(self.data, begin + length):
            raise UnprovenError(f"{where} does not say where it ends")
        if entries.get(b"/DecodeParms", [b"null"]) != [b"null"]:
            raise UnprovenError(f"{where} uses a predictor")
        content = self.data[begin : begin + length]
        filters = [token for token in entries.get(b"/Filter", []) if token not in (b"[", b"]")]
        if not filters:
            return ObjectStream(content, first)
        if filters != [b"/FlateDecode"]:
            raise UnprovenError(f"{where} is packed with {b' '.join(filters).decode('latin-1')}")
        most = min(self.inflatable, STREAM_INFLATED_MAX_BYTES)
        unpacker = zlib.decompressobj()
        try:
            text = unpacker.decompress(content, max(1, most))
        except zlib.error:
            raise UnprovenError(f"{where} cannot be unpacked") from None
        if not unpacker.eof:
            raise UnprovenError(f"{where} is cut short, or holds more than {most} bytes")
        self.inflatable -= len(text)
        return ObjectStream(text, first)

    def external_streams(self) -> None:
        """Find streams whose content is in another file: they have the key `/F`, like annotations
        and fonts.
        """
        for match in _FILE_OF_STREAM.finditer(self.data):
            if leads_to_stream(self.data, match.end(), self.budget):
                self.found.add(_EXTERNAL_STREAM)
                return

    def opening(self) -> None:
        """Follow the opening action: a jump inside the document without a further action is harmless.

        If there is no URI action either, an opening action can do nothing else.
        """
        texts = [self.data, *(stream.text for stream in self.streams)]
        if not any(_URI.search(text) for text in texts):
            return
        numbers: set[int] = set()
        for text in texts:
            for match in _OPEN_ACTION.finditer(text):
                if reference := _REFERENCE.match(text, match.end()):
                    numbers.add(int(reference[1]))
                elif not self._is_jump(_Place(text, match.end())):
                    self.found.add(_OPENS)
                    return
        places = self._definitions(numbers)
        if not all(places.values()) or not all(
            self._is_jump(place) for at in places.values() for place in at
        ):
            self.found.add(_OPENS)

    def _is_jump(self, place: _Place) -> bool:
        blank = _BLANK.match(place.text, place.begin)
        begin = blank.end() if blank else place.begin
        if place.text.startswith(b"[", begin):
            return True
        action = dictionary(place.text, begin, self.budget)
        kind = action.entries.get(b"/S", [b""])[:1] if action else []
        allowed = _HARMLESS_TO_OPEN.get(kind[0]) if kind else None
        return action is not None and allowed is not None and action.entries.keys() <= allowed

    def _definitions(self, numbers: set[int]) -> dict[int, list[_Place]]:
        """Return every place that defines each object, with earlier versions; nothing if one may
        be missed.
        """
        places: dict[int, list[_Place]] = {number: [] for number in numbers}
        if not numbers:
            return places
        data = self.data
        search = _OBJECT.compiled.search
        keyword = data.find(b"obj")
        while keyword >= 0:
            line = data[max(0, keyword - 24) : keyword + 4]
            if head := search(line):
                if (number := int(head[1])) in places:
                    places[number].append(_Place(data, keyword + 3))
            elif _MAYBE_OBJECT.search(line):
                return {number: [] for number in numbers}
            keyword = data.find(b"obj", keyword + 3)
        for number, its in places.items():
            its += [_Place(stream.text, at) for stream in self.streams for at in stream.places(number)]
        return places


def _reason(step: Callable[[], None]) -> str | None:
    try:
        step()
    except UnprovenError as error:
        return str(error)
    return None
