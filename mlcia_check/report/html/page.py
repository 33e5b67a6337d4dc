"""Fills the template of the HTML report, piece by piece."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from mlcia_check.findings import Verdict
from mlcia_check.report import wording
from mlcia_check.report.html.counts import count
from mlcia_check.report.html.pages import Heading, PaperPage
from mlcia_check.report.html.paper import places, row
from mlcia_check.report.phrases import Lang, counted, phrase
from mlcia_check.report.quantity import page_ranges

FOLDER: Final = Path(__file__).parent
GRAVEST_FIRST: Final[tuple[Verdict, ...]] = ("fail", "unreadable", "review", "pass")
BREAKS: Final = dict.fromkeys(map(ord, "\t\n\r"), " ")
CHUNK: Final = 200
"""Pieces of the template that are written at once."""


def page(papers: Callable[[], Iterable[PaperPage]], heading: Heading, lang: Lang) -> Iterator[str]:
    """The page's text. `papers` is called three times, see `write`."""
    style, script = ((FOLDER / name).read_text(encoding="utf-8") for name in ("report.css", "report.js"))
    stream = (
        _environment(lang)
        .get_template("report.html.jinja")
        .stream(
            lang=lang,
            heading=heading,
            counts=count(papers()),
            verdicts=GRAVEST_FIRST,
            rows=(row(index, paper) for index, paper in enumerate(papers(), 1)),
            papers=((row(index, paper), places(paper)) for index, paper in enumerate(papers(), 1)),
            style=Markup(style),
            style_hash=_hash(style),
            script=Markup(script),
            script_hash=_hash(script),
        )
    )
    stream.enable_buffering(CHUNK)
    return stream


def _environment(lang: Lang) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "t": partial(phrase, lang),
        "n": partial(counted, lang),
        "page_ranges": page_ranges,
    }
    return environment


def _shown(value: object) -> object:
    """Whatever is filled in: others chose much of it, and it must not steer or reorder the page."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return wording.printable(value.translate(BREAKS))


def _hash(text: str) -> str:
    """A source expression of the Content-Security-Policy for an element that holds this text."""
    return f"sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}"
