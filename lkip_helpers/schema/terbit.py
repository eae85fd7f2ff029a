"""Figures and statements of a published report, typed from it: terbit.xlsx.

They are no data of the report; the room `audit` holds them against the computed tables.
"""

from typing import Literal

from lkip_helpers.schema.base import Schema, column, optional
from lkip_helpers.schema.cells import IntegerOrEmpty, Text, TextOrEmpty
from lkip_helpers.workspace import PUBLISHED as TERBIT_XLSX

Kind = Literal[
    "mayoritas", "tertinggi", "terendah", "di bawah rata-rata", "di atas rata-rata", "banyak baris",
    "tahun ke", "naik", "turun", "tetap", "melampaui rencana", "sesuai rencana", "di bawah rencana",
]  # fmt: skip


class Terbit(
    Schema,
    file=TERBIT_XLSX,
    sheet="Angka",
    key=("label", "tempat", "baris", "kolom"),
    sheet_required=False,
):
    USE = "Angka pada laporan yang sudah terbit, diketik persis seperti tercetak"

    label: Text = column("Label tabel", "Label tabel yang dihitung", "skm-nilai")
    tempat: TextOrEmpty = optional(
        "Tempat", "Nomor tabel atau bagian menurut laporan terbit", "Tabel 1.2"
    )
    baris: TextOrEmpty = optional(
        "Baris",
        "Isi kolom pertama baris itu, nama baris jumlah, atau dua tingkat dipisah “ › ”; "
        "kosong bila tabelnya hanya satu baris",
        "U1",
    )
    kolom: Text = column("Kolom", "Kunci atau judul kolom", "nrr")
    nilai: Text = column("Nilai tercetak", "Persis seperti tercetak, sebagai teks", "3,24")
    halaman: IntegerOrEmpty = optional("Halaman", "Nomor halaman; kosong bila tidak diketahui", 21)


class Pernyataan(Schema, file=TERBIT_XLSX, sheet_required=False):
    USE = "Pernyataan pada laporan yang sudah terbit, untuk diuji dengan hitungan"

    label: Text = column("Label tabel", "Tabel yang dibicarakan kalimatnya", "skm-u1")
    tempat: TextOrEmpty = optional("Tempat", "Bagian laporan terbit", "Bagian 1.2.1")
    jenis: Kind = column("Jenis", "Apa yang dinyatakan kalimatnya", "mayoritas")
    baris: TextOrEmpty = optional("Baris", "Baris yang dinyatakan; kosong bila tidak ada", "Mudah")
    kolom: TextOrEmpty = optional(
        "Kolom", "Kolom yang dibandingkan; kosong bila tidak ada", "persen"
    )
    nilai: TextOrEmpty = optional(
        "Nilai tercetak", "Angka dalam pernyataan; kosong bila tidak ada", "2"
    )
    halaman: IntegerOrEmpty = optional("Halaman", "Nomor halaman; kosong bila tidak diketahui", 22)
    bunyi: Text = column("Bunyi", "Inti pernyataan, singkat", "mayoritas mudah")


PUBLISHED: tuple[type[Schema], ...] = (Terbit, Pernyataan)
