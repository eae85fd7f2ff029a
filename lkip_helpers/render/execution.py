"""Run the chapters through papermill, several at a time, in processes that share one warm start."""

import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from lkip_helpers.errors import LkipError
from lkip_helpers.render.parameters import read_parameters, tag_parameters
from lkip_helpers.render.startup import ALONE, begin_worker, worker_context
from lkip_helpers.workspace import chapter_name, frozen_folder, use_data

Reporter = Callable[[str], None]
_KEPT: ContextVar[list[ProcessPoolExecutor] | None] = ContextVar("kept", default=None)
PULSE = 0.05  # seconds; a wait without an end would not hear Ctrl-C on Windows


# What to look for where Python itself, in English, says what is wrong.
HINTS = {
    "NameError": " – nama itu belum dibuat di sel sebelumnya, atau salah ejaannya",
    "KeyError": " – tidak ada kolom atau kunci bernama itu",
    "SyntaxError": " – kodenya belum lengkap atau salah tulis",
    "ZeroDivisionError": " – pembaginya nol",
    "ModuleNotFoundError": " – pustaka itu belum dipasang",
}


class ChapterFailed(LkipError):
    """A cell of a chapter raised; says which chapter, which cell and why."""


@dataclass(frozen=True)
class Job:
    """One notebook to run: where it is, with which parameters, in which folder, on which data."""

    source: Path
    parameter: dict[str, Any]
    folder: Path
    data: Path | None


def run_chapters(
    source: Sequence[Path],
    parameter: dict[str, Any],
    reporting: Reporter,
    started: Callable[[], None] = lambda: None,
) -> dict[str, NotebookNode]:
    """Executed notebooks by stem, in the order given.

    Each is given the parameters it declares. reporting is called with the name of each chapter that
    is finished, started once the workers are there: before that, this process must have no thread.
    Raises ChapterFailed with the first chapter that failed; the others are cancelled.
    """
    jobs = {chapter_name(s): Job(s, parameter, s.parent, frozen_folder()) for s in source}
    if ALONE.get() or not (context := worker_context()):
        started()
        return {name: _run_here(job, reporting) for name, job in jobs.items()}
    cores = getattr(os, "sched_getaffinity", lambda _: range(os.cpu_count() or 1))(0)
    with _open_workers(max(1, min(len(source), len(cores))), context) as pool:
        promises = {
            pool.submit(_run_one, jobs[name]): name
            for name in sorted(jobs, key=lambda n: -jobs[n].source.stat().st_size)
        }
        started()
        _wait(promises, reporting)
        result = {stem: nbformat.from_dict(j.result()) for j, stem in promises.items()}
    return {name: result[name] for name in jobs}


@contextmanager
def keep_workers() -> Iterator[None]:
    """Inside, the workers of one report stay for the next, which finds them warm."""
    kept: list[ProcessPoolExecutor] = []
    old = _KEPT.set(kept)
    try:
        yield
    finally:
        _KEPT.reset(old)
        for pool in kept:
            pool.shutdown()


@contextmanager
def _open_workers(many: int, context: BaseContext) -> Iterator[ProcessPoolExecutor]:
    """They end with the report unless they are kept; where it fails, without delay."""
    kept = _KEPT.get()
    pool = kept.pop() if kept else ProcessPoolExecutor(many, context, begin_worker)
    try:
        yield pool
    except BaseException:
        pool.shutdown(cancel_futures=True)
        raise
    if kept is None:
        pool.shutdown()
    else:
        kept.append(pool)


def _run_here(job: Job, reporting: Reporter) -> NotebookNode:
    """One chapter in this process, which is one of several that make reports."""
    result = NotebookNode(_run_one(job))
    reporting(chapter_name(job.source))
    return result


def _wait(promises: dict[Future[Any], str], reporting: Reporter) -> None:
    remainder = set(promises)
    while remainder:
        finished, remainder = wait(remainder, timeout=PULSE, return_when=FIRST_COMPLETED)
        for j in finished:
            j.result()
            reporting(promises[j])


def _run_one(duty: Job) -> dict[str, Any]:
    """Run one notebook in this worker; the result is plain data without timings."""
    from papermill.exceptions import PapermillExecutionError
    from papermill.execute import raise_for_execution_errors

    with warnings.catch_warnings(), use_data(duty.data):
        warnings.simplefilter("ignore")
        result = _execute(duty)
    try:
        raise_for_execution_errors(result, None)
    except PapermillExecutionError as error:
        place = f"{chapter_name(duty.source)}, sel ke-{error.cell_index + 1}"
        hint = HINTS.get(error.ename, "")
        raise ChapterFailed(f"{place}: {error.ename}: {error.evalue}{hint}") from None
    return _without_time(result)


def _execute(duty: Job) -> NotebookNode:
    """papermill.execute_notebook step by step, without writing the notebook out at its end."""
    from papermill.engines import papermill_engines
    from papermill.execute import prepare_notebook_metadata, remove_error_markers
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook

    nb = remove_error_markers(load_notebook_node(str(duty.source)))
    tag_parameters(nb)
    known = read_parameters(nb)
    own = {k: v for k, v in duty.parameter.items() if k in known}
    kernel = {"kernel_name": "python3", "engine_name": "lkip"}
    if own:
        nb = parameterize_notebook(nb, own, language="python", **kernel)
    nb = prepare_notebook_metadata(nb, str(duty.source), None)
    return papermill_engines.execute_notebook_with_engine(
        nb=nb, progress_bar=False, cwd=str(duty.folder), **kernel
    )


def _without_time(nb: NotebookNode) -> dict[str, Any]:
    """Without what differs from run to run (times, host paths), so same input gives same bytes."""
    parameter = nb.metadata.pop("papermill", {}).get("parameters", {})
    nb.metadata["lkip"] = {**nb.metadata.get("lkip", {}), "parameter": parameter}
    for i, cell in enumerate(nb.cells):
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = f"parameter-{i}"
    return dict(nb)
