"""Results are kept in memory, bounded in number, bytes and time."""

from __future__ import annotations

import pytest

from mlcia_check.errors import UnreadableDocument
from mlcia_check.judging import outcomes
from mlcia_check.serve import kept_runs
from mlcia_check.serve.kept_runs import KeptPaper, KeptRuns
from mlcia_check.sources import Source
from tests.packs import pack_at

PACK = pack_at("mlcia-2022")


def paper(size: int = 10) -> KeptPaper:
    document = outcomes.unreadable(PACK, "p.pdf", "", UnreadableDocument("not-a-pdf"))
    return KeptPaper(Source("p.pdf", data=bytes(size)), document, ())


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_run_is_forgotten_after_its_time() -> None:
    clock = Clock()
    runs = KeptRuns(clock)
    old = runs.begin(PACK)
    clock.now += kept_runs.KEPT_SECONDS - 1
    new = runs.begin(PACK)
    assert runs.find(old.id) is old
    clock.now += 1
    runs.forget_old()
    assert (runs.find(old.id), runs.find(new.id)) == (None, new)


def test_the_oldest_run_gives_way_to_a_new_one() -> None:
    runs = KeptRuns()
    made = [runs.begin(PACK) for _ in range(kept_runs.RUNS_MAX + 2)]
    found = [runs.find(run.id) for run in made]
    assert found[:2] == [None, None]
    assert found[2:] == made[2:]


def test_bytes_are_bounded_over_all_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_runs, "KEPT_MAX_BYTES", 100)
    runs = KeptRuns()
    first, second, third = (runs.begin(PACK) for _ in range(3))
    assert runs.add(first, paper(60))
    assert runs.add(second, paper(40))
    assert runs.add(third, paper(50))
    assert [runs.find(run.id) for run in (first, second, third)] == [None, second, third]


def test_a_run_has_room_for_so_many_papers_and_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_runs, "KEPT_MAX_BYTES", 1000)
    runs = KeptRuns()
    run = runs.begin(PACK)
    assert not runs.add(run, paper(1001))
    added = [runs.add(run, paper()) for _ in range(kept_runs.PAPERS_PER_RUN_MAX + 1)]
    assert added == [True] * kept_runs.PAPERS_PER_RUN_MAX + [False]


def test_ids_cannot_be_guessed() -> None:
    runs = KeptRuns()
    ids = {runs.begin(PACK).id for _ in range(20)}
    assert len(ids) == 20
    assert all(len(one) >= 24 for one in ids)
