"""Words that a reader of the page does not see, gathered into passages."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from typing import Final

from mlcia_check.measure.observed.cropped_figures import Cropped, cropped_figures
from mlcia_check.measure.observed.hidden_pieces import (
    HiddenPiece,
    cut_off_in_figures,
    joined,
    legible,
    passages_of,
    pieces_of,
    seen_elsewhere,
)
from mlcia_check.measure.observed.letters import letters
from mlcia_check.measure.observed.overflow import with_overflow
from mlcia_check.measure.observed.text_layer import replaced_words, unprinted_words
from mlcia_check.model.box_index import BoxIndex
from mlcia_check.model.geometry import around
from mlcia_check.model.measured_paper import APART, Hidden, Manner
from mlcia_check.model.pdf_facts import Facts, PageFacts, TextRun

_OWN_PLACE: Final = ("tiny", "small", "faint", "actual-text", "off-page")
"""Manners of words that stand where no others do, or are themselves among the runs of the page."""

_DOUBLE_MIN_CHARACTERS: Final = 8
"""Letters that a piece needs to count as a double of others: shorter pieces are found in any line."""

_SQUARE_BP: Final = 24.0
"""Side of the squares by which seen runs are looked up; it affects only speed."""

_MANNER_OF_KEY: Final[dict[str, Manner]] = {
    "Title": "bookmark",
    "Alt": "alternative",
    "ActualText": "alternative",
    "E": "alternative",
    "TU": "field",
    "T": "field",
    "V": "field",
    "DV": "field",
    "Opt": "field",
    "F": "file-name",
    "UF": "file-name",
    "Desc": "file-name",
}
"""What a string of an object is, by its key (PDF 32000-1, tables 44, 153, 220 and 323)."""


def hidden(facts: Facts) -> tuple[Hidden, ...]:
    """Return all unseen words, page after page, then those of the metadata and the annotations."""
    seen_before, is_cropped = seen_elsewhere(facts.pages), cropped_figures(facts)
    cut_off = cut_off_in_figures(facts.pages)
    found = [
        record for page in facts.pages for record in _page_hidden(page, seen_before, is_cropped, cut_off)
    ]
    found.extend(record for page in facts.pages for record in replaced_words(page))
    found.extend(
        Hidden(page.number, note.box, note.text, "annotation") for page in facts.pages for note in page.notes
    )
    found.extend(Hidden(0, None, text, "metadata") for _, text in facts.structure.metadata)
    found.extend(_strings(facts))
    return tuple(found)


def _strings(facts: Facts) -> Iterator[Hidden]:
    """Yield the texts of the file's other objects, one record for each manner."""
    known = {text for _, text in facts.structure.metadata}
    known.update(note.text for page in facts.pages for note in page.notes)
    told: dict[Manner, list[str]] = {}
    for key, text in facts.structure.strings:
        if text not in known:
            told.setdefault(_MANNER_OF_KEY.get(key, "string"), []).append(text)
    for manner, texts in told.items():
        yield Hidden(0, None, APART.join(texts), manner)


def _page_hidden(
    page: PageFacts, seen_before: Callable[[TextRun], bool], is_cropped: Cropped, cut_off: Container[str]
) -> Iterator[Hidden]:
    pieces = list(pieces_of(page, seen_before, is_cropped, cut_off))
    if pieces:
        seen = legible(page)
        index = BoxIndex(((run.box, run) for run in seen), _SQUARE_BP)
        kept = []
        for manner, rows in passages_of(pieces):
            left = rows
            if manner not in _OWN_PLACE:
                left = list(filter(None, (_without_doubles(row, index) for row in rows)))
            if left:
                box = around(piece.box for row in left for piece in row)
                kept.append(Hidden(page.number, box, "\n".join(joined(row) for row in left), manner))
        yield from with_overflow(kept, pieces, seen, page)
    yield from unprinted_words(page)


def _without_doubles(row: list[HiddenPiece], seen: BoxIndex[TextRun]) -> list[HiddenPiece]:
    """Return a row without what is seen in the same place too, as with halos, shadows or a synthetic bold."""
    rest = [piece for piece in row if len(piece.text) < _DOUBLE_MIN_CHARACTERS or not _is_seen([piece], seen)]
    return [] if rest and _is_seen(rest, seen) else rest


def _is_seen(pieces: Sequence[HiddenPiece], seen: BoxIndex[TextRun]) -> bool:
    box = around(piece.box for piece in pieces)
    near = sorted((run for run in seen.near(box) if run.box.overlaps(box)), key=lambda run: run.box.left)
    return letters("".join(piece.text for piece in pieces)) in letters("".join(run.text for run in near))
