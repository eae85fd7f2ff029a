"""What became of each report of a run, and which reports are still to be made."""

import contextlib
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from lkip_helpers.commands.starter import OUTDATED
from lkip_helpers.errors import Exit, LkipError, describe
from lkip_helpers.render.fingerprint import code_fingerprint, is_up_to_date
from lkip_helpers.schema.numbers import swap_marks
from lkip_helpers.workspace import Workspace

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


def describe_failure(error: BaseException) -> tuple[int, list[str]]:
    """Exit code and message of what a build raised, of a bug with the lines of its traceback."""
    code, sentence = describe(error)
    if code != Exit.BUG or isinstance(error, LkipError):
        return code, [sentence]
    lines = "".join(traceback.format_exception(error)).splitlines()
    return code, [f"{UNEXPECTED}: {sentence}", *lines]
