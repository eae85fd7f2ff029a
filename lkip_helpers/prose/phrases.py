"""Phrases whose words depend on the numbers: risen or fallen, reached or not, most or only many.

The sentence stays in the notebook; here only what a value decides is chosen. It is judged on what
is printed (compute.pembulatan), so that a text never contradicts the table beside it.
"""

from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from lkip_helpers.compute.rounding import compare_printed, judge_capaian, round_half_up
from lkip_helpers.report.format import (
    EMPTY,
    PERCENT,
    format_name,
    format_percent,
    format_points,
    format_short,
    format_words,
    is_empty,
    lower_first,
)
from lkip_helpers.report.narasi import FORMS, Narasi, chain_words
from lkip_helpers.report.quantities import get_upper, phrase_predikat, phrase_quantity

COMPARISONS = {
    "tertinggi": "lebih tinggi",
    "terbesar": "lebih besar",
    "terbanyak": "lebih banyak",
}
NAME_COUNT = 4  # more names than these are counted, not listed


def phrase_direction(current: Any, previous: Any) -> str:
    """`naik`, `turun` or `tetap`."""
    return ("tetap", "naik", "turun")[compare_printed(current, previous)]


def phrase_difference(current: Any, previous: Any, satuan: str | None = "") -> str:
    """The distance of two values, without sign; of two percentages in percentage points."""
    distance = abs(round_half_up(current, 2) - round_half_up(previous, 2))
    percent = (satuan or "").strip().lower() in PERCENT
    return (
        f"{format_short(distance)}\u00a0poin persen"
        if percent
        else phrase_quantity(distance, satuan)
    )


def phrase_change(current: Any, previous: Any, satuan: str | None = "") -> str:
    """`naik 4, dari 91 menjadi 95`, `turun 1,75 poin persen, dari … menjadi …` or `tetap 100 %`."""
    direction = phrase_direction(current, previous)
    if direction == "tetap":
        return f"tetap {phrase_quantity(current, satuan)}"
    ends = f"dari {phrase_quantity(previous, satuan)} menjadi {phrase_quantity(current, satuan)}"
    if phrase_predikat(current, satuan):
        return f"{direction} {ends}"
    distance = phrase_difference(current, previous, satuan)
    return f"{direction} {distance}, {ends}"


def phrase_status(capaian: Any) -> str:
    """What a capaian (percent, unrounded) means for its target."""
    if is_empty(capaian):
        return "tidak dapat dinilai"
    status = ("tepat mencapai target", "melampaui target", "tidak mencapai target")
    return status[judge_capaian(capaian)]


def phrase_names(
    name: Iterable[Any],
    wording: str = "butir",
    *,
    low: bool = False,
    limit: int = NAME_COUNT,
    empty: str = EMPTY,
) -> str:
    """Names joined as in speech; more than `limit` are counted instead: `lima sub kegiatan`.

    low: with small first letters. empty: what is said where there is none.
    """
    text = [format_name(str(n)) for n in name]
    text = [lower_first(n) for n in text] if low else text
    if len(text) > limit:
        return f"{format_words(len(text))} {wording}"
    return chain_words(text) if text else empty


def phrase_range(
    frame: pd.DataFrame,
    name: str,
    value: str,
    form: str = "persen",
    *,
    satuan: str = "",
    words: tuple[str, str] = ("tertinggi", "terendah"),
    wording: str = "butir",
    low: bool = False,
) -> str:
    """`tertinggi pada A (98,00 %) dan terendah pada B (90,00 %)`, ties named together.

    Two rows are compared: `lebih tinggi pada A (…) daripada pada B (…)`. One row, or all rows
    alike, have neither: `pada A sebesar 98,00 %`, `sama pada semua program, yaitu 98,00 %`.
    form, satuan: how the value is written. wording: what the rows are. low: names with small
    first letters. Rows without value are passed over.
    """
    exists = frame.dropna(subset=[value])
    if exists.empty:
        return f"tidak dapat dihitung pada semua {wording}"
    text = exists[value].map(lambda n: FORMS[form](n) + (f"\u00a0{satuan}" if satuan else ""))
    if len(exists) == 1:
        return f"pada {phrase_names(exists[name], low=low)} sebesar {text.iloc[0]}"
    upper, lower = (text.iloc[int(p)] for p in (exists[value].argmax(), exists[value].argmin()))
    if upper == lower:
        return f"sama pada semua {wording}, yaitu {upper}"
    place = [
        f"pada {phrase_names(exists[name][text == t], wording, low=low)} ({t})"
        for t in (upper, lower)
    ]
    if len(exists) == 2:
        return f"{COMPARISONS[words[0]]} {' daripada '.join(place)}"
    return " dan ".join(f"{k} {t}" for k, t in zip(words, place, strict=True))


def phrase_ends(
    frame: pd.DataFrame,
    name: str,
    value: str,
    *,
    lowest: bool = False,
    wording: str = "butir",
    low: bool = False,
) -> str:
    """Name or names, where they tie as printed, of the highest (or lowest) value; – without any."""
    exists = frame.dropna(subset=[value])
    if exists.empty:
        return EMPTY
    as_printed = exists[value].map(lambda n: round_half_up(n, 2))
    limit = as_printed.min() if lowest else as_printed.max()
    return phrase_names(exists[name][as_printed == limit], wording, low=low)


