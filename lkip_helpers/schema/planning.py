"""What was promised, reached and why: kinerja.xlsx."""

from typing import TYPE_CHECKING, Literal

from lkip_helpers.rules.polaritas import list_polaritas
from lkip_helpers.schema.base import Schema, column
from lkip_helpers.schema.cells import (
    Measure,
    MeasureOrEmpty,
    Number,
    NumberOrEmpty,
    Rupiah,
    Tahun,
    Text,
    TextOrEmpty,
)

Tier = Literal["tujuan", "sasaran", "pendukung"]
if TYPE_CHECKING:
    PolaritasName = str
else:
    PolaritasName = Literal[*list_polaritas()]
EvidenceKind = Literal["survei", "ipp", "lembaga", "partisipasi", "tidak ada"]


class Misi(Schema):
    SHEET = "Misi"
    USE = "Misi kepala daerah yang didukung kecamatan"
    NAME = "misi"
    YEARLY = ()
    SHEET_REQUIRED = False

    misi: Text = column("Misi", "Satu misi", example="Meningkatkan pelayanan masyarakat")


class Indikator(Schema):
    SHEET = "Indikator"
    USE = "Daftar induk indikator; kode di sini dipakai semua lembar lain"
    NAME = "indikator"
    DOCUMENT = "Renstra {tahun_awal}–{tahun_akhir}"
    YEARLY = ()
    KEY = ("kode",)

    kode: Text = column("Kode", "Singkatan tetap indikator", example="IKM")
    jenjang: Tier = column("Jenjang", "tujuan, sasaran atau pendukung", example="sasaran")
    tujuan: Text = column(
        "Tujuan", "Tujuan Renstra", example="Meningkatnya kinerja pelayanan publik"
    )
    sasaran: TextOrEmpty = column(
        "Sasaran", "Sasaran strategis; kosong hanya bagi indikator tujuan",
        example="Meningkatnya kualitas pelayanan publik",
    )  # fmt: skip
    indikator: Text = column(
        "Indikator kinerja", "Nama resmi indikator", example="Indeks Kepuasan Masyarakat"
    )
    satuan: Text = column("Satuan", "Nilai, %, atau satuan lain", example="Nilai")
    polaritas: PolaritasName = column(
        "Polaritas", "; ".join(f"{p.name}: {p.isian}" for p in list_polaritas().values()),
        example="maksimal",
    )  # fmt: skip
    sumber_data: TextOrEmpty = column(
        "Sumber data", "Dari mana realisasinya", example="Survei kepuasan masyarakat", default=None
    )
    formulasi: TextOrEmpty = column(
        "Formulasi", "Cara menghitung indikator menurut keputusan IKU",
        example="Jumlah NRR tertimbang dikalikan dua puluh lima", default=None,
    )  # fmt: skip
    penanggung_jawab: TextOrEmpty = column(
        "Penanggung jawab", "Jabatan pemegang data", example="Seksi Pelayanan Umum", default=None
    )
    jenis_bukti: EvidenceKind | None = column(
        "Bukti",
        "Lembar yang membuktikan realisasinya: survei, ipp, lembaga, partisipasi, atau tidak ada; "
        "bila kosong, hanya Indeks Kepuasan Masyarakat dan Indeks Pelayanan Publik yang dikenali",
        example="survei",
        default=None,
    )


class Renstra(Schema):
    SHEET = "Renstra"
    USE = "Target setiap indikator menurut Renstra, satu kolom setiap tahun"
    NAME = "renstra"
    DOCUMENT = "Renstra {tahun_awal}–{tahun_akhir}"
    YEARLY = ()
    KEY = ("kode",)
    WIDTH = "target"
    WIDTH_KEY = "tahun"

    kode: Text = column("Kode", "Kode indikator", example="IKM")
    indikator: Text = column(
        "Indikator kinerja", "Nama indikator", example="Indeks Kepuasan Masyarakat"
    )
    target: dict[int, MeasureOrEmpty] = column(
        "Target", "Satu kolom setiap tahun Renstra", example=92
    )


class Iku(Schema):
    SHEET = "IKU"
    USE = "Indikator Kinerja Utama dan target tahun laporan"
    NAME = "iku"
    DOCUMENT = "Indikator Kinerja Utama {tahun}"
    KEY = ("kode",)

    kode: Text = column("Kode", "Kode indikator", example="IKM")
    indikator: Text = column(
        "Indikator kinerja", "Nama indikator", example="Indeks Kepuasan Masyarakat"
    )
    target: Measure = column("Target", "Target tahun laporan", example=92)


class Pk(Iku):
    SHEET = "PK"
    USE = "Indikator dan target Perjanjian Kinerja camat tahun laporan"
    NAME = "pk"
    DOCUMENT = "Perjanjian Kinerja {tahun}"

    target_perubahan: MeasureOrEmpty = column(
        "Target perubahan",
        "Target menurut Perjanjian Kinerja Perubahan; kosong bila tidak berubah", example=92,
        default=None,
    )  # fmt: skip


