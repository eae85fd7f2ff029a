"""The survey in words: who answered, whether that is enough, and the answers to each unsur."""

import re
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import pandas as pd

from lkip_helpers.compute.lineage import list_notes
from lkip_helpers.compute.rounding import FULL, read_printed
from lkip_helpers.compute.sample import find_largest_population
from lkip_helpers.compute.survey_forms import Survey, compute_survey
from lkip_helpers.intake.data import Data
from lkip_helpers.prose.phrases import NAME_COUNT, phrase_extreme, phrase_names
from lkip_helpers.report import format as fmt
from lkip_helpers.report.columns import Column, Footer, alter
from lkip_helpers.report.cover import INVENTED
from lkip_helpers.report.frame_rows import add_words, iter_rows
from lkip_helpers.report.layouts import total_footer
from lkip_helpers.report.narasi import Chain, Narasi, Sentence, chain_words
from lkip_helpers.report.payload import Absent, Source
from lkip_helpers.report.tabel import Tabel
from lkip_helpers.rules import load_mutu, load_rules, load_weight
from lkip_helpers.rules.naming import localize
from lkip_helpers.schema.cells import FEWEST, JOINED

TRAITS: Mapping[str, str] = {
    "jenis_kelamin": "jenis kelamin", "usia": "usia", "pendidikan": "pendidikan",
    "pekerjaan": "pekerjaan", "layanan": "jenis layanan",
}  # fmt: skip


def build_profil(
    profil: pd.DataFrame, respondents: int, tahun: int, source: Source,
    sentences: Sequence[Sentence],
) -> Chain | Absent:  # fmt: skip
    """A table for each characteristic that is given, two beside each other, and sentences on them.

    profil: list_profil. respondents: how many in all. sentences: with nama; ciri, jumlah and persen
    of the largest group; and tanpa, how many did not state it.
    """
    groups = {name: profil[profil["profil"] == k] for k, name in TRAITS.items()}
    groups = {name: rows for name, rows in groups.items() if len(rows)}
    if not groups:
        return Absent("Profil responden", "ciri tidak tercatat")
    references = chain_words([f"[Tabel](#skm-profil-{fmt.slugify(name)})" for name in groups])
    largest = [_find_largest(name, rows, respondents) for name, rows in groups.items()]
    words = pd.DataFrame(largest, dtype=object).dropna(subset=["ciri", "tanpa"], how="all")
    tables = [_build_one_profil(name, rows, tahun, source) for name, rows in groups.items()]
    lead = Narasi(f"Ciri itu dirinci pada {references}.")
    return Chain([lead, *tables, Narasi(*sentences, each=words)])


def _build_one_profil(name: str, rows: pd.DataFrame, tahun: int, source: Source) -> Tabel:
    count = alter("jumlah", title="Responden")
    return Tabel(
        f"skm-profil-{fmt.slugify(name)}", f"Responden menurut {name} tahun {tahun}", rows,
        [alter("ciri", title=name.capitalize()), count, alter("persen", formula=OF_TRAITS)],
        source=source, footer=[total_footer(["jumlah", "persen"])],
        note=SMALL_NOTE if JOINED in set(rows["ciri"]) else "", half=True,
    )  # fmt: skip


def _find_largest(name: str, rows: pd.DataFrame, respondents: int) -> dict[str, Any]:
    """The largest group, none where that is not sure of a single one; and how many are in none."""
    named = rows[rows["ciri"] != JOINED]
    largest = named[named["jumlah"] == named["jumlah"].max()]
    single = len(largest) == 1 and (len(named) > 1 or FULL / 2 < largest["persen"].max() < FULL)
    columns = ("ciri", "jumlah", "persen")
    return {
        "nama": name.capitalize(),
        **{k: largest[k].iloc[0] if single else None for k in columns},
        "tanpa": respondents - int(rows["jumlah"].sum()) or None,
    }


def sample_constants() -> SimpleNamespace:
    """The constants of the sample's formula, from the rule file."""
    rule = load_rules("sampel")
    return SimpleNamespace(**rule | {"khi_kuadrat": fmt.format_number(rule["khi_kuadrat"], 3)})


