"""`mlcia-check measure --format banal`: the program that HotCRP runs as its `banalCommand`."""

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
from mlcia_check.errors import ExitCode, UnreadableDocument
from mlcia_check.model.rule_pack import Vocabulary
from mlcia_check.report.hotcrp.banal import render
from mlcia_check.sources import Source
from mlcia_check.support import output_files
from mlcia_check.workers.limits import Limits

F = TypeVar("F", bound=Callable[..., Any])


class Options(NamedTuple):
    """The options that HotCRP and its tools pass to a format checker."""

    timed: bool
    headings: bool
    most_pages: int | None


def options_of_banal(function: F) -> F:
    """Add the one-dash options of HotCRP's own checker. Options without effect here are accepted."""
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
    """Print one JSON object per document. Return 1 if a document cannot be read, else 0.

    HotCRP waits for its checker without a limit, and so does the person who loads the page: here the time
    limit counts wall clock time.
    """
    at = int(time.time()) if wanted.timed else None
    found = sources.find(paths, sys.stdin.buffer)
    if destination is not None:
        output_files.refuse_overwriting((destination,), (pack_name, *(source.file for source in found)))
    work = partial(_rendered, vocabulary=rulebook.vocabulary(pack_name), at=at, wanted=wanted)
    given_up = Rendered(render(None, at=at), readable=False)
    processes = workers.workers(len(found), None)
    by_wall_clock = structs.replace(limits, wall=1.0)
    reports = list(workers.in_order(found, work, lambda *_: given_up, processes, by_wall_clock))
    text = "".join(report.text for report in reports)
    if destination is None:
        output.print_text(text, "utf-8")
    else:
        output.write_file(text, destination)
    return 0 if all(report.readable for report in reports) else ExitCode.FAIL


class Rendered(NamedTuple):
    """The JSON for one document, and whether the document could be read."""

    text: str
    readable: bool


def _rendered(source: Source, vocabulary: Vocabulary, at: int | None, wanted: Options) -> Rendered:
    """Measure a document in its worker. Only the pack's vocabulary is loaded, since no rule is applied."""
    from mlcia_check.measure import measure_layout
    from mlcia_check.pdf.reader import opened

    try:
        with opened(sources.load(source)) as paper:
            layout = measure_layout(paper.layout_facts(), vocabulary)
    except UnreadableDocument:
        return Rendered(render(None, at=at), readable=False)
    text = render(layout, at=at, headings=wanted.headings, most_pages=wanted.most_pages)
    return Rendered(text, readable=True)
