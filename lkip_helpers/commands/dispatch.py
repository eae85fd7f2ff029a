"""One function a command: calls what does the work, which is imported only then."""

import sys
import time
from pathlib import Path
from typing import Any

from lkip_helpers.commands.arguments import (
    list_reports,
    list_workspaces,
    parse_anchor,
    parse_forms,
    parse_parameter,
    read_list,
    take_share,
)
from lkip_helpers.errors import Exit
from lkip_helpers.render.startup import relax_collector
from lkip_helpers.workspace import (
    InvalidChoice,
    Workspace,
    choose_unit,
    choose_workspace,
    find_root,
)

STARTED = time.perf_counter()  # before what a command needs is imported


def init(choices: Any) -> int:
    """Make a workspace, add what one lacks, or say what that is."""
    from lkip_helpers.commands.starter import check_place, make_place

    folder = choices.folder.expanduser().absolute()
    return check_place(folder) if choices.periksa else make_place(folder, example=choices.contoh)


def doctor(_: Any) -> int:
    """Say what is wrong with this installation; 1 where anything is."""
    from lkip_helpers.commands.doctor import examine

    return examine()


def check(workspace: Workspace, choices: Any) -> int:
    """Print every finding and what is still empty; 1 where no report can be made yet."""
    from lkip_helpers.commands.check import run_check

    return run_check(
        workspace,
        take_note=choices.record,
        json_only=choices.json,
        mark=choices.mark,
        final=choices.final,
    )


def new(choices: Any) -> int:
    """Make the workbooks of a new year or unit; 1 where they exist already."""
    root = find_root()
    unit = choose_unit(root, choices.unit)
    if choices.tahun is None:
        raise InvalidChoice("Sebutkan tahunnya: lkip new TAHUN --unit NAMA.")
    from lkip_helpers.commands.new import prepare_tahun

    return prepare_tahun(Workspace(unit, choices.tahun, root), choices)


def import_export(workspace: Workspace, choices: Any) -> int:
    """Read an export into the raw workbook; 1 where it is refused, and nothing is written."""
    if choices.hanya_tahun and choices.jenis != "forms":
        raise InvalidChoice("--hanya-tahun hanya untuk forms.")
    file = Path(choices.berkas)
    if file.is_dir():
        raise InvalidChoice(f"{file} adalah folder. Sebutkan berkas ekspornya di dalam folder itu.")
    if not file.is_file():
        raise InvalidChoice(f"Berkas {file} tidak ada. Periksa nama dan foldernya.")
    if choices.jenis == "map":
        from lkip_helpers.commands.import_map import import_map

        said = {"sumber": choices.sumber, "lisensi": choices.lisensi}
        return import_map(workspace, file, said, swap=choices.ganti, test=choices.uji)
    if choices.sumber or choices.lisensi:
        raise InvalidChoice("--sumber dan --lisensi hanya untuk map.")
    from lkip_helpers.commands.import_export import importing

    return importing(
        workspace, choices.jenis, file,
        swap=choices.ganti, test=choices.uji, tahun_only=choices.hanya_tahun,
    )  # fmt: skip


def render(workspace: Workspace, choices: Any) -> int:
    """Check the data, then build the report; a fault leaves the former report as it was."""
    parameter = dict(map(parse_parameter, choices.parameter))
    forms = parse_forms(choices.bentuk)
    anchor = parse_anchor(choices, forms)
    relax_collector()
    if choices.notebook:
        from lkip_helpers.commands.share import render_notebook

        return render_notebook(workspace, choices.notebook, parameter, forms)
    from lkip_helpers.commands.render import build_report

    return build_report(
        workspace, parameter, forms, final=choices.final, anchor=anchor, start=STARTED
    )


def share(workspace: Workspace, choices: Any) -> int:
    """One page of a chapter or notebook, to be handed on."""
    relax_collector()
    from lkip_helpers.commands.share import share_notebook

    return share_notebook(workspace, choices.notebook, {}, folded=choices.kode)


