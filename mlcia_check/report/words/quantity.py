"""Numbers for people: lengths with their unit (also TeX's points where authors use them), page ranges."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from mlcia_check.model.answers import Unit, Value
from mlcia_check.model.geometry import BP_PER_TEX_PT
from mlcia_check.model.lengths import UNITS
from mlcia_check.model.rule_pack import Tool
from mlcia_check.report.words.phrases import Lang, phrase

FINE_MAX_BP = 30.0
"""Type sizes, leadings and gutters are shorter: hundredths matter, and authors state them in TeX's pt."""


class Notation(Struct, frozen=True):
    """How a language writes quantities: the PDF point, brackets, "by" between two sides, and ranges.

    `points_first`: write the PDF point before TeX's pt if a sentence states both.
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
"""For users of Word, WPS and LibreOffice: their dialogs use 磅, which is the PDF point."""

COUNTS: Final = ("whole", "columns")
"""Forms that are not units: {measured:whole} writes 29.84 as "30%", {expected:columns} writes 2 as "双栏"."""


def notation(lang: Lang, made_with: Tool = "") -> Notation:
    """Return how the language writes quantities for users of this tool."""
    if lang == "en":
        return ENGLISH
    return CHINESE_OFFICE if made_with in ("word", "libreoffice") else CHINESE


class Quantity:
    """A measured or allowed value with its unit; `other` is the value that it is compared with.

    `decimals` is large enough that two different lengths never print as the same number.
    """

    def __init__(self, value: Value, unit: Unit, other: Value = None, notation: Notation = ENGLISH) -> None:
        self.value = value
        self.unit = unit
        self.decimals = _decimals(value, other)
        self.notation = notation

    def __str__(self) -> str:
        """Return the value, a length or share with its unit: "510.4bp", "8.97bp (9pt)", "3%"."""
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
        """Return the length in another unit ("9.00pt", "8.50 x 11.00in"), or in one of the `COUNTS`."""
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
    """Return 2 for small lengths, else 1, or more if the two values would print as the same number."""
    if not isinstance(value, int | float):
        return 1
    decimals = 2 if abs(value) < FINE_MAX_BP else 1
    if isinstance(other, int | float) and other != value:
        while decimals < 3 and f"{value:.{decimals}f}" == f"{other:.{decimals}f}":
            decimals += 1
    return decimals


def whole_points(length_bp: float) -> str:
    """Return the length in TeX's pt if it is a whole or half number of pt (within 0.01), else ""."""
    points = length_bp / BP_PER_TEX_PT
    nearest = round(points * 2) / 2
    if not 0 < length_bp < FINE_MAX_BP or abs(points - nearest) > 0.01:
        return ""
    return f"{nearest:g}"


def page_ranges(pages: Iterable[int], notation: Notation = ENGLISH) -> str:
    """Return pages as ranges: (2, 3, 4, 7) -> "2-4, 7"."""
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
    """Return a number of pages to a tenth, a whole number without decimals: "15.4", "20"."""
    return f"{pages:.1f}".removesuffix(".0")
