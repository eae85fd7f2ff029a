"""`lkip run`, the scheduled run: build what changed, and print a line about each report."""

import contextlib
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lkip_helpers.commands.jobs import JobRun, describe_failure, split_outdated
from lkip_helpers.commands.parser import list_workspaces
from lkip_helpers.errors import Exit
from lkip_helpers.intake.placing import pack_json, write_files
from lkip_helpers.workspace import Root, Workspace


def run(root: Path, choices: Any) -> int:
    """Build what changed; 0, or the worst code of those that failed.

    What stops the whole run is summed up and told as a failure too, then raised.
    """
    from lkip_helpers.commands.notify import send_notices

    results: list[JobRun] = []
    stopped: BaseException | None = None
    try:
        for result in run_all(list_workspaces(root, choices), force=choices.paksa):
            print(result, flush=True)
            results.append(result)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 raised below
        stopped, (code, notes) = error, describe_failure(error)
        unit = "semua unit" if choices.semua else choices.unit or ""
        results.append(JobRun.of(Workspace(unit, choices.tahun or 0, root), code, notes[:1], 0))
    for problem in send_notices([result for result in results if result.kode]):
        print(problem, file=sys.stderr)
    worst = max((result.kode for result in results), default=0)
    summary = pack_json({"jalan": [asdict(result) for result in results], "kode": worst})
    destination = Root(root).schedule_summary
    hidden = (OSError,) if stopped else ()  # it would hide what stopped the run
    with contextlib.suppress(*hidden):
        destination.parent.mkdir(exist_ok=True)
        write_files({destination: summary})
    if stopped:
        raise stopped
    return worst


def run_all(workspaces: Sequence[Workspace], *, force: bool = False) -> Iterator[JobRun]:
    """Build what changed, or all (force): one here, several as a batch. Raises as make_reports."""
    todo, unchanged = split_outdated(workspaces, force=force)
    yield from unchanged
    if len(todo) > 1:
        from lkip_helpers.commands.batch import make_reports
        from lkip_helpers.commands.cluster import BatchLimits

        yield from make_reports(todo, (), BatchLimits())
    else:
        yield from map(_run_here, todo)


def _run_here(workspace: Workspace) -> JobRun:
    """Build one report, without its output; the traceback of a bug goes to stderr."""
    # Imported only where something is built: it takes as long as the rest of an unchanged run.
    from lkip_helpers.commands.render import build_quietly

    begun = time.perf_counter()
    code, notes = build_quietly(workspace)
    sys.stderr.write("".join(f"{line}\n" for line in notes[1:] if code == Exit.BUG))
    return JobRun.of(workspace, code, notes, round(time.perf_counter() - begun, 3))
