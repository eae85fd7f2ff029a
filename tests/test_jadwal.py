"""Scheduled runs: nothing twice, nothing at once, one line each, and a word when one fails."""

import json
import os
import re
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from openpyxl import load_workbook

from lkip_helpers import cli
from lkip_helpers.jadwal.pasang import Jadwal
from lkip_helpers.kerja import susun
from lkip_helpers.workspace import VARIABEL_RUANG, Ruang
from tests.buku import tulis
from tests.conftest import AKAR, Laporan, lkip
from tests.test_laporan_bentuk import sidik
from tests.test_laporan_final import siapkan

BARIS = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d "


@pytest.fixture
def salinan(laporan: Laporan, tmp_path: Path) -> Path:
    """A workspace with a finished report."""
    root = tmp_path / "ruang"
    shutil.copytree(laporan.ruang.root, root)
    return root


def rusak(root: Path) -> None:
    """A second unit whose year contradicts its folder."""
    tulis(root, lambda isi: isi["kinerja.xlsx", "Profil"][0].__setitem__(1, 2019))


def ubah_bab(root: Path) -> None:
    """A heading in a chapter is worded otherwise."""
    bab = root / "notebooks" / "40-penutup.ipynb"
    bab.write_text(bab.read_text("utf-8").replace("# Penutup", "# Penutup Laporan"), "utf-8")


def test_what_did_not_change_is_not_built_again(salinan: Path) -> None:
    """One line of log and a summary; the report's files are the same ones."""
    folder = salinan / "outputs" / "paal-merah" / "2021"
    sebelum = {b: b.stat().st_mtime_ns for b in folder.rglob("*")}
    hasil = lkip(salinan, "run")
    assert hasil.returncode == 0, hasil.stderr
    assert re.fullmatch(BARIS + r"paal-merah 2021 tidak berubah \(\d+,\d detik\)\n", hasil.stdout)
    assert {b: b.stat().st_mtime_ns for b in folder.rglob("*")} == sebelum
    ringkasan = json.loads((salinan / "outputs" / "jadwal.json").read_text("utf-8"))
    assert (ringkasan["kode"], ringkasan["jalan"][0]["hasil"]) == (0, "tidak berubah")


def test_a_changed_chapter_builds_the_report_again(salinan: Path) -> None:
    """Chapters and code count as much as the data."""
    ubah_bab(salinan)
    hasil = lkip(salinan, "run")
    assert re.fullmatch(BARIS + r"paal-merah 2021 selesai \(.*\)\n", hasil.stdout)
    html = salinan / "outputs" / "paal-merah" / "2021" / "laporan.html"
    assert "Penutup Laporan" in html.read_text("utf-8")


@pytest.mark.parametrize("argumen", [("run",), ("trace", "3.4")])
def test_a_question_does_not_wait_for_what_builds_reports(
    salinan: Path, monkeypatch: pytest.MonkeyPatch, argumen: tuple[str, ...]
) -> None:
    """nbformat brings a validator of JSON, half of the time that an unchanged run takes."""
    monkeypatch.setenv("PYTHONPROFILEIMPORTTIME", "1")
    hasil = lkip(salinan, *argumen)
    assert hasil.returncode == 0
    assert "lkip_helpers.workspace" in hasil.stderr
    assert not re.search(r"\b(nbformat|nbconvert|papermill|jsonschema)\b", hasil.stderr)


def test_no_run_puts_a_draft_in_the_place_of_a_final_report(tmp_path: Path) -> None:
    """Built again it is final again; what may no longer be final is refused, and it stays."""
    siapkan(tmp_path)
    raw = Ruang.of("uji", 2021, tmp_path).raw
    raw.parent.rename(raw.parent.with_name("kec.uji"))  # a dot that is no decimal point
    ruang = Ruang.of("kec.uji", 2021, tmp_path)
    hasil = lkip(tmp_path, "render", "--final")
    assert re.match(r"Laporan kec\.uji 2021 selesai dalam \d+,\d detik:\n", hasil.stdout)
    ubah_bab(tmp_path)
    assert "2021 selesai" in lkip(tmp_path, "run").stdout
    html = (ruang.outputs / "laporan.html").read_text("utf-8")
    assert "Penutup Laporan" in html
    assert "belum final" not in html
    buku = load_workbook(ruang.raw / "dpa.xlsx")
    buku.save(ruang.raw / "dpa.xlsx")
    shutil.copy(Ruang.of("paal-merah", 2021, AKAR).raw / "terbit.xlsx", ruang.raw)
    sebelum = sidik(ruang.outputs)
    for perintah in ("run", "reconcile"):
        hasil = lkip(tmp_path, perintah)
        assert hasil.returncode == 1
        assert "1 hal belum lengkap untuk laporan akhir" in hasil.stdout + hasil.stderr
    assert sidik(ruang.outputs) == sebelum