def describe_sample(sample: pd.DataFrame, respondents: int | None) -> pd.DataFrame:
    """One row: case ("cukup", "selalu", "kurang"), responden, terbesar, and populasi and kurang.

    terbesar: the largest population they are enough for. sample: judge_sample. No row where it is
    not known how many answered.
    """
    if respondents is None:
        return pd.DataFrame()
    known = {} if sample.empty else sample.iloc[0].to_dict()
    largest = find_largest_population(respondents)
    case = "cukup" if known.get("cukup") == "ya" else "selalu" if largest is None else "kurang"
    short = known if case == "kurang" else {}
    lacking = short["sampel_minimal"] - respondents if short else None
    row = case, respondents, largest, short.get("populasi"), lacking
    columns = ["case", "responden", "terbesar", "populasi", "kurang"]
    return pd.DataFrame([row], columns=columns, dtype=object)


def describe_instrument(instrument: pd.DataFrame) -> pd.DataFrame:
    """One row: alfa, its batas, letak (on which side of it), lemah (weak questions), korelasi.

    instrument: measure_instrument; without rows no row.
    """
    rule = load_rules("sampel")
    printed = instrument["korelasi"].map(read_printed, na_action="ignore")
    weak = instrument[printed < rule["korelasi_memadai"]]
    alpha = instrument["alfa"].map(read_printed).max()
    names = phrase_names(weak["unsur"], limit=len(weak), low=True, empty="")
    row = {
        "alfa": alpha,
        "batas": rule["alfa_memadai"],
        "letak": "tidak kurang dari" if alpha >= rule["alfa_memadai"] else "kurang dari",
        "lemah": "semua unsur" if len(weak) == len(instrument) else names,
        "korelasi": rule["korelasi_memadai"],
    }
    return pd.DataFrame([row] if len(instrument) else [], columns=list(row))


def alpha_footer(instrument: pd.DataFrame) -> list[Footer]:
    """Cronbach's alpha, which is the same in all rows."""
    notes = list_notes(instrument, "alfa")
    return [
        Footer("Alfa Cronbach", {"korelasi": alpha}, origin={"korelasi": notes[i]} if notes else {})
        for i, alpha in instrument["alfa"].head(1).items()
    ]


_OF_FEW = f"Kelompok yang beranggota kurang dari {fmt.format_words(FEWEST)} orang digabungkan"
SMALL_NOTE = f"{_OF_FEW}, apabila perlu bersama kelompok terkecil berikutnya."
OF_TRAITS = "jumlah / jumlah(jumlah) × 100"
PERCENT = "frekuensi / jumlah(frekuensi) × 100"


def weighted_column(weight: str) -> Column:
    """The column of the weighted NRR, with the formula of the chosen weight."""
    options = {} if weight == "tepat" else {"formula": f"nrr × {load_weight(0, weight):g}"}
    return alter("nrr_tertimbang", **options)


def describe_ikm(survey: Survey) -> pd.DataFrame:
    """The index where it is known: case, sumber, terendah (unsur), banyak of them, unsur (count).

    case: "terbit"; "seragam" where no unsur is lower than another; "banyak" where more than
    NAME_COUNT tie lowest; else "survei".
    """
    printed = survey.nrr["nrr"].map(read_printed)
    tied, every = (printed == printed.min()).sum(), len(printed)
    case = "seragam" if tied == every else "banyak" if tied > NAME_COUNT else "survei"
    return survey.ikm.assign(
        case="terbit" if survey.form == "ikm_terbit" else case,
        sumber=survey.source,
        terendah=phrase_extreme(survey.nrr, "unsur", "nrr", lowest=True, low=True),
        banyak=tied,
        unsur=every,
    )


def describe_unsur(frequency: pd.DataFrame, nrr: pd.DataFrame) -> pd.DataFrame:
    """Each unsur with its label and describe_answers of its answers.

    frequency: compute_frequency. nrr: compute_nrr.
    """
    labels = {code: name_unsur(code, number).lower() for number, code in enumerate(nrr["kode"], 1)}
    own = dict(iter(frequency.groupby("kode")))
    return add_words(nrr, lambda r: {"label": labels[r.kode], **describe_answers(own[r.kode])})


