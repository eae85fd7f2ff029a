"""Budget exports are made here: one budget, known in full, in whatever layout an office may get."""

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from lkip_helpers.intake.impor.laporan import HasilImpor
from lkip_helpers.intake.impor.padanan import Padanan
from lkip_helpers.intake.impor.sipd import baca_sipd
from lkip_helpers.intake.kontrak import Dpa

Kisi = list[list[Any]]


@dataclass(frozen=True)
class Sub:
    """One sub kegiatan of the truth; kode is 7.01.PP.K.KK.SS, with two digits at its end."""

    kode: str
    program: str
    kegiatan: str
    nama: str
    pagu: int | None
    realisasi: int | None
    sebelum: int | None
    output: str = "Jumlah dokumen"

    @property
    def kode_program(self) -> str:
        return self.kode[:7]

    @property
    def kode_kegiatan(self) -> str:
        return self.kode[:12]


PENUNJANG = "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA"
PELAYANAN = "PROGRAM PENYELENGGARAAN PEMERINTAHAN DAN PELAYANAN PUBLIK"
RENCANA = "Perencanaan, Penganggaran, dan Evaluasi Kinerja Perangkat Daerah"
CONTOH = (
    Sub("7.01.01.2.01.01", PENUNJANG, RENCANA, "Penyusunan Dokumen Perencanaan", 7_400_000,
        7_284_000, 7_000_000, "Jumlah Dokumen Renstra"),
    Sub("7.01.01.2.01.02", PENUNJANG, RENCANA, "Koordinasi dan Penyusunan Dokumen RKA-SKPD",
        6_000_000, 5_928_500, 6_500_000, "Jumlah Dokumen RKA"),
    Sub("7.01.01.2.02.01", PENUNJANG, "Administrasi Keuangan Perangkat Daerah",
        "Penyediaan Gaji dan Tunjangan ASN", 4_582_846_671, 4_492_204_804, 4_582_846_671),
    Sub("7.01.02.2.01.01", PELAYANAN, "Koordinasi Kegiatan Pemerintahan",
        "Koordinasi/Sinergi Perencanaan", 59_718_740, 56_700_560, 60_000_000),
    Sub("7.01.02.2.02.03", PELAYANAN, "Penyelenggaraan Urusan Pemerintahan",
        "Fasilitasi Percepatan Pencapaian Standar Pelayanan Minimal", None, None, None),
    Sub("7.01.02.2.02.10", PELAYANAN, "Penyelenggaraan Urusan Pemerintahan",
        "Perencanaan Kegiatan Pelayanan", 58_236_140, 56_398_820, 58_236_140),
)  # fmt: skip


@dataclass(frozen=True)
class Tata:
    """How an export looks. isi: pagu, dppa or realisasi; angka, kode, label: see where they act."""

    bentuk: str = "bertingkat"
    isi: str = "realisasi"
    kode: str = "kolom"
    sub4: bool = True
    organisasi: bool = False
    dua_baris: bool = False
    nomor_kolom: bool = False
    jumlah: bool = True
    angka: str = "bulat"
    ulang_kepala: int = 0
    kosong: int = 0
    belanja: bool = False
    urusan: bool = False
    judul: bool = True
    catatan: bool = False
    label: str = "ulang"
    output: bool = False
    persen: bool = True
    csv: str = ""
    baris_patah: bool = False
    hubung: str = "-"
    tingkat_berangka: bool = True


@dataclass
class Ekspor:
    """The cells of an export before it is a file."""

    kisi: Kisi = field(default_factory=list)
    gabung: list[str] = field(default_factory=list)

    def cari(self, teks: str) -> tuple[int, int]:
        """Row and column, from 1, of the first cell that holds `teks`."""
        return next(
            (b, k)
            for b, baris in enumerate(self.kisi, 1)
            for k, v in enumerate(baris, 1)
            if isinstance(v, str) and teks in v
        )


GAYA: dict[str, Callable[[int], Any]] = {
    "bulat": lambda n: n,
    "pecahan": float,
    "titik": lambda n: f"{n:,}".replace(",", "."),
    "koma": lambda n: f"{n:,}",
    "sen": lambda n: f"{n:,}".replace(",", ".") + ",00",
    "rp": lambda n: "Rp " + f"{n:,}".replace(",", ".") + ",00",
    "setrip": lambda n: f"{n:,}".replace(",", ".") + ",- ",
}


