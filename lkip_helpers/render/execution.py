"""Run the chapters, with their parameters, in several processes that share one warm start."""

import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from lkip_helpers.errors import LkipError
from lkip_helpers.render.parameters import read_parameters, tag_parameters
from lkip_helpers.render.startup import ALONE, begin_worker, worker_context
from lkip_helpers.rules import load_rules
from lkip_helpers.workspace import chapter_name, frozen_folder, hold, use_data

Reporter = Callable[[str], None]
_KEPT: ContextVar[list[ProcessPoolExecutor] | None] = ContextVar("kept", default=None)
PULSE = 0.05  # seconds; a wait without an end would not hear Ctrl-C on Windows


class ChapterFailed(LkipError):
    """A cell of a chapter raised; says which chapter, which cell and why."""


def run_chapters(
    chapters: Sequence[Path],
    parameters: dict[str, Any],
    on_done: Reporter,
    on_start: Callable[[], None] = lambda: None,
) -> dict[str, NotebookNode]:
    """Executed notebooks by stem, in the order given.

    Each is given those of the parameters that it declares. on_done is called with the name of each
    finished chapter; on_start once the workers exist: before that, this process must have no
    thread. Raises ChapterFailed for the first chapter that fails; the others are cancelled.
    """
    files = {chapter_name(file): file for file in chapters}
    run = partial(_run_one, parameters, frozen_folder())
    if ALONE.get() or not (context := worker_context()):
        on_start()
        executed = {}
        for name, file in files.items():
            executed[name] = NotebookNode(run(file))
            on_done(name)
        return executed
    cores = getattr(os, "sched_getaffinity", lambda _: range(os.cpu_count() or 1))(0)
    with _open_workers(max(1, min(len(chapters), len(cores))), context) as pool:
        futures = {
            pool.submit(run, files[name]): name
            for name in sorted(files, key=lambda n: -files[n].stat().st_size)
        }
        on_start()
        _wait(futures, on_done)
        executed = {stem: nbformat.from_dict(future.result()) for future, stem in futures.items()}
    return {name: executed[name] for name in files}


@contextmanager
def keep_workers() -> Iterator[None]:
    """Keep the workers of one report for the next, which finds them warm."""
    kept: list[ProcessPoolExecutor] = []
    try:
        with hold(_KEPT, kept):
            yield
    finally:
        for pool in kept:
            pool.shutdown()


@contextmanager
def _open_workers(count: int, context: BaseContext) -> Iterator[ProcessPoolExecutor]:
    """Workers that end with the report unless they are kept; without delay where it fails."""
    kept = _KEPT.get()
    pool = kept.pop() if kept else ProcessPoolExecutor(count, context, begin_worker)
    try:
        yield pool
    except BaseException:
        pool.shutdown(cancel_futures=True)
        raise
    if kept is None:
        pool.shutdown()
    else:
        kept.append(pool)


def _wait(futures: dict[Future[Any], str], on_done: Reporter) -> None:
    pending = set(futures)
    while pending:
        finished, pending = wait(pending, timeout=PULSE, return_when=FIRST_COMPLETED)
        for future in finished:
            future.result()
            on_done(futures[future])


def _run_one(parameters: dict[str, Any], data: Path | None, file: Path) -> dict[str, Any]:
    """Run one notebook in this worker; the result is plain data without timings.

    data: the folder it reads, in place of that of the workspace.
    """
    from papermill.exceptions import PapermillExecutionError
    from papermill.execute import raise_for_execution_errors

    with warnings.catch_warnings(), use_data(data):
        warnings.simplefilter("ignore")
        executed = _execute(file, parameters)
    try:
        raise_for_execution_errors(executed, None)
    except PapermillExecutionError as error:
        place = f"{chapter_name(file)}, sel ke-{error.cell_index + 1}"
        kind = "lkip_helpers" if "'lkip_helpers" in error.evalue else error.ename
        words = [error.evalue, *filter(None, [load_rules("galat")["bab"].get(kind)])]
        raise ChapterFailed(f"{place}: {error.ename}: {' – '.join(words)}") from None
    return _without_time(executed)


def _execute(file: Path, parameters: dict[str, Any]) -> NotebookNode:
    """papermill.execute_notebook step by step, without writing the notebook out at its end."""
    from papermill.engines import papermill_engines
    from papermill.execute import prepare_notebook_metadata, remove_error_markers
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook

    nb = remove_error_markers(load_notebook_node(str(file)))
    tag_parameters(nb)
    declared = read_parameters(nb)
    known = {k: v for k, v in parameters.items() if k in declared}
    kernel = {"kernel_name": "python3", "engine_name": "lkip"}
    if known:
        nb = parameterize_notebook(nb, known, language="python", **kernel)
    nb = prepare_notebook_metadata(nb, str(file), None)
    return papermill_engines.execute_notebook_with_engine(
        nb=nb, progress_bar=False, cwd=str(file.parent), **kernel
    )


def _without_time(nb: NotebookNode) -> dict[str, Any]:
    """Drop what differs between runs (times, host paths): the same input gives the same bytes."""
    parameters = nb.metadata.pop("papermill", {}).get("parameters", {})
    nb.metadata["lkip"] = {**nb.metadata.get("lkip", {}), "parameter": parameters}
    for i, cell in enumerate(nb.cells):
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = f"parameter-{i}"
    return dict(nb)
