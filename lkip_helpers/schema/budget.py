"""The budget: dpa.xlsx."""

from typing import Literal

from lkip_helpers.schema.base import Schema, column
from lkip_helpers.schema.cells import RupiahOrEmpty, Text, TextOrEmpty


class Dpa(Schema):
    FILE = "dpa.xlsx"
    SHEET = "DPA"
    USE = "Pagu, realisasi, dan keluaran setiap sub kegiatan menurut DPA"
    NAME = "anggaran"
    DOCUMENT = "DPA {tahun}"
    YEARLY = ("pagu", "realisasi", "pagu_sebelum")
    KEY = ("unit", "program", "kegiatan", "sub_kegiatan")

    kode_program: TextOrEmpty = column(
        "Kode program", "Kode menurut nomenklatur", example="7.01.01", default=None
    )
    program: Text = column(
        "Program", "Nama program", example="Program Penunjang Urusan Pemerintahan Daerah"
    )
    kegiatan: Text = column(
        "Kegiatan", "Nama kegiatan", example="Administrasi Keuangan Perangkat Daerah"
    )
    sub_kegiatan: Text = column(
        "Sub kegiatan", "Nama sub kegiatan", example="Penyediaan Gaji dan Tunjangan ASN"
    )
    pagu: RupiahOrEmpty = column(
        "Pagu anggaran (Rp)", "Pagu menurut DPA; tulis - bila tidak dianggarkan", example=7400000,
        satuan="rupiah", ge=0,
    )  # fmt: skip
    realisasi: RupiahOrEmpty = column(
        "Realisasi anggaran (Rp)", "Realisasi sampai akhir tahun; tulis - bila tidak dianggarkan",
        example=7284000, satuan="rupiah", ge=0,
    )  # fmt: skip
    output: TextOrEmpty = column(
        "Output", "Keluaran sub kegiatan", example="Jumlah dokumen Renstra dan Renja", default=None
    )
    pagu_sebelum: RupiahOrEmpty = column(
        "Pagu sebelum perubahan (Rp)", "Pagu menurut DPA murni; kolom ini ada bila ada DPPA",
        example=7400000, satuan="rupiah", default=None, ge=0,
    )  # fmt: skip
    kode_sub_kegiatan: TextOrEmpty = column(
        "Kode sub kegiatan",
        "Kode menurut nomenklatur; ditulis oleh impor SIPD untuk mencocokkan ekspor berikutnya",
        example="7.01.01.2.02.0001", default=None,
    )  # fmt: skip
    unit: TextOrEmpty = column(
        "Unit",
        "Kelurahan atau unit di bawah kecamatan yang mengelola; kosong bila kecamatan sendiri",
        example="Kelurahan Melati", default=None,
    )  # fmt: skip


class Dukungan(Schema):
    FILE = "dpa.xlsx"
    SHEET = "Dukungan"
    USE = "Program yang mendukung setiap sasaran strategis"
    NAME = "dukungan"
    DOCUMENT = "DPA {tahun}"
    YEARLY = ()
    KEY = ("program", "sasaran")
    SHEET_REQUIRED = False

    program: Text = column(
        "Program", "Nama program pada lembar DPA",
        example="Program Penunjang Urusan Pemerintahan Daerah",
    )  # fmt: skip
    sasaran: Text = column(
        "Sasaran", "Sasaran strategis pada lembar Indikator yang didukung",
        example="Meningkatnya kualitas pelayanan publik",
    )  # fmt: skip
    peran: Literal["utama", "penunjang"] = column(
        "Peran", "utama atau penunjang", example="penunjang"
    )


class Penjelasan(Schema):
    FILE = "dpa.xlsx"
    SHEET = "Penjelasan"
    USE = "Sebab serapan rendah atau perbedaan pagu, satu baris setiap sub kegiatan"
    NAME = "penjelasan"
    DOCUMENT = "DPA {tahun}"
    KEY = ("sub_kegiatan",)
    SHEET_REQUIRED = False

    sub_kegiatan: Text = column(
        "Sub kegiatan", "Nama sub kegiatan pada lembar DPA",
        example="Penyediaan Gaji dan Tunjangan ASN",
    )  # fmt: skip
    alasan: Text = column(
        "Penjelasan", "Sebab serapan rendah, atau sebab pagu berbeda dari Perjanjian Kinerja",
        example="Harga penawaran lebih rendah daripada pagu.",
    )  # fmt: skip