def _angka(n: int | None, t: Tata) -> Any:
    if n is None:
        return t.hubung
    teks = GAYA[t.angka](abs(n)) if n < 0 else GAYA[t.angka](n)
    if n >= 0:
        return teks
    return f"({teks})" if isinstance(teks, str) else -teks


def _uang(sub: list[Sub], t: Tata) -> list[Any]:
    """The amounts of some sub kegiatan together, as the layout prints them."""

    def total(nilai: Callable[[Sub], int | None]) -> int | None:
        isi = [v for s in sub if (v := nilai(s)) is not None]
        return sum(isi) if isi else None

    pagu, real, lama = (
        total(lambda s: s.pagu),
        total(lambda s: s.realisasi),
        total(lambda s: s.sebelum),
    )
    if t.isi == "pagu":
        return [_angka(pagu, t)]
    if t.isi == "dppa":
        beda = None if pagu is None or lama is None else pagu - lama
        return [_angka(lama, t), _angka(pagu, t), _angka(beda, t)]
    persen = [f"{real / pagu * 100:.2f}%".replace(".", ",") if pagu and real is not None else "-"]
    return [_angka(pagu, t), _angka(real, t), *(persen if t.persen else [])]


def _kepala_uang(t: Tata) -> list[tuple[str, str]]:
    if t.isi == "pagu":
        return [("Pagu Anggaran (Rp)", "")]
    if t.isi == "dppa":
        return [("Anggaran (Rp)", "Sebelum"), ("Anggaran (Rp)", "Sesudah"),
                ("Anggaran (Rp)", "Bertambah/(Berkurang)")]  # fmt: skip
    akhir = [("Realisasi", "%")] if t.persen else []
    return [("Anggaran", ""), ("Realisasi", "Rp"), *akhir]


def _kode(teks: str, t: Tata) -> str:
    if t.sub4 and len(teks) == 15:
        teks = f"{teks[:13]}00{teks[13:]}"
    return f"7.01.0.00.0.00.09.0000.{teks}" if t.organisasi else teks


def _kepala_nama(t: Tata) -> list[tuple[str, str]]:
    if t.bentuk == "berkolom":
        depan = [("Kode", "")] if t.kode == "kolom" else []
        return [*depan, ("Program", ""), ("Kegiatan", ""), ("Sub Kegiatan", "")]
    nama = ("Urusan/Bidang Urusan/Program/Kegiatan/Sub Kegiatan", "")
    if t.kode == "tempel":
        return [nama]
    if t.kode == "potong":
        return [*[("Kode", x) for x in ("Urusan", "Bidang", "Program", "Kegiatan", "Sub")], nama]
    return [("Kode Rekening", ""), nama]


def _depan(kode: str, nama: str, t: Tata) -> list[Any]:
    """The cells of code and name of a row of one level."""
    nama = nama.replace(" dan ", " dan\n") + "  " if t.baris_patah else nama
    if t.kode == "tempel":
        return [f"{_kode(kode, t)} {nama}"]
    if t.kode == "potong":
        bagian = kode.split(".")
        satu = [*bagian[:3], ".".join(bagian[3:5]), *bagian[5:]]
        if bagian[0] == "5" and len(bagian) > 3:
            satu = [kode]
        elif t.sub4 and len(bagian) == 6:
            satu[4] = satu[4].zfill(4)
        return [*(satu + [None] * 5)[:5], nama]
    return [_kode(kode, t), nama]


def _bertingkat(sub: tuple[Sub, ...], t: Tata) -> Kisi:
    hasil: Kisi = []
    kosong = [""] * len(_uang([], t))
    if t.urusan:
        polos = Tata(**{**t.__dict__, "organisasi": False})
        hasil += [[*_depan("7", "UNSUR KEWILAYAHAN", polos), *_uang(list(sub), t)],
                  [*_depan("7.01", "KECAMATAN", polos), *_uang(list(sub), t)]]  # fmt: skip
    for i, s in enumerate(sub):
        lalu = sub[i - 1] if i else None
        for kode, nama in ((s.kode_program, s.program), (s.kode_kegiatan, s.kegiatan)):
            if lalu is None or not lalu.kode.startswith(kode):
                milik = [x for x in sub if x.kode.startswith(kode)]
                hasil.append([*_depan(kode, nama, t),
                              *(_uang(milik, t) if t.tingkat_berangka else kosong)])  # fmt: skip
        output = [s.output] if t.output else []
        hasil.append([*_depan(s.kode, s.nama, t), *_uang([s], t), *output])
        if t.belanja and s.pagu and t.kode != "potong":
            hasil += _belanja(s, t)
    return hasil