def lab(choices: Any) -> int:
    """Open JupyterLab on its first page, for one unit and year where they are named."""
    from lkip_helpers.commands.lab import opened

    root = find_root()
    chosen = None
    if choices.unit or choices.tahun:
        chosen = choose_workspace(root, choices.unit, choices.tahun)
    return opened(root, choices.argumen, chosen)


def reconcile(workspace: Workspace, choices: Any) -> int:
    """Hold the published figures against the computed ones and say why they differ."""
    from lkip_helpers.commands.reconcile import compare

    return compare(workspace, json_only=choices.json)


def evaluate(workspace: Workspace, _: Any) -> int:
    """Answer the sheets by which the reporting is evaluated, with the evidence."""
    from lkip_helpers.audit.evaluation import write_evidence

    folder = write_evidence(workspace).relative_to(workspace.root)
    print(f"Jawaban lembar evaluasi dan buktinya: {folder}")
    return 0


def verify(choices: Any) -> int:
    """Say whether a file is a report made here; 1 where it is not, or not any more."""
    from lkip_helpers.commands.verify import verify

    return verify(find_root(), choices.berkas, choices.tahun, rebuild=choices.susun)


def publish(workspace: Workspace, choices: Any) -> int:
    """Write the tables of the report as open data; 1 where there is no report of these data."""
    from lkip_helpers.commands.publish import publish

    return publish(workspace, choices.lisensi)


def trace(workspace: Workspace, choices: Any) -> int:
    """Say where a number of the report comes from."""
    from lkip_helpers.commands.trace import trace_item

    return trace_item(
        workspace, choices.benda, choices.kolom, choices.baris, json_only=choices.json
    )


def diff(choices: Any) -> int:
    """Say what changed between two reports; 0 whether or not anything did."""
    from lkip_helpers.commands.diff import diff_reports

    return diff_reports(
        choices.lama, choices.baru, choices.unit, to=choices.ke, json_only=choices.json
    )


def sbom(choices: Any) -> int:
    """Say which packages the workbook stands on, as CycloneDX or with their licences alone."""
    from lkip_helpers.commands.sbom import print_sbom

    return print_sbom(licences=choices.lisensi)


def run(choices: Any) -> int:
    """Build what changed; 0, or the worst code of a run that failed."""
    from lkip_helpers.commands.notify import send_news
    from lkip_helpers.commands.run import run_all, write_summary

    workspace = list_workspaces(choices)
    job_run = []
    try:
        for one in run_all(workspace, force=choices.paksa):
            print(one, flush=True)
            job_run.append(one)
    finally:
        write_summary(workspace[0].root, job_run)
    for problems in send_news([j for j in job_run if j.kode]):
        print(problems, file=sys.stderr)
    return max(j.kode for j in job_run)


def batch(choices: Any) -> int:
    """Make all reports, on this machine or on a cluster; the worst code of all."""
    from lkip_helpers.commands.batch import run_batch
    from lkip_helpers.commands.cluster import BatchLimits

    root = find_root()
    listed = read_list(root, choices.daftar) if choices.daftar else list_reports(root, choices)
    share = take_share(listed, choices.bagian)
    forms = parse_forms(choices.bentuk) if choices.bentuk else ()
    limits = BatchLimits(choices.scheduler, choices.waktu, choices.memori, choices.pekerja)
    return run_batch(share, forms, limits, every=listed, force=choices.paksa)


def schedule(choices: Any) -> int:
    """Print what cron or systemd would be told; install or remove it where asked."""
    from lkip_helpers.commands import schedule

    workspace = list_workspaces(choices)[0]
    arguments = [str(choices.tahun)] if choices.tahun else []
    arguments += ["--semua"] if choices.semua else ["--unit", workspace.unit]
    arguments += ["--paksa"] if choices.paksa else []
    plan_runs = schedule.Schedule(workspace.root, tuple(arguments), choices.setiap)
    try:
        manner = schedule.describe
        if choices.install or choices.remove:
            manner = schedule.install if choices.install else schedule.remove
        print(*manner(plan_runs, systemd=choices.systemd), sep="\n")
    except schedule.ScheduleFailed as error:
        print(error, file=sys.stderr)
        return Exit.FAULT
    return 0
