"""How a report is shown. Data only."""

from __future__ import annotations

from msgspec import Struct

from mlcia_check.report.styled_lines import UNICODE, Signs
from mlcia_check.report.words.phrases import Lang


class View(Struct, frozen=True):
    """How a report is shown: its language, `cells` on a line, signs, and level of detail.

    `quiet` shows only the verdicts, `verbose` adds the rules that passed and the measures; `strict` means
    that warnings count as failures in this run.
    """

    lang: Lang = "en"
    cells: int = 80
    glyphs: Signs = UNICODE
    quiet: bool = False
    verbose: bool = False
    strict: bool = False
