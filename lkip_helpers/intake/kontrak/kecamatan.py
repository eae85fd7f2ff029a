"""The office and its place: kinerja.xlsx."""

from typing import Literal

from lkip_helpers.intake.kontrak.dasar import Kontrak, kolom
from lkip_helpers.intake.tipe import (
    Angka,
    BilanganAtauKosong,
    Tahun,
    Tanggal,
    Teks,
    TeksAtauKosong,
)


class Profil(Kontrak):
    LEMBAR = "Profil"
    GUNA = "Identitas kecamatan, camat, dan periode Renstra; isi kolom Nilai"
    NAMA = "profil"
    TEGAK = True

    tahun: Tahun = kolom("Tahun laporan", "Tahun anggaran yang dilaporkan", contoh=2021)
    nama: Teks = kolom("Nama kecamatan", "Tanpa kata Kecamatan", contoh="Paal Merah")
    kota: Teks = kolom(
        "Kabupaten/kota", "Lengkap dengan kata Kota atau Kabupaten", contoh="Kota Jambi"
    )
    provinsi: TeksAtauKosong = kolom("Provinsi", "Nama provinsi", contoh="Jambi", bawaan=None)
    kepala_daerah: Teks = kolom(
        "Sebutan kepala daerah", "Wali Kota atau Bupati", contoh="Wali Kota Jambi"
    )
    camat: Teks = kolom("Nama camat", "Lengkap dengan gelar", contoh="Drs. Budi")
    pangkat: TeksAtauKosong = kolom(
        "Pangkat camat", "Pangkat dan golongan", contoh="Pembina Tk. I", bawaan=None
    )
    nip: TeksAtauKosong = kolom(
        "NIP camat", "Delapan belas angka", contoh="198001012005011001", bawaan=None
    )
    tempat: Teks = kolom("Tempat penandatanganan", "Kota atau desa", contoh="Jambi")
    tanggal: Tanggal = kolom(
        "Tanggal penandatanganan", "Ditulis lengkap", contoh="24 Februari 2022"
    )
    tahun_awal: Tahun = kolom("Awal Renstra", "Tahun pertama Renstra", contoh=2019)
    tahun_akhir: Tahun = kolom("Akhir Renstra", "Tahun terakhir Renstra", contoh=2023)
    visi: Teks = kolom("Visi", "Visi kepala daerah dalam RPJMD", contoh="Kota yang melayani")
    sk_renstra: TeksAtauKosong = kolom(
        "Keputusan Renstra",
        "Nomor keputusan penetapan Renstra",
        contoh="Nomor 1 Tahun 2019",
        bawaan=None,
    )
    sk_iku: TeksAtauKosong = kolom(
        "Keputusan IKU", "Nomor keputusan penetapan IKU", contoh="Nomor 20 Tahun 2021", bawaan=None
    )
    tim_ipp: TeksAtauKosong = kolom(
        "Penilai pelayanan publik",
        "Lembaga yang menilai Indeks Pelayanan Publik",
        contoh="Inspektorat",
        bawaan=None,
    )
    populasi: BilanganAtauKosong = kolom(
        "Jumlah penerima layanan",
        "Banyaknya orang yang dilayani setahun, untuk menilai besar sampel survei",
        contoh=1000,
        satuan="orang",
        bawaan=None,
        gt=0,
    )
    target_lembaga_kecamatan: BilanganAtauKosong = kolom(
        "Target lembaga tingkat kecamatan",
        "Jumlah lembaga yang ditargetkan aktif",
        contoh=22,
        satuan="lembaga",
        bawaan=None,
        gt=0,
    )
    target_lembaga_kelurahan: BilanganAtauKosong = kolom(
        "Target lembaga tingkat kelurahan",
        "Jumlah lembaga yang ditargetkan aktif",
        contoh=75,
        satuan="lembaga",
        bawaan=None,
        gt=0,
    )
    target_pembinaan: BilanganAtauKosong = kolom(
        "Target lembaga yang dibina",
        "Jumlah lembaga yang ditargetkan dibina",
        contoh=22,
        satuan="lembaga",
        bawaan=None,
        gt=0,
    )


class Wilayah(Kontrak):
    LEMBAR = "Wilayah"
    GUNA = "Kelurahan atau desa di kecamatan, satu baris setiap kelurahan"
    NAMA = "wilayah"
    KUNCI = ("kelurahan",)

    kelurahan: Teks = kolom("Kelurahan", "Nama kelurahan atau desa", contoh="Eka Jaya")
    luas_ha: Angka = kolom("Luas (ha)", "Luas wilayah", contoh=601, satuan="ha", gt=0)
    target_sarana: BilanganAtauKosong = kolom(
        "Target sarana",
        "Jumlah unsur sarana prasarana yang ditargetkan tersedia",
        contoh=7,
        satuan="unsur",
        bawaan=None,
        gt=0,
    )


