"""Read untrusted bytes in a process of its own, with limits on memory and time.

A file that makes the library of its reader abort ends that process alone.
"""

import io
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any, TypeVar

from python_calamine import CalamineWorkbook

MEMORY = 224 << 20  # bytes of address space, imports included; 20,000 respondents take half of it
SECONDS = 10  # of CPU time, which other work on the machine does not use up
PATIENCE = 12 * SECONDS  # of wall time
T = TypeVar("T")
Cells = tuple[str, list[list[Any]], list[tuple[int, int, int, int]]]


def read_in_process(reader: Callable[[bytes], T], data: bytes) -> T:
    """The result of `reader`, a function of a module, for the bytes.

    Raises ValueError with the error output of the process, without words where it took too long.
    """
    try:
        process = subprocess.run(  # noqa: S603 a command of our own
            [sys.executable, "-m", __name__, reader.__module__, reader.__name__, str(SECONDS)],
            input=data,
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise ValueError from error
    except subprocess.CalledProcessError as error:
        raise ValueError(error.stderr.decode("utf-8", "replace")) from error
    return pickle.loads(process.stdout)  # noqa: S301 our own process wrote it


def read_cells(workbook: CalamineWorkbook, name: str) -> Cells:
    """Name of a sheet, its values from A1, and merged ranges, as calamine reads them."""
    sheet = workbook.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False)
    corners = sheet.merged_cell_ranges or []
    merged = [(r1 + 1, c1 + 1, r2 + 1, c2 + 1) for (r1, c1), (r2, c2) in corners]
    return name, [[None if v == "" else v for v in row] for row in rows], merged


def read_sheets(data: bytes) -> list[Cells]:
    """Every sheet of a workbook of any make."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [read_cells(workbook, name) for name in workbook.sheet_names]


def main(module: str, name: str, seconds: str) -> None:
    """Read standard input with this function, in so much CPU time, and write its pickled result."""
    reader = getattr(import_module(module), name)
    with suppress(ImportError):  # Windows has no such limits
        resource = import_module("resource")
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    pickle.dump(reader(sys.stdin.buffer.read()), sys.stdout.buffer)


if __name__ == "__main__":
    main(*sys.argv[1:])
