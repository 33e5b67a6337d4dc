"""Which fonts are taken for fixed-pitch type, by flag, by name and by the widths of their letters."""

from __future__ import annotations

import pytest

from mlcia_check.measure.lines.font_kinds import FontKinds
from mlcia_check.model.pdf_facts import Font


@pytest.mark.parametrize(
    "name",
    [
        "NimbusMonL-Regu",
        "SFTT1000",
        "CMTT10",
        "CMSLTT10",
        "LMMono10-Regular",
        "Courier",
        "Inconsolata-zi4r",
        "Consolas",
        "Monaco",
    ],
)
def test_typewriter_type_without_the_flag_is_known_by_name(name: str) -> None:
    assert FontKinds([Font(name, embedded=True)]).mono == [True]
    assert FontKinds([Font(name, embedded=True, uneven=True)]).mono == [False]


@pytest.mark.parametrize("name", ["NimbusRomNo9L-Regu", "NimbusSanL-Regu", "SFRM1000", "MonotypeCorsiva"])
def test_text_type_is_not(name: str) -> None:
    assert FontKinds([Font(name, embedded=True, uneven=True)]).mono == [False]


def test_the_flag_decides_for_a_name_that_says_nothing() -> None:
    assert FontKinds([Font("F3", embedded=True, fixed_pitch=True)]).mono == [True]
