"""Rules on the office and its Profil, on pelengkap.xlsx, and on what a final report needs."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from lkip_helpers.intake.checks import Rule, Year, flag, locate, suggest_similar
from lkip_helpers.intake.finding import Finding
from lkip_helpers.rules import load_rules, naming
from lkip_helpers.rules.dates import parse_date
from lkip_helpers.schema.sheets import SUPPLEMENT, Profil, Supplement

TREE = SUPPLEMENT["pohon_kinerja"]
TIERS = TREE.KINDS["jenjang"].choices
RANK = {tier: rank for rank, tier in enumerate(TIERS)}  # other tiers are not judged
OTHER_HEAD = {"kabupaten": r"\bwali ?kota", "kota": r"\bbupati"}  # the title used in the other kind


def check_tahun(year: Year) -> Iterator[Finding]:
    """The year in the Profil is that of the folder."""
    if (written := year.profil.tahun) and written != year.tahun:
        yield _flag_entry(year, "tahun_folder", "tahun", written, tahun=year.tahun)


def check_office(year: Year) -> Iterator[Finding]:
    """The office is a kecamatan, by its name and by the codes of its programmes."""
    name, prefixes = year.profil.nama, load_rules("kelengkapan")["bukan_kecamatan"]
    if any(f"{name} ".casefold().startswith(f"{prefix} ") for prefix in prefixes):
        yield _flag_entry(year, "bukan_kecamatan", "nama", name)
    rule, dpa = load_rules("anggaran")["bidang"], year.frames["anggaran"]
    codes = dpa["kode_program"].dropna()
    in_force = year.tahun >= rule["berlaku_sejak"]
    if in_force and len(codes) and not codes.str.startswith(rule["kode"]).any():
        at = codes.index[0], "kode_program"
        yield flag(dpa, "tanpa_program_kecamatan", at, codes.iloc[0], kode=rule["kode"])


def check_kind(year: Year) -> Iterator[Finding]:
    """The office is called what all offices of its province are called."""
    profil = year.profil
    name, kota, provinsi = (str(v or "") for v in (profil.nama, profil.kota, profil.provinsi))
    kind, bare = naming.split_office(name)
    for pattern, words in load_rules("sebutan")["wilayah"].items():
        named = words.get(kota.casefold().split(" ")[0], kind)
        if bare and named != kind and re.search(pattern, provinsi.casefold()):
            whole = f"{named.capitalize()} {bare}"
            told = {"sebutan": named, "kini": kind, "provinsi": provinsi, "contoh": whole}
            yield _flag_entry(year, "sebutan_kantor", "nama", name, **told)


def check_nip(year: Year) -> Iterator[Finding]:
    """A NIP has 18 digits; another is not printed in the report."""
    names = {"nip": "camat"} | {f"nip_pihak_{n}": f"pihak {n}" for n in ("kedua", "pertama")}
    for name, whose in names.items():
        nip = getattr(year.profil, name)
        digits = sum(c.isdigit() for c in nip or "")
        if nip and digits != 18:
            yield _flag_entry(year, "nip", name, nip, milik=whose, banyak=digits)


def check_signed(year: Year) -> Iterator[Finding]:
    """The report is signed in the last month of its year or in the next year."""
    day = parse_date(written := year.profil.tanggal or "")
    if day and (day.year, day.month) != (year.tahun, 12) and day.year != year.tahun + 1:
        yield _flag_entry(year, "tanggal_lain", "tanggal", written, tahun=year.tahun)


def check_regency(year: Year) -> Iterator[Finding]:
    """The name of the kabupaten or kota says which it is, and its head has the title used there."""
    kota, head = str(year.profil.kota or ""), str(year.profil.kepala_daerah or "")
    kind = kota.casefold().split(maxsplit=1)[:1]
    if kota and not {*kind} & {*OTHER_HEAD}:
        yield _flag_entry(year, "kota_tanpa_jenis", "kota", kota, nama=kota.split(". ", 1)[-1])
    elif kota and re.search(OTHER_HEAD[kind[0]], head.casefold()):
        yield _flag_entry(year, "kepala_daerah", "kepala_daerah", head, kota=kota)


def check_period(year: Year) -> Iterator[Finding]:
    """The columns of the Renstra are the years of its period, and the report's year is in it."""
    first, last = year.profil.tahun_awal, year.profil.tahun_akhir
    if not first or not last:
        return
    words: dict[str, Any] = {"awal": first, "akhir": last}
    if not first <= year.tahun <= last:
        yield _flag_entry(year, "periode", "tahun_akhir", last, tahun=year.tahun, **words)
        return
    frame = year.frames["renstra"]
    given, period = {int(tahun) for tahun in frame["tahun"]}, set(range(first, last + 1))
    missing, outside = sorted(period - given), sorted(given - period)
    lacking, span = ", ".join(map(str, missing)), max(given, default=0) - min(given, default=0)
    # A head is mistyped if this or a later year has no target, or a year is skipped.
    is_wrong = span >= len(given) or (missing and missing[-1] >= year.tahun)
    words["kurang"] = f" ({lacking} belum ada)" if lacking else ""
    for tahun in outside:
        found = flag(frame, "kolom_di_luar", (frame.attrs["kepala"], str(tahun)), tahun, **words)
        yield replace(found, tingkat="salah" if is_wrong else "peringatan")
    if lacking and given and not outside:
        yield flag(frame, "kolom_kurang", "", lacking, **words)


