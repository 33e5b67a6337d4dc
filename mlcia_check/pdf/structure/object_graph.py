"""Visits every object of a document that a viewer can reach, and finds actions and files."""

from __future__ import annotations

from collections.abc import Iterator, Sized
from typing import NamedTuple

from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NumberObject,
    TextStringObject,
)

from mlcia_check.model.pdf_facts import Action, Attachment, Gap
from mlcia_check.pdf.limits import USER_UNIT_MAX_BP
from mlcia_check.pdf.structure.actions import KNOWN, effects, file_of
from mlcia_check.pdf.structure.embedded_content import MEDIA, standing_effects
from mlcia_check.pdf.structure.name_scan import NameScan
from mlcia_check.pdf.structure.objects import (
    BROKEN,
    Key,
    Objects,
    fit_for_show,
    identity,
    message,
    opened,
    parts,
    raw,
)
from mlcia_check.pdf.structure.page_tree import Node, Tree, tree
from mlcia_check.pdf.structure.text_strings import decoded, spoken
from mlcia_check.support.own_faults import raise_own_fault

PAGES_MAX = 20_000
FINDINGS_MAX = 1_000
STRINGS_MAX = 20_000

# Entries of /AA that a click triggers; all others run automatically (open, close, focus, hover).
_BY_CLICK = {"/D", "/U"}
_CONTENT_OF_MEDIA = {"/RichMediaContent", "/RichMediaSettings", "/3DD"}
_HYBRID = "AdditionalStreams"
"""Trailer entry of LibreOffice's hybrid PDF: media types, each with the stream of a source document."""
_SHOWN_AS = {
    "JavaScript": {"javascript"},
    "Launch": {"launch", "launch-relative"},
    "SubmitForm": {"submit-form"},
    "ImportData": {"import-data"},
    "RichMedia": {"rich-media"},
    "XFA": {"xfa"},
}


