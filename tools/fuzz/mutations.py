"""Ways to damage a PDF, each a function of its bytes and a source of chance."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Final, TypeAlias

from tools.fuzz import file_parts
from tools.fuzz.file_parts import Part

Mutation: TypeAlias = Callable[[bytes, Random], bytes]

NUMBERS: Final = (
    b"0", b"-1", b"1", b"2147483648", b"-2147483649", b"4294967296", b"9" * 20, b"-" + b"9" * 20, b"7" * 5000,
    b"1e999", b"0.00000001", b"99999999.5", b"-.", b"+-3", b"0x10", b"nan",
)  # fmt: skip
"""Numbers that a parser or an array may not expect."""

NAMES: Final = (
    b"/Page", b"/Pages", b"/Catalog", b"/Kids", b"/Count", b"/Parent", b"/Type", b"/Font", b"/Type0",
    b"/Type1", b"/Type3", b"/TrueType", b"/CIDFontType0", b"/CIDFontType2", b"/ToUnicode", b"/Encoding",
    b"/Identity-H", b"/FlateDecode", b"/LZWDecode", b"/ASCII85Decode", b"/DCTDecode", b"/JPXDecode",
    b"/JBIG2Decode", b"/CCITTFaxDecode", b"/RunLengthDecode", b"/Crypt", b"/XObject", b"/Form", b"/Image",
    b"/SMask", b"/ObjStm", b"/XRef", b"/Annots", b"/JavaScript", b"/OCG", b"/Rotate", b"/UserUnit",
    b"/CropBox", b"/MediaBox", b"/Contents", b"/Resources", b"/W", b"/Index", b"/Prev", b"/Size",
    b"/Root", b"/#00", b"/",
)  # fmt: skip
"""Names that change what an entry is, or what a value means."""

OPERATORS: Final = (
    b"q", b"Q", b"BT", b"ET", b"Tj", b"TJ", b"Tf", b"Tm", b"Td", b"T*", b"Tr", b"Tz", b"TL", b"Tc", b"Tw",
    b"Ts", b"cm", b"Do", b"gs", b"re", b"W", b"W*", b"n", b"f", b"S", b"B", b"sh", b"scn", b"BI", b"ID",
    b"EI", b"BDC", b"EMC", b"d0", b"d1", b"'", b'"',
)  # fmt: skip
"""Operators of content streams."""

NUMBER: Final = re.compile(rb"(?<![\w.#/])[+-]?[0-9]+(?:\.[0-9]+)?(?![\w.])")
NAME: Final = re.compile(rb"/[A-Za-z][A-Za-z0-9.+-]*")
REFERENCE: Final = re.compile(rb"(?<![0-9])[0-9]{1,7} 0 R\b")
OPERATOR: Final = re.compile(rb"(?<![\w/*])[A-Za-z]{1,3}\*?(?![\w*])")
OF_PAGE_TREE: Final = re.compile(
    rb"/(?:Pages?|Kids|Count|Parent|MediaBox|CropBox|Rotate|Contents|UserUnit)\b"
)
OF_FONT: Final = re.compile(
    rb"/(?:FontFile[23]?|ToUnicode|FontDescriptor|Encoding|Widths|CIDToGIDMap|DescendantFonts|CharProcs|"
    rb"beginbfrange|begincmap)\b|beginbfrange|begincidrange|/FontName"
)
OF_CROSS_REFERENCES: Final = re.compile(
    rb"startxref\s+[0-9]+|/Size\s+[0-9]+|/Prev\s+[0-9]+|/Root\s+[0-9]+ 0 R|[0-9]{10} [0-9]{5} [nf]|"
    rb"/W\s*\[[^\]]*\]|/Index\s*\[[^\]]*\]|trailer|xref|%%EOF"
)


def bytes_flipped(data: bytes, chance: Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 4, 40, 400))):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def cut_short(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data))]


def piece_lost(data: bytes, chance: Random) -> bytes:
    begin = chance.randrange(len(data))
    return data[:begin] + data[begin + chance.choice((1, 16, 512, 8192)) :]


def piece_twice(data: bytes, chance: Random) -> bytes:
    begin = chance.randrange(len(data))
    piece = data[begin : begin + chance.choice((1, 16, 512, 8192))]
    at = chance.randrange(len(data))
    return data[:at] + piece * chance.choice((1, 2, 50)) + data[at:]


def number_changed(data: bytes, chance: Random) -> bytes:
    return _token_changed(data, chance, NUMBER, NUMBERS)


def name_changed(data: bytes, chance: Random) -> bytes:
    return _token_changed(data, chance, NAME, NAMES)


def reference_changed(data: bytes, chance: Random) -> bytes:
    """References to other objects: to any, to their own, to none. Circles arise by themselves."""
    numbers = [part.number for part in file_parts.objects(data)] or [1]
    targets = [b"%d 0 R" % chance.choice((*numbers, *numbers, 0, 9_999_999)) for _ in range(8)]
    return _token_changed(data, chance, REFERENCE, targets)


def object_lost(data: bytes, chance: Random) -> bytes:
    part = chance.choice(file_parts.objects(data) or [Part(0, 0, len(data))])
    return file_parts.replaced(data, part, b"null")


def object_for_another(data: bytes, chance: Random) -> bytes:
    parts = file_parts.objects(data)
    if not parts:
        return bytes_flipped(data, chance)
    other = chance.choice(parts)
    return file_parts.replaced(data, chance.choice(parts), data[other.begin : other.end])


def entry_twice(data: bytes, chance: Random) -> bytes:
    """An entry of a dictionary once more, with the value of another."""
    names = list(NAME.finditer(data))
    if not names:
        return bytes_flipped(data, chance)
    at, other = chance.choice(names), chance.choice(names)
    return data[: at.start()] + other[0] + b" " + chance.choice(NUMBERS) + b" " + data[at.start() :]


def page_tree_changed(data: bytes, chance: Random) -> bytes:
    return _near(data, chance, OF_PAGE_TREE)


def font_changed(data: bytes, chance: Random) -> bytes:
    """Entries of fonts, or bytes in the streams of font programs and character maps."""
    if chance.random() < 0.5:
        return _near(data, chance, OF_FONT)
    return _stream_changed(data, chance, (b"begincmap", b"%!PS", b"\0\1\0\0"))


def content_changed(data: bytes, chance: Random) -> bytes:
    """Numbers and operators in the streams that paint the pages."""
    return _stream_changed(data, chance, (b"BT", b" cm", b" re"))


def stream_changed(data: bytes, chance: Random) -> bytes:
    return _stream_changed(data, chance, (b"",))


def cross_references_changed(data: bytes, chance: Random) -> bytes:
    found = list(OF_CROSS_REFERENCES.finditer(data))
    if not found:
        return bytes_flipped(data, chance)
    at = chance.choice(found)
    return data[: at.start()] + _token_changed(at[0], chance, NUMBER, NUMBERS) + data[at.end() :]


def written_anew(data: bytes, chance: Random) -> bytes:
    """An update at the end of the file that sets one object to another's body, as editors write them."""
    parts = file_parts.objects(data)
    if not parts:
        return bytes_flipped(data, chance)
    changed, other = chance.choice(parts), chance.choice(parts)
    start = re.findall(rb"startxref\s+([0-9]+)", data)
    update = b"\n%d 0 obj%bendobj\n" % (changed.number, data[other.begin : other.end])
    at = len(data) + 1
    root = re.search(rb"/Root\s+[0-9]+ 0 R", data)
    trailer = b"<< /Size %d %b /Prev %b >>" % (
        max(part.number for part in parts) + 1,
        root[0] if root else b"",
        start[-1] if start else b"0",
    )
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n" % (changed.number, at)
    return data + update + table + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % (len(data) + len(update))


