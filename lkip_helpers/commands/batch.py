"""`lkip batch`: many reports at once, on this machine or on a cluster; one way for both."""

import contextlib
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from lkip_helpers.commands import arguments, batch_pages
from lkip_helpers.commands.batch_worker import Files, Outcome, Task, run_task, write_files
from lkip_helpers.commands.cluster import BatchLimits, SchedulerGone, list_workers, open_cluster
from lkip_helpers.commands.run import RESULTS, JobRun, phrase_cause, sort_out, tell_time
from lkip_helpers.errors import Exit, LkipError
from lkip_helpers.render.fingerprint import code_fingerprint, read_build
from lkip_helpers.render.swap import new_report
from lkip_helpers.report.tabel_json import read_json
from lkip_helpers.workspace import BUILD, TABEL, Workspace, hash_file

ATTEMPTS = 2
PULSE = 5  # seconds between two looks at the workers
PATIENCE = 60  # seconds without any worker


class MixedReport(LkipError):
    """A report that came back is not the one asked for, or not whole."""

    exit_code = Exit.BUG


@dataclass
class PendingReport:
    """A report on its way. avoided: workers that it failed on; alone: nothing runs beside it."""

    workspace: Workspace
    count: int = 0
    avoided: set[str] = field(default_factory=set)
    alone: bool = False


def run(root: Path, choices: Any) -> int:
    """Make all reports, on this machine or on a cluster; the worst code of all."""
    share = arguments.take_share(arguments.list_reports(root, choices), choices.bagian)
    forms = arguments.parse_forms(choices.bentuk) if choices.bentuk else ()
    limits = BatchLimits(choices.scheduler, choices.waktu, choices.memori, choices.pekerja)
    return run_batch(share, forms, limits, every=arguments.list_every(root), force=choices.paksa)


def run_batch(
    workspaces: Sequence[Workspace],
    forms: tuple[str, ...],
    limits: BatchLimits,
    *,
    every: Sequence[Workspace] = (),
    force: bool = False,
) -> int:
    """Make every report that is not there yet; the worst exit code of all.

    every: all reports of the workspace. The pages over them are written at the end, also where the
    run is stopped. A report that fails costs the others nothing; a full disk here stops
    the run, which goes on where it was.
    """
    todo, runs = sort_out(workspaces, forms, force=force)
    print(f"{len(todo)} laporan disusun; {len(runs)} sudah ada dan tidak berubah.", flush=True)
    try:
        for run in make_reports(todo, forms, limits):
            runs.append(run)
            print(f"{len(runs)}/{len(workspaces)} {run}", flush=True)
    finally:
        page = batch_pages.write_pages(every or workspaces)
    failed = [r for r in runs if r.kode]
    print(f"{len(runs) - len(failed)} selesai, {len(failed)} tidak. Selengkapnya: {page}")
    return max((r.kode for r in runs), default=Exit.DONE)


def make_reports(
    todo: Sequence[Workspace], forms: tuple[str, ...], limits: BatchLimits
) -> Iterator[JobRun]:
    """Each report as it is made, or given up. Raises SchedulerGone, OSError (a full disk)."""
    if todo:
        with open_cluster(limits) as client:
            yield from Batch(client, forms, code_fingerprint(todo[0]), limits).run(todo)


