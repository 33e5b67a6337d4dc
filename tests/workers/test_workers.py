"""Read many documents on several cores: order, limits, and what a lost worker costs."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mlcia_check import workers
from mlcia_check.errors import NoWorker
from mlcia_check.workers import forked_worker
from mlcia_check.workers.limits import Limits, Lost, Tell, Telling
from mlcia_check.workers.worker import Worker
from mlcia_check.workers.worker_pool import unordered

LIMITS = Limits(seconds=2.0, megabytes=200)
NAMES = ["a", "kill", "b", "c", "segfault", "d"]


def hang() -> None:
    time.sleep(600)


def compute() -> None:
    while True:
        pass


def hang_in_c() -> None:
    """As a hang inside PDFium: Python's own signal handlers never get their turn."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    ctypes.PyDLL(None).pause()


def allocate() -> None:
    bytearray(300 << 20)


def allocate_in_c() -> None:
    """As PDFium does where memory is refused."""
    os.abort()


def fail() -> None:
    raise ValueError("what no one foresaw")


FATAL: dict[str, Callable[[], object]] = {
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "segfault": lambda: ctypes.string_at(0),
    "exit": lambda: os._exit(3),
    "hang": hang,
    "hang in C": hang_in_c,
    "compute": compute,
    "allocate": allocate,
    "allocate in C": allocate_in_c,
    "fail": fail,
}


def answered(name: str) -> str:
    if name in FATAL:
        FATAL[name]()
    return name.upper()


def lost(name: str, why: Lost) -> str:
    return f"{name}: {why.reason}"


def process_id(_: str) -> int:
    return os.getpid()


def mortal(record: str) -> str:
    """Dies once, as when the system is short of memory, and answers the second time."""
    path = Path(record)
    if not path.exists():
        path.write_text("died once")
        os.kill(os.getpid(), signal.SIGKILL)
    return "answered"


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_a_worker_that_dies_costs_its_own_item_only_and_order_is_kept(processes: int) -> None:
    answers = list(workers.in_order(NAMES, answered, lost, processes, LIMITS))
    assert answers == ["A", "kill: reader-killed", "B", "C", "segfault: reader-died", "D"]


ENDINGS = pytest.mark.parametrize(
    ("name", "why"),
    [
        ("hang", Lost("time-limit", "0.5 s")),
        ("compute", Lost("time-limit", "0.5 s")),
        ("hang in C", Lost("time-limit", "0.5 s")),
        ("allocate", Lost("memory-limit", "200 MB")),
        ("allocate in C", Lost("memory-limit", "200 MB")),
        ("kill", Lost("reader-killed", "SIGKILL")),
        ("segfault", Lost("reader-died", "SIGSEGV")),
        ("fail", Lost("reader-died", "ValueError: what no one foresaw")),
        ("exit", Lost("reader-died", "")),
    ],
)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
@ENDINGS
def test_the_reason_is_told_and_the_next_item_is_answered(name: str, why: Lost) -> None:
    worker = Worker(answered, Limits(seconds=0.5, megabytes=200))
    try:
        assert (worker.ask(name), worker.ask("next")) == (why, "NEXT")
    finally:
        worker.end()


@pytest.mark.skipif(not forked_worker.can_fork(), reason="a copy of a process is made on Linux only")
@ENDINGS
def test_a_single_item_is_read_in_a_copy_of_the_process_under_the_same_limits(name: str, why: Lost) -> None:
    gc.collect()  # what earlier tests left open must not be closed between the two counts
    before = len(os.listdir("/proc/self/fd")), children()
    assert forked_worker.ask(answered, name, Limits(seconds=0.5, megabytes=200)) == why
    assert forked_worker.ask(answered, "next", LIMITS) == "NEXT"
    assert (len(os.listdir("/proc/self/fd")), children()) == before


