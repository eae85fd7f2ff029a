"""Scheduled runs: nothing twice, nothing at once, a log line each, and a message on failure."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from openpyxl import load_workbook

from lkip_helpers import commands
from lkip_helpers.commands import batch, render
from lkip_helpers.commands.cluster import SchedulerGone
from lkip_helpers.commands.run import JobRun
from lkip_helpers.commands.schedule import Crontab
from lkip_helpers.workspace import WORKSPACE_VARIABLE, Workspace
from tests.conftest import (
    CLOSING,
    PROJECT_ROOT,
    Report,
    copy_chapters,
    fingerprint,
    lkip,
    lkip_process,
)
from tests.test_report_final import prepare
from tests.workbook import write

STAMP = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d "


@pytest.fixture
def copied(report: Report, tmp_path: Path) -> Path:
    """A workspace with a finished report."""
    root = tmp_path / "ruang"
    shutil.copytree(report.workspace.root, root)
    return root


def write_broken_unit(root: Path) -> None:
    """A second unit whose year contradicts its folder."""
    write(root, lambda sheets: sheets["kinerja.xlsx", "Profil"][0].__setitem__(1, 2019))


def alter_chapter(root: Path) -> None:
    """Change the wording of a heading in a chapter."""
    chapter = root / "notebooks" / "40-penutup.ipynb"
    text = chapter.read_text("utf-8").replace("# Penutup", "# Penutup Laporan")
    chapter.write_text(text, "utf-8")


def test_what_did_not_change_is_not_built_again(copied: Path) -> None:
    """One line of log and a summary; the report's files are the same ones."""
    folder = copied / "outputs" / "paal-merah" / "2021"
    before = {f: f.stat().st_mtime_ns for f in folder.rglob("*")}
    result = lkip(copied, "run")
    assert result.returncode == 0, result.stderr
    assert re.fullmatch(STAMP + r"paal-merah 2021 tidak berubah \(\d+,\d detik\)\n", result.stdout)
    assert {f: f.stat().st_mtime_ns for f in folder.rglob("*")} == before
    summary = json.loads((copied / "outputs" / "jadwal.json").read_text("utf-8"))
    assert (summary["kode"], summary["jalan"][0]["hasil"]) == (0, "tidak berubah")


