"""Fills the template of the HTML report, piece by piece."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup

from mlcia_check.model.judged import Verdict
from mlcia_check.report.formats import figures, page_budget
from mlcia_check.report.formats.html import charts
from mlcia_check.report.formats.html.counts import count
from mlcia_check.report.formats.html.paper import places, row
from mlcia_check.report.worded import Measured
from mlcia_check.report.worded_run import WordedRun
from mlcia_check.report.words import sentences, tallies
from mlcia_check.report.words.phrases import Lang, counted, phrase
from mlcia_check.support.printable import printable
from mlcia_check.version import VERSION

FOLDER: Final = Path(__file__).parent
STYLES: Final = ("base.css", "summary.css", "table.css", "paper.css", "layout.css", "print.css")
SCRIPTS: Final = ("main.js", "findings.js", "papers.js")
VERDICTS: Final[tuple[Verdict, ...]] = ("fail", "unreadable", "review", "pass")
"""Gravest first."""
BREAKS: Final = dict.fromkeys(map(ord, "\t\n\r"), " ")
BETWEEN_TAGS: Final = re.compile(r"(?<=[>}])\n\s*(?=<|\{%)")
CHUNK_PIECES_COUNT: Final = 200
"""Number of pieces of the template that are written together."""


def page(run: WordedRun, lang: Lang) -> Iterator[str]:
    """Yield the page's text in pieces."""
    style, script = _joined("style", STYLES), _joined("script", SCRIPTS)
    counts = count(run.papers())
    stream = (
        _environment(lang)
        .get_template("report.html.jinja")
        .stream(
            run=run,
            why={rule.id: rule.why for rule in run.pack.rules},
            version=VERSION,
            counts=counts,
            histogram=charts.histogram(counts.pages, counts.limit),
            verdicts=VERDICTS,
            rows=(row(index, paper) for index, paper in enumerate(run.papers(), 1)),
            papers=((row(index, paper), places(paper)) for index, paper in enumerate(run.papers(), 1)),
            style=Markup(style),
            style_hash=_hash(style),
            script=Markup(script),
            script_hash=_hash(script),
        )
    )
    stream.enable_buffering(CHUNK_PIECES_COUNT)
    return stream


def _joined(folder: str, names: Iterable[str]) -> str:
    return "\n".join((FOLDER / folder / name).read_text(encoding="utf-8") for name in names)


@cache
def _environment(lang: Lang) -> Environment:
    """Return the environment with its compiled templates, kept for a program that writes many reports."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        extensions=[_Tight],
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "language": "zh-Hans" if lang == "zh" else "en",
        "t": partial(phrase, lang),
        "n": partial(counted, lang),
        "pages_of": partial(sentences.pages, lang=lang),
        "source_line": partial(sentences.source_line, lang=lang),
        "tried": partial(sentences.tried, lang=lang),
        "used_pages": partial(page_budget.used, lang=lang),
        "budget_bar": charts.budget_bar,
        "figures": partial(_figures, lang=lang),
        "ignored": partial(tallies.ignored, lang=lang),
        "found": partial(tallies.found, lang=lang),
        "applied": partial(tallies.applied, lang=lang),
    }
    return environment


class _Tight(Extension):
    """Removes line breaks between tags: a report of many papers has a million, and a browser keeps each."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        return BETWEEN_TAGS.sub("", source)


def _figures(measured: Measured, lang: Lang) -> str:
    """Return the figures in one line: "paper size: 612 x 792bp; columns: 2"."""
    pairs = (f"{label}{phrase(lang, 'at')}{figure}" for label, figure in figures.rows(measured, lang))
    return phrase(lang, "html.figures-join").join(pairs)


def _shown(value: object) -> object:
    """Return a value as it may be filled in.

    Much of it comes from the papers and must not control or reorder the page.
    """
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return printable(value.translate(BREAKS))


def _hash(text: str) -> str:
    """Return the Content-Security-Policy source expression for an element with this text."""
    return f"sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}"
