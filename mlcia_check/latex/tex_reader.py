"""Reads LaTeX sources as TeX would, file by file, into commands with the groups that they stand in."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, NamedTuple

from mlcia_check.latex.source_folder import SourceFolder
from mlcia_check.latex.tex_tokens import blanked

REST_MAX_CHARACTERS: Final = 400
"""Characters after a command that are kept as its arguments: lists of options are shorter."""

BEFORE_MAX_CHARACTERS: Final = 60
"""Characters before a command in its line that are kept."""

ENVIRONMENTS_KEPT_MAX: Final = 8
"""Environments around a command that are kept."""

LINES_MAX: Final = 400_000
COMMANDS_MAX: Final = 400_000
"""Most lines and commands read of one paper: a book of 1,000 pages has a tenth."""

FILES_MAX, INPUT_DEPTH_MAX = 500, 20
"""Files read, each as often as it is included, and files that include each other. TeX opens 15 at a time."""

ENVIRONMENTS_MAX: Final = 200
"""Environments open at a time."""

_TOKEN: Final = re.compile(r"\\([A-Za-z@]{1,60})|\\.|[{}]")
_BRACE: Final = re.compile(r"\\.|[{}]")
_ENVIRONMENT: Final = re.compile(r"\s{0,4}\{([^{}\n]{1,60})\}")
_FILE: Final = re.compile(r"\s{0,4}(?:\{\s*([^{}\n]{1,300}?)\s*\}|([^\s{}\\]{1,300}))")
_TWO_FILES: Final = re.compile(r"\*?\s{0,4}\{([^{}\n]{0,300})\}\s{0,4}\{([^{}\n]{1,300})\}")
_PACKAGES: Final = re.compile(r"\s*(?:\[[^\]]{0,300}\])?\s*\{([^{}]{1,300})\}")

_INPUTS: Final = ("input", "include", "subfile", "InputIfFileExists")
_INPUTS_FROM_FOLDERS: Final = (
    "import",
    "subimport",
    "inputfrom",
    "subinputfrom",
    "includefrom",
    "subincludefrom",
)
_LOADS: Final = {
    "usepackage": ".sty",
    "RequirePackage": ".sty",
    "RequirePackageWithOptions": ".sty",
    "documentclass": ".cls",
    "LoadClass": ".cls",
    "LoadClassWithOptions": ".cls",
}
_DEFINES: Final = (
    *("newcommand", "renewcommand", "providecommand", "DeclareRobustCommand", "def", "edef", "gdef", "xdef"),
    *("newenvironment", "renewenvironment", "NewDocumentCommand", "RenewDocumentCommand"),
    *("NewDocumentEnvironment", "RenewDocumentEnvironment"),
)
_DEFINED: Final = re.compile(r"\*?\s*\{?\s*\\?([A-Za-z@]+\*?)\s*\}?")


class SourcePosition(NamedTuple):
    """A line of a file; `file` is its name in the folder, lines count from 1."""

    file: str
    line: int


class ReadLine(NamedTuple):
    """A line as TeX reads it, and as it is written."""

    place: SourcePosition
    read: str
    written: str


@dataclass(slots=True)
class Command:
    """One command as it stands in the sources.

    `first` is the number of its line among all lines in the order in which TeX reads them, `last` that of the
    line where its group ends. `rest` is what follows it. `environments` are open around it, the innermost
    last. `defines` is the command or environment in whose definition it stands, "" if in none. `before` is
    what stands before it in its line.
    """

    name: str
    place: SourcePosition
    rest: str
    first: int
    last: int
    environments: tuple[str, ...]
    defines: str
    before: str


@dataclass(slots=True)
class Reading:
    """What was read: lines and commands in TeX's order. `files` are the files that were opened."""

    lines: list[ReadLine] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


def read(folder: SourceFolder, main: str, is_late: Callable[[], bool]) -> Reading:
    """Read the main file and what it includes. Stops at the limits, and when `is_late` says so."""
    reader = _Reader(folder, main, is_late)
    reader.file(main)
    reader.close_all()
    return reader.reading


@dataclass(slots=True)
class _Group:
    """An open group; `environment` is "" for braces. `commands` stand in it and in no inner group."""

    environment: str = ""
    commands: list[Command] = field(default_factory=list)


