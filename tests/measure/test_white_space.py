"""White space around lists, captions and headings, and what is none of them."""

from __future__ import annotations

import pytest

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.lines.ink_regions import Region
from mlcia_check.measure.observed.white_space import spaces
from mlcia_check.model.geometry import Box
from mlcia_check.model.measured_paper import WIDE, CaptionKind, CaptionSide, Column, FloatCaption
from tests.drafts import SIZE, draft, run

EDGE = 54.0
TEXT = EDGE + 8.4


def item(number: int, text_left: float = TEXT) -> DraftLine:
    """The first line of an item: a label at the edge, and text that begins right of it."""
    line = draft("• the service keeps no log", number)
    line.runs = [
        run("•", EDGE, line.baseline_bp, SIZE),
        run("the service keeps no log", text_left, line.baseline_bp, SIZE),
    ]
    return line


def labelled(label: str, number: int, bold: bool = False) -> DraftLine:
    """A line with a label in another font at the edge, alone if it is bold."""
    line = draft(label if bold else f"{label} the server", number)
    line.bold = bold
    if not bold:
        line.runs = [
            run(label, EDGE, line.baseline_bp, SIZE, font=1),
            run("the server", EDGE + 80.0, line.baseline_bp, SIZE),
        ]
    return line


SET_IN = EDGE + 28.6
LIST = [draft("(a) What is kept", 2, left=SET_IN), draft("for how long", 3, left=SET_IN + 14.0)]


@pytest.mark.parametrize(
    ("lines", "measured"),
    [
        pytest.param([draft("Text goes on."), item(1), draft("of it", 2, left=TEXT)], 1, id="a list"),
        pytest.param(
            [draft("Text goes on."), item(1, TEXT - 3.0), draft("of it", 2, left=TEXT)],
            0,
            id="a paragraph that hangs by hand",
        ),
        pytest.param([draft("Text goes on."), item(1), draft("of it", 2)], 0, id="a paragraph"),
        pytest.param([item(0), item(1), draft("of it", 2, left=TEXT)], 0, id="an item above"),
        pytest.param(
            [item(0), draft("– no log", 1, left=TEXT), draft("of it", 2, left=TEXT + 8.0)],
            0,
            id="a list in an item",
        ),
        pytest.param(
            [draft("and of its keys,", left=SET_IN), labelled("Points to answer:", 1), *LIST],
            0,
            id="a list in an item with a word for a label",
        ),
        pytest.param(
            [labelled("Points to answer:", 1, bold=True), *LIST], 0, id="a list right below such a label"
        ),
        pytest.param(
            [draft("0 keys,"), labelled("Points to answer:", 1), *LIST], 1, id="a list below a run-in heading"
        ),
        pytest.param(
            [draft("the means (adjusted a ="), draft("0.0083) and the", 1, left=SET_IN), draft("of it", 2)],
            0,
            id="a number",
        ),
        pytest.param(
            [draft("Text goes on."), draft("0.0083) and", 1, left=SET_IN), draft("it", 2, left=SET_IN)],
            0,
            id="a number that is set in",
        ),
    ],
)
def test_space_above_a_list(lines: list[DraftLine], measured: int) -> None:
    columns = [Column(1, 0, 20, EDGE, 294.0, 698.0, 85.0, 11.0)]
    found = spaces(lines, columns, [[]], SIZE, 11.0)
    assert [space.kind for space in found] == ["list-above"] * measured


@pytest.mark.parametrize(
    ("lines", "measured"),
    [
        pytest.param([*LIST, draft("Text goes on.", 4)], 1, id="text at the edge"),
        pytest.param(
            [*LIST, draft("A paragraph", 4, left=EDGE + 10.0), draft("goes on.", 5)], 1, id="a paragraph"
        ),
        pytest.param([*LIST, draft("(b) Why", 4, left=SET_IN)], 0, id="an item"),
        pytest.param([*LIST, draft("goes on.", 4, left=SET_IN + 14.0)], 0, id="the item goes on"),
        pytest.param(
            [item(1), *[draft("of it", n, left=TEXT) for n in (2, 3)], draft("Text.", 4)],
            1,
            id="labels at the edge",
        ),
        pytest.param(
            [item(1), draft("of it", 2, left=TEXT), draft("A paragraph", 3, left=TEXT + 1.0), draft("on", 4)],
            0,
            id="a paragraph below an item that is hardly set in",
        ),
        pytest.param([LIST[0], draft("Text goes on.", 3)], 0, id="a paragraph with a number"),
        pytest.param(
            [draft("beside a figure", 2, left=150.0), LIST[1], draft("below it", 4)], 0, id="a wrapped figure"
        ),
    ],
)
def test_space_below_a_list(lines: list[DraftLine], measured: int) -> None:
    columns = [Column(1, 0, 20, EDGE, 294.0, 698.0, 85.0, 11.0)]
    found = spaces([draft("Text goes on."), *lines], columns, [[]], SIZE, 11.0)
    assert [space.kind for space in found if space.kind == "list-below"] == ["list-below"] * measured


