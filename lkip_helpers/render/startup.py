"""How our processes start: early, and without what no report needs. Nothing heavy is imported."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from multiprocessing import forkserver
from multiprocessing.context import BaseContext

WARM = sys.platform != "win32"  # where processes can be forked from one that has imported all

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
    """Look for cycles seldom: a report makes many objects and keeps most of them to its end."""
    gc.set_threshold(50_000, 50, 50)


def skip_address_parser() -> None:
    """Let jsonschema, which nbformat imports, do without the parser of addresses it can use.

    That parser is built at import, for more than a second, and no notebook holds such addresses.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def warm_up() -> BaseContext:
    """The context of the workers; the process they are forked from begins its imports at once."""
    if not WARM or ALONE.get():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["lkip_helpers.render.preload"])
    forkserver.ensure_running()
    return context


def serve_parent() -> None:
    """Begin as a worker: Ctrl-C is for the process a person started, and its end is ours."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    """A parent that was killed can tell nobody; what it held open is closed."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def cool_down() -> None:
    """End the process that workers were forked from: all it imported is memory."""
    if WARM:
        forkserver._forkserver._stop()  # type: ignore[attr-defined] # noqa: SLF001 no public word
