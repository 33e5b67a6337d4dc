"""How much room do block, leading, letters and white space save together, each within its tolerance?

Room is counted in lines of running text at the format's leading. For each quantity only its mean counts, and
only if it saves room. Wasted room offsets saved room of the same quantity, never of another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct, field

from mlcia_check.checks.layout.asked_spaces import asked_spaces
from mlcia_check.checks.layout.edge_evidence import Rows, TemplateRows, judged_pages, rows_followed
from mlcia_check.checks.layout.lowered_block import lowered_pages
from mlcia_check.model.answers import Answer, Breach, Doubt, NotApplicable, Value
from mlcia_check.model.lengths import Length
from mlcia_check.model.measured_paper import (
    Column,
    MeanSpacing,
    Paper,
    Role,
    Space,
    SpaceKind,
    TextSetting,
    Unmeasured,
)
from mlcia_check.model.rule_pack import Cases, ColumnCount
from mlcia_check.support.averages import mean

_SAID = ("column", "holds", "won", "pages", "block", "leading", "letters", "white")
BREACHES: Cases = {"": _SAID}
DOUBTS: Cases = {"much": _SAID, "limit": _SAID}


Quantity = Literal["block", "leading", "letters", "white"]


class Type(Struct, frozen=True, forbid_unknown_fields=True):
    """Type size and leading of one kind of text in the format, in bp."""

    size: Length
    leading: Length


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """What the format holds, and from which share of saved room on the check reports it.

    `warn`: the share to report, in percent of the paper's lines. `review`: the share that is a doubt, in
    percent. A smaller share is a doubt too if the paper would have more than `most` pages without the saved
    room. `few`: the least number of saved lines to report. `alone`: the share of one quantity, in percent,
    from which on it is reported even if all together stay below `warn`; it must save `few` lines. `lines`:
    papers with fewer full lines of running text are not checked.

    `columns`: the number of columns of a page to check. `page_width` and `page_height`: the size of its
    paper, in bp. `paper`: the slack of that size, in bp. `top` and `bottom`: the first and last baseline
    of a full column, in bp; `templates`: other baselines, for papers that follow these templates.
    `width`: the width of a column, in bp. `text`: the type size and leading of each kind of text that
    counts, in bp. `float_leading`: the leading of type of the body's size in floats and frames, in bp.
    `rounding`: distances of baselines that exceed the leading by at most this much, in bp, are rounded
    ones; larger distances are stretched and do not count. `word_space`: the space between words, in
    hundredths of the type size. `tracking`: the least space added between letters, in the same unit.
    `errors`: the number of standard errors by which a mean may lie below these values. `narrowest`: how
    long text is in the narrowest text typeface, in percent of its length in the format's; 0 if the format
    has none of its own. `least`: the least distance of each kind of space, in bp. `usual`: the usual
    distance of the kinds of space that the format stretches and shrinks, in bp; for such a kind the mean
    counts. `usual_within`: the same of those below floats that have text of their column above, where it
    is another. `elastic`: how far such a space may stretch or shrink, in bp.
    """

    columns: ColumnCount
    page_width: Length
    page_height: Length
    paper: Length
    top: Length
    bottom: Length
    width: Length
    text: dict[Role, Type]
    float_leading: Length
    rounding: Length
    word_space: float
    tracking: float
    errors: float
    narrowest: float
    least: dict[SpaceKind, Length]
    usual: dict[SpaceKind, Length]
    usual_within: dict[SpaceKind, Length]
    elastic: Length
    lines: int
    warn: float
    review: float
    few: float
    most: int | None = None
    alone: dict[Quantity, float] = field(default_factory=dict)
    templates: tuple[TemplateRows, ...] = field(default=())


class Won(Struct, frozen=True):
    """Lines saved over the whole paper, by quantity. `held`: the lines that its pages hold in the format.

    `amid`: those of the white below figures amid the text. A figure that is no float, as a box with a caption
    by \\captionof, stands as near to the text as the class sets a box. On the page, it cannot be told from a
    float with less glue, so this white alone is no reason for a doubt.
    """

    block: float
    leading: float
    letters: float
    white: float
    amid: float
    held: float

    @property
    def lines(self) -> float:
        return self.block + self.leading + self.letters + self.white

    @property
    def percent(self) -> float:
        return 100.0 * self.lines / self.held

    def of(self, quantity: Quantity) -> float:
        """Return the lines that one quantity saves."""
        return {
            "block": self.block,
            "leading": self.leading,
            "letters": self.letters,
            "white": self.white,
        }[quantity]


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield at most one answer: a breach, or a doubt if the saved room is large or decides the page limit."""
    if isinstance(paper.body, Unmeasured):
        yield NotApplicable(paper.body.reason)
        return
    if not judged_pages(paper, params):
        other_paper = any(page.columns == params.columns for page in paper.pages)
        yield NotApplicable("other-paper" if other_paper else "no-two-columns")
        return
    settings = {setting.role: setting for setting in paper.settings if setting.role in params.text}
    if "body" not in settings or settings["body"].full < params.lines:
        yield NotApplicable("too-little-text")
        return
    won = room_won(paper, params, settings)
    allowed = params.warn if won.percent >= params.warn else _exceeded_alone(won, params)
    if won.lines < params.few or allowed is None:
        return
    pages = paper.budget.body_pages + paper.budget.bibliography_pages + paper.budget.appendix_pages
    doubtful = 100.0 * (won.lines - won.amid) / won.held
    decides = params.most is not None and pages <= params.most < pages * (1.0 + doubtful / 100.0)
    detail = _detail(won, params, pages)
    if doubtful >= params.review or decides:
        case, expected = ("much", params.review) if doubtful >= params.review else ("limit", allowed)
        yield Doubt(case, measured=won.percent, expected=expected, unit="percent", detail=detail, grave=True)
    else:
        yield Breach(won.percent, allowed, "percent", detail=detail)


