"""Questionnaire exports are made here as the forms make them, from answers that are known."""

import csv
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from lkip_helpers.intake.impor.forms import baca_forms
from lkip_helpers.intake.impor.laporan import HasilImpor
from lkip_helpers.intake.impor.padanan import read_padanan
from lkip_helpers.intake.kontrak import Responden
from lkip_helpers.workspace import Ruang
from tests import buku

KODE = tuple(f"U{i}" for i in range(1, 10))
# Names, questions and answers of the model questionnaire of PermenPAN-RB 14/2017, and wordings met.
NAMA = dict(zip(KODE, (
    "Persyaratan", "Sistem, mekanisme, dan prosedur", "Waktu penyelesaian", "Biaya/tarif",
    "Produk spesifikasi jenis pelayanan", "Kompetensi pelaksana", "Perilaku pelaksana",
    "Sarana dan prasarana", "Penanganan pengaduan, saran, dan masukan",
), strict=True))  # fmt: skip
TANYA: dict[str, tuple[str, ...]] = {
    "U1": (
        ("Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis "
        "pelayanannya?"),
        "Persyaratan", "Kemudahan memenuhi syarat pelayanan",
    ),
    "U2": (
        "Bagaimana pemahaman Saudara tentang kemudahan prosedur pelayanan di unit ini?",
        "Sistem, Mekanisme dan Prosedur", "Kejelasan alur pelayanan",
    ),
    "U3": (
        "Bagaimana pendapat Saudara tentang kecepatan waktu dalam memberikan pelayanan?",
        "Waktu Penyelesaian", "Seberapa cepat pelayanan selesai?",
    ),
    "U4": (
        "Bagaimana pendapat Saudara tentang kewajaran biaya/tarif dalam pelayanan?",
        "Biaya / Tarif", "Berapa ongkos yang Saudara keluarkan",
    ),
    "U5": (
        ("Bagaimana pendapat Saudara tentang kesesuaian produk pelayanan antara yang tercantum "
        "dalam standar pelayanan dengan hasil yang diberikan?"),
        "Produk Spesifikasi Jenis Pelayanan", "Kesesuaian hasil pelayanan",
    ),
    "U6": (
        "Bagaimana pendapat Saudara tentang kompetensi/kemampuan petugas dalam pelayanan?",
        "Kompetensi Pelaksana", "Keterampilan petugas",
    ),
    "U7": (
        ("Bagaimana pendapat Saudara tentang perilaku petugas dalam pelayanan terkait kesopanan "
        "dan keramahan?"),
        "Perilaku Pelaksana", "Petugas sopan dan ramah",
    ),
    "U8": (
        "Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana?",
        "Sarana dan Prasarana", "Fasilitas ruang tunggu",
    ),
    "U9": (
        "Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan?",
        "Penanganan Pengaduan, Saran dan Masukan", "Penanganan keluhan",
    ),
}  # fmt: skip
KATA: dict[str, tuple[str, str, str, str]] = {
    "U1": ("Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"),
    "U2": ("Tidak mudah", "Kurang mudah", "Mudah", "Sangat mudah"),
    "U3": ("Tidak cepat", "Kurang cepat", "Cepat", "Sangat cepat"),
    "U4": ("Sangat mahal", "Cukup mahal", "Murah", "Gratis"),
    "U5": ("Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"),
    "U6": ("Tidak kompeten", "Kurang kompeten", "Kompeten", "Sangat kompeten"),
    "U7": (
        "Tidak sopan dan ramah", "Kurang sopan dan ramah", "Sopan dan ramah",
        "Sangat sopan dan ramah",
    ),
    "U8": ("Buruk", "Cukup", "Baik", "Sangat baik"),
    "U9": (
        "Tidak ada", "Ada tetapi tidak berfungsi", "Berfungsi kurang maksimal",
        "Dikelola dengan baik",
    ),
}  # fmt: skip
BIAYA_2021 = ("Selalu", "Sering", "Kadang-kadang", "Tidak pernah")
CIRI = {
    "jenis_kelamin": ("Laki-laki", "Perempuan"),
    "usia": ("19", "26–35 tahun", "44"),
    "pendidikan": ("SMA", "S1", "Diploma III"),
    "pekerjaan": ("Wiraswasta", "PNS", "Ibu rumah tangga"),
    "layanan": ("Surat pindah", "Rekomendasi nikah", "Legalisasi"),
}
KEPALA_CIRI = {
    "jenis_kelamin": "Jenis Kelamin", "usia": "Usia", "pendidikan": "Pendidikan Terakhir",
    "pekerjaan": "Pekerjaan Utama", "layanan": "Jenis layanan yang diterima",
}  # fmt: skip
Gaya = Callable[[str, int], Any]
RAHASIA = (
    "Siti Zubaidah", "1571076504900001", "0812-7788-9900", "+6281377889900", "siti@contoh.id",
    "Jalan Kenanga 17", "198502022010012002", "Zubaidah",
)  # fmt: skip


def kata(kode: str, nilai: int) -> str:
    return KATA[kode][nilai - 1]


def berhuruf(kode: str, nilai: int) -> str:
    return f"{'abcd'[nilai - 1]}. {kata(kode, nilai)}"


def berhuruf_terbalik(kode: str, nilai: int) -> str:
    return f"{'dcba'[nilai - 1]}. {kata(kode, nilai).upper()}."


def bernomor(kode: str, nilai: int) -> str:
    return f"{nilai}. {kata(kode, nilai)}"


def angka(_: str, nilai: int) -> int:
    return nilai


