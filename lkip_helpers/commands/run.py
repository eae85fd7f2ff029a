"""`lkip run`, the scheduled run: build what changed, and print a line about each report."""

import contextlib
import io
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from lkip_helpers.commands.parser import list_workspaces
from lkip_helpers.commands.starter import OUTDATED
from lkip_helpers.errors import Exit, LkipError, describe
from lkip_helpers.intake.placing import pack_json, write_files
from lkip_helpers.render.fingerprint import code_fingerprint, is_up_to_date
from lkip_helpers.schema.numbers import swap_marks
from lkip_helpers.workspace import Root, Workspace

UNCHANGED, UNEXPECTED = "tidak berubah", "galat tak terduga"
RESULTS = {Exit.DONE: "selesai", Exit.MISUSE: "salah pakai", Exit.BUSY: "sedang berjalan"}


@dataclass(frozen=True)
class JobRun:
    """The outcome of one report. mulai: local time with offset; pesan: why it failed, else ""."""

    unit: str
    tahun: int
    mulai: str
    detik: float
    hasil: str
    kode: int
    pesan: str

    @classmethod
    def of(cls, workspace: Workspace, code: int, notes: Sequence[str], seconds: float) -> "JobRun":
        """What came of a report that is just done; notes: the messages of the build."""
        result, cause = RESULTS.get(Exit(code), "gagal"), (phrase_cause(notes) if code else "")
        begun = (datetime.now().astimezone() - timedelta(seconds=seconds)).isoformat("T", "seconds")
        return cls(workspace.unit, workspace.tahun, begun, seconds, result, int(code), cause)

    def __str__(self) -> str:
        """The line of the log."""
        cause = f": {self.pesan}" if self.pesan else ""
        seconds = swap_marks(f"{self.detik:.1f}")
        return f"{self.mulai} {self.unit} {self.tahun} {self.hasil} ({seconds} detik){cause}"


def split_outdated(
    workspaces: Sequence[Workspace], forms: Sequence[str] = (), *, force: bool = False
) -> tuple[list[Workspace], list[JobRun]]:
    """The workspaces whose report is out of date (force: all), and the others as runs done."""
    code, done = "", set()  # of chapters and package, the same for every unit
    for workspace in () if force else workspaces:
        with contextlib.suppress(OSError):  # building the report will say what cannot be read
            code = code or code_fingerprint(workspace)
            done |= {workspace} if is_up_to_date(workspace, forms, code) else set()
    todo, rest = [w for w in workspaces if w not in done], [w for w in workspaces if w in done]
    for workspace in rest:
        forget_fault(workspace)
    return todo, [replace(JobRun.of(w, Exit.DONE, (), 0), hasil=UNCHANGED) for w in rest]


def forget_fault(workspace: Workspace) -> None:
    """Delete what says why the report could not be made, now that it is."""
    for suffix in (".html", ".json"):
        with contextlib.suppress(OSError):
            workspace.fault.with_suffix(suffix).unlink(missing_ok=True)


def phrase_cause(lines: Sequence[str]) -> str:
    """Of the messages of a build, the first fault, or the line that says why there is no report.

    With chapters of another version go their names and the cure.
    """
    wrong = [line for line in lines if line.startswith("salah: ")]
    refusals = [line for line in lines if line.startswith(("Laporan tidak dibuat", UNEXPECTED))]
    others = f" (dan {len(wrong) - 1} kesalahan lain)" if len(wrong) > 1 else ""
    outdated = [line for line in lines if line.startswith(OUTDATED)]
    cause = [f"{wrong[0]}{others}"] if wrong else (refusals or lines[-1:])[:1]
    return " ".join([*cause, *outdated])


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
    begun = time.perf_counter()
    code, notes = build_quietly(workspace)
    sys.stderr.write("".join(f"{line}\n" for line in notes[1:] if code == Exit.BUG))
    return JobRun.of(workspace, code, notes, round(time.perf_counter() - begun, 3))


def build_quietly(workspace: Workspace, forms: Sequence[str] = ()) -> tuple[int, list[str]]:
    """What build_again returns or raises and, line by line, says on stderr; nothing is printed."""
    # Imported only where something is built: it takes as long as the rest of an unchanged run.
    from lkip_helpers.commands.render import build_again

    errors = io.StringIO()
    try:
        with contextlib.redirect_stderr(errors), contextlib.redirect_stdout(io.StringIO()):
            code = build_again(workspace, forms)
    except Exception as error:  # noqa: BLE001 it is told to whoever waits for news
        return describe_failure(error)
    return code, [line.strip() for line in errors.getvalue().splitlines() if line.strip()]


def describe_failure(error: BaseException) -> tuple[int, list[str]]:
    """Exit code and message of what a build raised, of a bug with the lines of its traceback."""
    code, sentence = describe(error)
    if code != Exit.BUG or isinstance(error, LkipError):
        return code, [sentence]
    lines = "".join(traceback.format_exception(error)).splitlines()
    return code, [f"{UNEXPECTED}: {sentence}", *lines]