def name_unsur(code: str, number: int) -> str:
    """The code of an unsur, or one by its place where formulas and labels cannot hold the code."""
    return code if re.fullmatch("[A-Z]+[0-9]+", code) else f"unsur{number}"


def describe_answers(frequency: pd.DataFrame) -> dict[str, Any]:
    """How the answers to one unsur are distributed; "mayoritas" only for more than half of them.

    case: "tanpa", "semua", "terbagi", "mayoritas" or "terbanyak", with jawaban, frekuensi, banyak,
    persen.
    frequency: jawaban, frekuensi, persen of one unsur (compute_frequency).
    """
    chosen = frequency[frequency["frekuensi"] > 0]
    if chosen.empty:
        return {"case": "tanpa"}
    peak = chosen[chosen["frekuensi"] == chosen["frekuensi"].max()]
    most = "mayoritas" if peak["persen"].iloc[0] > 50 else "terbanyak"
    return {
        "case": "terbagi" if len(peak) > 1 else "semua" if len(chosen) == 1 else most,
        "jawaban": chain_words([f"“{answer.lower()}”" for answer in peak["jawaban"]]),
        "frekuensi": peak["frekuensi"].iloc[0],
        "banyak": int(frequency["frekuensi"].sum()),
        "persen": peak["persen"].iloc[0],
    }


def build_tabel(words: pd.DataFrame, frequency: pd.DataFrame, source: Source) -> Chain:
    """The table of answers (`skm-u1` …) of each unsur, two beside each other.

    words: describe_unsur. frequency: compute_frequency.
    """
    columns: list[str | Column] = ["jawaban", "frekuensi", alter("persen", formula=PERCENT)]
    total = total_footer(["frekuensi", "persen"])

    def build(row: Any) -> Tabel:
        title = f"Jawaban responden untuk unsur {row.unsur[:1].lower()}{row.unsur[1:]}"
        answers = frequency[frequency["kode"] == row.kode]
        return Tabel(
            f"skm-{row.label}", title, answers, columns, source=source, footer=[total], half=True
        )

    return Chain([build(row) for row in iter_rows(words)])


def describe_mutu(ikm: pd.DataFrame) -> pd.DataFrame:
    """The band the IKM lies in, the next one (naik) and the distance to it (jarak).

    tertinggi: the band itself, where none is above. ikm: compute_ikm. Source: PermenPAN-RB 14/2017.
    """
    scale = load_mutu()

    def words(row: Any) -> dict[str, Any]:
        value = read_printed(row.ikm)
        current = scale.find(value)
        above = [tier for tier in scale.bands if (tier.mulai or 0) > (current.mulai or 0)]
        known = dict.fromkeys(("naik", "naik_kinerja", "naik_mulai", "jarak", "tertinggi"), "")
        known |= {"mutu": current.kunci, "kinerja": current.teks}
        if not above:
            return known | {"tertinggi": current.kunci}
        following, lowest = above[-1], float(above[-1].mulai or 0)
        known |= {"naik": following.kunci, "naik_kinerja": following.teks}
        return known | {"naik_mulai": lowest, "jarak": lowest - value}

    return add_words(ikm, words)


def describe_publication(data: Data, *, draft: bool = False) -> dict[str, Any]:
    """The variables of the IKM poster; {} where the sheet Formulir asks for none."""
    forms = data.formulir[data.formulir["formulir"] == "Publikasi IKM"]
    survey = compute_survey(data.frames, data.pengaturan.bobot)
    if forms.empty or survey.ikm.empty:
        return {}
    ikm = survey.ikm.iloc[0]
    marks = {"KONSEP": draft, localize(INVENTED): data.berkas["rekaan"].any()}
    return {
        "konsep": draft,
        "tanda": " · ".join(mark for mark, applies in marks.items() if applies),
        "kantor": f"{data.office}, {data.profil.kota}",
        "masa": forms["keterangan"].iloc[0] or f"Tahun {data.tahun}",
        "ikm": fmt.format_number(ikm["ikm"]),
        "mutu": ikm["mutu"],
        "kinerja": fmt.lower_first(ikm["kinerja"]),
        "responden": fmt.format_integer(survey.respondents) if survey.respondents else "–",
        "unsur": [(row.unsur, fmt.format_number(row.nrr)) for row in survey.nrr.itertuples()],
    }
