"""Tells by its words which of the pack's sections a heading opens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from mlcia_check.measure.roles.heading_text import comparable, heading_number


class SectionNames:
    """The headings of the pack's sections. `vocabulary` holds its words for appendices and for "and"."""

    def __init__(
        self, names: Mapping[str, Sequence[str]], vocabulary: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self._vocabulary = vocabulary or {}
        self._patterns = [(name, _pattern(headings)) for name, headings in names.items()]

    @cached_property
    def _between(self) -> re.Pattern[str]:
        return _between(self._vocabulary.get("and", ()))

    @cached_property
    def _appendix(self) -> re.Pattern[str]:
        return _appendix(self._vocabulary.get("appendix", ()))

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def opened_by(self, heading: str) -> tuple[str, ...]:
        """Return the ids of the sections that a heading opens, () if it opens none.

        "9 Limitations" -> limitations; "Appendix A: Open Science" -> open-science; "Limitations and Ethics"
        -> limitations, ethics; "Limitations of Earlier Work" -> none.
        """
        title = heading_number(heading.strip())[1]
        for written in (title, heading_number(self._appendix.sub("", title, count=1))[1]):
            whole = self._named(written)
            if whole:
                return (whole,)
            parts = [self._named(part) for part in self._between.split(written)]
            if len(parts) > 1 and all(parts):
                return tuple(dict.fromkeys(parts))
        return ()

    def _named(self, title: str) -> str:
        words = comparable(title)
        return next((name for name, pattern in self._patterns if pattern.fullmatch(words)), "")


def _pattern(headings: Iterable[str]) -> re.Pattern[str]:
    forms = (".*".join(re.escape(part) for part in comparable(heading).split("*")) for heading in headings)
    return re.compile("|".join(forms))


def _between(words: Iterable[str]) -> re.Pattern[str]:
    """Match what joins two names: " and ", ", ", ", and ", "与". A word of Latin letters needs blanks."""
    latin = "|".join(re.escape(word) for word in words if word.isascii()) or "(?!)"
    others = (re.escape(word) for word in words if not word.isascii())
    marks = rf"\s*[,;/、，；]\s*(?:(?:{latin})\s+)?"
    return re.compile("|".join([marks, rf"\s+(?:{latin})\s+", *others]), re.IGNORECASE)


def _appendix(words: Iterable[str]) -> re.Pattern[str]:
    """Matches the beginning of an appendix' heading: "Appendix A:", "附录 B "."""
    forms = "|".join(re.escape(word) for word in words) or "(?!)"
    return re.compile(rf"^(?:{forms})\s*(?:[A-Z]\b)?\s*[.:：\-–—]?\s*", re.IGNORECASE)