def phrase_category(category: pd.DataFrame, wording: str) -> str:
    """`satu indikator melampaui target dan dua indikator …`; categories without any are left out.

    category: kategori (printed text), jumlah.
    """
    exists = category[category["jumlah"] > 0]
    part = [
        f"{format_words(j)} {wording} {lower_first(k)}"
        for k, j in zip(exists["kategori"], exists["jumlah"], strict=True)
    ]
    return chain_words(part) if part else f"belum ada {wording} yang dapat dinilai"


def phrase_part(category: pd.DataFrame, wording: str) -> str:
    """`50,00 % indikator melampaui target dan 50,00 % tidak mencapai target`.

    category: kategori (printed text), persen; several rows of a category are added up.
    """
    part = category.groupby("kategori", sort=False)["persen"].sum()
    text = [f"{format_percent(p)} {lower_first(str(k))}" for k, p in part.items() if p > 0]
    return chain_words(
        [t.replace("% ", f"% {wording} ", 1) if i == 0 else t for i, t in enumerate(text)]
    )


def describe_indikator(rows: Any, tahun: int, open_items: Any = None) -> Narasi:
    """What an indicator reached this year, and how it moved since the year before.

    rows: one row of compute_indikator (Series or namedtuple). open_items: its row of
    compare_open, where its realisasi still lacks evidence.
    """
    b = rows
    if is_empty(b.capaian):
        return Narasi(
            "Capaian {indikator} tahun {tahun:tahun} tidak dapat dihitung karena {alasan}.",
            indikator=b.indikator,
            tahun=tahun,
            alasan=b.alasan or "datanya belum lengkap",
        )
    reporting = "" if open_items is None else "yang dilaporkan untuk "
    return Narasi(
        f"Realisasi {{indikator}} {reporting}tahun {{tahun:tahun}} adalah {{realisasi}} dari "
        "target {target}, sehingga capaiannya {capaian:persen} dan {status}. "
        + _evidence_template(open_items)
        + _previous_template(b),
        indikator=b.indikator,
        tahun=tahun,
        lalu=tahun - 1,
        target=phrase_quantity(b.target, b.satuan, get_upper(b, "target")),
        realisasi=phrase_quantity(b.realisasi, b.satuan),
        capaian=b.capaian,
        status=phrase_status(b.capaian),
        **_change(b),
        **_evidence(open_items),
    )


def _evidence_template(open_items: Any) -> str:
    if open_items is None:
        return ""
    if is_empty(open_items.bukti):
        return "Realisasi itu belum didukung bukti. "
    return (
        "Menurut bukti yang tersedia, yaitu {bukti}, capaiannya {capaian_bukti:persen} dan "
        "{status_bukti}. "
    )


def _evidence(open_items: Any) -> dict[str, Any]:
    if open_items is None:
        return {}
    return {
        "bukti": phrase_quantity(open_items.bukti, open_items.satuan),
        "capaian_bukti": open_items.capaian_bukti,
        "status_bukti": phrase_status(open_items.capaian_bukti),
    }


def _previous_template(b: Any) -> str:
    if is_empty(b.realisasi_lalu):
        return (
            "Realisasi tahun {lalu:tahun} tidak tercatat pada lembar data, sehingga "
            "perkembangannya dari tahun sebelumnya belum dapat disajikan."
        )
    if is_empty(b.capaian_lalu):
        return (
            "Dibandingkan dengan tahun {lalu:tahun}, realisasi {ubah_realisasi}; capaian tahun "
            "{lalu:tahun} tidak dapat dihitung."
        )
    return (
        "Dibandingkan dengan tahun {lalu:tahun}, target {ubah_target}; realisasi {ubah_realisasi}; "
        "dan capaian {ubah_capaian}."
    )


def _change(b: Any) -> dict[str, Any]:
    if is_empty(b.realisasi_lalu):
        return {}
    realisasi = {"ubah_realisasi": phrase_change(b.realisasi, b.realisasi_lalu, b.satuan)}
    if is_empty(b.capaian_lalu):
        return realisasi
    return realisasi | {
        "ubah_target": phrase_change(b.target, b.target_lalu, b.satuan),
        "ubah_capaian": phrase_movement(b.capaian, b.capaian_lalu, format_percent, format_points),
    }


def phrase_movement(
    current: float, previous: float, write: Callable[[Any], str], distance: Callable[[Any], str]
) -> str:
    """As phrase_change, but of values printed with two decimals: `write` them, `distance` between.

    The distance is that of the printed values.
    """
    direction = phrase_direction(current, previous)
    if direction == "tetap":
        return f"tetap {write(current)}"
    diff = abs(round_half_up(current, 2) - round_half_up(previous, 2))
    return f"{direction} {distance(diff)}, dari {write(previous)} menjadi {write(current)}"


def phrase_finding(capaian: pd.DataFrame) -> str:
    """The finding of a chart: `Satu dari dua indikator mencapai target; rata-rata … %`."""
    value = capaian["capaian"].dropna()
    if value.empty:
        return "Capaian belum dapat dihitung"
    reached = sum(judge_capaian(n) >= 0 for n in value)
    part = f"{format_words(reached)} dari {format_words(len(capaian))}".capitalize()
    part = "Semua" if reached == len(capaian) else part
    return f"{part} indikator mencapai target; rata-rata capaian {format_percent(value.mean())}"
