"""Reads texts in a file's objects that no page paints: bookmarks, alternative texts, form fields, file names.

They are read from the bytes, whichever object holds them and whether or not a viewer reaches it: a program
that extracts text for search or for a model may take any of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from mlcia_check.pdf.structure.syntax import DELIMITERS, SPACE, STREAM_BEGINS, bytes_of_hex
from mlcia_check.support.late_pattern import LatePattern

_STRING: Final = re.compile(rb"\((?:([^()\\]{8,})\)|(?=[^()\\]*[(\\]))|<([0-9A-Fa-f" + SPACE + rb"]{16,})>")
"""A string: in parentheses, without or with other parentheses and escapes in it, or in hex digits."""

_KEY: Final = re.compile(rb"/([^" + DELIMITERS + rb"]{1,40})[" + SPACE + rb"]*\Z")
_IDENTIFIER: Final = b"/ID"
_DIGEST_BYTES: Final = 16
_DIGEST_DISTANCE_MAX_BYTES: Final = 80
"""Bytes from the key of a file's identifier to its second digest: the identifier is two digests
of 16 bytes."""

_KEY_MAX_BYTES: Final = 48
_SPECIAL: Final = LatePattern(rb"[()\\]")
_ESCAPE: Final = LatePattern(rb"\\(?:([0-7]{1,3})|(\r\n?|\n)|([\s\S]))")
_CONTROL: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

_STRING_MIN_BYTES: Final = 8
"""Bytes of the shortest string that is read: four Chinese characters can be an instruction, four letters
cannot."""

_STRING_MAX_BYTES: Final = 1 << 24
"""Most bytes of one string that are read: an abstract has 2,000; words may stand behind a million blanks."""

_HEX: Final = LatePattern(rb"[0-9A-Fa-f" + SPACE + rb"]*")
_SHORT_STRING_MAX_BYTES: Final = 4_096
"""Most bytes of a name or a path that is read in hex digits."""

_SPECIAL_MAX: Final = 200_000
"""Most parentheses and escapes of one string: a bookmark with two for each letter has 200, an
abstract 4,000."""

_UNENDED_MAX: Final = 50
"""Most parentheses between two streams that open no string; each costs a search for its end."""

_STRINGS_MAX: Final = 20_000
"""Most strings that are kept: a paper with a link for every citation has 300 to 2,000."""

_UNTOLD: Final = frozenset(
    {"CharSet", "CreationDate", "FontFamily", "ID", "Lang", "ModDate", "O", "U", "Ordering", "Registry"}
)
"""Keys whose strings are not text: dates, sets of glyphs, digests."""

_OF_TEX: Final = "PTEX."
"""The prefix of keys in which pdfTeX records its version and the origin of an included figure."""

_OF_FILES: Final = frozenset({"D", "Dest", "F", "UF", "URI", "FileName", "Name"})
"""Keys of names and addresses."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_WORDS_MIN: Final = 2
_KEYLESS_WORDS_MIN: Final = 3
_NAME_WORDS_MIN: Final = 4
"""Words of a string that may be a sentence; a name of a file or a destination needs more. Without a key are
strings in arrays, as names of destinations, and those that are objects of their own, as hyperref's titles."""

_WITHOUT_SPACES: Final = LatePattern(rb"(?s:\xe2[\xba-\xbf].|[\xe3-\xe9]..|\xef[\xa4-\xab].){4}")
"""Four characters from U+2E80 to U+9FFF or U+F900 to U+FAFF, in UTF-8: there these 29,000 characters have a
dozen first bytes. A set with all of them takes `re` 0.7 ms to compile."""

_ASCII: Final = LatePattern(rb"[ -~]")
_ASCII_MIN_SHARE: Final = 0.6
"""Least share of ASCII bytes in a text in a Latin script; French has 0.95."""

_BINARY: Final = LatePattern(rb"[\x00-\x08\x0e-\x1f]")

_TAG: Final = LatePattern(r"<[^<>]{1,200}>")


class FileTexts(Struct, frozen=True):
    """Key and text of each string of a file that may be a sentence, once; the key is "" if it has none.

    `is_cut`: there are more strings than are read.
    """

    found: tuple[tuple[str, str], ...] = ()
    is_cut: bool = False


class _TooMany(Exception):
    """There are more strings, or more parentheses that open none, than are read."""


