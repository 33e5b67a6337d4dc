"""Reads and writes `waivers.yaml`, which is kept beside the results of a batch and may be edited by hand."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final

import msgspec
import yaml
from msgspec import Struct

from mlcia_check.errors import BrokenDecisions, UsageProblem
from mlcia_check.model.decisions import HEAD, NO_DECISIONS, Decisions, Waiver
from mlcia_check.rulebook.mistakes import FilePosition
from mlcia_check.season.waiver_text import parsed_decisions
from mlcia_check.support.output_files import whole_file

FILE: Final = "waivers.yaml"

FILE_MAX_CHARACTERS: Final = 32_000_000
"""A longer file is refused: a waiver takes about 250 characters."""


class WaiverFile(Struct, frozen=True):
    """A file as it was read: its path, its text ("" if there is no file), what it says, and the place of each
    waiver's first key."""

    path: str
    text: str = ""
    said: Decisions = NO_DECISIONS
    places: tuple[FilePosition, ...] = ()


def read(folder: str) -> WaiverFile:
    """Read the decisions in a folder of results; a folder without the file has none.

    Raises BrokenDecisions with every mistake and its line, and UsageProblem if the file cannot be read.
    """
    path = os.path.join(folder, FILE)
    return parsed(_text(path), path) if os.path.lexists(path) else WaiverFile(path)


def read_file(path: str) -> WaiverFile:
    """Read a file of decisions under any name, as one that report.html offered. Raises as `read` does."""
    return parsed(_text(path), path)


def parsed(text: str, path: str) -> WaiverFile:
    """Return what the text of a file says. Raises BrokenDecisions with every mistake and its line."""
    said, places = parsed_decisions(text, path)
    return WaiverFile(path, text, said, places)


def with_waiver(file: WaiverFile, waiver: Waiver) -> WaiverFile:
    """Return the file with this waiver at its end. Everything else in it stays as it was written."""
    text = file.text or HEAD
    if not text.endswith("\n"):
        text += "\n"
    if not file.said.waivers:
        text += "waivers:\n"
    indent = " " * (file.places[-1].column - len("- ") - 1) if file.places else ""
    added = "".join(indent + line for line in _dumped([waiver]).splitlines(keepends=True))
    return _edited(file, text + added, Decisions(file.said.decisions, (*file.said.waivers, waiver)))


def without_waiver(file: WaiverFile, number: int) -> WaiverFile:
    """Return the file without the waiver of this number (from 0). Everything else stays as it was written."""
    kept = (*file.said.waivers[:number], *file.said.waivers[number + 1 :])
    lines = file.text.splitlines(keepends=True)
    place = file.places[number]
    end = place.line
    while end < len(lines) and lines[end].startswith(" " * (place.column - 1)):
        end += 1
    del lines[place.line - 1 : end]
    if not kept:
        lines = [line for line in lines if line.rstrip() != "waivers:"]
    return _edited(file, "".join(lines), Decisions(file.said.decisions, kept))


def merged(file: WaiverFile, other: Decisions) -> WaiverFile:
    """Return the file with what `other` says besides: its new waivers, and its decisions in place of those
    that the file has about the same papers."""
    decided = {one.paper: one for one in (*file.said.decisions, *other.decisions)}
    waivers = tuple(dict.fromkeys((*file.said.waivers, *other.waivers)))
    said = Decisions(tuple(decided.values()), waivers)
    return file if said == file.said else parsed(_whole(said), file.path)


def write(file: WaiverFile) -> None:
    """Write the file, whole or not at all. Raises UsageProblem if the system refuses."""
    with whole_file(file.path) as out:
        out.write(file.text.encode("utf-8"))


def _edited(file: WaiverFile, text: str, said: Decisions) -> WaiverFile:
    """Return the edited text if it says what it should, as it does for lists in block style with one key on
    each line. Otherwise write the whole file anew, without its comments."""
    try:
        made = parsed(text, file.path)
    except BrokenDecisions:
        made = None
    return made if made is not None and made.said == said else parsed(_whole(said), file.path)


def _whole(said: Decisions) -> str:
    parts = [HEAD]
    for key, items in (("decisions", said.decisions), ("waivers", said.waivers)):
        if items:
            parts.append(f"{key}:\n{_dumped(items)}")
    return "".join(parts)


def _dumped(items: Sequence[Struct]) -> str:
    plain = [msgspec.to_builtins(item) for item in items]
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=100)


def _text(path: str) -> str:
    try:
        if not os.path.lexists(path):
            raise UsageProblem(f"no file '{path}'.")
        if not os.path.isfile(path):
            raise UsageProblem(f"'{path}' is not a regular file.")
        with open(path, encoding="utf-8-sig") as file:
            text = file.read(FILE_MAX_CHARACTERS + 1)
    except UnicodeDecodeError as error:
        raise UsageProblem(f"'{path}' is not UTF-8 text; save it as UTF-8.") from error
    except OSError as error:
        raise UsageProblem(f"cannot read '{path}': {error.strerror}.") from error
    if len(text) > FILE_MAX_CHARACTERS:
        raise UsageProblem(f"'{path}' is longer than {FILE_MAX_CHARACTERS:,} characters.")
    return text
