"""The survey in words: who answered, whether they are enough, and what they say of each unsur."""

import re
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import pandas as pd

from lkip_helpers.compute.lineage import list_notes
from lkip_helpers.compute.rounding import read_printed
from lkip_helpers.compute.sample import find_largest_population
from lkip_helpers.compute.survey_forms import Survey, compute_survey
from lkip_helpers.intake.data import Data
from lkip_helpers.prose.phrases import phrase_ends, phrase_names
from lkip_helpers.report.columns import Column, Footer, alter
from lkip_helpers.report.format import format_integer, format_number, format_words, lower_first
from lkip_helpers.report.frame_rows import add_words, iter_rows
from lkip_helpers.report.layouts import total_footer
from lkip_helpers.report.narasi import Chain, Narasi, Sentence, chain_words
from lkip_helpers.report.payload import Absent, Source
from lkip_helpers.report.tabel import Tabel
from lkip_helpers.rules import load_mutu, load_rules, load_weight
from lkip_helpers.schema.cells import FEWEST, JOINED

TRAITS: Mapping[str, str] = {
    "jenis_kelamin": "jenis kelamin", "usia": "usia", "pendidikan": "pendidikan",
    "pekerjaan": "pekerjaan", "layanan": "jenis layanan",
}  # fmt: skip


def build_profil(
    profil: pd.DataFrame, respondents: int, tahun: int, source: Source,
    sentences: Sequence[Sentence],
) -> Chain | Absent:  # fmt: skip
    """A table for each characteristic that is given, two beside each other, and what they say.

    profil: list_profil. respondents: how many there are in all. sentences: speak of nama, of ciri,
    jumlah and persen of the largest group, and of tanpa, who did not say.
    """
    given = {name: profil[profil["profil"] == k] for k, name in TRAITS.items()}
    given = {name: own for name, own in given.items() if len(own)}
    if not given:
        return Absent("Profil responden", "ciri tidak tercatat")
    references = chain_words([f"[Tabel](#{_label(name)})" for name in given])
    said = pd.DataFrame([_largest(n, own, respondents) for n, own in given.items()], dtype=object)
    said = said.dropna(subset=["ciri", "tanpa"], how="all")
    tables = [_profil(name, own, tahun, source) for name, own in given.items()]
    lead = Narasi(f"Ciri itu dirinci pada {references}.")
    return Chain([lead, *tables, Narasi(*sentences, each=said)])


def _label(name: str) -> str:
    return f"skm-profil-{name.replace(' ', '-')}"


def _profil(name: str, own: pd.DataFrame, tahun: int, source: Source) -> Tabel:
    total = alter("jumlah", title="Responden")
    return Tabel(
        _label(name), f"Responden menurut {name} tahun {tahun}", own,
        [alter("ciri", title=name.capitalize()), total, alter("persen", formula=OF_TRAITS)],
        source=source, footer=[total_footer(["jumlah", "persen"])],
        note=SMALL_NOTE if JOINED in set(own["ciri"]) else "", half=True,
    )  # fmt: skip


def _largest(name: str, own: pd.DataFrame, respondents: int) -> dict[str, Any]:
    """The one largest of several groups, empty where there is none; and who is in no group."""
    most = own[own["jumlah"] == own["jumlah"].max()]
    single = len(own) > 1 and len(most) == 1
    names = ("ciri", "jumlah", "persen")
    return {
        "nama": name.capitalize(),
        **{k: most[k].iloc[0] if single else None for k in names},
        "tanpa": respondents - int(own["jumlah"].sum()) or None,
    }


def sample_columns() -> list[str | Column]:
    """Columns of judge_sample; the smallest sample with the formula of the rule file."""
    a = load_rules("sampel")
    variance = f"{a['khi_kuadrat']} × {a['proporsi']} × (1 − {a['proporsi']})"
    error = f"{a['ketelitian']} × {a['ketelitian']}"
    formula = f"bulat({variance} × populasi / ({error} × (populasi − 1) + {variance}))"
    return ["populasi", "responden", alter("sampel_minimal", formula=formula), "cukup"]


