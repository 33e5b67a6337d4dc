"""Numbers as a person reads them: lengths with unit, TeX's points where authors know them, page ranges."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from mlcia_check.model.answers import Unit, Value
from mlcia_check.model.geometry import TEX_PT
from mlcia_check.model.lengths import UNITS
from mlcia_check.model.rule_pack import Tool
from mlcia_check.report.words.phrases import Lang, phrase

FINE_BELOW_BP = 30.0
"""Type sizes, leadings and gutters lie below: hundredths matter, and authors know them in TeX's pt."""


class Notation(Struct, frozen=True):
    """How a language writes quantities: the PDF point, brackets, "by" between two sides, and ranges.

    `points_first`: the PDF point stands before TeX's pt, where a sentence names both.
    """

    lang: Lang
    bp: str = "bp"
    brackets: tuple[str, str] = (" (", ")")
    times: str = " x "
    dash: str = "-"
    comma: str = ", "
    points_first: bool = False


ENGLISH: Final = Notation("en")
CHINESE: Final = Notation("zh", brackets=("（", "）"), times=" × ", dash="–", comma="、")
CHINESE_OFFICE: Final = Notation(
    "zh", bp=" 磅", brackets=("（", "）"), times=" × ", dash="–", comma="、", points_first=True
)
"""For users of Word, WPS and LibreOffice: their dialogs count in 磅, which is the PDF point."""

COUNTS: Final = ("whole", "columns")
"""Forms beside units: {measured:whole} writes 29.84 as "30%", {expected:columns} writes 2 as "双栏"."""


def notation(lang: Lang, made_with: Tool = "") -> Notation:
    """How the language writes quantities for users of this tool."""
    if lang == "en":
        return ENGLISH
    return CHINESE_OFFICE if made_with in ("word", "libreoffice") else CHINESE


class Quantity:
    """A measured or allowed value with its unit; `other` is the value it stands beside.

    `decimals` are chosen so that two unlike lengths never print alike.
    """

    def __init__(self, value: Value, unit: Unit, other: Value = None, notation: Notation = ENGLISH) -> None:
        self.value = value
        self.unit = unit
        self.decimals = _decimals(value, other)
        self.notation = notation

    def __str__(self) -> str:
        """With its unit where it is a length or a share ("510.4bp", "8.97bp (9pt)", "3%"), bare otherwise."""
        if isinstance(self.value, tuple):
            size = self.notation.times.join(self._number(part).removesuffix(".0") for part in self.value)
            return f"{size}{self.notation.bp}" if self.unit == "bp" else size
        if not isinstance(self.value, int | float):
            return "" if self.value is None else self.value
        number = self._number(self.value)
        if self.unit == "percent":
            return f"{number}%"
        if self.unit != "bp":
            return number
        points = whole_points(self.value)
        opening, closing = self.notation.brackets
        bracket = f"{opening}{points}pt{closing}" if points else ""
        return f"{number}{self.notation.bp}{bracket}"

    def in_form(self, form: str) -> str:
        """As a length in another unit: "9.00pt" (TeX's), "8.50 x 11.00in"; or in one of the `COUNTS`."""
        if not isinstance(self.value, int | float | tuple):
            return str(self)
        if form in COUNTS:
            return self._counted(form)
        name = self.notation.bp if form == "bp" else form
        sides = self.value if isinstance(self.value, tuple) else (self.value,)
        return self.notation.times.join(f"{side / UNITS[form]:.2f}" for side in sides) + name

    def _counted(self, form: str) -> str:
        if not isinstance(self.value, int | float):
            return str(self)
        number = round(self.value)
        if form == "columns":
            key = f"columns.{number}" if number in range(1, 5) else "columns.many"
            return phrase(self.notation.lang, key, n=number)
        return f"{number:,}%" if self.unit == "percent" else f"{number:,}"

    def _number(self, value: float) -> str:
        if isinstance(value, int):
            return f"{value:,}"
        if self.unit == "bp":
            return f"{value:,.{self.decimals}f}"
        return f"{value:,.{self.decimals}f}".rstrip("0").rstrip(".")


def _decimals(value: Value, other: Value) -> int:
    """Two for small lengths, else one; more while the two values would print alike."""
    if not isinstance(value, int | float):
        return 1
    decimals = 2 if abs(value) < FINE_BELOW_BP else 1
    if isinstance(other, int | float) and other != value:
        while decimals < 3 and f"{value:.{decimals}f}" == f"{other:.{decimals}f}":
            decimals += 1
    return decimals


def whole_points(length_bp: float) -> str:
    """The length in TeX's pt when it is a whole or half number of them (within 0.01), else ""."""
    points = length_bp / TEX_PT
    nearest = round(points * 2) / 2
    if not 0 < length_bp < FINE_BELOW_BP or abs(points - nearest) > 0.01:
        return ""
    return f"{nearest:g}"


def page_ranges(pages: Iterable[int], notation: Notation = ENGLISH) -> str:
    """Pages as ranges: (2, 3, 4, 7) is "2-4, 7"."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return notation.comma.join(
        str(first) if first == last else f"{first}{notation.dash}{last}" for first, last in runs
    )


def tenths(pages: float) -> str:
    """Pages to a tenth, whole ones without it: 15.4, 20."""
    return f"{pages:.1f}".removesuffix(".0")
