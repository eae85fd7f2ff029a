"""Run the chapters through papermill, several at a time, in processes that share one warm start."""

import multiprocessing
import os
import signal
import sys
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

Lapor = Callable[[str, int, int], None]
_antrean: Any = None


class BabGagal(Exception):
    """A cell of a chapter raised; says which chapter, which cell and why."""


@dataclass(frozen=True)
class Tugas:
    """One notebook to run: where it is, with which parameters, in which folder."""

    sumber: Path
    parameter: dict[str, Any]
    folder: Path


def run_bab(
    sumber: Sequence[Path], parameter: dict[str, Any], folder: Path, lapor: Lapor
) -> dict[str, NotebookNode]:
    """Executed notebooks by stem, in the order given.

    lapor(bab, langkah, jumlah) is called for each finished cell. Raises BabGagal with the first
    chapter that failed; the others are cancelled.
    """
    konteks = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
    if konteks.get_start_method() == "forkserver":
        konteks.set_forkserver_preload(["lkip_helpers.render.bekal"])
    antrean = konteks.SimpleQueue()
    pekerja = max(
        1,
        min(
            len(sumber),
            len(os.sched_getaffinity(0))
            if hasattr(os, "sched_getaffinity")
            else os.cpu_count() or 1,
        ),
    )
    with ProcessPoolExecutor(pekerja, konteks, _mulai, (antrean,)) as kolam:
        janji = {
            kolam.submit(_run_satu, Tugas(s, parameter, folder)): s.stem
            for s in sorted(sumber, key=lambda s: -s.stat().st_size)
        }
        try:
            _tunggu(janji, antrean, lapor)
        except BaseException:
            kolam.shutdown(cancel_futures=True)
            raise
        hasil = {stem: nbformat.from_dict(j.result()) for j, stem in janji.items()}
    return {s.stem: hasil[s.stem] for s in sumber}


def _tunggu(janji: dict[Future[Any], str], antrean: Any, lapor: Lapor) -> None:
    sisa = set(janji)
    while sisa:
        selesai, sisa = wait(sisa, timeout=0.05, return_when=FIRST_COMPLETED)
        while not antrean.empty():
            lapor(*antrean.get())
        for j in selesai:
            j.result()


def _mulai(antrean: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    global _antrean  # noqa: PLW0603 a worker has one queue, given when it starts
    _antrean = antrean


def _run_satu(tugas: Tugas) -> dict[str, Any]:
    """Run one notebook in this worker; the result is plain data without timings."""
    import papermill
    from papermill.exceptions import PapermillExecutionError

    stem = tugas.sumber.stem
    nb = nbformat.read(tugas.sumber, 4)
    jumlah = len(nb.cells)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            hasil = papermill.execute_notebook(
                str(tugas.sumber),
                None,
                parameters=tugas.parameter,
                engine_name="lkip",
                kernel_name="python3",
                language="python",
                cwd=str(tugas.folder),
                progress_bar=False,
            )
    except PapermillExecutionError as galat:
        raise BabGagal(
            f"{stem}, sel ke-{galat.cell_index + 1}: {galat.ename}: {galat.evalue}"
        ) from None
    _antrean.put((stem, jumlah, jumlah))
    return _tanpa_waktu(hasil)


def _tanpa_waktu(nb: NotebookNode) -> dict[str, Any]:
    """Without what differs from run to run (times, host paths), so same input gives same bytes."""
    parameter = nb.metadata.pop("papermill", {}).get("parameters", {})
    nb.metadata["lkip"] = {**nb.metadata.get("lkip", {}), "parameter": parameter}
    for i, cell in enumerate(nb.cells):
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = f"parameter-{i}"
    return dict(nb)
