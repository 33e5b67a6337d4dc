"""The keywords of a paper, one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from mlcia_check.measure.document.early_pages import last_early_page
from mlcia_check.measure.document.spaced_words import SpacedWords
from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.model.measured_paper import FURNITURE
from mlcia_check.support.character_ranges import WIDE_CHARACTERS
from mlcia_check.support.late_pattern import LatePattern, MarksPattern

_LINES_MAX: Final = 8
"""Lines of keywords; what goes on longer is text."""

_LEADING_MAX_SIZES: Final = 1.6
"""Of the type size, the distance of two lines of one paragraph; what follows the keywords is further down."""

_MARK: Final = MarksPattern(r"^\s*[\]】］]?\s*[:：.。—–-]*\s*")
"""What stands between the word that opens the keywords and the first of them."""

_SEPARATORS: Final = MarksPattern(r"[,;，；、·•∙]|\s[|–—-]\s|\s{3,}")
_BETWEEN_WIDE: Final = LatePattern(r"(?<=[^\x00-\u2e7f])\s+(?=[^\x00-\u2e7f])")
"""A blank between two Chinese characters."""

_BESIDE_WIDE: Final = LatePattern(r"(?<=[^\x00-\u2e7f])\s+|\s+(?=[^\x00-\u2e7f])")

_PARTED_MIN: Final = 3
"""Keywords of a list: no call asks for fewer."""

_HYPHENS: Final = ("-", "\u00ad")


def keywords(lines: Sequence[DraftLine], words: Collection[str]) -> tuple[str, ...]:
    """Return the keywords below or behind the word that opens them, () if there are none.

    Lines come in reading order; `words` are the pack's: "Keywords", "Index Terms", "关键词".
    "Keywords: privacy, query budgets" -> privacy, query budgets.
    """
    if not words:
        return ()
    label = SpacedWords(words)
    last = last_early_page(lines)
    early = [line for line in lines if line.page <= last and line.role not in FURNITURE]
    for place, line in enumerate(early):
        end = label.end(line.text)
        if end is None:
            continue
        behind = line.text[end:].rstrip()
        rest = _MARK.sub("", behind)
        if rest and (rest != behind.strip() or _leads(line)):
            return _parted([rest, *_further(early[place:])])
        if line.role == "heading" or not rest:
            return _parted(_below(early[place + 1 :]))
    return ()


def _leads(line: DraftLine) -> bool:
    """Return whether a line begins in another font than most of it is set in: "**Keywords** privacy"."""
    first = next((run for run in line.runs if run.text.strip()), None)
    return first is not None and first.font != line.font


def _below(lines: Sequence[DraftLine]) -> Iterator[str]:
    if lines and lines[0].role != "heading":
        yield lines[0].text
        yield from _further(lines)


def _further(lines: Sequence[DraftLine]) -> Iterator[str]:
    """Yield the lines that go on with the paragraph of the first one."""
    for above, line in pairwise(lines[:_LINES_MAX]):
        is_apart = (
            line.role == "heading"
            or (line.page, line.column) != (above.page, above.column)
            or line.gap_above_bp > _LEADING_MAX_SIZES * line.size_bp
            or abs(line.size_bp - above.size_bp) > 0.1 * above.size_bp
        )
        if is_apart:
            return
        yield line.text


def _parted(lines: Iterable[str]) -> tuple[str, ...]:
    text = ""
    for line in lines:
        words = line.strip()
        text = text[:-1] + words if text.endswith(_HYPHENS) else f"{text} {words}"
    parts = [part for part in (part.strip(" .。") for part in _SEPARATORS.split(text)) if part]
    return tuple(_parted_by_blanks(parts[0])) if len(parts) == 1 else tuple(parts)


def _parted_by_blanks(text: str) -> list[str]:
    """Return the Chinese keywords of a text without marks between them, which blanks part.

    A blank beside Latin letters may stand within one ("BP 神经网络"): it parts only if the others do not.
    """
    if not WIDE_CHARACTERS.count(text):
        return [text]
    parts = _BETWEEN_WIDE.split(text)
    return parts if len(parts) >= _PARTED_MIN else _BESIDE_WIDE.split(text)
