"""The office and its place: kinerja.xlsx."""

import re
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator

from lkip_helpers.schema.base import Schema, column
from lkip_helpers.schema.cells import Date, IntegerOrEmpty, Number, Tahun, Text, TextOrEmpty

AreaKind = Literal["kelurahan", "desa"]
_PREFIX = re.compile(
    r"^\s*(?:(?:kantor|pemerintah)\s+)?(?:kecamatan|camat|kec\b\.?)\s*", re.IGNORECASE
)


def strip_kecamatan(value: Any) -> Any:
    """The name without the word that the report puts before it."""
    return _PREFIX.sub("", value, count=1).strip() if isinstance(value, str) else value


KecamatanName = Annotated[Text, BeforeValidator(strip_kecamatan)]


class Profil(Schema):
    SHEET = "Profil"
    USE = "Identitas kecamatan, camat, dan periode Renstra; isi kolom Nilai"
    NAME = "profil"
    VERTICAL = True

    tahun: Tahun = column("Tahun laporan", "Tahun anggaran yang dilaporkan", example=2021)
    nama: KecamatanName = column("Nama kecamatan", "Tanpa kata Kecamatan", example="Contoh Jaya")
    kota: Text = column(
        "Kabupaten/kota", "Lengkap dengan kata Kota atau Kabupaten", example="Kabupaten Nusa Contoh"
    )
    provinsi: TextOrEmpty = column("Provinsi", "Nama provinsi", example="Contoh Raya", default=None)
    kepala_daerah: Text = column(
        "Sebutan kepala daerah", "Wali Kota atau Bupati", example="Bupati Nusa Contoh"
    )
    camat: Text = column("Nama camat", "Lengkap dengan gelar", example="Drs. Budi")
    pangkat: TextOrEmpty = column(
        "Pangkat camat", "Pangkat dan golongan", example="Pembina Tk. I", default=None
    )
    nip: TextOrEmpty = column(
        "NIP camat", "Delapan belas angka", example="198001012005011001", default=None
    )
    tempat: Text = column("Tempat penandatanganan", "Kota atau desa", example="Contoh Jaya")
    tanggal: Date = column("Tanggal penandatanganan", "Ditulis lengkap", example="24 Februari 2022")
    tahun_awal: Tahun = column("Awal Renstra", "Tahun pertama Renstra", example=2019)
    tahun_akhir: Tahun = column("Akhir Renstra", "Tahun terakhir Renstra", example=2023)
    visi: Text = column("Visi", "Visi kepala daerah dalam RPJMD", example="Daerah yang melayani")
    sk_renstra: TextOrEmpty = column(
        "Keputusan Renstra", "Nomor keputusan penetapan Renstra", example="Nomor 1 Tahun 2019",
        default=None,
    )  # fmt: skip
    sk_iku: TextOrEmpty = column(
        "Keputusan IKU", "Nomor keputusan penetapan IKU", example="Nomor 20 Tahun 2021",
        default=None,
    )  # fmt: skip
    pihak_kedua: TextOrEmpty = column(
        "Nama pihak kedua", "Penanda tangan Perjanjian Kinerja", example="Dra. Wulan", default=None
    )
    jabatan_pihak_kedua: TextOrEmpty = column(
        "Jabatan pihak kedua", "Kosong bila kepala daerah", example="Bupati Nusa Contoh",
        default=None,
    )  # fmt: skip
    pangkat_pihak_kedua: TextOrEmpty = column(
        "Pangkat pihak kedua", "Kosong bila tidak ada", example="Pembina Utama Muda", default=None
    )
    nip_pihak_kedua: TextOrEmpty = column(
        "NIP pihak kedua", "Kosong bila tidak ada", example="197501012000032001", default=None
    )
    tim_ipp: TextOrEmpty = column(
        "Penilai pelayanan publik", "Lembaga yang menilai Indeks Pelayanan Publik",
        example="Inspektorat", default=None,
    )  # fmt: skip
    populasi: IntegerOrEmpty = column(
        "Jumlah penerima layanan",
        "Banyaknya orang yang dilayani setahun, untuk menilai besar sampel survei", example=1000,
        satuan="orang", default=None, gt=0,
    )  # fmt: skip
    target_lembaga_kecamatan: IntegerOrEmpty = column(
        "Target lembaga tingkat kecamatan", "Jumlah lembaga yang ditargetkan aktif", example=22,
        satuan="lembaga", default=None, gt=0,
    )  # fmt: skip
    target_lembaga_kelurahan: IntegerOrEmpty = column(
        "Target lembaga tingkat kelurahan", "Jumlah lembaga yang ditargetkan aktif", example=75,
        satuan="lembaga", default=None, gt=0,
    )  # fmt: skip
    target_pembinaan: IntegerOrEmpty = column(
        "Target lembaga yang dibina", "Jumlah lembaga yang ditargetkan dibina", example=22,
        satuan="lembaga", default=None, gt=0,
    )  # fmt: skip


