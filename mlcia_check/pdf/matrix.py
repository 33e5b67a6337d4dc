"""Computes with the matrices of PDF, as plain tuples: x' = a x + c y + e, y' = b x + d y + f."""

from __future__ import annotations

from mlcia_check.model.geometry import Box
from mlcia_check.pdf.limits import COORDINATE_MAX_BP, place

Transform = tuple[float, float, float, float, float, float]

IDENTITY: Transform = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def then(first: Transform, second: Transform) -> Transform:
    """Return the transform that applies `first`, then `second`."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def map_box(m: Transform, left: float, bottom: float, right: float, top: float) -> Box:
    """Return the upright box around the image of a box."""
    a, b, c, d, e, f = m
    if b == 0.0 and c == 0.0:
        x0, x1 = a * left + e, a * right + e
        y0, y1 = d * bottom + f, d * top + f
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return Box(min(xs), min(ys), max(xs), max(ys))


def viewed(m: Transform, left: float, bottom: float, right: float, top: float) -> Box:
    """Return the same as `map_box`, but within bounds, for a box that a file places on a page as viewed."""
    box = map_box(m, left, bottom, right, top)
    if sum(map(abs, box)) < COORDINATE_MAX_BP:
        return box
    x0, y0, x1, y1 = map(place, box)
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def view(left: float, bottom: float, right: float, top: float, rotation: int, unit: float) -> Transform:
    """Return the transform from a page's user space to the page as viewed.

    `left` to `top` is the visible box (CropBox within MediaBox) in user space units, `rotation` the number of
    clockwise quarter turns, `unit` the page's UserUnit in bp (PDF 32000-1, 7.7.3.3).
    """
    turns: tuple[Transform, ...] = (
        (unit, 0.0, 0.0, unit, -left * unit, -bottom * unit),
        (0.0, -unit, unit, 0.0, -bottom * unit, right * unit),
        (-unit, 0.0, 0.0, -unit, right * unit, top * unit),
        (0.0, unit, -unit, 0.0, top * unit, -left * unit),
    )
    return turns[rotation % 4]


def inverse(m: Transform) -> Transform:
    """Return the inverse of `m`: the transform from the page as viewed to its user space.

    Raises ZeroDivisionError if `m` flattens the plane; a result of `view` with a unit above 0 never does.
    """
    a, b, c, d, e, f = m
    area = a * d - b * c
    return (
        d / area,
        -b / area,
        -c / area,
        a / area,
        (c * f - d * e) / area,
        (b * e - a * f) / area,
    )