MUTATIONS: Final[tuple[Mutation, ...]] = (
    bytes_flipped, cut_short, piece_lost, piece_twice, number_changed, name_changed, reference_changed,
    object_lost, object_for_another, entry_twice, page_tree_changed, page_tree_changed, font_changed,
    content_changed, content_changed, stream_changed, cross_references_changed, cross_references_changed,
    written_anew,
)  # fmt: skip
"""All ways; those that reach deeper code stand twice."""


def damaged(data: bytes, chance: Random) -> tuple[bytes, tuple[str, ...]]:
    """The file after one to four mutations, and their names.

    Half of the files get cross references that fit, so that the damage is met and not only the repairs.
    """
    names = []
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        mutation = chance.choice(MUTATIONS)
        data = mutation(data, chance) or b"%PDF-1.7"
        names.append(mutation.__name__)
    if chance.random() < 0.5:
        data = file_parts.with_cross_references(data)
    return data, tuple(names)


def _token_changed(data: bytes, chance: Random, token: re.Pattern[bytes], others: Sequence[bytes]) -> bytes:
    found = list(token.finditer(data))
    if not found:
        return data
    chosen = chance.sample(found, min(len(found), chance.choice((1, 1, 3))))
    for at in sorted(chosen, key=re.Match.start, reverse=True):
        data = data[: at.start()] + chance.choice(others) + data[at.end() :]
    return data


def _near(data: bytes, chance: Random, mark: re.Pattern[bytes]) -> bytes:
    """A number, a name or a reference right behind one of the marks."""
    found = list(mark.finditer(data))
    if not found:
        return bytes_flipped(data, chance)
    at = chance.choice(found)
    behind = data[at.start() : at.end() + 60]
    change = chance.choice((number_changed, name_changed, reference_changed, piece_lost))
    return data[: at.start()] + change(behind, chance) + data[at.end() + 60 :]


def _stream_changed(data: bytes, chance: Random, marks: Sequence[bytes]) -> bytes:
    """Changes in one of the streams that have one of the marks near their beginning."""
    contents: list[tuple[Part, bytes]] = []
    for part in file_parts.objects(data):
        content = file_parts.unpacked(data[part.begin : part.end])
        if content and any(mark in content[:4000] for mark in marks):
            contents.append((part, content))
    if not contents:
        return bytes_flipped(data, chance)
    part, content = chance.choice(contents)
    changes: tuple[Mutation, ...] = (
        bytes_flipped,
        piece_lost,
        piece_twice,
        number_changed,
        _operator_changed,
    )
    for _ in range(chance.choice((1, 3, 20))):
        content = chance.choice(changes)(content, chance) or b" "
    return file_parts.replaced(data, part, file_parts.repacked(data[part.begin : part.end], content))


def _operator_changed(content: bytes, chance: Random) -> bytes:
    return _token_changed(content, chance, OPERATOR, OPERATORS)
