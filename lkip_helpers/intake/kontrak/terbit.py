"""Figures and statements of a published report, typed from it: terbit.xlsx.

They are no data of the report; the room `audit` holds them against the computed tables.
"""

from typing import Literal

from lkip_helpers.intake.kontrak import dasar
from lkip_helpers.intake.kontrak.dasar import Kontrak
from lkip_helpers.intake.tipe import BilanganAtauKosong, Teks, TeksAtauKosong
from lkip_helpers.workspace import TERBIT as TERBIT_XLSX

isian = dasar.kolom  # a field of these sheets is itself called kolom

Jenis = Literal[
    "mayoritas",
    "tertinggi",
    "terendah",
    "di bawah rata-rata",
    "di atas rata-rata",
    "banyak baris",
    "tahun ke",
]


class Terbit(Kontrak):
    BERKAS = TERBIT_XLSX
    LEMBAR = "Angka"
    GUNA = "Angka pada laporan yang sudah terbit, diketik persis seperti tercetak"
    NAMA = "terbit"
    KUNCI = ("label", "tempat", "baris", "kolom")
    LEMBAR_WAJIB = False

    label: Teks = isian("Label tabel", "Label tabel yang dihitung", contoh="skm-nilai")
    tempat: TeksAtauKosong = isian(
        "Tempat", "Nomor tabel atau bagian menurut laporan terbit", contoh="Tabel 1.2", bawaan=None
    )
    baris: TeksAtauKosong = isian(
        "Baris",
        "Isi kolom pertama baris itu, nama baris jumlah, atau dua tingkat dipisah “ › ”; "
        "kosong bila tabelnya hanya satu baris",
        contoh="U1",
        bawaan=None,
    )
    kolom: Teks = isian("Kolom", "Kunci atau judul kolom", contoh="nrr")
    nilai: Teks = isian("Nilai tercetak", "Persis seperti tercetak, sebagai teks", contoh="3,24")
    halaman: BilanganAtauKosong = isian(
        "Halaman", "Nomor halaman; kosong bila tidak diketahui", contoh=21, bawaan=None
    )


class Pernyataan(Kontrak):
    BERKAS = TERBIT_XLSX
    LEMBAR = "Pernyataan"
    GUNA = "Pernyataan pada laporan yang sudah terbit, untuk diuji dengan hitungan"
    NAMA = "pernyataan"
    LEMBAR_WAJIB = False

    label: Teks = isian("Label tabel", "Tabel yang dibicarakan kalimatnya", contoh="skm-u1")
    tempat: TeksAtauKosong = isian(
        "Tempat", "Bagian laporan terbit", contoh="Bagian 1.2.1", bawaan=None
    )
    jenis: Jenis = isian("Jenis", "Apa yang dinyatakan kalimatnya", contoh="mayoritas")
    baris: TeksAtauKosong = isian(
        "Baris", "Baris yang dinyatakan; kosong bila tidak ada", contoh="Mudah", bawaan=None
    )
    kolom: TeksAtauKosong = isian(
        "Kolom", "Kolom yang dibandingkan; kosong bila tidak ada", contoh="persen", bawaan=None
    )
    nilai: TeksAtauKosong = isian(
        "Nilai tercetak", "Angka dalam pernyataan; kosong bila tidak ada", contoh="2", bawaan=None
    )
    halaman: BilanganAtauKosong = isian(
        "Halaman", "Nomor halaman; kosong bila tidak diketahui", contoh=22, bawaan=None
    )
    bunyi: Teks = isian("Bunyi", "Inti pernyataan, singkat", contoh="mayoritas mudah")


TERBIT: tuple[type[Kontrak], ...] = (Terbit, Pernyataan)
