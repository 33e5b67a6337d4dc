"""From facts to a measured paper: columns, lines with a role each, body type, parts, budget."""

from mlcia_check.measure.pipeline import measure, measure_layout

__all__ = ["measure", "measure_layout"]
