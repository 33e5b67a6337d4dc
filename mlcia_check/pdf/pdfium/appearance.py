"""States which colours and render modes may leave letters unseen."""

from __future__ import annotations

from typing import Final, Literal

Reason = Literal[
    "invisible-mode", "transparent", "covered", "clipped", "background-colour", "inkless", "layer"
]

STROKED: Final = (2, 6)
"""Render modes that paint outlines over the filled letters."""

OUTLINES_ONLY: Final = (1, 5)
"""Render modes that paint outlines of letters and do not fill them."""

OUTLINED: Final = frozenset((*OUTLINES_ONLY, *STROKED))
"""Render modes that paint outlines of letters."""

BLACK_RGBA: Final = 0x000000FF
"""The opaque black of nearly all text."""

PATTERN_RGB: Final = 0xBFBFBF
"""The colour that PDFium reports for a pattern (and for this grey)."""

SMALL_TYPE_BELOW_BP: Final = 4.0
"""Smaller type needs more contrast to be legible."""

_PALE_LIGHTNESS_MIN: Final = 0xE0
_PALE_SMALL_LIGHTNESS_MIN: Final = 0xC0
"""A lightness from which on a colour may vanish on white paper."""


def is_pale(colour: int | None, size: float = SMALL_TYPE_BELOW_BP) -> bool:
    """Return whether a colour, or a pattern (None), may vanish on white paper in type of `size` bp."""
    if colour is None:
        return True
    pale = _PALE_LIGHTNESS_MIN if size >= SMALL_TYPE_BELOW_BP else _PALE_SMALL_LIGHTNESS_MIN
    return lightness(colour) >= pale


def is_faint(colour: int | None) -> bool:
    """Return whether letters of a colour, which may be transparent, may be hard to see on white paper."""
    return (
        colour is not None
        and 255.0 - (255.0 - lightness(colour)) * (colour & 0xFF) / 255.0 >= _PALE_SMALL_LIGHTNESS_MIN
    )


def lightness(colour: int) -> float:
    """Return the grey, 0 to 255, that renders show for a colour."""
    return 0.3 * (colour >> 24) + 0.59 * (colour >> 16 & 0xFF) + 0.11 * (colour >> 8 & 0xFF)
