"""Means and medians, as `statistics` has them, whose import costs as much as reading a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum, sqrt


def mean(values: Sequence[float]) -> float:
    """The mean of some values, at least one."""
    return fsum(values) / len(values)


def median(values: Iterable[float]) -> float:
    """The middle one of some values, at least one, or the mean of the two in the middle."""
    ordered = sorted(values)
    half, odd = divmod(len(ordered), 2)
    return ordered[half] if odd else (ordered[half - 1] + ordered[half]) / 2


def deviation(values: Sequence[float], lost: int = 0) -> float:
    """The standard deviation of some values; of a sample, one degree of freedom is `lost` to its mean."""
    middle = mean(values)
    return sqrt(fsum((value - middle) ** 2 for value in values) / (len(values) - lost))
