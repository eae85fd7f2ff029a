"""Scheduled runs: build what changed, say in one line what came of it."""

import contextlib
import io
import json
import sys
import time
import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lkip_helpers.commands.arguments import list_workspaces
from lkip_helpers.commands.job_run import RESULTS, JobRun, phrase_cause, sort_out, tell_time
from lkip_helpers.errors import Exit, exit_of, phrase_error
from lkip_helpers.intake.placing import write_files
from lkip_helpers.workspace import Workspace


def run(root: Path, choices: Any) -> int:
    """Build what changed; 0, or the worst code of a run that failed."""
    from lkip_helpers.commands.notify import send_news

    runs = []
    try:
        for one in run_all(list_workspaces(root, choices), force=choices.paksa):
            print(one, flush=True)
            runs.append(one)
    finally:
        write_summary(root, runs)
    for problem in send_news([j for j in runs if j.kode]):
        print(problem, file=sys.stderr)
    return max(j.kode for j in runs)


def run_all(workspaces: Sequence[Workspace], *, force: bool = False) -> Iterator[JobRun]:
    """Build what changed since the last time: one report here, several as a batch.

    force: build all the same. Raises as batch.make_reports.
    """
    todo, unchanged = sort_out(workspaces, force=force)
    yield from unchanged
    if len(todo) > 1:
        from lkip_helpers.commands.batch import make_reports
        from lkip_helpers.commands.cluster import BatchLimits

        yield from make_reports(todo, (), BatchLimits())
    else:
        yield from map(_run_here, todo)


def _run_here(workspace: Workspace) -> JobRun:
    """One report; what its building prints is kept back, but for the reason where it fails.

    A fault that nobody foresaw is a run that failed; where it happened goes to stderr.
    """
    # Imported only where something is built: it takes as long as all else of an unchanged run.
    from lkip_helpers.commands.render import build_again

    moment, jam, note = tell_time(), time.perf_counter(), io.StringIO()
    try:
        with contextlib.redirect_stderr(note), contextlib.redirect_stdout(io.StringIO()):
            code = build_again(workspace)
        message = phrase_cause(note.getvalue()) if code else ""
    except OSError as error:
        code, message = exit_of(error), f"{phrase_error(error)}."
    except Exception as error:  # noqa: BLE001 it is told to whoever waits for news
        traceback.print_exc()
        code, message = Exit.BUG, f"galat tak terduga: {type(error).__name__}: {error}"
    seconds = round(time.perf_counter() - jam, 3)
    result = RESULTS[Exit(code)]
    return JobRun(workspace.unit, workspace.tahun, moment, seconds, result, code, message)


def write_summary(root: Path, job_run: Iterable[JobRun]) -> Path:
    """The summary of the last runs as JSON, put in place in one move."""
    destination = Workspace("", 0, root).schedule_summary
    destination.parent.mkdir(exist_ok=True)
    content: dict[str, Any] = {"jalan": [asdict(j) for j in job_run]}
    content["kode"] = max((j["kode"] for j in content["jalan"]), default=0)
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    write_files({destination: text.encode()})
    return destination