def check_area_kind(year: Year) -> Iterator[Finding]:
    """In a kabupaten each area is said to be kelurahan or desa; name and kind agree everywhere."""
    frame = year.frames["wilayah"]
    several = str(year.profil.kota).casefold().startswith("kab")
    several |= naming.split_office(year.profil.nama)[0] == "distrik"  # in a kota of Papua too
    kinds = naming.find_area_kinds(frame["kelurahan"], frame["jenis"])
    for (row, name), kind in zip(frame["kelurahan"].items(), kinds, strict=True):
        by_name, at = f"{name} ".split(" ")[0].casefold(), (row, "jenis")
        if kind and by_name in naming.CERTAIN and kind != by_name:
            yield flag(frame, "jenis_beda", at, kind, nama=name, menurut=by_name)
        elif several and not kind:
            yield flag(frame, "jenis_kosong", at, nama=name)


def check_superior(year: Year) -> Iterator[Finding]:
    """Exactly one jabatan has no atasan."""
    frame = year.frames["organisasi"]
    if len(frame) and frame["atasan"].isna().sum() != 1:
        yield flag(frame, "atasan", "")


def _flag_entry(year: Year, name: str, entry: str, value: Any, **words: Any) -> Finding:
    """A finding on an entry of the Profil."""
    return flag(year.frames[Profil.NAME], name, ("", entry), value, **words)


PROFIL: tuple[Rule, ...] = (
    check_tahun, check_period, check_office, check_kind, check_regency, check_nip, check_signed,
    check_area_kind, check_superior,
)  # fmt: skip


def check_declared(schema: type[Supplement], year: Year) -> Iterator[Finding]:
    """The rules a sheet declares: a part within its whole, a value that needs another."""
    frame, titles, declared = year.frames[schema.NAME], schema.list_titles(), schema.DECLARED
    for part, whole in declared.paling:
        for row, value in frame[(frame[part] > frame[whole]).fillna(value=False)][part].items():
            words = {"bagian": titles[part], "utuh": titles[whole], "isi": frame.loc[row, whole]}
            words |= {"sini": locate(frame, row, part), "sana": locate(frame, row, whole)}
            yield flag(frame, "melebihi", (row, part), value, **words)
    for first, second in declared.perlu:
        for row, value in frame[frame[first].notna() & frame[second].isna()][first].items():
            words = {"satu": titles[first], "dua": titles[second], "isi": value}
            yield flag(frame, "perlu_isian", (row, second), sel=locate(frame, row, first), **words)


