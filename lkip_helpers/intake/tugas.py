"""What is still to be filled in, in the order an analyst fills it: sheet after sheet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from openpyxl.utils.cell import coordinate_to_tuple

from lkip_helpers.aturan import load_aturan
from lkip_helpers.intake.buku import alamat
from lkip_helpers.intake.kontrak import (
    SEMUA,
    Iku,
    Indikator,
    Kontrak,
    Pk,
    Profil,
    Realisasi,
    Renstra,
)
from lkip_helpers.intake.lembar import Terbaca, judul_kolom, rapikan, sel_dari
from lkip_helpers.intake.temuan import Temuan
from lkip_helpers.intake.validasi import sebut_isian

KEPALA = "kepala tabel"
RANGKA = "baru disiapkan, belum diisi"
ATAU_HUBUNG = "tulis - bila"


@dataclass(frozen=True)
class Kemajuan:
    """How far the filling has come: sheets filled, of how many, and the required ones still open.

    boleh: optional sheets without a row; the report leaves their part out and says so.
    """

    terisi: int
    semua: int
    wajib_belum: int
    boleh: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"Terisi {self.terisi} dari {self.semua} lembar; "
            f"{self.wajib_belum} lembar wajib belum diisi."
        )


def hitung_kemajuan(manifest: Mapping[str, Any], temuan: list[Temuan]) -> Kemajuan:
    """Progress from what was read of each sheet; one with an open item counts as not filled."""
    dipakai = {(s["berkas"], s["lembar"]): s["dipakai"] for s in manifest.get("lembar", [])}
    terbuka = {(t.berkas, t.lembar) for t in temuan if t.tingkat == "belum"}
    letak = {k: (k.BERKAS, k.LEMBAR) for k in SEMUA}
    terisi = {k for k, di in letak.items() if dipakai.get(di) and di not in terbuka}
    sisa = [k for k in SEMUA if k not in terisi]
    boleh = [k.LEMBAR for k in sisa if not k.LEMBAR_WAJIB and letak[k] not in terbuka]
    return Kemajuan(len(terisi), len(SEMUA), sum(k.LEMBAR_WAJIB for k in sisa), tuple(boleh))


def sisihkan_rangka(t: Terbaca) -> None:
    """Set aside the rows of an optional sheet that was only prepared: names and nothing else.

    The report then leaves its part out and says why, as where the sheet is missing.
    """
    k = t.kontrak
    if k.LEMBAR_WAJIB or not k.KUNCI:
        return
    isian = [s for s in _isian(t) if s.nama not in k.KUNCI]
    if not isian or any(rapikan(s.nilai) for s in isian):
        return
    t.dibuang = sorted([*t.dibuang, *((n, RANGKA) for n, _ in t.baris)])
    t.baris = []
    judul = ", ".join(dict.fromkeys(s.judul for s in isian))
    t.add(
        "baru berisi nama, sehingga bagiannya belum disajikan",
        f"isi {judul}, atau hapus barisnya bila memang tidak ada",
        f"{isian[0].sel}:{isian[-1].sel}",
        tingkat="peringatan",
    )


def list_tugas(terbaca: list[Terbaca], tahun: int) -> list[Temuan]:
    """Everything still to be filled in before there can be a report, in the order of the sheets."""
    menurut = {t.kontrak: t for t in terbaca}
    return [tugas for t in terbaca for tugas in _list_lembar(t, menurut, tahun)]


def _list_lembar(
    t: Terbaca, menurut: Mapping[type[Kontrak], Terbaca], tahun: int
) -> Iterator[Temuan]:
    yield from _lembar_kosong(t)
    yield from _kelompokkan([x for x in t.temuan if x.tingkat == "belum"] + _kolom_kosong(t), t)
    yield from _kolom_sekali(t)
    if t.kontrak is Renstra:
        yield from _target_tahun(t, tahun)
    if t.kontrak is Realisasi:
        yield from _realisasi_tahun(t, menurut, tahun)


@dataclass(frozen=True)
class _Isi:
    """One cell of a row: its field, header, address and raw value."""

    nama: str
    judul: str
    sel: str
    nilai: Any


def _isian(t: Terbaca) -> list[_Isi]:
    """Every cell of the rows read, wide columns one by one."""
    judul, hasil = judul_kolom(t.kontrak), []
    for nomor, rekam in t.baris:
        for nama, nilai in rekam.items():
            lebar = nilai if nama == t.kontrak.LEBAR else {None: nilai}
            for kunci, isi in lebar.items():
                kepala = judul[nama] if kunci is None else str(kunci)
                hasil.append(_Isi(nama, kepala, sel_dari(t, nomor, nama, kunci), isi))
    return hasil


def _temuan(t: Terbaca, sel: str, pesan: str, saran: str) -> Temuan:
    return Temuan(t.kontrak.BERKAS, t.kontrak.LEMBAR, sel, "", "belum", pesan, saran)


def _baris_kepala(t: Terbaca) -> int:
    return next((n for n, alasan in t.dibuang if alasan == KEPALA), 0)


def _lembar_kosong(t: Terbaca) -> Iterator[Temuan]:
    """A required sheet that has its header and nothing below."""
    if t.kontrak.LEMBAR_WAJIB and t.kolom and not t.baris:
        wajib = [f.title for n, f in t.kontrak.model_fields.items() if f.is_required()]
        sel = alamat(_baris_kepala(t) + 1, min(t.kolom.values()))
        pesan = f"lembar belum berisi ({t.kontrak.GUNA})"
        yield _temuan(t, sel, pesan, f"isi mulai {sel}: {', '.join(map(str, wajib))}")


def _kolom_kosong(t: Terbaca) -> list[Temuan]:
    """Blank cells in columns whose blank says nothing, unless another finding names the cell."""
    wajib = load_aturan("kelengkapan")["kolom_wajib"].get(t.kontrak.LEMBAR, [])
    dikenal = {x.sel for x in t.temuan}
    return [
        _temuan(t, s.sel, f"{s.judul}: belum diisi", _atau_hubung(t.kontrak, s.nama))
        for s in _isian(t)
        if s.nama in wajib and not rapikan(s.nilai) and s.sel not in dikenal
    ]


def _atau_hubung(kontrak: type[Kontrak], nama: str) -> str:
    saran = sebut_isian(kontrak, nama)
    return saran if ATAU_HUBUNG in saran else f"{saran}; {ATAU_HUBUNG} tidak ada"


def _kelompokkan(kosong: list[Temuan], t: Terbaca) -> Iterator[Temuan]:
    """One item a column instead of one a cell; on a sheet that lists downwards one in all."""
    salah = {x.sel for x in t.temuan if x.tingkat == "salah"}
    kosong = [x for x in kosong if x.sel not in salah]
    if t.kontrak is Profil and len(kosong) > 1:
        isian = ", ".join(x.pesan.partition(":")[0] for x in kosong)
        sel = gabung_sel([x.sel for x in kosong])
        yield _temuan(t, sel, f"{len(kosong)} isian belum diisi", f"isi {isian}")
        return
    kolom: dict[str, list[Temuan]] = {}
    for x in sorted(kosong, key=lambda x: coordinate_to_tuple(x.sel)[::-1]):
        kolom.setdefault(x.pesan, []).append(x)
    for pesan, anggota in kolom.items():
        banyak = f" pada {len(anggota)} baris" if len(anggota) > 1 else ""
        sel = gabung_sel([x.sel for x in anggota])
        yield replace(anggota[0], sel=sel, pesan=f"{pesan}{banyak}")


def gabung_sel(sel: list[str]) -> str:
    """Cells of one column, three or more in a row as a range: "E9, E10", "E9:E12, E20"."""
    deret: list[list[str]] = [[sel[0]]]
    for a, b in pairwise(sel):
        (baris_a, kolom_a), (baris_b, kolom_b) = coordinate_to_tuple(a), coordinate_to_tuple(b)
        if (baris_b, kolom_b) == (baris_a + 1, kolom_a):
            deret[-1].append(b)
        else:
            deret.append([b])
    return ", ".join(f"{d[0]}:{d[-1]}" if len(d) > 2 else ", ".join(d) for d in deret)


def _kolom_sekali(t: Terbaca) -> Iterator[Temuan]:
    """Columns that hold nothing in any row."""
    sekali = load_aturan("kelengkapan")["kolom_sekali"].get(t.kontrak.LEMBAR, [])
    kolom: dict[str, list[_Isi]] = {}
    for s in _isian(t):
        if s.nama in sekali:
            kolom.setdefault(s.judul, []).append(s)
    for judul, isi in kolom.items():
        if not any(rapikan(s.nilai) for s in isi):
            sel, saran = gabung_sel([s.sel for s in isi]), sebut_isian(t.kontrak, isi[0].nama)
            yield _temuan(t, sel, f"{judul}: belum diisi satu pun", saran)


def _target_tahun(t: Terbaca, tahun: int) -> Iterator[Temuan]:
    """The Renstra has a target of the report's year."""
    lebar = str(Renstra.LEBAR)
    if t.baris and not any(rapikan(r[lebar].get(tahun)) for _, r in t.baris):
        kolom = t.lebar.get(tahun, max([*t.kolom.values(), *t.lebar.values()]) + 1)
        sel = alamat(_baris_kepala(t) + (tahun in t.lebar), kolom)
        yield _temuan(t, sel, f"tidak ada target tahun {tahun}", "isi kolom tahun itu")


def _realisasi_tahun(
    t: Terbaca, menurut: Mapping[type[Kontrak], Terbaca], tahun: int
) -> Iterator[Temuan]:
    """Every known indicator of IKU and PK has its row of the report's year."""
    kode = {
        k: [str(r["kode"]) for _, r in menurut[k].baris if rapikan(r.get("kode"))]
        for k in (Indikator, Iku, Pk)
        if k in menurut
    }
    janji = dict.fromkeys([*kode.get(Iku, []), *kode.get(Pk, [])])
    ada = [rapikan(r.get("kode")) for _, r in t.baris if rapikan(r.get("tahun")) == str(tahun)]
    kurang = [k for k in janji if k in kode.get(Indikator, []) and rapikan(k) not in ada]
    if t.baris and (kurang or not ada):
        sel = alamat(max(n for n, _ in t.baris) + 1, min(t.kolom.values()))
        untuk = f" untuk {', '.join(kurang)}" if kurang else ""
        yield _temuan(t, sel, f"tidak ada realisasi tahun {tahun}{untuk}", "tambahkan barisnya")
