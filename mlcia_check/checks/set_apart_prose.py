"""Finds prose that is set apart from the running text, in any role. Several checks use it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Protocol

from mlcia_check.checks import every_place
from mlcia_check.model.answers import Answer, Doubt, Place
from mlcia_check.model.measured_paper import (
    FURNITURE,
    Line,
    Paper,
    Reference,
    Role,
    SetPassage,
    Unmeasured,
)
from mlcia_check.support.character_ranges import WIDE_CHARACTERS
from mlcia_check.support.late_pattern import LatePattern

_HELD: Final[frozenset[Role]] = frozenset(
    {"float", "caption", "title-block", "display", "heading", "listing"}
)
"""Roles whose prose must keep the type of the body once there is much of it.

Footnotes and small print have a type of their own. Quotations in the text stand among the lines of the body.
"""


_NOTES: Final[frozenset[Role]] = frozenset({"footnote", "front-note"})

_YEAR: Final = LatePattern(r"(?<!\d)(?:19|20)\d\d(?!\d)")

_WORD: Final = LatePattern(r"[a-z]+|[A-Z][A-Za-z]*")
_LOWER_CASE_MIN_SHARE: Final = 0.7
"""Share of an entry's letters in lower-case words.

References have less: names and titles begin with capitals.
"""

_LETTERS_PER_YEAR_MAX: Final = 400
"""Letters for each year that an entry names. With more letters, the entry is prose.

References name a year in 150 to 300 letters, even where several are read as one; prose names one in a
thousand.
"""

_OF_CLAUSES: Final = frozenset(
    """
    after are be because been before both but can does each every had has have is it its may must not only our
    so than that their there these they this those was we were when where which while
    """.split()  # noqa: SIM905
)
_OF_CLAUSES_MIN: Final = 3
"""Different words of clauses of an entry with a remark. Of 350 lists none had more than two such entries."""

_NAME_MAX_CHARACTERS: Final = 30
"""Characters for each comma of a list of names: 12 to 20. Prose has a comma in 60 to 100."""

_LOWER_CASE_IN_NAMES_MAX_SHARE: Final = 0.2
"""Share of a list's letters in lower-case words: "and", "de", what follows a hyphen or an accent."""


class ProseLimits(Protocol):
    """Limits for prose set apart from the text. `font_size.Params` explains each of them."""

    @property
    def least(self) -> float: ...
    @property
    def slack(self) -> float: ...
    @property
    def passage(self) -> int: ...
    @property
    def apart(self) -> int: ...
    @property
    def smallest(self) -> float: ...
    @property
    def captions(self) -> float | None: ...
    @property
    def captions_share(self) -> float: ...
    @property
    def framed(self) -> int: ...
    @property
    def boxes(self) -> float: ...
    @property
    def share(self) -> float: ...
    @property
    def entry(self) -> int: ...
    @property
    def entries(self) -> int: ...
    @property
    def usual(self) -> int: ...
    @property
    def beyond(self) -> int: ...


def column_lines(passages: Iterable[SetPassage], paper: Paper) -> float:
    """Return the length of these passages in lines of a column. A line across both columns counts as two."""
    width = paper.column_width_bp
    if isinstance(width, Unmeasured):
        return sum(passage.lines for passage in passages)
    return sum(passage.lines * max(1.0, passage.box.width / width) for passage in passages)


def place_of(passage: SetPassage) -> Place:
    return Place(passage.page, passage.box, passage.words)


def pages_of(passages: Iterable[SetPassage]) -> tuple[int, ...]:
    return tuple(sorted({passage.page for passage in passages}))


