"""One scheduled run: build what changed, say in one line what came of it."""

import contextlib
import io
import json
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from lkip_helpers.commands.arguments import list_workspaces
from lkip_helpers.errors import Exit, exit_of, phrase_error
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


def run(root: Path, choices: Any) -> int:
    """Build what changed; 0, or the worst code of a run that failed."""
    from lkip_helpers.commands.notify import send_news

    runs = []
    for workspace in list_workspaces(root, choices):
        runs.append(run_scheduled(workspace, force=choices.paksa))
        print(runs[-1], flush=True)
    write_summary(root, runs)
    for problem in send_news([j for j in runs if j.kode]):
        print(problem, file=sys.stderr)
    return max(j.kode for j in runs)


def run_scheduled(workspace: Workspace, *, force: bool = False) -> JobRun:
    """Build the report of one unit and year, unless nothing changed since the last time.

    force: build it all the same. A fault that nobody foresaw is a run that failed, so that the
    units after this one have their turn; where it happened goes to stderr.
    """
    moment = datetime.now().astimezone().isoformat(timespec="seconds")
    jam = time.perf_counter()
    code, result, message = 0, UNCHANGED, ""
    try:
        if force or not is_up_to_date(workspace):
            code, message = _build(workspace)
            result = RESULTS[Exit(code)]
    except OSError as error:
        code, result, message = exit_of(error), RESULTS[Exit.FAULT], f"{phrase_error(error)}."
    except Exception as error:  # noqa: BLE001 whatever it is, the other units are built
        traceback.print_exc()
        code, result = Exit.BUG, RESULTS[Exit.BUG]
        message = f"galat tak terduga: {type(error).__name__}: {error}"
    seconds = round(time.perf_counter() - jam, 3)
    return JobRun(workspace.unit, workspace.tahun, moment, seconds, result, code, message)


def _build(workspace: Workspace) -> tuple[int, str]:
    """Exit code of the build, and the reason where it fails; what the build prints is kept back."""
    # Imported only where something is built: it takes as long as all else of an unchanged run.
    from lkip_helpers.commands.render import build_again

    note = io.StringIO()
    with contextlib.redirect_stderr(note), contextlib.redirect_stdout(io.StringIO()):
        code = build_again(workspace)
    return code, phrase_cause(note.getvalue()) if code else ""


def phrase_cause(note: str) -> str:
    """The first fault, or the line that says why there is no report."""
    rows = [b.strip() for b in note.splitlines() if b.strip()]
    wrong = [b for b in rows if b.startswith("salah: ")]
    negative = [b for b in rows if b.startswith("Laporan tidak dibuat")]
    excess = f" (dan {len(wrong) - 1} kesalahan lain)" if len(wrong) > 1 else ""
    return f"{wrong[0]}{excess}" if wrong else next(iter(negative or rows[-1:]), "")


def write_summary(root: Path, job_run: Iterable[JobRun]) -> Path:
    """The summary of the last runs as JSON, put in place in one move."""
    destination = Workspace("", 0, root).schedule_summary
    destination.parent.mkdir(exist_ok=True)
    content: dict[str, Any] = {"jalan": [asdict(j) for j in job_run]}
    content["kode"] = max((j["kode"] for j in content["jalan"]), default=0)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=destination.parent, delete=False
    ) as f:
        f.write(json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    new = Path(f.name)
    new.chmod(0o644)
    return new.replace(destination)
