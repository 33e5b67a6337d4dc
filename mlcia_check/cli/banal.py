"""`mlcia-check measure --format banal`: what HotCRP runs as its `banalCommand`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, TypeVar

import click
from msgspec import structs

from mlcia_check import rulebook, sources, workers
from mlcia_check.cli import output
from mlcia_check.errors import UnreadableDocument
from mlcia_check.model.rule_pack import Vocabulary
from mlcia_check.report.hotcrp.banal import render
from mlcia_check.sources import Source
from mlcia_check.support import output_files
from mlcia_check.workers.limits import Limits

F = TypeVar("F", bound=Callable[..., Any])

FAILED = 1


class Options(NamedTuple):
    """What the options that HotCRP and its tools give to an analyser ask for."""

    timed: bool
    headings: bool
    most_pages: int | None


def options_of_banal(function: F) -> F:
    """Options with one dash, as HotCRP's own analyser has them. What changes nothing here is accepted."""
    settings = [
        click.option("-no-time", "timed", flag_value=False, default=True, type=bool, hidden=True),
        click.option("-p", "-pagenum", "headings", is_flag=True, hidden=True),
        click.option("-max-pages", "most_pages", type=click.IntRange(min=0), hidden=True),
        click.option("-json", "-C", "-colpos", "-no-unsafe", is_flag=True, expose_value=False, hidden=True),
        click.option("-zoom", expose_value=False, hidden=True),
    ]
    for setting in reversed(settings):
        function = setting(function)
    return function


def measure(
    paths: tuple[str, ...], pack_name: str, destination: str | None, wanted: Options, limits: Limits
) -> int:
    """One JSON object for each document; the exit code is 1 where one cannot be read.

    HotCRP waits for its analyser without end, and with it the person who loads the page: the limit
    of time is one by the clock on the wall.
    """
    at = int(time.time()) if wanted.timed else None
    found = sources.find(paths, sys.stdin.buffer)
    if destination is not None:
        output_files.refuse_overwriting((destination,), (pack_name, *(source.file for source in found)))
    work = partial(_rendered, vocabulary=rulebook.vocabulary(pack_name), at=at, wanted=wanted)
    given_up = Rendered(render(None, at=at), readable=False)
    processes = workers.workers(len(found), None)
    by_the_clock = structs.replace(limits, wall=1.0)
    reports = list(workers.in_order(found, work, lambda *_: given_up, processes, by_the_clock))
    text = "".join(report.text for report in reports)
    if destination is None:
        output.print_text(text, "utf-8")
    else:
        output.write_file(text, destination)
    return 0 if all(report.readable for report in reports) else FAILED


class Rendered(NamedTuple):
    """What HotCRP is told of one document."""

    text: str
    readable: bool


def _rendered(source: Source, vocabulary: Vocabulary, at: int | None, wanted: Options) -> Rendered:
    """Measures a document, in the process that reads it. No rule is asked, so that none has to be loaded."""
    from mlcia_check.measure import measure as measure_facts
    from mlcia_check.pdf.reader import read

    try:
        paper = measure_facts(read(sources.load(source)), vocabulary)
    except UnreadableDocument:
        return Rendered(render(None, at=at), readable=False)
    text = render(paper, at=at, headings=wanted.headings, most_pages=wanted.most_pages)
    return Rendered(text, readable=True)
