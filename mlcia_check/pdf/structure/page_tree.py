"""Whether other readers show the pages that PDFium shows: the tree of pages, its counts not trusted.

PDFium, poppler, qpdf and the viewers of browsers believe the `/Count` of the root, or a count on the way
to a page, or walk all `/Kids`, each in its own order of preference. On a tree as the standard wants it all
agree; measured on 36 trees made for it, they agree on no other. A tree without `/Type` and a page that
stands twice in `/Kids` make no difference to any of them.

The objects are found in the file's bytes, not through its table of cross references: where each object of
the tree is defined once in the whole file, no table can lead a reader elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from mlcia_check.model.pdf_facts import Mended
from mlcia_check.pdf.limits import integer
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
_HEAD: Final = re.compile(rb"(?:\A|[^0-9])" + _NUMBER_PAIR + rb"*\Z")
_LONGEST_HEAD: Final = 24
"""Bytes before `obj` in which its number stands."""

_START: Final = re.compile(rb"startxref[" + SPACE + rb"]*([0-9]{1,12})[" + SPACE + rb"]*%%EOF")
_TABLE: Final = re.compile(rb"[" + SPACE + rb"]*(?:xref|" + _NUMBER_PAIR + rb"*obj)")
_TAIL: Final = 1024
"""Bytes at the end of a file in which every reader looks for `startxref`."""

Reference: TypeAlias = tuple[int, int]
"""Number and generation of an object."""

Fault: TypeAlias = Literal["count", "kid", "kind", "circle", "key"]


class TwoValuesError(UnprovenError):
    """A dictionary of the tree has two values for one key."""


class Tree(NamedTuple):
    """How many pages hang on a tree of pages, and what about it readers take differently.

    `count`: a `/Count` is missing or says another number. `kid`: an entry of `/Kids` leads to no dictionary.
    `kind`: a page says that it is something else, or has `/Kids`. `circle`: a node is reached twice.
    `key`: a dictionary of the tree has two values for one key, so that what hangs on it is not counted.
    """

    leaves: int
    faults: frozenset[Fault]


class Node(NamedTuple):
    """One dictionary of the tree. `kids` are keys of further nodes, None for an entry that is none.

    `kids` is None for a page; `stated` is its count, None where it is missing or no whole number.
    """

    kind: str
    stated: int | None
    kids: Sequence[int | None] | None


def tree(root: int, node_of: Callable[[int], Node | None]) -> Tree:
    """Count the leaves below the node `root`; `node_of` gives None for what is no dictionary."""
    faults: set[Fault] = set()
    leaves: dict[int, int] = {}
    # Each node twice: to go down to its kids, and to add them up behind them.
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
                # Its dictionary was not understood: PDFium alone found what it leads to.
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
    """What of a tree PDFium, which shows `shown` pages, made good, and what others make of it."""
    if "key" in found.faults:
        yield Mended("page-tree", disputed=True)
    elif found.leaves != shown:
        yield Mended("page-count", pages=found.leaves)
    elif found.faults:
        yield Mended("page-tree", disputed=True)


class Definitions:
    """Where a file's objects begin: in its own bytes, or in one of its object streams."""

    def __init__(self, data: bytes, unpacked: Iterable[tuple[bytes, int, Sequence[int]]]) -> None:
        self._places: dict[int, list[tuple[bytes, int]]] = {}
        self._named: set[Reference] = set()
        keyword = data.find(b"obj")
        while keyword >= 0:
            if data[keyword - 3 : keyword] != b"end" and (
                head := _HEAD.search(data[max(0, keyword - _LONGEST_HEAD) : keyword])
            ):
                self._add((int(head[1]), int(head[2])), data, keyword + 3)
            keyword = data.find(b"obj", keyword + 3)
        for text, first, table in unpacked:
            for number, offset in zip(table[::2], table[1::2], strict=False):
                self._add((number, 0), text, first + offset)

    def _add(self, name: Reference, text: bytes, begin: int) -> None:
        self._named.add(name)
        self._places.setdefault(name[0], []).append((text, begin))

    def number(self, reference: Reference) -> int | None:
        """The number of the object that a reference means; None if no object has this generation.

        PDFium looks at the number alone, others at both: for them such a reference leads nowhere.
        """
        return reference[0] if reference in self._named else None

    def only(self, number: int, budget: TokenBudget) -> tuple[bytes, int] | None:
        """The one place that defines this object; None where there is none.

        Raises UnprovenError where the file defines it twice: which one counts, its table has to say.
        """
        places = self._places.get(number)
        if places is None:
            return None
        if len(places) > 1:
            if any(has_key_twice(*place, budget) for place in places):
                raise TwoValuesError(f"a version of object {number} has two values for one key")
            raise UnprovenError(f"object {number} is defined twice")
        return places[0]


def tree_of(data: bytes, unpacked: Iterable[tuple[bytes, int, Sequence[int]]], budget: TokenBudget) -> Tree:
    """The tree of pages of a file whose object streams are `unpacked`, each with its `/First` and its table.

    Raises UnprovenError where the bytes alone do not tell: an object that is defined twice (a file with
    updates), an entry that stands elsewhere, or a dictionary that is written in an odd way.
    """
    roots = {int(match[1]) for match in _ROOT.finditer(data)}
    if len(roots) != 1:
        raise UnprovenError(f"the file names {len(roots)} catalogs")
    definitions = Definitions(data, unpacked)

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
    """References in a row; fewer than a third of the tokens where there is more."""
    triples = zip(tokens[::3], tokens[1::3], tokens[2::3], strict=False)
    whole = [(integer(number), integer(generation), end) for number, generation, end in triples]
    return [
        (number, generation)
        for number, generation, end in whole
        if number is not None and generation is not None and end == b"R"
    ]


def leads_to_table(data: bytes) -> bool:
    """Whether the last `startxref`, where every reader looks for it, gives the place of a table.

    Where it does not, readers search the file on their own, and may come upon another version of it.
    """
    found = _START.findall(data[-_TAIL:])
    header = max(data.find(b"%PDF-", 0, _TAIL), 0)
    # Rubbish before the header moves everything; writers count from the header or from the file's begin.
    return bool(found) and any(_TABLE.match(data, at + int(found[-1])) for at in {0, header})