def opened(head: str, text: str, font: int) -> DraftLine:
    """The first line of a paragraph whose first words are in a font of their own."""
    line = draft(f"{head} {text}", 1)
    line.runs = [
        run(head, EDGE, line.baseline_bp, SIZE, font=font),
        run(text, EDGE + 100.0, line.baseline_bp, SIZE),
    ]
    return line


@pytest.mark.parametrize(
    ("head", "font", "kinds"),
    [
        pytest.param("3.1 Threat Model.", 1, ["heading-above", "heading-below"], id="a subsection"),
        pytest.param("3 Design", 1, ["heading-above", "heading-below"], id="a section"),
        pytest.param("3.1 Threat Model.", 0, [], id="in regular type"),
        pytest.param("3.1.2 Keys.", 1, [], id="the class's own third level"),
        pytest.param("1. Keys.", 1, [], id="a point of several"),
        pytest.param("Threat Model.", 1, [], id="without a number"),
        pytest.param("30", 1, [], id="a number of the text"),
        pytest.param("A key point.", 1, [], id="a word of one letter"),
    ],
)
def test_a_section_s_heading_in_its_first_line_leaves_no_white(
    head: str, font: int, kinds: list[str]
) -> None:
    columns = [Column(1, 0, 20, EDGE, 294.0, 698.0, 85.0, 11.0)]
    lines = [draft("Text goes on."), opened(head, "We assume a server", font), draft("and a client", 2)]
    found = spaces(lines, columns, [[]], SIZE, 11.0, bold=(False, True))
    assert [space.kind for space in found] == kinds


@pytest.mark.parametrize(
    ("captions", "measured"),
    [
        pytest.param(["Figure 2: What we measure"], 1, id="a figure"),
        pytest.param(["Listing 2: How we measure"], 0, id="a listing"),
        pytest.param(["Listing 2: How we measure", "it twice a day"], 0, id="a listing of two lines"),
        pytest.param(["清单 2：测量"], 0, id="a Chinese listing"),
    ],
)
def test_the_caption_of_a_listing_in_the_text_is_no_float_s(captions: list[str], measured: int) -> None:
    above = [draft(text, number, role="caption") for number, text in enumerate(captions, 1)]
    code = [draft("return x", len(captions) + number, role="float") for number in (1, 2)]
    lines = [draft("Text goes on."), *above, *code, draft("and on", len(captions) + 4)]
    found = spaces(lines, (), [[]], SIZE, 11.0)
    assert [space.kind for space in found] == ["float-below"] * measured


@pytest.mark.parametrize(("row", "full", "measured"), [(4, False, 0), (4, True, 1), (5, False, 1)])
def test_the_next_line_of_a_caption_beside_its_figure_is_no_text_below(
    row: int, full: bool, measured: int
) -> None:
    lines = [draft("Figure 2: What we measure", 3, role="caption"), draft("and how we do it", row)]
    lines[-1].full = full
    assert [space.kind for space in spaces(lines, (), [[]], SIZE, 11.0)] == ["float-below"] * measured


@pytest.mark.parametrize("text_above", [True, False])
def test_a_float_amid_the_text_of_its_column_is_told_from_one_at_its_top(text_above: bool) -> None:
    above = [draft("Text goes on.")] if text_above else []
    lines = [*above, draft("Figure 2: What we measure", 3, role="caption"), draft("and on", 6)]
    found = spaces(lines, (), [[]], SIZE, 11.0)
    assert [(space.kind, space.within_text) for space in found] == [("float-below", text_above)]


@pytest.mark.parametrize(
    ("text_above", "row", "measured"),
    [
        pytest.param(False, 6, 1, id="at the top"),
        pytest.param(False, 4, 0, id="a line of it behind its rule"),
        pytest.param(True, 6, 0, id="amid the text"),
    ],
)
def test_an_algorithm_between_rules_at_the_top_of_its_column_is_a_float(
    text_above: bool, row: int, measured: int
) -> None:
    above = [draft("Text goes on.")] if text_above else []
    rows = [draft("Algorithm 2 Asking", 2, role="float"), draft("1: ask the model", 3, role="float")]
    found = spaces([*above, *rows, draft("and on", row)], (), [[]], SIZE, 11.0)
    assert [space.kind for space in found] == ["float-below"] * measured


def test_a_list_in_a_column_of_lists_alone_has_no_text_above() -> None:
    columns = [Column(page, 0, 20, EDGE, 294.0, 698.0, 85.0, 11.0) for page in (1, 5)]
    set_in = Column(3, 0, 20, TEXT + 20.0, 294.0, 698.0, 85.0, 11.0)
    lines = [
        draft("an item that goes on", 0, left=TEXT + 20.0, page=3),
        draft("(a) Yes, always.", 1, left=TEXT + 24.0, page=3),
    ]
    assert spaces(lines, [*columns, set_in], [[]] * 5, SIZE, 11.0) == ()


