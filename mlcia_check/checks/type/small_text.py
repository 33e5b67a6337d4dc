"""Is small print at least as large as the limit for its kind?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from msgspec import Struct

from mlcia_check.checks import every_place, set_apart_prose
from mlcia_check.checks.abstract_type import abstract_type
from mlcia_check.checks.type.small_formulas import small_formulas
from mlcia_check.model.answers import Answer, Breach, NotApplicable, Place, Unit
from mlcia_check.model.lengths import Length
from mlcia_check.model.measured_paper import CaptionKind, Citation, Line, Paper, Role, SetPassage, Unmeasured
from mlcia_check.model.rule_pack import Cases

BREACHES: Cases = {
    "footnote": (),
    "caption": (),
    "float-caption": (),
    "listing": (),
    "body": (),
    "float": (),
    "boxes": (),
    "room": (),
    "together": (),
    "cited": (),
    "notes": (),
    "front": (),
    "display": (),
}
DOUBTS: Cases = {}

_WORDS_MIN_LETTERS: Final = 4
"""Letters of a line of running text: indices have fewer."""

_CODE_MARK: Final = re.compile(r"[_={}<>;#&|*+\\\"$@^~]|\w[(\[]|\w\.\w| [.,)\]]")
"""A mark that code has and prose has seldom, as in `rows[0]`, `r.name`, `f(x);`, `f (x , y )`."""

_CODE_MARKS_MIN_SHARE: Final = 0.06
"""Of the characters without spaces: code has 0.08 to 0.3 such marks, prose with citations 0.03."""


class Params(Struct, frozen=True, forbid_unknown_fields=True):
    """`footnote`, `caption`, `listing` and `body`: the least type size of each kind of text, in bp.

    The format may say nothing about the first three; then a kind is not checked.

    `slack`: the slack of these sizes, in bp. `lines`: the least number of smaller lines to report.
    `indented`: the same for running text that does not fill its column, such as quotations and remarks;
    another rule checks full lines. `floats`: the same for floats; only lines that fill their column are
    checked, by the size of `body`. `float_caption`: the type size of captions of figures and tables in the
    format, in bp; at least `captions` smaller ones are reported, if most of the figures or of the tables have
    such, without those below `caption`. `displays`: the least number of display formulas to report whose
    letters are smaller than `body`, if most of a LaTeX paper's formulas are so.

    `abstract`: the least size of the abstract, in bp, if the format states it. If it does not, the abstract
    may be as small as `abstract_smallest` bp, or three quarters of `body` if that is 0. An abstract of more
    than `abstract_most` characters must keep the size of `body`.

    Much of a paper in small type is a breach too. `boxed` and `boxes`: the characters, and the share of
    the paper's characters (0 to 1), from which on prose below `body` in boxes, floats and listings is too
    much. `room`: the share of the room of all text (0 to 1) from which on as many characters in boxes,
    floats, listings and cells of tables save too much of it by their type.
    `cited`: the characters from which on such prose is reported if it cites the references: prompts and
    answers do not, the paper's own text does. `notes`: the share of the paper (0 to 1) from which on
    footnotes are too much, and footnotes together with all such prose, that of tables included. `notes_long`:
    the same share if footnotes alone hold `boxed` characters. `front`: the characters of small print on the
    first page from which on it is too much (0: never).
    """

    body: Length
    slack: Length
    lines: int
    indented: int
    floats: int
    displays: int
    boxed: int
    boxes: float
    room: float
    cited: int
    notes: float
    notes_long: float
    captions: int
    front: int = 0
    footnote: Length | None = None
    caption: Length | None = None
    float_caption: Length | None = None
    listing: Length | None = None
    abstract: Length | None = None
    abstract_smallest: Length = 0.0
    abstract_most: int = 0


def check(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield one breach for each kind of text.

    Sheets of several pages each are not checked: another rule reports them.
    """
    if paper.imposed:
        yield NotApplicable("imposed")
        return
    yield from _much(paper, params)
    yield from _small_captions(paper, params)
    if formulas := small_formulas(paper, params.body, params.displays):
        yield _of_lines(formulas, "display", params.body)
    floors: dict[Role, float | None] = {
        "footnote": params.footnote,
        "caption": params.caption,
        "listing": params.listing,
        "body": params.body,
        "float": params.body,
    }
    fewest: dict[Role, int] = {"body": params.indented, "float": params.floats}
    own_type = abstract_type(paper, params, params.body)
    small_lines: dict[Role, list[Line]] = {role: [] for role in floors}
    for line in paper.lines:
        least = floors.get(line.role)
        if (
            least is not None
            and line.apparent_size_bp < least - params.slack
            and _is_asked(line)
            and not (own_type is not None and own_type.covers(line, params.slack))
        ):
            small_lines[line.role].append(line)
    for role, floor in floors.items():
        if floor is None:
            continue
        small = small_lines[role]
        if _in_columns(small, paper) >= fewest.get(role, params.lines):
            usual = _commonest_size(small)
            shown = next(line for line in small if round(line.apparent_size_bp, 2) == usual)
            yield Breach(
                measured=usual,
                expected=floor,
                unit="bp",
                place=Place(shown.page, shown.box, shown.text),
                pages=tuple(sorted({line.page for line in small})),
                places=every_place.of_passages(small),
                lines=len(small),
                case=role,
            )


