"""Chinese characters at the scale that luatexja gives them unless told otherwise: no author chose it."""

from __future__ import annotations

from typing import Final, Protocol

from mlcia_check.checks import every_place
from mlcia_check.model.answers import Doubt, Place
from mlcia_check.model.lengths import Length
from mlcia_check.model.measured_paper import Line
from mlcia_check.model.pdf_facts import FIRST_WIDE

_EXACT_BP: Final = 0.01
"""Sizes of type are exact to this."""


class ScaleLimits(Protocol):
    """The parameters of `font_size` that this module asks for; they are explained there."""

    @property
    def least(self) -> Length: ...
    @property
    def slack(self) -> Length: ...
    @property
    def wide_scale(self) -> float: ...


def at_default_scale(lines: list[Line], limits: ScaleLimits) -> list[Line]:
    """Return the lines of Chinese or Japanese that are small, but no smaller than the default scale."""
    if not limits.wide_scale:
        return []
    below = limits.least - limits.slack
    least = limits.wide_scale * limits.least - _EXACT_BP
    return [line for line in lines if least <= line.apparent_size_bp < below and _is_wide(line.text)]


def doubt_about(small: list[Line], size_bp: float, limits: ScaleLimits) -> Doubt:
    """Return the doubt about lines at the default scale, most of whose characters are of size `size_bp`."""
    return Doubt(
        "wide",
        place=Place(small[0].page, small[0].box, small[0].text),
        pages=tuple(sorted({line.page for line in small})),
        places=every_place.of_passages(small),
        detail={"lines": len(small)},
        measured=size_bp,
        expected=limits.least,
        unit="bp",
    )


def _is_wide(text: str) -> bool:
    return 2 * sum(letter >= FIRST_WIDE for letter in text) > len(text)
