"""The charts of performance: a frame in, a matplotlib Figure of 16 cm out.

`title` is the finding, phrased by the caller and set at the top left. A number is shown as in the
tables, and its colour follows what is shown: 99,996 is printed 100,00 and counts as reached.
"""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from lkip_helpers.charts.bars import Bar, draw_bars
from lkip_helpers.compute.rounding import FULL, count_apart, judge_capaian
from lkip_helpers.report import format as fmt
from lkip_helpers.report.figure_style import BLUE, MUTED, NOT_COMPUTABLE, WARM, apply_style
from lkip_helpers.report.quantities import phrase_quantity


@apply_style
def plot_capaian(frame: pd.DataFrame, mean: Any, title: str = "") -> Figure:
    """Capaian of each indikator and their mean as bars, with a line at the target.

    frame: indikator, capaian (percent, NaN when not computable); optional: predikat, alasan,
    target, target_atas, realisasi, satuan, judged. mean: percent, or NA.
    """
    rows = [_build_capaian(record) for record in frame.to_dict("records")]
    rows.append(Bar("Rata-rata capaian", mean, _phrase_percent(mean), color=MUTED, summary=True))
    line = "target = 100\u00a0%"
    return draw_bars(rows, title=title, satuan="\u00a0%", maximum=FULL, reference=line)


def _build_capaian(record: Mapping[Hashable, Any]) -> Bar:
    capaian, satuan, decimals = record["capaian"], record.get("satuan"), count_apart(record)
    muted = ", ".join(
        f"{k} {phrase_quantity(record[k], satuan, record.get(f'{k}_atas'), '%', decimals)}"
        for k in ("target", "realisasi")
        if not fmt.is_empty(record.get(k))
    )
    if fmt.is_empty(capaian):
        return Bar(record["indikator"], capaian, NOT_COMPUTABLE, muted, record.get("alasan") or "")
    reached = judge_capaian(record.get("judged", capaian)) >= 0
    status = record.get("predikat") or ("mencapai target" if reached else "di bawah target")
    color = BLUE if reached else WARM
    return Bar(record["indikator"], capaian, fmt.format_percent(capaian), muted, status, color)


def _phrase_percent(percent: Any) -> str:
    return NOT_COMPUTABLE if fmt.is_empty(percent) else fmt.format_percent(percent)


@apply_style
def plot_serapan(
    frame: pd.DataFrame, name: str = "program", total: Any = None, title: str = ""
) -> Figure:
    """Serapan anggaran of each program or kegiatan, highest first, with its pagu in muted text.

    frame: the column `name`, pagu (rupiah), serapan (percent; NaN where there is no pagu, set
    last). total: serapan of the whole, percent, as a last row, or NA.
    """
    ordered = frame.sort_values("serapan", ascending=False, na_position="last", kind="stable")
    rows = [
        Bar(fmt.format_name(str(n)), share, _phrase_percent(share), note=_phrase_pagu(pagu))
        for n, share, pagu in ordered[[name, "serapan", "pagu"]].itertuples(index=False)
    ]
    if total is not None:
        label, pagu = _phrase_percent(total), _phrase_pagu(frame["pagu"].sum())
        rows.append(Bar("Seluruh anggaran", total, label, note=pagu, color=MUTED, summary=True))
    return draw_bars(rows, title=title, satuan="\u00a0%", maximum=FULL)


def _phrase_pagu(pagu: Any) -> str:
    return "tidak dianggarkan" if fmt.is_empty(pagu) else f"pagu {fmt.say_rupiah(pagu)}"


@apply_style
def plot_lembaga(frame: pd.DataFrame, title: str = "") -> Figure:
    """Lembaga aktif against their target, a bullet bar for each tingkat.

    frame: tingkat, realisasi, target (lembaga), persentase (percent, NaN when not computable).
    """
    rows = [_build_lembaga(record) for record in frame.to_dict("records")]
    return draw_bars(rows, title=title, subtitle="Batang: lembaga aktif. Garis tegak: target.")


def _build_lembaga(record: Mapping[Hashable, Any]) -> Bar:
    percent, target = record["persentase"], record["target"]
    active = fmt.format_integer(record["realisasi"])
    comparison = f"{active} dari {fmt.format_integer(target)} lembaga"
    if fmt.is_empty(target):
        comparison = f"{active} lembaga, tanpa target"
    reached = not fmt.is_empty(percent) and judge_capaian(percent) >= 0
    name, label = str(record["tingkat"]), _phrase_percent(percent)
    color = MUTED if fmt.is_empty(percent) else BLUE if reached else WARM
    look: dict[str, Any] = {"note": comparison, "color": color, "target": target}
    return Bar(name[:1].upper() + name[1:], record["realisasi"], label, **look)
