"""Reads the document outside its pages: active content, attachments, and UserUnits.

If the search for names (`name_scan.names`) proves that a paper is plain, it is not read again. In any other
paper, pypdf visits every object that can be reached from the catalog, within a budget. An object that cannot
be reached is not reported, since no viewer runs it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from msgspec import Struct

from mlcia_check.model.file_hygiene import FileHygiene
from mlcia_check.model.pdf_facts import Gap, Mended, Structure
from mlcia_check.pdf.structure.cross_references import can_be_searched, is_table_sound, leads_to_table
from mlcia_check.pdf.structure.damaged_streams import damaged_streams
from mlcia_check.pdf.structure.name_scan import TOKENS_MAX, NameScan
from mlcia_check.pdf.structure.page_tree import Tree, mended, tree_of
from mlcia_check.pdf.structure.syntax import TokenBudget, UnprovenError

WALKED_MAX_BYTES = 256 << 20
"""pypdf does not walk a larger file. Papers have 0.1 to 50 MB."""


_NAMED_OBJECTS_MAX: Final = 5
"""Damaged objects that a report names."""


class UserUnits(Struct, frozen=True):
    """`units`: page number to UserUnit, without pages at 1. `undetermined` is as in `pdf_facts.Structure`."""

    units: dict[int, float]
    undetermined: tuple[Gap, ...] = ()


def structure(data: bytes, scan: NameScan) -> Structure:
    """Return what a file that PDFium has opened does beside its pages, and its texts there. Never raises.

    A file that pypdf cannot read is `undetermined`: it may contain what the scan has seen.
    """
    if scan.plain:
        return Structure()
    if len(data) > WALKED_MAX_BYTES:
        return Structure(undetermined=(Gap("file-too-large", str(WALKED_MAX_BYTES >> 20)),))
    from mlcia_check.pdf.structure.object_graph import walk

    found = walk(data, scan)
    return Structure(
        actions=found.actions,
        attachments=found.attachments,
        encrypted=found.encrypted,
        undetermined=found.undetermined,
        strings=found.strings,
    )


def user_units(data: bytes) -> UserUnits:
    """Return the UserUnit of each page that has one (it is not inherited). Never raises.

    Call it only if `NameScan.may_have_user_units`: it reads the page tree with pypdf.
    """
    if len(data) > WALKED_MAX_BYTES:
        return UserUnits({}, (Gap("file-too-large", str(WALKED_MAX_BYTES >> 20)),))
    from mlcia_check.pdf.structure.object_graph import units

    return UserUnits(*units(data))


def file_hygiene(data: bytes) -> FileHygiene:
    """Return what the file says of itself, without its images. Never raises."""
    if len(data) > WALKED_MAX_BYTES:
        return FileHygiene(len(data), unread=(Gap("file-too-large", str(WALKED_MAX_BYTES >> 20)),))
    from mlcia_check.pdf.structure.hygiene import hygiene

    return hygiene(data)


def mended_streams(data: bytes, scan: NameScan) -> Iterator[Mended]:
    """Packed streams that PDFium unpacked in part: what they draw may be missing. Never raises."""
    if "Encrypt" in scan.found:
        return
    damaged = list(islice(damaged_streams(data), _NAMED_OBJECTS_MAX + 1))
    if damaged:
        named = ", ".join(map(str, damaged[:_NAMED_OBJECTS_MAX]))
        yield Mended("streams", f"{named}…" if len(damaged) > _NAMED_OBJECTS_MAX else named, disputed=True)


def mended_pages(data: bytes, scan: NameScan, shown: int) -> Iterator[Mended]:
    """Yield what PDFium, which shows `shown` pages, repaired in the page tree. Never raises.

    If the bytes alone do not determine the tree, or the cross-reference table is damaged, pypdf reads it. A
    file with more than one version of an object that does not lead to its table may be a different document
    in another program.
    """
    is_sound, tree = is_table_sound(data), _tree(data, scan)
    if tree is not None and is_sound:
        yield from mended(tree, shown)
        return
    if len(data) > WALKED_MAX_BYTES:
        return
    from mlcia_check.pdf.structure.object_graph import page_tree

    other = page_tree(data)
    found = tree or other
    if not is_sound:
        if tree is None and not leads_to_table(data):
            yield Mended("other-version", disputed=True)
        yield Mended("cross-references", disputed=not (found and found.leaves) or not can_be_searched(data))
    if found is not None and (found.leaves or "key" in found.faults):
        yield from mended(found, shown)
    elif is_sound and "Encrypt" not in scan.found:
        # pypdf needs a further library to read encrypted files.
        yield Mended("not-opened", disputed=True)


def _tree(data: bytes, scan: NameScan) -> Tree | None:
    """Return the page tree; None if the bytes alone do not determine it."""
    if scan.unproven:
        return None
    try:
        return tree_of(data, scan.streams, TokenBudget(TOKENS_MAX))
    except UnprovenError:
        return None
