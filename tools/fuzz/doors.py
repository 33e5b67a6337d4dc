"""Sends one file through every door of the program, as its users would."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from random import Random
from typing import Final
from xml.etree import ElementTree as ET

from msgspec import Struct

from mlcia_check import page_pictures, rulebook
from mlcia_check.errors import NoCopy
from mlcia_check.examination import Criteria, examined
from mlcia_check.model.judged import JudgedDocument
from mlcia_check.model.rule_pack import Pack
from mlcia_check.model.thumbnail import Thumbnail
from mlcia_check.pdf.reader import OpenPaper
from mlcia_check.report import annotation_notes, measurements
from mlcia_check.report.formats import html, text
from mlcia_check.report.formats.registry import renderer
from mlcia_check.report.hotcrp import banal
from mlcia_check.report.view import View
from mlcia_check.report.word_run import worded_run
from mlcia_check.report.words.phrases import Lang
from mlcia_check.sources import Source
from tools.fuzz.mutations import damaged

FORMATS: Final[Mapping[str, Callable[[str], object]]] = {
    "json": json.loads,
    "sarif": json.loads,
    "junit": ET.fromstring,
    "gitlab": json.loads,
    "csv": lambda rows: list(csv.reader(rows.splitlines(), strict=True)),
    "github": str,
    "job_summary": str,
}
"""Modules of report/formats/, and the parser that must understand what each of them writes."""


WHOLE_EVERY_PAPERS: Final = 3
"""Every third paper meets the second reader, too, and has its pages drawn: that costs as much as all else."""


class Item(Struct, frozen=True):
    """One execution: the number of its seed, and the paper that is damaged by it."""

    seed: int
    paper: str


class Passage(Struct, frozen=True):
    """What came of one execution."""

    seed: int
    paper: str
    mutations: tuple[str, ...]
    verdict: str
    rules: tuple[str, ...]
    sha256: str


class Doors:
    """The work of one process: papers and pack are loaded once. What is raised here ends the process."""

    def __init__(self, papers: Mapping[str, bytes], pack: str) -> None:
        self._papers = papers
        self._pack_name = pack
        self._pack: Pack | None = None

    def __call__(self, item: object) -> Passage:
        assert isinstance(item, Item)
        if self._pack is None:
            self._pack = rulebook.load_pack(self._pack_name)
        data, mutations = damaged_paper(self._papers, item)
        document = through(
            data, self._pack, "zh" if item.seed % 2 else "en", whole=item.seed % WHOLE_EVERY_PAPERS == 0
        )
        return Passage(
            seed=item.seed,
            paper=item.paper,
            mutations=mutations,
            verdict=document.verdict,
            rules=tuple(sorted({found.rule for found in document.findings})),
            sha256=hashlib.sha256(data).hexdigest(),
        )


def items(seed: int, executions: int, names: Sequence[str]) -> Iterator[Item]:
    """Yield executions on these papers, the same for the same seed."""
    chance = Random(seed)
    for number in range(executions):
        yield Item(seed=seed * 1_000_000 + number, paper=chance.choice(names))


def damaged_paper(papers: Mapping[str, bytes], item: Item) -> tuple[bytes, tuple[str, ...]]:
    """The bytes of one execution, the same for the same item, and the names of the mutations."""
    return damaged(papers[item.paper], Random(item.seed))


def through(data: bytes, pack: Pack, lang: Lang, *, whole: bool) -> JudgedDocument:
    """Check, measure, all reports, and a copy with notes; with the second reader and pictures if `whole`."""
    source = Source("damaged.pdf", data=data)
    with examined(source, Criteria(pack, confirm=whole)) as (document, file):
        drawn: tuple[Thumbnail, ...] = ()
        if file is not None:
            drawn = page_pictures.draw_open(file, page_pictures.pages(document) if whole else ())
            _copy(document, file, pack, lang)
    documents = [document]
    run, view = worded_run(documents, pack, lang, lambda: [drawn]), View(lang)
    for form, understood in FORMATS.items():
        understood("".join(renderer(f"mlcia_check.report.formats.{form}")(run, view)))
    deque(html.render(run, view), maxlen=0)
    deque(text.render(run, view), maxlen=0)
    deque(text.render(run, View(lang, verbose=True)), maxlen=0)
    json.loads(measurements.render_json(documents, pack, lang))
    measurements.render_text(documents, pack, lang)
    json.loads(banal.render(document.paper, headings=True))
    return document


def _copy(document: JudgedDocument, file: OpenPaper, pack: Pack, lang: Lang) -> None:
    from mlcia_check.pdf.annotate import annotate

    made = annotation_notes.notes(document, pack, lang)
    with suppress(NoCopy), file.pages() as pages:
        annotate(file.data, pages, made.marks, annotation_notes.outline(pack), strips=made.strips)
