"""The order of the stages: each reads what an earlier one gives, and gives what it says."""

from __future__ import annotations

import typing
from typing import Any

import pytest

from mlcia_check.measure.draft_line import DraftLine
from mlcia_check.measure.known import Known
from mlcia_check.measure.pipeline import GIVEN, STAGES
from mlcia_check.model.measured_paper import Role
from mlcia_check.pdf.reader import read
from tests.fixtures_table import fixture
from tests.packs import pack_at

FIELDS = set(Known.__annotations__)
ROLES = set(typing.get_args(Role))
LINE_FIELDS = set(DraftLine.__struct_fields__)


def test_each_stage_needs_what_an_earlier_one_gives() -> None:
    known = set(GIVEN)
    for stage in STAGES:
        assert set(stage.needs) <= known, stage.name
        known.update(stage.gives)


def test_stages_speak_of_fields_and_roles_that_exist() -> None:
    for stage in STAGES:
        assert {*stage.needs, *stage.gives} <= FIELDS | ROLES | LINE_FIELDS, stage.name
        assert stage.gives, stage.name
        assert stage.why.endswith("."), stage.name
    assert len({stage.name for stage in STAGES}) == len(STAGES)


def test_every_role_and_every_field_is_given() -> None:
    given = {*GIVEN, *(name for stage in STAGES for name in stage.gives)}
    assert given >= FIELDS | ROLES


class Watched(Known):
    """Known, with the fields that were read and set since the last look."""

    def __init__(self, *given: Any) -> None:
        object.__setattr__(self, "read", set())
        object.__setattr__(self, "given", set())
        super().__init__(*given)

    def __getattribute__(self, name: str) -> Any:
        if name in FIELDS:
            object.__getattribute__(self, "read").add(name)
        return object.__getattribute__(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        object.__getattribute__(self, "given").add(name)
        object.__setattr__(self, name, value)


def roles(known: Known) -> dict[int, str]:
    lines = [line for page in getattr(known, "page_lines", ()) for line in page]
    return {id(line): line.role for line in lines}


@pytest.mark.parametrize("name", ["pages-20", "temporary-page", "anonymous-review", "03-lineno-plain"])
def test_a_stage_reads_and_gives_nothing_that_it_does_not_name(name: str) -> None:
    facts = read(fixture(name).read_bytes(), lambda _: None, None)
    known = Watched(facts, pack_at("mlcia-2022").vocabulary)
    for stage in STAGES:
        before = roles(known)
        known.read.clear()
        known.given.clear()
        stage.run(known)
        assert known.given == FIELDS & set(stage.gives), stage.name
        assert known.read <= {*stage.needs, *stage.gives}, stage.name
        new = {role for line, role in roles(known).items() if role != before.get(line, "unclassified")}
        assert new <= {*stage.gives, "unclassified"}, stage.name
    assert "unclassified" not in roles(known).values()