class Batch:
    """One batch on a cluster: as many tasks on their way as there are workers to run them."""

    def __init__(self, client: Any, forms: tuple[str, ...], code: str, limits: BatchLimits) -> None:
        self._client, self._forms, self._code, self._limits = client, forms, code, limits
        self._waiting: deque[PendingReport] = deque()
        self._suspects: deque[PendingReport] = deque()  # were there when a worker died
        self._running: dict[Any, PendingReport] = {}
        self._strangers: set[str] = set()
        self._idle = 0

    def run(self, workspaces: Sequence[Workspace]) -> Iterator[JobRun]:
        """Each report as it is done, or given up. Raises SchedulerGone, OSError (a full disk)."""
        self._waiting.extend(map(PendingReport, workspaces))
        while self._waiting or self._suspects or self._running:
            self._submit()
            for future in self._finished():
                attempt = self._running.pop(future)
                yield from self._close(attempt, self._outcome(future, attempt))
                future.release()

    def _submit(self) -> None:
        workers = list_workers(self._client) - self._strangers
        self._idle = 0 if workers else self._idle + 1
        if self._idle * PULSE > PATIENCE or (self._strangers and not workers):
            raise SchedulerGone(self._phrase_strangers() or "Tidak ada pekerja pada kluster itu.")
        while len(self._running) < len(workers):
            queue = self._waiting
            if not queue and self._suspects and not self._running:
                queue = self._suspects
            if not queue or any(a.alone for a in self._running.values()):
                return
            attempt = queue.popleft()
            attempt.alone = queue is self._suspects
            self._start(attempt, list(workers - attempt.avoided or workers))

    def _phrase_strangers(self) -> str:
        names = ", ".join(sorted(self._strangers))
        return names and f"Pekerja {names} memakai versi lain dari program ini; samakan versinya."

    def _start(self, attempt: PendingReport, workers: list[str]) -> None:
        w = attempt.workspace
        task = Task(w.unit, w.tahun, _gather(w), self._code, self._limits.seconds, self._forms)
        attempt.count += 1
        key = f"lkip-{w.unit}-{w.tahun}-{attempt.count}-{id(attempt)}"
        future = self._client.submit(run_task, task, key=key, pure=False, workers=workers)
        self._running[future] = attempt

    def _finished(self) -> list[Any]:
        import distributed

        if not self._running:
            with contextlib.suppress(TimeoutError):
                self._client.wait_for_workers(1, timeout=PULSE)
            return []
        try:
            done = distributed.wait(list(self._running), PULSE, return_when="FIRST_COMPLETED").done
        except TimeoutError:
            return []
        except (distributed.CancelledError, OSError) as error:
            raise SchedulerGone("Penjadwal kluster tidak menjawab lagi.") from error
        return list(done)

    def _outcome(self, future: Any, attempt: PendingReport) -> Outcome:
        import distributed

        try:
            return future.result()
        except distributed.KilledWorker:
            self._suspects.append(attempt)
            note = (
                f"Proses yang menyusunnya mati: lebih lama dari {self._limits.seconds:.0f} detik, "
                f"melampaui memori {self._limits.memory} MB, atau dimatikan dari luar."
            )
            return Outcome(Exit.RETRY, notes=(note,))
        except distributed.CancelledError as error:
            raise SchedulerGone("Penjadwal kluster tidak menjawab lagi.") from error
        except Exception as error:  # noqa: BLE001 a worker that does not know the task
            note = f"Pekerja tidak dapat menjalankannya: {type(error).__name__}: {error}"
            return Outcome(Exit.RETRY, notes=(note,))

    def _close(self, attempt: PendingReport, outcome: Outcome) -> Iterator[JobRun]:
        """Put the report in place, send it off again, or give it up with a page of its own."""
        w = attempt.workspace
        if outcome.stranger:
            self._strangers.add(outcome.worker)
            attempt.count -= 1
        if outcome.code == Exit.RETRY and attempt.count < ATTEMPTS:
            attempt.avoided.add(outcome.worker)
            if attempt not in self._suspects:
                self._waiting.append(attempt)
            return
        if attempt in self._suspects:
            self._suspects.remove(attempt)
        code, notes = outcome.code, outcome.notes
        try:
            if not code:
                place_report(w, outcome.report)
        except Timeout:
            code, notes = Exit.BUSY, ("Laporan ini sedang disusun oleh proses lain.",)
        except LkipError as error:
            code, notes = error.exit_code, (str(error),)
        batch_pages.note_fault(w, code, notes)
        cause = phrase_cause("\n".join(notes)) if code else ""
        result = RESULTS[Exit(code)]
        yield JobRun(w.unit, w.tahun, tell_time(), outcome.seconds, result, int(code), cause)


def _gather(workspace: Workspace) -> Files:
    """What a report is made from: chapters, raw files of its years, what the last one was."""
    root = workspace.root
    files = [b for year in workspace.list_until() for b in year.raw.iterdir()]
    files += [*workspace.list_chapters(), workspace.outputs / BUILD]
    return {b.relative_to(root).as_posix(): b.read_bytes() for b in files if b.is_file()}


def place_report(workspace: Workspace, report: Files) -> None:
    """Move a report into place, whole, once it says the unit and year of its folder.

    Raises MixedReport, Timeout where another process is at it, OSError.
    """
    workspace.report_lock.parent.mkdir(parents=True, exist_ok=True)
    with (
        FileLock(workspace.report_lock, timeout=0),
        new_report(workspace.outputs, workspace.preceding) as folder,
    ):
        write_files(folder, report)
        _compare(workspace, folder)


def _compare(workspace: Workspace, folder: Path) -> None:
    """Raise MixedReport where what was written is not the report of this unit and year."""
    build = read_build(folder)
    written = [build.get("parameter", {}), read_json(folder / TABEL)]
    inside = {(p.get("unit"), p.get("tahun")) for p in written}
    if inside != {(workspace.unit, workspace.tahun)}:
        raise MixedReport(f"Laporan yang kembali memuat {inside}, bukan yang diminta.")
    for name, print_ in build["keluaran"].items():
        if hash_file(folder / name) != print_:
            raise MixedReport(f"Berkas {name} dari laporan yang kembali tidak utuh.")
