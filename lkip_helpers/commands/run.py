"""Scheduled runs: build what changed, say in one line what came of each."""

import contextlib
import io
import json
import sys
import time
import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from lkip_helpers.commands.arguments import list_workspaces
from lkip_helpers.errors import Exit, exit_of, phrase_error
from lkip_helpers.intake.placing import write_files
from lkip_helpers.render.fingerprint import is_up_to_date
from lkip_helpers.workspace import Workspace

UNCHANGED = "tidak berubah"
RESULTS = {
    Exit.DONE: "selesai",
    Exit.FAULT: "gagal",
    Exit.MISUSE: "salah pakai",
    Exit.BUSY: "sedang berjalan",
    Exit.BUG: "gagal",
    Exit.RETRY: "gagal",
}


@dataclass(frozen=True)
class JobRun:
    """What one run did. mulai: local time with its offset; pesan: why it failed, else ""."""

    unit: str
    tahun: int
    mulai: str
    detik: float
    hasil: str
    kode: int
    pesan: str

    def __str__(self) -> str:
        """The line of the log."""
        cause = f": {self.pesan}" if self.pesan else ""
        old = f"{self.detik:.1f}".replace(".", ",")
        return f"{self.mulai} {self.unit} {self.tahun} {self.hasil} ({old} detik){cause}"


def sort_out(
    workspaces: Sequence[Workspace], forms: Sequence[str] = (), *, force: bool = False
) -> tuple[list[Workspace], list[JobRun]]:
    """Those whose report must be made, and the others as runs that are done. force: all of them."""
    todo = [w for w in workspaces if force or not _is_unchanged(w, forms)]
    rest = (w for w in workspaces if w not in todo)
    return todo, [JobRun(w.unit, w.tahun, tell_time(), 0, UNCHANGED, Exit.DONE, "") for w in rest]


def _is_unchanged(workspace: Workspace, forms: Sequence[str]) -> bool:
    try:
        return is_up_to_date(workspace, forms=forms)
    except OSError:  # who builds the report says which file cannot be read
        return False


def tell_time() -> str:
    """Local time with its offset."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def phrase_cause(note: str) -> str:
    """The first fault, or the line that says why there is no report."""
    rows = [b.strip() for b in note.splitlines() if b.strip()]
    wrong = [b for b in rows if b.startswith("salah: ")]
    negative = [b for b in rows if b.startswith("Laporan tidak dibuat")]
    excess = f" (dan {len(wrong) - 1} kesalahan lain)" if len(wrong) > 1 else ""
    return f"{wrong[0]}{excess}" if wrong else next(iter(negative or rows[-1:]), "")


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
    """Build what changed, or all (force): one here, several as a batch. Raises as make_reports."""
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
    write_files({destination: (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()})
    return destination