class Wilayah(Schema):
    SHEET = "Wilayah"
    USE = "Kelurahan dan desa di kecamatan, satu baris setiap kelurahan atau desa"
    NAME = "wilayah"
    YEARLY = ()
    KEY = ("kelurahan",)

    kelurahan: Text = column("Kelurahan", "Nama kelurahan atau desa", example="Mekar Contoh")
    luas_ha: Number = column("Luas (ha)", "Luas wilayah", example=601, satuan="ha", gt=0)
    target_sarana: IntegerOrEmpty = column(
        "Target sarana", "Jumlah unsur sarana prasarana yang ditargetkan tersedia", example=7,
        satuan="unsur", default=None, gt=0,
    )  # fmt: skip
    jenis: AreaKind | None = column(
        "Jenis", "kelurahan atau desa; boleh kosong bila namanya sudah menyebutnya",
        example="kelurahan", default=None,
    )  # fmt: skip
    kode: TextOrEmpty = column(
        "Kode wilayah",
        "Sepuluh angka menurut Kemendagri atau BPS, untuk menemukan batasnya pada berkas peta",
        example="99.01.01.1001", default=None,
    )  # fmt: skip


def find_area_kind(name: str, kind: str | None) -> str | None:
    """Kelurahan or desa: as chosen, else as the first word of the name says; None where unknown."""
    if isinstance(kind, str):
        return kind
    first = name.split(maxsplit=1)[0].casefold() if name.split() else ""
    return first if first in get_args(AreaKind) else None


class Batas(Schema):
    SHEET = "Batas"
    USE = "Wilayah tetangga pada empat mata angin"
    NAME = "batas"
    REMARK = "catatan"
    YEARLY = ()
    KEY = ("arah",)

    arah: Literal["Utara", "Timur", "Selatan", "Barat"] = column(
        "Arah", "Mata angin", example="Utara"
    )
    batas: TextOrEmpty = column(
        "Berbatasan dengan", "Wilayah tetangga; kosongkan bila belum diketahui",
        example="Kecamatan Contoh Timur", default=None,
    )  # fmt: skip
    catatan: TextOrEmpty = column(
        "Catatan", "Penjelasan bila ada yang belum pasti",
        example="Menunggu data bagian tata pemerintahan", default=None,
    )  # fmt: skip


class Geografi(Schema):
    SHEET = "Geografi"
    USE = "Keadaan alam kecamatan, satu baris setiap besaran"
    NAME = "geografi"
    REMARK = "catatan"
    YEARLY = ()
    SHEET_REQUIRED = False
    KEY = ("uraian",)

    uraian: Text = column("Uraian", "Keadaan geografis", example="Suhu maksimum")
    nilai: Number = column("Nilai", "Besaran", example=33)
    satuan: Text = column("Satuan", "Satuan besaran", example="°C")
    catatan: TextOrEmpty = column(
        "Catatan", "Bila besarannya belum pasti", example="perlu diperiksa", default=None
    )


class Jabatan(Schema):
    SHEET = "Organisasi"
    USE = "Susunan jabatan, satu baris setiap jabatan beserta atasannya"
    NAME = "organisasi"
    YEARLY = ()
    KEY = ("jabatan",)

    jabatan: Text = column("Jabatan", "Nama jabatan atau unit", example="Seksi Pemerintahan")
    atasan: TextOrEmpty = column(
        "Atasan", "Jabatan di atasnya; kosong untuk camat", example="Camat", default=None
    )


class Tugas(Schema):
    SHEET = "Tugas"
    USE = "Kedudukan, tugas, dan fungsi setiap jabatan, satu baris setiap butir"
    NAME = "tugas"
    YEARLY = ()
    SHEET_REQUIRED = False

    jabatan: Text = column("Jabatan", "Pemegang tugas", example="Seksi Pelayanan Umum")
    jenis: Literal["kedudukan", "tugas", "fungsi"] = column(
        "Jenis", "kedudukan, tugas, atau fungsi", example="tugas"
    )
    uraian: Text = column(
        "Uraian", "Satu butir kedudukan, tugas, atau fungsi",
        example="Menyusun rencana kerja seksi.",
    )  # fmt: skip


class Isu(Schema):
    SHEET = "Isu"
    USE = "Isu strategis yang dihadapi kecamatan"
    NAME = "isu"
    YEARLY = ()
    SHEET_REQUIRED = False

    isu: Text = column("Isu strategis", "Nama isu, singkat", example="Pelayanan prima")
    uraian: Text = column(
        "Uraian", "Keadaan dan masalahnya", example="Warga menuntut pelayanan yang cepat."
    )
    implikasi: Text = column(
        "Implikasi", "Apa artinya bagi kecamatan", example="Alur pelayanan disederhanakan."
    )


class DasarHukum(Schema):
    SHEET = "Dasar Hukum"
    USE = "Peraturan yang mendasari laporan, satu baris setiap peraturan"
    NAME = "dasar_hukum"
    DOCUMENT = "peraturan perundang-undangan"
    YEARLY = ()
    KEY = ("nomor",)

    nomor: Text = column(
        "Peraturan", "Jenis, nomor dan tahun", example="Undang-Undang Nomor 23 Tahun 2014"
    )
    tentang: Text = column("Tentang", "Judul peraturan", example="Pemerintahan Daerah")


class Layanan(Schema):
    SHEET = "Layanan"
    USE = "Jenis layanan yang diberikan kecamatan"
    NAME = "layanan"
    YEARLY = ()
    SHEET_REQUIRED = False

    layanan: Text = column("Jenis layanan", "Nama layanan", example="Surat Keterangan Domisili")
    kelompok: Literal["perizinan", "nonperizinan"] = column(
        "Kelompok", "perizinan atau nonperizinan", example="nonperizinan"
    )
