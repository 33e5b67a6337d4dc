"""The measures of text typefaces: the height of their letters and their advances. Data only, in em.

A text object states the size at which it sets a font, but how large that looks depends on the font's
outlines, which anybody can redraw. With the measures here, a font's glyphs can be compared with those that
its name promises. The measures were read with fontTools from the fonts as published by their makers; all
published forms of a typeface (Type 1, OpenType, TrueType; Libertine 5.3 and Libertinus 7) have the same
outlines and advances.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from msgspec import Struct

from mlcia_check.support.averages import deviation, mean


class Advances(dict[str, int]):
    """Advances by character. A missing character counts as 0, so that text can only seem wider than it is."""

    def __missing__(self, character: str) -> int:
        return 0


class Typeface(Struct, frozen=True):
    """How large a typeface's letters are, in em.

    `extent` is the least distance from the foot of a descender to the top of an ascender (p and d). `short`
    is the lesser height of the letters n and u and stands for the x-height. `advances` are those of single
    characters without kerning. `known`: the measures are the typeface's own; otherwise they are bounds that
    no text typeface falls below.
    """

    extent: float
    short: float
    advances: Advances
    known: bool = True


ADVANCE_UNITS_PER_EM: Final = 1000.0
"""Units of `Typeface.advances` in one em."""

_QUOTES_AND_DASHES: Final = "\u2013\u2014\u2018\u2019\u201c\u201d"


def _advances(ascii_advances: str, others: str) -> Advances:
    """Advances of the characters from " " to "~", then of dashes and curved quotes."""
    characters = "".join(map(chr, range(0x20, 0x7F))) + _QUOTES_AND_DASHES
    return Advances(zip(characters, map(int, f"{ascii_advances} {others}".split()), strict=True))


@cache
def _libertine() -> Typeface:
    """LinLibertine_R.otf 5.3; LinLibertineT.pfb and LibertinusSerif-Regular.otf have the same."""
    return Typeface(0.930, 0.443, _advances(_LIBERTINE, "548 742 268 268 375 375"))


@cache
def _libertine_italic() -> Typeface:
    """LinLibertine_RI.otf 5.3, and the least of all other styles: no other one is as narrow."""
    return Typeface(0.930, 0.426, _advances(_LIBERTINE_ITALIC, "534 742 268 268 375 375"))


@cache
def _times() -> Typeface:
    """Adobe's ptmr8a.afm, whose advances all clones share; heights from TeX Gyre Termes."""
    return Typeface(0.900, 0.450, _advances(_TIMES, "500 1000 333 333 444 444"))


@cache
def _computer_modern() -> Typeface:
    """lmroman12-regular.otf (cmr12): the smaller the design size, the wider the letters."""
    return Typeface(0.888, 0.441, _advances(_COMPUTER_MODERN, "490 979 272 272 462 462"))


@cache
def _any() -> Typeface:
    """Bounds below the measures of any text typeface.

    Of the 840 text fonts of TeX Live 2022 that are not bold, condensed or decorative, the narrowest upright
    ones are IM Fell English (0.379 em for a letter of English, 85% of Libertine's), the narrowest italics
    Cormorant Garamond (0.376, 84%); the lowest x-height has Josefin Sans Thin (0.378, n and u 0.39), the
    least extent Clear Sans and Fell's small sizes (0.82).
    """
    libertine = _libertine().advances.items()
    narrowest = Advances((letter, round(0.84 * advance)) for letter, advance in libertine)
    return Typeface(0.80, 0.385, narrowest, known=False)


def typeface(name: str) -> Typeface:
    """Return the measures of the typeface that a font's name promises, or bounds for all typefaces.

    `name` is the font's PostScript name without its subset tag. A style without measures here gets those of
    the narrowest style of its family.
    """
    plain = "".join(filter(str.isalnum, name.lower()))
    for beginnings, others, upright, regular, rest in _FAMILIES:
        if plain.startswith(beginnings) and not plain.startswith(others):
            style = next(plain.removeprefix(begin) for begin in beginnings if plain.startswith(begin))
            return regular() if style.strip("0123456789") in upright else rest()
    return _any()


def upright(name: str) -> Typeface:
    """Return the measures of the upright regular style of the family that a font's name promises."""
    plain = "".join(filter(str.isalnum, name.lower()))
    for beginnings, others, _, regular, _ in _FAMILIES:
        if plain.startswith(beginnings) and not plain.startswith(others):
            return regular()
    return _any()