def angka_teks(_: str, nilai: int) -> str:
    return f" {nilai}"


GAYA: tuple[Gaya, ...] = (
    kata, berhuruf, berhuruf_terbalik, bernomor, angka, angka_teks,
    lambda k, n: kata(k, n).upper() + " .",
    lambda k, n: float(n),
    lambda k, n: f"{kata(k, n)} ({n})",
    lambda k, n: kata(k, n).replace(" dan ", " & ").replace("tetapi", "tapi"),
)  # fmt: skip


def karang(banyak: int, benih: int = 1, *, kosong: bool = False) -> list[dict[str, Any]]:
    """Respondents as they must come out; kosong: some answers and characteristics are missing."""
    acak = random.Random(benih)  # noqa: S311 answers, not secrets
    nilai = (1, 2, 3, 4, None) if kosong else (1, 2, 3, 4)
    return [
        {"responden": n}
        | {c: acak.choice((*isi, None) if kosong else isi) for c, isi in CIRI.items()}
        | {"jawaban": {k: acak.choice(nilai) for k in KODE} | {acak.choice(KODE): 3}}
        for n in range(1, banyak + 1)
    ]


@dataclass
class Formulir:
    """An export as rows: heads and cells of each column, in the order they are added."""

    responden: Sequence[dict[str, Any]]
    kolom: list[tuple[str | None, list[Any]]] = field(default_factory=list)

    def tambah(self, kepala: str | None, isi: Callable[[int], Any]) -> "Formulir":
        self.kolom.append((kepala, [isi(i) for i in range(len(self.responden))]))
        return self

    def waktu(self, kepala: str = "Timestamp", tahun: int = 2021, *, teks: str = "") -> "Formulir":
        def saat(i: int) -> Any:
            kapan = datetime(tahun, 1 + i % 12, 1 + i % 28, 8, i % 60, i // 60 % 60)  # noqa: DTZ001
            return kapan.strftime(teks) if teks else kapan

        return self.tambah(kepala, saat)

    def unsur(self, kode: str, kepala: str | None = None, gaya: Gaya = kata) -> "Formulir":
        def isi(i: int) -> Any:
            nilai = self.responden[i]["jawaban"][kode]
            return None if nilai is None else gaya(kode, nilai)

        return self.tambah(kepala or TANYA[kode][0], isi)

    def semua_unsur(self, gaya: Gaya = kata, kode: Sequence[str] = KODE) -> "Formulir":
        for k in kode:
            self.unsur(k, gaya=gaya)
        return self

    def ciri(self) -> "Formulir":
        for nama, kepala in KEPALA_CIRI.items():
            self.tambah(kepala, lambda i, n=nama: self.responden[i][n])  # type: ignore[misc]
        return self

    def pribadi(self) -> "Formulir":
        """Columns of people, most with usual heads, some odd; every cell is of RAHASIA."""
        heads = ("Nama Lengkap", "NIK", "No. HP/WA", "Kontak yang dapat dihubungi", "Email Address",
                 "Alamat", "Isian 7", "Saran dan masukan")  # fmt: skip
        for kepala, rahasia in zip(heads, RAHASIA, strict=True):
            self.tambah(kepala, lambda _, r=rahasia: r)  # type: ignore[misc]
        return self

    @property
    def baris(self) -> list[list[Any]]:
        return [
            [k for k, _ in self.kolom],
            *([isi[i] for _, isi in self.kolom] for i in range(len(self.responden))),
        ]

    def xlsx(self, folder: Path, lembar: str = "Form Responses 1", nama: str = "skm") -> Path:
        return tulis_xlsx(folder / f"{nama}.xlsx", self.baris, lembar)

    def csv(self, folder: Path, pemisah: str = ",", sandi: str = "utf-8") -> Path:
        berkas = folder / "ekspor.csv"
        with berkas.open("w", encoding=sandi, newline="") as f:
            csv.writer(f, delimiter=pemisah).writerows(self.baris)
        return berkas


def tulis_xlsx(berkas: Path, baris: Sequence[Sequence[Any]], lembar: str = "Sheet1") -> Path:
    wb = Workbook()
    ws = wb.active
    ws.title = lembar
    for b in baris:
        ws.append(list(b))
    wb.save(berkas)
    return berkas


def kantor(root: Path, kata_unsur: dict[str, Sequence[str]] | None = None) -> Ruang:
    """A workspace whose sheet Unsur has the nine unsur, and no answers yet."""

    def ubah(isi: dict[tuple[str, str], buku.Lembar]) -> None:
        label = {**KATA, **(kata_unsur or {})}
        isi["skm.xlsx", "Unsur"][3:] = [[k, NAMA[k], *label[k]] for k in KODE]
        isi["skm.xlsx", "Jawaban"] = [[], [], ["Responden", *KODE]]

    return buku.tulis(root, ubah)


def impor(berkas: Path, ruang: Ruang, *, hanya_tahun: bool = False) -> HasilImpor:
    return baca_forms(berkas, ruang, read_padanan(ruang.raw), hanya_tahun=hanya_tahun)


def terbaca(hasil: HasilImpor) -> list[dict[str, Any]]:
    """Respondents with every field, and the sum of rows held against what was read."""
    laporan = hasil.laporan
    assert not laporan.ditolak, list(laporan.list_baris())
    assert laporan.dibaca == laporan.dipakai + len(laporan.dibuang)
    rekam = [dict.fromkeys(CIRI) | r for r in hasil.isi[Responden].baris]
    assert laporan.dipakai == len(rekam)
    return rekam
