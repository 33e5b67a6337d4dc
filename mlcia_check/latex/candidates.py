"""Finds the lines of the sources that can cause a finding, by reading alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

from mlcia_check.latex import citation_keys
from mlcia_check.latex.causes import COMMAND_CAUSES, SCOPED, is_in_float
from mlcia_check.latex.project import Project
from mlcia_check.latex.tex_reader import Command
from mlcia_check.model.latex_causes import Cause
from mlcia_check.model.rule_pack import LatexClass

USES_MAX: Final = 1000
"""Uses of a macro that are looked at."""

_CLASS: Final = re.compile(r"\s{0,9}(?:\[([^\]]{0,300})\])?\s{0,9}\{\s{0,9}([^{}\s]{1,100})\s{0,9}\}")
_OPTIONS: Final[dict[Cause, re.Pattern[str]]] = {
    "size-option": re.compile(r"\d{1,2}pt"),
    "paper-option": re.compile(r"(?:[abc]\d|letter|legal|executive|b\dj)paper|landscape"),
    "columns-option": re.compile(r"onecolumn|twocolumn"),
}


class ActingLines(NamedTuple):
    """The lines on which a command acts, by their numbers in TeX's order."""

    first: int
    last: int


class CauseCandidate(NamedTuple):
    """A command that can be a cause. `spans` is where it acts; () means on the whole paper."""

    cause: Cause
    command: Command
    spans: tuple[ActingLines, ...] = ()


class Candidates:
    """The candidates of one paper by cause."""

    def __init__(self, project: Project, latex: LatexClass | None) -> None:
        self._project = project
        self._latex = latex
        self._found: dict[Cause, tuple[CauseCandidate, ...]] = {}

    def of(self, cause: Cause) -> tuple[CauseCandidate, ...]:
        """Return the candidates of a cause in TeX's order."""
        if cause not in self._found:
            self._found[cause] = tuple(self._search(cause))
        return self._found[cause]

    def _search(self, cause: Cause) -> Iterator[CauseCandidate]:
        is_cause = COMMAND_CAUSES.get(cause)
        if is_cause:
            for command in self._project.reading.commands:
                if is_cause(command):
                    yield from (
                        self._scoped(cause, command) if cause in SCOPED else [CauseCandidate(cause, command)]
                    )
        elif cause == "class":
            yield from self._other_class()
        elif cause in _OPTIONS:
            yield from self._class_option(cause)
        else:
            for problem, command in self._key_problems:
                if problem == cause:
                    spans = () if cause == "no-bibliography" else (ActingLines(command.first, command.first),)
                    yield CauseCandidate(cause, command, spans)

    def _scoped(self, cause: Cause, command: Command) -> Iterator[CauseCandidate]:
        """Yield a command with where it acts: in its group, or where the macro that it stands in is used.

        A macro that is used nowhere, or only in floats where running text is meant, causes nothing.
        """
        if not command.defines:
            spans = [ActingLines(command.first, command.last)] if command.first >= self._project.body else []
            yield CauseCandidate(cause, command, tuple(spans))
            return
        uses = self._project.uses.get(command.defines, [])[:USES_MAX]
        if cause == "size-in-text":
            uses = [use for use in uses if not is_in_float(use)]
        if uses:
            spans = [ActingLines(use.first, use.last) for use in uses if use.first >= self._project.body]
            yield CauseCandidate(cause, command, tuple(spans))

    @cached_property
    def _key_problems(self) -> list[citation_keys.KeyFinding]:
        return list(citation_keys.problems(self._project))

    @cached_property
    def _classes(self) -> list[tuple[Command, str, frozenset[str]]]:
        """The classes that the paper loads, the main file's first: command, name, options."""
        found = []
        for command in self._project.reading.commands:
            if command.name in ("documentclass", "LoadClass", "LoadClassWithOptions"):
                match = _CLASS.match(command.rest)
                if match:
                    options = frozenset(option.strip() for option in (match[1] or "").split(","))
                    found.append((command, match[2], options))
        return found

    def _other_class(self) -> Iterator[CauseCandidate]:
        """Yield the main file's \\documentclass if neither it nor a class that it loads is the format's."""
        if self._latex is None or not self._latex.name or not self._classes:
            return
        passed = self._passed_options
        for _, name, options in self._classes:
            if name == self._latex.name and options | passed >= set(self._latex.options):
                return
        yield CauseCandidate("class", self._classes[0][0])

    @cached_property
    def _passed_options(self) -> frozenset[str]:
        """The options that \\PassOptionsToClass names."""
        return frozenset(
            option.strip()
            for command in self._project.reading.commands
            if command.name == "PassOptionsToClass"
            for option in command.rest.lstrip(" {").partition("}")[0].split(",")
        )

    def _class_option(self, cause: Cause) -> Iterator[CauseCandidate]:
        usual = set(self._latex.defaults) | set(self._latex.options) if self._latex else set()
        for command, _, options in self._classes:
            if any(_OPTIONS[cause].fullmatch(option) for option in options - usual):
                yield CauseCandidate(cause, command)
                return
