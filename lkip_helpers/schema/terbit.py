"""Figures and statements of a published report, typed from it: terbit.xlsx.

They are no data of the report; the room `audit` holds them against the computed tables.
"""

from typing import Literal

from lkip_helpers.schema import base
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.cells import IntegerOrEmpty, Text, TextOrEmpty
from lkip_helpers.workspace import PUBLISHED as TERBIT_XLSX

entry_values = base.column  # a field of these sheets is itself called kolom

Kind = Literal[
    "mayoritas",
    "tertinggi",
    "terendah",
    "di bawah rata-rata",
    "di atas rata-rata",
    "banyak baris",
    "tahun ke",
    "naik",
    "turun",
    "tetap",
    "melampaui rencana",
    "sesuai rencana",
    "di bawah rencana",
]


class Terbit(Schema):
    FILE = TERBIT_XLSX
    SHEET = "Angka"
    USE = "Angka pada laporan yang sudah terbit, diketik persis seperti tercetak"
    NAME = "terbit"
    KEY = ("label", "tempat", "baris", "kolom")
    SHEET_REQUIRED = False

    label: Text = entry_values("Label tabel", "Label tabel yang dihitung", example="skm-nilai")
    tempat: TextOrEmpty = entry_values(
        "Tempat", "Nomor tabel atau bagian menurut laporan terbit", example="Tabel 1.2",
        default=None,
    )  # fmt: skip
    baris: TextOrEmpty = entry_values(
        "Baris",
        "Isi kolom pertama baris itu, nama baris jumlah, atau dua tingkat dipisah “ › ”; "
        "kosong bila tabelnya hanya satu baris",
        example="U1",
        default=None,
    )
    kolom: Text = entry_values("Kolom", "Kunci atau judul kolom", example="nrr")
    nilai: Text = entry_values(
        "Nilai tercetak", "Persis seperti tercetak, sebagai teks", example="3,24"
    )
    halaman: IntegerOrEmpty = entry_values(
        "Halaman", "Nomor halaman; kosong bila tidak diketahui", example=21, default=None
    )


class Pernyataan(Schema):
    FILE = TERBIT_XLSX
    SHEET = "Pernyataan"
    USE = "Pernyataan pada laporan yang sudah terbit, untuk diuji dengan hitungan"
    NAME = "pernyataan"
    SHEET_REQUIRED = False

    label: Text = entry_values("Label tabel", "Tabel yang dibicarakan kalimatnya", example="skm-u1")
    tempat: TextOrEmpty = entry_values(
        "Tempat", "Bagian laporan terbit", example="Bagian 1.2.1", default=None
    )
    jenis: Kind = entry_values("Jenis", "Apa yang dinyatakan kalimatnya", example="mayoritas")
    baris: TextOrEmpty = entry_values(
        "Baris", "Baris yang dinyatakan; kosong bila tidak ada", example="Mudah", default=None
    )
    kolom: TextOrEmpty = entry_values(
        "Kolom", "Kolom yang dibandingkan; kosong bila tidak ada", example="persen", default=None
    )
    nilai: TextOrEmpty = entry_values(
        "Nilai tercetak", "Angka dalam pernyataan; kosong bila tidak ada", example="2", default=None
    )
    halaman: IntegerOrEmpty = entry_values(
        "Halaman", "Nomor halaman; kosong bila tidak diketahui", example=22, default=None
    )
    bunyi: Text = entry_values("Bunyi", "Inti pernyataan, singkat", example="mayoritas mudah")


PUBLISHED: tuple[type[Schema], ...] = (Terbit, Pernyataan)
