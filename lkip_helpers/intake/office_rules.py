"""Rules on what the Profil says of the office: one small function a rule."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lkip_helpers.intake.checks import Rule, Year, flag
from lkip_helpers.intake.finding import Finding, Level
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.sheets import Profil

OTHER_HEAD = {"kabupaten": r"\bwali ?kota", "kota": r"\bbupati"}  # is not called so there


def check_tahun(year: Year) -> Iterator[Finding]:
    """The workbook says the year of the folder it stands in."""
    if (said := year.profil.tahun) and said != year.tahun:
        yield _tell(year, "tahun_folder", "tahun", said, tahun=year.tahun)


def check_office(year: Year) -> Iterator[Finding]:
    """The office is a kecamatan, by its name and by the codes of its programmes."""
    name, others = year.profil.nama, load_rules("kelengkapan")["bukan_kecamatan"]
    if any(f"{name} ".casefold().startswith(f"{words} ") for words in others):
        yield _tell(year, "bukan_kecamatan", "nama", name)
    rule, dpa = load_rules("anggaran")["bidang"], year.frames["anggaran"]
    codes = dpa["kode_program"].dropna()
    in_force = year.tahun >= rule["berlaku_sejak"]
    if in_force and len(codes) and not codes.str.startswith(rule["kode"]).any():
        at = codes.index[0], "kode_program"
        yield flag(dpa, "tanpa_program_kecamatan", at, codes.iloc[0], kode=rule["kode"])


def check_nip(year: Year) -> Iterator[Finding]:
    """A NIP has 18 digits; another is not printed in the report."""
    for name, whose in (("nip", "camat"), ("nip_pihak_kedua", "pihak kedua")):
        nip = getattr(year.profil, name)
        digits = sum(c.isdigit() for c in nip or "")
        if nip and digits != 18:
            yield _tell(year, "nip", name, nip, milik=whose, banyak=digits)


def check_regency(year: Year) -> Iterator[Finding]:
    """A kabupaten or kota is named as one, and its head as it is called there."""
    kota, head = str(year.profil.kota or ""), str(year.profil.kepala_daerah or "")
    kind = kota.casefold().split(maxsplit=1)[:1]
    if kota and not {*kind} & {*OTHER_HEAD}:
        yield _tell(year, "kota_tanpa_jenis", "kota", kota, nama=kota.split(". ", 1)[-1])
    elif kota and re.search(OTHER_HEAD[kind[0]], head.casefold()):
        yield _tell(year, "kepala_daerah", "kepala_daerah", head, kota=kota)


def check_period(year: Year) -> Iterator[Finding]:
    """The years of the Renstra's columns are those of its period, which holds the report's year."""
    first, last = year.profil.tahun_awal, year.profil.tahun_akhir
    if not first or not last:
        return
    words: dict[str, Any] = {"awal": first, "akhir": last}
    if not first <= year.tahun <= last:
        yield _tell(year, "periode", "tahun_akhir", last, tahun=year.tahun, **words)
        return
    own = year.frames["renstra"]
    given, period = {int(n) for n in own["tahun"]}, set(range(first, last + 1))
    missing, outside = sorted(period - given), sorted(given - period)
    lacking = ", ".join(map(str, missing))
    free = f" ({lacking} belum ada)" if lacking else ""
    for n in outside:
        one = flag(own, "kolom_di_luar", (own.attrs["kepala"], str(n)), n, kurang=free, **words)
        yield replace(one, tingkat=_judge_heads(given, missing, year.tahun))
    if lacking and given and not outside:
        yield flag(own, "kolom_kurang", "", lacking, **words)


def _judge_heads(given: set[int], missing: list[int], tahun: int) -> Level:
    """Wrong where a year still to come has no target, or the years skip one: a head is misspelt."""
    skips = max(given) - min(given) >= len(given)
    return "salah" if skips or (missing and missing[-1] >= tahun) else "peringatan"


def _tell(year: Year, name: str, entry: str, value: Any, **met: Any) -> Finding:
    """A finding on an entry of the Profil."""
    own = year.frames[Profil.NAME]
    return flag(own, name, own.attrs["sumber"]["kolom"].get(entry, ""), value, **met)


EVERY: tuple[Rule, ...] = (check_tahun, check_period, check_office, check_regency, check_nip)
