"""`lkip batch`: many reports at once, on this machine or on a cluster by the same code."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from filelock import Timeout

from lkip_helpers.commands import batch_pages, parser
from lkip_helpers.commands.batch_worker import Files, Outcome, Task, run_task
from lkip_helpers.commands.cluster import BatchLimits, SchedulerGone, open_cluster
from lkip_helpers.commands.jobs import JobRun, split_outdated
from lkip_helpers.errors import Exit, LkipError, describe
from lkip_helpers.intake.container import LIMITS, read_regular
from lkip_helpers.intake.finding import UnreadableFile
from lkip_helpers.intake.placing import write_below
from lkip_helpers.render.fingerprint import code_fingerprint, read_build
from lkip_helpers.render.swap import lock_report, new_report
from lkip_helpers.report.record import read_json
from lkip_helpers.workspace import BUILD, TABEL, Workspace, hash_file

POLL_INTERVAL = 5  # seconds between two looks at the workers
WORKER_TIMEOUT = 60  # seconds without any worker


class MixedReport(LkipError):
    """A report that came back from a worker is not the one asked for, or is incomplete."""

    exit_code = Exit.BUG


@dataclass
class PendingReport:
    """A report to be made. avoided: workers it failed on; alone: nothing else runs meanwhile.

    Alone and after all others runs what was running when a worker died: it may be what killed it.
    """

    workspace: Workspace
    attempts: int = 0
    avoided: set[str] = field(default_factory=set)
    alone: bool = False


def run(root: Path, choices: Any) -> int:
    """Make the chosen reports that are out of date; returns the worst exit code of all.

    The pages over all reports of the workspace are written at the end, also where the run is
    stopped. A report that fails does not affect the others; a full disk stops the run, and the next
    one continues there.
    """
    every = parser.list_all(root)
    listed = parser.read_list(root, choices.daftar) if choices.daftar else every
    chosen = parser.select(listed, choices, choices.daftar or "data/raw")
    workspaces = parser.take_share(chosen, choices.bagian)
    forms = parser.parse_forms(choices.bentuk) if choices.bentuk else ()
    limits = parser.parse_limits(choices)
    todo, results = split_outdated(workspaces, forms, force=choices.paksa)
    print(f"{len(todo)} laporan akan disusun; {len(results)} tidak berubah.", flush=True)
    try:
        for result in make_reports(todo, forms, limits):
            results.append(result)
            print(f"{len(results)}/{len(workspaces)} {result}", flush=True)
    finally:
        page, doubts = batch_pages.write_pages(every)
    failed = [r for r in results if r.kode]
    done = f"{len(results) - len(failed)} selesai, {len(failed)} tidak. Selengkapnya: {page}"
    print(done, *doubts, sep="\n")
    return max((r.kode for r in results), default=Exit.DONE)


def make_reports(
    todo: Sequence[Workspace], forms: tuple[str, ...], limits: BatchLimits
) -> Iterator[JobRun]:
    """Each report as it is made, or given up. Raises SchedulerGone, OSError (a full disk)."""
    if todo:
        with open_cluster(limits) as client:
            yield from Batch(client, forms, code_fingerprint(todo[0]), limits).run(todo)


class Batch:
    """One batch on a cluster: as many tasks in flight as there are workers to run them."""

    def __init__(self, client: Any, forms: tuple[str, ...], code: str, limits: BatchLimits) -> None:
        self._client, self._forms, self._code, self._limits = client, forms, code, limits
        self._waiting: list[PendingReport] = []
        self._running: dict[Any, PendingReport] = {}
        self._mismatched: set[str] = set()  # workers with another version of the package
        self._idle = 0  # looks in a row at which no worker could be used

    def run(self, workspaces: Sequence[Workspace]) -> Iterator[JobRun]:
        """Each report as it is done, or given up. Raises SchedulerGone, OSError (a full disk)."""
        self._waiting.extend(map(PendingReport, workspaces))
        finished: list[tuple[Any, PendingReport]] = []
        while self._waiting or self._running or finished:
            self._submit()  # first: the workers go on while reports are put in place
            for future, pending in finished:
                yield from self._close(pending, self._await_outcome(future, pending))
                future.release()
            finished = [(future, self._running.pop(future)) for future in self._wait_finished()]

    def _submit(self) -> None:
        # each makes one report at a time, however many threads it has
        workers = {*self._client.scheduler_info(n_workers=-1)["workers"]} - self._mismatched
        self._idle = 0 if workers else self._idle + 1
        if self._idle * POLL_INTERVAL > WORKER_TIMEOUT or (self._mismatched and not workers):
            names = ", ".join(sorted(self._mismatched))
            other = f"Pekerja {names} memakai versi lain dari program ini; samakan versinya."
            raise SchedulerGone(other if names else "Tidak ada pekerja pada kluster itu.")
        while self._waiting and len(self._running) < len(workers):
            pending = next((p for p in self._waiting if not p.alone), self._waiting[0])
            if self._running and (pending.alone or any(r.alone for r in self._running.values())):
                return
            self._waiting.remove(pending)
            self._start(pending, list(workers - pending.avoided or workers))

    def _start(self, pending: PendingReport, workers: list[str]) -> None:
        unit, tahun = pending.workspace.unit, pending.workspace.tahun
        work: Any = run_task
        try:
            files, seconds = _read_inputs(pending.workspace), self._limits.seconds
            given: Any = Task(unit, tahun, files, self._code, seconds, self._forms)
        except UnreadableFile as error:
            work, given = partial(Outcome, notes=(f"salah: {error.finding}",)), error.exit_code
        except OSError as error:  # may not be read, or was just moved away: no fault of the others
            given, sentence = describe(error)
            work = partial(Outcome, notes=(sentence,))
        pending.attempts += 1
        key = f"lkip-{unit}-{tahun}-{pending.attempts}-{id(pending)}"
        future = self._client.submit(work, given, key=key, pure=False, workers=workers)
        self._running[future] = pending

    def _wait_finished(self) -> list[Any]:
        import distributed

        if not self._running:
            with contextlib.suppress(TimeoutError):
                self._client.wait_for_workers(1, timeout=POLL_INTERVAL)
            return []
        running = list(self._running)
        try:
            done, _ = distributed.wait(running, POLL_INTERVAL, return_when="FIRST_COMPLETED")
            return list(done)
        except TimeoutError:
            return []
        except (distributed.CancelledError, OSError) as error:
            raise SchedulerGone("Penjadwal kluster tidak menjawab lagi.") from error

    def _await_outcome(self, future: Any, pending: PendingReport) -> Outcome:
        import distributed

        try:
            return future.result()
        except distributed.KilledWorker:
            pending.alone = True
            note = (
                f"Proses yang menyusunnya mati: lebih lama dari {self._limits.seconds:.0f} detik, "
                f"melampaui memori {self._limits.memory} MB, atau dimatikan dari luar."
            )
        except distributed.CancelledError as error:
            raise SchedulerGone("Penjadwal kluster tidak menjawab lagi.") from error
        except Exception as error:  # noqa: BLE001 a worker that does not know the task
            note = f"Pekerja tidak dapat menjalankannya: {type(error).__name__}: {error}"
        return Outcome(Exit.RETRY, [note])

    def _close(self, pending: PendingReport, outcome: Outcome) -> Iterator[JobRun]:
        """Put the report in place, queue it again, or give it up with a page that says why."""
        workspace = pending.workspace
        if outcome.mismatched:
            self._mismatched.add(outcome.worker)
            pending.attempts -= 1
        if outcome.code == Exit.RETRY and pending.attempts < 2:
            pending.avoided.add(outcome.worker)
            self._waiting.append(pending)
            return
        code, notes = outcome.code, outcome.notes
        try:
            if not code:
                place_report(workspace, outcome.report)
        except Timeout:
            code, notes = Exit.BUSY, ("Laporan ini sedang disusun oleh proses lain.",)
        except LkipError as error:
            code, notes = error.exit_code, (str(error),)
        batch_pages.note_fault(workspace, code, notes)
        yield JobRun.of(workspace, code, notes, outcome.seconds)


def _read_inputs(workspace: Workspace) -> Files:
    """The files a report is made from: chapters, raw files of its years, build.json of the last.

    Of one that is too large to be read, as much as lets its reader say so. Raises UnreadableFile
    for a workbook that is none, as a link to a folder that is not there now.
    """
    root, years = workspace.root, workspace.list_until()
    files = [f for year in years for f in year.raw.iterdir()]
    files += [*workspace.list_chapters(), workspace.outputs / BUILD]
    contents = {}
    for file in {f for year in years for f in year.inputs if not f.is_file()}:
        read_regular(file)
    for file in filter(Path.is_file, files):
        with file.open("rb") as opened:
            contents[file.relative_to(root).as_posix()] = opened.read(LIMITS.file + 1)
    return contents


def place_report(workspace: Workspace, report: Files) -> None:
    """Move a complete report into place, once it is known to be of this unit and year.

    Raises MixedReport, Timeout where another process is writing it, OSError.
    """
    report_folder = new_report(workspace.outputs, workspace.preceding)
    with lock_report(workspace), report_folder as folder:
        write_below(folder, report)
        build = read_build(folder)
        documents = [build.get("parameter", {}), read_json(folder / TABEL)]
        found = {(p.get("unit"), p.get("tahun")) for p in documents}
        if found != {(workspace.unit, workspace.tahun)}:
            raise MixedReport(f"Laporan yang kembali memuat {found}, bukan yang diminta.")
        for name, digest in build["keluaran"].items():
            if hash_file(folder / name) != digest:
                raise MixedReport(f"Berkas {name} dari laporan yang kembali tidak utuh.")
