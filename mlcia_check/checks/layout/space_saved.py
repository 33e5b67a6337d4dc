"""How much room do block, leading, letters and white space win together, each perhaps within its tolerance?

Room is counted in lines of running text on the format's leading. Of each quantity only its mean counts, and
only where it wins: what is wasted offsets what is won of the same quantity, never of another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from mlcia_check.checks.layout.edge_evidence import Rows, judged_pages, rows_followed
from mlcia_check.model.answers import Answer, Breach, Doubt, NotApplicable, Value
from mlcia_check.model.lengths import Length
from mlcia_check.model.measured_paper import (
    Column,
    MeanSpacing,
    Paper,
    Role,
    SpaceKind,
    TextSetting,
    Unmeasured,
)
from mlcia_check.model.rule_pack import Cases
from mlcia_check.support.averages import mean

_SAID = ("column", "holds", "won", "pages", "block", "leading", "letters", "white")
BREACHES: Cases = {"": _SAID}
DOUBTS: Cases = {"much": _SAID, "limit": _SAID}


class Type(Struct, frozen=True, forbid_unknown_fields=True):
    """Type size and leading of one kind of text in the format."""

    size: Length
    leading: Length


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """What the format holds, and from which share of room won on (percent of the paper's lines) it is told.

    A share of `warn` is told, one of `review` is for a person, and so is a smaller one without which
    the paper would have more than `most` pages. Fewer than `few` lines are never told. A paper with
    fewer than `lines` full lines of running text is not asked.

    Pages with `columns` on paper of `page_width` x `page_height` (within `paper`) are asked; a full column
    runs from the baseline `top` to `bottom`, or to those of the one of the `templates`
    that the paper follows, and is `width` wide. `text` is the type of each kind of text; distances
    of baselines up to `rounding` wider than its leading are rounded ones, and those beyond are
    stretched and win nothing. Words stand `word_space` apart, in hundredths of the type size, and
    letters get no less than `tracking` added; a mean tells less where it is below by no more than
    `errors` standard errors. `least` is the least distance of each kind of space, `usual` one that
    the format stretches and shrinks, by `elastic` at most: of such a kind, the mean counts.
    """

    columns: int
    page_width: Length
    page_height: Length
    paper: Length
    top: Length
    bottom: Length
    width: Length
    text: dict[Role, Type]
    rounding: Length
    word_space: float
    tracking: float
    errors: float
    least: dict[SpaceKind, Length]
    usual: dict[SpaceKind, Length]
    elastic: Length
    lines: int
    warn: float
    review: float
    few: float
    most: int | None = None
    templates: tuple[Rows, ...] = field(default=())


class Won(Struct, frozen=True):
    """Lines won over the whole paper, by quantity; `held` are those that its pages hold in the format."""

    block: float
    leading: float
    letters: float
    white: float
    held: float

    @property
    def lines(self) -> float:
        return self.block + self.leading + self.letters + self.white

    @property
    def percent(self) -> float:
        return 100.0 * self.lines / self.held


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """At most one answer: a breach, or a doubt where the room won is much or decides about the page limit."""
    if isinstance(paper.body, Unmeasured):
        yield NotApplicable(paper.body.reason)
        return
    if not judged_pages(paper, params):
        other_paper = any(page.columns == params.columns for page in paper.pages)
        yield NotApplicable("other-paper" if other_paper else "no-two-columns")
        return
    settings = {setting.role: setting for setting in paper.settings}
    if "body" not in settings or settings["body"].full < params.lines:
        yield NotApplicable("too-little-text")
        return
    won = room_won(paper, params, settings)
    if won.percent < params.warn or won.lines < params.few:
        return
    pages = paper.budget.body_pages + paper.budget.bibliography_pages + paper.budget.appendix_pages
    decides = params.most is not None and pages <= params.most < pages * (1.0 + won.percent / 100.0)
    detail = _detail(won, params, pages)
    if won.percent >= params.review or decides:
        case, expected = ("much", params.review) if won.percent >= params.review else ("limit", params.warn)
        yield Doubt(case, measured=won.percent, expected=expected, unit="percent", detail=detail, grave=True)
    else:
        yield Breach(won.percent, params.warn, "percent", detail=detail)


def _detail(won: Won, params: Params, pages: float) -> dict[str, Value]:
    holds = round((params.top - params.bottom) / params.text["body"].leading) + 1
    return {
        "column": round(holds * (1.0 + won.percent / 100.0), 1),
        "holds": holds,
        "won": round(won.lines),
        "pages": round(pages * won.percent / 100.0, 1),
        "block": round(100.0 * won.block / won.held, 1),
        "leading": round(100.0 * won.leading / won.held, 1),
        "letters": round(100.0 * won.letters / won.held, 1),
        "white": round(100.0 * won.white / won.held, 1),
    }


def room_won(paper: Paper, params: Params, settings: Mapping[Role, TextSetting]) -> Won:
    """The room that a paper saves, by quantity."""
    leading = params.text["body"].leading
    pages = judged_pages(paper, params)
    columns = [column for column in paper.columns if column.page in pages]
    used = paper.budget.body_pages + paper.budget.bibliography_pages + paper.budget.appendix_pages
    return Won(
        block=max(_block(paper, columns, params), 0.0) / leading,
        leading=(
            sum(_closer(setting, paper, params) for setting in settings.values()) + _framed(paper, params)
        )
        / leading,
        letters=sum(_denser(setting, columns, params) for setting in settings.values()),
        white=_white(paper, params) / leading,
        held=max(used, 1.0) * params.columns * ((params.top - params.bottom) / leading + 1.0),
    )


def _block(paper: Paper, columns: list[Column], params: Params) -> float:
    """By how much the columns together are higher than the format's, in bp.

    A column that is filled at one end only, beside a float or a note, tells of that end.
    """
    rows = rows_followed(paper, Rows(params.top, params.bottom, ()), params.templates)
    near = params.text["body"].leading / 2
    higher = 0.0
    for column in columns:
        if isinstance(column.first_baseline_bp, Unmeasured) or isinstance(
            column.last_baseline_bp, Unmeasured
        ):
            continue
        over, under = column.first_baseline_bp - rows.top, rows.bottom - column.last_baseline_bp
        filled = over > -near and under > -near
        higher += over + under if filled else max(over, 0.0) + max(under, 0.0)
    return higher


def _closer(setting: TextSetting, paper: Paper, params: Params) -> float:
    """What the leading of one kind of text wins, in bp; of a reference list, without its balanced columns."""
    leading = params.text[setting.role].leading
    distances: Iterable[float] = setting.distances_bp
    if setting.role == "reference":
        distances = (space.distance_bp for space in paper.spaces if space.kind == "reference-leading")
    near = leading + params.rounding
    return max(sum(leading - distance for distance in distances if distance < near), 0.0)


def _framed(paper: Paper, params: Params) -> float:
    """What prose of the body's size in frames and figures wins by tighter leading, in bp.

    Smaller type has a leading of its own, and other rules.
    """
    own = params.text["body"]
    return sum(
        (passage.lines - 1)
        * max(own.leading - passage.leading_bp, 0.0)
        * max(passage.box.width / params.width, 1.0)
        for passage in paper.passages
        if passage.role == "float"
        and not (passage.included or passage.mono or passage.cells)
        and passage.size_bp > own.size - params.rounding
    )


def _denser(setting: TextSetting, columns: list[Column], params: Params) -> float:
    """The lines of running text that narrower letters and spaces, and wider columns, spare a kind of text."""
    own = params.text[setting.role]
    width = _width(columns, params.width)
    # the advance of a letter with its share of the spaces, in em
    advance = width / (setting.size_bp * setting.horizontal_scale * setting.line_characters)
    added = _below(setting.tracking, params.tracking / 100.0, params.errors)
    added += _below(setting.word_space, params.word_space / 100.0, params.errors) * setting.blank_share
    letters = setting.size_bp * setting.horizontal_scale / own.size * (1.0 + added / advance)
    denser = width / params.width / letters - 1.0
    return max(denser, 0.0) * setting.lines * own.leading / params.text["body"].leading


def _below(space: MeanSpacing | Unmeasured, expected: float, errors: float) -> float:
    """By how much a mean lies below what is expected, beyond what may be chance; 0 or less, in em."""
    if isinstance(space, Unmeasured):
        return 0.0
    return min(space.mean_em + errors * space.error_em - expected, 0.0)


def _width(columns: list[Column], least: float) -> float:
    """The mean width of the columns by their full lines, in bp.

    Lists and entries that are set in make no column narrower, so that `least` is the least.
    """
    widths = [
        (max(column.right_bp - column.left_bp, least), column.lines)
        for column in columns
        if not isinstance(column.left_bp, Unmeasured) and not isinstance(column.right_bp, Unmeasured)
    ]
    lines = sum(weight for _, weight in widths)
    return sum(width * weight for width, weight in widths) / lines if lines else least


def _white(paper: Paper, params: Params) -> float:
    """What spaces narrower than the format's least, or usual, win, in bp."""
    won = 0.0
    usual: dict[SpaceKind, list[float]] = {}
    for space in paper.spaces:
        if space.kind in params.usual:
            closer = max(params.usual[space.kind] - space.distance_bp, -params.elastic)
            usual.setdefault(space.kind, []).append(closer)
        elif space.kind in params.least:
            won += max(params.least[space.kind] - space.distance_bp, 0.0)
    return won + sum(max(mean(closer), 0.0) * len(closer) for closer in usual.values())
