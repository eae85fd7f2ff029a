"""How the answers to one question of the survey are spread, in a sentence."""

import pandas as pd

from lkip_helpers.report.narasi import Narasi, chain_words


def describe_answers(frequency: pd.DataFrame) -> Narasi:
    """How the answers to one unsur are spread; "mayoritas" only for more than half of them.

    The answers are named, not called high or low: the second best of a scale may be no praise
    (“kadang-kadang” where illegal levies are asked for).
    frequency: jawaban, frekuensi, persen, nilai of one unsur (compute_frequency).
    """
    count = int(frequency["frekuensi"].sum())
    if not count:
        return Narasi("Tidak ada responden yang menjawab unsur ini.")
    chosen = frequency[frequency["frekuensi"] > 0]
    peak = chosen[chosen["frekuensi"] == chosen["frekuensi"].max()]
    upper, lower = chosen[chosen["nilai"] >= 3], chosen[chosen["nilai"] <= 2]
    return Narasi(
        f"{_peak_template(peak)}{_halves_template(upper, lower)}",
        jawaban=chain_words(_quote(peak)),
        frekuensi=peak["frekuensi"].iloc[0],
        banyak=count,
        persen=peak["persen"].iloc[0],
        atas=" atau ".join(_quote(upper)),
        banyak_atas=upper["frekuensi"].sum(),
        persen_atas=upper["persen"].sum(),
        bawah=" atau ".join(_quote(lower)),
        banyak_bawah=lower["frekuensi"].sum(),
        persen_bawah=lower["persen"].sum(),
    )


def _quote(frequency: pd.DataFrame) -> list[str]:
    return [f"“{j.lower()}”" for j in frequency["jawaban"]]


def _peak_template(peak: pd.DataFrame) -> str:
    if len(peak) > 1:
        return (
            "Jawaban terbanyak terbagi sama antara {jawaban}, masing-masing dipilih "
            "{frekuensi:bilangan} dari {banyak:bilangan} responden ({persen:persen})."
        )
    if peak["persen"].iloc[0] > 50:
        return (
            "Mayoritas responden, yaitu {frekuensi:bilangan} dari {banyak:bilangan} orang "
            "({persen:persen}), menjawab {jawaban}."
        )
    return (
        "Jawaban terbanyak adalah {jawaban}, yang dipilih {frekuensi:bilangan} dari "
        "{banyak:bilangan} responden ({persen:persen}); tidak ada jawaban yang dipilih oleh lebih "
        "dari separuh responden."
    )


def _halves_template(upper: pd.DataFrame, lower: pd.DataFrame) -> str:
    """The two halves of the scale by the answers chosen; nothing where one answer has them all."""
    if len(upper) + len(lower) == 1:
        return ""
    if lower.empty or upper.empty:
        return " Semua responden menjawab " + ("{atas}." if lower.empty else "{bawah}.")
    return (
        " Jawaban {atas} dipilih {banyak_atas:bilangan} responden ({persen_atas:persen}), "
        "sedangkan {banyak_bawah:bilangan} responden ({persen_bawah:persen}) menjawab {bawah}."
    )