def children() -> set[int]:
    """The processes that this one has started and not yet waited for."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            _, _, behind_the_name = (process / "stat").read_text().rpartition(") ")
        except OSError:
            continue  # it ended meanwhile
        if int(behind_the_name.split()[1]) == os.getpid():
            found.add(int(process.name))
    return found


@pytest.mark.skipif(not forked_worker.can_fork(), reason="a copy of a process is made on Linux only")
def test_a_copy_leaves_nothing_of_this_process_behind_twice(capfd: pytest.CaptureFixture[str]) -> None:
    """What this process was about to write or to do at its end is its own."""
    sys.stdout.write("once")
    assert forked_worker.ask(chatty, "a", LIMITS) == "A"
    sys.stdout.flush()
    assert capfd.readouterr() == ("once", "")


def chatty(name: str) -> str:
    os.write(1, b"what a library prints")
    sys.stdout.flush()
    return name.upper()


def telling(name: str, tell: Tell) -> str:
    """Tells the beginning of its name, then does what the name says."""
    tell(name[:1])
    return answered(name)


def rest_of(name: str, why: Lost) -> str | None:
    return f"{name} after {why.told}" if why.reason == "time-limit" else None


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("next", "NEXT"),
        ("allocate", Lost("memory-limit", "200 MB", "a")),
        ("compute", Lost("time-limit", "0.5 s", "COMPUTE AFTER C")),
    ],
)
def test_what_was_told_before_stays_and_the_rest_is_asked_of_a_new_worker(
    name: str, answer: object, own: bool
) -> None:
    limits = Limits(seconds=0.5, megabytes=200)
    work = Telling(telling, rest_of)
    if own:
        worker = Worker(work, limits)
        given = worker.ask(name)
        worker.end()
    else:
        given = forked_worker.ask(work, name, limits)
    assert given == answer


def test_what_was_killed_once_from_outside_is_read_again(tmp_path: Path) -> None:
    worker = Worker(mortal, LIMITS)
    assert worker.ask(str(tmp_path / "record")) == "answered"
    worker.end()


def test_the_limits_are_for_each_item_and_not_for_all() -> None:
    allocating = [str(150 << 20)] * 5
    answers = list(workers.in_order(allocating, allocated, lost, 1, LIMITS))
    assert answers == allocating


def allocated(size: str) -> str:
    return str(len(bytearray(int(size))))


def swollen(size: str) -> int:
    """Keeps what it allocates, as a library that leaks."""
    held = ctypes.create_string_buffer(int(size))
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(held))
    return os.getpid()


@pytest.mark.skipif(sys.platform != "linux", reason="a process's size is known on Linux only")
def test_a_worker_that_has_grown_is_replaced_before_the_next_item() -> None:
    worker = Worker(swollen, LIMITS)
    seen = [worker.ask(str(size << 20)) for size in (1, 150, 1, 150, 1)]
    worker.end()
    assert (seen[0] == seen[1], seen[1] == seen[2], seen[2] == seen[3], seen[3] == seen[4]) == (
        True,
        False,
        True,
        False,
    )


@pytest.mark.parametrize("items", [[""], ["", ""]])
def test_nothing_is_read_in_this_process(items: list[str]) -> None:
    seen = set(workers.in_order(items, process_id, lambda *_: 0, 1, LIMITS))
    assert len(seen) == 1
    assert os.getpid() not in seen


def test_whoever_stops_asking_ends_the_workers_at_once() -> None:
    answers = unordered(["a", "hang", "hang"], answered, lost, 2, Limits(seconds=600.0))
    assert next(answers) == (0, "A")
    answers.close()


def test_a_worker_that_cannot_start_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(NoWorker, match="cannot start a worker process"):
        Worker(answered, LIMITS).ask("a")


@pytest.mark.skipif(sys.platform != "linux", reason="a copy of a process is made on Linux only")
@pytest.mark.parametrize(
    "ask", ["Worker(recorded, limits).ask(one)", "forked_worker.ask(recorded, one, limits)"]
)
def test_a_worker_ends_with_the_process_that_started_it(tmp_path: Path, ask: str) -> None:
    record = tmp_path / "worker"
    script = (
        "import sys; from mlcia_check.workers.limits import Limits; "
        "from mlcia_check.workers.worker import Worker; "
        "from mlcia_check.workers import forked_worker; "
        "from tests.workers.test_workers import recorded; one = sys.argv[1]; "
        f"limits = Limits(seconds=600.0); {ask}"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(record)], cwd=Path(__file__).parents[2]
    ) as parent:
        until(lambda: parent.poll() is not None or (record.exists() and record.read_text() != ""))
        parent.kill()
    assert record.exists(), "the process ended before its worker began"
    worker = int(record.read_text())
    until(lambda: not is_alive(worker))


def recorded(record: str) -> None:
    Path(record).write_text(str(os.getpid()))
    while True:
        pass


def until(condition: Callable[[], bool]) -> None:
    while not condition():
        time.sleep(0.01)


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
        status = Path(f"/proc/{process}/status").read_text()
    except (ProcessLookupError, FileNotFoundError):
        return False
    # One that has ended and was not waited for is still listed.
    return "State:\tZ" not in status


@pytest.mark.parametrize(
    ("documents", "wanted", "processes"), [(1, None, 1), (1, 8, 1), (800, 3, 3), (2, 8, 2), (0, None, 1)]
)
def test_how_many_processes(documents: int, wanted: int | None, processes: int) -> None:
    assert workers.workers(documents, wanted) == processes
