"""What a reader of others may not bear, done in a process of its own that has limits.

What its library aborts on ends that process alone.
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
SECONDS = 10
T = TypeVar("T")
Cells = tuple[str, list[list[Any]], list[tuple[int, int, int, int]]]


def read_apart(read: Callable[[bytes], T], content: bytes) -> T:
    """What a function of a module makes of the bytes.

    Raises ValueError with the words of what it raised; none where the process was ended.
    """
    try:
        done = subprocess.run(  # noqa: S603 a command of our own
            [sys.executable, "-m", __name__, read.__module__, read.__name__],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise ValueError from error
    except subprocess.CalledProcessError as error:
        raise ValueError(error.stderr.decode("utf-8", "replace")) from error
    result: T = pickle.loads(done.stdout)  # noqa: S301 our own process wrote it
    return result


def read_cells(workbook: CalamineWorkbook, name: str) -> Cells:
    """Name of a sheet, its values from A1, and merged ranges, as calamine reads them."""
    sheet = workbook.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False)
    merged = [(a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1) for a, b in sheet.merged_cell_ranges or []]
    return name, [[None if v == "" else v for v in row] for row in rows], merged


def read_sheets(content: bytes) -> list[Cells]:
    """Every sheet of a workbook of any make."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [read_cells(workbook, name) for name in workbook.sheet_names]


def main(module: str, name: str) -> None:
    """Read what comes in, hand on what it holds."""
    read = getattr(import_module(module), name)
    with suppress(ImportError):  # Windows bounds no process so
        resource = import_module("resource")
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    pickle.dump(read(sys.stdin.buffer.read()), sys.stdout.buffer)


if __name__ == "__main__":
    main(*sys.argv[1:])
