"""Reads the dates of a call: what happens on each, and dates that do not exist."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from msgspec import Struct, structs

from mlcia_check.drafting.call.text import Sentence
from mlcia_check.drafting.call.words import EventKind, Read, call_words, pattern
from mlcia_check.support.printable import plain

_BESIDE_CHARACTERS: Final = 120
"""Before or behind a date, for the words that say what happens on it."""


_BEFORE_A_DATE: Final = " |*:：,，;；-–"
_LABEL_MIN_CHARACTERS: Final = 3
"""Before a date: so many say what happens on it; the words behind it are then those of the next date."""


class CallDate(Struct, frozen=True):
    """A date of the call. `year` is 0 if the call states none; `weekday` is -1, or 0 for Monday.

    `round` is the heading under which it stands: a call can have several rounds of submission.
    """

    event: EventKind
    year: int
    month: int
    day: int
    weekday: int
    round: str
    read: Read

    @property
    def day_written(self) -> str:
        """Return the date as "2022-07-15", without the year if it is unknown."""
        return (
            f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
            if self.year
            else f"{self.month:02d}-{self.day:02d}"
        )

    @property
    def exists(self) -> bool:
        """Return False for 31 June."""
        try:
            dt.date(self.year or 2000, self.month, self.day)
        except ValueError:
            return False
        return True

    @property
    def is_other_weekday(self) -> bool:
        """Return True if the call names another day of the week than the date is."""
        if self.weekday < 0 or not self.year or not self.exists:
            return False
        return dt.date(self.year, self.month, self.day).weekday() != self.weekday


def call_dates(sentences: Sequence[Sentence]) -> list[CallDate]:
    """Return the dates whose event the call names, in order of place.

    A date without a year takes that of most other dates.
    """
    found = [date for one in sentences for date in _in_sentence(one)]
    years = Counter(date.year for date in found if date.year)
    if not years:
        return found
    usual = years.most_common(1)[0][0]
    return [date if date.year else structs.replace(date, year=usual) for date in found]


def _in_sentence(one: Sentence) -> Iterator[CallDate]:
    matches = list(_date_pattern().finditer(one.text))
    for index, match in enumerate(matches):
        before = one.text[matches[index - 1].end() if index else 0 : match.start()][-_BESIDE_CHARACTERS:]
        end = matches[index + 1].start() if index + 1 < len(matches) else len(one.text)
        behind = one.text[match.end() : end][:_BESIDE_CHARACTERS]
        event = _event(before)
        if event is None and len(before.strip(_BEFORE_A_DATE)) < _LABEL_MIN_CHARACTERS:
            event = _event(behind)
        if event is None and len(matches) == 1:
            event = _event(one.heading)
        if event is None:
            continue
        month, day = _month_and_day(match)
        if not (1 <= month <= 12 and 1 <= day <= 31):
            continue
        yield CallDate(
            event=event,
            year=int(match["year"] or match["year2"] or match["year3"] or match["year4"] or 0),
            month=month,
            day=day,
            weekday=_weekday(match, before, behind),
            round=one.heading,
            read=Read(one.line_at(match.start()), _quote(before, match[0], behind)),
        )


def _quote(before: str, date: str, behind: str) -> str:
    """Return a date with the words that say what happens on it: before it, or behind it."""
    return plain(f"{before}{date}" if _event(before) else f"{date}{behind}").strip(" |;,，；")


def _event(words: str) -> EventKind | None:
    return next((kind for kind, text in call_words().events.items() if pattern(text).search(words)), None)


@cache
def _date_pattern() -> re.Pattern[str]:
    """Return the pattern of dates: "15 July 2022", "July 15th, 2022", "2022-07-15", "2022年7月15日"."""
    months = "|".join(call_words().months)
    days = "|".join(call_words().weekdays)
    ordinal = r"(?:\s*(?:st|nd|rd|th)\b)?"
    range_end = rf"(?:\s*(?:-|–|—|~|to)\s*\d{{1,2}}{ordinal})?"
    week = rf"(?:\(?\b(?P<week>{days})\)?,?\s*)?"
    return re.compile(
        rf"{week}(?:"
        rf"(?P<day>\d{{1,2}}){ordinal}{range_end},?\s*(?:of\s+)?(?P<month>{months})\b\.?\s*,?\s*(?P<year>20\d\d)?"
        rf"|\b(?P<month2>{months})\b\.?\s*(?P<day2>\d{{1,2}})(?!\d){ordinal}{range_end}(?:\s*\([^)]{{1,12}}\))?(?:\s*,?\s*(?P<year2>20\d\d))?"
        rf"|(?P<year3>20\d\d)\s*[-/.]\s*(?P<month3>\d{{1,2}})\s*[-/.]\s*(?P<day3>\d{{1,2}})(?!\d)"
        rf"|(?:(?P<year4>20\d\d)\s*年\s*)?(?P<month4>\d{{1,2}})\s*月\s*(?P<day4>\d{{1,2}})\s*[日号]"
        r")",
        re.IGNORECASE,
    )


def _month_and_day(match: re.Match[str]) -> tuple[int, int]:
    name = match["month"] or match["month2"]
    if name:
        month = next(n for n, text in enumerate(call_words().months, 1) if pattern(text).fullmatch(name))
    else:
        month = int(match["month3"] or match["month4"])
    return month, int(match["day"] or match["day2"] or match["day3"] or match["day4"])


def _weekday(match: re.Match[str], before: str, behind: str) -> int:
    """Return the day of the week that stands with the date, -1 if none does."""
    days = call_words().weekdays
    named = match["week"] or ""
    if not named:
        beside = re.search(rf"\b({'|'.join(days)})\b[\s|,(]*$", before, re.IGNORECASE) or re.match(
            rf"[\s,(（|]*({'|'.join(days)})(?![a-z])", behind, re.IGNORECASE
        )
        named = beside[1] if beside else ""
    return next((n for n, text in enumerate(days) if named and pattern(text).fullmatch(named)), -1)
