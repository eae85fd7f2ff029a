"""Rules on what the Profil says of the office: one small function a rule."""

import re
from collections.abc import Iterator
from typing import Any

from lkip_helpers.intake.checks import Rule, Year, cells, make_finding
from lkip_helpers.intake.finding import Finding, Level
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.office import Profil

OTHER_HEAD = {"kabupaten": r"\bwali ?kota", "kota": r"\bbupati"}  # is not called so there


def check_tahun(year: Year) -> Iterator[Finding]:
    """The workbook says the year of the folder it stands in."""
    if (said := year.profil.tahun) and said != year.tahun:
        message = f"Tahun laporan {said}, padahal foldernya {year.tahun}"
        advice = "pindahkan berkas ke folder tahunnya atau perbaiki isian Tahun laporan"
        yield _tell(year, "tahun", said, message, advice)


def check_office(year: Year) -> Iterator[Finding]:
    """The office is a kecamatan, by its name and by the codes of its programmes."""
    name, others = year.profil.nama, load_rules("kelengkapan")["bukan_kecamatan"]
    if any(f"{name} ".casefold().startswith(f"{words} ") for words in others):
        message = f"{name} bukan kecamatan; laporan ini hanya disusun untuk kecamatan"
        advice = "isi nama kecamatan, atau susun laporannya dengan cara lain"
        yield _tell(year, "nama", name, message, advice)
    rule, dpa = load_rules("anggaran")["bidang"], year.frame["anggaran"]
    codes = dpa["kode_program"].dropna()
    in_force = year.tahun >= rule["berlaku_sejak"]
    if in_force and len(codes) and not codes.str.startswith(rule["kode"]).any():
        message = f"tidak ada program kecamatan (kode {rule['kode']}) pada lembar DPA"
        cell = cells(dpa, codes.index[0], "kode_program")
        advice = "periksa apakah DPA ini milik kecamatan"
        yield make_finding(dpa, cell, codes.iloc[0], message, advice)


def check_nip(year: Year) -> Iterator[Finding]:
    """A NIP has 18 digits; another is not printed in the report."""
    for name, whose in (("nip", "camat"), ("nip_pihak_kedua", "pihak kedua")):
        nip = getattr(year.profil, name)
        digits = sum(c.isdigit() for c in nip or "")
        if nip and digits != 18:
            message = f"NIP {whose} berisi {digits} angka, seharusnya 18"
            advice = "perbaiki; selama itu laporan tidak mencetaknya"
            yield _tell(year, name, nip, message, advice, "peringatan")


def check_regency(year: Year) -> Iterator[Finding]:
    """A kabupaten or kota is named as one, and its head as it is called there."""
    kota, head = str(year.profil.kota or ""), str(year.profil.kepala_daerah or "")
    kind = kota.casefold().split(maxsplit=1)[:1]
    if kota and not {*kind} & {*OTHER_HEAD}:
        bare = kota.split(". ", 1)[-1]
        advice = f"tulis lengkap, misalnya Kabupaten {bare} atau Kota {bare}"
        yield _tell(year, "kota", kota, f"“{kota}” tidak menyebut kabupaten atau kota", advice)
    elif kota and re.search(OTHER_HEAD[kind[0]], head.casefold()):
        message = f"“{head}” bukan sebutan kepala daerah {kota}"
        advice = "tulis Bupati untuk kabupaten, Wali Kota untuk kota"
        yield _tell(year, "kepala_daerah", head, message, advice)


def check_period(year: Year) -> Iterator[Finding]:
    """The years of the Renstra's columns are those of its period, which holds the report's year."""
    first, last = year.profil.tahun_awal, year.profil.tahun_akhir
    if not first or not last:
        return
    if not first <= year.tahun <= last:
        message = f"periode Renstra {first}–{last} tidak memuat {year.tahun}"
        yield _tell(year, "tahun_akhir", last, message, "perbaiki Awal Renstra dan Akhir Renstra")
        return
    own = year.frame["renstra"]
    given, period = {int(n) for n in own["tahun"]}, set(range(first, last + 1))
    missing, outside = sorted(period - given), sorted(given - period)
    lacking = ", ".join(map(str, missing))
    free = f" ({lacking} belum ada)" if lacking else ""
    for n in outside:
        message = f"kolom {n} di luar periode Renstra {first}–{last} pada lembar Profil"
        advice = f"ganti judulnya menjadi tahun yang benar{free}, atau perbaiki periodenya"
        cell = cells(own, own.attrs["kepala"], str(n))
        level = _judge_heads(given, missing, year.tahun)
        yield make_finding(own, cell, n, message, advice, level)
    if lacking and given and not outside:
        message = f"kolom tahun {lacking} tidak ada, padahal periode Renstra {first}–{last}"
        yield make_finding(own, "", lacking, message, "tambahkan kolomnya", "peringatan")


def _judge_heads(given: set[int], missing: list[int], tahun: int) -> Level:
    """Wrong where a year still to come has no target, or the years skip one: a head is misspelt."""
    skips = max(given) - min(given) >= len(given)
    return "salah" if skips or (missing and missing[-1] >= tahun) else "peringatan"


def _tell(
    year: Year, entry: str, value: Any, message: str, advice: str, level: Level = "salah"
) -> Finding:
    """A finding on an entry of the Profil."""
    own = year.frame[Profil.NAME]
    cell = own.attrs["sumber"]["kolom"].get(entry, "")
    return make_finding(own, cell, value, message, advice, level)


EVERY: tuple[Rule, ...] = (check_tahun, check_period, check_office, check_regency, check_nip)
