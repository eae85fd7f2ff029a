"""What was promised, reached and why: kinerja.xlsx."""

from typing import TYPE_CHECKING, Literal

from lkip_helpers.rules.polaritas import list_polaritas
from lkip_helpers.schema.base import OF_INDIKATOR, Schema, column, optional
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


class Misi(Schema, sheet_required=False, yearly=()):
    USE = "Misi kepala daerah yang didukung kecamatan"

    misi: Text = column("Misi", "Satu misi", "Meningkatkan pelayanan masyarakat")


class Indikator(Schema, key=("kode",), yearly=(), document="Renstra {tahun_awal}–{tahun_akhir}"):
    USE = "Daftar induk indikator; kode di sini dipakai semua lembar lain"

    kode: Text = column("Kode", "Singkatan tetap indikator", "IKM")
    jenjang: Tier = column("Jenjang", "tujuan, sasaran atau pendukung", "sasaran")
    tujuan: Text = column("Tujuan", "Tujuan Renstra", "Meningkatnya kinerja pelayanan publik")
    sasaran: TextOrEmpty = column(
        "Sasaran",
        "Sasaran strategis; kosong hanya bagi indikator tujuan",
        "Meningkatnya kualitas pelayanan publik",
    )
    indikator: Text = column(
        "Indikator kinerja", "Nama resmi indikator", "Indeks Kepuasan Masyarakat"
    )
    satuan: Text = column("Satuan", "Nilai, %, atau satuan lain", "Nilai")
    polaritas: PolaritasName = column(
        "Polaritas",
        "; ".join(f"{p.name}: {p.isian}" for p in list_polaritas().values()),
        "maksimal",
    )
    sumber_data: TextOrEmpty = optional(
        "Sumber data", "Dari mana realisasinya", "Survei kepuasan masyarakat"
    )
    formulasi: TextOrEmpty = optional(
        "Formulasi",
        "Cara menghitung indikator menurut keputusan IKU",
        "Jumlah NRR tertimbang dikalikan dua puluh lima",
    )
    penanggung_jawab: TextOrEmpty = optional(
        "Penanggung jawab", "Jabatan pemegang data", "Seksi Pelayanan Umum"
    )
    jenis_bukti: EvidenceKind | None = optional(
        "Bukti",
        "Lembar yang membuktikan realisasinya: survei, ipp, lembaga, partisipasi, atau tidak ada; "
        "bila kosong, hanya Indeks Kepuasan Masyarakat dan Indeks Pelayanan Publik yang dikenali",
        "survei",
    )


class Renstra(
    Schema,
    key=("kode",),
    width="target",
    width_key="tahun",
    refers=OF_INDIKATOR,
    yearly=(),
    document="Renstra {tahun_awal}–{tahun_akhir}",
):
    USE = "Target setiap indikator menurut Renstra, satu kolom setiap tahun"

    kode: Text = column("Kode", "Kode indikator", "IKM")
    indikator: Text = column("Indikator kinerja", "Nama indikator", "Indeks Kepuasan Masyarakat")
    target: dict[int, MeasureOrEmpty] = column("Target", "Satu kolom setiap tahun Renstra", 92)


class Iku(
    Schema,
    sheet="IKU",
    key=("kode",),
    refers=OF_INDIKATOR,
    document="Indikator Kinerja Utama {tahun}",
):
    USE = "Indikator Kinerja Utama dan target tahun laporan"

    kode: Text = column("Kode", "Kode indikator", "IKM")
    indikator: Text = column("Indikator kinerja", "Nama indikator", "Indeks Kepuasan Masyarakat")
    target: Measure = column("Target", "Target tahun laporan", 92)


class Pk(Iku, sheet="PK", document="Perjanjian Kinerja {tahun}"):
    USE = "Indikator dan target Perjanjian Kinerja camat tahun laporan"

    target_perubahan: MeasureOrEmpty = optional(
        "Target perubahan",
        "Target menurut Perjanjian Kinerja Perubahan; kosong bila tidak berubah",
        92,
    )