class Batas(Kontrak):
    LEMBAR = "Batas"
    GUNA = "Wilayah tetangga pada empat mata angin"
    NAMA = "batas"
    KUNCI = ("arah",)

    arah: Literal["Utara", "Timur", "Selatan", "Barat"] = kolom(
        "Arah", "Mata angin", contoh="Utara"
    )
    batas: TeksAtauKosong = kolom(
        "Berbatasan dengan",
        "Wilayah tetangga; kosongkan bila belum diketahui",
        contoh="Kecamatan Jambi Timur",
        bawaan=None,
    )
    catatan: TeksAtauKosong = kolom(
        "Catatan",
        "Penjelasan bila ada yang belum pasti",
        contoh="Menunggu data bagian tata pemerintahan",
        bawaan=None,
    )


class Geografi(Kontrak):
    LEMBAR = "Geografi"
    GUNA = "Keadaan alam kecamatan, satu baris setiap besaran"
    NAMA = "geografi"
    LEMBAR_WAJIB = False
    KUNCI = ("uraian",)

    uraian: Teks = kolom("Uraian", "Keadaan geografis", contoh="Suhu maksimum")
    nilai: Angka = kolom("Nilai", "Besaran", contoh=33)
    satuan: Teks = kolom("Satuan", "Satuan besaran", contoh="°C")
    catatan: TeksAtauKosong = kolom(
        "Catatan", "Bila besarannya belum pasti", contoh="perlu diperiksa", bawaan=None
    )


class Jabatan(Kontrak):
    LEMBAR = "Organisasi"
    GUNA = "Susunan jabatan, satu baris setiap jabatan beserta atasannya"
    NAMA = "organisasi"
    KUNCI = ("jabatan",)

    jabatan: Teks = kolom("Jabatan", "Nama jabatan atau unit", contoh="Seksi Pemerintahan")
    atasan: TeksAtauKosong = kolom(
        "Atasan", "Jabatan di atasnya; kosong untuk camat", contoh="Camat", bawaan=None
    )


class Tugas(Kontrak):
    LEMBAR = "Tugas"
    GUNA = "Kedudukan, tugas, dan fungsi setiap jabatan, satu baris setiap butir"
    NAMA = "tugas"
    LEMBAR_WAJIB = False

    jabatan: Teks = kolom("Jabatan", "Pemegang tugas", contoh="Seksi Pelayanan Umum")
    jenis: Literal["kedudukan", "tugas", "fungsi"] = kolom(
        "Jenis", "kedudukan, tugas, atau fungsi", contoh="tugas"
    )
    uraian: Teks = kolom(
        "Uraian", "Satu butir kedudukan, tugas, atau fungsi", contoh="Menyusun rencana kerja seksi."
    )


class Isu(Kontrak):
    LEMBAR = "Isu"
    GUNA = "Isu strategis yang dihadapi kecamatan"
    NAMA = "isu"
    LEMBAR_WAJIB = False

    isu: Teks = kolom("Isu strategis", "Nama isu, singkat", contoh="Pelayanan prima")
    uraian: Teks = kolom(
        "Uraian", "Keadaan dan masalahnya", contoh="Warga menuntut pelayanan yang cepat."
    )
    implikasi: Teks = kolom(
        "Implikasi", "Apa artinya bagi kecamatan", contoh="Alur pelayanan disederhanakan."
    )


class DasarHukum(Kontrak):
    LEMBAR = "Dasar Hukum"
    GUNA = "Peraturan yang mendasari laporan, satu baris setiap peraturan"
    NAMA = "dasar_hukum"
    KUNCI = ("nomor",)

    nomor: Teks = kolom(
        "Peraturan", "Jenis, nomor dan tahun", contoh="Undang-Undang Nomor 23 Tahun 2014"
    )
    tentang: Teks = kolom("Tentang", "Judul peraturan", contoh="Pemerintahan Daerah")


class Layanan(Kontrak):
    LEMBAR = "Layanan"
    GUNA = "Jenis layanan yang diberikan kecamatan"
    NAMA = "layanan"
    LEMBAR_WAJIB = False

    layanan: Teks = kolom("Jenis layanan", "Nama layanan", contoh="Surat Keterangan Domisili")
    kelompok: Literal["perizinan", "nonperizinan"] = kolom(
        "Kelompok", "perizinan atau nonperizinan", contoh="nonperizinan"
    )
