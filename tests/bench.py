"""What a report costs, made in three ways in one run: `make bench` writes docs/kecepatan.md.

The plain chain: papermill with a kernel and `jupyter nbconvert`, one chapter after another. The
pool: twenty lines, papermill in a pool of two processes and nbconvert's API. Ours. Nothing is
asserted here. Wall time is disturbed by whatever else the machine does; CPU seconds, including
those of all child processes, are not.
"""

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Self

import psutil

from lkip_helpers.workspace import BUILD, OUTPUTS, WORKSPACE_VARIABLE, Workspace
from tests.conftest import PROJECT_ROOT
from tests.units import TAHUN, Size, copy_chapters, write_unit, write_units

PAGE = PROJECT_ROOT / "docs" / "kecepatan.md"
MARKS = re.compile(r"(<!-- bench -->\n).*?(<!-- end -->)", re.DOTALL)
COUNTRY, UNITS = 7_300, int(os.environ.get("LKIP_BENCH_UNIT", "100"))
BATCH = "lima bentuk"
TREND = 10  # reports after which memory should grow no more
LARGE = {
    "20.000 responden": Size(6, 20_000, 80, 8),
    "2.000 sub kegiatan": Size(6, 200, 2_000, 8),
}
PLAIN = """
for chapter in chapters:
    subprocess.run([*python, "papermill", *parameters, chapter, chapter.name], check=True)
    subprocess.run([*python, "nbconvert", "--to", "html", chapter.name], check=True)
"""
POOL = """
import nbformat
from concurrent.futures import ProcessPoolExecutor
from nbconvert import HTMLExporter
def make(chapter):
    import papermill
    done = papermill.execute_notebook(
        chapter, None, {"unit": unit, "tahun": 2021}, progress_bar=False, cwd=chapter.parent
    )
    pathlib.Path(f"{chapter.stem}.html").write_text(HTMLExporter().from_notebook_node(done)[0])
if __name__ == "__main__":
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(make, chapters))
"""
SCRIPT = """
import pathlib, subprocess, sys
root, unit = pathlib.Path(sys.argv[1]), sys.argv[2]
chapters = sorted((root / "notebooks").glob("[0-8]*.ipynb"))
python = [sys.executable, "-m"]
parameters = ["--cwd", str(root / "notebooks"), "-p", "unit", unit, "-p", "tahun", "2021"]
"""


@dataclass(frozen=True)
class Cost:
    """Cost of a command with all its children: seconds, and peak memory in MB."""

    name: str
    wall: float
    cpu: float
    memory: float
    reports: int = 1
    trend: str = ""

    def row(self, base: "Cost") -> str:
        """A row of the table; base: the cost it is compared with."""
        each = self.cpu / self.reports
        return (
            f"| {self.name} | {_write(self.wall / self.reports)} | {_write(each)} "
            f"| {self.memory:.0f} | {_write(each / base.cpu, 3)} |"
        )


def _write(value: float, decimals: int = 1) -> str:
    return f"{value:.{decimals}f}".replace(".", ",")


def _list_tree(process: psutil.Process) -> Iterator[psutil.Process]:
    yield process
    yield from process.children(recursive=True)


class Watch:
    """Samples a process tree ten times a second: memory (shared pages count once) and CPU.

    samples: (reports made so far, MB of the tree, MB of its largest process).
    """

    def __init__(self, process: subprocess.Popen[Any], outputs: Path) -> None:
        self.process, self.outputs, self.began = process, outputs, time.time()
        self.samples: list[tuple[int, float, float]] = []
        self.spent: dict[int, float] = {}
        self.over, self.thread = threading.Event(), threading.Thread(target=self._sample)

    @property
    def memory(self) -> float:
        return max((total for _, total, _ in self.samples), default=0.0)

    @property
    def cpu(self) -> float:
        return sum(self.spent.values())

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def _sample(self) -> None:
        while not self.over.wait(0.1):
            sizes = [0.0]
            with suppress(psutil.Error, AttributeError):
                for p in _list_tree(psutil.Process(self.process.pid)):
                    sizes.append(p.memory_full_info().pss / 1e6)
                    times = p.cpu_times()
                    self.spent[p.pid] = times.user + times.system
            self.samples.append((self._count_made(), sum(sizes), max(sizes)))

    def _count_made(self) -> int:
        """Reports put in place since the process began; one may just be changing places."""
        with suppress(OSError):
            made = [f.stat().st_mtime for f in self.outputs.glob(f"*/{TAHUN}/{BUILD}")]
            return sum(moment > self.began for moment in made)
        return self.samples[-1][0] if self.samples else 0


