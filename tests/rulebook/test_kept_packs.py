"""Packs of a checkout that are kept once they are resolved."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from mlcia_check.model.rule_pack import Variant
from mlcia_check.rulebook import DEFAULT_PACK, kept_packs, resolve
from mlcia_check.rulebook.kept_packs import kept
from mlcia_check.rulebook.load import rules_folder

SHIPPED = Path(rules_folder())


@pytest.fixture(autouse=True)
def bytecode_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def never(*_: object) -> None:
    raise AssertionError("resolved anew")


def test_a_pack_is_resolved_once_and_stays_what_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = kept(DEFAULT_PACK, SHIPPED, Variant(), folder=tmp_path)
    assert new == resolve.resolve(SHIPPED / DEFAULT_PACK, SHIPPED)
    monkeypatch.setattr(resolve, "resolve", never)
    assert kept(DEFAULT_PACK, SHIPPED, Variant(), folder=tmp_path) == new
    with pytest.raises(AssertionError, match="resolved anew"):
        kept("acl", SHIPPED, Variant(), folder=tmp_path)


def test_a_change_in_any_base_makes_it_be_resolved_anew(tmp_path: Path) -> None:
    rules, folder = tmp_path / "rules", tmp_path / "kept"
    shutil.copytree(SHIPPED, rules)
    old = kept(DEFAULT_PACK, rules, Variant(), folder=folder)
    changed = rules / "base" / "page-limit.yaml"
    changed.write_text(changed.read_text(encoding="utf-8") + "\n# longer\n", encoding="utf-8")
    same = kept(DEFAULT_PACK, rules, Variant(), folder=folder)
    assert same == old
    changed.write_text(
        changed.read_text(encoding="utf-8").replace("severity: error", "severity: warning", 1),
        encoding="utf-8",
    )
    assert kept(DEFAULT_PACK, rules, Variant(), folder=folder).sha256 != old.sha256
    assert len(list(folder.iterdir())) == 1, "what is out of date is removed"


def test_nothing_is_kept_where_python_writes_no_bytecode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    kept(DEFAULT_PACK, SHIPPED, Variant(), folder=tmp_path)
    assert not list(tmp_path.iterdir())


def test_nothing_is_kept_by_a_process_that_may_have_older_modules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_packs, "_LOADED_NS", 0)
    assert kept(DEFAULT_PACK, SHIPPED, Variant(), folder=tmp_path).name == DEFAULT_PACK
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("no folder")
    assert kept(DEFAULT_PACK, SHIPPED, Variant(), folder=place).name == DEFAULT_PACK
