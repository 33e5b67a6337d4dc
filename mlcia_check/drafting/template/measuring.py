"""Measures what a paper shows of its template's format: each quantity, and how much of the paper shows it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, get_args

from msgspec import structs

from mlcia_check.drafting.template.measures import (
    SPACES,
    CaptionLabel,
    FrontPart,
    HeadingType,
    Quantity,
    Reason,
    Sample,
    TemplateMeasures,
    Unfit,
    Untold,
    Witness,
)
from mlcia_check.model.measured_paper import (
    Column,
    Line,
    Paper,
    Role,
    Section,
    SpaceKind,
    TextSetting,
    Unmeasured,
)
from mlcia_check.support.modes import Mode, mode, outermost

_LINES_MIN: Final = 2
"""Lines that show a size: captions are often the only ones of theirs."""

_DISTANCES_MIN: Final = 3
"""Distances of lines that show a leading: one of two can be a paragraph's."""

_AGREEING_MIN_SHARE: Final = 0.5
"""Of the lines of a kind: a size that fewer share is not that of the format."""

_LEADING_MIN_SHARE: Final = 0.4
"""Of the distances of a kind: of a list with blank space between short entries most are not its leading."""

_SAME_SIZE_BP: Final = 0.05
"""Lines of one size: writers round sizes to a hundredth, and a formula in a line changes its mean."""

_SAME_LEADING_BP: Final = 0.1
"""Distances on one leading: word processors alternate 10.9bp with 11.0bp."""

_SAME_EDGE_BP: Final = 0.6
"""Edges and baselines of columns that are one, as in `measure/document/columns.py`."""

_ROW_ROLES: Final[frozenset[Role]] = frozenset({"body", "heading", "reference", "footnote"})
"""Roles of lines at the top or the foot of a column that stand inside the text block."""

_ROWS_MIN: Final = 2
"""Columns that must share a row of lines that are not full: one alone may be the end of a float."""

_ROW_BEYOND_MAX_BP: Final = 24.0
"""From a full line out to a row of shorter ones, two lines on 12bp: running heads stand further off."""

_FACING_MIN_BP: Final = 5.0
"""Between the left edges of pages that face each other: their inner and outer margins differ by much more."""

_FULL_LINES_MIN: Final = 8
"""Full lines of a column whose edges count, as for the rules on edges."""

_ABSTRACT_MAX_CHARACTERS: Final = 4000
"""Abstracts in two languages with keywords have up to 3,500 characters; longer text is the paper itself."""

_PLACES_MIN: Final = 3
"""Places that show the least white space of a kind."""

_SAME_SPACE_BP: Final = 0.3
"""White space that is one distance: glyphs and rules around it are placed to a tenth."""

_RIGID_MIN_SHARE: Final = 0.25
"""Of the places of a kind: so many stand at the least distance if it does not shrink. (Where TeX stretches
the space, others stand further apart.)"""

_CLOSER_MAX_SHARE: Final = 0.08
"""Of the places of a kind that stand closer than the least distance: some are misread."""

_CHINESE_MIN_SHARE: Final = 0.5
"""Of the body's characters: above it, rules on the names of fonts accept any font."""

_LABEL: Final = re.compile(r"(?P<word>\D{1,12}?)\s*(?P<number>\d{1,2}|[IVX]{1,4})(?P<end>[.:：、]?)(?=\s|$)")
"""How a caption begins: "Figure 1:", "Fig. 2.", "TABLE I", "图 1"."""


def template_measures(paper: Paper, path: str) -> TemplateMeasures | Unfit:
    """Return what `paper` shows of its format; Unfit if it shows none, as a scan or a title page does."""
    if paper.imposed:
        return Unfit(path, "imposed")
    if isinstance(paper.body, Unmeasured):
        return Unfit(path, paper.body.reason)
    if not any(column.lines >= _FULL_LINES_MIN for column in paper.columns):
        return Unfit(path, "too-few-lines")
    found = _Quantities()
    _add_pages(paper, found)
    _add_edges(paper, found)
    _add_type(paper, paper.body.size_bp, found)
    for kind in SPACES:
        _add_space(paper, kind, found)
    citations = Counter(citation.style for citation in paper.citations)
    front = {part: getattr(paper.front_matter, part) for part in get_args(FrontPart)}
    return TemplateMeasures(
        path=path,
        pages=len(paper.pages),
        samples=found.samples,
        untold=found.untold,
        facing_bp=_facing_bp(paper, found.samples.get("block.left")),
        body_font=paper.body.font,
        chinese=paper.body.chinese_share > _CHINESE_MIN_SHARE,
        front_parts=tuple(part for part, has in front.items() if has),
        headings=tuple(_heading_types(paper)),
        captions=tuple(_caption_labels(paper)),
        folios=len({line.page for line in paper.lines if line.role == "folio"}),
        line_numbers=any(line.role == "line-number" for line in paper.lines),
        cites=citations.most_common(1)[0][0] if citations else "",
    )


