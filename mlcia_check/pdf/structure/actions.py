"""Classifies what an action of a PDF would do (see `pdf_facts.Action`), from the action alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pypdf.generic import DictionaryObject

from mlcia_check.pdf.structure.objects import Objects, fit_for_show, raw

_HARMLESS = {
    "/GoTo",
    "/GoTo3DView",
    "/GoToDp",
    "/Hide",
    "/Named",
    "/ResetForm",
    "/SetOCGState",
    "/SetState",
    "/NOP",
    "/Trans",
}
_MULTIMEDIA = {"/Movie": "a movie", "/Sound": "a sound", "/Rendition": "a rendition"}
_OTHER_DOCUMENT = {"/GoToR", "/GoToE", "/Thread"}
KNOWN = {
    *_HARMLESS,
    *_MULTIMEDIA,
    *_OTHER_DOCUMENT,
    "/ImportData",
    "/JavaScript",
    "/Launch",
    "/RichMediaExecute",
    "/SubmitForm",
    "/URI",
}

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# Extensions that Windows, macOS or a desktop runs as a program or script, also with arguments after them.
_PROGRAM = re.compile(
    r"\.(app|application|appref-ms|bash|bat|bin|chm|cmd|com|command|cpl|desktop|dll|dmg|exe|gadget|hta|inf|ins|isp"
    r"|jar|js|jse|ksh|lnk|mde|msc|msh|msi|msp|mst|out|pif|pl|ps1|py|pyw|rb|reg|run|scf|scpt|scr|sct|sh|shb|sys"
    r"|terminal|tool|url|vb|vbe|vbs|workflow|ws|wsc|wsf|wsh|zsh)[\s.\"']*(\s|$)",
    re.IGNORECASE,
)
_PATHS = ("/UF", "/F", "/Unix", "/Mac", "/DOS")


class Effect(NamedTuple):
    """`kind` is as in `pdf_facts.Action`; `target` is for display."""

    kind: str
    target: str


class File(NamedTuple):
    """The file that a file specification names. `paths` holds all its names, for all systems."""

    paths: tuple[str, ...]
    is_url: bool = False

    @property
    def shown(self) -> str:
        return fit_for_show(self.paths[0]) if self.paths else "an unnamed file"

    @property
    def is_bare_relative(self) -> bool:
        """Return whether the path leads to a file beside the paper or below: no root, drive, scheme, server
        or `..`.
        """
        return not self.is_url and bool(self.paths) and all(_is_bare_relative(path) for path in self.paths)

    @property
    def is_program(self) -> bool:
        return any(_PROGRAM.search(path) for path in self.paths)


def file_of(objects: Objects, value: object) -> File | None:
    """Return the file that a file specification (a string or a dictionary) names; None if it names none."""
    value = objects.resolve(value)
    if isinstance(value, str):
        return File((_path(value),))
    if isinstance(value, bytes):
        return File((value.decode("latin-1"),))
    if not isinstance(value, DictionaryObject):
        return None
    found = [objects.get(value, key) for key in _PATHS]
    paths = tuple(
        _path(path) if isinstance(path, str) else path.decode("latin-1")
        for path in found
        if isinstance(path, (str, bytes))
    )
    return File(paths, is_url=objects.get(value, "/FS") == "/URL")


def effects(objects: Objects, action: DictionaryObject, *, automatic: bool) -> Iterator[Effect]:
    """Yield the reportable effects of one action, without those of the actions after it.

    A URI that a reader clicks, or a jump inside the document, is not reported.
    """
    kind = str(objects.get(action, "/S"))
    if kind == "/JavaScript":
        yield Effect("javascript", objects.text(raw(action, "/JS")) or "a script")
    elif kind == "/Launch":
        yield _launch(objects, action, automatic=automatic)
    elif kind in ("/SubmitForm", "/ImportData"):
        file = file_of(objects, raw(action, "/F"))
        yield Effect("submit-form" if kind == "/SubmitForm" else "import-data", file.shown if file else "")
    elif kind == "/URI" and automatic:
        yield Effect("auto-action", objects.text(raw(action, "/URI")) or "a URI")
    elif kind in _OTHER_DOCUMENT:
        yield from _other_document(objects, action, kind, automatic=automatic)
    elif kind in _MULTIMEDIA:
        yield from _multimedia(objects, action, kind)
    elif kind == "/RichMediaExecute":
        yield Effect("rich-media", "a command to rich media")
    elif kind not in KNOWN:
        objects.doubt("unknown-action", fit_for_show(kind))


def _launch(objects: Objects, action: DictionaryObject, *, automatic: bool) -> Effect:
    for system in ("/Win", "/Mac", "/Unix"):
        if (command := objects.get(action, system)) is not None:
            program = objects.text(raw(command, "/F")) or objects.text(command) or "a program"
            return Effect("launch", fit_for_show(f"{program} {objects.text(raw(command, '/P'))}"))
    file = file_of(objects, raw(action, "/F"))
    if file is None:
        return Effect("launch", "an unnamed file")
    harmless = file.is_bare_relative and not file.is_program and not automatic
    return Effect("launch-relative" if harmless else "launch", file.shown)


def _other_document(
    objects: Objects, action: DictionaryObject, kind: str, *, automatic: bool
) -> Iterator[Effect]:
    file = file_of(objects, raw(action, "/F"))
    if automatic and (file is not None or kind == "/GoToE"):
        yield Effect("auto-action", file.shown if file else "an embedded document")
    elif file is not None:
        yield Effect("launch-relative" if file.is_bare_relative else "external-reference", file.shown)


def _multimedia(objects: Objects, action: DictionaryObject, kind: str) -> Iterator[Effect]:
    if "/JS" in action:
        yield Effect("javascript", objects.text(raw(action, "/JS")) or "a script")
    clip = objects.dictionary(objects.dictionary(action, "/R"), "/C")
    media = file_of(objects, raw(clip, "/D"))
    if media is not None and media.is_url:
        yield Effect("external-reference", media.shown)
    elif media is not None and media.paths:
        yield Effect("multimedia", media.shown)
    else:
        yield Effect("multimedia", _MULTIMEDIA[kind])


def _path(text: str) -> str:
    """Return the string of a file specification, in UTF-16 or not, with escaped slashes decoded."""
    return str(text).replace("\\/", "/")


def _is_bare_relative(path: str) -> bool:
    if not path.strip() or any(ord(letter) < 32 for letter in path):
        return False
    if _SCHEME.match(path) or ":" in path or path.startswith(("/", "\\", "~", "$", "%")):
        return False
    return ".." not in re.split(r"[/\\]", path)
