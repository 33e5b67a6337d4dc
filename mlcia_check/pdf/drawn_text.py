"""Writes text in PDF operators for the appearances of annotations, in two fonts that viewers bring along.

Helvetica serves what Windows' Latin encoding has. The rest is set in Adobe's Chinese font, which viewers
replace by a Chinese font of the system; nothing is embedded, so a copy stays as small as its paper.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from mlcia_check.model.annotation_marks import Colour
from mlcia_check.model.geometry import Box

if TYPE_CHECKING:
    from pypdf.generic import DictionaryObject

LATIN: Final = "F"
"""Name of Helvetica in the resources of an appearance."""
CHINESE: Final = "C"
"""Name of the Chinese font there."""


def text(left: float, baseline: float, words: str, size: float, colour: Colour) -> str:
    """Return the operators that write words at a place, in bp."""
    runs = " ".join(
        f"/{LATIN if is_latin else CHINESE} {numbers(size)} Tf {_string(''.join(run), is_latin)} Tj"
        for is_latin, run in groupby(words, _is_latin)
    )
    return f"BT {numbers(*colour)} rg {numbers(left, baseline)} Td {runs} ET"


def rectangle(box: Box) -> str:
    """Return the operator that adds the box to the path."""
    return f"{numbers(box.left, box.bottom, box.width, box.height)} re"


def numbers(*values: float) -> str:
    """Return the numbers as operands, to a hundredth of a unit."""
    return " ".join(f"{value:.2f}" for value in values)


def fonts() -> DictionaryObject:
    """Return the fonts that `text` names, as the /Font of an appearance's resources."""
    from pypdf.generic import (
        ArrayObject,
        DictionaryObject,
        NameObject,
        NumberObject,
        TextStringObject,
    )

    def named(**names: str) -> DictionaryObject:
        return DictionaryObject(
            {NameObject(f"/{key}"): NameObject(f"/{name}") for key, name in names.items()}
        )

    latin = named(Type="Font", Subtype="Type1", BaseFont="Helvetica", Encoding="WinAnsiEncoding")
    described = named(Type="FontDescriptor", FontName="STSong-Light")
    # Adobe's own figures for this font: serifs, symbols; the box and heights in thousandths of an em.
    figures = {"Flags": 6, "ItalicAngle": 0, "Ascent": 880, "Descent": -120, "CapHeight": 880, "StemV": 93}
    described.update({NameObject(f"/{key}"): NumberObject(value) for key, value in figures.items()})
    described[NameObject("/FontBBox")] = ArrayObject(map(NumberObject, (-25, -254, 1000, 880)))
    glyphs = named(Type="Font", Subtype="CIDFontType0", BaseFont="STSong-Light")
    glyphs[NameObject("/DW")] = NumberObject(1000)
    glyphs[NameObject("/FontDescriptor")] = described
    glyphs[NameObject("/CIDSystemInfo")] = DictionaryObject(
        {
            NameObject("/Registry"): TextStringObject("Adobe"),
            NameObject("/Ordering"): TextStringObject("GB1"),
            NameObject("/Supplement"): NumberObject(4),
        }
    )
    chinese = named(Type="Font", Subtype="Type0", BaseFont="STSong-Light", Encoding="UniGB-UTF16-H")
    chinese[NameObject("/DescendantFonts")] = ArrayObject([glyphs])
    return DictionaryObject({NameObject(f"/{LATIN}"): latin, NameObject(f"/{CHINESE}"): chinese})


def _is_latin(letter: str) -> bool:
    try:
        letter.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _string(words: str, is_latin: bool) -> str:
    if not words.isascii():
        encoded = words.encode("cp1252") if is_latin else words.encode("utf-16-be", "replace")
        return f"<{encoded.hex()}>"
    plain = "".join(f"\\{letter}" if letter in "()\\" else letter for letter in words)
    return f"({plain})"