class _Quantities:
    """The quantities found so far, and those that the paper does not show."""

    def __init__(self) -> None:
        self.samples: dict[Quantity, Sample] = {}
        self.untold: dict[Quantity, Untold] = {}

    def leave(self, quantity: Quantity, reason: Reason, values: Sequence[float] = ()) -> None:
        low, high = (min(values), max(values)) if values else (0.0, 0.0)
        self.untold[quantity] = Untold(reason, len(values), low, high)

    def take(
        self,
        quantity: Quantity,
        value: float,
        witness: Witness,
        values: Iterable[tuple[int, float]],
        reach: float,
    ) -> None:
        """Add a quantity; `values` are pages and values, and those within `reach` of `value` have it."""
        known = list(values)
        near = [(page, own) for page, own in known if abs(own - value) <= reach]
        self.samples[quantity] = Sample(
            value=value,
            witness=witness,
            count=len(near),
            total=len(known),
            low=min((own for _, own in near), default=value),
            high=max((own for _, own in near), default=value),
            pages=tuple(sorted({page for page, _ in near})),
        )


def _add_pages(paper: Paper, found: _Quantities) -> None:
    pages = [page for page in paper.pages if page.kind not in ("unreadable", "temporary")]
    sizes = Counter((page.width_bp, page.height_bp) for page in pages)
    width, height = sizes.most_common(1)[0][0]
    found.take("page.width", width, "pages", ((p.number, p.width_bp) for p in pages), 1.0)
    found.take("page.height", height, "pages", ((p.number, p.height_bp) for p in pages), 1.0)
    counted = [(p.number, p.columns) for p in pages if p.kind == "text" and isinstance(p.columns, int)]
    if counted:
        count = Counter(columns for _, columns in counted).most_common(1)[0][0]
        found.take("column.count", count, "pages", counted, 0.0)
    else:
        found.leave("column.count", "few")


def _add_edges(paper: Paper, found: _Quantities) -> None:
    columns = [column for column in paper.columns if column.lines >= _FULL_LINES_MIN]
    last = max((column.index for column in columns), default=0)
    _add_side("block.left", [(c.page, c.left_bp) for c in columns if c.index == 0], 1.0, found)
    left = found.samples.get("block.left")
    facing = _facing_bp(paper, left)
    # Where pages face each other, the left edge is that of every second page, and so the right one has to be.
    pages = left.pages if left is not None and facing else range(1, len(paper.pages) + 1)
    rights = [(c.page, c.right_bp) for c in columns if c.index == last and c.page in pages]
    _add_side("block.right", rights, -1.0, found)
    _add_row("block.top", [(c.page, c.first_baseline_bp) for c in paper.columns], paper, max, found)
    _add_row("block.bottom", [(c.page, c.last_baseline_bp) for c in paper.columns], paper, min, found)
    widths = list(_known((c.page, _width(c)) for c in columns))
    if isinstance(paper.column_width_bp, Unmeasured):
        found.leave("column.width", "few")
    else:
        found.take("column.width", paper.column_width_bp, "columns", widths, 2 * _SAME_EDGE_BP)
    if not isinstance(paper.column_gap_bp, Unmeasured):
        gaps = list(_gaps(columns))
        found.take("column.gap", paper.column_gap_bp, "pages", gaps, 2 * _SAME_EDGE_BP)


def _add_side(
    quantity: Quantity, edges: Iterable[tuple[int, float | Unmeasured]], inward: float, found: _Quantities
) -> None:
    """Add the outermost edge that a good share of the columns have; `inward` is 1 if others are higher."""
    known = list(_known(edges))
    edge = outermost((inward * value for _, value in known), _SAME_EDGE_BP, 1)
    if edge is None:
        found.leave(quantity, "few")
    else:
        found.take(quantity, inward * edge.value, "columns", known, _SAME_EDGE_BP)


