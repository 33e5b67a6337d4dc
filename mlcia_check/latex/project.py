"""One paper's sources as read: the main file with what it includes, and ways to look things up."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from mlcia_check.latex import tex_reader
from mlcia_check.latex.source_folder import SourceFolder
from mlcia_check.latex.tex_reader import Command, Reading, SourcePosition

READING_MAX_SECONDS: Final = 10.0
"""A book of 1,000 pages takes about one second."""


class Project:
    """The sources of one paper.

    `main` is the main file's name in the folder, `above` the folder of that file, and `stem` its name without
    folder and extension.
    """

    def __init__(self, folder: SourceFolder, main: str) -> None:
        self.folder = folder
        self.main = main
        self.above, _, own = main.rpartition("/")
        self.stem = own.rpartition(".")[0]

    def text(self, name: str) -> str | None:
        """Return the text of a file beside the main file, None if it cannot be read."""
        return self.folder.text(f"{self.above}/{name}" if self.above else name)

    @cached_property
    def reading(self) -> Reading:
        """The main file and what it includes, read when it is first asked for."""
        end = time.monotonic() + READING_MAX_SECONDS
        return tex_reader.read(self.folder, self.main, lambda: time.monotonic() > end)

    @cached_property
    def body(self) -> int:
        """The number of the line of \\begin{document}; 0 if there is none."""
        return next((command.first for command in self.reading.commands if _begins_document(command)), 0)

    @cached_property
    def end(self) -> Command | None:
        """The place of \\end{document} in the main file, as a command; None if there is none."""
        for order, line in enumerate(self.reading.lines):
            written = line.written.partition("%")[0]
            if line.place.file == self.main and "\\end{document}" in written:
                return Command("end", line.place, "{document}", order, order, (), "", "")
        return None

    @cached_property
    def uses(self) -> dict[str, list[Command]]:
        """The commands and environments by name, each where it is used, definitions of others included."""
        found: dict[str, list[Command]] = {}
        for command in self.reading.commands:
            name = command.name
            if name == "begin":
                name = command.rest.lstrip(" {").partition("}")[0]
            if name != command.defines:
                found.setdefault(name, []).append(command)
        return found

    @cached_property
    def _orders(self) -> dict[SourcePosition, list[int]]:
        found: dict[SourcePosition, list[int]] = {}
        for order, line in enumerate(self.reading.lines):
            found.setdefault(line.place, []).append(order)
        return found

    def orders(self, place: SourcePosition) -> Iterator[int]:
        """Yield the numbers of a line, one for each time that TeX reads it."""
        yield from self._orders.get(place, ())


def _begins_document(command: Command) -> bool:
    return command.name == "begin" and command.rest.lstrip().startswith("{document}")
