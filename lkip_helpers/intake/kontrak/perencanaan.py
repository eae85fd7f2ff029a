"""What was promised, reached and why: kinerja.xlsx."""

from typing import Literal

from lkip_helpers.intake.kontrak.dasar import Kontrak, kolom
from lkip_helpers.intake.tipe import (
    Angka,
    AngkaAtauKosong,
    Rupiah,
    Tahun,
    Teks,
    TeksAtauKosong,
    Ukuran,
    UkuranAtauKosong,
)

Jenjang = Literal["tujuan", "sasaran", "pendukung"]
Polaritas = Literal["maksimal", "minimal", "minimal rasio", "rentang", "predikat"]


class Misi(Kontrak):
    LEMBAR = "Misi"
    GUNA = "Misi kepala daerah yang didukung kecamatan"
    NAMA = "misi"
    LEMBAR_WAJIB = False

    misi: Teks = kolom("Misi", "Satu misi", contoh="Meningkatkan pelayanan masyarakat")


class Indikator(Kontrak):
    LEMBAR = "Indikator"
    GUNA = "Daftar induk indikator; kode di sini dipakai semua lembar lain"
    NAMA = "indikator"
    KUNCI = ("kode",)

    kode: Teks = kolom("Kode", "Singkatan tetap indikator", contoh="IKM")
    jenjang: Jenjang = kolom("Jenjang", "tujuan, sasaran atau pendukung", contoh="sasaran")
    tujuan: Teks = kolom("Tujuan", "Tujuan Renstra", contoh="Meningkatnya kinerja pelayanan publik")
    sasaran: Teks = kolom(
        "Sasaran", "Sasaran strategis", contoh="Meningkatnya kualitas pelayanan publik"
    )
    indikator: Teks = kolom(
        "Indikator kinerja", "Nama resmi indikator", contoh="Indeks Kepuasan Masyarakat"
    )
    satuan: Teks = kolom("Satuan", "Nilai, %, atau satuan lain", contoh="Nilai")
    polaritas: Polaritas = kolom(
        "Polaritas",
        "maksimal: makin tinggi makin baik; minimal atau minimal rasio: sebaliknya; "
        "rentang: target ditulis 70–80; predikat: target ditulis dengan huruf, misalnya BB",
        contoh="maksimal",
    )
    sumber_data: TeksAtauKosong = kolom(
        "Sumber data", "Dari mana realisasinya", contoh="Survei kepuasan masyarakat", bawaan=None
    )
    formulasi: TeksAtauKosong = kolom(
        "Formulasi",
        "Cara menghitung indikator menurut keputusan IKU",
        contoh="Jumlah NRR tertimbang dikalikan dua puluh lima",
        bawaan=None,
    )
    penanggung_jawab: TeksAtauKosong = kolom(
        "Penanggung jawab", "Jabatan pemegang data", contoh="Seksi Pelayanan Umum", bawaan=None
    )


class Renstra(Kontrak):
    LEMBAR = "Renstra"
    GUNA = "Target setiap indikator menurut Renstra, satu kolom setiap tahun"
    NAMA = "renstra"
    KUNCI = ("kode",)
    LEBAR = "target"
    KUNCI_LEBAR = "tahun"

    kode: Teks = kolom("Kode", "Kode indikator", contoh="IKM")
    indikator: Teks = kolom(
        "Indikator kinerja", "Nama indikator", contoh="Indeks Kepuasan Masyarakat"
    )
    target: dict[int, UkuranAtauKosong] = kolom(
        "Target", "Satu kolom setiap tahun Renstra", contoh=92
    )


class Iku(Kontrak):
    LEMBAR = "IKU"
    GUNA = "Indikator Kinerja Utama dan target tahun laporan"
    NAMA = "iku"
    KUNCI = ("kode",)

    kode: Teks = kolom("Kode", "Kode indikator", contoh="IKM")
    indikator: Teks = kolom(
        "Indikator kinerja", "Nama indikator", contoh="Indeks Kepuasan Masyarakat"
    )
    target: Ukuran = kolom("Target", "Target tahun laporan", contoh=92)


class Pk(Iku):
    LEMBAR = "PK"
    GUNA = "Indikator dan target Perjanjian Kinerja camat tahun laporan"
    NAMA = "pk"

    target_perubahan: UkuranAtauKosong = kolom(
        "Target perubahan",
        "Target menurut Perjanjian Kinerja Perubahan; kosong bila tidak berubah",
        contoh=92,
        bawaan=None,
    )


class PkProgram(Kontrak):
    LEMBAR = "PK Program"
    GUNA = "Program dan anggaran dalam Perjanjian Kinerja tahun laporan"
    NAMA = "pk_program"
    KUNCI = ("program",)

    program: Teks = kolom(
        "Program",
        "Nama program dalam Perjanjian Kinerja",
        contoh="Program Penyelenggaraan Pemerintahan",
    )
    anggaran: Rupiah = kolom(
        "Anggaran (Rp)",
        "Anggaran program dalam Perjanjian Kinerja",
        contoh=181246740,
        satuan="rupiah",
        ge=0,
    )
    keterangan: TeksAtauKosong = kolom("Keterangan", "Sumber dana", contoh="APBD", bawaan=None)


