"""HotCRP's format spec: the line in its settings that states the format of submissions.

A spec has up to seven fields, separated by semicolons, in this order: paper size, page limit, columns,
text block, body type, line height, and whether references are unlimited. Any field can be empty
or missing. A JSON object with the fields by name, and some more, can follow or be the whole spec.
Lengths are bp here (HotCRP's own `pt` is 1/72 inch).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from msgspec import Struct, structs

from mlcia_check.errors import UsageProblem

Size = tuple[float, float]

FIELDS: Final = (
    "papersize",
    "pagelimit",
    "columns",
    "textblock",
    "bodyfontsize",
    "bodylineheight",
    "unlimitedref",
)
NAMED_PAPERS: Final[Mapping[str, Size]] = {"letter": (612.0, 792.0), "a4": (595.276, 841.89)}

_UNITS: Final = {
    "in": 72.0,
    "i": 72.0,
    '"': 72.0,
    "″": 72.0,
    "cm": 72 / 2.54,
    "c": 72 / 2.54,
    "mm": 72 / 25.4,
}
_LENGTH: Final = re.compile(r'\s*(\d+\.?\d*|\.\d+)\s*("|″|in?|cm?|mm|pt|)\s*', re.IGNORECASE)
_LIMIT: Final = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+))?")
_RANGE: Final = re.compile(
    r"(\d+\.?\d*|\.\d+)(?:\s*[-–]\s*(\d+\.?\d*|\.\d+))?(?:\s*(?:[dDΔ±]|\+/?-)\s*(\d+\.?\d*|\.\d+))?"
)


class Range(Struct, frozen=True):
    """The least and the most size in points (0: no upper bound), and the tolerance of both."""

    least: float
    most: float = 0.0
    grace: float = 0.0


class FormatSpec(Struct, frozen=True):
    """A spec. `unread` are the parts, as written, that HotCRP ignores or that no rule can check."""

    papersize: tuple[Size, ...] = ()
    pagelimit: tuple[int, int] | None = None
    columns: int | None = None
    textblock: Size | None = None
    bodyfontsize: Range | None = None
    bodylineheight: Range | None = None
    unlimitedref: bool = False
    wordlimit: tuple[int, int] | None = None
    noappendix: bool = False
    unread: tuple[str, ...] = ()


def parse(text: str) -> FormatSpec:
    """Parse the spec in `text`. Raises UsageProblem for a field that HotCRP would not understand."""
    line, brace, rest = text.strip().partition("{")
    values: dict[str, Any] = dict(zip(FIELDS, line.rstrip(";").split(";") if line else (), strict=False))
    if line.rstrip(";").count(";") >= len(FIELDS):
        raise UsageProblem(f"'{text}' has more than {len(FIELDS)} fields before its JSON.")
    if brace:
        values |= _object(brace + rest)
    spec = FormatSpec()
    for name, value in values.items():
        spec = _with(spec, "bodylineheight" if name == "bodyleading" else name, value)
    return spec


def _object(text: str) -> dict[str, Any]:
    import msgspec.json

    try:
        return msgspec.json.decode(text, type=dict[str, Any])
    except msgspec.DecodeError as problem:
        raise UsageProblem(f"the JSON of the spec cannot be read: {problem}.") from problem


def _with(spec: FormatSpec, name: str, value: Any) -> FormatSpec:
    if value is None or value == "":
        return spec
    reader = _READERS.get(name)
    if reader is None:
        return structs.replace(spec, unread=(*spec.unread, name))
    written = str(value).strip()
    if name == "textblock" and written.endswith(">"):
        # Old settings ended like this; HotCRP now ignores such a field.
        spec = structs.replace(spec, unread=(*spec.unread, f"the '>' of '{written}'"))
        written = written[:-1]
    try:
        return structs.replace(spec, **{name: reader(written)})
    except ValueError as problem:
        raise UsageProblem(f"{name} '{value}' cannot be read: {_WRITE[name]}.") from problem


def _papers(text: str) -> tuple[Size, ...]:
    return tuple(_size(part) for part in text.split(" OR "))


def _size(text: str) -> Size:
    """Parse two lengths with an x between; a length without a unit takes that of the other."""
    named = NAMED_PAPERS.get(text.strip().lower())
    if named:
        return named
    first, x, second = text.replace("\u00a0", " ").replace("×", "x").partition("x")
    width, height = _LENGTH.fullmatch(first), _LENGTH.fullmatch(second)
    if not (x and width and height and (width[2] or height[2])):
        raise ValueError(text)
    return (
        float(width[1]) * _UNITS.get((width[2] or height[2]).lower(), 1.0),
        float(height[1]) * _UNITS.get((height[2] or width[2]).lower(), 1.0),
    )


def _limit(text: str) -> tuple[int, int]:
    found = _LIMIT.fullmatch(text)
    if not found:
        raise ValueError(text)
    least, most = (int(found[1]), int(found[2])) if found[2] else (0, int(found[1]))
    if least > most or not most:
        raise ValueError(text)
    return least, most


def _columns(text: str) -> int | None:
    """Return the number of columns, None for 0: any number will do."""
    if not text.isdecimal():
        raise ValueError(text)
    return int(text) or None


def _range(text: str) -> Range:
    found = _RANGE.fullmatch(text)
    if not found:
        raise ValueError(text)
    return Range(float(found[1]), float(found[2] or 0), float(found[3] or 0))


def _flag(text: str) -> bool:
    return text.lower() not in ("", "0", "false")


_READERS: Final[Mapping[str, Callable[[str], object]]] = {
    "papersize": _papers,
    "pagelimit": _limit,
    "columns": _columns,
    "textblock": _size,
    "bodyfontsize": _range,
    "bodylineheight": _range,
    "unlimitedref": _flag,
    "wordlimit": _limit,
    "noappendix": _flag,
}

_WRITE: Final = {
    "papersize": "write letter, a4 or 8.5in x 11in, with OR between several",
    "pagelimit": "write 20, or 5-20",
    "columns": "write a number",
    "textblock": "write 7in x 9in",
    "bodyfontsize": "write 9, 9-10 or 9±0.1",
    "bodylineheight": "write 11, 11-12 or 11±0.1",
    "unlimitedref": "write 1 or nothing",
    "wordlimit": "write 8000, or 500-8000",
    "noappendix": "write 1 or nothing",
}


def unparse(spec: FormatSpec) -> str:
    """Write the spec as HotCRP does: fields separated by semicolons, then JSON for what has no field."""
    fields = [
        " OR ".join(map(_named, spec.papersize)),
        _limits(spec.pagelimit),
        str(spec.columns or ""),
        _lengths(spec.textblock) if spec.textblock else "",
        _sizes(spec.bodyfontsize),
        _sizes(spec.bodylineheight),
        "1" if spec.unlimitedref else "",
    ]
    while fields and not fields[-1]:
        fields.pop()
    more = {"wordlimit": _limits(spec.wordlimit), "noappendix": "1" if spec.noappendix else ""}
    if any(more.values()):
        named = ",".join(f'"{name}":"{value}"' for name, value in more.items() if value)
        fields.append(f"{{{named}}}")
    return ";".join(fields)


def _named(size: Size) -> str:
    for name, (width, height) in NAMED_PAPERS.items():
        if abs(size[0] - width) < 1 and abs(size[1] - height) < 1:
            return name
    return _lengths(size)


def _lengths(size: Size) -> str:
    return " x ".join(_length(length) for length in size)


def _length(length: float) -> str:
    """Return the length in inches if they are a round number, else in points."""
    inches = round(length / 72, 2)
    return f"{inches:g}in" if abs(inches * 72 - length) < 0.05 else f"{round(length, 1):g}pt"


def _limits(limits: tuple[int, int] | None) -> str:
    if limits is None:
        return ""
    return f"{limits[0]}-{limits[1]}" if limits[0] else str(limits[1])


def _sizes(sizes: Range | None) -> str:
    if sizes is None:
        return ""
    most = f"-{sizes.most:g}" if sizes.most else ""
    return f"{sizes.least:g}{most}" + (f"±{sizes.grace:g}" if sizes.grace else "")
