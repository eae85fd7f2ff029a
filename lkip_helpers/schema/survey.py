"""The satisfaction survey: skm.xlsx."""

from lkip_helpers.schema.base import Schema, column
from lkip_helpers.schema.cells import AnswerValue, Numeral, Text, TextOrEmpty


class UnsurSkm(Schema):
    FILE = "skm.xlsx"
    SHEET = "Unsur"
    USE = "Unsur pelayanan yang ditanyakan dalam survei dan arti setiap jawaban"
    NAME = "unsur_skm"
    YEARLY = ()
    KEY = ("kode",)

    kode: Text = column("Kode", "Kode kolom jawaban", example="U1")
    unsur: Text = column("Unsur", "Nama unsur pelayanan", example="Persyaratan")
    jawaban_1: Text = column("Jawaban 1", "Arti nilai satu", example="Tidak mudah")
    jawaban_2: Text = column("Jawaban 2", "Arti nilai dua", example="Kurang mudah")
    jawaban_3: Text = column("Jawaban 3", "Arti nilai tiga", example="Mudah")
    jawaban_4: Text = column("Jawaban 4", "Arti nilai empat", example="Sangat mudah")
    pertanyaan: TextOrEmpty = column(
        "Yang ditanyakan",
        "Pertanyaan kuesioner atau intinya; dicetak di atas tabel jawaban",
        example="Seberapa mudah syarat pelayanan dipenuhi?",
        default=None,
    )


class Responden(Schema):
    FILE = "skm.xlsx"
    SHEET = "Jawaban"
    USE = "Jawaban survei kepuasan, satu baris setiap responden, tanpa nama"
    NAME = "skm"
    KEY = ("responden",)
    WIDTH = "jawaban"

    responden: Numeral = column("Responden", "Nomor urut responden, tanpa nama", example=1, ge=1)
    jenis_kelamin: TextOrEmpty = column(
        "Jenis kelamin", "Ciri responden; boleh tidak ada", example="Perempuan", default=None
    )
    usia: TextOrEmpty = column("Usia", "Kelompok usia", example="26–35 tahun", default=None)
    pendidikan: TextOrEmpty = column(
        "Pendidikan", "Pendidikan terakhir", example="SMA", default=None
    )
    pekerjaan: TextOrEmpty = column(
        "Pekerjaan", "Pekerjaan utama", example="Wiraswasta", default=None
    )
    layanan: TextOrEmpty = column(
        "Jenis layanan", "Layanan yang diterima", example="Surat pindah", default=None
    )
    jawaban: dict[str, AnswerValue] = column(
        "Jawaban", "Satu kolom setiap kode unsur; nilai 1 sampai 4", example=3
    )


class TindakLanjut(Schema):
    FILE = "skm.xlsx"
    SHEET = "Tindak Lanjut"
    USE = "Rencana tindak lanjut hasil survei, satu baris setiap unsur yang diperbaiki"
    NAME = "tindak_lanjut"
    KEY = ("kode",)
    SHEET_REQUIRED = False

    kode: Text = column("Kode", "Kode unsur pada lembar Unsur", example="U1")
    rencana: Text = column(
        "Rencana tindak lanjut", "Apa yang akan dilakukan", example="Memasang alur pelayanan."
    )
    waktu: TextOrEmpty = column("Waktu", "Kapan", example="Triwulan I", default=None)
    penanggung_jawab: TextOrEmpty = column(
        "Penanggung jawab", "Jabatan", example="Seksi Pelayanan Umum", default=None
    )