@pytest.mark.parametrize(
    ("text", "kind", "side", "kinds"),
    [
        pytest.param("Algorithm 2: Replay", None, "above", [], id="the head of an algorithm"),
        pytest.param("Table 2: Replays", "table", "above", [], id="a table"),
        pytest.param("Figure 2: Replays", "figure", "above", [], id="a figure's above it"),
        pytest.param("Figure 2: Replays", "figure", "below", ["caption-above"], id="a figure's"),
    ],
)
def test_only_captions_of_figures_stand_below_them(
    text: str, kind: CaptionKind | None, side: CaptionSide, kinds: list[str]
) -> None:
    caption = draft(text, 0, role="caption")
    labelled = [FloatCaption(1, caption.box, text, kind, side)] if kind else []
    rule = Region(Box(EDGE, 708.6, 294.0, 709.4), ruled=True)
    lines = [caption, draft("the text goes on", 1)]
    found = spaces(lines, (), [[rule]], SIZE, 11.0, labelled)
    assert [space.kind for space in found if space.kind == "caption-above"] == kinds


@pytest.mark.parametrize(
    ("kind", "side", "measured"),
    [
        pytest.param("table", "above", [8.0], id="above its table"),
        pytest.param("table", "below", [], id="below its table"),
        pytest.param("figure", "above", [], id="a figure's"),
    ],
)
def test_space_below_the_caption_of_a_table(
    kind: CaptionKind, side: CaptionSide, measured: list[float]
) -> None:
    caption = [draft("Table 2: Replays", 0, role="caption"), draft("of a month", 1, role="caption")]
    labelled = [FloatCaption(1, caption[0].box, caption[0].text, kind, side)]
    rule = Region(Box(EDGE, 600.0, 294.0, 681.0), ruled=True)
    found = spaces([*caption, draft("Rounds", 3, role="float")], (), [[rule]], SIZE, 11.0, labelled)
    assert [space.distance_bp for space in found if space.kind == "caption-below"] == measured


@pytest.mark.parametrize(
    ("gap", "size", "measured"),
    [
        pytest.param(10.5, SIZE, [10.5], id="pulled up"),
        pytest.param(10.9, SIZE, [], id="rounded"),
        pytest.param(11.0, SIZE, [], id="on the leading"),
        pytest.param(5.0, SIZE, [], id="half a line"),
        pytest.param(9.0, 7.0, [], id="in smaller type"),
    ],
)
def test_lines_of_running_text_closer_than_their_leading(
    gap: float, size: float, measured: list[float]
) -> None:
    lines = [draft("Text goes on."), draft("A paragraph", 1, size=size)]
    lines[1].baseline_bp = lines[0].baseline_bp - gap
    found = spaces(lines, (), [[]], SIZE, 11.0)
    assert [space.distance_bp for space in found if space.kind == "line-above"] == measured


def test_lines_of_text_that_wraps_a_figure_stand_beside_its_caption() -> None:
    lines = [draft("Text goes on."), draft("a caption's line", 1, left=300.0), draft("The text", 1)]
    for line, baseline in zip(lines, (700.0, 693.5, 689.0), strict=True):
        line.baseline_bp = baseline
    found = spaces(lines, (), [[]], SIZE, 11.0)
    assert not [space for space in found if space.kind == "line-above"]


@pytest.mark.parametrize(
    ("head", "font", "measured"),
    [
        pytest.param("Theorem 3.1.", 2, True, id="in small capitals"),
        pytest.param("Definition 2 (Leakage).", 2, True, id="with a note"),
        pytest.param("定理 2（组合）", 2, True, id="Chinese"),
        pytest.param("Theorem 3.1.", 1, False, id="in bold, by hand"),
        pytest.param("Theorem 3.1.", 0, False, id="a reference in the text"),
        pytest.param("Theorem 3 shows", 2, False, id="a sentence"),
        pytest.param("Theorems 3 and 4.", 2, False, id="several"),
    ],
)
def test_space_above_a_theorem(head: str, font: int, measured: bool) -> None:
    lines = [draft("Text goes on."), opened(head, "Let the server answer", font)]
    found = spaces(lines, (), [[]], SIZE, 11.0, bold=(False, True, False))
    assert [space.kind for space in found] == ["theorem-above"] * measured


@pytest.mark.parametrize(
    ("caption", "first", "measured"),
    [
        pytest.param("Figure 2: Costs", 3, 2, id="figure"),
        pytest.param("Listing 2: Costs", 3, 0, id="listing"),
        pytest.param("Figure 2: Costs", 2, 0, id="another line of the caption"),
    ],
)
def test_text_below_a_float_across_the_columns(caption: str, first: int, measured: int) -> None:
    head = draft(caption, page=2, role="caption")
    rest = draft("of a key", 1, page=2, role="caption")
    for line in (head, rest):
        line.column = WIDE
    text = [draft("Text goes on.", row, page=2) for row in (first, first + 1) * 2]
    for line in text:
        line.full = True
    for line in text[2:]:
        line.column = 1
    found = spaces([head, rest, *text], (), [[], []], SIZE, 11.0)
    assert [(space.kind, space.column) for space in found] == [("float-below", WIDE)] * measured
    assert all(space.distance_bp == rest.baseline_bp - text[0].baseline_bp for space in found)