def sample_constants() -> SimpleNamespace:
    """The constants of the sample's formula, as the rule file has them."""
    rule = load_rules("sampel")
    return SimpleNamespace(**rule | {"khi_kuadrat": format_number(rule["khi_kuadrat"], 3)})


def tell_sample(sample: pd.DataFrame, respondents: int | None) -> pd.DataFrame:
    """One row: case ("cukup", "selalu", "kurang"), responden, terbesar, and populasi and kurang.

    terbesar: the largest population so many are enough for. sample: judge_sample. No row where it
    is not known how many answered.
    """
    if respondents is None:
        return pd.DataFrame()
    known = {} if sample.empty else sample.iloc[0].to_dict()
    largest = find_largest_population(respondents)
    enough = known.get("cukup") == "ya"
    case = "cukup" if enough else "selalu" if largest is None else "kurang"
    lacking = case == "kurang" and known
    row = {
        "case": case,
        "responden": respondents,
        "terbesar": largest,
        "populasi": known["populasi"] if lacking else None,
        "kurang": known["sampel_minimal"] - known["responden"] if lacking else None,
    }
    return pd.DataFrame([row], dtype=object)


def tell_instrument(instrument: pd.DataFrame) -> pd.DataFrame:
    """One row: alfa, its batas and letak to it, lemah (the questions that stray) and korelasi.

    instrument: measure_instrument; without rows nothing is said.
    """
    rule = load_rules("sampel")
    weak = instrument[instrument["korelasi"] < rule["korelasi_memadai"]]
    alpha = instrument["alfa"].max()
    row = {
        "alfa": alpha,
        "batas": rule["alfa_memadai"],
        "letak": "tidak kurang dari" if alpha >= rule["alfa_memadai"] else "kurang dari",
        "lemah": phrase_names(weak["unsur"], limit=len(instrument), low=True, empty=""),
        "korelasi": rule["korelasi_memadai"],
    }
    return pd.DataFrame([row])[: len(instrument) and None]


def alpha_footer(instrument: pd.DataFrame) -> list[Footer]:
    """Cronbach's alpha, which is the same in all rows."""
    notes = list_notes(instrument, "alfa")
    return [
        Footer("Alfa Cronbach", {"korelasi": a}, origin={"korelasi": notes[i]} if notes else {})
        for i, a in instrument["alfa"].head(1).items()
    ]


SMALL_NOTE = f"Kelompok yang beranggota kurang dari {format_words(FEWEST)} orang digabungkan."
OF_TRAITS = "jumlah / jumlah(jumlah) × 100"
PERCENT = "frekuensi / jumlah(frekuensi) × 100"


def weighted_column(weight: str) -> Column:
    """The column of the weighted NRR, with the formula of the weight that was chosen."""
    own = {} if weight == "tepat" else {"formula": f"nrr × {load_weight(0, weight):g}"}
    return alter("nrr_tertimbang", **own)


def tell_ikm(survey: Survey) -> pd.DataFrame:
    """The index where it is known: case, sumber, terendah (unsur).

    case: "terbit"; "seragam" where no unsur is lower than another; else "survei".
    """
    alike = len({*survey.nrr["nrr"].map(read_printed)}) == 1
    return survey.ikm.assign(
        case="terbit" if survey.form == "ikm_terbit" else "seragam" if alike else "survei",
        sumber=survey.source,
        terendah=phrase_ends(survey.nrr, "unsur", "nrr", lowest=True, wording="unsur", low=True),
    )


def tell(frequency: pd.DataFrame, nrr: pd.DataFrame) -> pd.DataFrame:
    """Each unsur with its label and what tell_answers says of its answers.

    frequency: compute_frequency. nrr: compute_nrr.
    """
    label = {k: name_unsur(k, n).lower() for n, k in enumerate(nrr["kode"], 1)}
    own = dict(iter(frequency.groupby("kode")))
    return add_words(nrr, lambda u: {"label": label[u.kode], **tell_answers(own[u.kode])})