class PkProgram(
    Schema,
    sheet="PK Program",
    key=("program",),
    yearly=("anggaran",),
    document="Perjanjian Kinerja {tahun}",
):
    USE = "Program dan anggaran dalam Perjanjian Kinerja tahun laporan"

    program: Text = column(
        "Program", "Nama program dalam Perjanjian Kinerja", "Program Penyelenggaraan Pemerintahan"
    )
    anggaran: Rupiah = column(
        "Anggaran (Rp)", "Anggaran program dalam Perjanjian Kinerja", 181246740, "rupiah", ge=0
    )
    keterangan: TextOrEmpty = optional("Keterangan", "Sumber dana", "APBD")


class Realisasi(
    Schema,
    key=("kode", "tahun"),
    refers=OF_INDIKATOR,
    remark="keterangan",
    document="Pengukuran Kinerja {tahun}",
):
    USE = "Target dan realisasi setiap indikator, tahun laporan dan tahun sebelumnya"

    kode: Text = column("Kode", "Kode indikator", "IKM")
    indikator: Text = column("Indikator kinerja", "Nama indikator", "Indeks Kepuasan Masyarakat")
    tahun: Tahun = column("Tahun", "Tahun realisasi", 2021)
    target: Measure = column("Target", "Target tahun itu", 92)
    realisasi: Measure = column("Realisasi", "Realisasi tahun itu", 95)
    keterangan: TextOrEmpty = optional("Keterangan", "Catatan sumber", "Laporan tahun lalu")


class Triwulan(
    Schema,
    sheet="Realisasi Triwulan",
    key=("kode",),
    sheet_required=False,
    refers=OF_INDIKATOR,
    document="Pengukuran Kinerja {tahun}",
):
    USE = "Realisasi setiap triwulan bagi indikator yang diukur berkala"

    kode: Text = column("Kode", "Kode indikator", "IKM")
    tw1: NumberOrEmpty = optional("Triwulan I", "Realisasi triwulan pertama", 90)
    tw2: NumberOrEmpty = optional("Triwulan II", "Realisasi triwulan kedua", 92)
    tw3: NumberOrEmpty = optional("Triwulan III", "Realisasi triwulan ketiga", 93)
    tw4: NumberOrEmpty = optional("Triwulan IV", "Realisasi triwulan keempat", 95)
    cara: Literal["jumlah", "akhir", "rata-rata"] = column(
        "Cara setahun",
        "jumlah: keempatnya dijumlahkan; akhir: nilai triwulan terakhir; rata-rata",
        "akhir",
    )


class Analisis(
    Schema,
    key=("kode",),
    sheet_required=False,
    refers=OF_INDIKATOR,
    document="Pengukuran Kinerja {tahun}",
):
    USE = "Penyebab dan solusi setiap indikator, ditulis analis"

    kode: Text = column("Kode", "Kode indikator", "IKM")
    sebab: Text = column(
        "Penyebab", "Penyebab keberhasilan atau kegagalan, ditulis analis", "Loket ditambah."
    )
    solusi: Text = column("Solusi", "Upaya yang telah atau akan dilakukan", "Menambah jam layanan.")


class Ipp(
    Schema,
    sheet="IPP",
    key=("unsur",),
    sheet_required=False,
    yearly=("nilai",),
    document="Penilaian Indeks Pelayanan Publik {tahun}",
):
    USE = "Nilai setiap aspek Indeks Pelayanan Publik tahun laporan"

    unsur: Text = column("Aspek penilaian", "Aspek Indeks Pelayanan Publik", "Inovasi")
    nilai: Number = column("Nilai", "Nilai aspek setelah dibobot", 0.29, ge=0, le=5)


class Langkah(Schema, sheet_required=False):
    USE = "Langkah perbaikan yang disebut pada penutup laporan"

    bidang: Text = column("Bidang", "Bidang yang diperbaiki", "Pelayanan publik")
    langkah: Text = column(
        "Langkah perbaikan", "Apa yang akan dilakukan", "Menyederhanakan alur loket."
    )


class Standar(Schema, key=("kode", "cakupan"), sheet_required=False, refers=OF_INDIKATOR):
    USE = "Standar nasional, provinsi, atau lain yang menjadi pembanding indikator"

    kode: Text = column("Kode", "Kode indikator", "IKM")
    cakupan: Text = column("Cakupan", "Nasional, provinsi, atau lainnya", "Provinsi")
    nilai: Measure = column("Nilai", "Standar pembanding, dalam satuan indikator", 88.5)
    sumber: Text = column("Sumber", "Dokumen yang menetapkannya", "Laporan provinsi 2021")
