"""`lkip trace` on the terminal: where a number of the report comes from, down to its cells."""

import difflib
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from lkip_helpers.beda.isi import LaporanTakTerbaca, read_tabel
from lkip_helpers.display.benda import Tempat
from lkip_helpers.display.silsilah import Asal, Silsilah
from lkip_helpers.render.sidik import is_mutakhir
from lkip_helpers.workspace import Ruang

GAGAL, SALAH_PAKAI = 1, 2
RINGKAS = 4  # more plain cells than this are told as one
JENIS = ("tabel", "gambar")
LEBAR = 160  # of a line that is not on a terminal


class TidakDitemukan(Exception):
    """No such table, column or row in the report; says what there is."""


def telusuri(ruang: Ruang, benda: str, kolom: str, baris: str, *, json_saja: bool) -> int:
    """0: told; 1: there is no report, or a broken one; 2: the report has no such number."""
    if not ruang.tabel.exists():
        print(_belum_disusun(ruang), file=sys.stderr)
        return GAGAL
    if benda.casefold() in JENIS and kolom:  # `lkip trace Tabel 3.4`
        benda, kolom = f"{benda} {kolom}", ""
    try:
        paket = read_tabel(ruang.tabel)["tabel"]
        satu = find_benda(paket, benda)
        silsilah = Silsilah(paket)
        asal = [silsilah.trace(t) for t in find_tempat(silsilah, satu, kolom, baris)]
    except LaporanTakTerbaca as galat:
        print(galat, file=sys.stderr)
        return GAGAL
    except TidakDitemukan as galat:
        print(galat, file=sys.stderr)
        return SALAH_PAKAI
    if json_saja:
        print(json.dumps([asdict(a) for a in asal], ensure_ascii=False, indent=1))
    else:
        _cetak(silsilah, {p["label"]: p for p in paket}, satu, asal)
    if not is_mutakhir(ruang):
        print("Data, bab, atau kode berubah sejak laporan ini disusun.", file=sys.stderr)
    return 0


def _belum_disusun(ruang: Ruang) -> str:
    """How to get the report, and which years have one."""
    perintah = f"lkip render {ruang.tahun} --unit {ruang.unit}"
    ada = [t for t in ruang.list_tahun() if Ruang(ruang.unit, t, ruang.root).tabel.exists()]
    pilihan = "".join(f" Yang sudah: --tahun {t}." for t in ada[-1:])
    return f"Laporan {ruang.unit} {ruang.tahun} belum disusun: {perintah}.{pilihan}"


def find_benda(paket: Sequence[dict[str, Any]], sebutan: str) -> dict[str, Any]:
    """The table or figure by its label or number (`3.4`, `Tabel 3.4`); raises TidakDitemukan."""
    nomor = re.fullmatch(r"(?:(tabel|gambar)\s*)?([\dA-Z]+\.\d+)", sebutan, re.IGNORECASE)
    for p in paket:
        jenis = (nomor[1] or "tabel").lower() if nomor else ""
        if p["label"] == sebutan or (
            nomor and (p["jenis"], p["nomor"]) == (jenis, nomor[2].upper())
        ):
            return p
    mirip = difflib.get_close_matches(sebutan, [p["label"] for p in paket], 3, 0.4)
    saran = f"Yang mirip: {', '.join(mirip)}" if mirip else "Semuanya disebut di tabel.json"
    raise TidakDitemukan(f"Tidak ada tabel atau gambar {sebutan} pada laporan. {saran}.")


def find_tempat(silsilah: Silsilah, benda: dict[str, Any], kolom: str, baris: str) -> list[Tempat]:
    """Its numbers in the column and row asked for ("" for all); raises TidakDitemukan."""
    semua = silsilah.list_tempat(benda["label"])
    judul = {k["kunci"]: k["judul"] for k in benda["kolom"]}
    berangka = dict.fromkeys(t.kolom for t in semua)
    if kolom:
        minta = kolom.casefold()
        kunci = [k for k in berangka if minta in (k.casefold(), judul[k].casefold())]
        if not kunci:
            ada = ", ".join(f"{k} ({judul[k]})" for k in berangka) or "tidak ada"
            raise TidakDitemukan(f"Tidak ada angka pada kolom {kolom}. Kolom berangka: {ada}.")
        semua = [t for t in semua if t.kolom in kunci]
    if baris:
        semua = [t for t in semua if _cocok(silsilah.trace(t), baris)]
        if not semua:
            raise TidakDitemukan(f"Tidak ada angka pada baris {baris} dari {benda['label']}.")
    return semua


def _cocok(asal: Asal, baris: str) -> bool:
    """Whether the row is asked for by its number from 1, or by words of its name."""
    ke = asal.tempat.baris
    if baris.isdecimal() and isinstance(ke, int):
        return ke + 1 == int(baris)
    return baris.casefold() in asal.nama.casefold()


def _cetak(
    silsilah: Silsilah,
    paket: dict[str, dict[str, Any]],
    benda: dict[str, Any],
    asal: Sequence[Asal],
) -> None:
    konsol = Console(width=None if sys.stdout.isatty() else LEBAR, highlight=False)
    akar = Tree(Text(f"{_sebut(benda)} {benda['judul']}", "bold"))
    for a in asal:
        _tambah(akar, a, silsilah, paket)
    konsol.print(akar)


def _sebut(benda: dict[str, Any]) -> str:
    return f"{benda['jenis'].capitalize()} {benda['nomor']}"


def _tambah(
    induk: Tree, asal: Asal, silsilah: Silsilah, paket: dict[str, dict[str, Any]], dari: str = ""
) -> None:
    """One number as a branch: formula, rule, then the numbers or cells it is made of."""
    di = "" if dari in ("", asal.tempat.label) else f"  ({_sebut(paket[asal.tempat.label])})"
    if not asal.dari and asal.rumus == "isi sel":
        induk.add(Text.assemble(f"{asal.nama}: ", (asal.nilai, "bold"), f"{di} = {_sel(asal)}"))
        return
    cabang = induk.add(Text.assemble(f"{asal.nama}: ", (asal.nilai, "bold"), di))
    cabang.add(Text(f"= {asal.rumus}" + (f" = {asal.hitungan}" if asal.hitungan else "")))
    if asal.aturan:
        cabang.add(Text(f"Aturan: {asal.aturan}", "italic"))
    anak = [silsilah.trace(t) for t in asal.dari]
    if not anak or (len(anak) > RINGKAS and not any(a.dari for a in anak)):
        cabang.add(Text(f"{len(anak)} angka: {_sel(asal)}" if anak else _sel(asal)))
        return
    for a in anak:
        _tambah(cabang, a, silsilah, paket, asal.tempat.label)


def _sel(asal: Asal) -> str:
    return "; ".join(asal.sel)