def name_unsur(code: str, place: int) -> str:
    """The code of an unsur, or what stands for it where no formula and no label can name it."""
    return code if re.fullmatch("[A-Z]+[0-9]+", code) else f"unsur{place}"


def tell_answers(frequency: pd.DataFrame) -> dict[str, Any]:
    """How the answers to one unsur are spread; "mayoritas" only for more than half of them.

    case: "tanpa", "terbagi", "mayoritas" or "terbanyak", with jawaban, frekuensi, banyak, persen.
    frequency: jawaban, frekuensi, persen of one unsur (compute_frequency).
    """
    chosen = frequency[frequency["frekuensi"] > 0]
    if chosen.empty:
        return {"case": "tanpa"}
    peak = chosen[chosen["frekuensi"] == chosen["frekuensi"].max()]
    most = "mayoritas" if peak["persen"].iloc[0] > 50 else "terbanyak"
    return {
        "case": "terbagi" if len(peak) > 1 else most,
        "jawaban": chain_words([f"“{j.lower()}”" for j in peak["jawaban"]]),
        "frekuensi": peak["frekuensi"].iloc[0],
        "banyak": int(frequency["frekuensi"].sum()),
        "persen": peak["persen"].iloc[0],
    }


def build_tabel(words: pd.DataFrame, frequency: pd.DataFrame, source: Source) -> Chain:
    """The table of answers (`skm-u1` …) of each unsur, two beside each other.

    words: tell. frequency: compute_frequency.
    """
    columns: list[str | Column] = ["jawaban", "frekuensi", alter("persen", formula=PERCENT)]
    total = total_footer(["frekuensi", "persen"])

    def build(u: Any) -> Tabel:
        title = f"Jawaban responden untuk unsur {u.unsur[:1].lower()}{u.unsur[1:]}"
        own = frequency[frequency["kode"] == u.kode]
        return Tabel(
            f"skm-{u.label}", title, own, columns, source=source, footer=[total], half=True
        )

    return Chain([build(u) for u in iter_rows(words)])


def tell_mutu(ikm: pd.DataFrame) -> pd.DataFrame:
    """In which band the IKM lies, naik, the next one, and jarak to it.

    tertinggi: the band itself, where none is above. ikm: compute_ikm. Source: PermenPAN-RB 14/2017.
    """
    scale = load_mutu()

    def words(b: Any) -> dict[str, Any]:
        current = scale.find(read_printed(b.ikm))
        above = [j for j in scale.bands if (j.mulai or 0) > (current.mulai or 0)]
        lowest = float(above[-1].mulai or 0) if above else 0.0
        return {
            "mutu": current.kunci,
            "kinerja": current.teks,
            "naik": above[-1].kunci if above else "",
            "naik_kinerja": above[-1].teks if above else "",
            "naik_mulai": lowest if above else "",
            "jarak": lowest - read_printed(b.ikm) if above else "",
            "tertinggi": "" if above else current.kunci,
        }

    return add_words(ikm, words)


def describe_publication(data: Data) -> dict[str, Any]:
    """What the page of the IKM for the wall says; {} where the sheet Formulir asks for none."""
    asked = data.formulir[data.formulir["formulir"] == "Publikasi IKM"]
    survey = compute_survey(data.frames, data.pengaturan.bobot)
    if asked.empty or survey.ikm.empty:
        return {}
    ikm = survey.ikm.iloc[0]
    return {
        "kantor": f"Kecamatan {data.profil.nama}, {data.profil.kota}",
        "masa": asked["keterangan"].iloc[0] or f"Tahun {data.tahun}",
        "ikm": format_number(ikm["ikm"]),
        "mutu": ikm["mutu"],
        "kinerja": lower_first(ikm["kinerja"]),
        "responden": format_integer(survey.respondents) if survey.respondents else "–",
        "unsur": [(b.unsur, format_number(b.nrr)) for b in survey.nrr.itertuples()],
    }
