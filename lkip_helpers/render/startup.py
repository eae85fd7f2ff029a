"""How our processes start: early, and without what no report needs. Nothing heavy is imported."""

import atexit
import gc
import importlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from multiprocessing.context import BaseContext

ALONE: ContextVar[bool] = ContextVar("alone", default=False)


@contextmanager
def in_one_process() -> Iterator[None]:
    """Inside, a report starts no process of its own: several are made side by side already."""
    old = ALONE.set(True)
    try:
        yield
    finally:
        ALONE.reset(old)


def relax_collector() -> None:
    """Look for cycles seldom: a report makes many objects and keeps most of them to its end.

    At the very end they are not looked through once more: that takes a third of a second.
    """
    gc.set_threshold(50_000, 50, 50)
    atexit.register(gc.freeze)


def skip_address_parser() -> None:
    """Let jsonschema, which nbformat imports, do without the parser of addresses it can use.

    That parser is built at import, for more than a second, and no notebook holds such addresses.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def worker_context() -> BaseContext | None:
    """The context of the workers: where it is safe, they share all that is imported and read.

    To be asked before this process has a thread of its own. None where the system has no locks for
    several processes, as without /dev/shm.
    """
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    importlib.import_module("lkip_helpers.render.preload")
    try:
        multiprocessing.Lock()
    except OSError:
        return None
    return multiprocessing.get_context("fork")


def begin_worker() -> None:
    """Begin as a worker: Ctrl-C is for the process a person started, and its end is ours.

    What was there before is not looked through again: memory that is not touched stays shared.
    """
    gc.freeze()
    skip_address_parser()
    relax_collector()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    """A parent that was killed can tell nobody; what it held open is closed."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
