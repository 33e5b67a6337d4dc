"""Decide how often a document is read before it is given up."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import structs

from mlcia_check.workers.limits import Lost, Telling
from mlcia_check.workers.loss import RETRIED_REASONS


def ask_with_retry(
    once: Callable[[object], object], work: object, item: object, is_ended: Callable[[], bool]
) -> object:
    """Return the answer for one item, or a Lost that says why there is none.

    `once` asks a worker one time; `is_ended` says whether nobody waits for the answer any more. A document is
    read again if its worker died or was killed. `Telling` work is then asked for the rest that it can give.
    """
    answer = once(item)
    if isinstance(answer, Lost) and answer.reason in RETRIED_REASONS and not is_ended():
        answer = once(item)
    if not isinstance(answer, Lost) or not isinstance(work, Telling) or is_ended():
        return answer
    left = work.rest(item, answer)
    if left is None:
        return answer
    rest = once(left)
    return answer if isinstance(rest, Lost) else structs.replace(answer, told=rest)
