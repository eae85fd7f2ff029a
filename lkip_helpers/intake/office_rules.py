"""Rules on what the Profil says of the office: one small function a rule."""

from collections.abc import Iterator
from typing import Any

from lkip_helpers.intake.checks import Frame, Rule, cells, make_finding
from lkip_helpers.intake.finding import Finding, Level
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.office import Profil


def check_tahun(profil: Profil, frame: Frame, tahun: int) -> Iterator[Finding]:
    """The workbook says the year of the folder it stands in."""
    if profil.tahun and profil.tahun != tahun:
        yield _make_profil_finding(
            frame, "tahun", profil.tahun,
            f"Tahun laporan {profil.tahun}, padahal foldernya {tahun}",
            "pindahkan berkas ke folder tahunnya atau perbaiki isian Tahun laporan", "salah",
        )  # fmt: skip


def check_office(profil: Profil, frame: Frame, tahun: int) -> Iterator[Finding]:
    """The office is a kecamatan, by its name and by the codes of its programmes."""
    first = str(profil.nama).split()[0].casefold()
    if first in load_rules("kelengkapan")["bukan_kecamatan"]:
        yield _make_profil_finding(
            frame, "nama", profil.nama,
            f"{profil.nama} bukan kecamatan; laporan ini hanya disusun untuk kecamatan",
            "isi nama kecamatan, atau susun laporannya dengan cara lain", "salah",
        )  # fmt: skip
    rule, dpa = load_rules("anggaran")["bidang"], frame["anggaran"]
    codes = dpa["kode_program"].dropna()
    if (
        tahun >= rule["berlaku_sejak"]
        and len(codes)
        and not codes.str.startswith(rule["kode"]).any()
    ):
        rows = codes.index[0]
        yield make_finding(
            dpa, cells(dpa, rows, "kode_program"), codes[rows],
            f"tidak ada program kecamatan (kode {rule['kode']}) pada lembar DPA",
            "periksa apakah DPA ini milik kecamatan",
        )  # fmt: skip


def check_nip(profil: Profil, frame: Frame, __: int) -> Iterator[Finding]:
    """A NIP has 18 digits; another is not printed in the report."""
    for name, whose in (("nip", "camat"), ("nip_pihak_kedua", "pihak kedua")):
        nip = getattr(profil, name)
        number = "".join(c for c in nip or "" if c.isdigit())
        if nip and len(number) != 18:
            yield _make_profil_finding(
                frame, name, nip, f"NIP {whose} berisi {len(number)} angka, seharusnya 18",
                "perbaiki; selama itu laporan tidak mencetaknya", "peringatan",
            )  # fmt: skip


def check_regency(profil: Profil, frame: Frame, __: int) -> Iterator[Finding]:
    """A kabupaten or kota is named as one."""
    kota = str(profil.kota or "")
    if kota and kota.split(maxsplit=1)[0].casefold() not in ("kabupaten", "kota"):
        yield _make_profil_finding(
            frame, "kota", kota, f"“{kota}” tidak menyebut kabupaten atau kota",
            f"tulis lengkap, misalnya Kabupaten {kota} atau Kota {kota}", "salah",
        )  # fmt: skip


def check_period(profil: Profil, frame: Frame, tahun: int) -> Iterator[Finding]:
    """The years of the Renstra's columns are those of its period, which holds the report's year."""
    first, last = profil.tahun_awal, profil.tahun_akhir
    if not first or not last:
        return
    if not first <= tahun <= last:
        yield _make_profil_finding(
            frame, "tahun_akhir", last, f"periode Renstra {first}–{last} tidak memuat {tahun}",
            "perbaiki Awal Renstra dan Akhir Renstra", "salah",
        )  # fmt: skip
        return
    own = frame["renstra"]
    given, period = {int(n) for n in own["tahun"]}, set(range(first, last + 1))
    lacking = ", ".join(map(str, sorted(period - given)))
    outside = {n: cells(own, own.attrs["kepala"], str(n)) for n in sorted(given - period)}
    advice = f"ganti judulnya menjadi tahun yang benar{f' ({lacking} belum ada)' * bool(lacking)}"
    for n, cell in outside.items():
        yield make_finding(
            own, cell, n, f"kolom {n} di luar periode Renstra {first}–{last} pada lembar Profil",
            f"{advice}, atau perbaiki Awal Renstra dan Akhir Renstra", "peringatan",
        )  # fmt: skip
    if lacking and given and not outside:
        yield make_finding(
            own, "", lacking, f"kolom tahun {lacking} tidak ada, padahal periode Renstra "
            f"{first}–{last}", "tambahkan kolomnya", "peringatan",
        )  # fmt: skip


def _make_profil_finding(
    frame: Frame, entry_values: str, value: Any, message: str, advice: str, level: Level
) -> Finding:
    location = frame[Profil.NAME].attrs["sumber"]["kolom"].get(entry_values, "")
    return make_finding(frame[Profil.NAME], location, value, message, advice, level)


EVERY: tuple[Rule, ...] = (check_tahun, check_period, check_office, check_regency, check_nip)
