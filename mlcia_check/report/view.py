"""How a report is to be shown. Data only."""

from __future__ import annotations

from msgspec import Struct

from mlcia_check.report.styled_lines import UNICODE, Signs
from mlcia_check.report.words.phrases import Lang


class View(Struct, frozen=True):
    """How the report is to be shown: its language, `cells` to a line, signs, and how much of it.

    `quiet` leaves the verdicts, `verbose` adds what passed and what was measured; `strict` says
    that warnings count as failures in this run.
    """

    lang: Lang = "en"
    cells: int = 80
    glyphs: Signs = UNICODE
    quiet: bool = False
    verbose: bool = False
    strict: bool = False
