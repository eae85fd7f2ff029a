"""Who answered the survey, whether they are enough, and how well the questions hang together."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lkip_helpers.compute.sample import find_largest_population
from lkip_helpers.compute.survey_forms import Survey
from lkip_helpers.prose.kecamatan import end_sentence
from lkip_helpers.prose.phrases import phrase_names
from lkip_helpers.report.columns import Column, alter
from lkip_helpers.report.format import format_number
from lkip_helpers.report.layouts import total_footer
from lkip_helpers.report.narasi import Chain, Narasi
from lkip_helpers.report.payload import Absent
from lkip_helpers.report.tabel import Footer, Source, Tabel
from lkip_helpers.rules import load_rules

TRAITS: Mapping[str, str] = {
    "jenis_kelamin": "jenis kelamin",
    "usia": "usia",
    "pendidikan": "pendidikan",
    "pekerjaan": "pekerjaan",
    "layanan": "jenis layanan",
}


def open_survey(survey: Survey, tahun: int, file: pd.DataFrame) -> Narasi:
    """Who was asked, how much of it is known, and where it is from. file: berkas, asal."""
    origin = str(file.set_index("berkas")["asal"].get("skm.xlsx", "–"))
    template = {
        "": "",
        "ikm_terbit": "IKM tahun {tahun:tahun} diambil dari {sumber}; jawaban respondennya tidak "
        "tersedia bagi laporan ini.",
    }.get(
        survey.form,
        "Survei tahun {tahun:tahun} diikuti {responden:kata} responden yang menilai {unsur:kata} "
        "unsur. Asal data: {asal:rendah}",
    )
    if survey.form == "rekap":
        template += (
            " Yang tersedia ialah rekap banyaknya setiap jawaban; jawaban dan ciri setiap "
            "responden tidak."
        )
    return Narasi(
        template, tahun=tahun, responden=survey.respondents, unsur=len(survey.nrr),
        asal=end_sentence(origin), sumber=survey.source,
    )  # fmt: skip


def build_profil(
    profil: pd.DataFrame, respondents: int, tahun: int, source: Source
) -> Chain | Absent:
    """A table for each characteristic that is given.

    profil: list_profil. respondents: how many there are in all.
    """
    content: list[Any] = []
    for key, name in TRAITS.items():
        own = profil[profil["profil"] == key]
        if not own.empty:
            content += _profil(name, own, respondents, tahun, source)
    return (
        Chain([Narasi(_TRAITS), *content])
        if content
        else Absent("Profil responden", "ciri tidak tercatat")
    )


def _profil(
    name: str, own: pd.DataFrame, respondents: int, tahun: int, source: Source
) -> list[Any]:
    label = f"skm-profil-{name.replace(' ', '-')}"
    total = alter("jumlah", title="Responden")
    recorded = int(own["jumlah"].sum())
    most = own[own["jumlah"] == own["jumlah"].max()]
    return [
        Narasi(f"[Tabel](#{label}) menunjukkan responden menurut {name}."),
        Tabel(
            label,
            f"Responden menurut {name} tahun {tahun}",
            own,
            [alter("ciri", title=name.capitalize()), total, alter("persen", formula=PERCENT)],
            source=source,
            footer=[total_footer(["jumlah", "persen"])],
        ),
        Narasi(
            "Kelompok terbanyak adalah {ciri}, yaitu {jumlah:bilangan} orang atau {persen:persen} "
            "dari responden yang cirinya tercatat.",
            when=len(own) > 1 and len(most) == 1,
            ciri=most["ciri"].iloc[0],
            jumlah=most["jumlah"].iloc[0],
            persen=most["persen"].iloc[0],
        ),
        Narasi(
            "Sebanyak {tanpa:kata} responden tidak mencatat ciri ini dan tidak ikut dihitung.",
            when=recorded < respondents,
            tanpa=respondents - recorded,
        ),
    ]


def sample_columns() -> list[str | Column]:
    """Columns of judge_sample; the smallest sample with the formula of the rule file."""
    a = load_rules("sampel")
    variance = f"{a['khi_kuadrat']} × {a['proporsi']} × (1 − {a['proporsi']})"
    error = f"{a['ketelitian']} × {a['ketelitian']}"
    formula = f"bulat({variance} × populasi / ({error} × (populasi − 1) + {variance}))"
    return ["populasi", "responden", alter("sampel_minimal", formula=formula), "cukup"]


def build_sample_formula(respondents: int | None) -> Narasi:
    """The constants of the sample's formula; nothing where nobody is to be counted."""
    a = load_rules("sampel")
    return Narasi(
        "Rumus itu dipakai dengan khi-kuadrat χ² = {khi}, proporsi P = {p:ringkas}, dan "
        "ketelitian d = {d:ringkas}.",
        when=respondents is not None,
        khi=format_number(a["khi_kuadrat"], 3),
        p=a["proporsi"],
        d=a["ketelitian"],
    )