def _exceeded_alone(won: Won, params: Params) -> float | None:
    """Return the share, in percent, of a quantity that saves more than by chance in papers of the format."""
    return next(
        (
            share
            for quantity, share in params.alone.items()
            if won.of(quantity) >= max(params.few, share * won.held / 100.0)
        ),
        None,
    )


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
    """Return the room that a paper saves, by quantity."""
    leading = params.text["body"].leading
    pages = judged_pages(paper, params)
    columns = [column for column in paper.columns if column.page in pages]
    used = paper.budget.body_pages + paper.budget.bibliography_pages + paper.budget.appendix_pages
    spaces = asked_spaces(paper)
    white = _white(spaces, params)
    return Won(
        block=max(_block(paper, columns, params), 0.0) / leading,
        leading=(
            sum(_closer(setting, paper, params) for setting in settings.values()) + _framed(paper, params)
        )
        / leading,
        letters=sum(_denser(setting, paper, columns, params) for setting in settings.values()),
        white=white / leading,
        amid=(white - _white([space for space in spaces if not space.within_text], params)) / leading,
        held=max(used, 1.0) * params.columns * ((params.top - params.bottom) / leading + 1.0),
    )


def _block(paper: Paper, columns: list[Column], params: Params) -> float:
    """Return by how much the columns together are higher than the format's, in bp.

    If a column is filled at one end only, beside a float or a note, only that end counts.
    """
    rows = rows_followed(paper, Rows(params.top, params.bottom), params.templates)
    leading = params.text["body"].leading
    near, lowered = leading / 2, lowered_pages(paper, columns, rows, leading)
    higher = 0.0
    for column in columns:
        if isinstance(column.first_baseline_bp, Unmeasured) or isinstance(
            column.last_baseline_bp, Unmeasured
        ):
            continue
        lower = lowered.get(column.page, 0.0)
        over = column.first_baseline_bp - rows.top + lower
        under = rows.bottom - lower - column.last_baseline_bp
        filled = over > -near and under > -near
        higher += over + under if filled else max(over, 0.0) + max(under, 0.0)
    return higher


def _closer(setting: TextSetting, paper: Paper, params: Params) -> float:
    """Return the room that the leading of one kind of text saves, in bp.

    For a reference list, the balanced columns do not count.
    """
    leading = params.text[setting.role].leading
    distances: Iterable[float] = setting.distances_bp
    if setting.role == "reference":
        distances = (space.distance_bp for space in paper.spaces if space.kind == "reference-leading")
    near = leading + params.rounding
    return max(sum(leading - distance for distance in distances if distance < near), 0.0)


