"""`lkip render --pantau`: the report again after each change, in a process that stays warm."""

import time
from collections.abc import Callable

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
    raw = (file for year in workspace.list_until() for file in year.inputs)
    saved = {}
    for file in (*raw, *workspace.list_notebooks(), *workspace.list_analyses()):
        try:
            state = file.stat()
        except FileNotFoundError:  # just being replaced
            continue
        saved[str(file)] = state.st_mtime_ns, state.st_size
    return saved