def strings(texts: Iterable[bytes]) -> FileTexts:
    """Return the strings in a file's own bytes and those of its object streams, `texts`."""
    found: dict[tuple[str, str], None] = {}
    read: set[tuple[str, bytes]] = set()
    try:
        for text in texts:
            for part in _between_streams(text):
                for key, string in _strings_in(part):
                    # Links repeat the name of their destination.
                    if (key, string) in read:
                        continue
                    read.add((key, string))
                    kept = spoken(key, decoded(string))
                    if kept:
                        found[key, kept] = None
                        if len(found) > _STRINGS_MAX:
                            raise _TooMany
    except _TooMany:
        return FileTexts(tuple(found), is_cut=True)
    return FileTexts(tuple(found))


def string_at(text: bytes, begin: int) -> str:
    """Return the string that begins here, in parentheses or in hex digits; "" if it has no end."""
    if text[begin : begin + 1] == b"<":
        digits, end, _ = text[begin + 1 : begin + 1 + 2 * _SHORT_STRING_MAX_BYTES].partition(b">")
        return decoded(bytes_of_hex(digits)) if end and _HEX.fullmatch(digits) else ""
    end_at = _end_of_string(text, begin + 1)
    return decoded(_ESCAPE.sub(_unescaped, text[begin + 1 : end_at])) if end_at >= 0 else ""


def spoken(key: str, text: str) -> str:
    """Return the text of a string as it is displayed; "" if it cannot be a sentence."""
    if key in _UNTOLD or key.startswith(_OF_TEX):
        return ""
    if "%" in text:
        from urllib.parse import unquote

        text = unquote(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if not text.isascii() and _WITHOUT_SPACES.search(text.encode("utf-8", "surrogatepass")):
        return text.strip()
    fewest = _NAME_WORDS_MIN if key in _OF_FILES else _WORDS_MIN if key else _KEYLESS_WORDS_MIN
    return text.strip() if len(_WORD.findall(text)) >= fewest else ""


def _between_streams(text: bytes) -> Iterator[bytes]:
    """Yield the parts outside streams."""
    if b"endstream" not in text:
        yield text
        return
    for part in text.split(b"endstream"):
        begin = STREAM_BEGINS.search(part)
        yield part[: begin.start()] if begin else part


def _strings_in(text: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield key and bytes of each string. Raises _TooMany."""
    at, unended = 0, 0
    while match := _STRING.search(text, at):
        begin, at = match.span()
        if match[1]:
            string = match[1][:_STRING_MAX_BYTES]
        elif match[2]:
            string = bytes_of_hex(match[2][: 2 * _STRING_MAX_BYTES])
        else:
            end = _end_of_string(text, at)
            if end < 0:
                # no string, as in a comment
                unended += 1
                if unended > _UNENDED_MAX:
                    raise _TooMany
                at = begin + 1
                continue
            string = _ESCAPE.sub(_unescaped, text[at:end])
            at = end + 1
        is_digest = (
            len(string) == _DIGEST_BYTES
            and _IDENTIFIER in text[max(begin - _DIGEST_DISTANCE_MAX_BYTES, 0) : begin]
        )
        if len(string) >= _STRING_MIN_BYTES and not is_digest:
            # Only the last "/" can begin the key, since a name has none.
            slash = text.rfind(b"/", max(begin - _KEY_MAX_BYTES, 0), begin)
            key = _KEY.match(text, slash, begin) if slash >= 0 else None
            yield key[1].decode("latin-1") if key else "", string


def _end_of_string(text: bytes, begin: int) -> int:
    """Return the end of a string whose content begins here (balanced or escaped parentheses); -1 if it has
    none.
    """
    depth, at = 1, begin
    for _ in range(_SPECIAL_MAX):
        match = _SPECIAL.search(text, at, begin + _STRING_MAX_BYTES)
        if match is None:
            return -1
        at = match.end()
        if match[0] == b"\\":
            at += 1
        else:
            depth += 1 if match[0] == b"(" else -1
            if not depth:
                return match.start()
    return -1


def _unescaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 8) & 0xFF])
    if match[2]:
        return b""
    return _CONTROL.get(match[3], match[3])


def decoded(string: bytes) -> str:
    """Decode a text string (PDF 32000-1, 7.9.2.2); PDF's own encoding has the letters of Latin-1.

    Older programs wrote Chinese in the system's encoding. Return "" for a digest, which is not text.
    """
    for mark, codec in ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8")):
        if string.startswith(mark):
            return string[len(mark) :].decode(codec, "replace")
    try:
        return string.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if len(_ASCII.findall(string)) >= _ASCII_MIN_SHARE * len(string):
        return string.decode("latin-1")
    if _BINARY.search(string):
        return ""
    from mlcia_check.support.legacy_encodings import decoded as guessed

    return guessed([string], "latin-1")[0]
