"""Choose where the papers of a batch are read."""

from __future__ import annotations

from mlcia_check.batch.executors.local import Local
from mlcia_check.batch.run import Executor
from mlcia_check.errors import UsageProblem
from mlcia_check.workers.limits import Limits


def executor(wanted: str | None, processes: int, limits: Limits) -> Executor:
    """Return the executor: this machine if `wanted` is None, else the Dask cluster in "dask=ADDRESS".

    Raises UsageProblem for anything else.
    """
    if wanted is None:
        return Local(processes, limits)
    kind, equals, address = wanted.partition("=")
    port = address.rpartition(":")[2]
    if kind != "dask" or not (equals and port.isdigit()):
        raise UsageProblem(f"unknown executor '{wanted}'; use dask=ADDRESS, as in dask=tcp://10.0.0.1:8786.")
    from mlcia_check.batch.executors.dask import Cluster

    return Cluster(address, limits)
