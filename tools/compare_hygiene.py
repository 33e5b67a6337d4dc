"""Hold the facts of PDF hygiene against other programs: qpdf, and for placed images poppler's pdfimages.

    python -m tools.compare_hygiene PDF|FOLDER... [--most 200]

Everything is found again in `qpdf --json`, whose parser and whose order of objects are not ours; metadata are
unpacked by `qpdf --show-object` and read by an XML parser. Prints for each fact how many files agree, how
many have it, and each file that differs. Exits with 1 if any does. Files that qpdf cannot open, and those of
which the program itself says that it could not read all, are left out and named.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple
from xml.etree import ElementTree as ET

from mlcia_check.errors import UnreadableDocument
from mlcia_check.model.file_hygiene import FileHygiene
from mlcia_check.pdf.reader import opened

PPI_TOLERANCE: Final = 1.5
"""Pixels per inch: pdfimages prints whole numbers."""

PPI_WIDE: Final = 999
"""pdfimages cuts larger numbers off."""

Facts = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=200, help="files that are compared, evenly chosen")
    wanted = parser.parse_args()
    compared, agreed, present = 0, Counter[str](), Counter[str]()
    left_out: list[str] = []
    for file in _chosen(list(_files(wanted.paths)), wanted.most):
        theirs = _theirs(file)
        ours = _ours(file) if theirs is not None else None
        if ours is None or theirs is None:
            left_out.append(file.name)
            continue
        compared += 1
        for name, value in theirs.items():
            present[name] += bool(value)
            same = _same_images(ours[name], value) if name == "images" else ours[name] == value
            agreed[name] += same
            if not same:
                print(f"{file.name}: {name}: ours {ours[name]!r}, theirs {value!r}")
    print(f"{compared} files compared; {len(left_out)} that one of them cannot read: {', '.join(left_out)}")
    print("| fact | files that have it | files that agree |\n| --- | --- | --- |")
    for name, number in present.items():
        print(f"| {name} | {number} | {agreed[name]} of {compared} |")
    sys.exit(any(agreed[name] < compared for name in present))


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.glob("**/*.pdf")) if path.is_dir() else [path]


def _chosen(files: Sequence[Path], most: int) -> list[Path]:
    step = max(len(files) / most, 1.0)
    return [files[int(number * step)] for number in range(min(most, len(files)))]


def _ours(file: Path) -> Facts | None:
    try:
        with opened(file.read_bytes()) as paper:
            found = paper.hygiene({page.number: page.user_unit for page in paper.facts().pages})
    except UnreadableDocument:
        return None
    return None if found.unread else _as_facts(found)


def _as_facts(found: FileHygiene) -> Facts:
    return {
        "size": found.size_bytes,
        "version": found.version,
        "images": sorted((one.page, one.width_px, one.height_px, one.ppi) for one in found.images),
        "annotations": Counter((one.page, one.kind) for one in found.annotations),
        "bookmarks": found.bookmarks,
        "dead bookmarks": len(found.dead_bookmarks),
        "PDF/A claim": found.pdfa,
        "tagged": found.tagged,
        "language": found.language,
        "title shown": bool(found.shows_title and found.title),
        "figures with alternative text": sum(figure.described for figure in found.figures),
        "figures without": sum(not figure.described for figure in found.figures),
        "pages without tab order": found.unordered_pages,
    }


class Reference(NamedTuple):
    """What qpdf says of a file: its objects by "12 0 R", its trailer, its pages, the header's version."""

    file: Path
    objects: dict[str, Any]
    trailer: dict[str, Any]
    pages: list[str]
    outlines: list[dict[str, Any]]
    version: str

    def value(self, value: Any) -> Any:
        """Follow a reference; a stream is its dictionary."""
        found = self.objects.get(f"obj:{value}") if isinstance(value, str) and value.endswith(" R") else None
        if found is None:
            return None if isinstance(value, str) and value.endswith(" R") else value
        return found["stream"]["dict"] if "stream" in found else self.value(found["value"])

    def get(self, holder: Any, *keys: str) -> Any:
        for key in keys:
            holder = self.value(holder)
            holder = holder.get(key) if isinstance(holder, dict) else None
        return self.value(holder)


def _theirs(file: Path) -> Facts | None:
    run = subprocess.run(
        ["qpdf", "--json=2", "--json-stream-data=none", str(file)], capture_output=True, check=False
    )
    if not run.stdout or b'"qpdf"' not in run.stdout:
        return None
    try:
        told = json.loads(run.stdout)
    except ValueError:
        return None
    header, objects = told["qpdf"]
    trailer = objects.pop("trailer")["value"]
    pages = [page["object"] for page in told["pages"]]
    return _facts_of(Reference(file, objects, trailer, pages, told["outlines"], header["pdfversion"]))


