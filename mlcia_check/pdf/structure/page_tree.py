"""Checks whether other programs show the same pages as PDFium: counts the page tree without trusting it.

PDFium, poppler, qpdf and the viewers of browsers use the `/Count` of the root, or a count on the way to a
page, or walk all `/Kids`, each in its own order of preference. On a tree that follows the standard, all
agree; on 36 test trees that do not, they never agree. A tree without `/Type` and a page that is listed twice
in `/Kids` make no difference to any of them.

The objects are searched in the file's bytes, not through its cross-reference table: if each object of the
tree is defined once in the whole file, no table can lead a program elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from mlcia_check.model.pdf_facts import Mended
from mlcia_check.pdf.limits import integer
from mlcia_check.pdf.structure.object_streams import ObjectStream
from mlcia_check.pdf.structure.syntax import (
    NAME_ENDS,
    SPACE,
    TokenBudget,
    UnprovenError,
    dictionary,
    has_key_twice,
    whole_number,
)

_TYPES: Final[dict[str, frozenset[str]]] = {
    "page": frozenset({"", "/Page"}),
    "node": frozenset({"", "/Pages"}),
}

_NUMBER_PAIR: Final = rb"([0-9]{1,10})[" + SPACE + rb"]+([0-9]{1,5})[" + SPACE + rb"]"
_ROOT: Final = re.compile(rb"/Root[" + SPACE + rb"]+" + _NUMBER_PAIR + rb"+R" + NAME_ENDS)
_KEYWORD: Final = re.compile(rb"obj(?<!endobj)")
_HEAD: Final = re.compile(rb"(?:\A|[^0-9])" + _NUMBER_PAIR + rb"*\Z")
_HEAD_MAX_BYTES: Final = 24
"""Bytes before `obj` that can hold its number."""

Reference: TypeAlias = tuple[int, int]
"""Number and generation of an object."""

Fault: TypeAlias = Literal["count", "kid", "kind", "circle", "key"]


class TwoValuesError(UnprovenError):
    """A dictionary of the tree has two values for one key."""


class Tree(Struct, frozen=True):
    """The number of pages in a page tree, and the oddities that programs treat differently.

    `count`: a `/Count` is missing or wrong. `kid`: an entry of `/Kids` does not lead to a dictionary.
    `kind`: a page has another `/Type`, or has `/Kids`. `circle`: a node is reached twice.
    `key`: a dictionary of the tree has two values for one key, so its pages are not counted.
    """

    leaves: int
    faults: frozenset[Fault]


class Node(Struct, frozen=True):
    """One dictionary of the tree. `kids` are the keys of its child nodes, None for an entry without a node.

    For a page, `kids` itself is None. `stated` is its `/Count`, None if it is missing or not a whole number.
    """

    kind: str
    stated: int | None
    kids: Sequence[int | None] | None


def tree(root: int, node_of: Callable[[int], Node | None]) -> Tree:
    """Count the leaves below the node `root`.

    `node_of` returns the node of a key, or None if the key does not lead to a dictionary.
    """
    faults: set[Fault] = set()
    leaves: dict[int, int] = {}
    # Each node is visited twice: before its kids, and after them to add up their pages.
    waiting: list[tuple[int, Node | None]] = [(root, None)]
    nodes: set[int] = set()
    while waiting:
        key, done = waiting.pop()
        if done is not None:
            leaves[key] = sum(leaves.get(kid, 0) for kid in done.kids or () if kid is not None)
            if done.stated != leaves[key]:
                faults.add("count")
            continue
        if key in nodes:
            faults.add("circle")
            continue
        node = node_of(key)
        if node is None:
            faults.add("kid")
            continue
        if node.kind not in _TYPES["page" if node.kids is None else "node"]:
            faults.add("kind")
        if node.kids is None:
            if key == root and node.kind != "/Page":
                # The dictionary was not understood: only PDFium found its pages.
                faults.add("kid")
            leaves[key] = 1
            continue
        if None in node.kids:
            faults.add("kid")
        nodes.add(key)
        waiting.append((key, node))
        waiting += [(kid, None) for kid in reversed(node.kids) if kid is not None]
    return Tree(leaves.get(root, 0), frozenset(faults))


def mended(found: Tree, shown: int) -> Iterator[Mended]:
    """Yield what PDFium, which shows `shown` pages, repaired in a tree, and what other programs show."""
    if "key" in found.faults:
        yield Mended("page-tree", disputed=True)
    elif found.leaves != shown:
        yield Mended("page-count", pages=found.leaves)
    elif found.faults:
        yield Mended("page-tree", disputed=True)


class Definitions:
    """The places of a file's objects: in its own bytes, or in one of its object streams."""

    def __init__(self, data: bytes, streams: Sequence[ObjectStream]) -> None:
        self._data = data
        self._streams = streams
        self._places: dict[int, list[int]] = {}
        self._named: set[Reference] = set()
        for keyword in _KEYWORD.finditer(data):
            begin = keyword.start()
            head = _HEAD.search(data[max(0, begin - _HEAD_MAX_BYTES) : begin])
            if head:
                number = int(head[1])
                self._named.add((number, int(head[2])))
                self._places.setdefault(number, []).append(keyword.end())

    def number(self, reference: Reference) -> int | None:
        """Return the object number of a reference; None if no object has its number and generation.

        PDFium uses only the number, other programs both: for them such a reference leads nowhere.
        """
        number, generation = reference
        is_packed = generation == 0 and any(stream.places(number) for stream in self._streams)
        return number if is_packed or reference in self._named else None

    def only(self, number: int, budget: TokenBudget) -> tuple[bytes, int] | None:
        """Return the one place that defines this object; None if there is none.

        Raises UnprovenError if the file defines it twice: only its table says which definition counts.
        """
        places = [(self._data, at) for at in self._places.get(number, [])]
        places += [(stream.text, at) for stream in self._streams for at in stream.places(number)]
        if len(places) > 1:
            if any(has_key_twice(*place, budget) for place in places):
                raise TwoValuesError(f"a version of object {number} has two values for one key")
            raise UnprovenError(f"object {number} is defined twice")
        return places[0] if places else None