def _facing_bp(paper: Paper, left: Sample | None) -> float:
    """Return how much further right the text block stands on every second page, 0 if it does not.

    The outermost left edge is that of odd pages, or of even ones; all others have the other edge.
    """
    if left is None:
        return 0.0
    first_side = {page % 2 for page in left.pages}
    edges = list(_known((c.page, c.left_bp) for c in paper.columns if c.index == 0))
    across = [edge - left.value for page, edge in edges if page % 2 not in first_side]
    densest = mode(across, _SAME_EDGE_BP)
    if len(first_side) > 1 or densest is None or 2 * densest.count <= densest.total:
        return 0.0
    return densest.value if densest.value > _FACING_MIN_BP else 0.0


def _known(values: Iterable[tuple[int, float | Unmeasured]]) -> Iterator[tuple[int, float]]:
    for page, value in values:
        if not isinstance(value, Unmeasured):
            yield page, value


def _width(column: Column) -> float | Unmeasured:
    if isinstance(column.left_bp, Unmeasured) or isinstance(column.right_bp, Unmeasured):
        return Unmeasured("too-few-lines")
    return column.right_bp - column.left_bp


def _gaps(columns: Sequence[Column]) -> Iterator[tuple[int, float]]:
    for one, other in pairwise(columns):
        if one.page == other.page and other.index == one.index + 1:
            right, left = one.right_bp, other.left_bp
            if not isinstance(right, Unmeasured) and not isinstance(left, Unmeasured):
                yield one.page, left - right


def _add_row(
    quantity: Quantity,
    rows: Iterable[tuple[int, float | Unmeasured]],
    paper: Paper,
    outer: Callable[[Iterable[float]], float],
    found: _Quantities,
) -> None:
    """Add the outermost first or last baseline of all columns: many columns of a ragged paper end further in.

    A column's own row is that of a full line. A row of shorter lines counts if several columns share it.
    """
    known = list(_known(rows))
    if not known:
        found.leave(quantity, "few")
        return
    row = outer(value for _, value in known)
    lines = list(_outer_lines(paper, outer))
    inward = -1.0 if outer is max else 1.0
    shared = outermost((inward * baseline for _, baseline in lines), _SAME_EDGE_BP, _ROWS_MIN)
    if shared is not None and 0.0 < row * inward - shared.value < _ROW_BEYOND_MAX_BP:
        row, known = inward * shared.value, lines
    found.take(quantity, row, "columns", known, _SAME_EDGE_BP)


def _outer_lines(paper: Paper, outer: Callable[[Iterable[float]], float]) -> Iterator[tuple[int, float]]:
    """Yield the first or last baseline of text in each column of each page."""
    places: dict[tuple[int, int], list[float]] = {}
    for line in paper.lines:
        if line.column >= 0 and line.role in _ROW_ROLES:
            places.setdefault((line.page, line.column), []).append(line.baseline_bp)
    for (page, _), baselines in places.items():
        yield page, outer(baselines)


def _add_type(paper: Paper, body_bp: float, found: _Quantities) -> None:
    settings = {setting.role: setting for setting in paper.settings}
    text = [line for line in paper.lines if line.role == "body" and not line.in_abstract]
    sizes = [(line.page, line.size_bp) for line in text]
    found.take("body.size", body_bp, "lines", sizes, _SAME_SIZE_BP)
    _add_leading("body.leading", settings.get("body"), text, found)
    abstract = [line for line in paper.lines if line.in_abstract]
    if sum(len(line.text) for line in abstract) > _ABSTRACT_MAX_CHARACTERS:
        found.leave("abstract.size", "long")
    else:
        _add_size("abstract.size", abstract, found)
    kinds: tuple[tuple[Role, Quantity, Quantity], ...] = (
        ("reference", "references.size", "references.leading"),
        ("footnote", "footnotes.size", "footnotes.leading"),
        ("caption", "captions.size", "captions.leading"),
    )
    for role, size, leading in kinds:
        lines = [line for line in paper.lines if line.role == role]
        _add_size(size, lines, found)
        _add_leading(leading, settings.get(role), lines, found)
    title = max((line.size_bp for line in paper.lines if line.role == "title-block"), default=None)
    if title is None:
        found.leave("title.size", "none")
    else:
        block = [(line.page, line.size_bp) for line in paper.lines if line.role == "title-block"]
        found.take("title.size", title, "lines", block, _SAME_SIZE_BP)


