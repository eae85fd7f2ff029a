"""The `lkip` command: parses, calls, prints."""

import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from lkip_helpers.commands.parser import WORDS, build_parser
from lkip_helpers.errors import Exit, LkipError, describe
from lkip_helpers.render.startup import relax_collector, skip_address_parser
from lkip_helpers.terminal import on_any_terminal
from lkip_helpers.workspace import WORKSPACE_VARIABLE, choose_workspace, find_root

STARTED = time.perf_counter()  # before what a command needs is imported


def _run_command(command: dict[str, Any], choices: Any) -> int:
    """Run a command of commands.toml in its module, which is imported only now."""
    run = import_module(f"{__name__}.{command['module']}").run
    if command["needs"] == "nothing":
        return run(choices)
    root = find_root()
    if os.environ.get(WORKSPACE_VARIABLE):  # absolute, for kernels that start in another folder
        os.environ[WORKSPACE_VARIABLE] = str(root)
    if command["needs"] == "workspace":
        return run(root, choices)
    return run(choose_workspace(root, choices.unit, choices.tahun), choices)


@on_any_terminal()
def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code (errors.Exit)."""
    relax_collector()
    if threading.current_thread() is threading.main_thread():  # a scheduler ends it as Ctrl-C does
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    choices = build_parser().parse_args(arguments)
    if choices.perintah["module"] != "lab":
        skip_address_parser()
    return guard(lambda: int(_run_command(choices.perintah, choices)))


def guard(work: Callable[[], int]) -> int:
    """The exit code of `work`; an exception becomes a sentence on stderr and its own code."""
    try:
        return work()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 a bug is reported as one
        code, sentence = describe(error)
        if code == Exit.BUG and not isinstance(error, LkipError):
            broken = isinstance(error, ImportError)  # a package is gone: a traceback adds nothing
            print("" if broken else traceback.format_exc(), file=sys.stderr, end="")
            sentence = WORDS["rusak" if broken else "galat"].format(sentence)
        print(sentence, file=sys.stderr)
        return code
