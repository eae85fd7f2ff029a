"""How the answers to one question of the survey are spread, in a sentence."""

import pandas as pd

from lkip_helpers.display.narasi import Narasi, rangkai_kata


def describe_jawaban(frekuensi: pd.DataFrame) -> Narasi:
    """How the answers to one unsur are spread; "mayoritas" only for more than half of them.

    frekuensi: jawaban, frekuensi, persen, nilai of one unsur (compute_frekuensi).
    """
    banyak = int(frekuensi["frekuensi"].sum())
    puncak = frekuensi[frekuensi["frekuensi"] == frekuensi["frekuensi"].max()]
    baik = frekuensi[frekuensi["nilai"] >= 3]
    rendah = frekuensi[frekuensi["nilai"] <= 2]
    if not banyak:
        return Narasi("Tidak ada responden yang menjawab unsur ini.")
    return Narasi(
        f"{_templat_puncak(puncak)} {_templat_rendah(int(rendah['frekuensi'].sum()), banyak)}",
        jawaban=rangkai_kata([f"“{j.lower()}”" for j in puncak["jawaban"]]),
        frekuensi=puncak["frekuensi"].iloc[0],
        banyak=banyak,
        persen=puncak["persen"].iloc[0],
        baik=baik["frekuensi"].sum(),
        persen_baik=baik["persen"].sum(),
        rendah=rendah["frekuensi"].sum(),
        persen_rendah=rendah["persen"].sum(),
    )


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


def _templat_rendah(rendah: int, banyak: int) -> str:
    if rendah == 0:
        return "Semua responden memilih satu dari dua jawaban tertinggi."
    if rendah == banyak:
        return "Tidak seorang pun memilih salah satu dari dua jawaban tertinggi."
    return (
        "Dua jawaban tertinggi bersama-sama dipilih {baik:bilangan} responden "
        "({persen_baik:persen}), sedangkan {rendah:bilangan} responden ({persen_rendah:persen}) "
        "memilih satu dari dua jawaban terendah."
    )
