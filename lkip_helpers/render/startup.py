"""How processes start: set up early, without what no report needs; imports nothing heavy."""

import atexit
import gc
import importlib
import multiprocessing
import os
import signal
import sys
import threading
from contextlib import AbstractContextManager
from contextvars import ContextVar
from multiprocessing.context import BaseContext

from lkip_helpers.workspace import hold

ALONE: ContextVar[bool] = ContextVar("alone", default=False)


def in_one_process() -> AbstractContextManager[None]:
    """Start no workers inside: several reports are already made side by side."""
    return hold(ALONE, True)


def relax_collector() -> None:
    """Collect cycles seldom: a report makes many objects and keeps most of them until it ends.

    The last collection, at exit, is skipped: it takes a third of a second.
    """
    gc.set_threshold(50_000, 50, 50)
    atexit.register(gc.freeze)


def skip_address_parser() -> None:
    """Keep jsonschema, which nbformat imports, from its optional parser of addresses (RFC 3987).

    It takes more than a second to build at import, and notebooks hold no such addresses.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def worker_context() -> BaseContext | None:
    """How workers are started: forked where that is safe, so that they share imports and data.

    Call it before this process has a second thread. None where the system offers no locks between
    processes, as without /dev/shm.
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
    """Set up a worker: it ignores Ctrl-C, which is for its parent, and ends when its parent does.

    Inherited objects are frozen, so that the collector leaves their memory shared.
    """
    gc.freeze()
    skip_address_parser()
    relax_collector()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    """Exit when the parent is gone: one that was killed cannot tell its workers to stop."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