class PkProgram(Schema):
    SHEET = "PK Program"
    USE = "Program dan anggaran dalam Perjanjian Kinerja tahun laporan"
    NAME = "pk_program"
    DOCUMENT = "Perjanjian Kinerja {tahun}"
    YEARLY = ("anggaran",)
    KEY = ("program",)

    program: Text = column(
        "Program", "Nama program dalam Perjanjian Kinerja",
        example="Program Penyelenggaraan Pemerintahan",
    )  # fmt: skip
    anggaran: Rupiah = column(
        "Anggaran (Rp)", "Anggaran program dalam Perjanjian Kinerja", example=181246740,
        satuan="rupiah", ge=0,
    )  # fmt: skip
    keterangan: TextOrEmpty = column("Keterangan", "Sumber dana", example="APBD", default=None)


class Realisasi(Schema):
    SHEET = "Realisasi"
    USE = "Target dan realisasi setiap indikator, tahun laporan dan tahun sebelumnya"
    NAME = "realisasi"
    REMARK = "keterangan"
    DOCUMENT = "Pengukuran Kinerja {tahun}"
    KEY = ("kode", "tahun")

    kode: Text = column("Kode", "Kode indikator", example="IKM")
    indikator: Text = column(
        "Indikator kinerja", "Nama indikator", example="Indeks Kepuasan Masyarakat"
    )
    tahun: Tahun = column("Tahun", "Tahun realisasi", example=2021)
    target: Measure = column("Target", "Target tahun itu", example=92)
    realisasi: Measure = column("Realisasi", "Realisasi tahun itu", example=95)
    keterangan: TextOrEmpty = column(
        "Keterangan", "Catatan sumber", example="Laporan tahun lalu", default=None
    )


class Triwulan(Schema):
    SHEET = "Realisasi Triwulan"
    USE = "Realisasi setiap triwulan bagi indikator yang diukur berkala"
    NAME = "triwulan"
    DOCUMENT = "Pengukuran Kinerja {tahun}"
    KEY = ("kode",)
    SHEET_REQUIRED = False

    kode: Text = column("Kode", "Kode indikator", example="IKM")
    tw1: NumberOrEmpty = column(
        "Triwulan I", "Realisasi triwulan pertama", example=90, default=None
    )
    tw2: NumberOrEmpty = column("Triwulan II", "Realisasi triwulan kedua", example=92, default=None)
    tw3: NumberOrEmpty = column(
        "Triwulan III", "Realisasi triwulan ketiga", example=93, default=None
    )
    tw4: NumberOrEmpty = column(
        "Triwulan IV", "Realisasi triwulan keempat", example=95, default=None
    )
    cara: Literal["jumlah", "akhir", "rata-rata"] = column(
        "Cara setahun", "jumlah: keempatnya dijumlahkan; akhir: nilai triwulan terakhir; rata-rata",
        example="akhir",
    )  # fmt: skip


class Analisis(Schema):
    SHEET = "Analisis"
    USE = "Penyebab dan solusi setiap indikator, ditulis analis"
    NAME = "analisis"
    DOCUMENT = "Pengukuran Kinerja {tahun}"
    KEY = ("kode",)
    SHEET_REQUIRED = False

    kode: Text = column("Kode", "Kode indikator", example="IKM")
    sebab: Text = column(
        "Penyebab", "Penyebab keberhasilan atau kegagalan, ditulis analis",
        example="Loket ditambah.",
    )  # fmt: skip
    solusi: Text = column(
        "Solusi", "Upaya yang telah atau akan dilakukan", example="Menambah jam layanan."
    )


class Ipp(Schema):
    SHEET = "IPP"
    USE = "Nilai setiap aspek Indeks Pelayanan Publik tahun laporan"
    NAME = "ipp"
    DOCUMENT = "Penilaian Indeks Pelayanan Publik {tahun}"
    YEARLY = ("nilai",)
    KEY = ("unsur",)
    SHEET_REQUIRED = False

    unsur: Text = column("Aspek penilaian", "Aspek Indeks Pelayanan Publik", example="Inovasi")
    nilai: Number = column("Nilai", "Nilai aspek setelah dibobot", example=0.29, ge=0, le=5)


class Langkah(Schema):
    SHEET = "Langkah"
    USE = "Langkah perbaikan yang disebut pada penutup laporan"
    NAME = "langkah"
    SHEET_REQUIRED = False

    bidang: Text = column("Bidang", "Bidang yang diperbaiki", example="Pelayanan publik")
    langkah: Text = column(
        "Langkah perbaikan", "Apa yang akan dilakukan", example="Menyederhanakan alur loket."
    )


class Standar(Schema):
    SHEET = "Standar"
    USE = "Standar nasional, provinsi, atau lain yang menjadi pembanding indikator"
    NAME = "standar"
    KEY = ("kode", "cakupan")
    SHEET_REQUIRED = False

    kode: Text = column("Kode", "Kode indikator", example="IKM")
    cakupan: Text = column("Cakupan", "Nasional, provinsi, atau lainnya", example="Provinsi")
    nilai: Measure = column("Nilai", "Standar pembanding, dalam satuan indikator", example=88.5)
    sumber: Text = column("Sumber", "Dokumen yang menetapkannya", example="Laporan provinsi 2021")
