"""Who answered the survey, whether they are enough, and how well the questions hang together."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lkip_helpers.aturan import load_aturan
from lkip_helpers.display.baris import fill_kosong
from lkip_helpers.display.format import format_angka
from lkip_helpers.display.kalimat import sebut_nama
from lkip_helpers.display.kolom import Kolom, ubah
from lkip_helpers.display.narasi import Narasi, Rangkaian, rangkai_kata
from lkip_helpers.display.susunan import kaki_jumlah
from lkip_helpers.display.tabel import Kaki, Sumber, Tabel

CIRI: Mapping[str, str] = {
    "jenis_kelamin": "jenis kelamin",
    "usia": "usia",
    "pendidikan": "pendidikan",
    "pekerjaan": "pekerjaan",
    "layanan": "jenis layanan",
}
BELUM_TERCATAT = "belum tercatat"


def susun_profil(profil: pd.DataFrame, responden: int, tahun: int, sumber: Sumber) -> Rangkaian:
    """A table for each characteristic that is given, and one sentence on those that are not.

    profil: list_profil. responden: how many there are in all.
    """
    isi: list[Any] = []
    for kunci, nama in CIRI.items():
        milik = profil[profil["profil"] == kunci]
        if not milik.empty:
            isi += _profil(nama, milik, responden, tahun, sumber)
    tanpa = [n for k, n in CIRI.items() if k not in set(profil["profil"])]
    isi.append(
        Narasi(
            "Profil responden menurut {ciri} tidak disajikan karena ciri itu tidak tercatat pada "
            "data survei.",
            bila=bool(tanpa),
            ciri=rangkai_kata(tanpa),
        )
    )
    return Rangkaian(isi)


def _profil(
    nama: str, milik: pd.DataFrame, responden: int, tahun: int, sumber: Sumber
) -> list[Any]:
    label = f"skm-profil-{nama.replace(' ', '-')}"
    jumlah = ubah("jumlah", judul="Responden")
    tercatat = int(milik["jumlah"].sum())
    terbanyak = milik[milik["jumlah"] == milik["jumlah"].max()]
    return [
        Narasi(f"[Tabel](#{label}) menunjukkan responden menurut {nama}."),
        Tabel(
            label,
            f"Responden menurut {nama} tahun {tahun}",
            milik,
            [ubah("ciri", judul=nama.capitalize()), jumlah, ubah("persen", rumus=PERSEN)],
            sumber=sumber,
            kaki=[kaki_jumlah(["jumlah", "persen"])],
        ),
        Narasi(
            "Kelompok terbanyak adalah {ciri}, yaitu {jumlah:bilangan} orang atau {persen:persen} "
            "dari responden yang cirinya tercatat.",
            bila=len(milik) > 1 and len(terbanyak) == 1,
            ciri=terbanyak["ciri"].iloc[0],
            jumlah=terbanyak["jumlah"].iloc[0],
            persen=terbanyak["persen"].iloc[0],
        ),
        Narasi(
            "Sebanyak {tanpa:kata} responden tidak mencatat ciri ini dan tidak ikut dihitung.",
            bila=tercatat < responden,
            tanpa=responden - tercatat,
        ),
    ]


def kolom_sampel() -> list[str | Kolom]:
    """Columns of judge_sampel; the smallest sample with the formula of the rule file."""
    a = load_aturan("sampel")
    ragam = f"{a['khi_kuadrat']} × {a['proporsi']} × (1 − {a['proporsi']})"
    galat = f"{a['ketelitian']} × {a['ketelitian']}"
    rumus = f"bulat({ragam} × populasi / ({galat} × (populasi − 1) + {ragam}))"
    return ["populasi", "responden", ubah("sampel_minimal", rumus=rumus), "cukup"]


def susun_rumus_sampel() -> Narasi:
    """The constants of the sample's formula, as the rule file has them."""
    a = load_aturan("sampel")
    return Narasi(
        "Rumus itu dipakai dengan khi-kuadrat χ² = {khi}, proporsi P = {p:ringkas}, dan "
        "ketelitian d = {d:ringkas}.",
        khi=format_angka(a["khi_kuadrat"], 3),
        p=a["proporsi"],
        d=a["ketelitian"],
    )


def susun_sampel(sampel: pd.DataFrame, responden: int, terbesar: int | None) -> Narasi:
    """Whether the respondents are enough, and for how large a population they would be.

    sampel: judge_sampel. terbesar: find_populasi_terbesar (None: they always are).
    """
    if not sampel.empty and sampel["cukup"].iloc[0] == "ya":
        templat = (
            "Jumlah responden sudah memenuhi sampel minimal, sehingga hasil survei dapat dipakai "
            "untuk menggambarkan seluruh penerima layanan."
        )
    elif terbesar is None:
        templat = (
            "Sebanyak {responden:kata} responden mencukupi untuk populasi sebesar apa pun pada "
            "tingkat ketelitian itu."
        )
    else:
        templat = (
            "Sebanyak {responden:kata} responden hanya mencukupi untuk populasi paling banyak "
            "{terbesar:bilangan} orang. "
        ) + (_TEMPLAT_TANPA_POPULASI if sampel.empty else _TEMPLAT_KURANG)
    return Narasi(templat, responden=responden, terbesar=terbesar, **_kurang(sampel))


