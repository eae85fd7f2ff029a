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

from lkip_helpers.render.parameter import list_parameter

Lapor = Callable[[str], None]
DENYUT = 0.05  # seconds; a wait without an end would not hear Ctrl-C on Windows


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

    Each is given the parameters it declares. lapor is called with the name of each chapter that is
    finished. Raises BabGagal with the first chapter that failed; the others are cancelled.
    """
    konteks = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
    if konteks.get_start_method() == "forkserver":
        konteks.set_forkserver_preload(["lkip_helpers.render.bekal"])
    pekerja = max(
        1,
        min(
            len(sumber),
            len(os.sched_getaffinity(0))
            if hasattr(os, "sched_getaffinity")
            else os.cpu_count() or 1,
        ),
    )
    # Ctrl-C is for the process that a person started; it ends its workers itself.
    abaikan = (signal.SIGINT, signal.SIG_IGN)
    with ProcessPoolExecutor(pekerja, konteks, signal.signal, abaikan) as kolam:
        janji = {
            kolam.submit(_run_satu, Tugas(s, parameter, folder)): s.stem
            for s in sorted(sumber, key=lambda s: -s.stat().st_size)
        }
        try:
            _tunggu(janji, lapor)
        except BaseException:
            kolam.shutdown(cancel_futures=True)
            raise
        hasil = {stem: nbformat.from_dict(j.result()) for j, stem in janji.items()}
    return {s.stem: hasil[s.stem] for s in sumber}


def _tunggu(janji: dict[Future[Any], str], lapor: Lapor) -> None:
    sisa = set(janji)
    while sisa:
        selesai, sisa = wait(sisa, timeout=DENYUT, return_when=FIRST_COMPLETED)
        for j in selesai:
            j.result()
            lapor(janji[j])


def _run_satu(tugas: Tugas) -> dict[str, Any]:
    """Run one notebook in this worker; the result is plain data without timings."""
    import papermill
    from papermill.exceptions import PapermillExecutionError

    stem = tugas.sumber.stem
    milik = list_parameter(nbformat.read(tugas.sumber, 4))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            hasil = papermill.execute_notebook(
                str(tugas.sumber),
                None,
                parameters={k: v for k, v in tugas.parameter.items() if k in milik},
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