def build_sample(sample: pd.DataFrame, respondents: int | None) -> Narasi:
    """Whether the respondents are enough, and for how large a population they would be.

    sample: judge_sample. Nothing where it is not known how many there are.
    """
    if respondents is None:
        return Narasi("")
    largest = find_largest_population(respondents)
    if not sample.empty and sample["cukup"].iloc[0] == "ya":
        template = (
            "Jumlah responden sudah memenuhi sampel minimal, sehingga hasil survei dapat dipakai "
            "untuk menggambarkan seluruh penerima layanan."
        )
    elif largest is None:
        template = (
            "Sebanyak {responden:kata} responden mencukupi untuk populasi sebesar apa pun pada "
            "tingkat ketelitian itu."
        )
    else:
        template = (
            "Sebanyak {responden:kata} responden hanya mencukupi untuk populasi paling banyak "
            "{terbesar:bilangan} orang. "
        ) + ("" if sample.empty else _LACKING_TEMPLATE)
    return Narasi(template, responden=respondents, terbesar=largest, **_lacking(sample))


def _lacking(sample: pd.DataFrame) -> dict[str, Any]:
    if sample.empty:
        return {}
    s = sample.iloc[0]
    return {"populasi": s["populasi"], "kurang": s["sampel_minimal"] - s["responden"]}


def build_instrument(instrument: pd.DataFrame, tahun: int, source: Source) -> Chain:
    """Cronbach's alpha and the item–total correlations. instrument: measure_instrument."""
    tabel = Tabel(
        "skm-instrumen",
        f"Keandalan kuesioner survei tahun {tahun}",
        instrument,
        ["kode", "unsur", "korelasi"],
        source=source,
        footer=_alpha_footer(instrument),
        without_data="jawaban lengkap setiap responden tidak ada, terlalu sedikit, atau seragam",
    )
    return Chain([tabel, *(_read_instrument(instrument) if not instrument.empty else [])])


def _alpha_footer(instrument: pd.DataFrame) -> list[Footer]:
    """Cronbach's alpha, which is the same in all rows."""
    ingredients = instrument.attrs.get("bahan", {}).get("alfa", {})
    return [
        Footer(
            "Alfa Cronbach",
            {"korelasi": a},
            ingredients={"korelasi": ingredients[i]} if i in ingredients else {},
        )
        for i, a in instrument["alfa"].head(1).items()
    ]


def _read_instrument(instrument: pd.DataFrame) -> list[Narasi]:
    rule = load_rules("sampel")
    alpha, limit = instrument["alfa"].iloc[0], rule["alfa_memadai"]
    weak = instrument[instrument["korelasi"] < rule["korelasi_memadai"]]
    return [
        Narasi(
            "Alfa Cronbach adalah {alfa:angka}, {letak} batas {batas:angka} yang lazim dipakai "
            "untuk kuesioner yang andal.",
            alfa=alpha,
            batas=limit,
            letak="tidak kurang dari" if alpha >= limit else "kurang dari",
        ),
        Narasi(
            "Pertanyaan tentang {unsur} berkorelasi di bawah {batas:angka} dengan unsur lainnya, "
            "sehingga perumusannya perlu ditinjau.",
            when=len(weak) > 0,
            unsur=phrase_names(weak["unsur"], limit=len(instrument), low=True),
            batas=rule["korelasi_memadai"],
        ),
    ]


def build_tindak_lanjut(plan: pd.DataFrame, tahun: int, source: Source) -> Tabel:
    """The plan for the unsur below the mean, where there is any. plan: list_tindak_lanjut."""
    return Tabel(
        "skm-tindak-lanjut",
        f"Rencana tindak lanjut hasil survei tahun {tahun}",
        plan if plan["rencana"].notna().any() else plan.head(0),
        ["unsur", "nrr", "rencana", "penanggung_jawab", "waktu"],
        source=source,
        without_data="tidak ada rencana untuk unsur yang nilainya di bawah rata-rata",
    )


_TRAITS = (
    "Ciri responden menunjukkan siapa yang suaranya terwakili. Usia yang dicatat dengan angka "
    "dikelompokkan lebih dahulu supaya tidak ada orang yang dapat dikenali."
)
PERCENT = "jumlah / jumlah(jumlah) × 100"
_LACKING_TEMPLATE = (
    "Untuk populasi {populasi:bilangan} orang masih diperlukan {kurang:bilangan} responden lagi; "
    "selama belum terpenuhi, hasil survei menggambarkan pendapat mereka yang menjawab saja."
)