def tree_of(data: bytes, streams: Sequence[ObjectStream], budget: TokenBudget) -> Tree:
    """Return the page tree of a file with these object streams.

    Raises UnprovenError if the bytes alone do not determine it: an object is defined twice (a file with
    updates), an entry is elsewhere, or a dictionary is written in an odd way.
    """
    roots = {int(match[1]) for match in _ROOT.finditer(data)}
    if len(roots) != 1:
        raise UnprovenError(f"the file names {len(roots)} catalogs")
    definitions = Definitions(data, streams)

    def entries(number: int) -> Mapping[bytes, list[bytes]] | None:
        place = definitions.only(number, budget)
        if place is None:
            return None
        parsed = dictionary(*place, budget)
        if parsed is not None:
            return parsed.entries
        if has_key_twice(*place, budget):
            raise TwoValuesError(f"object {number} has two values for one key")
        raise UnprovenError(f"object {number} cannot be parsed")

    def node(number: int) -> Node | None:
        found = entries(number)
        if found is None:
            return None
        kind = b" ".join(found.get(b"/Type", [])).decode("latin-1")
        count = whole_number(found.get(b"/Count"))
        kids = _kids(found[b"/Kids"]) if b"/Kids" in found else None
        return Node(kind, count, None if kids is None else [definitions.number(kid) for kid in kids])

    try:
        catalog = entries(roots.pop()) or {}
        pages = _references(catalog.get(b"/Pages", []))
        if len(pages) != 1:
            raise UnprovenError("the catalog leads to no tree of pages")
        root = definitions.number(pages[0])
        return Tree(0, frozenset({"kid"})) if root is None else tree(root, node)
    except TwoValuesError:
        return Tree(0, frozenset({"key"}))


def _kids(value: Sequence[bytes]) -> Sequence[Reference]:
    kids = _references(value[1:-1])
    if value[:1] != [b"["] or 3 * len(kids) + 2 != len(value):
        raise UnprovenError("the kids of a node are no list of references")
    return kids


def _references(tokens: Sequence[bytes]) -> list[Reference]:
    """Return consecutive references; fewer than a third of the tokens if there is anything else."""
    triples = zip(tokens[::3], tokens[1::3], tokens[2::3], strict=False)
    whole = [(integer(number), integer(generation), end) for number, generation, end in triples]
    return [
        (number, generation)
        for number, generation, end in whole
        if number is not None and generation is not None and end == b"R"
    ]
