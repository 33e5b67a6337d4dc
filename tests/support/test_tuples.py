from __future__ import annotations

from collections.abc import Iterable

import pytest
from msgspec import Struct, json

from mlcia_check.support.tuples import tuple_of


class Record(Struct, omit_defaults=True):
    names: tuple[str, ...] = ()


@pytest.mark.parametrize("nothing", [(name for name in ""), map(str, ()), iter(()), [], {}])
def test_a_record_without_items_leaves_them_out_with_every_python(nothing: Iterable[str]) -> None:
    assert json.encode(Record(tuple_of(nothing))) == b"{}"


def test_items_keep_their_order() -> None:
    assert tuple_of(name for name in "ba") == ("b", "a")
