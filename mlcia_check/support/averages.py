"""Means and medians. Importing `statistics` would take as long as reading a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum, sqrt


def mean(values: Sequence[float]) -> float:
    """Return the mean of at least one value."""
    return fsum(values) / len(values)


def median(values: Iterable[float]) -> float:
    """Return the median of at least one value: the middle one, or the mean of the two in the middle."""
    ordered = sorted(values)
    half, odd = divmod(len(ordered), 2)
    return ordered[half] if odd else (ordered[half - 1] + ordered[half]) / 2


def deviation(values: Sequence[float], lost: int = 0) -> float:
    """Return the standard deviation; `lost` is the number of lost degrees of freedom (1 for a sample)."""
    middle = mean(values)
    return sqrt(fsum((value - middle) ** 2 for value in values) / (len(values) - lost))
