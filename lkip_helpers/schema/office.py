"""The office and its place: kinerja.xlsx."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

from lkip_helpers.schema.base import Schema, column, optional
from lkip_helpers.schema.cells import Date, IntegerOrEmpty, Tahun, Text, TextOrEmpty

AREA_KINDS = ("kelurahan", "desa")
_PREFIX = re.compile(
    r"^\s*(?:(?:kantor|pemerintah)\s+)?(?:kecamatan|camat|kec\b\.?)\s*", re.IGNORECASE
)


def strip_kecamatan(value: Any) -> Any:
    """The name without the word that the report puts before it."""
    return _PREFIX.sub("", value, count=1).strip() if isinstance(value, str) else value


KecamatanName = Annotated[Text, BeforeValidator(strip_kecamatan)]


class Profil(Schema):
    SHEET, NAME, VERTICAL = "Profil", "profil", True
    USE = "Identitas kecamatan, camat, dan periode Renstra; isi kolom Nilai"

    tahun: Tahun = column("Tahun laporan", "Tahun anggaran yang dilaporkan", 2021)
    nama: KecamatanName = column("Nama kecamatan", "Tanpa kata Kecamatan", "Contoh Jaya")
    kota: Text = column(
        "Kabupaten/kota", "Lengkap dengan kata Kota atau Kabupaten", "Kabupaten Nusa Contoh"
    )
    provinsi: TextOrEmpty = optional("Provinsi", "Nama provinsi", "Contoh Raya")
    kepala_daerah: Text = column(
        "Sebutan kepala daerah", "Wali Kota atau Bupati", "Bupati Nusa Contoh"
    )
    camat: Text = column("Nama camat", "Lengkap dengan gelar", "Drs. Budi")
    pangkat: TextOrEmpty = optional("Pangkat camat", "Pangkat dan golongan", "Pembina Tk. I")
    nip: TextOrEmpty = optional("NIP camat", "Delapan belas angka", "198001012005011001")
    tempat: Text = column("Tempat penandatanganan", "Kota atau desa", "Contoh Jaya")
    tanggal: Date = column("Tanggal penandatanganan", "Ditulis lengkap", "24 Februari 2022")
    tahun_awal: Tahun = column("Awal Renstra", "Tahun pertama Renstra", 2019)
    tahun_akhir: Tahun = column("Akhir Renstra", "Tahun terakhir Renstra", 2023)
    visi: Text = column("Visi", "Visi kepala daerah dalam RPJMD", "Daerah yang melayani")
    sk_renstra: TextOrEmpty = optional(
        "Keputusan Renstra", "Nomor keputusan penetapan Renstra", "Nomor 1 Tahun 2019"
    )
    sk_iku: TextOrEmpty = optional(
        "Keputusan IKU", "Nomor keputusan penetapan IKU", "Nomor 20 Tahun 2021"
    )
    pihak_kedua: TextOrEmpty = optional(
        "Nama pihak kedua", "Penanda tangan Perjanjian Kinerja", "Dra. Wulan"
    )
    jabatan_pihak_kedua: TextOrEmpty = optional(
        "Jabatan pihak kedua", "Kosong bila kepala daerah", "Bupati Nusa Contoh"
    )
    pangkat_pihak_kedua: TextOrEmpty = optional(
        "Pangkat pihak kedua", "Kosong bila tidak ada", "Pembina Utama Muda"
    )
    nip_pihak_kedua: TextOrEmpty = optional(
        "NIP pihak kedua", "Kosong bila tidak ada", "197501012000032001"
    )
    tim_ipp: TextOrEmpty = optional(
        "Penilai pelayanan publik", "Lembaga yang menilai Indeks Pelayanan Publik", "Inspektorat"
    )
    populasi: IntegerOrEmpty = optional(
        "Jumlah penerima layanan",
        "Banyaknya orang yang dilayani setahun, untuk menilai besar sampel survei", 1000, "orang",
        gt=0,
    )  # fmt: skip
    target_lembaga_kecamatan: IntegerOrEmpty = optional(
        "Target lembaga tingkat kecamatan", "Jumlah lembaga yang ditargetkan aktif", 22, "lembaga",
        gt=0,
    )  # fmt: skip
    target_lembaga_kelurahan: IntegerOrEmpty = optional(
        "Target lembaga tingkat kelurahan", "Jumlah lembaga yang ditargetkan aktif", 75, "lembaga",
        gt=0,
    )  # fmt: skip
    target_pembinaan: IntegerOrEmpty = optional(
        "Target lembaga yang dibina", "Jumlah lembaga yang ditargetkan dibina", 22, "lembaga", gt=0
    )


def find_area_kind(name: str, kind: str | None) -> str | None:
    """Kelurahan or desa: as chosen, else as the first word of the name says; None where unknown."""
    if isinstance(kind, str):
        return kind
    first = name.split(maxsplit=1)[0].casefold() if name.split() else ""
    return first if first in AREA_KINDS else None