class GraphFindings(NamedTuple):
    """The findings of the walk; see `pdf_facts.Structure`."""

    actions: tuple[Action, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    encrypted: bool = False
    undetermined: tuple[Gap, ...] = ()
    strings: tuple[tuple[str, str], ...] = ()


def walk(data: bytes, scan: NameScan) -> GraphFindings:
    """Visit the document. Never raises: a part that pypdf cannot read is undetermined."""
    try:
        with opened(data) as objects:
            visitor = _Walk(objects)
            try:
                visitor.run()
            except BROKEN as error:
                raise_own_fault(error)
                objects.doubt(*_unread(error))
            return visitor.found(scan)
    except BROKEN as error:
        raise_own_fault(error)
        return GraphFindings(undetermined=(Gap(*_unread(error)),))


def units(data: bytes) -> tuple[dict[int, float], tuple[Gap, ...]]:
    """Return the UserUnit of each page whose unit is not 1, and the gaps: what could not be read."""
    try:
        with opened(data) as objects:
            found: dict[int, float] = {}
            for number, page in enumerate(pages_in_order(objects), 1):
                unit = objects.get(objects.resolve(page), "/UserUnit")
                if isinstance(unit, (int, float)) and 0 < unit <= USER_UNIT_MAX_BP:
                    found[number] = float(unit)
            return {number: unit for number, unit in found.items() if unit != 1.0}, tuple(
                objects.undetermined
            )
    except BROKEN as error:
        raise_own_fault(error)
        return {}, (Gap(*_unread(error)),)


def page_tree(data: bytes) -> Tree | None:
    """Return the page tree as pypdf reads it; None if pypdf cannot read the file."""
    try:
        with opened(data) as objects:
            nodes: dict[int, object] = {0: raw(objects.root(), "/Pages")}
            known: dict[Key, int] = {identity(nodes[0]): 0}

            def node(number: int) -> Node | None:
                found = objects.resolve(nodes[number])
                if not isinstance(found, DictionaryObject):
                    return None
                kind, count = objects.get(found, "/Type"), objects.get(found, "/Count")
                return Node(
                    str(kind or ""),
                    count if type(count) is NumberObject else None,
                    [key(kid) for _, kid in parts(objects.get(found, "/Kids"))] if "/Kids" in found else None,
                )

            def key(kid: object) -> int | None:
                if not isinstance(kid, IndirectObject):
                    return None
                number = known.setdefault(identity(kid), len(nodes))
                nodes[number] = kid
                return number

            return tree(0, node)
    except BROKEN as error:
        raise_own_fault(error)
        return None


def _unread(error: Exception) -> tuple[str, str]:
    return "unread-structure", message(error)


def pages_in_order(objects: Objects) -> list[object]:
    """Return the pages in order, as references if possible; the walk does not trust the shape of the tree."""
    pages: list[object] = []
    seen: set[Key] = set()
    stack = [raw(objects.root(), "/Pages")]
    while stack and objects.within_budget():
        value = stack.pop()
        node = objects.resolve(value)
        kids = objects.get(node, "/Kids")
        if isinstance(kids, ArrayObject):
            if identity(value) in seen:
                objects.doubt("circular-pages")
                continue
            seen.add(identity(value))
            stack.extend(kid for _, kid in reversed(list(parts(kids))))
        elif isinstance(node, DictionaryObject):
            pages.append(value)
        if len(pages) > PAGES_MAX:
            objects.doubt("too-many-pages", f"{PAGES_MAX:,}")
            break
    return pages


class _Walk:
    """The findings of the walk so far, and the objects that it has visited."""

    def __init__(self, objects: Objects) -> None:
        self.objects = objects
        self.actions: dict[Action, None] = {}
        self.files: dict[Key, Attachment] = {}
        self.filed: set[Key] = set()
        self.loose: dict[Key, int | None] = {}
        self.associated: set[Key] = set()
        self.seen: set[Key] = set()
        self.followed: set[tuple[Key, bool]] = set()
        self.later: list[object] = []
        self.strings: dict[tuple[str, str], None] = {}

    def found(self, scan: NameScan) -> GraphFindings:
        files = tuple(
            Attachment(name=file.name, page=file.page, associated=key in self.associated)
            for key, file in self.files.items()
        )
        if _HYBRID in scan.found:
            files += tuple(self._sources())
        files += tuple(
            Attachment(name="an unnamed file", page=page)
            for key, page in self.loose.items()
            if key not in self.filed
        )
        if self.objects.repaired and (name := self._unaccounted(scan)):
            # Another viewer may read as intended what pypdf repairs or drops.
            self.objects.doubt("unaccounted-name", f"/{name}")
        return GraphFindings(
            tuple(self.actions),
            files,
            self.objects.encrypted,
            tuple(self.objects.undetermined),
            tuple(self.strings),
        )

    def _sources(self) -> Iterator[Attachment]:
        """Find the source documents in the trailer of a hybrid PDF, named by their media types."""
        entries = [str(value) for _, value in parts(self.objects.in_trailer(f"/{_HYBRID}"))]
        kinds = [entry.lstrip("/") for entry in entries if entry.startswith("/")]
        for kind in kinds[:FINDINGS_MAX] or ["an unnamed file"]:
            yield Attachment(name=fit_for_show(kind), page=None)

    def _unaccounted(self, scan: NameScan) -> str:
        """Return a name that the search saw in the file and for which the walk found nothing; "" if none."""
        found = {action.kind for action in self.actions}
        for name, kinds in _SHOWN_AS.items():
            if name in scan.found and not found & kinds:
                return name
        others = sorted(scan.found - {"Encrypt", "OCProperties", "OpenAction", "UserUnit"})
        return "" if self.actions or self.files or not others else others[0]

    def run(self) -> None:
        root = self.objects.root()
        if not isinstance(root, DictionaryObject):
            self.objects.doubt("no-catalog")
            return
        pages = pages_in_order(self.objects)
        self.seen.update(identity(page) for page in pages)
        self._follow(raw(root, "/OpenAction"), None, automatic=True)
        self._scripts(raw(self.objects.get(root, "/Names"), "/JavaScript"))
        if self.objects.get(self.objects.get(root, "/AcroForm"), "/XFA") is not None:
            self._add("xfa", None, "a form in XFA")
        for number, page in enumerate(pages, 1):
            self._visit_parts(page, number)
        tree = raw(root, "/StructTreeRoot")
        self._visit([tree], None, structural=True)
        self._visit([root, *self.later], None)

    def _scripts(self, tree: object) -> None:
        """Find the scripts in the document's name tree, which run when it opens."""
        stack, seen = [tree], set()
        while stack and self.objects.within_budget():
            value = stack.pop()
            if identity(value) in seen:
                continue
            seen.add(identity(value))
            node = self.objects.resolve(value)
            stack.extend(kid for _, kid in parts(self.objects.get(node, "/Kids")))
            for _, entry in parts(self.objects.get(node, "/Names")):
                self._follow(entry, None, automatic=True)

    def _add(self, kind: str, page: int | None, target: str, *, automatic: bool = False) -> None:
        if self._has_room(self.actions):
            self.actions[Action(kind=kind, page=page, target=target, automatic=automatic)] = None

    def _has_room(self, findings: Sized) -> bool:
        if len(findings) >= FINDINGS_MAX:
            self.objects.doubt("too-many-actions", f"{FINDINGS_MAX:,}")
        return len(findings) < FINDINGS_MAX

    def _follow(self, value: object, page: int | None, *, automatic: bool) -> bool:
        """Follow an action and those after it; return False if `value` is not an action.

        `/A` can be the name of a font.
        """
        first = self.objects.resolve(value)
        is_action = isinstance(first, DictionaryObject) and (
            str(self.objects.get(first, "/S")) in KNOWN or self.objects.get(first, "/Type") == "/Action"
        )
        stack = [value] if is_action else []
        while stack and self.objects.within_budget():
            value = stack.pop()
            action = self.objects.resolve(value)
            if isinstance(action, ArrayObject):
                stack.extend(following for _, following in reversed(list(parts(action))))
            visit = (identity(value), automatic)
            if not isinstance(action, DictionaryObject) or visit in self.followed:
                continue
            self.followed.add(visit)
            self.seen.add(identity(value))
            for effect in effects(self.objects, action, automatic=automatic):
                self._add(effect.kind, page, effect.target, automatic=automatic)
            stack.append(raw(action, "/Next"))
        return is_action

    def _visit_parts(self, page: object, number: int) -> None:
        node = self.objects.resolve(page)
        self._inspect(node, identity(page), number)
        self._visit(self._onward(node, number, structural=False), number)

    def _visit(self, start: list[object], page: int | None, *, structural: bool = False) -> None:
        stack = start[::-1]
        while stack and self.objects.within_budget():
            value = stack.pop()
            key = identity(value)
            node = self.objects.resolve(value)
            self._read("", node)
            if key in self.seen or not isinstance(node, (DictionaryObject, ArrayObject)):
                continue
            self.seen.add(key)
            self._inspect(node, key, page)
            for name, entry in parts(node):
                self._read(name.lstrip("/"), entry)
            stack.extend(self._onward(node, page, structural=structural)[::-1])

    def _onward(self, node: object, page: int | None, *, structural: bool) -> list[object]:
        """Return the objects to visit next; actions among them are followed at once."""
        onward = []
        is_media = str(self.objects.get(node, "/Subtype")) in MEDIA
        for name, value in parts(node):
            if name == "/Parent" and page is not None:
                # The parent of a form field leads to its other fields, on other pages.
                self.later.append(value)
            elif name == "/AA":
                for event, action in parts(self.objects.resolve(value)):
                    if not self._follow(action, page, automatic=event not in _BY_CLICK):
                        onward.append(action)
            elif is_media and name in _CONTENT_OF_MEDIA:
                continue
            elif name not in ("/A", "/PA") or not self._follow(value, page, automatic=False):
                onward.append(value)
            if name == "/AF" and structural:
                self.associated.add(identity(value))
                self.associated.update(identity(file) for _, file in parts(self.objects.resolve(value)))
        return onward

    def _read(self, key: str, value: object) -> None:
        """Keep a string that may be a sentence."""
        if isinstance(value, (TextStringObject, ByteStringObject)) and len(self.strings) < STRINGS_MAX:
            string = str(value) if isinstance(value, TextStringObject) else decoded(bytes(value))
            if text := spoken(key, string):
                self.strings[key, text] = None

    def _inspect(self, node: object, key: Key, page: int | None) -> None:
        if not isinstance(node, DictionaryObject):
            return
        for effect in standing_effects(self.objects, node):
            self._add(effect.kind, page, effect.target)
        if "/EF" in node and self._has_room(self.files):
            file = file_of(self.objects, node)
            self.files.setdefault(key, Attachment(name=file.shown if file else "an unnamed file", page=page))
            self.filed.update(identity(stream) for _, stream in parts(self.objects.get(node, "/EF")))
        elif self.objects.get(node, "/Type") == "/EmbeddedFile" and self._has_room(self.loose):
            self.loose.setdefault(key, page)
