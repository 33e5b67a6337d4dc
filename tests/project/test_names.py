"""A name of the package means one thing."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import mlcia_check

PACKAGE: Final = Path(mlcia_check.__file__).parent

OF_EVERY_CHECK: Final = "Params"
"""Each check module has its own parameter record of this name, as it has its own `check`: a check is a module
with both (model/rule_pack.py, `Check`)."""


def classes() -> dict[str, list[str]]:
    """The files that define a class of each name, nested classes included."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for file in sorted(PACKAGE.rglob("*.py")):
        module = file.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not (
                node.name == OF_EVERY_CHECK and module.startswith("checks/")
            ):
                found[node.name].append(module)
    return found


def test_no_two_classes_share_a_name() -> None:
    assert {name: files for name, files in classes().items() if len(files) > 1} == {}


LENGTHS: Final = {"BP", "EM", "PT", "PX", "PIXELS", "DEGREES"}
MULTIPLES: Final = {"SIZES", "LEADINGS", "HEIGHTS", "GUTTERS", "COLUMNS"}
"""Multiples of a measure of the paper's own: its type size, its leading, the height of a letter ..."""

SHARES: Final = {"SHARE", "RATIO", "PERCENT", "PROBABILITY", "SCORE", "SCALE", "WHITENESS", "OPACITY"}
TIMES: Final = {"SECOND", "SECONDS", "MS"}
AMOUNTS: Final = {
    *("BYTES", "MB", "BITS", "CELLS", "CHARACTERS", "LETTERS", "DIGITS", "WORDS", "LINES", "ROWS"),
    *("PAGES", "PAPERS", "NUMBERS", "ENTRIES", "OBJECTS", "SEGMENTS", "LEVELS", "STEPS", "NAMES", "COUNT"),
}
LIMITS: Final = {"MIN", "MAX"}
"""Limits of a number of things, where the things are the subject: LINES_MIN, DIGITS_MAX."""

SYMBOLS: Final = {
    "CODE",
    "ID",
    "LEVEL",
    "FLAG",
    "MODE",
    "PAGE",
    "LINE",
    "SEED",
    "VERSION",
    "PORT",
    "QUALITY",
    "MARK",
    "RGB",
    "RGBA",
}
"""What a number is that stands for a thing."""

UNITS: Final = LENGTHS | MULTIPLES | SHARES | TIMES | AMOUNTS | LIMITS | SYMBOLS
"""The last word of a number's name. The subject is the first: HEADING_GAP_MAX_EM."""

NAMED_BY_OTHERS: Final = {
    # PDF: text render modes, flags of annotations and fonts, kinds of entry in a cross-reference stream
    "model/pdf_facts.py": {"INVISIBLE"},
    "pdf/annotate.py": {"_LOCKED", "_PRINT", "_READ_ONLY"},
    "pdf/pdfium/objects/fonts.py": {"_FIXED_PITCH", "_FORCE_BOLD", "_ITALIC"},
    "pdf/structure/cross_reference_stream.py": {"FREE", "IN_FILE", "IN_OBJECT_STREAM"},
    # PDFium's header files
    "pdf/pdfium/annotation_text.py": {"_FREE_TEXT", "_LINK", "_WIDGET"},
    "pdf/pdfium/binding.py": {
        *("BITMAP_GRAY", "OBJECT_FORM", "OBJECT_IMAGE", "OBJECT_PATH", "OBJECT_SHADING", "OBJECT_TEXT"),
        "RENDER_ANNOTATIONS",
    },
    "pdf/pdfium/document.py": {"_FLATTENED"},
    "pdf/unreadable.py": {"_PASSWORD", "_SECURITY"},
    # Zip archives: compression methods
    "sources/zip_member.py": {"STORED", "DEFLATED"},
}
"""Numbers of another standard or library, which keep the names they have there."""


def is_number(value: ast.expr, known: set[str]) -> bool:
    """Return True for an expression of numbers and of constants that are `known` to be numbers."""
    match value:
        case ast.Constant(value=bool()):
            return False
        case ast.Constant(value=int() | float()):
            return True
        case ast.UnaryOp(operand=operand):
            return is_number(operand, known)
        case ast.BinOp(left=left, right=right):
            return is_number(left, known) and is_number(right, known)
        case ast.Name(id=name):
            return name in known
    return False


def constants(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """Yield the name and the value of each constant of a module; the parts of `A, B = 1, 2` are two."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                if node.value is not None:
                    yield name, node.value
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                for target, value in zip(names, values, strict=True):
                    if isinstance(target, ast.Name):
                        yield target.id, value


def numbers(source: str) -> set[str]:
    """Return the names of the numeric constants of a module: `A = 1`, `B: Final = 2 * A`."""
    found: set[str] = set()
    for name, value in constants(ast.parse(source)):
        if name.strip("_").isupper() and is_number(value, found):
            found.add(name)
    return found


def says_its_unit(name: str) -> bool:
    """Return True if a name begins with a subject and ends in a unit: LINES_MIN, LETTERS_PER_WORD."""
    *subject, last = name.strip("_").split("_")
    return bool(subject) and (last in UNITS or subject[-1] == "PER")


def test_every_number_says_what_it_is_and_its_unit() -> None:
    nameless = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        module = file.relative_to(PACKAGE).as_posix()
        names = numbers(file.read_text(encoding="utf-8")) - NAMED_BY_OTHERS.get(module, set())
        if short := sorted(name for name in names if not says_its_unit(name)):
            nameless[module] = short
    assert nameless == {}


def test_the_numbers_of_others_are_still_there() -> None:
    for module, names in NAMED_BY_OTHERS.items():
        assert names <= numbers((PACKAGE / module).read_text(encoding="utf-8")), module


def test_a_number_without_a_unit_is_found() -> None:
    source = """
GAP: Final = 2.0
_WIDE = -GAP / 2
SMALL, LARGE_MIN_BP = 1, 2
BYTES: Final = 1 << 20
DOTS_PER_INCH = 72
ON = True
NAME = "x"
"""
    assert {name for name in numbers(source) if not says_its_unit(name)} == {"GAP", "_WIDE", "SMALL", "BYTES"}