def _kurang(sampel: pd.DataFrame) -> dict[str, Any]:
    if sampel.empty:
        return {}
    s = sampel.iloc[0]
    return {"populasi": s["populasi"], "kurang": s["sampel_minimal"] - s["responden"]}


def susun_instrumen(
    instrumen: pd.DataFrame, tahun: int, sumber: Sumber, *, rekonstruksi: bool
) -> Rangkaian:
    """Cronbach's alpha and the item–total correlations, or why they are left out.

    instrumen: measure_instrumen. rekonstruksi: the pairs of answers are not real.
    """
    tabel = Tabel(
        "skm-instrumen",
        f"Keandalan kuesioner survei tahun {tahun}",
        instrumen,
        ["kode", "unsur", "korelasi"],
        sumber=sumber,
        kaki=_kaki_alfa(instrumen),
        tanpa_data=_ALASAN_REKONSTRUKSI if rekonstruksi else _ALASAN_SERAGAM,
    )
    return Rangkaian([tabel, *(_baca_instrumen(instrumen) if not instrumen.empty else [])])


def _kaki_alfa(instrumen: pd.DataFrame) -> list[Kaki]:
    """Cronbach's alpha, which is the same in all rows."""
    bahan = instrumen.attrs.get("bahan", {}).get("alfa", {})
    return [
        Kaki("Alfa Cronbach", {"korelasi": a}, bahan={"korelasi": bahan[i]} if i in bahan else {})
        for i, a in instrumen["alfa"].head(1).items()
    ]


def _baca_instrumen(instrumen: pd.DataFrame) -> list[Narasi]:
    aturan = load_aturan("sampel")
    alfa, batas = instrumen["alfa"].iloc[0], aturan["alfa_memadai"]
    lemah = instrumen[instrumen["korelasi"] < aturan["korelasi_memadai"]]
    return [
        Narasi(
            "Alfa Cronbach adalah {alfa:angka}, {letak} batas {batas:angka} yang lazim dipakai "
            "untuk kuesioner yang andal.",
            alfa=alfa,
            batas=batas,
            letak="tidak kurang dari" if alfa >= batas else "kurang dari",
        ),
        Narasi(
            "Pertanyaan tentang {unsur} berkorelasi di bawah {batas:angka} dengan unsur lainnya, "
            "sehingga perumusannya perlu ditinjau.",
            bila=len(lemah) > 0,
            unsur=sebut_nama(lemah["unsur"], batas=len(instrumen), rendah=True),
            batas=aturan["korelasi_memadai"],
        ),
    ]


def susun_tindak_lanjut(rencana: pd.DataFrame, tahun: int, sumber: Sumber) -> Rangkaian:
    """The plan for every unsur below the mean; those without one are named.

    rencana: list_tindak_lanjut.
    """
    tanpa = rencana[rencana["rencana"].isna()]
    kolom = ("rencana", "penanggung_jawab", "waktu")
    tabel = Tabel(
        "skm-tindak-lanjut",
        f"Rencana tindak lanjut hasil survei tahun {tahun}",
        fill_kosong(rencana, **dict.fromkeys(kolom, BELUM_TERCATAT)),
        ["unsur", "nrr", *kolom],
        sumber=sumber,
        tanpa_data="tidak ada unsur yang nilainya di bawah rata-rata",
    )
    kalimat = Narasi(
        "Rencana untuk unsur {unsur} belum tercatat pada lembar Tindak Lanjut dan perlu disusun.",
        bila=len(tanpa) > 0,
        unsur=sebut_nama(tanpa["unsur"], batas=len(rencana), rendah=True),
    )
    return Rangkaian([tabel, kalimat])


PERSEN = "jumlah / jumlah(jumlah) × 100"
_ALASAN_REKONSTRUKSI = (
    "responden dibangun ulang dari tabel frekuensi, sehingga pasangan jawaban dari orang yang sama "
    "tidak nyata dan hubungan antarunsur tidak berarti"
)
_ALASAN_SERAGAM = "jawaban yang lengkap terlalu sedikit atau terlalu seragam untuk dibandingkan"
_TEMPLAT_KURANG = (
    "Untuk populasi {populasi:bilangan} orang masih diperlukan {kurang:bilangan} responden lagi; "
    "selama belum terpenuhi, hasil survei menggambarkan pendapat mereka yang menjawab saja."
)
_TEMPLAT_TANPA_POPULASI = (
    "Jumlah penerima layanan perlu dicatat agar dapat diketahui apakah sampelnya memadai."
)
