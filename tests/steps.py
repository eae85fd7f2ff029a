"""Runs a command in a process of its own in which something happens at one writing step."""

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from lkip_helpers.commands import batch, main
from lkip_helpers.commands.batch_worker import Task, run_task
from lkip_helpers.commands.jobs import JobRun
from lkip_helpers.render.fingerprint import code_fingerprint
from lkip_helpers.render.startup import in_one_process
from lkip_helpers.workspace import WORKSPACE_VARIABLE, Workspace

MOVES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir"}
Then = Callable[[str, tuple[Any, ...]], None]


def in_child(work: Callable[[], int], out: Path) -> int:
    """Exit code of the work in a fork of this process, a signal as a negative number.

    out: file for what it prints. A fork shares all imports, so that a step costs little.
    """
    if not (process := os.fork()):
        code = 70
        try:
            with out.open("w", encoding="utf-8") as stream:
                sys.stdout = sys.stderr = stream
                code = work()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def is_writing(event: str, arguments: tuple[Any, ...], root: Path) -> bool:
    """Whether a file or folder below `root` is about to be opened for writing, moved or removed.

    A relative name comes from rmtree, which does not name the folder.
    """
    if event == "open":
        path, _, flags = arguments
        writing = bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    else:
        path, writing = arguments[0], event in MOVES
    if not writing or isinstance(path, int):
        return False
    return str(root) in os.fsdecode(path) or not Path(os.fsdecode(path)).is_absolute()


def at_step(number: int, root: Path, then: Then) -> None:
    """Make this process call `then` at writing step `number`, before the step is done."""
    count = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        if (event == "open" or event in MOVES) and is_writing(event, arguments, root):
            count += 1
            if count == number:
                then(event, arguments)

    sys.addaudithook(hook)


def die(event: str, arguments: tuple[Any, ...]) -> None:
    """Kill the process as a power cut does: a file about to be written is there, and empty."""
    if event == "open":
        os.open(arguments[0], os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
    os.kill(os.getpid(), signal.SIGKILL)


def run_until(number: int, root: Path, then: Then, command: list[str], out: Path) -> int:
    """Run the command with `then` at one of its steps below `root`; its exit code."""

    def work() -> int:
        with in_one_process():
            at_step(number, root, then)
            return main(command)

    return in_child(work, out)


def batch_here(patch: pytest.MonkeyPatch, workspace: Workspace) -> None:
    """Let a batch find its one report made, as a worker would make it from the present files.

    What the batch itself does with it is kept, without starting a cluster at each step.
    """
    task = Task(workspace.unit, workspace.tahun, batch._read_inputs(workspace),  # noqa: SLF001
                code_fingerprint(workspace), 600, ("html",))  # fmt: skip
    root = os.environ[WORKSPACE_VARIABLE]
    outcome = run_task(task)
    os.environ[WORKSPACE_VARIABLE] = root
    assert outcome.code == 0, outcome.notes

    def run(self: batch.Batch, workspaces: Sequence[Workspace]) -> Iterator[JobRun]:
        for each in workspaces:
            yield from self._close(batch.PendingReport(each), outcome)

    patch.setattr(batch, "open_cluster", contextlib.nullcontext)
    patch.setattr(batch.Batch, "run", run)