def test_one_unit_that_fails_does_not_stop_the_others(salinan: Path) -> None:
    """The worst code is the exit code; the reason stands in its line."""
    rusak(salinan)
    hasil = lkip(salinan, "run", "--semua")
    assert hasil.returncode == 1
    baik, buruk = sorted(hasil.stdout.splitlines(), key=lambda b: " uji " in b)
    assert "paal-merah 2021 tidak berubah" in baik
    assert "uji 2021 gagal" in buruk
    assert "salah: kinerja.xlsx › Profil › B1: Tahun laporan 2019, padahal foldernya 2021" in buruk


def test_two_runs_at_once_do_not_collide(salinan: Path) -> None:
    """The second is told so, changes nothing, and exits with 3."""
    sebelum = sidik(salinan / "outputs" / "paal-merah" / "2021")
    with FileLock(salinan / "outputs" / ".kunci" / "paal-merah-2021"):
        hasil = lkip(salinan, "render", "2021")
        terjadwal = lkip(salinan, "run", "--paksa")
    assert (hasil.returncode, terjadwal.returncode) == (3, 3)
    assert "sedang disusun oleh proses lain" in hasil.stderr
    assert "sedang berjalan" in terjadwal.stdout
    assert sidik(salinan / "outputs" / "paal-merah" / "2021") == sebelum


