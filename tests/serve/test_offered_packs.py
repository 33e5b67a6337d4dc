"""Which packs the page offers to authors."""

from __future__ import annotations

from mlcia_check import rulebook
from mlcia_check.cli.serve import packs_offered


def test_what_asks_for_no_paper_is_offered_only_if_it_is_named() -> None:
    default, base = rulebook.load_pack("mlcia-2022"), rulebook.load_pack("base")
    offered = packs_offered(default, "mlcia-2022")
    assert next(iter(offered)) == "mlcia-2022"
    assert {"acm-sigconf", "ieee-conference", "llncs"} <= offered.keys()
    assert "base" not in offered
    assert "base" in packs_offered(base, "base")
