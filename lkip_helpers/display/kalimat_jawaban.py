"""How the answers to one question of the survey are spread, in a sentence."""

import pandas as pd

from lkip_helpers.display.narasi import Narasi, rangkai_kata


def describe_jawaban(frekuensi: pd.DataFrame) -> Narasi:
    """How the answers to one unsur are spread; "mayoritas" only for more than half of them.

    The answers are named, not called high or low: the second best of a scale may be no praise
    (“kadang-kadang” where illegal levies are asked for).
    frekuensi: jawaban, frekuensi, persen, nilai of one unsur (compute_frekuensi).
    """
    banyak = int(frekuensi["frekuensi"].sum())
    if not banyak:
        return Narasi("Tidak ada responden yang menjawab unsur ini.")
    dipilih = frekuensi[frekuensi["frekuensi"] > 0]
    puncak = dipilih[dipilih["frekuensi"] == dipilih["frekuensi"].max()]
    atas, bawah = dipilih[dipilih["nilai"] >= 3], dipilih[dipilih["nilai"] <= 2]
    return Narasi(
        f"{_templat_puncak(puncak)}{_templat_belah(atas, bawah)}",
        jawaban=rangkai_kata(_kutip(puncak)),
        frekuensi=puncak["frekuensi"].iloc[0],
        banyak=banyak,
        persen=puncak["persen"].iloc[0],
        atas=" atau ".join(_kutip(atas)),
        banyak_atas=atas["frekuensi"].sum(),
        persen_atas=atas["persen"].sum(),
        bawah=" atau ".join(_kutip(bawah)),
        banyak_bawah=bawah["frekuensi"].sum(),
        persen_bawah=bawah["persen"].sum(),
    )


def _kutip(frekuensi: pd.DataFrame) -> list[str]:
    return [f"“{j.lower()}”" for j in frekuensi["jawaban"]]


def _templat_puncak(puncak: pd.DataFrame) -> str:
    if len(puncak) > 1:
        return (
            "Jawaban terbanyak terbagi sama antara {jawaban}, masing-masing dipilih "
            "{frekuensi:bilangan} dari {banyak:bilangan} responden ({persen:persen})."
        )
    if puncak["persen"].iloc[0] > 50:
        return (
            "Mayoritas responden, yaitu {frekuensi:bilangan} dari {banyak:bilangan} orang "
            "({persen:persen}), menjawab {jawaban}."
        )
    return (
        "Jawaban terbanyak adalah {jawaban}, yang dipilih {frekuensi:bilangan} dari "
        "{banyak:bilangan} responden ({persen:persen}); tidak ada jawaban yang dipilih oleh lebih "
        "dari separuh responden."
    )


def _templat_belah(atas: pd.DataFrame, bawah: pd.DataFrame) -> str:
    """The two halves of the scale by the answers chosen; nothing where one answer has them all."""
    if len(atas) + len(bawah) == 1:
        return ""
    if bawah.empty or atas.empty:
        return " Semua responden menjawab " + ("{atas}." if bawah.empty else "{bawah}.")
    return (
        " Jawaban {atas} dipilih {banyak_atas:bilangan} responden ({persen_atas:persen}), "
        "sedangkan {banyak_bawah:bilangan} responden ({persen_bawah:persen}) menjawab {bawah}."
    )
