"""Finds keys that are cited or referred to but defined nowhere, and a reference list that cannot be made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from mlcia_check.latex.project import Project
from mlcia_check.latex.tex_reader import Command

KeyProblem = Literal["undefined-citation", "undefined-reference", "no-bibliography"]

_CITES: Final = re.compile(r"(?:[a-z]*cite[a-z]*|[A-Z]?[a-z]*cites?)")
_REFERS: Final = frozenset(
    (
        "ref",
        "eqref",
        "autoref",
        "cref",
        "Cref",
        "pageref",
        "nameref",
        "vref",
        "Vref",
        "subref",
        "cpageref",
        "labelcref",
    )
)
_KEYS: Final = re.compile(r"\*?\s{0,4}(?:\[[^\]]{0,200}\]\s{0,4}){0,2}\{([^{}]{1,399})\}")
_BIB_KEY: Final = re.compile(r"@\s{0,9}([A-Za-z]+)\s{0,9}[{(]\s{0,9}([^\s,{}()=]{1,200})\s{0,9},")
_BBL_KEY: Final = re.compile(
    r"\\(?:bibitem|entry|lossort)\s{0,9}(?:\[[^]]{0,900}\]\s{0,9})?\{([^{}]{1,200})\}"
)
_LABEL_OPTION: Final = re.compile(r"\blabel\s{0,4}=\s{0,4}\{?([^\s,{}\]]{1,100})")
_NO_ENTRY: Final = ("comment", "string", "preamble")


class KeyFinding(NamedTuple):
    """A command that names a key or file which is not there."""

    problem: KeyProblem
    command: Command


def problems(project: Project) -> Iterator[KeyFinding]:
    """Yield the problems in TeX's order. Where a file cannot be read, its keys count as defined."""
    commands = project.reading.commands
    files = [(command, file) for command in commands for file in _bibliography_files(command)]
    missing = [command for command, file in files if project.text(file) is None]
    yield from (KeyFinding("no-bibliography", command) for command in missing)
    is_made = files or any(_makes_list(command) for command in commands)
    if not is_made and project.end is not None:
        yield KeyFinding("no-bibliography", project.end)
    cited = None if missing else _defined_citations(project, [file for _, file in files])
    labels = _labels(commands, project)
    for command in commands:
        if command.name in _REFERS:
            yield from _undefined(command, labels, "undefined-reference")
        elif cited is not None and _CITES.fullmatch(command.name):
            yield from _undefined(command, cited, "undefined-citation")


def _undefined(command: Command, known: set[str], problem: KeyProblem) -> Iterator[KeyFinding]:
    match = _KEYS.match(command.rest)
    keys = [key.strip() for key in match[1].split(",")] if match and not command.defines else []
    if any(key and key != "*" and "#" not in key and "\\" not in key and key not in known for key in keys):
        yield KeyFinding(problem, command)


def _bibliography_files(command: Command) -> Iterator[str]:
    if command.name not in ("bibliography", "addbibresource") or command.defines:
        return
    match = _KEYS.match(command.rest)
    for name in map(str.strip, match[1].split(",")) if match else ():
        yield name if name.endswith(".bib") else f"{name}.bib"


def _makes_list(command: Command) -> bool:
    is_list = command.name == "begin" and command.rest.lstrip().startswith("{thebibliography}")
    return is_list or command.name in ("printbibliography", "bibliography", "bibitem", "putbib")


def _defined_citations(project: Project, files: list[str]) -> set[str] | None:
    """Return the keys of reference entries; None if the sources name no list at all."""
    keys = {
        match[1].strip()
        for command in project.reading.commands
        if command.name == "bibitem"
        for match in [_KEYS.match(command.rest)]
        if match
    }
    for file in files:
        text = project.text(file) or ""
        keys |= {key for kind, key in _BIB_KEY.findall(text) if kind.lower() not in _NO_ENTRY}
    keys |= set(_BBL_KEY.findall(project.text(project.stem + ".bbl") or ""))
    return keys or None


def _labels(commands: list[Command], project: Project) -> set[str]:
    named = {
        match[1].strip()
        for command in commands
        if command.name in ("label", "zlabel", "refstepcounter", "phantomsection")
        for match in [_KEYS.match(command.rest)]
        if match
    }
    for line in project.reading.lines:
        if "label" in line.written:
            named |= set(_LABEL_OPTION.findall(line.written))
    return named
