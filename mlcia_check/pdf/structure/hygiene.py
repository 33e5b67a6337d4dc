"""Reads what a file says of itself, for the rules on PDF hygiene: version, bookmarks, tags, PDF/A and others.

It visits the catalog, the pages' own dictionaries, the bookmarks and the structure tree, within a budget.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from msgspec import structs
from pypdf.generic import ArrayObject, DictionaryObject, NumberObject, StreamObject

from mlcia_check.model.file_hygiene import Annotation, FileHygiene, TaggedFigure
from mlcia_check.model.pdf_facts import Gap
from mlcia_check.pdf.structure.destinations import Destinations
from mlcia_check.pdf.structure.object_graph import pages_in_order
from mlcia_check.pdf.structure.objects import (
    BROKEN,
    Key,
    Objects,
    bytes_of,
    fit_for_show,
    identity,
    message,
    opened,
    parts,
    raw,
)
from mlcia_check.pdf.structure.text_strings import decoded
from mlcia_check.pdf.structure.xmp import packet_of, pdfa_claim, title_of
from mlcia_check.support.own_faults import raise_own_fault

_HEADER: Final = re.compile(rb"%PDF-(\d\.\d)")
_HEADER_WITHIN_BYTES: Final = 1024
"""Viewers look for the header here (PDF 32000-1, annex H, note 13)."""

_VERSION: Final = re.compile(r"/?(\d\.\d)")

_BOOKMARKS_MAX: Final = 20_000
_ROLE_STEPS_MAX: Final = 8
"""Steps from a producer's own name of a role to a standard one; files have one or two."""

_FIGURE_PARTS_MAX: Final = 100
"""Parts of a figure in which its page is looked for."""

_FIGURE: Final = "/Figure"
_STRUCTURE_ORDER: Final = "/S"


def hygiene(data: bytes) -> FileHygiene:
    """Return what the file says, without its images. Never raises: what pypdf cannot read is `unread`."""
    known = FileHygiene(size_bytes=len(data), version=_header_version(data))
    try:
        with opened(data) as objects:
            try:
                found = _read(objects, known)
            except BROKEN as error:
                raise_own_fault(error)
                return structs.replace(known, unread=(*objects.undetermined, _unread(error)))
            return structs.replace(found, unread=tuple(objects.undetermined))
    except BROKEN as error:
        raise_own_fault(error)
        return structs.replace(known, unread=(_unread(error),))


def _unread(error: Exception) -> Gap:
    return Gap("unread-structure", message(error))


def _header_version(data: bytes) -> str:
    match = _HEADER.search(data[:_HEADER_WITHIN_BYTES])
    return match[1].decode("ascii") if match else ""


def _read(objects: Objects, known: FileHygiene) -> FileHygiene:
    root = objects.root()
    pages = pages_in_order(objects)
    packet = packet_of(_metadata(objects, root))
    bookmarks = list(_bookmarks(objects, root))
    destinations = Destinations(objects, root, [identity(page) for page in pages]) if bookmarks else None
    annotations = tuple(_annotations(objects, pages))
    marked = objects.get(objects.get(root, "/MarkInfo"), "/Marked")
    tree = objects.get(root, "/StructTreeRoot")
    in_order = {
        number
        for number, page in enumerate(pages, 1)
        if str(objects.get(objects.resolve(page), "/Tabs")) == _STRUCTURE_ORDER
    }
    return structs.replace(
        known,
        version=_later(known.version, str(objects.get(root, "/Version") or "")),
        annotations=annotations,
        bookmarks=len(bookmarks),
        dead_bookmarks=tuple(
            _text(objects.get(bookmark, "/Title"))
            for bookmark in bookmarks
            if destinations is not None and not destinations.leads_somewhere(bookmark)
        ),
        pdfa=pdfa_claim(packet),
        tagged=_is_true(marked) and isinstance(tree, DictionaryObject) and "/K" in tree,
        figures=tuple(_figures(objects, tree, {identity(page): no for no, page in enumerate(pages, 1)})),
        language=_text(objects.get(root, "/Lang")),
        title=_text(objects.get(objects.in_trailer("/Info"), "/Title")) or fit_for_show(title_of(packet)),
        shows_title=_is_true(objects.get(objects.get(root, "/ViewerPreferences"), "/DisplayDocTitle")),
        unordered_pages=tuple(sorted({one.page for one in annotations} - in_order)),
    )


def _is_true(value: object) -> bool:
    return bool(getattr(value, "value", False))


