"""The front matter: title, abstract, CCS concepts and the like, as headings or run in with their text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from mlcia_check.measure.document.early_pages import last_early_page
from mlcia_check.measure.document.part_labels import PartLabel
from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.model.measured_paper import FURNITURE, FrontMatter
from mlcia_check.model.pdf_facts import Font
from mlcia_check.support.character_ranges import HAN

_TITLE_MIN_SIZES: Final = 1.25
"""Of the body size: the class sets the title at 1.6 times."""

_ABSTRACT_LINES_MIN: Final = 3
"""Lines of prose: what else stands between authors and keywords (a date, a note) is shorter."""

_PROSE_WORDS_MIN: Final = 5
"""Words of a line of prose: half of what a narrow column holds."""


def front_matter(
    lines: Sequence[DraftLine], size: float, fonts: Sequence[Font], vocabulary: Mapping[str, Collection[str]]
) -> FrontMatter:
    """Return what is there of the front matter. `size` is the body's, in bp."""
    last = last_early_page(lines)
    early = [line for line in lines if line.page <= last and line.role not in FURNITURE]
    first = [line for line in early if line.page == 1]
    return FrontMatter(
        title=any(
            line.role in ("title-block", "heading")
            and line.size_bp > _TITLE_MIN_SIZES * size
            and line.weight > 2
            for line in first
        ),
        abstract=_has(early, vocabulary.get("abstract", ()), fonts)
        or _unnamed_abstract(first, size, (vocabulary.get("ccs", ()), vocabulary.get("keywords", ())), fonts),
        ccs=_has(early, vocabulary.get("ccs", ()), fonts),
        classification=_has(early, vocabulary.get("classification", ()), fonts),
        keywords=_has(early, vocabulary.get("keywords", ()), fonts),
    )


def _unnamed_abstract(
    lines: Sequence[DraftLine], size: float, others: Iterable[Collection[str]], fonts: Sequence[Font]
) -> bool:
    """Return whether prose stands before the CCS concepts or keywords: journals set no word above it."""
    labels = [PartLabel(words, fonts) for words in others if words]
    for place, line in enumerate(lines):
        if line.role == "heading" and line.weight > 2 and line.size_bp <= _TITLE_MIN_SIZES * size:
            break
        if any(label.begins(line) for label in labels):
            return sum(map(_is_prose, lines[:place])) >= _ABSTRACT_LINES_MIN
    return False


def _is_prose(line: DraftLine) -> bool:
    """ "weights and saw no difference that survives a correction"; not the names of authors and places.

    Chinese has no blanks and no small letters: there a line of prose fills its column.
    """
    if line.role not in ("body", "front-note"):
        return False
    if 2 * HAN.count(line.text) > line.weight:
        return line.full
    words = line.text.split()
    small = sum(word[0].islower() for word in words)
    return len(words) >= _PROSE_WORDS_MIN and 2 * small > len(words)


def _has(lines: Iterable[DraftLine], words: Collection[str], fonts: Sequence[Font]) -> bool:
    """Return whether a line begins the part of these words; a pack without words does not ask for it."""
    label = PartLabel(words, fonts)
    return not words or any(label.begins(line) for line in lines)
