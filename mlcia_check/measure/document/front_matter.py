"""The front matter: title, abstract, CCS concepts and keywords, as headings or run in with their text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.roles.heading_text import comparable
from mlcia_check.model.measured_paper import FURNITURE, FrontMatter
from mlcia_check.model.pdf_facts import Font

_PAGE_MAX: Final = 2
"""A long abstract after many authors pushes the keywords to the second page."""

_TITLE_MIN_SIZES: Final = 1.25
"""Of the body size: the class sets the title at 1.6 times."""

_ABSTRACT_LINES_MIN: Final = 3
"""Lines of prose: what else stands between authors and keywords (a date, a note) is shorter."""

_PROSE_WORDS_MIN: Final = 5
"""Words of a line of prose: half of what a narrow column holds."""

_MARK: Final = r"(?:\s*[:：.。•·\-–—―]|\s{2})"
_NUMBER: Final = re.compile(r"^\d{1,4}\s+(?=\D)")


def front_matter(
    lines: Sequence[DraftLine], size: float, fonts: Sequence[Font], vocabulary: Mapping[str, Collection[str]]
) -> FrontMatter:
    """What is there of the front matter. `size` is the body's, in bp."""
    early = [line for line in lines if line.page <= _PAGE_MAX and line.role not in FURNITURE]
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
        keywords=_has(early, vocabulary.get("keywords", ()), fonts),
    )


def _unnamed_abstract(
    lines: Sequence[DraftLine], size: float, others: Iterable[Collection[str]], fonts: Sequence[Font]
) -> bool:
    """Whether prose stands before the CCS concepts or keywords: journals set no word above it."""
    for place, line in enumerate(lines):
        if line.role == "heading" and line.weight > 2 and line.size_bp <= _TITLE_MIN_SIZES * size:
            break
        if any(words and _has([line], words, fonts) for words in others):
            return sum(map(_is_prose, lines[:place])) >= _ABSTRACT_LINES_MIN
    return False


def _is_prose(line: DraftLine) -> bool:
    """ "weights and saw no difference that survives a correction"; not the names of authors and places."""
    words = line.text.split()
    small = sum(word[0].islower() for word in words)
    return line.role in ("body", "front-note") and len(words) >= _PROSE_WORDS_MIN and 2 * small > len(words)


def _has(lines: Iterable[DraftLine], words: Collection[str], fonts: Sequence[Font]) -> bool:
    """Whether a line is one of the words, or begins with one that a mark or its bold type sets off."""
    if not words:
        return True
    whole = {comparable(word) for word in words}
    spaced = (r"\s*".join(re.escape(letter) for letter in "".join(word.split())) for word in words)
    begins = re.compile(rf"\s*[\[【]?\s*(?:{'|'.join(spaced)})(?P<mark>{_MARK}|\s*[\]】]|$)?", re.IGNORECASE)
    for line in lines:
        text = _NUMBER.sub("", line.text)
        match = begins.match(text)
        if not match:
            continue
        if match["mark"] is not None or comparable(text) in whole:
            return True
        if text[match.end() : match.end() + 1].isspace() and _leads_in_other_type(line, fonts):
            return True
    return False


def _leads_in_other_type(line: DraftLine, fonts: Sequence[Font]) -> bool:
    """Whether the line begins in bold type, or in another font than most of it is set in."""
    first = next((run for run in line.runs if run.text.strip()), None)
    return first is not None and (fonts[first.font].bold or first.font != line.font)
