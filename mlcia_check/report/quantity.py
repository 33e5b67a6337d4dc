"""Numbers as a person reads them: lengths with unit, TeX's points where authors know them, page ranges."""

from __future__ import annotations

from collections.abc import Iterable

from mlcia_check.findings import Unit, Value
from mlcia_check.geometry import TEX_PT
from mlcia_check.lengths import UNITS

FINE_BELOW_BP = 30.0
"""Type sizes, leadings and gutters lie below: hundredths matter, and authors know them in TeX's pt."""


class Quantity:
    """A measured or allowed value with its unit; `other` is the value it stands beside.

    `decimals` are chosen so that two unlike lengths never print alike.
    """

    def __init__(self, value: Value, unit: Unit, other: Value = None) -> None:
        self.value = value
        self.unit = unit
        self.decimals = _decimals(value, other)

    def __str__(self) -> str:
        """With its unit where it is a length or a share ("510.4bp", "8.97bp (9pt)", "3%"), bare otherwise."""
        if isinstance(self.value, tuple):
            size = " x ".join(self._number(part).removesuffix(".0") for part in self.value)
            return f"{size}bp" if self.unit == "bp" else size
        if not isinstance(self.value, int | float):
            return "" if self.value is None else self.value
        number = self._number(self.value)
        if self.unit == "percent":
            return f"{number}%"
        if self.unit != "bp":
            return number
        points = whole_points(self.value)
        return f"{number}bp ({points}pt)" if points else f"{number}bp"

    def in_unit(self, unit: str) -> str:
        """As a length in another unit: "9.00pt" (TeX's), "8.50 x 11.00in"."""
        if isinstance(self.value, tuple):
            return " x ".join(f"{part / UNITS[unit]:.2f}" for part in self.value) + unit
        if not isinstance(self.value, int | float):
            return str(self)
        return f"{self.value / UNITS[unit]:.2f}{unit}"

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


def page_ranges(pages: Iterable[int]) -> str:
    """Pages as ranges: (2, 3, 4, 7) is "2-4, 7"."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def tenths(pages: float) -> str:
    """Pages to a tenth, whole ones without it: 15.4, 20."""
    return f"{pages:.1f}".removesuffix(".0")