def _framed(paper: Paper, params: Params) -> float:
    """Return the room that prose of the body's size in frames and figures saves by tighter leading, in bp.

    So does that of included figures: a column of the paper's own text can be one. Smaller type has a leading
    of its own, and other rules check it.
    """
    own = params.text["body"]
    return sum(
        (passage.lines - 1)
        * max(params.float_leading - passage.leading_bp, 0.0)
        * max(passage.box.width / params.width, 1.0)
        for passage in paper.passages
        if passage.role == "float"
        and not (passage.mono or passage.cells)
        and passage.size_bp > own.size - params.rounding
    )


def _denser(setting: TextSetting, paper: Paper, columns: list[Column], params: Params) -> float:
    """Return the lines of running text that one kind of text saves by denser setting.

    Narrower letters, narrower spaces and wider columns make text denser. A narrow typeface has narrow
    spaces, which count once.
    """
    own = params.text[setting.role]
    width = _width(columns, params.width)
    # Advance of a letter with its share of the spaces, in em.
    advance = width / (setting.size_bp * setting.horizontal_scale * setting.line_characters)
    added = _below(setting.tracking, params.tracking / 100.0, params.errors)
    added += _below(setting.word_space, params.word_space / 100.0, params.errors) * setting.blank_share
    spaced = min(1.0 + added / advance, _other_typefaces(setting.role, paper, params))
    letters = setting.size_bp * setting.horizontal_scale / own.size * spaced
    denser = width / params.width / letters - 1.0
    return max(denser, 0.0) * setting.lines * own.leading / params.text["body"].leading


def _other_typefaces(role: Role, paper: Paper, params: Params) -> float:
    """Return how long the text of a role is over its length in the format's typeface, 1.0 at most.

    Only typefaces that are not known can make it shorter: what the known ones save is for other rules.
    """
    widths = [width for width in paper.set_widths if width.role == role]
    others = [width for width in widths if not width.known]
    # of the body every second line is measured
    if not params.narrowest or 2 * sum(width.lines for width in others) < params.lines:
        return 1.0
    own = sum(width.natural_length_bp for width in others) * 100.0 / params.narrowest
    saved = max(own - sum(width.length_bp for width in others), 0.0)
    return 1.0 - saved / (own + sum(width.natural_length_bp for width in widths if width.known))


def _below(space: MeanSpacing | Unmeasured, expected: float, errors: float) -> float:
    """Return by how far a mean lies below the expected value, beyond chance, in em.

    The result is 0 or less.
    """
    if isinstance(space, Unmeasured):
        return 0.0
    return min(space.mean_em + errors * space.error_em - expected, 0.0)


def _width(columns: list[Column], least: float) -> float:
    """Return the mean width of the columns by their full lines, in bp, and at least `least`.

    Indented lists and entries do not make a column narrower.
    """
    widths = [
        (max(column.right_bp - column.left_bp, least), column.lines)
        for column in columns
        if not isinstance(column.left_bp, Unmeasured) and not isinstance(column.right_bp, Unmeasured)
    ]
    lines = sum(weight for _, weight in widths)
    return sum(width * weight for width, weight in widths) / lines if lines else least


def _white(spaces: Iterable[Space], params: Params) -> float:
    """Return the room that spaces save by being narrower than the format's least or usual space, in bp."""
    won = 0.0
    differences: dict[SpaceKind, list[float]] = {}
    for space in spaces:
        if space.kind in params.usual:
            usual_bp = params.usual[space.kind]
            if space.within_text:
                usual_bp = params.usual_within.get(space.kind, usual_bp)
            closer = max(usual_bp - space.distance_bp, -params.elastic)
            differences.setdefault(space.kind, []).append(closer)
        elif space.kind in params.least:
            won += max(params.least[space.kind] - space.distance_bp, 0.0)
    return won + sum(max(mean(closer), 0.0) * len(closer) for closer in differences.values())
