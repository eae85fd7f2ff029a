"""`lkip render --pantau`: the report again after each change, in a process that stays warm."""

import time
from collections.abc import Callable
from dataclasses import replace

from lkip_helpers.commands import guard
from lkip_helpers.render.execution import keep_workers
from lkip_helpers.workspace import Workspace

PULSE = 0.2  # seconds between two looks
Saved = dict[str, tuple[int, int]]


def repeat(workspace: Workspace, make: Callable[[], int]) -> int:
    """Make the report, and again whenever what it is made from is saved; Ctrl-C ends it.

    Whatever one time goes wrong is told, and the next time may be right. The code of the last time.
    """
    with keep_workers():
        while True:
            made_from = list_saved(workspace)
            code = guard(make)
            try:
                print("Menunggu perubahan data atau notebook; Ctrl-C untuk berhenti.", flush=True)
                _wait(workspace, made_from)
            except KeyboardInterrupt:
                return code


def _wait(workspace: Workspace, made_from: Saved) -> None:
    """Until something was saved, and is not being saved any more: Excel writes in steps."""
    earlier = made_from
    while True:
        time.sleep(PULSE)
        now = list_saved(workspace)
        if now == earlier != made_from:
            return
        earlier = now


def list_saved(workspace: Workspace) -> Saved:
    """When each raw file and notebook of a report was saved, and its size, by path."""
    years = [replace(workspace, tahun=t) for t in workspace.list_tahun() if t <= workspace.tahun]
    files = [*(f for y in years for f in y.inputs), *workspace.list_notebooks()]
    saved = {}
    for file in [*files, *workspace.list_analyses()]:
        try:
            state = file.stat()
        except FileNotFoundError:  # just being replaced
            continue
        saved[str(file)] = state.st_mtime_ns, state.st_size
    return saved
