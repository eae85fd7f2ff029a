"""The annex: the form of the Perjanjian Kinerja, the survey's answers, the checklists."""

from typing import Any

import pandas as pd

from lkip_helpers.compute.lineage import Derivation, find_cells, note_origin
from lkip_helpers.prose.survey_words import name_unsur
from lkip_helpers.report.columns import Column, Footer, alter
from lkip_helpers.report.cover import phrase_nip
from lkip_helpers.report.format import format_words
from lkip_helpers.report.narasi import chain_words
from lkip_helpers.report.payload import Absent, Source
from lkip_helpers.report.tabel import Tabel
from lkip_helpers.rules import load_rules, load_weight
from lkip_helpers.rules.expression import THIS

MOST_PRINTED = 150  # respondents; the answers of more are read by nobody on paper
CEKLIS_SOURCE = str(load_rules("reviu")["sumber"])


def list_parties(profil: Any) -> pd.DataFrame:
    """Who signs the Perjanjian Kinerja: kedudukan, jabatan, nama, pangkat, nip.

    profil: nama, camat, pangkat, nip; kepala_daerah, where no jabatan_pihak_kedua is named.
    """
    first, second = (n and phrase_nip(n) for n in (profil.nip, profil.nip_pihak_kedua))
    office = profil.jabatan_pihak_kedua or profil.kepala_daerah
    rows = [
        ("Pihak pertama", f"Camat {profil.nama}", profil.camat, profil.pangkat, first),
        ("Pihak kedua", office, profil.pihak_kedua, profil.pangkat_pihak_kedua, second),
    ]
    return pd.DataFrame(rows, columns=["kedudukan", "jabatan", "nama", "pangkat", "nip"])


def choose_target(pk: pd.DataFrame) -> tuple[str, list[str | Column], str]:
    """What the form adds to its title, its columns of targets, and its note.

    Where the Perjanjian Kinerja was changed, the changed targets stand beside the first ones.
    pk: join_indikator of the sheet PK.
    """
    if pk["target_perubahan"].isna().all():
        return "", ["target"], ""
    changed = Column("target_perubahan", "Target perubahan", "angka")
    column: list[str | Column] = ["target: Target semula", changed]
    note = "Target tanpa target perubahan berlaku seperti semula."
    return "dan Perjanjian Kinerja Perubahan ", column, note


def build_tabulation(
    skm: pd.DataFrame, nrr: pd.DataFrame, tahun: int, source: Source, weight: str = "tepat"
) -> Tabel | Absent:
    """One row a respondent, in the order of the answers; below it the way to the IKM.

    skm: responden and one column an unsur. nrr: compute_nrr, with this weight. Of more than
    MOST_PRINTED respondents only the workbook holds the answers.
    """
    if skm.empty:
        return Absent("Tabulasi survei", "jawaban setiap responden tidak ada", "skm-tabulasi")
    code = {name_unsur(k, n): k for n, k in enumerate(nrr["kode"], 1)}
    exact, given = weight == "tepat", f"{load_weight(len(code), weight):g}"
    weighted = f"kaki(NRR) {f'/ {len(code)}' if exact else f'× {given}'}"
    totals = {k: float(nrr[k].sum()) for k in ("nrr_tertimbang", "nilai_konversi")}
    footer = [
        Footer("Jumlah", dict.fromkeys(code, f"jumlah({THIS})")),
        Footer("NRR", dict.fromkeys(code, f"rata_rata({THIS})"), decimals=2),
        Footer(
            "NRR tertimbang", dict.fromkeys(code, weighted) | {"jumlah": totals["nrr_tertimbang"]},
            decimals=3, formula={"jumlah": "dari(skm_nilai, Jumlah, nrr_tertimbang)"},
        ),
        Footer(
            "IKM (jumlah NRR tertimbang × 25)", {"jumlah": totals["nilai_konversi"]},
            decimals=2, formula={"jumlah": "dari(skm_nilai, Jumlah, nilai_konversi)"},
        ),
    ]  # fmt: skip
    answers = skm[[*code.values()]].set_axis([*code], axis=1)
    answers = answers.sort_values([*code], ignore_index=True)
    answers = answers.assign(responden=answers.index + 1, jumlah=answers.sum(axis=1, skipna=False))
    answers.attrs = {}
    cells = tuple(r for k in code.values() if (r := find_cells(skm, k)))
    origin = Derivation("jawaban, diurutkan menurut nilai semua unsur", cells)
    for k in code:
        note_origin(answers, k, origin)
    columns = [alter("responden", kind="teks")]
    columns += [Column(k, title, "angka", 0) for k, title in code.items()]
    columns.append(Column("jumlah", "Jumlah", "angka", 0, formula=" + ".join(code)))
    title = f"Jawaban setiap responden survei kepuasan masyarakat tahun {tahun}"
    printed = answers if is_printed(skm) else answers.iloc[:0]
    return Tabel("skm-tabulasi", title, printed, columns, source=source, footer=footer)


def is_printed(skm: pd.DataFrame) -> bool:
    """Whether the answers of every respondent stand in the annex."""
    return len(skm) <= MOST_PRINTED


def count_answers(ceklis: pd.DataFrame) -> pd.DataFrame:
    """One row: bagian, how many items got which answer, and nomor, those that are not met.

    ceklis: answer_ceklis.
    """
    total = ceklis["hasil"].value_counts(sort=False)
    part = [f"{format_words(n)} berjawaban “{result}”" for result, n in total.items()]
    negative = ceklis["kode"][ceklis["hasil"] == "tidak"].to_list()
    return pd.DataFrame([{"bagian": chain_words(part), "nomor": chain_words(negative)}])
