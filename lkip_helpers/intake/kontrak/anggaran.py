"""The budget: dpa.xlsx."""

from typing import Literal

from lkip_helpers.intake.kontrak.dasar import Kontrak, kolom
from lkip_helpers.intake.tipe import RupiahAtauKosong, Teks, TeksAtauKosong


class Dpa(Kontrak):
    BERKAS = "dpa.xlsx"
    LEMBAR = "DPA"
    GUNA = "Pagu, realisasi, dan keluaran setiap sub kegiatan menurut DPA"
    NAMA = "anggaran"
    KUNCI = ("program", "kegiatan", "sub_kegiatan")

    kode_program: TeksAtauKosong = kolom(
        "Kode program", "Kode menurut nomenklatur", contoh="7.01.01", bawaan=None
    )
    program: Teks = kolom(
        "Program", "Nama program", contoh="Program Penunjang Urusan Pemerintahan Daerah"
    )
    kegiatan: Teks = kolom(
        "Kegiatan", "Nama kegiatan", contoh="Administrasi Keuangan Perangkat Daerah"
    )
    sub_kegiatan: Teks = kolom(
        "Sub kegiatan", "Nama sub kegiatan", contoh="Penyediaan Gaji dan Tunjangan ASN"
    )
    pagu: RupiahAtauKosong = kolom(
        "Pagu anggaran (Rp)",
        "Pagu menurut DPA; tulis - bila tidak dianggarkan",
        contoh=7400000,
        satuan="rupiah",
        ge=0,
    )
    realisasi: RupiahAtauKosong = kolom(
        "Realisasi anggaran (Rp)",
        "Realisasi sampai akhir tahun; tulis - bila tidak dianggarkan",
        contoh=7284000,
        satuan="rupiah",
        ge=0,
    )
    output: TeksAtauKosong = kolom(
        "Output", "Keluaran sub kegiatan", contoh="Jumlah dokumen Renstra dan Renja", bawaan=None
    )
    pagu_sebelum: RupiahAtauKosong = kolom(
        "Pagu sebelum perubahan (Rp)",
        "Pagu menurut DPA murni; kolom ini ada bila ada DPPA",
        contoh=7400000,
        satuan="rupiah",
        bawaan=None,
        ge=0,
    )
    kode_sub_kegiatan: TeksAtauKosong = kolom(
        "Kode sub kegiatan",
        "Kode menurut nomenklatur; ditulis oleh impor SIPD untuk mencocokkan ekspor berikutnya",
        contoh="7.01.01.2.02.0001",
        bawaan=None,
    )


class Dukungan(Kontrak):
    BERKAS = "dpa.xlsx"
    LEMBAR = "Dukungan"
    GUNA = "Program yang mendukung setiap sasaran strategis"
    NAMA = "dukungan"
    KUNCI = ("program", "sasaran")
    LEMBAR_WAJIB = False

    program: Teks = kolom(
        "Program",
        "Nama program pada lembar DPA",
        contoh="Program Penunjang Urusan Pemerintahan Daerah",
    )
    sasaran: Teks = kolom(
        "Sasaran",
        "Sasaran strategis pada lembar Indikator yang didukung",
        contoh="Meningkatnya kualitas pelayanan publik",
    )
    peran: Literal["utama", "penunjang"] = kolom(
        "Peran", "utama atau penunjang", contoh="penunjang"
    )


class Penjelasan(Kontrak):
    BERKAS = "dpa.xlsx"
    LEMBAR = "Penjelasan"
    GUNA = "Sebab serapan rendah atau perbedaan pagu, satu baris setiap sub kegiatan"
    NAMA = "penjelasan"
    KUNCI = ("sub_kegiatan",)
    LEMBAR_WAJIB = False

    sub_kegiatan: Teks = kolom(
        "Sub kegiatan",
        "Nama sub kegiatan pada lembar DPA",
        contoh="Penyediaan Gaji dan Tunjangan ASN",
    )
    alasan: Teks = kolom(
        "Penjelasan",
        "Sebab serapan rendah, atau sebab pagu berbeda dari Perjanjian Kinerja",
        contoh="Harga penawaran lebih rendah daripada pagu.",
    )
