"""The sections that a call asks for, told from sections of the body that bear the same heading."""

from __future__ import annotations

from collections.abc import Sequence

from mlcia_check.model.measured_paper import NamedSection
from mlcia_check.model.rule_pack import PackSection


def placed_sections(found: Sequence[NamedSection], name: str, asked: PackSection) -> list[NamedSection]:
    """Return the sections of one of the pack's names: those at the places that the pack lists for it.

    If none stands there, all of the name. "5.1 Ethical Considerations" in the body of a paper that has the
    statement "10 Ethical Considerations" behind it is text like any other.
    """
    own = [section for section in found if name in section.ids]
    placed = [section for section in own if section.place in asked.place]
    return placed or own