def _text(value: object) -> str:
    string = bytes_of(value)
    return "" if string is None else fit_for_show(decoded(string)).strip()


def _later(one: str, other: str) -> str:
    """Return the later of two versions; the catalog's counts only if it is later than the header's."""
    match = _VERSION.fullmatch(other)
    return max(one, match[1]) if match else one


def _metadata(objects: Objects, root: object) -> StreamObject | None:
    stream = objects.get(root, "/Metadata")
    return stream if isinstance(stream, StreamObject) else None


def _annotations(objects: Objects, pages: Iterable[object]) -> Iterator[Annotation]:
    for number, page in enumerate(pages, 1):
        for _, one in parts(objects.get(objects.resolve(page), "/Annots")):
            kind = objects.get(objects.resolve(one), "/Subtype")
            if isinstance(kind, str):
                yield Annotation(number, fit_for_show(kind).removeprefix("/"))


def _bookmarks(objects: Objects, root: object) -> Iterator[object]:
    """Yield each bookmark once, in their order."""
    seen: set[Key] = set()
    waiting = [raw(objects.get(root, "/Outlines"), "/First")]
    while waiting and objects.within_budget():
        value = waiting.pop()
        bookmark = objects.resolve(value)
        if not isinstance(bookmark, DictionaryObject) or identity(value) in seen:
            continue
        seen.add(identity(value))
        if len(seen) > _BOOKMARKS_MAX:
            objects.doubt("too-many-objects", f"{_BOOKMARKS_MAX:,}")
            return
        yield bookmark
        waiting += [raw(bookmark, "/Next"), raw(bookmark, "/First")]


class _Element(NamedTuple):
    """An element of the structure tree, and the page on which the elements around it stand."""

    value: object
    page: int | None


def _figures(objects: Objects, tree: object, numbers: dict[Key, int]) -> Iterator[TaggedFigure]:
    """Yield the figures of the structure tree, without those within another figure."""
    roles = objects.get(tree, "/RoleMap")
    seen: set[Key] = set()
    waiting = [_Element(kid, None) for kid in _kids(objects, tree)]
    while waiting and objects.within_budget():
        value, page = waiting.pop()
        element = objects.resolve(value)
        if not isinstance(element, DictionaryObject) or identity(value) in seen:
            continue
        seen.add(identity(value))
        stated = raw(element, "/Pg")
        page = numbers.get(identity(stated), page) if stated is not None else page
        if _standard_role(objects, element, roles) == _FIGURE:
            described = any(_text(objects.get(element, key)) for key in ("/Alt", "/ActualText"))
            yield TaggedFigure(page or _first_page(objects, element, numbers), described)
        elif "/S" in element:
            waiting += [_Element(kid, page) for kid in reversed(_kids(objects, element))]


def _kids(objects: Objects, element: object) -> list[object]:
    kids = raw(element, "/K")
    resolved = objects.resolve(kids)
    if isinstance(resolved, ArrayObject):
        return [kid for _, kid in parts(resolved) if not isinstance(kid, NumberObject)]
    return [kids] if isinstance(resolved, DictionaryObject) else []


def _first_page(objects: Objects, figure: object, numbers: dict[Key, int]) -> int | None:
    """Return the page of the first part of a figure that names one."""
    waiting = _kids(objects, figure)[::-1]
    for _ in range(_FIGURE_PARTS_MAX):
        if not waiting:
            break
        part = objects.resolve(waiting.pop())
        page = numbers.get(identity(raw(part, "/Pg")))
        if page is not None:
            return page
        waiting += reversed(_kids(objects, part))
    return None


def _standard_role(objects: Objects, element: DictionaryObject, roles: object) -> str:
    """Return the standard role of an element: its own, or that to which the file maps it.

    A namespace (PDF 2.0) has a map of its own, whose entries are a role or a role with its namespace.
    """
    role = objects.get(element, "/S")
    space = objects.get(element, "/NS")
    for _ in range(_ROLE_STEPS_MAX):
        if not isinstance(role, str) or role == _FIGURE:
            break
        mapped = objects.get(objects.get(space, "/RoleMapNS"), role) or objects.get(roles, role)
        if isinstance(mapped, ArrayObject):
            both = [objects.resolve(part) for _, part in parts(mapped)]
            mapped, space = both[0] if both else None, both[1] if len(both) > 1 else None
        if mapped is None:
            break
        role = mapped
    return str(role or "")
