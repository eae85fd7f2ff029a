"""The budget: dpa.xlsx; and last, for kinerja.xlsx, explanations of findings that stay."""

from typing import Literal

from lkip_helpers.schema.base import Schema, column, optional
from lkip_helpers.schema.cells import RupiahOrEmpty, Text, TextOrEmpty


class Dpa(
    Schema,
    file="dpa.xlsx",
    sheet="DPA",
    name="anggaran",
    key=("unit", "program", "kegiatan", "sub_kegiatan"),
    yearly=("pagu", "realisasi", "pagu_sebelum"),
    document="DPA {tahun}",
):
    USE = "Pagu, realisasi, dan keluaran setiap sub kegiatan menurut DPA"

    kode_program: TextOrEmpty = optional("Kode program", "Kode menurut nomenklatur", "7.01.01")
    program: Text = column(
        "Program", "Nama program", "Program Penunjang Urusan Pemerintahan Daerah"
    )
    kegiatan: Text = column("Kegiatan", "Nama kegiatan", "Administrasi Keuangan Perangkat Daerah")
    sub_kegiatan: Text = column(
        "Sub kegiatan", "Nama sub kegiatan", "Penyediaan Gaji dan Tunjangan ASN"
    )
    pagu: RupiahOrEmpty = column(
        "Pagu anggaran (Rp)",
        "Pagu menurut DPA; tulis - bila tidak dianggarkan",
        7400000,
        "rupiah",
        ge=0,
    )
    realisasi: RupiahOrEmpty = column(
        "Realisasi anggaran (Rp)",
        "Realisasi sampai akhir tahun; tulis - bila tidak dianggarkan",
        7284000,
        "rupiah",
        ge=0,
    )
    output: TextOrEmpty = optional(
        "Output", "Keluaran sub kegiatan", "Jumlah dokumen Renstra dan Renja"
    )
    pagu_sebelum: RupiahOrEmpty = optional(
        "Pagu sebelum perubahan (Rp)",
        "Pagu menurut DPA murni; kolom ini ada bila ada DPPA",
        7400000,
        "rupiah",
        ge=0,
    )
    kode_sub_kegiatan: TextOrEmpty = optional(
        "Kode sub kegiatan",
        "Kode menurut nomenklatur; ditulis oleh impor SIPD untuk mencocokkan ekspor berikutnya",
        "7.01.01.2.02.0001",
    )
    unit: TextOrEmpty = optional(
        "Unit",
        "Kelurahan atau unit di bawah kecamatan yang mengelola; kosong bila kecamatan sendiri",
        "Kelurahan Melati",
    )


class Dukungan(
    Schema,
    file="dpa.xlsx",
    key=("program", "sasaran"),
    sheet_required=False,
    refers=(("program", "anggaran", "program"), ("sasaran", "indikator", "sasaran")),
    yearly=(),
    document="DPA {tahun}",
):
    USE = "Program yang mendukung setiap sasaran strategis"

    program: Text = column(
        "Program", "Nama program pada lembar DPA", "Program Penunjang Urusan Pemerintahan Daerah"
    )
    sasaran: Text = column(
        "Sasaran",
        "Sasaran strategis pada lembar Indikator yang didukung",
        "Meningkatnya kualitas pelayanan publik",
    )
    peran: Literal["utama", "penunjang"] = column("Peran", "utama atau penunjang", "penunjang")


class Penjelasan(
    Schema,
    file="dpa.xlsx",
    key=("sub_kegiatan",),
    sheet_required=False,
    refers=(("sub_kegiatan", "anggaran", "sub_kegiatan"),),
    document="DPA {tahun}",
):
    USE = "Sebab serapan rendah atau perbedaan pagu, satu baris setiap sub kegiatan"

    sub_kegiatan: Text = column(
        "Sub kegiatan", "Nama sub kegiatan pada lembar DPA", "Penyediaan Gaji dan Tunjangan ASN"
    )
    alasan: Text = column(
        "Penjelasan",
        "Sebab serapan rendah, atau sebab pagu berbeda dari Perjanjian Kinerja",
        "Harga penawaran lebih rendah daripada pagu.",
    )


class PenjelasanTemuan(Schema, key=("kunci",), sheet_required=False):
    USE = "Penjelasan atas temuan antarlembar yang tetap dipertahankan"

    kunci: Text = column("Kunci temuan", "Kunci yang disebut pada temuan lkip check", "bukti:IKM")
    penjelasan: Text = column(
        "Penjelasan", "Mengapa kedua angka itu berbeda", "Survei diulang pada bulan Desember."
    )
