"""`lkip render` from end to end: intake, render, progress and messages on the terminal."""

import io
import sys
import time
from collections.abc import Callable, Collection, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from functools import partial
from pathlib import Path
from typing import Any

from filelock import Timeout
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from lkip_helpers.audit.consistency import check_further
from lkip_helpers.commands import STARTED, guard
from lkip_helpers.commands.jobs import describe_failure, forget_fault
from lkip_helpers.commands.parser import WORDS, parse_anchor, parse_forms, parse_parameter
from lkip_helpers.commands.sbom import build_sbom
from lkip_helpers.commands.starter import phrase_outdated
from lkip_helpers.errors import Exit, LkipError
from lkip_helpers.intake.data import load
from lkip_helpers.intake.finding import Finding, count_findings
from lkip_helpers.intake.pipeline import list_lacking, process
from lkip_helpers.intake.placing import frozen_data
from lkip_helpers.render.build import render_report
from lkip_helpers.render.execution import ChapterFailed, keep_workers
from lkip_helpers.render.fingerprint import read_build
from lkip_helpers.render.parameters import check_chapter_parameters
from lkip_helpers.render.swap import lock_report, mend_swap, name_rescued
from lkip_helpers.report.format import format_number
from lkip_helpers.terminal import bare, fit
from lkip_helpers.workspace import FORMS, RECONCILIATION, SBOM, Workspace

POLL_INTERVAL = 0.2  # seconds
Saved = dict[str, tuple[int, int]]


def repeat_on_save(workspace: Workspace, make: Callable[[], int]) -> int:
    """Make the report now and whenever one of its inputs is saved, until Ctrl-C.

    What goes wrong is reported and does not end it. Returns the exit code of the last time.
    """
    with keep_workers():
        while True:
            saved = list_saved(workspace)
            code = guard(make)
            try:
                print("Menunggu perubahan data atau notebook; Ctrl-C untuk berhenti.", flush=True)
                _wait(workspace, saved)
            except KeyboardInterrupt:
                return code


def _wait(workspace: Workspace, saved: Saved) -> None:
    """Wait until something was saved and no file changes any more: Excel writes in steps."""
    earlier = saved
    while True:
        time.sleep(POLL_INTERVAL)
        current = list_saved(workspace)
        if current == earlier != saved:
            return
        earlier = current


def list_saved(workspace: Workspace) -> Saved:
    """Modification time and size of each raw file and notebook of a report, by path."""
    raw = (file for year in workspace.list_until() for file in year.inputs)
    saved = {}
    for file in (*raw, *workspace.list_notebooks(), *workspace.list_analyses()):
        with suppress(FileNotFoundError):  # just being replaced
            state = file.stat()
            saved[str(file)] = state.st_mtime_ns, state.st_size
    return saved


def run(workspace: Workspace, choices: Any) -> int:
    """Check the data, then build the report; a fault leaves the previous report as it was."""
    parameter = dict(map(parse_parameter, choices.parameter))
    forms = parse_forms(choices.bentuk)
    anchor = parse_anchor(choices, forms)
    make: Callable[[], int]
    if choices.notebook:
        from lkip_helpers.commands.share import render_notebook

        make = partial(render_notebook, workspace, choices.notebook, parameter, forms)
    else:
        start = 0 if choices.pantau else STARTED
        make = partial(
            build_report, workspace, parameter, forms,
            final=choices.final, anchor=anchor, start=start,
        )  # fmt: skip
    return repeat_on_save(workspace, make) if choices.pantau else make()


def build_report(
    workspace: Workspace,
    parameter: dict[str, Any],
    forms: Sequence[str] = FORMS,
    *,
    final: bool = False,
    anchor: str = "",
    start: float = 0,
) -> int:
    """0: the report is in place; 1: data or a chapter is at fault; 2: a wrong parameter; 3: busy.

    Only one run at a time writes the report of a unit and year; another says so and changes
    nothing. anchor: character that an electronic signature is placed at. start: when the user began
    to wait (perf_counter), else the making begins it.
    """
    start = start or time.perf_counter()
    try:
        with lock_report(workspace), frozen_data(workspace):
            check_chapter_parameters(workspace, parameter)
            former = {file.stem for file in workspace.outputs.glob("*")}
            warnings = _check_data(workspace, final=final)
            folder = _render(workspace, parameter, forms, draft=not final, anchor=anchor)
            forget_fault(workspace)
            duration = format_number(time.perf_counter() - start, 1)
            print(f"Laporan {workspace.unit} {workspace.tahun} selesai dalam {duration} detik:")
            for file in sorted(f for f in folder.iterdir() if f.is_file()):
                print(f"  {file.relative_to(workspace.root)}")
            _print_further(workspace, former, warnings)
            return Exit.DONE
    except Timeout:
        cause, code = "sedang disusun oleh proses lain; tunggu sampai selesai.", Exit.BUSY
    except LkipError as error:
        outdated = phrase_outdated(workspace.root) if isinstance(error, ChapterFailed) else ""
        cause, code = f"{error}\n{outdated}".strip(), error.exit_code
    print(f"Laporan tidak dibuat: {cause}", file=sys.stderr)
    if workspace.outputs.exists():
        kept = workspace.outputs.relative_to(workspace.root)
        print(f"Laporan sebelumnya tetap utuh di {kept}.", file=sys.stderr)
    return code


