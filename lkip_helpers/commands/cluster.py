"""The Dask cluster a batch runs on: one that is already running, or one on this machine."""

import atexit
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from lkip_helpers.errors import Exit, LkipError

TIMEOUT = 10  # seconds a scheduler has to answer
_MEMORY = "distributed.worker.memory"
SETTINGS = {
    "distributed.scheduler.allowed-failures": 0,  # the batch retries alone what died
    **{f"{_MEMORY}.{name}": False for name in ("target", "spill", "pause")},
    f"{_MEMORY}.terminate": 0.95,
    "distributed.worker.profile.enabled": False,  # would sample the stack 100 times a second
    "distributed.admin.tick.interval": "1s",  # each process would wake 50 times a second
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.admin.low-level-log-length": 1,  # of messages, which hold the files of units
}


class SchedulerGone(LkipError):
    """No scheduler answers, or none of its workers can be used; the data are not at fault."""

    exit_code = Exit.RETRY


@dataclass(frozen=True)
class BatchLimits:
    """Where a batch runs, and what a report may use. workers: how many; 0 for one per core."""

    scheduler: str = ""
    seconds: float = 600
    memory: int = 1000  # megabytes of a worker
    workers: int = 0


@contextmanager
def open_cluster(limits: BatchLimits) -> Iterator[Any]:
    """A client of the cluster; a local cluster is closed with it. Raises SchedulerGone."""
    import dask
    from distributed import Client, LocalCluster
    from distributed.deploy.spec import close_clusters

    atexit.unregister(close_clusters)  # raises for a cluster that was stopped while starting

    for name in ("distributed", "tornado", "asyncio"):  # the batch itself reports what fails
        logging.getLogger(name).setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", r"\s*Port \d+ is already in use")
    with dask.config.set(SETTINGS):
        if limits.scheduler:
            try:
                client = Client(limits.scheduler, timeout=TIMEOUT)
            except (OSError, ValueError) as error:
                raise SchedulerGone(
                    f"Penjadwal {limits.scheduler} tidak menjawab. Periksa alamatnya "
                    "(tcp://nama:8786) dan apakah ia berjalan, atau ulangi tanpa --scheduler. "
                    "Tidak ada yang berubah."
                ) from error
            with client:
                yield client
            return
        own: dict[str, Any] = {"n_workers": limits.workers or None, "threads_per_worker": 1}
        own |= {"memory_limit": f"{limits.memory}MB", "dashboard_address": None}
        cluster = LocalCluster(**own, silence_logs=logging.CRITICAL)
        with cluster, Client(cluster) as client:
            yield client