def measure(name: str, command: Sequence[str], root: Path, reports: int = 1) -> Cost:
    """Run a command and measure it; its CPU time is what the system says, with ended children.

    Processes that a worker starts and that outlive it are counted as they were last seen.
    """
    before, start = os.times(), time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=root,
        env={**os.environ, WORKSPACE_VARIABLE: str(root)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with Watch(process, root / OUTPUTS) as watch:
        code = process.wait()
    wall, after = time.perf_counter() - start, os.times()
    if code not in (0, 1):
        sys.exit(f"{name}: kode {code}")
    reaped = sum(after[2:4]) - sum(before[2:4])
    trend = _phrase_trend(watch.samples, reports) if reports >= 3 * TREND else ""
    cost = Cost(name, wall, max(reaped, watch.cpu), watch.memory, reports, trend)
    print(cost, flush=True)
    return cost


def _phrase_trend(samples: Sequence[tuple[int, float, float]], reports: int) -> str:
    """Whether memory grows with what is done: around the tenth report and around the last."""
    early = [total for n, total, _ in samples if TREND / 2 <= n <= TREND * 3 / 2]
    late = [total for n, total, _ in samples if reports - TREND <= n < reports]
    return (
        f"Memori seluruh proses batch, nilai tengah: {median(early):.0f} MB di sekitar laporan "
        f"ke-{TREND}, {median(late):.0f} MB pada {TREND} laporan terakhir dari {reports}; proses "
        f"terbesar {max(largest for *_, largest in samples):.0f} MB."
    )


def _lkip(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "lkip_helpers", *arguments]


def _change_cell(workspace: Workspace) -> None:
    """One realisasi of the budget is a rupiah less."""
    from openpyxl import load_workbook

    workbook = load_workbook(workspace.raw / "dpa.xlsx")
    workbook["DPA"]["F4"] = workbook["DPA"]["F4"].value - 1
    workbook.save(workspace.raw / "dpa.xlsx")


def list_measures(root: Path, unit: str) -> Iterator[Cost]:
    """Each way to make one report, then many; the plain chain, which takes longest, comes last."""
    folder = root / "lain"
    folder.mkdir()

    def chain(name: str, body: str) -> Cost:
        file = folder / f"{name.split(maxsplit=1)[0]}-bench.py"
        file.write_text(SCRIPT + body)
        return measure(name, [sys.executable, str(file), str(root), unit], root)

    yield chain("pool dua proses + nbconvert, HTML", POOL)
    only = ("--unit", unit)
    yield measure("lkip render, HTML saja", _lkip("render", *only, "--bentuk", "html"), root)
    yield measure("lkip render, lima bentuk", _lkip("render", *only), root)
    _change_cell(Workspace(unit, TAHUN, root))
    yield measure("lkip run, satu sel anggaran diubah", _lkip("run", *only), root)
    yield measure("lkip run, tidak berubah", _lkip("run", *only), root)
    yield _measure_watched(Workspace(unit, TAHUN, root))
    yield from _measure_large(root / "besar")
    batch, part = _lkip("batch", "--paksa"), max(1, UNITS // 10)
    few = [*batch, "--bagian", f"1/{UNITS // part}"]
    yield measure(f"lkip batch, {BATCH}, {part} unit, per laporan", few, root, part)
    yield measure(f"lkip batch, {BATCH}, {UNITS} unit, per laporan", batch, root, UNITS)
    yield chain("papermill + nbconvert satu per satu, HTML", PLAIN)


def _measure_watched(workspace: Workspace) -> Cost:
    """From saving a cell to the report, by a process that has already made one."""
    process = subprocess.Popen(
        _lkip("render", "--unit", workspace.unit, "--pantau"),
        cwd=workspace.root,
        env={**os.environ, WORKSPACE_VARIABLE: str(workspace.root)},
        stdout=subprocess.PIPE,
        text=True,
    )

    def wait() -> None:
        for line in process.stdout or ():
            if line.startswith("Menunggu"):
                return

    wait()
    before, start = _spend(process.pid), time.perf_counter()
    with Watch(process, workspace.root / OUTPUTS) as watch:
        _change_cell(workspace)
        wait()
    cost = Cost(
        "lkip render --pantau, satu sel anggaran diubah",
        time.perf_counter() - start,
        _spend(process.pid) - before,
        watch.memory,
    )
    process.terminate()
    process.wait()
    print(cost, flush=True)
    return cost


def _spend(pid: int) -> float:
    """CPU seconds of a process tree so far, with the children that ended."""
    return sum(sum(p.cpu_times()[:4]) for p in _list_tree(psutil.Process(pid)))


def _measure_large(root: Path) -> Iterator[Cost]:
    """A unit with many answers, and one with a long budget."""
    copy_chapters(root)
    for unit, size in LARGE.items():
        write_unit(root, "besar", 1, size)
        for command in ("check", "render"):
            yield measure(f"{unit}: lkip {command}", _lkip(command, "--unit", "besar"), root)


def write_page(costs: Sequence[Cost]) -> None:
    """Write the table, and what it comes to for the whole country."""
    head = (
        f"Diukur pada {os.cpu_count()} inti, Python {platform.python_version()}, "
        f"{UNITS} unit rekaan (`python -m tests.units`), satu putaran berurutan."
    )
    many = max((c for c in costs if BATCH in c.name), key=lambda c: c.reports, default=None)
    each = many.cpu / many.reports if many else 0
    wall = COUNTRY * each / 3600
    country = (
        ""
        if not each
        else (
            f"7.300 unit × {_write(each, 2)} detik CPU = {_write(wall, 1)} jam CPU: "
            f"{_write(wall / 2, 1)} jam pada dua inti, {_write(wall / 64 * 60, 0)} menit pada "
            "64 inti bila kerjanya terbagi rata."
        )
    )
    text = [
        head,
        "",
        "| cara | detik dinding | detik CPU | puncak memori (MB) | CPU terhadap pool |",
        "|---|--:|--:|--:|--:|",
        *(c.row(costs[0]) for c in costs),
        "",
        country,
        *(f"\n{c.trend}" for c in costs if c.trend),
        "",
    ]
    page = PAGE.read_text("utf-8")
    PAGE.write_text(MARKS.sub(lambda m: m[1] + "\n".join(text) + m[2], page), "utf-8")


def main() -> None:
    """Generate the units, measure each way, write the page a row at a time."""
    root = Path(tempfile.mkdtemp(prefix="lkip-bench-"))
    try:
        write_units(root, UNITS)
        costs: list[Cost] = []
        for cost in list_measures(root, "u0001"):
            costs.append(cost)
            write_page(costs)  # so that figures are kept if the run is stopped
    finally:
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
