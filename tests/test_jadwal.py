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

from lkip_helpers.jadwal.pasang import Jadwal
from tests.buku import tulis
from tests.conftest import AKAR, Laporan, lkip
from tests.test_laporan_bentuk import sidik

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
    bab = salinan / "notebooks" / "40-penutup.ipynb"
    bab.write_text(bab.read_text("utf-8").replace("# Penutup", "# Penutup Laporan"), "utf-8")
    hasil = lkip(salinan, "run")
    assert re.fullmatch(BARIS + r"paal-merah 2021 selesai \(.*\)\n", hasil.stdout)
    html = salinan / "outputs" / "paal-merah" / "2021" / "laporan.html"
    assert "Penutup Laporan" in html.read_text("utf-8")


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
        f'#!/bin/sh\nT={tmp_path}/tab\nif [ "$1" = -l ]; then cat "$T" 2>/dev/null; '
        'else cat > "$T"; fi\n'
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
