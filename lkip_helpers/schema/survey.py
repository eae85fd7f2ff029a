"""The satisfaction survey in the form the office has it: skm.xlsx.

Answers of each respondent, or how often each answer was given, or the published index alone.
"""

from typing import Any

from lkip_helpers.schema.base import Schema, column, optional
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


class UnsurSkm(
    Schema,
    file="skm.xlsx",
    sheet="Unsur",
    key=("kode",),
    sheet_required=False,
    yearly=(),
    document="Survei Kepuasan Masyarakat {tahun}",
):
    USE = "Unsur pelayanan yang ditanyakan dalam survei dan arti setiap jawaban"

    kode: Text = column("Kode", "Kode kolom jawaban", "U1")
    unsur: Text = column("Unsur", "Nama unsur pelayanan", "Persyaratan")
    jawaban_1: Text = column("Jawaban 1", "Arti nilai satu", "Tidak mudah")
    jawaban_2: Text = column("Jawaban 2", "Arti nilai dua", "Kurang mudah")
    jawaban_3: Text = column("Jawaban 3", "Arti nilai tiga", "Mudah")
    jawaban_4: Text = column("Jawaban 4", "Arti nilai empat", "Sangat mudah")
    pertanyaan: TextOrEmpty = optional(
        "Yang ditanyakan",
        "Pertanyaan kuesioner atau intinya; dicetak di atas tabel jawaban",
        "Seberapa mudah syarat pelayanan dipenuhi?",
    )


class Responden(
    Schema,
    file="skm.xlsx",
    sheet="Jawaban",
    name="skm",
    key=("responden",),
    sheet_required=False,
    width="jawaban",
    heads=(UnsurSkm.SHEET, "Kode"),
    people=True,
    document="Survei Kepuasan Masyarakat {tahun}",
):
    USE = "Jawaban survei kepuasan, satu baris setiap responden, tanpa nama"

    responden: Numeral = column(
        "Responden", "Nomor urut responden, tanpa nama", 1, ge=1, le=MOST_RESPONDENTS
    )
    jenis_kelamin: Trait = optional("Jenis kelamin", "Ciri responden; boleh tidak ada", "Perempuan")
    usia: Trait = optional("Usia", "Kelompok usia", "26–35 tahun")
    pendidikan: Trait = optional("Pendidikan", "Pendidikan terakhir", "SMA")
    pekerjaan: Trait = optional("Pekerjaan", "Pekerjaan utama", "Wiraswasta")
    layanan: Trait = optional("Jenis layanan", "Layanan yang diterima", "Surat pindah")
    jawaban: dict[str, AnswerValue] = column(
        "Jawaban", "Satu kolom setiap kode unsur; nilai 1 sampai 4", 3
    )


def _count(value: int) -> Any:
    """The column of how often the answer `value` was given."""
    meaning = f"Berapa responden menjawab dengan nilai {value}; tulis - bila tidak ada"
    return column(f"Nilai {value}", meaning, 10 * value, "orang", ge=0)


class Rekap(
    Schema,
    file="skm.xlsx",
    key=("kode",),
    sheet_required=False,
    yearly=("nilai_1", "nilai_2", "nilai_3", "nilai_4"),
    refers=(("kode", "unsur_skm", "kode"),),
    document="Survei Kepuasan Masyarakat {tahun}",
):
    USE = "Banyaknya setiap jawaban bila jawaban setiap responden tidak ada; satu baris per unsur"

    kode: Text = column("Kode", "Kode unsur pada lembar Unsur", "U1")
    nilai_1: IntegerOrEmpty = _count(1)
    nilai_2: IntegerOrEmpty = _count(2)
    nilai_3: IntegerOrEmpty = _count(3)
    nilai_4: IntegerOrEmpty = _count(4)


class IkmTerbit(Schema, file="skm.xlsx", sheet="IKM", sheet_required=False):
    USE = "IKM yang diterbitkan pihak lain, bila jawaban dan rekapnya tidak ada; satu baris"

    ikm: Number = column("IKM", "Nilai menurut dokumen sumbernya", 82.5, ge=25, le=100)
    sumber: Text = column(
        "Sumber", "Dokumen yang menerbitkannya", "Laporan SKM Kabupaten Nusa Contoh"
    )
    responden: IntegerOrEmpty = optional(
        "Responden", "Banyaknya responden bila disebut", 150, "orang", gt=0
    )


SURVEY_FORMS = (Responden.NAME, Rekap.NAME, IkmTerbit.NAME)  # the most detailed first


class TindakLanjut(
    Schema,
    file="skm.xlsx",
    key=("kode",),
    sheet_required=False,
    refers=(("kode", "unsur_skm", "kode"),),
    document="Survei Kepuasan Masyarakat {tahun}",
):
    USE = "Rencana tindak lanjut hasil survei, satu baris setiap unsur yang diperbaiki"

    kode: Text = column("Kode", "Kode unsur pada lembar Unsur", "U1")
    rencana: Text = column(
        "Rencana tindak lanjut", "Apa yang akan dilakukan", "Memasang alur pelayanan."
    )
    waktu: TextOrEmpty = optional("Waktu", "Kapan", "Triwulan I")
    penanggung_jawab: TextOrEmpty = optional("Penanggung jawab", "Jabatan", "Seksi Pelayanan Umum")