def _much(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield breaches if much of the paper is in small type, even if each passage alone is allowed."""
    share, notes = set_apart_prose.share_in_notes(paper)
    printed = set_apart_prose.small_print(paper, params.body - params.slack)
    is_long = share >= params.notes_long and _held(notes) >= params.boxed
    most = params.notes_long if is_long else params.notes
    if printed:
        yield from _much_print(paper, printed, share, most, params)
    if share >= most:
        yield _of_notes(notes, "notes", "percent", measured=100.0 * share, expected=100.0 * most)
    first = takewhile(lambda line: line.page == 1, paper.lines)
    front = [line for line in first if line.role == "front-note"]
    if params.front and (held := _held(front)) >= params.front:
        yield _of_notes(front, "front", "characters", measured=held, expected=params.front)


def _held(lines: Sequence[Line]) -> int:
    return sum(set_apart_prose.count_characters(line.text) for line in lines)


def _of_notes(notes: Sequence[Line], case: str, unit: Unit, *, measured: float, expected: float) -> Breach:
    """Return the breach of a case by these notes, with the first of them as its place."""
    return Breach(
        measured=measured,
        expected=expected,
        unit=unit,
        place=Place(notes[0].page, notes[0].box, notes[0].text),
        pages=tuple(sorted({line.page for line in notes})),
        places=every_place.of_passages(notes),
        lines=len(notes),
        case=case,
    )


def _much_print(
    paper: Paper, printed: Sequence[SetPassage], notes: float, most: float, params: Params
) -> Iterator[Answer]:
    """Yield a breach if small print is too much: in boxes, by its room, with the share of the `notes`, or as
    it cites. With notes of the share `most`, these are reported themselves.
    """
    boxes = [passage for passage in printed if not passage.cells]
    held = sum(passage.characters for passage in boxes)
    held_all = sum(passage.characters for passage in printed)
    total = max(set_apart_prose.characters(paper), 1)
    together = held_all / total + notes
    if held >= max(params.boxed, params.boxes * total):
        measured, expected = 100.0 * held / total, 100.0 * params.boxes
        yield _in_boxes(boxes, "boxes", "percent", measured=measured, expected=expected)
    elif held_all >= params.boxed and (saved := set_apart_prose.room_saved(paper, printed)) >= params.room:
        measured, expected = 100.0 * saved, 100.0 * params.room
        yield _in_boxes(printed, "room", "percent", measured=measured, expected=expected)
    elif notes < most and together >= (least := max(params.notes_long, params.boxed / total)):
        measured, expected = 100.0 * together, 100.0 * least
        yield _in_boxes(printed, "together", "percent", measured=measured, expected=expected)
    else:
        yield from _cited(paper, boxes, params)


def _cited(paper: Paper, boxes: Sequence[SetPassage], params: Params) -> Iterator[Answer]:
    """Yield a breach if boxes and floats with citations hold much prose in small type."""
    own = [passage for passage in boxes if passage.role != "caption" and not passage.mono]
    if sum(passage.characters for passage in own) < params.cited:
        return
    cited = [passage for passage in own if any(_cites(passage, citation) for citation in paper.citations)]
    if sum(passage.characters for passage in cited) >= params.cited:
        yield _in_boxes(cited, "cited", "bp", measured=_largest(cited).size_bp, expected=params.body)


def _in_boxes(
    passages: Sequence[SetPassage], case: str, unit: Unit, *, measured: float, expected: float
) -> Breach:
    """Return the breach of a case by these passages, with the largest of them as its place."""
    return Breach(
        measured=measured,
        expected=expected,
        unit=unit,
        place=set_apart_prose.place_of(_largest(passages)),
        pages=set_apart_prose.pages_of(passages),
        places=every_place.of_each(passages),
        lines=sum(passage.lines for passage in passages),
        case=case,
    )


def _largest(passages: Sequence[SetPassage]) -> SetPassage:
    return max(passages, key=lambda passage: passage.characters)


def _cites(passage: SetPassage, citation: Citation) -> bool:
    box, line = passage.box, citation.box
    return (
        citation.page == passage.page
        and box.bottom < (line.bottom + line.top) / 2 < box.top
        and box.left < (line.left + line.right) / 2 < box.right
    )


def _small_captions(paper: Paper, params: Params) -> Iterator[Answer]:
    """Yield a breach if most figures, or most tables, have captions in smaller type than the format's."""
    if params.float_caption is None or not paper.captions:
        return
    kinds = {(caption.page, caption.text): caption.kind for caption in paper.captions}
    captions: defaultdict[CaptionKind, list[Line]] = defaultdict(list)
    for line in paper.lines:
        if line.role == "caption" and (line.page, line.text) in kinds:
            captions[kinds[line.page, line.text]].append(line)
    least, most = (params.caption or 0.0) - params.slack, params.float_caption - params.slack
    small: list[Line] = []
    for members in captions.values():
        smaller = [line for line in members if least <= line.apparent_size_bp < most]
        small += smaller if 2 * len(smaller) > len(members) else []
    if len(small) >= params.captions:
        yield _of_lines(small, "float-caption", params.float_caption)


def _of_lines(small: Sequence[Line], case: str, expected: float) -> Breach:
    """Return the breach of a case by these lines, each of which is a passage of its own."""
    return Breach(
        measured=_commonest_size(small),
        expected=expected,
        unit="bp",
        place=Place(small[0].page, small[0].box, small[0].text),
        pages=tuple(sorted({line.page for line in small})),
        places=every_place.of_each(small),
        lines=len(small),
        case=case,
    )


def _in_columns(lines: list[Line], paper: Paper) -> float:
    """Return the length of these lines in lines of a column. A line across both columns counts as two."""
    width = paper.column_width_bp
    if isinstance(width, Unmeasured):
        return len(lines)
    return sum(max(1.0, line.box.width / width) for line in lines)


def _commonest_size(lines: Sequence[Line]) -> float:
    """Return the size of most of the characters, in bp. A few smaller words say little about a passage."""
    weights: defaultdict[float, int] = defaultdict(int)
    for line in lines:
        weights[round(line.apparent_size_bp, 2)] += len(line.text)
    return max(weights, key=weights.__getitem__)


def _is_asked(line: Line) -> bool:
    """Return True if this rule checks the line. Another rule checks full lines of running text.

    A full line of a float is prose. Other lines of floats are labels and cells. Of running text, "j" or "i=1"
    on a line of its own is an index of a formula whose letters are those of the text. The mark of a footnote
    stands alone where the footnote is an address in type of fixed pitch.
    """
    if line.role == "footnote":
        return any(map(str.isalpha, line.text))
    if line.role == "float":
        return line.full and 2 * sum(map(str.isalpha, line.text)) > len(line.text)
    if line.role == "body":
        letters = sum(map(str.isalpha, line.text))
        return not line.full and letters >= _WORDS_MIN_LETTERS and not _is_code(line.text)
    return True


def _is_code(text: str) -> bool:
    """Return True if a line has the marks of code, which LaTeX's listings have in roman type by default."""
    return len(_CODE_MARK.findall(text)) >= _CODE_MARKS_MIN_SHARE * (len(text) - text.count(" "))
