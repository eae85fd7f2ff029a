"""Whose budget an export is and of which year, by what it says itself."""

import re
from collections.abc import Iterator

from lkip_helpers.intake.impor.sipd.baris import Pembaca, Susunan
from lkip_helpers.intake.impor.sipd.kode import Tingkat, split_kode
from lkip_helpers.intake.lembar import rapikan

_ANGGARAN = re.compile(r"\b(?:tahun anggaran|t\.?\s?a\.?)\s*:?\s*((?:19|20)\d\d)\b")
_NOMOR = re.compile(r"\b(?:nomor|no\.?)\s*\S+\s*tahun\s*(?:19|20)\d\d\b")
_TAHUN = re.compile(r"\b((?:19|20)\d\d)\b")
_KECAMATAN = re.compile(r"\bkecamatan\s*:?\s+(.+)")
_UNIT = re.compile(
    r"^(?:nama )?(?:sub )?(?:skpd|opd|perangkat daerah|unit(?: organisasi| kerja| skpd)?"
    r"|satuan kerja(?: perangkat daerah)?|organisasi|kecamatan)\s*:\s*(.+)"
)
_SISA = re.compile(
    r"[\s,.;:()–-]*((kota|kabupaten|kab|provinsi|prov|tahun|t\.?a|ta|periode|per|s\.?d|bulan"
    r"|triwulan|semester|sampai|apbd)\b.*)?"
)
_BULAN = "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember"
_SAMPAI = re.compile(
    r"(?:s\.?\s?d\.?|sampai(?: dengan)?|hingga|\bper|bulan|periode|[-–])"
    rf"\s*:?\s*(?:\d+ )?({_BULAN})\b"
)
_SEBAGIAN = re.compile(r"\btriwulan\s*(i{1,3}|[1-3])\b|\bsemester\s*(i|1|pertama)\b")
_RIBUAN = re.compile(r"\b(dalam\s+)?(ribuan|jutaan|miliaran|milyaran)\b|\brp\.?\s*(ribu|juta)\b"
                     r"|\(\s*(dalam\s+)?(ribu|juta)\b")  # fmt: skip


def check_judul(baca: Pembaca, susunan: Susunan, nama: str, tahun: int) -> None:
    """Findings where the export is of another year or unit, or does not say; or not in rupiah."""
    _check_tahun(baca, tahun)
    _check_unit(baca, susunan, nama)
    if baca.kepala.nomor("realisasi"):
        _check_periode(baca)
    batas = baca.kepala.akhir + 1
    for nomor, teks in _teks_baris(baca, 1, batas):
        if _RIBUAN.search(teks):
            baca.add(
                baca.sel(nomor), "angkanya bukan rupiah penuh", "ambil ekspor dalam rupiah penuh",
                teks[:80],
            )  # fmt: skip


def _teks_baris(baca: Pembaca, awal: int, akhir: int) -> Iterator[tuple[int, str]]:
    """Rows from awal until before akhir, each as one text in small letters."""
    for nomor in range(awal, min(akhir, len(baca.lembar.isi) + 1)):
        teks = " ".join(filter(None, map(rapikan, baca.lembar.isi[nomor - 1])))
        if teks:
            yield nomor, re.sub(r"\s*:(\s*:)*\s*", " : ", teks)


def _check_tahun(baca: Pembaca, tahun: int) -> None:
    """The title says a budget year, or another year that is no law's; columns may say it too."""
    judul = [(n, _NOMOR.sub(" ", t)) for n, t in _teks_baris(baca, 1, baca.kepala.awal)]
    tersurat = [(n, int(t)) for n, b in judul for t in _ANGGARAN.findall(b)]
    disebut = tersurat or [(n, int(t)) for n, b in judul for t in _TAHUN.findall(b)]
    lain = [(n, t) for n, t in disebut if t != tahun]
    if lain and (tersurat or len(lain) == len(disebut)):
        nomor, salah = lain[0]
        _tolak_tahun(baca, baca.sel(nomor), salah, tahun)
    for k in baca.kepala.nomor("tahun"):
        for nomor in range(baca.kepala.akhir + 1, len(baca.lembar.isi) + 1):
            isi = rapikan(baca.isi(nomor, k))
            if _TAHUN.fullmatch(isi) and int(isi) != tahun:
                _tolak_tahun(baca, baca.sel(nomor, k), int(isi), tahun)
                return
            disebut += [(nomor, tahun)] if isi == str(tahun) else []
    kepala = " ".join(t for k in baca.kepala.kolom for t in k.jalur)
    if not disebut and str(tahun) not in kepala:
        baca.add(
            "", "ekspor ini tidak menyebut tahun anggarannya",
            f"pastikan sendiri bahwa tahunnya {tahun}", berat="peringatan",
        )  # fmt: skip


def _check_periode(baca: Pembaca) -> None:
    """A realisasi is that of the whole year; a title may say that it ends earlier."""
    for nomor, teks in _teks_baris(baca, 1, baca.kepala.awal):
        bulan = [m[1] for m in _SAMPAI.finditer(teks)]
        if (bulan and bulan[-1] != "desember") or _SEBAGIAN.search(teks):
            baca.add(
                baca.sel(nomor), "realisasinya belum sampai akhir tahun",
                "ambil ekspor realisasi sampai 31 Desember", teks[:80],
            )  # fmt: skip


def _tolak_tahun(baca: Pembaca, sel: str, salah: int, tahun: int) -> None:
    baca.add(
        sel, f"ekspor ini untuk tahun {salah}, padahal yang diminta {tahun}",
        f"ambil ekspor tahun {tahun}, atau sebutkan tahun {salah} pada perintahnya", salah,
    )  # fmt: skip


def _check_unit(baca: Pembaca, susunan: Susunan, nama: str) -> None:
    """Every kecamatan or unit the export names is ours; one that names none is doubted."""
    milik = rapikan(nama)
    disebut = list(_list_unit(baca, susunan))
    for nomor, teks in disebut:
        if not _sama(teks, milik):
            baca.add(
                baca.sel(nomor), f"ekspor ini milik “{teks}”, bukan Kecamatan {nama}",
                "ambil ekspor unit ini saja, atau pilih unitnya dengan --unit", teks,
            )  # fmt: skip
            return
    if not disebut:
        baca.add(
            "", "ekspor ini tidak menyebut unitnya", f"pastikan sendiri bahwa unitnya {nama}",
            berat="peringatan",
        )  # fmt: skip


def _list_unit(baca: Pembaca, susunan: Susunan) -> Iterator[tuple[int, str]]:
    """Row and name of each unit: in the title, in rows of an organisation, in its own column."""
    for nomor, teks in _teks_baris(baca, 1, baca.kepala.awal):
        label = _UNIT.search(teks)
        if label or _KECAMATAN.search(teks):
            yield nomor, (label[1] if label else teks)
    for s in susunan.simpul:
        if s.dalam == Tingkat.ORGANISASI:
            yield s.baris, rapikan(s.nama)
    for k in baca.kepala.nomor("unit"):
        for s in susunan.sub:
            if isi := rapikan(baca.isi(s.baris, k)):
                yield s.baris, isi


def _sama(teks: str, nama: str) -> bool:
    """Whether a text names the unit: the whole name, and nothing after it that goes on a name."""
    teks = " ".join(split_kode(teks)[1].split())
    cocok = [m[1] for m in _KECAMATAN.finditer(teks)] or [teks]
    akhir = cocok[-1].removeprefix("kecamatan ").strip()
    return akhir.startswith(nama) and bool(_SISA.fullmatch(akhir[len(nama) :]))
