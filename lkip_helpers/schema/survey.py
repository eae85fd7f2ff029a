"""The satisfaction survey in the form the office has it: skm.xlsx.

Answers of each respondent, or how often each answer was given, or the published index alone.
"""

from typing import Any

from lkip_helpers.schema.base import Schema, column
from lkip_helpers.schema.cells import (
    AnswerValue,
    IntegerOrEmpty,
    Number,
    Numeral,
    Text,
    TextOrEmpty,
    Trait,
)

MOST_RESPONDENTS = 999_999  # a longer number is a telephone or a NIK, not a place in a list


class UnsurSkm(Schema):
    FILE = "skm.xlsx"
    SHEET = "Unsur"
    USE = "Unsur pelayanan yang ditanyakan dalam survei dan arti setiap jawaban"
    NAME = "unsur_skm"
    DOCUMENT = "Survei Kepuasan Masyarakat {tahun}"
    SHEET_REQUIRED = False
    YEARLY = ()
    KEY = ("kode",)

    kode: Text = column("Kode", "Kode kolom jawaban", example="U1")
    unsur: Text = column("Unsur", "Nama unsur pelayanan", example="Persyaratan")
    jawaban_1: Text = column("Jawaban 1", "Arti nilai satu", example="Tidak mudah")
    jawaban_2: Text = column("Jawaban 2", "Arti nilai dua", example="Kurang mudah")
    jawaban_3: Text = column("Jawaban 3", "Arti nilai tiga", example="Mudah")
    jawaban_4: Text = column("Jawaban 4", "Arti nilai empat", example="Sangat mudah")
    pertanyaan: TextOrEmpty = column(
        "Yang ditanyakan", "Pertanyaan kuesioner atau intinya; dicetak di atas tabel jawaban",
        example="Seberapa mudah syarat pelayanan dipenuhi?", default=None,
    )  # fmt: skip


class Responden(Schema):
    FILE = "skm.xlsx"
    SHEET = "Jawaban"
    USE = "Jawaban survei kepuasan, satu baris setiap responden, tanpa nama"
    NAME = "skm"
    DOCUMENT = "Survei Kepuasan Masyarakat {tahun}"
    SHEET_REQUIRED = False
    KEY = ("responden",)
    WIDTH = "jawaban"
    HEADS = (UnsurSkm.SHEET, "Kode")
    PEOPLE = True

    responden: Numeral = column(
        "Responden", "Nomor urut responden, tanpa nama", example=1, ge=1, le=MOST_RESPONDENTS
    )
    jenis_kelamin: Trait = column(
        "Jenis kelamin", "Ciri responden; boleh tidak ada", example="Perempuan", default=None
    )
    usia: Trait = column("Usia", "Kelompok usia", example="26–35 tahun", default=None)
    pendidikan: Trait = column("Pendidikan", "Pendidikan terakhir", example="SMA", default=None)
    pekerjaan: Trait = column("Pekerjaan", "Pekerjaan utama", example="Wiraswasta", default=None)
    layanan: Trait = column(
        "Jenis layanan", "Layanan yang diterima", example="Surat pindah", default=None
    )
    jawaban: dict[str, AnswerValue] = column(
        "Jawaban", "Satu kolom setiap kode unsur; nilai 1 sampai 4", example=3
    )


def _count(value: int) -> Any:
    """The column of how often the answer `value` was given."""
    return column(
        f"Nilai {value}",
        f"Berapa responden menjawab dengan nilai {value}; tulis - bila tidak ada",
        example=10 * value,
        satuan="orang",
        ge=0,
    )


class Rekap(Schema):
    FILE = "skm.xlsx"
    SHEET = "Rekap"
    USE = "Banyaknya setiap jawaban bila jawaban setiap responden tidak ada; satu baris per unsur"
    NAME = "rekap"
    DOCUMENT = "Survei Kepuasan Masyarakat {tahun}"
    KEY = ("kode",)
    SHEET_REQUIRED = False

    kode: Text = column("Kode", "Kode unsur pada lembar Unsur", example="U1")
    nilai_1: IntegerOrEmpty = _count(1)
    nilai_2: IntegerOrEmpty = _count(2)
    nilai_3: IntegerOrEmpty = _count(3)
    nilai_4: IntegerOrEmpty = _count(4)


class IkmTerbit(Schema):
    FILE = "skm.xlsx"
    SHEET = "IKM"
    USE = "IKM yang diterbitkan pihak lain, bila jawaban dan rekapnya tidak ada; satu baris"
    NAME = "ikm_terbit"
    SHEET_REQUIRED = False

    ikm: Number = column("IKM", "Nilai menurut dokumen sumbernya", example=82.5, ge=25, le=100)
    sumber: Text = column(
        "Sumber", "Dokumen yang menerbitkannya", example="Laporan SKM Kabupaten Nusa Contoh"
    )
    responden: IntegerOrEmpty = column(
        "Responden", "Banyaknya responden bila disebut", example=150, satuan="orang",
        default=None, gt=0,
    )  # fmt: skip


SURVEY_FORMS = (Responden.NAME, Rekap.NAME, IkmTerbit.NAME)  # the most detailed first


class TindakLanjut(Schema):
    FILE = "skm.xlsx"
    SHEET = "Tindak Lanjut"
    USE = "Rencana tindak lanjut hasil survei, satu baris setiap unsur yang diperbaiki"
    NAME = "tindak_lanjut"
    DOCUMENT = "Survei Kepuasan Masyarakat {tahun}"
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
