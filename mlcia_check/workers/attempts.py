"""How often a document is asked for before it is given up."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import structs

from mlcia_check.workers.limits import Lost, Telling
from mlcia_check.workers.loss import ONCE_MORE


def asked(
    once: Callable[[object], object], work: object, item: object, is_ended: Callable[[], bool]
) -> object:
    """The answer for one item, or why there is none (Lost).

    `once` has a reader answer; `is_ended` says whether nobody waits for an answer any more.
    """
    answer = once(item)
    if isinstance(answer, Lost) and answer.reason in ONCE_MORE and not is_ended():
        answer = once(item)
    if not isinstance(answer, Lost) or not isinstance(work, Telling) or is_ended():
        return answer
    left = work.rest(item, answer)
    if left is None:
        return answer
    rest = once(left)
    return answer if isinstance(rest, Lost) else structs.replace(answer, told=rest)
