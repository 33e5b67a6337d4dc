"""Fills the template of the HTML report, piece by piece."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Final

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup
from msgspec import Struct, structs

from mlcia_check.model.decisions import HEAD
from mlcia_check.model.judged import Verdict
from mlcia_check.report import budget_parts
from mlcia_check.report.formats import figures, page_budget
from mlcia_check.report.formats.html import charts
from mlcia_check.report.formats.html.counts import count
from mlcia_check.report.formats.html.paper import places, row
from mlcia_check.report.worded import Measured
from mlcia_check.report.worded_run import WordedRun
from mlcia_check.report.words import decided, sentences, tallies
from mlcia_check.report.words.phrases import Lang, counted, phrase
from mlcia_check.support.printable import printable
from mlcia_check.version import VERSION

FOLDER: Final = Path(__file__).parent
STYLES: Final = tuple(
    FOLDER / "style" / name
    for name in (
        "base.css",
        "summary.css",
        "table.css",
        "paper.css",
        "decisions.css",
        "layout.css",
        "print.css",
    )
)
SCRIPTS: Final = tuple(
    FOLDER / "script" / name for name in ("main.js", "findings.js", "papers.js", "decisions.js")
)
VERDICTS: Final[tuple[Verdict, ...]] = ("fail", "unreadable", "review", "pass")
"""Gravest first."""
BREAKS: Final = dict.fromkeys(map(ord, "\t\n\r"), " ")
BETWEEN_TAGS: Final = re.compile(r"(?<=[>}])\n\s*(?=<|\{%)")
PIECES_PER_CHUNK: Final = 200
"""Number of pieces of the template that are written together."""

EMPTY: Final[Mapping[int, str]] = MappingProxyType({})


class Inlined(Struct, frozen=True):
    """The style and the script of a page, and the Content-Security-Policy source expression of each."""

    style: Markup
    style_hash: str
    script: Markup
    script_hash: str


def page(run: WordedRun, lang: Lang) -> Iterator[str]:
    """Yield the page's text in pieces."""
    looks = structs.asdict(inlined(STYLES, SCRIPTS))
    stream = environment(lang).get_template("report.html.jinja").stream(**values(run), **looks)
    stream.enable_buffering(PIECES_PER_CHUNK)
    return stream


def values(run: WordedRun, copies: Mapping[int, str] = EMPTY) -> dict[str, object]:
    """Return what the template of a report shows of a run.

    `copies` are the addresses of annotated copies by the number of the paper (1-based), where there are any.
    """
    counts = count(run.papers())
    return {
        "run": run,
        "saved": msgspec.json.encode(run.decided).decode(),
        "head": HEAD.strip(),
        "why": {rule.id: rule.why for rule in run.pack.rules},
        "version": VERSION,
        "counts": counts,
        "histogram": charts.histogram(counts.pages, counts.limit),
        "verdicts": VERDICTS,
        "rows": (row(index, paper) for index, paper in enumerate(run.papers(), 1)),
        "papers": ((row(index, paper), places(paper)) for index, paper in enumerate(run.papers(), 1)),
        "copies": copies,
    }


def inlined(styles: Iterable[Path], scripts: Iterable[Path]) -> Inlined:
    """Return these files as the one style and the one script of a page."""
    style, script = _joined(styles), _joined(scripts)
    return Inlined(Markup(style), _hash(style), Markup(script), _hash(script))


def _joined(files: Iterable[Path]) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


@cache
def environment(lang: Lang, *folders: Path) -> Environment:
    """Return the environment with its compiled templates, kept for a program that writes many reports.

    `folders` hold templates beside the report's own.
    """
    made = Environment(
        loader=FileSystemLoader([FOLDER / "templates", *folders]),
        autoescape=True,
        extensions=[_Tight],
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "language": "zh-Hans" if lang == "zh" else "en",
        "t": partial(phrase, lang),
        "n": partial(counted, lang),
        "pages_of": partial(sentences.pages, lang=lang),
        "source_rows": partial(sentences.source_rows, lang=lang),
        "tried": partial(sentences.tried, lang=lang),
        "is_url": sentences.is_url,
        "used_pages": partial(page_budget.used, lang=lang),
        "room_left": partial(page_budget.left, lang=lang),
        "budget_bar": charts.budget_bar,
        "budget_parts": budget_parts.parts,
        "budget_joint": partial(page_budget.joint, lang=lang),
        "budget_words": partial(page_budget.words, lang=lang),
        "figures": partial(_figures, lang=lang),
        "ignored": partial(tallies.ignored, lang=lang),
        "found": partial(tallies.found, lang=lang),
        "waived": partial(tallies.waived, lang=lang),
        "waived_finding": partial(decided.waived_finding, lang=lang),
        "is_void": decided.has_void_waiver,
        "idle_waiver": partial(decided.idle, lang=lang),
        "decision": partial(decided.decision, lang=lang),
        "applied": partial(tallies.applied, lang=lang),
    }
    return made


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