def _add_size(quantity: Quantity, lines: Sequence[Line], found: _Quantities) -> None:
    values = [(line.page, line.size_bp) for line in lines]
    densest = mode((size for _, size in values), _SAME_SIZE_BP)
    _add_densest(quantity, "lines", values, densest, _AGREEING_MIN_SHARE, _SAME_SIZE_BP, found)


def _add_leading(
    quantity: Quantity, setting: TextSetting | None, lines: Sequence[Line], found: _Quantities
) -> None:
    """Add the leading of a kind of text. The distances have no pages: those of the lines stand for them."""
    distances = setting.distances_bp if setting is not None else ()
    pages = sorted({line.page for line in lines})
    densest = mode(distances, _SAME_LEADING_BP)
    values = [(pages[0], distance) for distance in distances] if pages else []
    _add_densest(quantity, "distances", values, densest, _LEADING_MIN_SHARE, _SAME_LEADING_BP, found)
    if quantity in found.samples:
        found.samples[quantity] = structs.replace(found.samples[quantity], pages=tuple(pages))


def _add_densest(
    quantity: Quantity,
    witness: Witness,
    values: Sequence[tuple[int, float]],
    densest: Mode | None,
    share: float,
    reach: float,
    found: _Quantities,
) -> None:
    alone = [value for _, value in values]
    if densest is None:
        found.leave(quantity, "none")
    elif densest.total < (_DISTANCES_MIN if witness == "distances" else _LINES_MIN):
        found.leave(quantity, "few", alone)
    elif densest.count < share * densest.total:
        found.leave(quantity, "vary", alone)
    else:
        found.take(quantity, densest.value, witness, values, reach)


def _add_space(paper: Paper, kind: SpaceKind, found: _Quantities) -> None:
    """Add the least white space of a kind if it does not shrink: many places have it, and hardly any less."""
    quantity = SPACES[kind]
    places = [(space.page, space.distance_bp) for space in paper.spaces if space.kind == kind]
    alone = [distance for _, distance in places]
    if not places:
        found.leave(quantity, "none")
        return
    least = outermost(alone, _SAME_SPACE_BP, _PLACES_MIN)
    if len(places) < _PLACES_MIN:
        found.leave(quantity, "few", alone)
    elif least is None or not _is_rigid(least, alone):
        found.leave(quantity, "elastic", alone)
    else:
        found.take(quantity, least.value, "places", places, _SAME_SPACE_BP)


def _is_rigid(least: Mode, distances: Sequence[float]) -> bool:
    closer = sum(distance < least.value - _SAME_SPACE_BP for distance in distances)
    return least.count >= _RIGID_MIN_SHARE * least.total and closer <= _CLOSER_MAX_SHARE * least.total


def _heading_types(paper: Paper) -> Iterator[HeadingType]:
    """Yield how the headings of each level are set, the main level first."""
    lines = {(line.page, line.box): line for line in paper.lines if line.role == "heading"}
    levels: dict[int, list[tuple[Section, Line]]] = {}
    for section in paper.sections:
        line = lines.get((section.page, section.box))
        if line is not None:
            levels.setdefault(section.level, []).append((section, line))
    for level, members in sorted(levels.items()):
        densest = mode((line.size_bp for _, line in members), _SAME_SIZE_BP)
        assert densest is not None
        bold = 2 * sum(line.bold for _, line in members) > len(members)
        yield HeadingType(level, densest.value, bold, len(members), members[0][0].text)


def _caption_labels(paper: Paper) -> Iterator[CaptionLabel]:
    """Yield how captions begin, by their labels, and on which side of a drawing or a table they stand."""
    found: dict[str, list[tuple[str, bool | None]]] = {}
    for index, line in enumerate(paper.lines):
        match = _LABEL.match(line.text) if line.role == "caption" else None
        if match is not None:
            own = found.setdefault(match["word"].strip().casefold(), [])
            own.append((match[0], _is_below(paper, index)))
    for labels in found.values():
        sides = Counter(side for _, side in labels)
        yield CaptionLabel(labels[0][0], len(labels), sides[True], sides[False])


def _is_below(paper: Paper, index: int) -> bool | None:
    """Return True if the caption that begins with this line stands below its float, None if unknown."""
    line = paper.lines[index]
    if any(space.kind == "caption-above" and space.box == line.box for space in paper.spaces):
        return True
    following = next((other for other in paper.lines[index + 1 :] if other.role != "caption"), None)
    return False if following is not None and following.role == "float" else None
