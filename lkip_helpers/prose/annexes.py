"""The annex: the form of the Perjanjian Kinerja, the answers to the survey, the checklists."""

from typing import Any

import pandas as pd

from lkip_helpers.compute.lineage import Derivation, find_cells, note_origin
from lkip_helpers.prose.survey_words import name_unsur
from lkip_helpers.report.columns import Column, Footer, alter
from lkip_helpers.report.cover import phrase_nip, sign
from lkip_helpers.report.format import format_words
from lkip_helpers.report.narasi import chain_words
from lkip_helpers.report.payload import Absent, Source
from lkip_helpers.report.tabel import Tabel
from lkip_helpers.rules import load_rules, load_weight
from lkip_helpers.rules.expression import THIS

MOST_PRINTED = 150  # respondents; nobody reads more answers on paper
CEKLIS_SOURCE = str(load_rules("reviu")["sumber"])


def list_parties(profil: Any) -> pd.DataFrame:
    """The signatories of the Perjanjian Kinerja: kedudukan, jabatan, nama, pangkat, nip.

    The first is who signs the report, unless another was camat then (pihak_pertama). profil: of the
    data; kepala_daerah, where no jabatan_pihak_kedua is named.
    """
    signed = {key: getattr(profil, f"{key}_pihak_pertama") for key in ("pangkat", "nip")}
    named = {"camat": profil.pihak_pertama, **signed} if profil.pihak_pertama else {}
    camat = profil.model_copy(update=named)
    first, second = (n and phrase_nip(n) for n in (camat.nip, profil.nip_pihak_kedua))
    office, block = profil.jabatan_pihak_kedua or profil.kepala_daerah, sign(camat)
    rows = [
        ("Pihak pertama", block.jabatan, block.nama, camat.pangkat, first),
        ("Pihak kedua", office, profil.pihak_kedua, profil.pangkat_pihak_kedua, second),
    ]
    return pd.DataFrame(rows, columns=["kedudukan", "jabatan", "nama", "pangkat", "nip"])


def choose_target(pk: pd.DataFrame) -> tuple[str, list[str | Column], str]:
    """What the form adds to its title, its columns of targets, and its note.

    Where the Perjanjian Kinerja was changed, the changed targets are beside the original ones. pk:
    join_indikator of the sheet PK.
    """
    if pk["target_perubahan"].isna().all():
        return "", ["target"], ""
    changed = Column("target_perubahan", "Target perubahan", "angka")
    note = "Target tanpa target perubahan berlaku seperti semula."
    return "dan Perjanjian Kinerja Perubahan ", ["target: Target semula", changed], note


def build_tabulation(
    skm: pd.DataFrame, nrr: pd.DataFrame, tahun: int, source: Source, weight: str = "tepat"
) -> Tabel | Absent:
    """One row per respondent, sorted by the answers, above the computation of the IKM.

    skm: responden and one column per unsur. nrr: compute_nrr, with this weight. Of more than
    MOST_PRINTED respondents only the workbook holds the answers.
    """
    if skm.empty:
        return Absent("Tabulasi survei", "jawaban setiap responden tidak ada", "skm-tabulasi")
    codes = {name_unsur(key, number): key for number, key in enumerate(nrr["kode"], 1)}
    is_exact, multiplier = weight == "tepat", f"{load_weight(len(codes), weight):g}"
    weighted = f"kaki(NRR) {f'/ {len(codes)}' if is_exact else f'× {multiplier}'}"
    totals = {key: float(nrr[key].sum()) for key in ("nrr_tertimbang", "nilai_konversi")}
    footer = [
        Footer("Jumlah", dict.fromkeys(codes, f"jumlah({THIS})")),
        Footer("NRR", dict.fromkeys(codes, f"rata_rata({THIS})"), decimals=2),
        Footer(
            "NRR tertimbang", dict.fromkeys(codes, weighted) | {"jumlah": totals["nrr_tertimbang"]},
            decimals=3, formula={"jumlah": "dari(skm_nilai, Jumlah, nrr_tertimbang)"},
        ),
        Footer(
            "IKM (jumlah NRR tertimbang × 25)", {"jumlah": totals["nilai_konversi"]},
            decimals=2, formula={"jumlah": "dari(skm_nilai, Jumlah, nilai_konversi)"},
        ),
    ]  # fmt: skip
    answers = skm[[*codes.values()]].set_axis([*codes], axis=1)
    answers = answers.sort_values([*codes], ignore_index=True)
    answers = answers.assign(responden=answers.index + 1, jumlah=answers.sum(axis=1, skipna=False))
    cells = tuple(cell for key in codes.values() if (cell := find_cells(skm, key)))
    origin = Derivation("jawaban, diurutkan menurut nilai semua unsur", cells)
    for key in codes:
        note_origin(answers, key, origin)
    columns = [alter("responden", kind="teks")]
    columns += [Column(key, title, "angka", 0) for key, title in codes.items()]
    columns.append(Column("jumlah", "Jumlah", "angka", 0, formula=" + ".join(codes)))
    title = f"Jawaban setiap responden survei kepuasan masyarakat tahun {tahun}"
    printed = answers if len(skm) <= MOST_PRINTED else answers.iloc[:0]
    return Tabel("skm-tabulasi", title, printed, columns, source=source, footer=footer)


def count_answers(ceklis: pd.DataFrame) -> pd.DataFrame:
    """One row: bagian, how many items have which answer, and nomor, the items that are not met.

    ceklis: answer_ceklis.
    """
    counts = ceklis["hasil"].value_counts(sort=False)
    words = {len(ceklis): "semuanya"} if len(ceklis) > 1 else {}
    parts = [f"{words.get(n, format_words(n))} berjawaban “{a}”" for a, n in counts.items()]
    unmet = ceklis["kode"][ceklis["hasil"] == "tidak"].to_list()
    return pd.DataFrame([{"bagian": chain_words(parts), "nomor": chain_words(unmet)}])
