"""`mlcia-check measure --format banal`: what HotCRP runs as its `banalCommand`."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import click

from mlcia_check import rulebook, sources, writing
from mlcia_check.cli import output
from mlcia_check.errors import UnreadableDocument
from mlcia_check.paper import Paper
from mlcia_check.pool import memory
from mlcia_check.pool.limits import Limits
from mlcia_check.report.banal import render
from mlcia_check.rule import Vocabulary
from mlcia_check.sources import Source

F = TypeVar("F", bound=Callable[..., Any])

_GRACE = 2.0
"""Seconds after the limit in which the process can still end in its own way."""

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
    vocabulary = rulebook.vocabulary(pack_name)
    memory.bound(limits.megabytes)
    code = 0
    reports: list[str] = []
    found = sources.find(paths, sys.stdin.buffer)
    if destination is not None:
        writing.refuse_overwriting((destination,), (pack_name, *(source.file for source in found)))
    for source in found:
        with _Deadline(limits.seconds, "".join((*reports, render(None, at=at)))):
            paper = _measured(source, vocabulary)
        code = FAILED if paper is None else code
        reports.append(render(paper, at=at, headings=wanted.headings, most_pages=wanted.most_pages))
    if destination is None:
        output.print_text("".join(reports), "utf-8")
    else:
        output.write_file("".join(reports), destination)
    return code


def _measured(source: Source, vocabulary: Vocabulary) -> Paper | None:
    """The paper; None where it cannot be read. No rule is asked, so that none has to be loaded."""
    from mlcia_check.measure import measure as measure_facts
    from mlcia_check.pdf.reader import read

    try:
        return measure_facts(read(sources.load(source)), vocabulary)
    except (UnreadableDocument, MemoryError):
        return None


class _Deadline:
    """Ends the process after so many seconds with some last words, though a library does not return.

    A thread can speak as long as the interpreter runs; for when even that stands still there is the
    system's alarm, where it has one.
    """

    def __init__(self, seconds: float, last_words: str) -> None:
        import threading

        self._seconds = seconds
        self._last_words = last_words.encode()
        self._timer = threading.Timer(seconds, self._give_up)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()
        _alarm(self._seconds + _GRACE)

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        _alarm(0)

    def _give_up(self) -> None:
        os.write(1, self._last_words)
        os._exit(FAILED)


def _alarm(seconds: float) -> None:
    import signal

    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
