"""How long the work takes, whole process from outside: `make bench`. Nothing is asserted here."""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import copy_workspace, lkip

TIMES = 5


def measured(name: str, *arguments: str, root: Path) -> None:
    """Median, least and most of TIMES runs after one warm-up."""
    seconds = []
    for cycle in range(TIMES + 1):
        start = time.perf_counter()
        result = lkip(root, *arguments)
        if result.returncode:
            sys.exit(result.stderr)
        if cycle:
            seconds.append(time.perf_counter() - start)
    middle = statistics.median(seconds)
    print(f"{name:<34}{middle:7.2f} s   ({min(seconds):.2f}–{max(seconds):.2f})")


def _copy(output: Path) -> str:
    """A second report to compare with."""
    return str(shutil.copytree(output, output.with_name("salinan")))


def main() -> None:
    """Check, render, questions asked of a report; a chapter under a kernel beside our engine."""
    folder = Path(tempfile.mkdtemp())
    try:
        workspace = copy_workspace(folder)
        measured("lkip check", "check", root=folder)
        measured("lkip render", "render", root=folder)
        measured("lkip trace (satu angka)", "trace", "skm-ringkasan", "ikm", root=folder)
        measured("lkip diff", "diff", str(workspace.outputs), _copy(workspace.outputs), root=folder)
        chapter = workspace.notebooks / "31-kepuasan-masyarakat.ipynb"
        for engine in ([], ["--engine", "lkip"]):
            start = time.perf_counter()
            command = ["papermill", *engine, "--cwd", str(workspace.notebooks), str(chapter)]
            subprocess.run(
                [sys.executable, "-m", *command, str(folder / "x.ipynb")],
                check=True,
                capture_output=True,
            )
            print(f"{'papermill ' + ' '.join(engine):<34}{time.perf_counter() - start:7.2f} s")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