def _belanja(s: Sub, t: Tata) -> Kisi:
    """The account rows of a sub kegiatan: its whole, then two parts of it."""
    polos = Tata(**{**t.__dict__, "organisasi": False})
    bagi = [
        Sub(s.kode, "", "", "", *((n // 3 if i else n - n // 3) if n is not None else None
                                  for n in (s.pagu, s.realisasi, s.sebelum)))
        for i in (0, 1)
    ]  # fmt: skip
    return [
        [*_depan("5.1.02", "Belanja Barang dan Jasa", polos), *_uang([s], t)],
        [*_depan("5.1.02.01.01.0024", "Belanja Alat Tulis", polos), *_uang(bagi[:1], t)],
        [*_depan("5.1.02.02.01.0003", "Honorarium", polos), *_uang(bagi[1:], t)],
    ]


def _berkolom(sub: tuple[Sub, ...], t: Tata, awal: int, gabung: list[str]) -> Kisi:
    """One row a sub kegiatan; label: ulang, gabung (merged) or kosong (only on the first row)."""
    hasil: Kisi = []
    tempel = t.kode == "tempel"
    for i, s in enumerate(sub):
        lalu = sub[i - 1] if i else None
        program = f"{s.kode_program} {s.program}" if tempel else s.program
        kegiatan = f"{s.kode_kegiatan} {s.kegiatan}" if tempel else s.kegiatan
        if t.label != "ulang" and lalu:
            program = program if lalu.program != s.program else None
            kegiatan = kegiatan if lalu.kegiatan != s.kegiatan else None
        nama = f"{_kode(s.kode, t)} {s.nama}" if tempel else s.nama
        depan = [_kode(s.kode, t)] if t.kode == "kolom" else []
        hasil.append(
            [*depan, program, kegiatan, nama, *_uang([s], t), *([s.output] if t.output else [])]
        )
    if t.label == "gabung":
        for k in (0, 1):
            kolom = k + (t.kode == "kolom")
            mulai = [i for i, b in enumerate(hasil) if b[kolom]]
            for a, z in zip(mulai, [*mulai[1:], len(hasil)], strict=True):
                if z - a > 1:
                    huruf = "ABCD"[kolom]
                    gabung.append(f"{huruf}{awal + a}:{huruf}{awal + z - 1}")
    return hasil


def susun(sub: tuple[Sub, ...], t: Tata, unit: str = "Sukamaju", tahun: int = 2022) -> Ekspor:
    """The cells of an export of `sub` in the layout `t`."""
    hasil = Ekspor()
    if t.judul:
        hasil.kisi += [[f"PEMERINTAH KABUPATEN CONTOH TAHUN ANGGARAN {tahun}"],
                       [f"Unit Organisasi : 7.01.0.00.0.00.09.0000 KECAMATAN {unit.upper()}"],
                       ["Program, kegiatan, dan sub kegiatan"], []]  # fmt: skip
    kepala = [*_kepala_nama(t), *_kepala_uang(t), *([("Output", "")] if t.output else [])]
    awal = len(hasil.kisi) + 1
    baris = _kepala(kepala, t, awal, hasil.gabung)
    hasil.kisi += baris
    if t.nomor_kolom:
        hasil.kisi.append([*range(1, len(kepala)), f"{len(kepala)} = (5/4) × 100"])
    isi = (
        _bertingkat(sub, t)
        if t.bentuk == "bertingkat"
        else _berkolom(sub, t, len(hasil.kisi) + 1, hasil.gabung)
    )
    if t.jumlah:
        depan: list[Any] = ["JUMLAH", *[None] * (len(_kepala_nama(t)) - 1)]
        isi.append([*depan, *_uang(list(sub), t)])
    hasil.kisi += _selingi(isi, baris, t)
    if t.catatan:
        hasil.kisi += [[], ["Sukamaju, 3 Januari 2022"], [None, "Pengguna Anggaran"],
                       [None, "NIP. 198001012005011001"]]  # fmt: skip
    return hasil


def _selingi(isi: Kisi, kepala: Kisi, t: Tata) -> Kisi:
    """Blank rows and heads repeated as on a new page; not where cells are merged over rows."""
    if t.label == "gabung":
        return isi
    hasil: Kisi = []
    for i, b in enumerate(isi):
        if i and t.ulang_kepala and i % t.ulang_kepala == 0:
            hasil += [list(k) for k in kepala]
        if i and t.kosong and i % t.kosong == 0:
            hasil.append([])
        hasil.append(b)
    return hasil


def _kepala(kepala: list[tuple[str, str]], t: Tata, awal: int, gabung: list[str]) -> Kisi:
    potong = t.kode == "potong" and t.bentuk == "bertingkat"
    if not (t.dua_baris or potong):
        return [[f"{a} {b}".strip() for a, b in kepala]]
    atas: list[Any] = []
    for i, (a, _) in enumerate(kepala):
        atas.append(None if i and kepala[i - 1][0] == a else a)
    for i, a in enumerate(atas):
        if a is None:
            continue
        akhir = next((j for j in range(i + 1, len(atas)) if atas[j]), len(atas)) - 1
        huruf = "ABCDEFGHIJKLMNOP"
        if akhir > i:
            gabung.append(f"{huruf[i]}{awal}:{huruf[akhir]}{awal}")
        elif not kepala[i][1]:
            gabung.append(f"{huruf[i]}{awal}:{huruf[i]}{awal + 1}")
    return [atas, [b or None for _, b in kepala]]


def simpan(ekspor: Ekspor, berkas: Path, pemisah: str = "") -> Path:
    """The export as .xlsx, or as text with separators."""
    if pemisah:  # rows of equal length, as a spreadsheet writes them
        lebar = max(map(len, ekspor.kisi))
        with berkas.open("w", encoding="utf-8", newline="") as f:
            csv.writer(f, delimiter=pemisah).writerows(
                [*b, *[None] * (lebar - len(b))] for b in ekspor.kisi
            )
        return berkas
    wb = Workbook()
    ws = wb.active
    ws.title = "Sheet1"
    for b, baris in enumerate(ekspor.kisi, 1):
        for k, v in enumerate(baris, 1):
            if v not in (None, ""):
                ws.cell(b, k, v)
    for petak in ekspor.gabung:
        ws.merge_cells(petak)
    wb.save(berkas)
    return berkas


def tulis_ekspor(folder: Path, t: Tata, sub: tuple[Sub, ...] = CONTOH) -> Path:
    return simpan(susun(sub, t), folder / ("ekspor.csv" if t.csv else "ekspor.xlsx"), t.csv)


def baca(berkas: Path, nama: str = "Sukamaju", tahun: int = 2022) -> HasilImpor:
    return baca_sipd(berkas, nama, tahun, Padanan())


def kebenaran(sub: tuple[Sub, ...], t: Tata) -> list[tuple[Any, ...]]:
    """What must be read of the truth in this layout."""
    return [
        (s.kode_program if t.kode != "tanpa" else None, s.program, s.kegiatan, s.nama,
         s.pagu, s.realisasi if t.isi == "realisasi" else None,
         s.sebelum if t.isi == "dppa" else None, s.output if t.output else None)
        for s in sub
    ]  # fmt: skip


def terbaca(hasil: HasilImpor) -> list[tuple[Any, ...]]:
    """What was read, in the same form."""
    urutan = ("kode_program", "program", "kegiatan", "sub_kegiatan", "pagu", "realisasi",
              "pagu_sebelum", "output")  # fmt: skip
    return [
        tuple(None if r.get(n) == "-" else r.get(n) for n in urutan) for r in hasil.isi[Dpa].baris
    ]


def salah(hasil: HasilImpor) -> list[str]:
    """The findings that stop an import, as printed."""
    return [str(t) for t in hasil.laporan.temuan if t.menghalangi]
