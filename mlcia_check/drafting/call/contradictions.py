"""Finds what cannot all be right in a call: the order of its dates, two page limits, two kinds of review."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final, TypeVar

from mlcia_check.drafting.call.dates import CallDate
from mlcia_check.drafting.call.page_limits import PageLimit
from mlcia_check.drafting.call.requests import Requests
from mlcia_check.drafting.call.words import EventKind, PaperKind, Read
from mlcia_check.drafting.phrases import Remark, remark

_ORDER: Final[tuple[tuple[EventKind, EventKind], ...]] = (
    ("abstract", "submission"),
    ("submission", "notification"),
    ("submission", "event"),
    ("notification", "camera-ready"),
    ("notification", "event"),
)
"""Events of which the first comes before the second, or on the same day. Proceedings can be printed after the
conference: final versions of papers have no order with it."""

_SEVERAL: Final[PaperKind] = "position"
"""Stands for several kinds of papers, each with a limit of its own."""

_DATED_ONCE: Final[tuple[EventKind, ...]] = ("abstract", "submission", "notification", "camera-ready")
"""Events on one day in each round."""


Item = TypeVar("Item")


def _first_of_each(items: Iterable[Item], key: Callable[[Item], Hashable]) -> list[Item]:
    """Return the first of the items that say the same: a call repeats itself."""
    once: dict[Hashable, Item] = {}
    for item in items:
        once.setdefault(key(item), item)
    return list(once.values())


def place(read: Read) -> Remark:
    """Return the line and the words of a call where something was read."""
    return remark("read", line=read.line, quote=read.quote)


def of_dates(dates: Sequence[CallDate]) -> Iterator[Remark]:
    """Yield dates that do not exist or are other days of the week, and events in the wrong order."""
    once = _first_of_each(
        dates, lambda date: (date.event, date.day_written, date.weekday, date.round, _label(date))
    )
    for date in once:
        if not date.exists:
            yield remark("contradiction.no-such-date", where=place(date.read))
        elif date.is_other_weekday:
            yield remark("contradiction.weekday", date=date.day_written, where=place(date.read))
    sound = [date for date in once if date.exists]
    for earlier, later in _ORDER:
        yield from _in_wrong_order(
            [date for date in sound if date.event == earlier], [date for date in sound if date.event == later]
        )
    for event in _DATED_ONCE:
        yield from _dated_twice([date for date in sound if date.event == event])


def _in_wrong_order(earlier: Sequence[CallDate], later: Sequence[CallDate]) -> Iterator[Remark]:
    """Yield each later event that is before all earlier ones of its round."""
    for after in later:
        own = [date for date in earlier if date.round == after.round]
        before = min(own, key=lambda date: date.day_written, default=None)
        if before is not None and after.day_written < before.day_written:
            yield remark(
                "contradiction.order",
                late=remark(f"event.{after.event}"),
                early=remark(f"event.{before.event}"),
                late_date=after.day_written,
                early_date=before.day_written,
                late_where=place(after.read),
                early_where=place(before.read),
            )


def _dated_twice(dates: Sequence[CallDate]) -> Iterator[Remark]:
    """Yield two dates of an event that the call words alike, in one round or outside of rounds."""
    for one, other in combinations(dates, 2):
        if one.day_written != other.day_written and _label(one) == _label(other) and one.round == other.round:
            yield remark(
                "contradiction.two-dates",
                event=remark(f"event.{one.event}"),
                one=place(one.read),
                other=place(other.read),
            )


def _label(date: CallDate) -> str:
    """Return the words beside a date, without its digits."""
    return "".join(character for character in date.read.quote.lower() if character.isalpha())[:20]


def of_limits(limits: Sequence[PageLimit]) -> Iterator[Remark]:
    """Yield limits of one kind of paper that differ, and a least number above the most."""
    bounds = _first_of_each(limits, lambda one: (one.kind, one.final, one.of, one.total, one.most, one.least))
    for one, other in combinations(bounds, 2):
        if _scope(one) != _scope(other) or one.kind == _SEVERAL:
            continue
        where = {"one": place(one.read), "other": place(other.read), "kind": remark(f"kind.{one.kind}")}
        if None not in (one.most, other.most) and one.most != other.most:
            yield remark("contradiction.two-limits", **where)
        elif _is_above(one.least, other.most) or _is_above(other.least, one.most):
            yield remark("contradiction.least-most", **where)


def _scope(limit: PageLimit) -> tuple[Hashable, ...]:
    """Return what a limit is about: two limits about the same cannot differ."""
    return limit.kind, limit.final, limit.of, limit.total


def _is_above(least: int | None, most: int | None) -> bool:
    return least is not None and most is not None and least > most


def of_requests(asked: Requests) -> Iterator[Remark]:
    """Yield what the call both asks for and rules out: a kind of review, languages, sections, columns."""
    double = next((told for told in asked.blind if told.value == "double"), None)
    single = next((told for told in asked.blind if told.value == "single"), None)
    if double and single:
        yield remark("contradiction.blind", one=place(double.read), other=place(single.read))
    key = asked.chinese_key
    taken = next((told for told in asked.languages if told.value != "en"), None)
    only = asked.languages and all(told.value == "en" for told in asked.languages)
    if key is not None and key.value == "false" and taken is not None:
        yield remark("contradiction.languages", one=place(key.read), other=place(taken.read))
    elif key is not None and key.value == "true" and only:
        yield remark("contradiction.languages", one=place(key.read), other=place(asked.languages[0].read))
    sections = _first_of_each(asked.sections, lambda one: (one.id, one.required))
    for one, other in combinations(sections, 2):
        if one.id == other.id and one.required != other.required:
            yield remark(
                "contradiction.section", section=one.id, one=place(one.read), other=place(other.read)
            )
    columns = _first_of_each(asked.columns, lambda told: told.value)
    if len(columns) > 1:
        yield remark("contradiction.columns", one=place(columns[0].read), other=place(columns[1].read))
