"""The contract of each sheet: said once, here.

From these classes come the reader's checks, the messages, the typed frames and (later) the empty
template and the data dictionary. One class a sheet; one field a column: `title` is the header an
analyst sees, `description` its meaning, `examples` a valid value, `satuan` its unit.
"""

from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from lkip_helpers.intake.tipe import (
    Angka,
    AngkaAtauKosong,
    Bilangan,
    BilanganAtauKosong,
    Jawaban,
    RupiahAtauKosong,
    Rupiah,
    Tahun,
    Teks,
    TeksAtauKosong,
    YaTidak,
)

WAJIB: Any = ...


def kolom(
    judul: str, arti: str, *, contoh: Any, satuan: str = "", bawaan: Any = WAJIB, **batas: Any
) -> Any:
    """One column: its header, meaning, example, unit, default and limits (ge, le, gt)."""
    return Field(
        bawaan, title=judul, description=arti, examples=[contoh],
        json_schema_extra={"satuan": satuan}, **batas,
    )  # fmt: skip


class Kontrak(BaseModel):
    """One row of one sheet.

    BERKAS, LEMBAR: where it stands. NAMA: its name in the data set. KUNCI: the fields that must be
    unique together. LEMBAR_WAJIB: whether the report can do without the sheet. TEGAK: the sheet
    lists fields downwards (one record: label in the first column, value in the second).
    LEBAR: the dict field that takes every remaining header as a key (years, kelurahan, unsur).
    KUNCI_LEBAR: the column those headers go into, so that the frame is long; "" keeps it wide.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    BERKAS: ClassVar[str] = "kinerja.xlsx"
    LEMBAR: ClassVar[str]
    NAMA: ClassVar[str]
    KUNCI: ClassVar[tuple[str, ...]] = ()
    LEMBAR_WAJIB: ClassVar[bool] = True
    TEGAK: ClassVar[bool] = False
    LEBAR: ClassVar[str | None] = None
    KUNCI_LEBAR: ClassVar[str] = ""


Jenjang = Literal["tujuan", "sasaran", "pendukung"]
Polaritas = Literal["maksimal", "minimal"]


class Profil(Kontrak):
    LEMBAR = "Profil"
    NAMA = "profil"
    TEGAK = True

    tahun: Tahun = kolom("Tahun laporan", "Tahun anggaran yang dilaporkan", contoh=2021)
    nama: Teks = kolom("Nama kecamatan", "Tanpa kata Kecamatan", contoh="Paal Merah")
    kota: Teks = kolom("Kabupaten/kota", "Lengkap dengan kata Kota atau Kabupaten", contoh="Kota Jambi")
    provinsi: TeksAtauKosong = kolom("Provinsi", "Nama provinsi", contoh="Jambi", bawaan=None)
    kepala_daerah: Teks = kolom("Sebutan kepala daerah", "Wali Kota atau Bupati", contoh="Wali Kota Jambi")
    camat: Teks = kolom("Nama camat", "Lengkap dengan gelar", contoh="Drs. Budi")
    pangkat: TeksAtauKosong = kolom("Pangkat camat", "Pangkat dan golongan", contoh="Pembina Tk. I", bawaan=None)
    nip: TeksAtauKosong = kolom("NIP camat", "Delapan belas angka", contoh="198001012005011001", bawaan=None)
    tempat: Teks = kolom("Tempat penandatanganan", "Kota atau desa", contoh="Jambi")
    tanggal: Teks = kolom("Tanggal penandatanganan", "Ditulis lengkap", contoh="24 Februari 2022")
    tahun_awal: Tahun = kolom("Awal Renstra", "Tahun pertama Renstra", contoh=2019)
    tahun_akhir: Tahun = kolom("Akhir Renstra", "Tahun terakhir Renstra", contoh=2023)
    visi: Teks = kolom("Visi", "Visi kepala daerah dalam RPJMD", contoh="Kota yang melayani")
    sk_renstra: TeksAtauKosong = kolom("Keputusan Renstra", "Nomor keputusan penetapan Renstra", contoh="Nomor 1 Tahun 2019", bawaan=None)
    sk_iku: TeksAtauKosong = kolom("Keputusan IKU", "Nomor keputusan penetapan IKU", contoh="Nomor 20 Tahun 2021", bawaan=None)
    tim_ipp: TeksAtauKosong = kolom("Penilai pelayanan publik", "Lembaga yang menilai Indeks Pelayanan Publik", contoh="Inspektorat", bawaan=None)
    target_lembaga_kecamatan: BilanganAtauKosong = kolom("Target lembaga tingkat kecamatan", "Jumlah lembaga yang ditargetkan aktif", contoh=22, satuan="lembaga", bawaan=None, gt=0)
    target_lembaga_kelurahan: BilanganAtauKosong = kolom("Target lembaga tingkat kelurahan", "Jumlah lembaga yang ditargetkan aktif", contoh=75, satuan="lembaga", bawaan=None, gt=0)
    target_pembinaan: BilanganAtauKosong = kolom("Target lembaga yang dibina", "Jumlah lembaga yang ditargetkan dibina", contoh=22, satuan="lembaga", bawaan=None, gt=0)


class Wilayah(Kontrak):
    LEMBAR = "Wilayah"
    NAMA = "wilayah"
    KUNCI = ("kelurahan",)

    kelurahan: Teks = kolom("Kelurahan", "Nama kelurahan atau desa", contoh="Eka Jaya")
    luas_ha: Angka = kolom("Luas (ha)", "Luas wilayah", contoh=601, satuan="ha", gt=0)
    target_sarana: BilanganAtauKosong = kolom("Target sarana", "Jumlah unsur sarana prasarana yang ditargetkan tersedia", contoh=7, satuan="unsur", bawaan=None, gt=0)


class Batas(Kontrak):
    LEMBAR = "Batas"
    NAMA = "batas"
    KUNCI = ("arah",)

    arah: Literal["Utara", "Timur", "Selatan", "Barat"] = kolom("Arah", "Mata angin", contoh="Utara")
    batas: TeksAtauKosong = kolom("Berbatasan dengan", "Wilayah tetangga; kosongkan bila belum diketahui", contoh="Kecamatan Jambi Timur", bawaan=None)
    catatan: TeksAtauKosong = kolom("Catatan", "Penjelasan bila ada yang belum pasti", contoh="Menunggu data bagian tata pemerintahan", bawaan=None)


class Geografi(Kontrak):
    LEMBAR = "Geografi"
    NAMA = "geografi"
    LEMBAR_WAJIB = False
    KUNCI = ("uraian",)

    uraian: Teks = kolom("Uraian", "Keadaan geografis", contoh="Suhu maksimum")
    nilai: Angka = kolom("Nilai", "Besaran", contoh=33)
    satuan: Teks = kolom("Satuan", "Satuan besaran", contoh="°C")


class Jabatan(Kontrak):
    LEMBAR = "Organisasi"
    NAMA = "organisasi"
    KUNCI = ("jabatan",)

    jabatan: Teks = kolom("Jabatan", "Nama jabatan atau unit", contoh="Seksi Pemerintahan")
    atasan: TeksAtauKosong = kolom("Atasan", "Jabatan di atasnya; kosong untuk camat", contoh="Camat", bawaan=None)


class Tugas(Kontrak):
    LEMBAR = "Tugas"
    NAMA = "tugas"
    LEMBAR_WAJIB = False

    jabatan: Teks = kolom("Jabatan", "Pemegang tugas", contoh="Seksi Pelayanan Umum")
    jenis: Literal["tugas", "fungsi"] = kolom("Jenis", "tugas atau fungsi", contoh="tugas")
    uraian: Teks = kolom("Uraian", "Satu butir tugas atau fungsi", contoh="Menyusun rencana kerja seksi.")


class Isu(Kontrak):
    LEMBAR = "Isu"
    NAMA = "isu"
    LEMBAR_WAJIB = False

    isu: Teks = kolom("Isu strategis", "Nama isu, singkat", contoh="Pelayanan prima")
    uraian: Teks = kolom("Uraian", "Keadaan dan masalahnya", contoh="Warga menuntut pelayanan yang cepat.")
    implikasi: Teks = kolom("Implikasi", "Apa artinya bagi kecamatan", contoh="Alur pelayanan disederhanakan.")


class DasarHukum(Kontrak):
    LEMBAR = "Dasar Hukum"
    NAMA = "dasar_hukum"
    KUNCI = ("nomor",)

    nomor: Teks = kolom("Peraturan", "Jenis, nomor dan tahun", contoh="Undang-Undang Nomor 23 Tahun 2014")
    tentang: Teks = kolom("Tentang", "Judul peraturan", contoh="Pemerintahan Daerah")


class Misi(Kontrak):
    LEMBAR = "Misi"
    NAMA = "misi"
    LEMBAR_WAJIB = False

    misi: Teks = kolom("Misi", "Satu misi", contoh="Meningkatkan pelayanan masyarakat")


class Indikator(Kontrak):
    LEMBAR = "Indikator"
    NAMA = "indikator"
    KUNCI = ("kode",)

    kode: Teks = kolom("Kode", "Singkatan tetap indikator", contoh="IKM")
    jenjang: Jenjang = kolom("Jenjang", "tujuan, sasaran atau pendukung", contoh="sasaran")
    tujuan: Teks = kolom("Tujuan", "Tujuan Renstra", contoh="Meningkatnya kinerja pelayanan publik")
    sasaran: Teks = kolom("Sasaran", "Sasaran strategis", contoh="Meningkatnya kualitas pelayanan publik")
    indikator: Teks = kolom("Indikator kinerja", "Nama resmi indikator", contoh="Indeks Kepuasan Masyarakat")
    satuan: Teks = kolom("Satuan", "Nilai, %, atau satuan lain", contoh="Nilai")
    polaritas: Polaritas = kolom("Polaritas", "maksimal: makin tinggi makin baik; minimal: sebaliknya", contoh="maksimal")
    sumber_data: TeksAtauKosong = kolom("Sumber data", "Dari mana realisasinya", contoh="Survei kepuasan masyarakat", bawaan=None)


class Renstra(Kontrak):
    LEMBAR = "Renstra"
    NAMA = "renstra"
    KUNCI = ("kode",)
    LEBAR = "target"
    KUNCI_LEBAR = "tahun"

    kode: Teks = kolom("Kode", "Kode indikator", contoh="IKM")
    indikator: Teks = kolom("Indikator kinerja", "Nama indikator", contoh="Indeks Kepuasan Masyarakat")
    target: dict[int, AngkaAtauKosong] = kolom("Target", "Satu kolom setiap tahun Renstra", contoh=92)


class Iku(Kontrak):
    LEMBAR = "IKU"
    NAMA = "iku"
    KUNCI = ("kode",)

    kode: Teks = kolom("Kode", "Kode indikator", contoh="IKM")
    indikator: Teks = kolom("Indikator kinerja", "Nama indikator", contoh="Indeks Kepuasan Masyarakat")
    target: Angka = kolom("Target", "Target tahun laporan", contoh=92)


class Pk(Iku):
    LEMBAR = "PK"
    NAMA = "pk"


class PkProgram(Kontrak):
    LEMBAR = "PK Program"
    NAMA = "pk_program"
    KUNCI = ("program",)

    program: Teks = kolom("Program", "Nama program dalam Perjanjian Kinerja", contoh="Program Penyelenggaraan Pemerintahan")
    anggaran: Rupiah = kolom("Anggaran (Rp)", "Anggaran program dalam Perjanjian Kinerja", contoh=181246740, satuan="rupiah", ge=0)
    keterangan: TeksAtauKosong = kolom("Keterangan", "Sumber dana", contoh="APBD", bawaan=None)


class Realisasi(Kontrak):
    LEMBAR = "Realisasi"
    NAMA = "realisasi"
    KUNCI = ("kode", "tahun")

    kode: Teks = kolom("Kode", "Kode indikator", contoh="IKM")
    indikator: Teks = kolom("Indikator kinerja", "Nama indikator", contoh="Indeks Kepuasan Masyarakat")
    tahun: Tahun = kolom("Tahun", "Tahun realisasi", contoh=2021)
    target: Angka = kolom("Target", "Target tahun itu", contoh=92)
    realisasi: Angka = kolom("Realisasi", "Realisasi tahun itu", contoh=95)
    keterangan: TeksAtauKosong = kolom("Keterangan", "Catatan sumber", contoh="Laporan tahun lalu", bawaan=None)


class Analisis(Kontrak):
    LEMBAR = "Analisis"
    NAMA = "analisis"
    KUNCI = ("kode",)
    LEMBAR_WAJIB = False

    kode: Teks = kolom("Kode", "Kode indikator", contoh="IKM")
    sebab: Teks = kolom("Penyebab", "Penyebab keberhasilan atau kegagalan, ditulis analis", contoh="Loket ditambah.")
    solusi: Teks = kolom("Solusi", "Upaya yang telah atau akan dilakukan", contoh="Menambah jam layanan.")


class Ipp(Kontrak):
    LEMBAR = "IPP"
    NAMA = "ipp"
    KUNCI = ("unsur",)
    LEMBAR_WAJIB = False

    unsur: Teks = kolom("Aspek penilaian", "Aspek Indeks Pelayanan Publik", contoh="Inovasi")
    nilai: Angka = kolom("Nilai", "Nilai aspek setelah dibobot", contoh=0.29, ge=0, le=5)


class Lembaga(Kontrak):
    LEMBAR = "Lembaga"
    NAMA = "lembaga"
    KUNCI = ("lembaga",)
    LEMBAR_WAJIB = False

    lembaga: Teks = kolom("Lembaga", "Nama lembaga kemasyarakatan", contoh="Karang Taruna")
    kecamatan: Bilangan = kolom("Aktif di kecamatan", "Jumlah lembaga aktif tingkat kecamatan", contoh=1, satuan="lembaga", ge=0)
    kelurahan: Bilangan = kolom("Aktif di kelurahan", "Jumlah lembaga aktif tingkat kelurahan", contoh=5, satuan="lembaga", ge=0)


class Pembinaan(Kontrak):
    LEMBAR = "Pembinaan"
    NAMA = "pembinaan"
    KUNCI = ("lembaga",)
    LEMBAR_WAJIB = False

    lembaga: Teks = kolom("Lembaga", "Nama lembaga kemasyarakatan", contoh="Karang Taruna")
    dibina: YaTidak = kolom("Dibina", "Apakah dibina kecamatan tahun ini", contoh="ya")
    bentuk: TeksAtauKosong = kolom("Bentuk pembinaan", "Honorarium, barang, konsumsi", contoh="Honorarium", bawaan=None)


class Sarana(Kontrak):
    LEMBAR = "Sarana"
    NAMA = "sarana"
    KUNCI = ("unsur",)
    LEMBAR_WAJIB = False
    LEBAR = "tersedia"
    KUNCI_LEBAR = "kelurahan"

    unsur: Teks = kolom("Unsur", "Jenis sarana prasarana", contoh="Air bersih")
    tersedia: dict[str, YaTidak] = kolom("Tersedia", "Satu kolom setiap kelurahan", contoh="ya")


class BangkitBerdaya(Kontrak):
    LEMBAR = "Bangkit Berdaya"
    NAMA = "bangkit_berdaya"
    KUNCI = ("kelurahan",)
    LEMBAR_WAJIB = False

    kelurahan: Teks = kolom("Kelurahan", "Nama kelurahan", contoh="Eka Jaya")
    rt: Bilangan = kolom("RT sasaran", "Jumlah RT yang ditargetkan", contoh=7, satuan="RT", gt=0)
    realisasi: Bilangan = kolom("Realisasi", "Jumlah RT yang terlaksana", contoh=7, satuan="RT", ge=0)


class Layanan(Kontrak):
    LEMBAR = "Layanan"
    NAMA = "layanan"
    LEMBAR_WAJIB = False

    layanan: Teks = kolom("Jenis layanan", "Nama layanan", contoh="Surat Keterangan Domisili")
    kelompok: Literal["perizinan", "nonperizinan"] = kolom("Kelompok", "perizinan atau nonperizinan", contoh="nonperizinan")


class Langkah(Kontrak):
    LEMBAR = "Langkah"
    NAMA = "langkah"
    LEMBAR_WAJIB = False

    bidang: Teks = kolom("Bidang", "Bidang yang diperbaiki", contoh="Pelayanan publik")
    langkah: Teks = kolom("Langkah perbaikan", "Apa yang akan dilakukan", contoh="Menyederhanakan alur loket.")


class UnsurSkm(Kontrak):
    BERKAS = "skm.xlsx"
    LEMBAR = "Unsur"
    NAMA = "unsur_skm"
    KUNCI = ("kode",)

    kode: Teks = kolom("Kode", "Kode kolom jawaban", contoh="U1")
    unsur: Teks = kolom("Unsur", "Nama unsur pelayanan", contoh="Persyaratan")
    jawaban_1: Teks = kolom("Jawaban 1", "Arti nilai satu", contoh="Tidak mudah")
    jawaban_2: Teks = kolom("Jawaban 2", "Arti nilai dua", contoh="Kurang mudah")
    jawaban_3: Teks = kolom("Jawaban 3", "Arti nilai tiga", contoh="Mudah")
    jawaban_4: Teks = kolom("Jawaban 4", "Arti nilai empat", contoh="Sangat mudah")


class Responden(Kontrak):
    BERKAS = "skm.xlsx"
    LEMBAR = "Jawaban"
    NAMA = "skm"
    KUNCI = ("responden",)
    LEBAR = "jawaban"

    responden: Bilangan = kolom("Responden", "Nomor urut responden, tanpa nama", contoh=1, ge=1)
    jawaban: dict[str, Jawaban] = kolom("Jawaban", "Satu kolom setiap kode unsur; nilai 1 sampai 4", contoh=3)


class Dpa(Kontrak):
    BERKAS = "dpa.xlsx"
    LEMBAR = "DPA"
    NAMA = "anggaran"
    KUNCI = ("program", "kegiatan", "sub_kegiatan")

    kode_program: TeksAtauKosong = kolom("Kode program", "Kode menurut nomenklatur", contoh="7.01.01", bawaan=None)
    program: Teks = kolom("Program", "Nama program", contoh="Program Penunjang Urusan Pemerintahan Daerah")
    kegiatan: Teks = kolom("Kegiatan", "Nama kegiatan", contoh="Administrasi Keuangan Perangkat Daerah")
    sub_kegiatan: Teks = kolom("Sub kegiatan", "Nama sub kegiatan", contoh="Penyediaan Gaji dan Tunjangan ASN")
    pagu: RupiahAtauKosong = kolom("Pagu anggaran (Rp)", "Pagu menurut DPA; kosong bila tidak dianggarkan", contoh=7400000, satuan="rupiah", ge=0)
    realisasi: RupiahAtauKosong = kolom("Realisasi anggaran (Rp)", "Realisasi sampai akhir tahun", contoh=7284000, satuan="rupiah", ge=0)
    output: TeksAtauKosong = kolom("Output", "Keluaran sub kegiatan", contoh="Jumlah dokumen Renstra dan Renja", bawaan=None)


SEMUA: tuple[type[Kontrak], ...] = (
    Profil, Wilayah, Batas, Geografi, Jabatan, Tugas, Isu, DasarHukum, Misi, Indikator, Renstra, Iku,
    Pk, PkProgram, Realisasi, Analisis, Ipp, Lembaga, Pembinaan, Sarana, BangkitBerdaya, Layanan,
    Langkah, UnsurSkm, Responden, Dpa,
)  # fmt: skip