@pytest.mark.parametrize("arguments", [("run",), ("trace", "3.4")])
def test_quick_commands_do_not_import_what_builds_reports(
    copied: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    """nbformat brings a JSON validator: half of the time that an unchanged run takes."""
    monkeypatch.setenv("PYTHONPROFILEIMPORTTIME", "1")
    result = lkip_process(copied, *arguments)
    assert result.returncode == 0
    assert "lkip_helpers.workspace" in result.stderr
    assert not re.search(r"\b(nbformat|nbconvert|papermill|jsonschema)\b", result.stderr)


def test_no_run_replaces_a_final_report_by_a_draft(tmp_path: Path) -> None:
    """Built again because a chapter changed, it is final again.

    If it could not be final any more, the run is refused and the final report stays.
    """
    prepare(tmp_path, CLOSING)
    raw = Workspace.of("uji", 2021, tmp_path).raw
    raw.parent.rename(raw.parent.with_name("kec.uji"))  # this dot is no decimal point
    workspace = Workspace.of("kec.uji", 2021, tmp_path)
    result = lkip(tmp_path, "render", "--final", "--bentuk", "html")
    assert re.match(r"Laporan kec\.uji 2021 selesai dalam \d+,\d detik:\n", result.stdout)
    alter_chapter(tmp_path)
    result = lkip(tmp_path, "run")
    assert re.fullmatch(STAMP + r"kec\.uji 2021 selesai \(.*\)\n", result.stdout)
    html = (workspace.outputs / "laporan.html").read_text("utf-8")
    assert "Penutup Laporan" in html
    assert "belum final" not in html
    workbook = load_workbook(workspace.raw / "dpa.xlsx")
    workbook.save(workspace.raw / "dpa.xlsx")
    shutil.copy(Workspace.of("paal-merah", 2021, PROJECT_ROOT).raw / "terbit.xlsx", workspace.raw)
    before = fingerprint(workspace.outputs)
    for command in ("run", "reconcile"):
        result = lkip(tmp_path, command)
        assert result.returncode == 1
        assert "1 hal belum lengkap untuk laporan akhir" in result.stdout + result.stderr
    assert fingerprint(workspace.outputs) == before


def test_one_unit_that_fails_does_not_stop_the_others(copied: Path) -> None:
    """The worst code is the exit code; the log line says why."""
    write_broken_unit(copied)
    result = lkip(copied, "run", "--semua")
    assert result.returncode == 1
    good, bad = sorted(result.stdout.splitlines(), key=lambda line: " uji " in line)
    assert "paal-merah 2021 tidak berubah" in good
    assert "uji 2021 gagal" in bad
    assert "salah: kinerja.xlsx › Profil › B1: Tahun laporan 2019, padahal foldernya 2021" in bad


def test_two_runs_at_once_do_not_collide(copied: Path) -> None:
    """The second says so, changes nothing, and exits with 3."""
    before = fingerprint(copied / "outputs" / "paal-merah" / "2021")
    with FileLock(copied / "outputs" / ".kunci" / "paal-merah-2021"):
        result = lkip(copied, "render", "2021")
        scheduled = lkip(copied, "run", "--paksa")
    assert (result.returncode, scheduled.returncode) == (3, 3)
    assert "sedang disusun oleh proses lain" in result.stderr
    assert "sedang berjalan" in scheduled.stdout
    assert fingerprint(copied / "outputs" / "paal-merah" / "2021") == before


def test_a_failure_is_sent_to_the_webhook_of_the_environment(
    tmp_path: Path, webhook: list[tuple[str, bytes]]
) -> None:
    """Only failures are sent."""
    write_broken_unit(tmp_path)
    copy_chapters(tmp_path, CLOSING)
    assert lkip(tmp_path, "run").returncode == 1
    (failure,) = json.loads(webhook[0][1])["gagal"]
    assert failure["unit"] == "uji"
    assert "Tahun laporan 2019" in failure["pesan"]


def run_that_raises(folder: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> int:
    """The exit code of `lkip run --semua` over one unit whose build raises this."""

    def build_report(*_: object) -> int:
        raise error

    Workspace.of("a", 2021, folder).raw.mkdir(parents=True)
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(folder))
    monkeypatch.setattr(render, "build_again", build_report)
    for name in ("outputs", "notebooks"):
        (folder / name).mkdir()
    return commands.main(["run", "--semua"])


def test_an_unexpected_exception_is_a_failed_run(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    webhook: list[tuple[str, bytes]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Reported like any other failure; its traceback goes to stderr."""
    error = ZeroDivisionError("bilangan dibagi nol")
    assert run_that_raises(tmp_path, monkeypatch, error) == 70
    result = capsys.readouterr()
    cause = "galat tak terduga: ZeroDivisionError: bilangan dibagi nol"
    assert re.fullmatch(STAMP + rf"a 2021 gagal \(.*\): {cause}\n", result.out)
    assert "Traceback" in result.err
    assert [f["pesan"] for f in json.loads(webhook[0][1])["gagal"]] == [cause]


def test_what_a_build_refuses_is_told_in_its_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A refusal is no bug: its sentence and its exit code are kept, here as in a batch."""
    assert run_that_raises(tmp_path, monkeypatch, SchedulerGone("Ulangi nanti.")) == 75
    result = capsys.readouterr()
    assert re.fullmatch(STAMP + r"a 2021 gagal \(.*\): Ulangi nanti\.\n", result.out)
    assert result.err == ""


def test_several_reports_are_made_as_a_batch_makes_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A lost scheduler stops the run; what was done before is in the summary."""

    def make(todo: list[Workspace], *_: object) -> Iterator[JobRun]:
        yield JobRun(todo[0].unit, todo[0].tahun, "2021-01-01T01:00:00+07:00", 1, "selesai", 0, "")
        raise SchedulerGone("Penjadwal kluster tidak menjawab lagi.")

    for unit in "ab":
        Workspace.of(unit, 2021, tmp_path).raw.mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    monkeypatch.setattr(batch, "make_reports", make)
    assert commands.main(["run", "--semua"]) == 75
    output = capsys.readouterr()
    assert "a 2021 selesai" in output.out
    assert "Penjadwal kluster tidak menjawab lagi." in output.err
    summary = json.loads((tmp_path / "outputs" / "jadwal.json").read_text("utf-8"))
    assert [run["unit"] for run in summary["jalan"]] == ["a"]


def test_a_message_that_cannot_be_sent_fails_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """stderr says so; the exit code is that of the report."""
    write_broken_unit(tmp_path)
    copy_chapters(tmp_path, CLOSING)
    monkeypatch.setenv("LKIP_WEBHOOK", "http://127.0.0.1:9/")
    monkeypatch.setenv("LKIP_SURAT", "camat@contoh.test")
    monkeypatch.setenv("LKIP_SMTP", "127.0.0.1:9")
    result = lkip(tmp_path, "run")
    assert result.returncode == 1
    assert "kabar ke LKIP_WEBHOOK tidak terkirim" in result.stderr
    assert "surat ke LKIP_SURAT tidak terkirim" in result.stderr


@pytest.fixture
def fake_cron(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A crontab and a systemctl that only record what they are given."""
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    (bin_ / "crontab").write_text(
        f"#!/bin/sh\nT={tmp_path}/tab\n"
        'if [ "$1" != -l ]; then cat > "$T"; exit; fi\n'
        'if [ "$LC_ALL" = C ]; then K="no crontab for"; else K="tak ada crontab bagi"; fi\n'
        'cat "$T" 2>/dev/null || { echo "$K camat" >&2; exit 1; }\n'
    )
    (bin_ / "systemctl").write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/systemctl\n')
    for file in bin_.iterdir():
        file.chmod(0o755)
    monkeypatch.setenv("PATH", f"{bin_}:{os.environ['PATH']}")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


def test_a_schedule_is_put_in_the_crontab_once_and_removed(report: Report, fake_cron: Path) -> None:
    """Other lines stay; a second install replaces the first."""
    tab = fake_cron / "tab"
    tab.write_text("0 1 * * * cadangan\n")
    root = report.workspace.root
    for interval in ("hari", "minggu"):
        assert lkip(root, "schedule", "--setiap", interval, "--install").returncode == 0
    backup, line = tab.read_text().splitlines()
    assert backup == "0 1 * * * cadangan"
    assert line.startswith("0 5 * * 1 cd ")
    assert "-m lkip_helpers run --unit paal-merah >> " in line
    assert "dicabut" in lkip(root, "schedule", "--remove").stdout
    assert tab.read_text() == "0 1 * * * cadangan\n"
    assert "memang tidak terpasang" in lkip(root, "schedule", "--remove").stdout


def test_a_schedule_can_be_the_first_line_of_a_new_crontab(report: Report, fake_cron: Path) -> None:
    """crontab -l fails if there is none, with a message in the user's language."""
    assert lkip(report.workspace.root, "schedule", "--install").returncode == 0
    assert len((fake_cron / "tab").read_text().splitlines()) == 1


def test_a_crontab_that_cannot_be_read_is_not_overwritten(report: Report, fake_cron: Path) -> None:
    """Any other error of crontab -l does not mean that there is none."""
    (fake_cron / "bin" / "crontab").write_text(
        f'#!/bin/sh\nif [ "$1" = -l ]; then echo "Permission denied" >&2; exit 1; fi\n'
        f"cat > {fake_cron}/tab\n"
    )
    for action in ("--install", "--remove"):
        result = lkip(report.workspace.root, "schedule", action)
        assert (result.returncode, "Permission denied" in result.stderr) == (1, True)
    assert not (fake_cron / "tab").exists()


def test_a_systemd_timer_is_written_started_and_removed(report: Report, fake_cron: Path) -> None:
    """In the user's own systemd folder."""
    root = report.workspace.root
    folder = fake_cron / "config" / "systemd" / "user"
    assert lkip(root, "schedule", "--systemd", "--semua", "--install").returncode == 0
    timer = next(folder.glob("lkip-*.timer"))
    assert "OnCalendar=*-*-* 05:00:00\nPersistent=true" in timer.read_text()
    assert '"run" "--semua"' in timer.with_suffix(".service").read_text()
    assert f"enable --now {timer.name}" in (fake_cron / "systemctl").read_text()
    assert lkip(root, "schedule", "--systemd", "--semua", "--remove").returncode == 0
    assert list(folder.iterdir()) == []


def test_a_computer_without_cron_is_reported(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is done."""
    monkeypatch.setenv("PATH", str(tmp_path))
    result = lkip(report.workspace.root, "schedule", "--install")
    assert result.returncode == 1
    assert "Perintah crontab tidak ada" in result.stderr


def test_a_path_with_blanks_and_percent_signs_survives_the_crontab() -> None:
    """cron reads an unescaped % as the end of the command."""
    line = Crontab(Path("/srv/data 100%/lkip"), ("--semua",)).line
    assert r"cd '/srv/data 100\%/lkip' && " in line