def small_prose(paper: Paper, limits: ProseLimits) -> Iterator[Answer]:
    """Yield a doubt about prose in small type in floats, captions and similar places.

    Long passages of running text that do not fill their column count as framed prose: they are dialogues and
    protocols.
    """
    if not limits.apart or paper.imposed:
        return
    printed = [
        passage
        for passage in paper.passages
        if (passage.role in _HELD or (passage.role == "body" and passage.lines > limits.passage))
        and not passage.included
        and passage.size_bp < limits.least - limits.slack
    ]
    # fixed pitch is for code and prompts: only where it is much of the paper is it the paper's own text
    small = [passage for passage in printed if not passage.mono]
    loose = _without_usual_captions(
        [passage for passage in small if not passage.framed and passage.role != "body"], paper, limits
    )
    boxed = [passage for passage in small if not passage.cells]
    if not printed:
        return
    least = limits.smallest - limits.slack
    count = sum(passage.characters * (1 + (passage.size_bp < least)) for passage in loose)
    # Frames and notes share one allowance: each can stay below its own limit and both fill half of a paper.
    held = sum(passage.characters for passage in boxed)
    held += sum(count_characters(line.text) for line in paper.lines if line.role in _NOTES) if held else 0
    shares = (
        (held, boxed, limits.boxes),
        (sum(passage.characters for passage in printed), printed, limits.share),
    )
    total = characters(paper) if max(held, shares[1][0]) >= limits.framed else 0
    much = [part for part in shares if part[0] >= max(limits.framed, part[2] * total)]
    if count >= limits.apart:
        largest = max(loose, key=lambda passage: passage.characters)
        yield Doubt(
            "apart",
            place=place_of(largest),
            pages=pages_of(loose),
            places=every_place.of_each(loose),
            measured=largest.size_bp,
            expected=limits.least,
            unit="bp",
            detail={"characters": sum(passage.characters for passage in loose)},
        )
    elif much:
        held, found, most = much[0]
        yield Doubt(
            "share",
            place=place_of(max(found, key=lambda passage: passage.characters)),
            pages=pages_of(found),
            places=every_place.of_each(found),
            measured=100.0 * held / total,
            expected=100.0 * most,
            unit="percent",
        )


def _without_usual_captions(
    passages: list[SetPassage], paper: Paper, limits: ProseLimits
) -> list[SetPassage]:
    """Return the passages without captions that the format sets as small, unless these hold much of the
    paper.
    """
    if limits.captions is None:
        return passages
    least = limits.captions - limits.slack
    own = [passage for passage in passages if passage.role == "caption" and passage.size_bp >= least]
    if not own or sum(passage.characters for passage in own) >= limits.captions_share * characters(paper):
        return passages
    return [passage for passage in passages if passage not in own]


def characters(paper: Paper) -> int:
    """Return the number of characters outside furniture and the reference list, counted as in a passage."""
    return _count_together(
        [line.text for line in paper.lines if line.role not in FURNITURE and line.role != "reference"]
    )


def count_characters(text: str) -> int:
    """Return the number of characters; a Chinese one, as wide as two letters, counts as two."""
    return len(text) + WIDE_CHARACTERS.count(text)


def _count_together(texts: Sequence[str]) -> int:
    """Return the number of characters of all texts, as `count_characters` does; most texts are ASCII."""
    others = "".join([text for text in texts if not text.isascii()])
    return sum(map(len, texts)) + WIDE_CHARACTERS.count(others)


def share_in_notes(paper: Paper) -> tuple[float, list[Line]]:
    """Return the footnotes' share of the paper's characters (0 to 1), and the lines of the footnotes."""
    notes = [line for line in paper.lines if line.role == "footnote"]
    if not notes:
        return 0.0, notes
    held = _count_together([line.text for line in notes])
    return held / max(characters(paper), 1), notes


def prose_in_notes(paper: Paper, most: float) -> Iterator[Answer]:
    """Yield a doubt if footnotes hold at least the share `most` of the paper: they may be the text."""
    if not most:
        return
    share, notes = share_in_notes(paper)
    if share >= most:
        yield Doubt(
            "notes",
            place=Place(notes[0].page, notes[0].box, notes[0].text),
            pages=tuple(sorted({line.page for line in notes})),
            places=every_place.of_passages(notes),
            measured=100.0 * share,
            expected=100.0 * most,
            unit="percent",
        )