class _Reader:
    def __init__(self, folder: SourceFolder, main: str, is_late: Callable[[], bool]) -> None:
        self.reading = Reading()
        self._folder = folder
        self._main_folder = main.rpartition("/")[0]
        self._is_late = is_late
        self._groups = [_Group()]
        self._open: list[str] = []
        self._loaded: set[str] = set()
        self._being_read: list[str] = []

    def file(self, name: str) -> None:
        """Read one file; nothing if it is not in the folder."""
        inside = self._folder.inside(name)
        text = self._folder.text(name)
        if inside is None or text is None or inside in self._being_read or self._is_full():
            return
        self.reading.files.append(inside)
        self._being_read.append(inside)
        read = blanked(text)
        lines = _lines(inside, read, text)
        self.reading.lines.append(next(lines))
        self._commands(read, inside, lines)
        self.reading.lines.extend(lines)
        self._being_read.pop()

    def close_all(self) -> None:
        """End the groups that are still open with the last line."""
        while self._groups:
            self._end_group(len(self.reading.lines) - 1)

    def _is_full(self) -> bool:
        reading = self.reading
        return (
            len(reading.lines) > LINES_MAX
            or len(reading.commands) > COMMANDS_MAX
            or len(reading.files) > FILES_MAX
            or len(self._being_read) > INPUT_DEPTH_MAX
            or self._is_late()
        )

    def _commands(self, text: str, inside: str, lines: Iterator[ReadLine]) -> None:
        """Read the commands of a text. Add its lines when they are reached, before those of its inputs."""
        line, order, counted = 1, len(self.reading.lines) - 1, 0
        defines, defined_until = "", -1
        for match in _TOKEN.finditer(text):
            start, end = match.span()
            for reached in islice(lines, text.count("\n", counted, start)):
                self.reading.lines.append(reached)
                line, order = reached.place.line, len(self.reading.lines) - 1
            counted = start
            if start >= defined_until:
                defines = ""
            name = match[1]
            if name is None:
                self._brace(match[0], order)
                continue
            if self._is_full():
                return
            rest = text[end : end + REST_MAX_CHARACTERS]
            window = max(0, start - BEFORE_MAX_CHARACTERS)
            before = text[max(text.rfind("\n", window, start) + 1, window) : start]
            around = tuple(self._open[-ENVIRONMENTS_KEPT_MAX:])
            command = Command(name, SourcePosition(inside, line), rest, order, order, around, defines, before)
            self.reading.commands.append(command)
            self._groups[-1].commands.append(command)
            if name in _DEFINES and not defines:
                defines, defined_until = _definition(name, text, end)
            elif name in ("begin", "end"):
                if not defines:
                    self._begin_or_end(name, rest, order)
            else:
                self._include(name, rest)

    def _brace(self, token: str, order: int) -> None:
        if token == "{":
            self._groups.append(_Group())
        elif token == "}":
            self._close(order, "")

    def _begin_or_end(self, name: str, rest: str, order: int) -> None:
        match = _ENVIRONMENT.match(rest)
        if not match or match[1] == "document":
            return
        if name == "end":
            self._close(order, match[1])
        elif len(self._open) < ENVIRONMENTS_MAX:
            # The command \begin belongs to the group that it opens: \begin{small} acts until \end{small}.
            self._groups.append(_Group(match[1], [self._groups[-1].commands.pop()]))
            self._open.append(match[1])

    def _include(self, name: str, rest: str) -> None:
        """Read the files that a command includes, if they are in the folder."""
        for file in _included(name, rest):
            # TeX looks from the main file's folder, whatever file asks.
            path = f"{self._main_folder}/{file}" if self._main_folder else file
            if name in _LOADS:
                path += _LOADS[name]
                if path in self._loaded:
                    continue
                self._loaded.add(path)
            elif not self._folder.is_file(path):
                path += ".tex"
            self.file(path)

    def _close(self, order: int, environment: str) -> None:
        """End the innermost group of this kind, and what is open in it; if none was begun, end nothing."""
        if environment and environment not in self._open:
            return
        while len(self._groups) > 1:
            # A file that was read on this line has added its own: the last line so far ends the group.
            ended = self._end_group(max(order, len(self.reading.lines) - 1))
            if ended.environment == environment:
                return
            if not environment:
                # A brace cannot end an environment: this one is not TeX's, or was opened by a macro.
                self._groups.append(ended)
                self._open.append(ended.environment)
                return

    def _end_group(self, order: int) -> _Group:
        group = self._groups.pop()
        if group.environment:
            self._open.pop()
        for command in group.commands:
            command.last = order
        return group


def _lines(file: str, read: str, written: str) -> Iterator[ReadLine]:
    pairs = zip(read.split("\n"), written.split("\n"), strict=True)
    return (ReadLine(SourcePosition(file, number), *pair) for number, pair in enumerate(pairs, 1))


def _included(name: str, rest: str) -> Iterator[str]:
    """Yield the files that a command names: "sections/results" for \\input{sections/results}."""
    if name in _LOADS:
        match = _PACKAGES.match(rest)
        yield from (part.strip() for part in match[1].split(",")) if match else ()
    elif name in _INPUTS:
        match = _FILE.match(rest)
        if match:
            yield match[1] or match[2]
    elif name in _INPUTS_FROM_FOLDERS:
        match = _TWO_FILES.match(rest)
        if match:
            yield os.path.normpath(os.path.join(match[1], match[2]))


def _definition(name: str, text: str, place: int) -> tuple[str, int]:
    """Return what a command defines and where its definition ends: ("closer", 47)."""
    match = _DEFINED.match(text, place)
    if not match:
        return "", place
    end = match.end()
    for _ in range(2 if "nvironment" in name else 1):
        end = _end_of_group(text, end)
    return match[1], end


def _end_of_group(text: str, place: int) -> int:
    """Return the end of the next group in braces."""
    depth = 0
    for match in _BRACE.finditer(text, place):
        depth += 1 if match[0] == "{" else -1 if match[0] == "}" else 0
        if depth <= 0 and match[0] == "}":
            return match.end()
    return len(text)