class Realisasi(Kontrak):
    LEMBAR = "Realisasi"
    GUNA = "Target dan realisasi setiap indikator, tahun laporan dan tahun sebelumnya"
    NAMA = "realisasi"
    KUNCI = ("kode", "tahun")

    kode: Teks = kolom("Kode", "Kode indikator", contoh="IKM")
    indikator: Teks = kolom(
        "Indikator kinerja", "Nama indikator", contoh="Indeks Kepuasan Masyarakat"
    )
    tahun: Tahun = kolom("Tahun", "Tahun realisasi", contoh=2021)
    target: Ukuran = kolom("Target", "Target tahun itu", contoh=92)
    realisasi: Ukuran = kolom("Realisasi", "Realisasi tahun itu", contoh=95)
    keterangan: TeksAtauKosong = kolom(
        "Keterangan", "Catatan sumber", contoh="Laporan tahun lalu", bawaan=None
    )


class Triwulan(Kontrak):
    LEMBAR = "Realisasi Triwulan"
    GUNA = "Realisasi setiap triwulan bagi indikator yang diukur berkala"
    NAMA = "triwulan"
    KUNCI = ("kode",)
    LEMBAR_WAJIB = False

    kode: Teks = kolom("Kode", "Kode indikator", contoh="IKM")
    tw1: AngkaAtauKosong = kolom("Triwulan I", "Realisasi triwulan pertama", contoh=90, bawaan=None)
    tw2: AngkaAtauKosong = kolom("Triwulan II", "Realisasi triwulan kedua", contoh=92, bawaan=None)
    tw3: AngkaAtauKosong = kolom(
        "Triwulan III", "Realisasi triwulan ketiga", contoh=93, bawaan=None
    )
    tw4: AngkaAtauKosong = kolom(
        "Triwulan IV", "Realisasi triwulan keempat", contoh=95, bawaan=None
    )
    cara: Literal["jumlah", "akhir", "rata-rata"] = kolom(
        "Cara setahun",
        "jumlah: keempatnya dijumlahkan; akhir: nilai triwulan terakhir; rata-rata",
        contoh="akhir",
    )


class Analisis(Kontrak):
    LEMBAR = "Analisis"
    GUNA = "Penyebab dan solusi setiap indikator, ditulis analis"
    NAMA = "analisis"
    KUNCI = ("kode",)
    LEMBAR_WAJIB = False

    kode: Teks = kolom("Kode", "Kode indikator", contoh="IKM")
    sebab: Teks = kolom(
        "Penyebab", "Penyebab keberhasilan atau kegagalan, ditulis analis", contoh="Loket ditambah."
    )
    solusi: Teks = kolom(
        "Solusi", "Upaya yang telah atau akan dilakukan", contoh="Menambah jam layanan."
    )


class Ipp(Kontrak):
    LEMBAR = "IPP"
    GUNA = "Nilai setiap aspek Indeks Pelayanan Publik tahun laporan"
    NAMA = "ipp"
    KUNCI = ("unsur",)
    LEMBAR_WAJIB = False

    unsur: Teks = kolom("Aspek penilaian", "Aspek Indeks Pelayanan Publik", contoh="Inovasi")
    nilai: Angka = kolom("Nilai", "Nilai aspek setelah dibobot", contoh=0.29, ge=0, le=5)


class Langkah(Kontrak):
    LEMBAR = "Langkah"
    GUNA = "Langkah perbaikan yang disebut pada penutup laporan"
    NAMA = "langkah"
    LEMBAR_WAJIB = False

    bidang: Teks = kolom("Bidang", "Bidang yang diperbaiki", contoh="Pelayanan publik")
    langkah: Teks = kolom(
        "Langkah perbaikan", "Apa yang akan dilakukan", contoh="Menyederhanakan alur loket."
    )


class Standar(Kontrak):
    LEMBAR = "Standar"
    GUNA = "Standar nasional, provinsi, atau lain yang menjadi pembanding indikator"
    NAMA = "standar"
    KUNCI = ("kode", "cakupan")
    LEMBAR_WAJIB = False

    kode: Teks = kolom("Kode", "Kode indikator", contoh="IKM")
    cakupan: Teks = kolom("Cakupan", "Nasional, provinsi, atau lainnya", contoh="Provinsi")
    nilai: Ukuran = kolom("Nilai", "Standar pembanding, dalam satuan indikator", contoh=88.5)
    sumber: Teks = kolom("Sumber", "Dokumen yang menetapkannya", contoh="Laporan provinsi 2021")