def small_print(paper: Paper, floor: float) -> list[SetPassage]:
    """Return prose below `floor` bp in frames, floats, captions, listings and the cells of tables."""
    return [
        passage
        for passage in paper.passages
        if passage.role in _HELD and not passage.included and passage.size_bp < floor
    ]


def room_saved(paper: Paper, passages: Iterable[SetPassage]) -> float:
    """Return the room that passages save by their type, as a share (0 to 1) of the room of all text.

    It is counted in characters of running text: those of a passage, less those that its area would hold.
    """
    body, width = paper.body, paper.column_width_bp
    setting = next((setting for setting in paper.settings if setting.role == "body"), None)
    if (
        setting is None
        or isinstance(body, Unmeasured)
        or isinstance(body.leading_bp, Unmeasured)
        or isinstance(width, Unmeasured)
    ):
        return 0.0
    dense = setting.line_characters / (width * body.leading_bp)
    saved = (
        passage.characters - passage.box.width * passage.lines * passage.leading_bp * dense
        for passage in passages
    )
    return sum(max(held, 0.0) for held in saved) / max(characters(paper), 1)


def prose_in_entries(paper: Paper, limits: ProseLimits) -> Iterator[Answer]:
    """Yield a doubt about prose in the reference list: long passages, excess length over many entries, or
    sentences in entries.
    """
    if not limits.entries:
        return
    small = [entry for entry in paper.references if entry.size_bp < limits.least - limits.slack]
    prose = [
        entry for entry in small if count_characters(entry.text) > limits.usual and _is_prose(entry.text)
    ]
    long = [entry for entry in prose if count_characters(entry.text) > limits.entry]
    count = _held(long)
    beyond = _held(prose) - limits.usual * len(prose)
    if count < limits.entries and beyond >= limits.beyond:
        long, count = prose, _held(prose)
    if count >= limits.entries:
        yield _about_entries("entries", long, limits)
        return
    remarks = [entry for entry in small if _has_sentences(entry.text) and len(entry.text) <= limits.entry]
    if _held(remarks) >= limits.beyond:
        yield _about_entries("remarks", remarks, limits)


def _held(entries: Iterable[Reference]) -> int:
    return sum(count_characters(entry.text) for entry in entries)


def _about_entries(case: str, entries: Sequence[Reference], limits: ProseLimits) -> Doubt:
    first = entries[0]
    return Doubt(
        case,
        place=Place(first.page, first.box, first.text[:80]),
        pages=tuple(sorted({entry.page for entry in entries})),
        places=every_place.of_each(entries),
        measured=first.size_bp,
        expected=limits.least,
        unit="bp",
        detail={"characters": _held(entries)},
    )


def _has_sentences(entry: str) -> bool:
    """Return True if an entry has words of clauses, as a remark on the work has; a title has one or two."""
    return len(_OF_CLAUSES.intersection(entry.split())) >= _OF_CLAUSES_MIN


def _is_prose(entry: str) -> bool:
    """Return True if an entry is prose and not a reference: few years, or few words with a capital.

    Reports on language models have hundreds of authors before their year: such a list of names is no prose.
    """
    words = _WORD.findall(entry)
    letters = sum(map(len, words))
    lower = sum(len(word) for word in words if word[0].islower())
    if _LETTERS_PER_YEAR_MAX * len(_YEAR.findall(entry)) < len(entry):
        return not (
            _NAME_MAX_CHARACTERS * entry.count(",") >= len(entry)
            and 2 * letters > len(entry)
            and lower <= _LOWER_CASE_IN_NAMES_MAX_SHARE * letters
        )
    return 2 * lower > len(entry) and lower > _LOWER_CASE_MIN_SHARE * letters
