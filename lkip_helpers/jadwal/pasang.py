"""The user's own schedule: what cron or systemd is told, put in and taken out again."""

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lkip_helpers.workspace import Ruang

SETIAP = {
    "hari": ("0 5 * * *", "*-*-* 05:00:00"),
    "minggu": ("0 5 * * 1", "Mon *-*-* 05:00:00"),
    "bulan": ("0 5 1 * *", "*-*-01 05:00:00"),
    "tahun": ("0 5 1 2 *", "*-02-01 05:00:00"),
}


class JadwalGagal(Exception):
    """cron or systemd is missing or refused; says what it said."""


@dataclass(frozen=True)
class Jadwal:
    """A run of `lkip run` for one workspace. argumen: which units and year; setiap: how often."""

    root: Path
    argumen: tuple[str, ...]
    setiap: str = "hari"

    @property
    def nama(self) -> str:
        """A name of its own for each workspace and choice of units."""
        isi = "\0".join([str(self.root), *self.argumen])
        return f"lkip-{hashlib.sha256(isi.encode()).hexdigest()[:8]}"

    @property
    def perintah(self) -> list[str]:
        return [sys.executable, "-m", "lkip_helpers", "run", *self.argumen]

    @property
    def baris_cron(self) -> str:
        """One line of a crontab; percent signs would end the command there."""
        catatan = shlex.quote(str(Ruang("", 0, self.root).catatan_jadwal))
        isi = f"cd {shlex.quote(str(self.root))} && {shlex.join(self.perintah)} >> {catatan} 2>&1"
        return f"{SETIAP[self.setiap][0]} {isi.replace('%', chr(92) + '%')} # {self.nama}"

    @property
    def unit_systemd(self) -> dict[str, str]:
        """Service and timer by file name; a run that was missed is made up for."""
        jalan = " ".join(f'"{p}"' for p in self.perintah).replace("%", "%%")
        folder = str(self.root).replace("%", "%%")
        return {
            f"{self.nama}.service": (
                "[Unit]\nDescription=Menyusun laporan LKIP yang datanya berubah\n\n"
                f"[Service]\nType=oneshot\nWorkingDirectory={folder}\nExecStart={jalan}\n"
            ),
            f"{self.nama}.timer": (
                f"[Unit]\nDescription=Jadwal LKIP setiap {self.setiap}\n\n"
                f"[Timer]\nOnCalendar={SETIAP[self.setiap][1]}\nPersistent=true\n\n"
                "[Install]\nWantedBy=timers.target\n"
            ),
        }


def describe(jadwal: Jadwal, *, systemd: bool) -> Iterator[str]:
    """What would be installed, as text."""
    if not systemd:
        yield jadwal.baris_cron
        return
    for nama, isi in jadwal.unit_systemd.items():
        yield f"# {folder_systemd() / nama}"
        yield isi.rstrip()


def install(jadwal: Jadwal, *, systemd: bool) -> Iterator[str]:
    """Install it and say where it stands. Raises JadwalGagal."""
    if systemd:
        yield from (f"Terpasang: {b}" for b in install_systemd(jadwal))
    else:
        install_cron(jadwal)
        yield f"Terpasang pada crontab: {jadwal.baris_cron}"


def remove(jadwal: Jadwal, *, systemd: bool) -> Iterator[str]:
    """Take it out and say so. Raises JadwalGagal."""
    ada = remove_systemd(jadwal) if systemd else remove_cron(jadwal)
    yield f"Jadwal {jadwal.nama} {'dicabut' if ada else 'memang tidak terpasang'}."


def install_cron(jadwal: Jadwal) -> None:
    """Put the line into the user's crontab in place of a former one. Raises JadwalGagal."""
    _tulis_crontab([*_baris_lain(jadwal), jadwal.baris_cron])


def remove_cron(jadwal: Jadwal) -> bool:
    """Take the line out; whether there was one. Raises JadwalGagal."""
    lain = _baris_lain(jadwal)
    ada = len(lain) < len(_crontab())
    if ada:
        _tulis_crontab(lain)
    return ada


def _crontab() -> list[str]:
    """The user's crontab; none where cron says there is none yet.

    Any other refusal is no empty crontab: taken for one, the lines of others would be overwritten.
    Raises JadwalGagal.
    """
    hasil = _jalankan(["crontab", "-l"], boleh="no crontab for")
    return hasil.stdout.splitlines() if hasil.returncode == 0 else []


def _baris_lain(jadwal: Jadwal) -> list[str]:
    return [b for b in _crontab() if not b.endswith(f"# {jadwal.nama}")]


def _tulis_crontab(baris: list[str]) -> None:
    _jalankan(["crontab", "-"], masukan="".join(f"{b}\n" for b in baris))


def folder_systemd() -> Path:
    """Where the user's own units stand."""
    rumah = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(rumah) / "systemd" / "user"


def install_systemd(jadwal: Jadwal) -> list[Path]:
    """Write the units and start the timer. Raises JadwalGagal."""
    folder = folder_systemd()
    folder.mkdir(parents=True, exist_ok=True)
    berkas = []
    for nama, isi in jadwal.unit_systemd.items():
        (folder / nama).write_text(isi, "utf-8")
        berkas.append(folder / nama)
    _jalankan(["systemctl", "--user", "daemon-reload"])
    _jalankan(["systemctl", "--user", "enable", "--now", f"{jadwal.nama}.timer"])
    return berkas


def remove_systemd(jadwal: Jadwal) -> bool:
    """Stop the timer and delete the units; whether there were any. Raises JadwalGagal."""
    ada = [b for n in jadwal.unit_systemd if (b := folder_systemd() / n).exists()]
    if ada:
        _jalankan(["systemctl", "--user", "disable", "--now", f"{jadwal.nama}.timer"])
        for berkas in ada:
            berkas.unlink()
        _jalankan(["systemctl", "--user", "daemon-reload"])
    return bool(ada)


def _jalankan(
    perintah: list[str], masukan: str | None = None, boleh: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run it and return what it said. boleh: words in English of a refusal that is no failure.

    Raises JadwalGagal.
    """
    if shutil.which(perintah[0]) is None:
        raise JadwalGagal(f"Perintah {perintah[0]} tidak ada pada komputer ini.")
    hasil = subprocess.run(  # noqa: S603 fixed words, no shell
        perintah,
        input=masukan,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C"},  # refusals in the words that `boleh` names
    )
    if hasil.returncode and not (boleh and boleh in hasil.stderr):
        raise JadwalGagal(f"{shlex.join(perintah)} gagal: {hasil.stderr.strip()}")
    return hasil
