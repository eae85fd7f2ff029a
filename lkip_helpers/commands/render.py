"""`lkip render` from end to end: intake, render, progress and messages on the terminal."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from filelock import FileLock, Timeout
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from lkip_helpers.audit.consistency import check_further
from lkip_helpers.commands import STARTED, guard
from lkip_helpers.commands.arguments import parse_anchor, parse_forms, parse_parameter
from lkip_helpers.commands.sbom import build_sbom
from lkip_helpers.commands.starter import phrase_outdated
from lkip_helpers.errors import Exit, LkipError
from lkip_helpers.intake.completeness import list_lacking
from lkip_helpers.intake.data import load
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.pipeline import process
from lkip_helpers.intake.placing import frozen_data
from lkip_helpers.render.build import check_chapter_parameters, render_report
from lkip_helpers.render.execution import ChapterFailed, keep_workers
from lkip_helpers.render.fingerprint import read_build
from lkip_helpers.render.parameters import InvalidParameter
from lkip_helpers.render.swap import mend_swap
from lkip_helpers.report.format import format_number
from lkip_helpers.terminal import bare, fit
from lkip_helpers.workspace import FORMS, SBOM, Workspace

PULSE = 0.2  # seconds between two looks
Saved = dict[str, tuple[int, int]]


def repeat(workspace: Workspace, make: Callable[[], int]) -> int:
    """Make the report, and again whenever what it is made from is saved; Ctrl-C ends it.

    Whatever one time goes wrong is told, and the next time may be right. The code of the last time.
    """
    with keep_workers():
        while True:
            made_from = list_saved(workspace)
            code = guard(make)
            try:
                print("Menunggu perubahan data atau notebook; Ctrl-C untuk berhenti.", flush=True)
                _wait(workspace, made_from)
            except KeyboardInterrupt:
                return code


def _wait(workspace: Workspace, made_from: Saved) -> None:
    """Until something was saved, and is not being saved any more: Excel writes in steps."""
    earlier = made_from
    while True:
        time.sleep(PULSE)
        now = list_saved(workspace)
        if now == earlier != made_from:
            return
        earlier = now


def list_saved(workspace: Workspace) -> Saved:
    """When each raw file and notebook of a report was saved, and its size, by path."""
    raw = (file for year in workspace.list_until() for file in year.inputs)
    saved = {}
    for file in (*raw, *workspace.list_notebooks(), *workspace.list_analyses()):
        try:
            state = file.stat()
        except FileNotFoundError:  # just being replaced
            continue
        saved[str(file)] = state.st_mtime_ns, state.st_size
    return saved


RECONCILIATION = "rekonsiliasi"


def run(workspace: Workspace, choices: Any) -> int:
    """Check the data, then build the report; a fault leaves the former report as it was."""
    parameter = dict(map(parse_parameter, choices.parameter))
    forms = parse_forms(choices.bentuk)
    anchor = parse_anchor(choices, forms)
    make: Callable[[], int]
    if choices.notebook:
        from lkip_helpers.commands.share import render_notebook

        make = partial(render_notebook, workspace, choices.notebook, parameter, forms)
    else:
        since = None if choices.pantau else STARTED
        told: dict[str, Any] = {"final": choices.final, "anchor": anchor, "start": since}
        make = partial(build_report, workspace, parameter, forms, **told)
    return repeat(workspace, make) if choices.pantau else make()


def build_report(
    workspace: Workspace,
    parameter: dict[str, Any],
    forms: Sequence[str] = FORMS,
    *,
    final: bool = False,
    anchor: str = "",
    start: float | None = None,
) -> int:
    """0: the report is in place; 1: data or a chapter is at fault; 2: a wrong parameter; 3: busy.

    Only one run at a time writes a unit's year; another is told so and changes nothing.
    forms: what is made of FORMS. anchor: sign an electronic signature is put at.
    start: since when the reader has been waiting (perf_counter).
    """
    start = time.perf_counter() if start is None else start
    try:
        with _lock(workspace), frozen_data(workspace):
            return _build_report(workspace, parameter, forms, start, anchor, final=final)
    except Timeout:
        _failed(workspace, "sedang disusun oleh proses lain; tunggu sampai selesai.")
        return Exit.BUSY


def build_again(workspace: Workspace, forms: Sequence[str] = ()) -> int:
    """Build as the last time: with its parameters, and final where it was; a draft the first time.

    So nothing but `lkip render` itself puts a draft in the place of a final report; one that can no
    longer be final is refused, and stays. forms: what is made, where it is not what was made then.
    Returns as build_report.
    """
    with suppress(Timeout), _lock(workspace):  # none but us moves it now
        mend_swap(workspace.outputs)
    build = read_build(workspace.outputs)
    previous = build.get("parameter", {})
    own = {k: v for k, v in previous.items() if k not in ("tahun", "unit", "konsep")}
    made = tuple(forms) or build.get("bentuk", FORMS)
    final = not previous.get("konsep", True)
    return build_report(workspace, own, made, final=final, anchor=build.get("tte", ""))


def _lock(workspace: Workspace) -> FileLock:
    """Held by whoever writes the report of this unit and year; Timeout where another does."""
    workspace.report_lock.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(workspace.report_lock, timeout=0)


def _build_report(
    workspace: Workspace,
    parameter: dict[str, Any],
    forms: Sequence[str],
    start: float,
    anchor: str,
    *,
    final: bool,
) -> int:
    try:
        check_chapter_parameters(workspace, parameter)
    except InvalidParameter as error:
        print(error, file=sys.stderr)
        return 2
    result = process(workspace)
    if obstacles := [t for t in result.findings if t.is_blocking]:
        print(*(f"{t.tingkat}: {t}" for t in obstacles), sep="\n", file=sys.stderr)
        return _failed(workspace, _phrase_obstacles(obstacles))
    data = load(workspace.unit, workspace.tahun)  # what the chapters ask of it is at hand
    further = check_further(workspace, result, data)
    reconciliation_files = list(workspace.outputs.glob(f"{RECONCILIATION}.*"))
    findings = [*result.findings, *further]
    if final and (lacking := [*list_lacking(result, workspace.tahun), *further]):
        print(*(f"belum: {t}" for t in lacking), sep="\n", file=sys.stderr)
        return _failed(workspace, f"{len(lacking)} hal belum lengkap untuk laporan akhir.")
    try:
        with _progress(len(workspace.list_chapters()) + len(forms)) as progress:
            folder = render_report(
                workspace, parameter, forms, *progress, draft=not final, anchor=anchor,
                beside={SBOM: build_sbom().encode()},
            )  # fmt: skip
    except LkipError as error:
        outdated = phrase_outdated(workspace.root) if isinstance(error, ChapterFailed) else ""
        return _failed(workspace, f"{error}\n{outdated}".strip())
    except KeyboardInterrupt:
        return _failed(workspace, "dihentikan.")
    duration = format_number(time.perf_counter() - start, 1)
    print(f"Laporan {workspace.unit} {workspace.tahun} selesai dalam {duration} detik:")
    for file in sorted(b for b in folder.iterdir() if b.is_file()):
        print(f"  {file.relative_to(workspace.root)}")
    if workspace.preceding.exists():
        diff = workspace.phrase_command("diff")
        print(fit(f"Yang berubah sejak laporan sebelumnya dapat dilihat dengan: {diff}"))
    if reconciliation_files:
        again = workspace.phrase_command("reconcile")
        print(fit(f"Rekonsiliasi sebelumnya tidak berlaku lagi; ulangi dengan: {again}"))
    if findings:
        check = workspace.phrase_command("check")
        print(fit(f"{len(findings)} peringatan pada data; lihat dengan: {check}"))
    return 0


def _phrase_obstacles(obstacles: list[Finding]) -> str:
    wrong = sum(t.tingkat == "salah" for t in obstacles)
    not_yet = len(obstacles) - wrong
    cause = [f"{wrong} kesalahan pada data"] * bool(wrong)
    cause += [f"{not_yet} hal wajib belum diisi"] * bool(not_yet)
    return f"{' dan '.join(cause)}; {'perbaiki' if wrong else 'isi'} lalu ulangi."


def _failed(workspace: Workspace, cause: str) -> int:
    print(f"Laporan tidak dibuat: {cause}", file=sys.stderr)
    if workspace.outputs.exists():
        kept = workspace.outputs.relative_to(workspace.root)
        print(f"Laporan sebelumnya tetap utuh di {kept}.", file=sys.stderr)
    return 1


@contextmanager
def _progress(total: int) -> Iterator[Any]:
    """A progress bar that counts chapters and forms, and names the one just finished.

    Silent when piped. Yields what is called with each, and with the name of each step; it appears
    with the first step.
    """
    progress_bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description:<44}"),
        BarColumn(),
        TextColumn("{task.completed:.0f}/{task.total:.0f}"),
        TimeElapsedColumn(),
        disable=not sys.stderr.isatty(),
        console=Console(file=bare(sys.stderr)),
    )
    duty = progress_bar.add_task("", total=total)

    def begin_step(name: str) -> None:
        progress_bar.start()
        progress_bar.update(duty, description=name)

    try:
        yield (
            lambda name: progress_bar.update(duty, advance=1, description=f"{name} selesai"),
            begin_step,
        )
    finally:
        progress_bar.stop()
