"""`mlcia-check check --watch`: check papers again whenever one of them changes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Final, TypeAlias

from mlcia_check.cli import output, reports
from mlcia_check.cli.paper_judge import PaperJudge, documents_of
from mlcia_check.cli.reports import Target, TextStyle
from mlcia_check.errors import UsageProblem
from mlcia_check.model.judged import JudgedDocument
from mlcia_check.report.words.phrases import Lang, phrase
from mlcia_check.sources.patterns import is_pattern
from mlcia_check.sources.remote import is_url
from mlcia_check.support.printable import printable

QUIET_MIN_SECONDS: Final = 0.4
"""A paper is whole when its size and time stay the same for this long: pdfTeX writes a file in pieces."""

PATIENCE_SECONDS: Final = 30.0
"""A file that grows for longer is checked as it is."""

LOOK_INTERVAL_MS: Final = 1000
"""Milliseconds between two looks if nothing wakes the program."""

OpenRule: TypeAlias = tuple[str, str]
"""Path of a paper and id of a rule that it breaks or leaves open."""

State: TypeAlias = dict[str, tuple[int, int]]
"""Size in bytes and time in nanoseconds of each file."""


def refuse_unwatchable(paths: Iterable[str], targets: Iterable[Target], destination: str | None) -> None:
    """Raises UsageProblem for what does not change on this disk, for patterns, and for reports but text."""
    if any(path == "-" or is_url(path) for path in paths):
        raise UsageProblem("--watch needs files or folders; standard input and URLs cannot be watched.")
    if any(is_pattern(path) for path in paths):
        raise UsageProblem("--watch needs files or folders; patterns cannot be watched.")
    if destination is not None or any(target != Target("text", None) for target in targets):
        raise UsageProblem("--watch prints the text report; leave out --format and --output.")


def watch(paths: Sequence[str], judge: PaperJudge, style: TextStyle) -> list[JudgedDocument]:
    """Check, then check again after each change until Ctrl-C; return the documents of the last check.

    After each report, print what was fixed since the last check, and what is new.
    """
    lang = judge.lang
    watchfiles = _watchfiles()
    state = _state(paths)
    documents = _judged(judge)
    _show(documents, judge, style)
    _tell(phrase(lang, "watch.waiting"))
    with suppress(KeyboardInterrupt):
        for _ in watchfiles.watch(
            *_folders(paths), watch_filter=None, rust_timeout=LOOK_INTERVAL_MS, yield_on_timeout=True
        ):
            # What changed during the last check woke nobody: the state of the files says it.
            if _state(paths) == state:
                continue
            state = _settled(paths)
            now = _judged(judge)
            if _is_unfinished(documents, now):
                _tell(phrase(lang, "watch.unfinished"))
                continue
            before, after = _open(documents), _open(now)
            documents = now
            _show(documents, judge, style)
            _tell(phrase(lang, "watch.fixed", rules=_named(before - after, len(now), lang)))
            _tell(phrase(lang, "watch.new", rules=_named(after - before, len(now), lang)))
            _tell(phrase(lang, "watch.waiting"))
    return documents


def _judged(judge: PaperJudge) -> list[JudgedDocument]:
    return documents_of(judge.judged(judge.find().sources))


def _show(documents: Sequence[JudgedDocument], judge: PaperJudge, style: TextStyle) -> None:
    packs = judge.packs_of(documents)
    reports.write((Target("text"),), documents, packs, judge.lang, style, pictures=tuple)


def _tell(line: str) -> None:
    output.print_text(line + "\n")


def _watchfiles() -> ModuleType:
    try:
        import watchfiles
    except ImportError as error:
        raise UsageProblem(
            "--watch needs the extra 'watch'; in the checkout, run: pip install '.[watch]'."
        ) from error
    return watchfiles


def _folders(paths: Sequence[str]) -> Iterator[str]:
    """Yield the folders to watch: a program that writes a paper anew may delete it first."""
    yield from dict.fromkeys(path if os.path.isdir(path) else os.path.dirname(path) or "." for path in paths)


def _settled(paths: Sequence[str]) -> State:
    """Wait until no paper has changed for a moment, or patience ends; return the state of the files."""
    end = time.monotonic() + PATIENCE_SECONDS
    before: State = {}
    while True:
        state = _state(paths)
        is_whole = state == before and all(any(_is_in(file, path) for file in state) for path in paths)
        if is_whole or time.monotonic() > end:
            return state
        before = state
        time.sleep(QUIET_MIN_SECONDS)


def _is_in(file: str, path: str) -> bool:
    return file == path or os.path.isdir(path)


def _state(paths: Sequence[str]) -> State:
    """Return size and time of each file that is watched: the files themselves, and PDFs in folders."""
    found: State = {}
    for path in paths:
        files = Path(path).rglob("*.[pP][dD][fF]") if os.path.isdir(path) else [Path(path)]
        for file in files:
            with suppress(OSError):
                status = file.stat()
                found[str(file)] = status.st_size, status.st_mtime_ns
    return found


def _is_unfinished(before: Sequence[JudgedDocument], now: Sequence[JudgedDocument]) -> bool:
    """Return whether a paper that could be read before cannot be read now: it is being written, most
    likely.
    """
    readable = {document.path for document in before if document.paper is not None}
    return any(document.paper is None and document.path in readable for document in now)


def _open(documents: Iterable[JudgedDocument]) -> set[OpenRule]:
    """Return the rules that each paper breaks or leaves open; notes aside."""
    return {
        (document.path, finding.rule)
        for document in documents
        for finding in document.findings
        if finding.severity != "info"
    }


def _named(findings: set[OpenRule], papers: int, lang: Lang) -> str:
    """Return the rules in a list, each with its paper if there are several."""
    names = (rule if papers == 1 else f"{printable(path)}: {rule}" for path, rule in sorted(findings))
    return phrase(lang, "list").join(names) or phrase(lang, "watch.nothing")
