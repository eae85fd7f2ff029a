"""What a worker of a batch does: make one report, in a temporary folder, from files to files.

Nothing is shared with the caller: the files of the unit come with the task, the report goes back.
"""

import faulthandler
import gc
import os
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from lkip_helpers.commands.jobs import describe_failure
from lkip_helpers.errors import Exit
from lkip_helpers.intake.placing import write_below
from lkip_helpers.render.fingerprint import code_fingerprint
from lkip_helpers.render.startup import in_one_process, relax_collector, skip_address_parser
from lkip_helpers.workspace import WORKSPACE_VARIABLE, Workspace

skip_address_parser()
relax_collector()

BUILD_LOCK = threading.Lock()  # folder, streams and environment belong to the process
Files = dict[str, bytes]  # by path below the workspace, or below the report


@dataclass(frozen=True)
class Task:
    """A report to make. code: code_fingerprint; seconds: the most it may take."""

    unit: str
    tahun: int
    files: Files
    code: str
    seconds: float
    forms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What came of a task. code: exit code; notes: messages; report: its files, if it was made."""

    code: int
    notes: Sequence[str] = ()
    report: Files = field(default_factory=dict)
    seconds: float = 0
    worker: str = ""
    mismatched: bool = False  # the worker holds another version of the package


def run_task(task: Task) -> Outcome:
    """Make the report; whatever goes wrong is an outcome, unless it ends the process.

    A report that takes longer than its task allows ends the process, whatever it is doing; the
    scheduler of Dask starts another.
    """
    with BUILD_LOCK, open(os.devnull, "w") as nowhere:  # noqa: PTH123 a device
        start = time.perf_counter()
        faulthandler.dump_traceback_later(task.seconds, exit=True, file=nowhere)
        try:
            outcome = _try_build(task)
        finally:
            faulthandler.cancel_dump_traceback_later()
    seconds = round(time.perf_counter() - start, 3)
    return replace(outcome, seconds=seconds, worker=_find_worker()[0])


def _find_worker() -> tuple[str, str | None]:
    """Its address, and its own folder, which Dask removes also after a worker that was killed."""
    from distributed import get_worker

    try:
        worker = get_worker()
    except ValueError:  # no worker of Dask
        return "", None
    return str(worker.address), str(worker.local_directory)


def _try_build(task: Task) -> Outcome:
    address, own = _find_worker()
    try:
        with tempfile.TemporaryDirectory(prefix="lkip-", dir=own) as folder:
            write_below(Path(folder), task.files)
            os.environ[WORKSPACE_VARIABLE] = folder  # chapters look for it, as under a kernel
            workspace = Workspace(task.unit, task.tahun, Path(folder))
            if code_fingerprint(workspace) != task.code:
                note = f"Pekerja {address} memakai versi lain dari program ini."
                return Outcome(Exit.RETRY, [note], mismatched=True)
            from lkip_helpers.commands.render import build_quietly

            gc.freeze()  # later collections skip the objects that exist already
            with in_one_process():
                code, notes = build_quietly(workspace, task.forms)
            gc.collect()
            root = workspace.outputs
            files = () if code else sorted(root.rglob("*"))
            read = {f.relative_to(root).as_posix(): f.read_bytes() for f in files if f.is_file()}
            return Outcome(code, notes, read)
    except Exception as error:  # noqa: BLE001 whatever it is, the other units are built
        return Outcome(*describe_failure(error))
