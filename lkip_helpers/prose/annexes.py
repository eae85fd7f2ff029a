"""The annex: forms of the Perjanjian Kinerja and IKU, the survey's answers, the checklists."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from lkip_helpers.compute.lineage import Derivation, note_derivation, refer
from lkip_helpers.report.columns import Column, alter
from lkip_helpers.report.cover import phrase_nip
from lkip_helpers.report.format import format_number, format_words
from lkip_helpers.report.narasi import Narasi, chain_words
from lkip_helpers.report.tabel import Footer, Source, Tabel
from lkip_helpers.rules import load_rules, load_weight
from lkip_helpers.rules.expression import THIS

MOST_PRINTED = 150  # respondents; the answers of more are read by nobody on paper
CEKLIS_COLUMNS: Sequence[str | Column] = (
    "bagian",
    alter("kode", title="Nomor"),
    "butir",
    "hasil",
    "tampak",
)
PARTY_COLUMNS: Sequence[str | Column] = (
    Column("kedudukan", "Kedudukan"),
    "jabatan",
    Column("nama", "Nama"),
    Column("pangkat", "Pangkat"),
    Column("nip", "NIP"),
)
CEKLIS_SOURCE = str(load_rules("reviu")["sumber"])
_IKU_COLUMNS = ("formulasi", "sumber_data", "penanggung_jawab")


def list_parties(profil: Any) -> pd.DataFrame:
    """Who signs the Perjanjian Kinerja: kedudukan, jabatan, nama, pangkat, nip.

    profil: nama, kepala_daerah, camat, pangkat, nip. The kepala daerah is known by office alone.
    """
    nip = phrase_nip(profil.nip) if profil.nip else None
    rows = [
        ("Pihak pertama", f"Camat {profil.nama}", profil.camat, profil.pangkat, nip),
        ("Pihak kedua", profil.kepala_daerah, None, None, None),
    ]
    return pd.DataFrame(rows, columns=["kedudukan", "jabatan", "nama", "pangkat", "nip"])


def build_pk(pk: pd.DataFrame, tahun: int, source: Source) -> Tabel:
    """The form of the Perjanjian Kinerja; where it was changed, with the changed targets beside.

    pk: join_indikator of the sheet PK.
    """
    changed = pk["target_perubahan"].notna().any()
    target: list[str | Column] = ["target"]
    if changed:
        target = [
            alter("target", title="Target semula"),
            Column("target_perubahan", "Target perubahan", "angka"),
        ]
    return Tabel(
        "lampiran-pk",
        f"Formulir Perjanjian Kinerja {'dan Perjanjian Kinerja Perubahan ' if changed else ''}"
        f"tahun {tahun}",
        pk,
        ["sasaran", "indikator", "satuan", *target],
        source=source,
        merge=["sasaran"],
        note=_UNCHANGED if changed else "",
    )


_UNCHANGED = "Target tanpa target perubahan berlaku seperti semula."


def build_iku(iku: pd.DataFrame, tahun: int, source: Source) -> Tabel:
    """The form of the IKU with the columns that are known.

    iku: join_iku.
    """
    exists = [k for k in _IKU_COLUMNS if iku[k].notna().any()]
    return Tabel(
        "lampiran-iku",
        f"Formulir indikator kinerja utama tahun {tahun}",
        iku,
        ["sasaran", "indikator", "satuan", *exists],
        source=source,
        merge=["sasaran"],
    )


def _weigh(unsur_count: int, weight: str) -> str:
    """What an NRR is multiplied by, as a formula says it."""
    return f"/ {unsur_count}" if weight == "tepat" else f"× {load_weight(unsur_count, weight):g}"


def build_tabulation(
    skm: pd.DataFrame, nrr: pd.DataFrame, tahun: int, source: Source, weight: str = "tepat"
) -> Tabel:
    """One row a respondent, in the order of the answers; below it the way to the IKM.

    skm: responden and one column an unsur. nrr: compute_nrr, with this weight. Of more than
    MOST_PRINTED respondents only the workbook holds the answers.
    """
    code = nrr["kode"].to_list()
    footer = [
        Footer("Jumlah", dict.fromkeys(code, f"jumlah({THIS})")),
        Footer("NRR", dict.fromkeys(code, f"rata_rata({THIS})"), decimals=2),
        Footer(
            "NRR tertimbang",
            dict.fromkeys(code, f"kaki(NRR) {_weigh(len(code), weight)}")
            | {"jumlah": float(nrr["nrr_tertimbang"].sum())},
            decimals=3,
            formula={"jumlah": "dari(skm_nilai, Jumlah, nrr_tertimbang)"},
        ),
        Footer(
            "IKM (jumlah NRR tertimbang × 25)",
            {"jumlah": float(nrr["nilai_konversi"].sum())},
            decimals=2,
            formula={"jumlah": "dari(skm_nilai, Jumlah, nilai_konversi)"},
        ),
    ]
    answers = skm[code].sort_values(code, ignore_index=True)
    answers = answers.assign(responden=answers.index + 1, jumlah=answers.sum(axis=1, skipna=False))
    answers.attrs = {}
    cells = tuple(r for k in code if (r := refer(skm, k)))
    origin = Derivation("jawaban, diurutkan menurut nilai semua unsur", cells)
    for k in code:
        note_derivation(answers, k, dict.fromkeys(answers.index, origin))
    return Tabel(
        "skm-tabulasi",
        f"Jawaban setiap responden survei kepuasan masyarakat tahun {tahun}",
        answers if is_printed(skm) else answers.iloc[:0],
        [
            alter("responden", kind="teks"),
            *(Column(k, k, "angka", 0) for k in code),
            Column("jumlah", "Jumlah", "angka", 0, formula=" + ".join(code)),
        ],
        source=source,
        footer=footer,
    )


def build_unprinted(skm: pd.DataFrame) -> Narasi:
    """Where the answers stand that are not printed; nothing where they are."""
    return Narasi(
        "Jawaban itu tidak dicetak karena respondennya {banyak} orang; semua jawabannya dimuat "
        "pada lembar Data Jawaban dalam tabel.xlsx.",
        when=not is_printed(skm),
        banyak=format_number(len(skm), 0),
    )


def is_printed(skm: pd.DataFrame) -> bool:
    """Whether the answers of every respondent stand in the annex."""
    return len(skm) <= MOST_PRINTED


def build_conclusion(ceklis: pd.DataFrame) -> Narasi:
    """How many items got which answer. ceklis: answer_ceklis or answer_content."""
    total = ceklis["hasil"].value_counts(sort=False)
    part = [f"{format_words(n)} berjawaban “{result}”" for result, n in total.items()]
    negative = ceklis[ceklis["hasil"] == "tidak"]
    return Narasi(
        "Dari {banyak:kata} butir, {bagian}. "
        + ("Yang belum terpenuhi adalah butir {nomor}." if len(negative) else ""),
        banyak=len(ceklis),
        bagian=chain_words(part),
        nomor=chain_words(negative["kode"].to_list()),
    )
