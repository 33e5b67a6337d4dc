"""The README's picture: the report of a real run, as a terminal shows it."""

from __future__ import annotations

import io
import re
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from mlcia_check import rulebook
from mlcia_check.examination import Criteria, examine
from mlcia_check.report.formats import text
from mlcia_check.report.formats.terminal import COLOURS
from mlcia_check.report.view import View
from mlcia_check.report.word_run import worded_run
from mlcia_check.sources import Source

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "docs" / "report.svg"
PAPER, SHOWN_AS = ROOT / "fixtures" / "pdf" / "block-right-3.pdf", "paper.pdf"
LINE_CELLS = 80

THEME = TerminalTheme(
    (24, 26, 31),
    (214, 217, 222),
    [
        (24, 26, 31),
        (240, 98, 98),
        (130, 200, 110),
        (230, 190, 90),
        (100, 160, 240),
        (205, 130, 220),
        (90, 200, 205),
        (214, 217, 222),
    ],
)


def write() -> None:
    PICTURE.write_text(picture(), encoding="utf-8", newline="\n")


def picture() -> str:
    """The picture as SVG. It fetches no font: a reader's own stands in."""
    console = Console(
        record=True, width=LINE_CELLS, file=io.StringIO(), force_terminal=True, legacy_windows=False
    )
    console.print(Text(f"$ mlcia-check check {SHOWN_AS}", "bold"), highlight=False)
    console.print()
    for line in lines():
        console.print(line, soft_wrap=True, highlight=False)
    drawn = console.export_svg(title="mlcia-check", theme=THEME, unique_id="report")
    return re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)


def lines() -> list[Text]:
    """The report's lines, painted."""
    pack = rulebook.load_pack(rulebook.DEFAULT_PACK)
    document = examine(Source(SHOWN_AS, file=str(PAPER)), Criteria(pack))
    run = worded_run([document], pack, "en")
    return [
        Text.assemble(*((span.text, COLOURS[span.style]) for span in line))
        for line in text.lay_out(run, View("en", LINE_CELLS))
    ]