def build_again(workspace: Workspace, forms: Sequence[str] = ()) -> int:
    """Build as the last time: with its parameters, and final where it was; a draft the first time.

    So only `lkip render` itself replaces a final report by a draft; one that can no longer be final
    is refused, and the old one stays. forms: those to make; empty for those of the last time.
    Returns as build_report.
    """
    with suppress(Timeout), lock_report(workspace):  # nobody else moves it meanwhile
        mend_swap(workspace.outputs)
    return build_as(workspace, read_build(workspace.outputs), forms)


def build_quietly(workspace: Workspace, forms: Sequence[str] = ()) -> tuple[int, list[str]]:
    """What build_again returns or raises and, line by line, says on stderr; nothing is printed."""
    errors = io.StringIO()
    try:
        with redirect_stderr(errors), redirect_stdout(io.StringIO()):
            code = build_again(workspace, forms)
    except Exception as error:  # noqa: BLE001 it is told to whoever waits for news
        return describe_failure(error)
    return code, [line.strip() for line in errors.getvalue().splitlines() if line.strip()]


def build_as(workspace: Workspace, build: dict[str, Any], forms: Sequence[str] = ()) -> int:
    """Build with the parameters, forms and signature of a build.json; final if that report was."""
    previous = build.get("parameter", {})
    parameter = {k: v for k, v in previous.items() if k not in ("tahun", "unit", "konsep")}
    forms = tuple(forms) or build.get("bentuk", FORMS)
    final = not previous.get("konsep", True)
    return build_report(workspace, parameter, forms, final=final, anchor=build.get("tte", ""))


def _check_data(workspace: Workspace, *, final: bool) -> int:
    """How many warnings the data leaves. Raises LkipError where it makes no report, or no final."""
    result, further = process(workspace), list[Finding]()
    if result.valid:
        data = load(workspace.unit, workspace.tahun)  # cached for the chapters
        further = [f for f in check_further(workspace, result, data) if f.is_open]
    if obstacles := [f for f in (*result.findings, *further) if f.is_blocking]:
        print(*(f"{f.tingkat}: {f}" for f in obstacles), sep="\n", file=sys.stderr)
        verb = "perbaiki" if any(f.tingkat == "salah" for f in obstacles) else "isi"
        raise LkipError(f"{count_findings(obstacles)}; {verb} lalu ulangi.")
    if final and (lacking := [*list_lacking(result), *further]):
        print(*(f"belum: {f}" for f in lacking), sep="\n", file=sys.stderr)
        raise LkipError(f"{len(lacking)} hal belum lengkap untuk laporan akhir.")
    return sum(f.is_open for f in result.findings) + len(further)


def _render(
    workspace: Workspace, parameter: dict[str, Any], forms: Sequence[str], **options: Any
) -> Path:
    """The folder of the new report; a bar counts steps, silent when piped. Raises LkipError."""
    step, count = TextColumn("{task.description:<44}"), "{task.completed:.0f}/{task.total:.0f}"
    columns = (SpinnerColumn(), step, BarColumn(), TextColumn(count), TimeElapsedColumn())
    console = Console(file=bare(sys.stderr))
    bar = Progress(*columns, disable=not sys.stderr.isatty(), console=console)
    show = partial(bar.update, bar.add_task("", total=len(workspace.list_chapters()) + len(forms)))

    def begin_step(name: str) -> None:
        bar.start()  # its thread, which must not be there before the workers of the chapters are
        show(description=name)

    try:
        return render_report(
            workspace, parameter, forms,
            lambda name: show(advance=1, description=f"{name} selesai"),
            begin_step, beside={SBOM: build_sbom().encode()}, **options,
        )  # fmt: skip
    except KeyboardInterrupt:
        raise LkipError("dihentikan.") from None
    finally:
        bar.stop()


def _print_further(workspace: Workspace, former: Collection[str], findings: int) -> None:
    """What the new report leaves to be done. former: names in the folder of the one before."""
    if (rescued := name_rescued(workspace.outputs)).exists():
        kept = rescued.relative_to(workspace.root)
        print(fit(f"Berkas yang pernah diubah atau ditambahkan pada laporan ini ada di {kept}."))
    again = "sebelumnya tidak berlaku lagi; ulangi"
    for stem, left_out in sorted(read_build(workspace.outputs).get("gambar_lain", {}).items()):
        print(fit(WORDS["gambar_lain"].format(left_out, stem)))
    for applies, words, command in (
        (workspace.preceding.exists(), WORDS["beda"], "diff"),
        (RECONCILIATION in former, f"Rekonsiliasi {again}", "reconcile"),
        (workspace.evidence.name in former, f"Bukti evaluasi {again}", "evaluate"),
        (workspace.open_data.name in former, f"Data terbuka {again}", "publish"),
        (findings, f"{findings} peringatan pada data; lihat", "check"),
    ):
        if applies:
            print(fit(f"{words} dengan: {workspace.phrase_command(command)}"))
