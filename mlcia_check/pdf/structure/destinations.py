"""Follows bookmarks to the pages that they lead to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NumberObject

from mlcia_check.pdf.structure.objects import Key, Objects, bytes_of, identity, parts, raw

_GO_TO: Final = "/GoTo"


class Destinations:
    """The destinations of a document: its pages, and the names that it gives to places."""

    def __init__(self, objects: Objects, root: object, pages: Sequence[Key]) -> None:
        self._objects = objects
        self._pages = frozenset(pages)
        self._page_count = len(pages)
        self._named = dict(_names(objects, root))

    def leads_somewhere(self, bookmark: object) -> bool:
        """Return True if a bookmark leads to a page of the document, or does something else.

        A bookmark without a destination is only a heading if there are bookmarks below it.
        """
        objects = self._objects
        action = objects.get(bookmark, "/A")
        if "/Dest" in _keys(bookmark):
            return self._is_page(objects.get(bookmark, "/Dest"))
        if isinstance(action, DictionaryObject):
            if str(objects.get(action, "/S")) != _GO_TO:
                return True
            return self._is_page(objects.get(action, "/D")) or "/SD" in action
        return "/SE" in _keys(bookmark) or "/First" in _keys(bookmark)

    def _is_page(self, destination: object, *, named: bool = True) -> bool:
        """Return True if a destination, or a name of one if `named`, is a page of the document."""
        objects = self._objects
        if isinstance(destination, DictionaryObject):
            destination = objects.get(destination, "/D")
        if isinstance(destination, ArrayObject):
            page = next((part for _, part in parts(destination)), None)
            if isinstance(page, IndirectObject):
                return identity(page) in self._pages
            # Some programs write the number of the page, which viewers accept.
            return isinstance(page, NumberObject) and 0 <= page < self._page_count
        name = _name(destination)
        return (
            named and name in self._named and self._is_page(objects.resolve(self._named[name]), named=False)
        )


def _keys(holder: object) -> Iterable[str]:
    return holder if isinstance(holder, DictionaryObject) else ()


def _name(value: object) -> bytes | None:
    """Return a destination's name: a string, or the name of an older file without its slash."""
    string = bytes_of(value)
    if string is not None:
        return string
    return value[1:].encode("latin-1", "replace") if isinstance(value, str) else None


def _names(objects: Objects, root: object) -> Iterable[tuple[bytes, object]]:
    """Yield the names of destinations with their values: those of the catalog, and those of the name tree."""
    for key, value in parts(objects.get(root, "/Dests")):
        yield key[1:].encode("latin-1", "replace"), value
    waiting, seen = [raw(objects.get(root, "/Names"), "/Dests")], set[Key]()
    while waiting and objects.within_budget():
        value = waiting.pop()
        if identity(value) in seen:
            continue
        seen.add(identity(value))
        node = objects.resolve(value)
        waiting.extend(kid for _, kid in parts(objects.get(node, "/Kids")))
        entries = [entry for _, entry in parts(objects.get(node, "/Names"))]
        for name, destination in zip(entries[::2], entries[1::2], strict=False):
            string = bytes_of(objects.resolve(name))
            if string is not None:
                yield string, destination
