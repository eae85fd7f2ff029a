"""The `lkip` command: parses, calls, prints."""

import os
import signal
import sys
from collections.abc import Sequence

from lkip_helpers.commands.arguments import find_workspace
from lkip_helpers.commands.parser import build_parser
from lkip_helpers.errors import phrase_error
from lkip_helpers.workspace import WORKSPACE_VARIABLE, InvalidChoice, find_root

FAILED, MISUSE = 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 done, 1 data or report at fault, 2 used wrongly."""
    if hasattr(signal, "SIGPIPE"):  # `lkip check | head` ends quietly
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    choices = build_parser().parse_args(arguments)
    try:
        if os.environ.get(
            WORKSPACE_VARIABLE
        ):  # kernels start elsewhere: for them the path is whole
            os.environ[WORKSPACE_VARIABLE] = str(find_root())
        workspace = [] if choices.sendiri else [find_workspace(choices)]
        return int(choices.jalankan(*workspace, choices))
    except InvalidChoice as error:
        print(error, file=sys.stderr)
        return MISUSE
    except OSError as error:
        print(f"{phrase_error(error)}.", file=sys.stderr)
    except KeyboardInterrupt:
        print("Dihentikan.", file=sys.stderr)
    return FAILED
