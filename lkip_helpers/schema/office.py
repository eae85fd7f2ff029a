"""The office and its place: kinerja.xlsx."""

import re
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator

from lkip_helpers.schema.base import Schema, column, optional
from lkip_helpers.schema.cells import Date, IntegerOrEmpty, Number, Tahun, Text, TextOrEmpty

AreaKind = Literal["kelurahan", "desa"]
_PREFIX = re.compile(
    r"^\s*(?:(?:kantor|pemerintah)\s+)?(?:kecamatan|camat|kec\b\.?)\s*", re.IGNORECASE
)


def strip_kecamatan(value: Any) -> Any:
    """The name without the word that the report puts before it."""
    return _PREFIX.sub("", value, count=1).strip() if isinstance(value, str) else value


KecamatanName = Annotated[Text, BeforeValidator(strip_kecamatan)]


class Profil(Schema, vertical=True):
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
        "Banyaknya orang yang dilayani setahun, untuk menilai besar sampel survei",
        1000,
        "orang",
        gt=0,
    )
    target_lembaga_kecamatan: IntegerOrEmpty = optional(
        "Target lembaga tingkat kecamatan",
        "Jumlah lembaga yang ditargetkan aktif",
        22,
        "lembaga",
        gt=0,
    )
    target_lembaga_kelurahan: IntegerOrEmpty = optional(
        "Target lembaga tingkat kelurahan",
        "Jumlah lembaga yang ditargetkan aktif",
        75,
        "lembaga",
        gt=0,
    )
    target_pembinaan: IntegerOrEmpty = optional(
        "Target lembaga yang dibina", "Jumlah lembaga yang ditargetkan dibina", 22, "lembaga", gt=0
    )


class Wilayah(Schema, key=("kelurahan",), yearly=()):
    USE = "Kelurahan dan desa di kecamatan, satu baris setiap kelurahan atau desa"

    kelurahan: Text = column("Kelurahan", "Nama kelurahan atau desa", "Mekar Contoh")
    luas_ha: Number = column("Luas (ha)", "Luas wilayah", 601, "ha", gt=0)
    target_sarana: IntegerOrEmpty = optional(
        "Target sarana", "Jumlah unsur sarana prasarana yang ditargetkan tersedia", 7, "unsur", gt=0
    )
    jenis: AreaKind | None = optional(
        "Jenis", "kelurahan atau desa; boleh kosong bila namanya sudah menyebutnya", "kelurahan"
    )
    kode: TextOrEmpty = optional(
        "Kode wilayah",
        "Sepuluh angka menurut Kemendagri atau BPS, untuk menemukan batasnya pada berkas peta",
        "99.01.01.1001",
    )


def find_area_kind(name: str, kind: str | None) -> str | None:
    """Kelurahan or desa: as chosen, else as the first word of the name says; None where unknown."""
    if isinstance(kind, str):
        return kind
    first = name.split(maxsplit=1)[0].casefold() if name.split() else ""
    return first if first in get_args(AreaKind) else None


class Batas(Schema, key=("arah",), yearly=(), remark="catatan"):
    USE = "Wilayah tetangga pada empat mata angin"

    arah: Literal["Utara", "Timur", "Selatan", "Barat"] = column("Arah", "Mata angin", "Utara")
    batas: TextOrEmpty = optional(
        "Berbatasan dengan",
        "Wilayah tetangga; kosongkan bila belum diketahui",
        "Kecamatan Contoh Timur",
    )
    catatan: TextOrEmpty = optional(
        "Catatan", "Penjelasan bila ada yang belum pasti", "Menunggu data bagian tata pemerintahan"
    )


class Geografi(Schema, key=("uraian",), sheet_required=False, yearly=(), remark="catatan"):
    USE = "Keadaan alam kecamatan, satu baris setiap besaran"

    uraian: Text = column("Uraian", "Keadaan geografis", "Suhu maksimum")
    nilai: Number = column("Nilai", "Besaran", 33)
    satuan: Text = column("Satuan", "Satuan besaran", "°C")
    catatan: TextOrEmpty = optional("Catatan", "Bila besarannya belum pasti", "perlu diperiksa")


class Jabatan(
    Schema,
    sheet="Organisasi",
    name="organisasi",
    key=("jabatan",),
    refers=(("atasan", "organisasi", "jabatan"),),
    yearly=(),
):
    USE = "Susunan jabatan, satu baris setiap jabatan beserta atasannya"

    jabatan: Text = column("Jabatan", "Nama jabatan atau unit", "Seksi Pemerintahan")
    atasan: TextOrEmpty = optional("Atasan", "Jabatan di atasnya; kosong untuk camat", "Camat")


class Tugas(Schema, sheet_required=False, yearly=()):
    USE = "Kedudukan, tugas, dan fungsi setiap jabatan, satu baris setiap butir"

    jabatan: Text = column("Jabatan", "Pemegang tugas", "Seksi Pelayanan Umum")
    jenis: Literal["kedudukan", "tugas", "fungsi"] = column(
        "Jenis", "kedudukan, tugas, atau fungsi", "tugas"
    )
    uraian: Text = column(
        "Uraian", "Satu butir kedudukan, tugas, atau fungsi", "Menyusun rencana kerja seksi."
    )


class Isu(Schema, sheet_required=False, yearly=()):
    USE = "Isu strategis yang dihadapi kecamatan"

    isu: Text = column("Isu strategis", "Nama isu, singkat", "Pelayanan prima")
    uraian: Text = column(
        "Uraian", "Keadaan dan masalahnya", "Warga menuntut pelayanan yang cepat."
    )
    implikasi: Text = column(
        "Implikasi", "Apa artinya bagi kecamatan", "Alur pelayanan disederhanakan."
    )


class DasarHukum(Schema, key=("nomor",), yearly=(), document="peraturan perundang-undangan"):
    USE = "Peraturan yang mendasari laporan, satu baris setiap peraturan"

    nomor: Text = column("Peraturan", "Jenis, nomor dan tahun", "Undang-Undang Nomor 23 Tahun 2014")
    tentang: Text = column("Tentang", "Judul peraturan", "Pemerintahan Daerah")


class Layanan(Schema, sheet_required=False, yearly=()):
    USE = "Jenis layanan yang diberikan kecamatan"

    layanan: Text = column("Jenis layanan", "Nama layanan", "Surat Keterangan Domisili")
    kelompok: Literal["perizinan", "nonperizinan"] = column(
        "Kelompok", "perizinan atau nonperizinan", "nonperizinan"
    )