@pytest.fixture
def webhook(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    """What a receiver on this computer was sent."""
    diterima: list[dict[str, Any]] = []

    class Penerima(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            diterima.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """No line on the terminal."""

    server = HTTPServer(("127.0.0.1", 0), Penerima)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("LKIP_WEBHOOK", f"http://127.0.0.1:{server.server_port}/")
    yield diterima
    server.shutdown()
    server.server_close()


def test_a_failure_is_told_to_the_webhook_of_the_environment(
    tmp_path: Path, webhook: list[dict[str, Any]]
) -> None:
    """Only failures; a run that is well says nothing."""
    rusak(tmp_path)
    shutil.copytree(AKAR / "notebooks", tmp_path / "notebooks", dirs_exist_ok=True)
    assert lkip(tmp_path, "run").returncode == 1
    assert [j["unit"] for j in webhook[0]["gagal"]] == ["uji"]
    assert "Tahun laporan 2019" in webhook[0]["gagal"][0]["pesan"]


def test_a_fault_that_nobody_foresaw_stops_no_other_unit(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    webhook: list[dict[str, Any]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It is a run that failed, told like any other; where it happened goes to stderr."""

    def bangun(ruang: Ruang) -> int:
        if ruang.unit == "a":
            raise ZeroDivisionError("bilangan dibagi nol")
        return 0

    for unit in "ab":
        Ruang.of(unit, 2021, tmp_path).raw.mkdir(parents=True)
    monkeypatch.setenv(VARIABEL_RUANG, str(tmp_path))
    monkeypatch.setattr(susun, "bangun_lagi", bangun)
    for nama in ("outputs", "notebooks"):
        (tmp_path / nama).mkdir()
    assert cli.main(["run", "--semua"]) == 1
    hasil = capsys.readouterr()
    a, b = hasil.out.splitlines()
    sebab = "galat tak terduga: ZeroDivisionError: bilangan dibagi nol"
    assert re.fullmatch(BARIS + rf"a 2021 gagal \(.*\): {sebab}", a)
    assert "b 2021 selesai" in b
    assert "Traceback" in hasil.err
    assert [j["pesan"] for j in webhook[0]["gagal"]] == [sebab]


def test_a_receiver_that_is_gone_is_said_and_fails_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The exit code is that of the report."""
    rusak(tmp_path)
    shutil.copytree(AKAR / "notebooks", tmp_path / "notebooks", dirs_exist_ok=True)
    monkeypatch.setenv("LKIP_WEBHOOK", "http://127.0.0.1:9/")
    monkeypatch.setenv("LKIP_SURAT", "camat@contoh.test")
    monkeypatch.setenv("LKIP_SMTP", "127.0.0.1:9")
    hasil = lkip(tmp_path, "run")
    assert hasil.returncode == 1
    assert "kabar ke LKIP_WEBHOOK tidak terkirim" in hasil.stderr
    assert "surat ke LKIP_SURAT tidak terkirim" in hasil.stderr


@pytest.fixture
def palsu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A crontab and a systemctl that only write down what they are told."""
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    (bin_ / "crontab").write_text(
        f"#!/bin/sh\nT={tmp_path}/tab\n"
        'if [ "$1" != -l ]; then cat > "$T"; exit; fi\n'
        'if [ "$LC_ALL" = C ]; then K="no crontab for"; else K="tak ada crontab bagi"; fi\n'
        'cat "$T" 2>/dev/null || { echo "$K camat" >&2; exit 1; }\n'
    )
    (bin_ / "systemctl").write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/systemctl\n')
    for berkas in bin_.iterdir():
        berkas.chmod(0o755)
    monkeypatch.setenv("PATH", f"{bin_}:{os.environ['PATH']}")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


def test_a_schedule_is_put_into_the_crontab_once_and_taken_out(
    laporan: Laporan, palsu: Path
) -> None:
    """Other lines stay; a second install replaces the first."""
    tab = palsu / "tab"
    tab.write_text("0 1 * * * cadangan\n")
    root = laporan.ruang.root
    for setiap in ("hari", "minggu"):
        assert lkip(root, "schedule", "--setiap", setiap, "--install").returncode == 0
    baris = tab.read_text().splitlines()
    assert baris[0] == "0 1 * * * cadangan"
    assert len(baris) == 2
    assert baris[1].startswith("0 5 * * 1 cd ")
    assert "-m lkip_helpers run --unit paal-merah >> " in baris[1]
    assert "dicabut" in lkip(root, "schedule", "--remove").stdout
    assert tab.read_text() == "0 1 * * * cadangan\n"
    assert "memang tidak terpasang" in lkip(root, "schedule", "--remove").stdout


def test_the_first_line_of_a_crontab_needs_no_crontab(laporan: Laporan, palsu: Path) -> None:
    """cron refuses to list one that is not there, in the user's language."""
    assert lkip(laporan.ruang.root, "schedule", "--install").returncode == 0
    assert len((palsu / "tab").read_text().splitlines()) == 1


def test_a_crontab_that_cannot_be_read_is_not_overwritten(laporan: Laporan, palsu: Path) -> None:
    """Whatever else cron refuses for is no empty crontab."""
    (palsu / "bin" / "crontab").write_text(
        f'#!/bin/sh\nif [ "$1" = -l ]; then echo "Permission denied" >&2; exit 1; fi\n'
        f"cat > {palsu}/tab\n"
    )
    for tindakan in ("--install", "--remove"):
        hasil = lkip(laporan.ruang.root, "schedule", tindakan)
        assert (hasil.returncode, "Permission denied" in hasil.stderr) == (1, True)
    assert not (palsu / "tab").exists()


def test_a_systemd_timer_is_written_started_and_removed(laporan: Laporan, palsu: Path) -> None:
    """In the user's own folder."""
    root = laporan.ruang.root
    folder = palsu / "config" / "systemd" / "user"
    assert lkip(root, "schedule", "--systemd", "--semua", "--install").returncode == 0
    timer = next(folder.glob("lkip-*.timer"))
    assert "OnCalendar=*-*-* 05:00:00\nPersistent=true" in timer.read_text()
    assert '"run" "--semua"' in timer.with_suffix(".service").read_text()
    assert f"enable --now {timer.name}" in (palsu / "systemctl").read_text()
    assert lkip(root, "schedule", "--systemd", "--semua", "--remove").returncode == 0
    assert list(folder.iterdir()) == []


def test_a_computer_without_cron_is_told_so(
    laporan: Laporan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is half done."""
    monkeypatch.setenv("PATH", str(tmp_path))
    hasil = lkip(laporan.ruang.root, "schedule", "--install")
    assert hasil.returncode == 1
    assert "Perintah crontab tidak ada" in hasil.stderr


def test_a_path_with_blanks_and_percent_signs_survives_the_crontab() -> None:
    """cron reads % as the end of the command."""
    baris = Jadwal(Path("/srv/data 100%/lkip"), ("--semua",)).baris_cron
    assert r"cd '/srv/data 100\%/lkip' && " in baris
