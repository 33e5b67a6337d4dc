"""Takes title, abstract and lines of authors from a measured paper, to compare them with registered ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from mlcia_check.measure.document.title import title, title_lines
from mlcia_check.measure.roles.heading_text import comparable
from mlcia_check.model.front_text import AuthorLine, FrontText
from mlcia_check.model.measured_paper import FURNITURE, Line, Paper, Role
from mlcia_check.model.rule_pack import Vocabulary
from mlcia_check.support.tuples import tuple_of

ABSTRACT_PAGE_MAX: Final = 2
"""A title page, or a long list of authors, comes before it."""

ABSTRACT_MAX_CHARACTERS: Final = 10_000
"""Ten times a usual abstract: more is no abstract."""

_NOT_OF_IT: Final[frozenset[Role]] = frozenset({"footnote", "front-note", "float", "caption", "title-block"})
_ROW_BP: Final = 3.0
"""Names of one row stand on baselines that differ by less."""


def front_text(paper: Paper, vocabulary: Vocabulary) -> FrontText:
    """Return the front matter as printed; the words that announce an abstract and end it are the pack's."""
    heads = title_lines(paper.lines)
    abstract = list(_abstract(paper, vocabulary))
    return FrontText(
        title=title(paper.lines),
        title_box=heads[0].box if heads else None,
        abstract=joined(text for text, _ in abstract)[:ABSTRACT_MAX_CHARACTERS] if abstract else "",
        abstract_page=abstract[0][1].page if abstract else 1,
        abstract_box=abstract[0][1].box if abstract else None,
        authors=tuple_of(_authors(paper, heads)),
    )


def joined(texts: Iterable[str]) -> str:
    """Join lines; a word that a hyphen breaks is made whole: "polite-" and "ness" -> politeness."""
    return re.sub(r"(?<=\w)[-\u2010\u00ad]\n(?=[^\W\d_A-Z])", "", "\n".join(texts)).replace("\n", " ")


def _abstract(paper: Paper, vocabulary: Vocabulary) -> Iterator[tuple[str, Line]]:
    """Yield the abstract's lines, without the word that announces it."""
    begins = _announced(vocabulary["abstract"])
    ends = _announced((*vocabulary["ccs"], *vocabulary["keywords"]))
    within = False
    for line in paper.lines:
        if line.role in FURNITURE:
            continue
        if not within:
            match = begins.match(line.text) if line.page <= ABSTRACT_PAGE_MAX else None
            if match and line.role not in _NOT_OF_IT:
                within = True
                rest = line.text[match.end() :].strip()
                if rest and comparable(rest):
                    yield rest, line
            continue
        if line.role == "heading" or ends.match(line.text):
            return
        if line.role not in _NOT_OF_IT:
            yield line.text.strip(), line


def _announced(words: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern for a line that is one of the words or begins with it and a mark: "Abstract-We"."""
    spaced = "|".join(r"\s*".join(map(re.escape, "".join(word.split()))) for word in words)
    return re.compile(
        rf"\s*[\[【]?\s*(?:{spaced})\s*(?:[\]】]|[:：.。•·\-–—―]|$|\s(?=[A-Z\u3400-\u9fff•·]))", re.IGNORECASE
    )


def _authors(paper: Paper, heads: Sequence[Line]) -> Iterator[AuthorLine]:
    """Yield the lines of the title block below the title by row."""
    if not heads:
        return
    foot = min(line.baseline_bp for line in heads)
    block = [
        line
        for line in paper.lines
        if line.page == 1 and line.role == "title-block" and line.baseline_bp < foot
    ]
    for line in sorted(block, key=lambda line: (-round(line.baseline_bp / _ROW_BP), line.box.left)):
        text = " ".join(line.text.split())
        yield AuthorLine(text, round(line.size_bp, 1), round(line.box.left, 1), round(line.box.right, 1))