def _facts_of(qpdf: Reference) -> Facts:
    root = qpdf.get(qpdf.trailer, "/Root")
    packet = _packet(qpdf, root)
    annotations = Counter[tuple[int, str]]()
    unordered = set()
    for number, page in enumerate(qpdf.pages, 1):
        kinds = [qpdf.get(one, "/Subtype") for one in qpdf.get(page, "/Annots") or ()]
        annotations.update((number, kind[1:]) for kind in kinds if kind)
        if any(kinds) and qpdf.get(page, "/Tabs") != "/S":
            unordered.add(number)
    bookmarks = list(_flat(qpdf.outlines))
    figures = list(_figures(qpdf, root))
    title = _string(qpdf.get(qpdf.trailer, "/Info", "/Title")).strip() or _title(packet)
    tree = qpdf.get(root, "/StructTreeRoot", "/K")
    shows = qpdf.get(root, "/ViewerPreferences", "/DisplayDocTitle")
    return {
        "size": qpdf.file.stat().st_size,
        "version": max(qpdf.version, (qpdf.get(root, "/Version") or "/0")[1:]),
        "images": _placed(qpdf.file),
        "annotations": annotations,
        "bookmarks": len(bookmarks),
        "dead bookmarks": sum(_is_dead(qpdf, bookmark) for bookmark in bookmarks),
        "PDF/A claim": _claim(packet),
        "tagged": qpdf.get(root, "/MarkInfo", "/Marked") is True and bool(tree),
        "language": _string(qpdf.get(root, "/Lang")).strip(),
        "title shown": shows is True and bool(title),
        "figures with alternative text": sum(figures),
        "figures without": len(figures) - sum(figures),
        "pages without tab order": tuple(sorted(unordered)),
    }


def _string(value: Any) -> str:
    """A string of qpdf's JSON: "u:" and its text, or "b:" and its bytes in hexadecimal digits."""
    if not isinstance(value, str):
        return ""
    return value[2:] if value.startswith("u:") else bytes.fromhex(value[2:]).decode("latin-1")


def _flat(outlines: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in outlines:
        yield one
        yield from _flat(one["kids"])


def _is_dead(qpdf: Reference, bookmark: dict[str, Any]) -> bool:
    """Whether qpdf finds no page for a bookmark that is to lead to one."""
    action = qpdf.get(bookmark["object"], "/A", "/S")
    if action not in (None, "/GoTo") or (not bookmark["dest"] and bookmark["kids"]):
        return False
    # qpdf looks a name up, but finds no page behind a dictionary, which is what LaTeX writes.
    place = qpdf.value(bookmark["dest"])
    place = qpdf.get(place, "/D") if isinstance(place, dict) else place
    return not (isinstance(place, list) and place and place[0] in qpdf.pages)


def _figures(qpdf: Reference, root: Any) -> Iterator[bool]:
    """Whether each outermost figure of the structure tree has an alternative text."""
    tree = qpdf.get(root, "/StructTreeRoot")
    roles = qpdf.get(tree, "/RoleMap") or {}

    def within(kids: Any) -> Iterator[bool]:
        for kid in kids if isinstance(kids, list) else [kids]:
            element = qpdf.value(kid)
            if isinstance(element, dict) and "/S" in element:
                if _role(qpdf, element, roles) == "/Figure":
                    yield any(_string(qpdf.get(element, key)).strip() for key in ("/Alt", "/ActualText"))
                else:
                    yield from within(qpdf.get(element, "/K"))

    if tree is not None:
        yield from within(qpdf.get(tree, "/K"))


def _role(qpdf: Reference, element: dict[str, Any], roles: dict[str, Any]) -> str:
    role, seen = qpdf.get(element, "/S"), set[str]()
    spaces = qpdf.get(element, "/NS", "/RoleMapNS") or {}
    while role not in seen and (role in spaces or role in roles):
        seen.add(role)
        mapped = qpdf.value(spaces.get(role) or roles.get(role))
        role = qpdf.value(mapped[0]) if isinstance(mapped, list) else mapped
    return str(role)


def _packet(qpdf: Reference, root: Any) -> ET.Element | None:
    """The metadata of the document, unpacked by qpdf."""
    number = root.get("/Metadata")
    if not isinstance(number, str):
        return None
    name = f"--show-object={number.split()[0]},{number.split()[1]}"
    run = subprocess.run(
        ["qpdf", name, "--filtered-stream-data", str(qpdf.file)], capture_output=True, check=False
    )
    try:
        return ET.fromstring(run.stdout.strip().rstrip(b"\0"))
    except ET.ParseError:
        return None


def _claim(packet: ET.Element | None) -> str:
    space = "{http://www.aiim.org/pdfa/ns/id/}"

    def stated(name: str) -> str:
        for node in packet.iter() if packet is not None else ():
            if node.tag == space + name:
                return (node.text or "").strip()
            if space + name in node.attrib:
                return node.attrib[space + name]
        return ""

    return stated("part") + stated("conformance").lower()


def _title(packet: ET.Element | None) -> str:
    found = packet.find(".//{http://purl.org/dc/elements/1.1/}title") if packet is not None else None
    return "".join(found.itertext()).strip() if found is not None else ""


def _placed(file: Path) -> list[tuple[int, int, int, float]]:
    """The images that pdfimages lists, without the masks of others; its resolutions are whole numbers."""
    run = subprocess.run(["pdfimages", "-list", str(file)], capture_output=True, text=True, check=False)
    rows = [row.split() for row in run.stdout.splitlines()[2:]]
    kept = [row for row in rows if row[2] in ("image", "stencil")]
    return sorted((int(row[0]), int(row[3]), int(row[4]), _ppi(row)) for row in kept)


def _ppi(row: Sequence[str]) -> float:
    """The lower resolution of a row; its two columns come before size and ratio."""
    return float(min(row[-4], row[-3], key=float))


def _same_images(ours: Sequence[Any], theirs: Sequence[Any]) -> bool:
    return len(ours) == len(theirs) and all(
        one[:3] == other[:3] and (abs(one[3] - other[3]) < PPI_TOLERANCE or min(one[3], other[3]) >= PPI_WIDE)
        for one, other in zip(ours, theirs, strict=True)
    )


if __name__ == "__main__":
    main()