def likeness(advances: Mapping[str, float]) -> str:
    """Return the name of the typeface whose small letters have the same proportions; "" if there is none.

    `advances` are those of a font's letters, in any unit; fewer than LETTERS_MIN are not enough. Scaled
    or condensed copies keep the proportions, and no two text typefaces share them.
    """
    if len(advances) >= LETTERS_MIN:
        for name in ("LinLibertineT", "Times-Roman", "CMR12"):
            own = typeface(name).advances
            ratios = [advance / own[letter] for letter, advance in advances.items()]
            if deviation(ratios) < _ALIKE_MAX_SHARE * mean(ratios):
                return name
    return ""


LETTERS_MIN: Final = 12
_ALIKE_MAX_SHARE: Final = 0.004
"""Share of the scale by which advances may differ. Rounding to 0.001 em is 0.2% of a narrow letter; the next
typeface of TeX Live with other heights (CMU Typewriter Variable) is 0.55% off."""

_LIBERTINE: Final = (
    "250 288 336 465 465 637 705 190 298 298 369 550 220 338 220 323 465 465 465 465 465 465 465 465 465 "
    "465 236 236 550 550 550 435 895 695 588 646 701 557 485 685 730 297 322 637 528 839 699 702 541 702 "
    "587 485 597 661 652 951 660 575 604 356 287 356 518 486 392 457 493 428 506 447 310 500 538 271 272 "
    "512 264 790 542 504 519 503 372 390 316 531 497 747 490 515 424 277 205 277 449"
)
_LIBERTINE_ITALIC: Final = (
    "250 227 336 438 438 637 705 190 306 313 433 527 219 333 219 291 444 444 444 444 444 444 444 444 444 "
    "444 219 219 487 527 487 405 829 667 557 616 667 526 457 664 673 280 414 637 519 804 666 668 499 668 "
    "555 454 544 634 597 909 628 552 578 334 321 334 518 486 392 486 478 389 489 401 314 477 519 276 259 "
    "486 266 783 518 447 489 491 357 353 307 521 472 688 475 503 436 273 205 273 449"
)
_TIMES: Final = (
    "250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 500 500 "
    "500 278 278 564 564 564 444 921 722 667 667 722 611 556 722 722 333 389 722 611 889 722 722 556 722 "
    "667 556 611 722 722 944 722 722 611 333 278 333 469 500 333 444 500 444 500 444 333 500 500 278 278 "
    "500 278 778 500 500 500 500 333 389 278 500 500 722 500 500 444 480 200 480 541"
)
_COMPUTER_MODERN: Final = (
    "326 272 358 816 490 816 762 272 381 381 490 762 272 326 272 490 490 490 490 490 490 490 490 490 490 "
    "490 272 272 762 762 762 462 762 734 693 707 748 666 639 768 734 353 503 761 612 897 734 762 666 762 "
    "721 544 707 734 734 1006 734 734 598 272 500 272 556 734 490 490 544 435 544 435 299 490 544 272 299 "
    "517 272 816 544 490 544 517 381 386 381 544 517 707 517 517 435 500 278 500 556"
)

_FAMILIES: Final = (
    (
        ("linlibertine", "linuxlibertine", "libertinusserif", "libertineserif"),
        ("linlibertinem", "linuxlibertinemono"),
        frozenset(("", "t", "o", "g", "r", "regular", "oregular")),
        _libertine,
        _libertine_italic,
    ),
    (
        (
            "timesnewromanps",
            "timesnewroman",
            "liberationserif",
            "texgyretermesx",
            "texgyretermes",
            "nimbusromno9l",
            "nimbusroman",
            "tinos",
            "times",
        ),
        ("timesten",),
        frozenset(("", "mt", "regu", "regular", "roman")),
        _times,
        _any,
    ),
    (
        ("cmr", "lmroman", "sfrm", "newcm"),
        ("newcmmono", "newcmsans", "newcmmath"),
        frozenset(("", "regular", "book")),
        _computer_modern,
        _any,
    ),
)
"""For each family: the prefix of its font names, the names of other typefaces with that prefix, the suffixes
of upright fonts (without digits), and the measures of upright and of other fonts."""
