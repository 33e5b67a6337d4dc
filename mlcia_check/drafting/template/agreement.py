"""Compares what several PDFs of one template show: what they agree on, and on what they do not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, get_args

from msgspec import Struct

from mlcia_check.drafting.template.measures import SPACES, Quantity, Sample, TemplateMeasures, Untold
from mlcia_check.support.modes import mode

_OUTERMOST: Final[dict[Quantity, Callable[[Iterable[float]], float]]] = {
    "block.top": max,
    "block.bottom": min,
    "column.width": max,
    "column.gap": min,
    **dict.fromkeys(SPACES.values(), min),
}
"""What a format bounds on one side: the PDF that comes nearest to the bound shows it best."""

_SAME_TYPE_BP: Final = 0.1
"""Sizes and leadings that are one: word processors round them to a tenth."""

_SAME_PLACE_BP: Final = 1.0
"""Edges that are one: each is measured to 0.3bp, and glyphs hang over."""


class Shown(Struct, frozen=True):
    """A quantity in the PDFs that show it, by their paths, and why the others do not.

    `value` is what the format has; None if no value is that of most PDFs. `agree`: all show the same.
    """

    value: float | None
    agree: bool
    samples: dict[str, Sample]
    untold: dict[str, Untold]


def shown(templates: Sequence[TemplateMeasures]) -> dict[Quantity, Shown]:
    """Return each quantity as the PDFs show it together."""
    return {quantity: _shown(quantity, templates) for quantity in get_args(Quantity)}


def _shown(quantity: Quantity, templates: Sequence[TemplateMeasures]) -> Shown:
    samples = {one.path: one.samples[quantity] for one in templates if quantity in one.samples}
    untold = {one.path: one.untold[quantity] for one in templates if quantity in one.untold}
    values = [sample.value for sample in samples.values()]
    if not values:
        return Shown(None, True, samples, untold)
    if quantity in _OUTERMOST:
        return Shown(_OUTERMOST[quantity](values), True, samples, untold)
    reach = _SAME_TYPE_BP if quantity.endswith((".size", ".leading")) else _SAME_PLACE_BP
    if quantity == "column.count":
        reach = 0.0
    densest = mode(values, reach)
    assert densest is not None
    most = 2 * densest.count > len(values)
    return Shown(densest.value if most else None, densest.count == len(values), samples, untold)