def check_tree(year: Year) -> Iterator[Finding]:
    """Every box of the pohon kinerja hangs from one of a higher tier, and none from itself."""
    frame = year.frames[TREE.NAME]
    parents, tiers = (dict(zip(frame["kode"], frame[c], strict=True)) for c in ("induk", "jenjang"))
    in_cycle: set[str] = set()
    for row, code, parent in frame[["kode", "induk"]].fillna("").itertuples():
        cycle, cure = _find_cycle(code, parents), ""
        if code in in_cycle:
            continue
        if not parent and tiers[code] != TIERS[0]:
            what, cure = "tidak satu kotak pun", "isi kode kotak di atasnya"
        elif parent and parent not in parents:
            what, cure = f"{parent} yang tidak ada", suggest_similar(parent, list(parents))
        elif cycle:
            in_cycle |= {*cycle}
            what, cure = f"dirinya: {' → '.join(cycle)}", "putuskan lingkarannya"
        elif parent and RANK.get(tiers[parent], -1) >= RANK.get(tiers[code], len(RANK)):
            what = f"{tiers[parent]} {parent}"
            cure = f"perbaiki jenjangnya; urutannya {', '.join(TIERS)}"
        if cure:
            hangs = f"{tiers[code]} {code} tergantung pada"
            words = {"gantung": hangs, "apa": what, "cara": cure}
            yield flag(frame, "gantungan", (row, "induk"), parent, **words)


def _find_cycle(code: str, parent: dict[str, str]) -> list[str]:
    """The boxes from one back to itself; empty where it is not part of a cycle."""
    trail = [code]
    while trail[-1] in parent and parent[trail[-1]] not in trail[1:]:
        trail.append(parent[trail[-1]])
    return trail if trail[-1] == code else []


SUPPLEMENTS: tuple[Rule, ...] = (
    *(partial(check_declared, s) for s in SUPPLEMENT.values()),
    check_tree,
)


def check_analysis(year: Year) -> Iterator[Finding]:
    """Each indicator with a known realisasi but no analysis of causes and solutions."""
    indikator, analysis = year.frames["indikator"], year.frames["analisis"]
    realisasi = year.frames["realisasi"].dropna(subset="realisasi")
    required = load_rules("kelengkapan")["jenjang_wajib_analisis"]
    reported = realisasi[realisasi["tahun"] == year.tahun]["kode"]
    expected = indikator[indikator["jenjang"].isin(required) & indikator["kode"].isin(reported)]
    free = "" if analysis.empty else locate(analysis, max(analysis.index) + 1, "kode")
    for code, name in expected[["kode", "indikator"]].itertuples(index=False):
        if code not in analysis["kode"].to_list():
            yield flag(analysis, "tanpa_analisis", free, code, nama=name)


def check_limits(year: Year) -> Iterator[Finding]:
    """Each boundary that is neither filled in nor explained by a note."""
    batas = year.frames["batas"]
    for row, direction in batas[batas["batas"].isna() & batas["catatan"].isna()]["arah"].items():
        yield flag(batas, "batas_kosong", (row, "batas"), arah=direction.lower())


def check_reasons(year: Year) -> Iterator[Finding]:
    """Each sub kegiatan of low serapan, its units summed as in the report, unexplained."""
    dpa, reasons = year.frames["anggaran"], year.frames["penjelasan"]
    limit = load_rules("kelengkapan")["serapan_wajib_jelas"]
    silent = dpa[~dpa["sub_kegiatan"].isin(reasons["sub_kegiatan"])]
    keys = ["program", "kegiatan", "sub_kegiatan"]
    for (*_, name), rows in silent.groupby(keys, sort=False, dropna=False):
        pagu, spent = rows[["pagu", "realisasi"]].astype(float).sum(min_count=1)
        if pagu > 0 and spent / pagu * 100 < limit:
            row = (rows["pagu"] - rows["realisasi"]).fillna(0).idxmax()
            value, words = rows.loc[row, "realisasi"], {"nama": name, "batas": limit}
            yield flag(dpa, "serapan_rendah", (row, "realisasi"), value, **words)


FINAL: tuple[Rule, ...] = (check_analysis, check_limits, check_reasons)
