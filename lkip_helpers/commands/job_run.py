"""What one run of a report came to, and which reports there is nothing to do for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lkip_helpers.errors import Exit
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
