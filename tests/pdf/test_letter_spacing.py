"""Of a line's letters, those of its own font show how high it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from mlcia_check.pdf.pdfium.objects.letter_spacing import spacings


def short_of(text: str) -> float | None:
    """The height of n and u that is stated of a line whose letters stand 5 apart, n and u 3 high."""

    def loose(_: object, places: Sequence[int]) -> list[tuple[float, float, float, float]]:
        return [(5.0 * at, 0.0, 5.0 * at + 5.0, 9.0) for at in places]

    def outlines(_: object, places: Sequence[int]) -> list[tuple[float, float, float, float]]:
        return [(5.0 * at, 0.0, 5.0 * at + 4.0, 3.0) for at in places]

    lib: Any = SimpleNamespace(FPDFText_GetTextObject=lambda *_: 7)
    reader: Any = SimpleNamespace(loose_boxes=loose, outline_boxes=outlines)
    handle: Any = None
    found = spacings(lib, reader, handle, [(0, len(text))], lambda start, end: text[start:end])
    return found[7].short  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("the number of queries of an account", 3.0),
        ("其中 tfuse 表示引信延迟时间的中位数与均值", None),
        ("the number of 查询 that is sent by an account", 3.0),
    ],
)
def test_letters_of_formulas_do_not_show_the_height_of_chinese_type(text: str, short: float | None) -> None:
    assert short_of(text) == short
