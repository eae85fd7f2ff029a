"""Phrases whose words depend on the numbers: risen or fallen, reached or not, highest or equal.

The sentence stays in the notebook; here only the words that a value decides are chosen. Values are
judged as they are printed (compute.rounding), so that no text contradicts the table beside it.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import partial
from typing import Any

import pandas as pd

from lkip_helpers.compute import rounding
from lkip_helpers.compute.capaian import RANGE, judge_value
from lkip_helpers.compute.rounding import DECIMALS, count_decimals, judge_capaian, round_half_up
from lkip_helpers.report import format as fmt
from lkip_helpers.report.narasi import FORMS, chain_words
from lkip_helpers.report.quantities import phrase_quantity, write_quantity
from lkip_helpers.rules.expression import subtract

COMPARISONS = {"tertinggi": "lebih tinggi", "terbesar": "lebih besar", "terbanyak": "lebih banyak"}
MOST_ALIKE = 3  # rows of one case that get a sentence each
_STATUS = {1: "melampaui target", 0: "tepat mencapai target", -1: "tidak mencapai target"}
_LIMITED = ("100", "nihil")  # ends of polaritas whose 100 may hide how far a target was passed
Write = Callable[[Any], str]
NAME_COUNT = 4  # more names than these are counted, not listed


def phrase_direction(current: Any, previous: Any, decimals: int = DECIMALS) -> str:
    """`naik`, `turun` or `tetap`."""
    return fmt.DIRECTIONS[rounding.compare_printed(current, previous, decimals)]


def phrase_difference(current: Any, previous: Any, satuan: str | None = "", beside: Any = 0) -> str:
    """The distance between two values, without sign; of percentages in percentage points.

    beside: a value of the same indicator, where these are distances themselves.
    """
    distance = _measure_distance(current, previous, count_decimals(current, previous, beside))
    if (satuan or "").strip().lower() in fmt.PERCENT:
        return f"{fmt.format_figure(distance)}\u00a0poin persen"
    return phrase_quantity(distance, satuan)


def _measure_distance(current: Any, previous: Any, decimals: int) -> Decimal:
    """Rounded once, as a column of changes is; else between what is printed; else told finer."""
    exact = abs(subtract(float(current), float(previous)))
    printed = abs(round_half_up(current, decimals) - round_half_up(previous, decimals))
    return round_half_up(exact, decimals) or printed or round_half_up(exact, rounding.FINE)


def phrase_change(
    current: Any, previous: Any, satuan: str | None = "", upper: tuple[Any, Any] = (None, None)
) -> str:
    """`naik 4, dari 91 menjadi 95`, `turun 2 poin persen, dari … menjadi …` or `tetap 100 persen`.

    upper: the upper ends of both, where they are ranges, which neither rise nor fall.
    """
    if not all(map(fmt.is_empty, upper)):
        values = zip((current, previous), upper, strict=True)
        now, then = (phrase_quantity(value, satuan, end) for value, end in values)
        return f"tetap {now}" if now == then else f"berubah dari {then} menjadi {now}"
    distance = partial(phrase_difference, previous=0, satuan=satuan)
    is_letter = write_quantity(current, satuan) is not None
    write = partial(phrase_quantity, satuan=satuan)
    decimals = count_decimals(current, previous)
    return phrase_movement(current, previous, write, None if is_letter else distance, decimals)


def phrase_status(capaian: Any) -> str:
    """What a capaian (percent, unrounded) means for its target."""
    if fmt.is_empty(capaian):
        return "tidak dapat dinilai"
    return _STATUS[judge_capaian(capaian)]


def phrase_basis(known: int, every: int) -> str:
    """`dihitung dari dua di antara tiga indikator`: on what a mean rests; "" for all or none."""
    part = " di antara ".join(map(fmt.format_words, (known, every)))
    return f"dihitung dari {part} indikator" if 0 < known < every else ""


def phrase_result(capaian: Any, polaritas: str) -> str:
    """What the capaian of an indicator means: phrase_status, or inside or outside its range."""
    if fmt.is_empty(capaian) or not polaritas.startswith(RANGE):
        status = phrase_status(capaian)
        return status.removeprefix("tepat ") if polaritas.endswith(_LIMITED) else status
    within = judge_capaian(capaian) == 0
    return "berada dalam rentang target" if within else "berada di luar rentang target"


def phrase_names(
    names: Iterable[Any],
    wording: str = "butir",
    *,
    low: bool = False,
    limit: int = NAME_COUNT,
    empty: str = fmt.EMPTY,
) -> str:
    """Names joined as in speech; more than `limit` are counted instead: `lima sub kegiatan`.

    low: with small first letters. empty: the phrase where there is no name.
    """
    texts = [fmt.format_name(str(name)) for name in names]
    texts = [fmt.lower_first(name) for name in texts] if low else texts
    if len(texts) > limit:
        return f"{fmt.format_words(len(texts))} {wording}"
    return chain_words(texts) if texts else empty


def merge_rows(frame: pd.DataFrame, case: str) -> pd.DataFrame:
    """`frame` with more than MOST_ALIKE rows of one case merged into one, the last.

    Its indikator joins their names, its case ends in ` bersama`; other cells hold what all share.
    """
    rows = frame[frame["case"] == case]
    if len(rows) <= MOST_ALIKE:
        return frame
    shared = {k: v.iloc[0] if len({*map(str, v)}) == 1 else "" for k, v in rows.items()}
    names = chain_words(rows["indikator"].to_list())
    together = {**shared, "indikator": names, "case": f"{case} bersama"}
    return pd.concat([frame.drop(rows.index), pd.DataFrame([together])], ignore_index=True)


def phrase_range(
    frame: pd.DataFrame, name: str, value: str, form: str = "persen", *, satuan: str = "",
    words: tuple[str, str] = ("tertinggi", "terendah"), wording: str = "butir", low: bool = False,
    empty: str | None = None,
) -> str:  # fmt: skip
    """`tertinggi terdapat pada A (98 persen) dan terendah pada B (90 persen)`, ties named together.

    Two rows are compared: `lebih tinggi pada A (…) daripada pada B (…)`. One row, or equal rows,
    have neither: `pada A sebesar 98 persen`, `sama pada semua program, yaitu 98 persen`. form,
    satuan: how the value is written. wording: what the rows are. low: names with small first
    letters. Rows without value are passed over. empty: the phrase where no row has one.
    """
    known = frame.dropna(subset=[value])
    if known.empty:
        return f"tidak dapat dihitung pada semua {wording}" if empty is None else empty
    texts = known[value].map(lambda v: FORMS[form](v) + (f"\u00a0{satuan}" if satuan else ""))
    if len(known) == 1:
        return f"pada {phrase_names(known[name], low=low)} sebesar {texts.iloc[0]}"
    positions = known[value].argmax(), known[value].argmin()
    upper, lower = (texts.iloc[int(position)] for position in positions)
    if upper == lower:
        return f"sama pada semua {wording}, yaitu {upper}"
    places = [
        f"pada {phrase_names(known[name][texts == text], wording, low=low)} ({text})"
        for text in (upper, lower)
    ]
    if len(known) == 2:
        return f"{COMPARISONS[words[0]]} {' daripada '.join(places)}"
    return f"{words[0]} terdapat {places[0]} dan {words[1]} {places[1]}"


def phrase_capaian(frame: pd.DataFrame) -> str:
    """phrase_range of the capaian of indicators, without those that exceed their target range.

    frame: indikator, capaian, judged (judge_value).
    """
    ranked = frame[~(frame["capaian"] > frame["judged"])]
    ranked = ranked if len(ranked) else frame
    return phrase_range(ranked, "indikator", "capaian", wording="indikator")


def phrase_extreme(
    frame: pd.DataFrame, name: str, value: str, *, lowest: bool = False, **how: Any
) -> str:
    """The name of the highest (or lowest) value, or names where they tie as printed; – for none.

    how: of phrase_names.
    """
    known = frame.dropna(subset=[value])
    if known.empty:
        return fmt.EMPTY
    as_printed = known[value].map(lambda v: round_half_up(v, 2))
    extreme = as_printed.min() if lowest else as_printed.max()
    return phrase_names(known[name][as_printed == extreme], **how)


def phrase_category(category: pd.DataFrame, wording: str, every: int = 0) -> str:
    """`satu indikator melampaui target dan dua indikator …`, or `semuanya …` where all are alike.

    Empty categories are left out. category: kategori (printed text), jumlah. every: how many there
    are, including those without a category.
    """
    counts = category.groupby("kategori", sort=False)["jumlah"].sum().to_dict()
    counts["tidak dapat dinilai"] = every - sum(counts.values())
    parts = [(phrase_tier(k), count) for k, count in counts.items() if count > 0]
    if not parts:
        return f"belum ada {wording} yang dapat dinilai"
    if len(parts) == 1:
        (tier, count), *_ = parts
        alike = {1: f"{wording} itu", 2: "keduanya"}.get(count, "semuanya")
        return f"{alike} {tier}"
    return chain_words([f"{fmt.format_words(count)} {wording} {tier}" for tier, count in parts])


def phrase_tier(category: str) -> str:
    """`melampaui target`, `berkategori sangat tinggi`: what a category says of an indicator."""
    text = fmt.lower_first(category)
    return text if text.endswith(("target", "dihitung", "dinilai")) else f"berkategori {text}"


def phrase_movement(
    current: float, previous: float, write: Write, distance: Write | None, decimals: int = DECIMALS
) -> str:
    """As phrase_change; `write` formats the values and `distance`, if any, their distance."""
    direction = phrase_direction(current, previous, decimals)
    if direction == "tetap":
        return f"tetap {write(current)}"
    by = f" {distance(_measure_distance(current, previous, decimals))}," if distance else ""
    return f"{direction}{by} dari {write(previous)} menjadi {write(current)}"


def phrase_finding(capaian: pd.DataFrame) -> str:
    """The finding of a chart: `Satu dari dua indikator mencapai target; rata-rata … %`."""
    values = capaian["capaian"].dropna()
    if values.empty:
        return "Capaian belum dapat dihitung"
    reached = [judge_capaian(n) >= 0 for n in capaian["judged"].dropna()]
    part = _phrase_reached(reached, len(capaian), "dapat dihitung")
    return f"{part} mencapai target; rata-rata capaian {fmt.say_percent(values.mean())}"


def phrase_renstra_finding(comparison: pd.DataFrame) -> str:
    """The finding of the chart on the end of the Renstra. comparison: compare_renstra."""
    known = comparison.dropna(subset="realisasi")
    if known.empty:
        planned = "Realisasi tahun laporan belum diketahui"
        return "Belum ada target akhir Renstra" if comparison.empty else planned
    judged = map(judge_value, known["capaian_akhir"], known["polaritas"])
    reached = [*map(has_reached, known["sisa"], judged, known["realisasi"])]
    part = _phrase_reached(reached, len(comparison), "realisasinya diketahui")
    return f"{part} mencapai target akhir Renstra"


def has_reached(remaining: Any, judged: Any, realisasi: Any) -> bool:
    """Whether a target is reached as judge_value says, or nothing remains to one of zero."""
    if not fmt.is_empty(judged):
        return judge_capaian(judged) >= 0
    return not fmt.is_empty(remaining) and rounding.compare_figures(remaining, 0, realisasi) <= 0


def _phrase_reached(reached: list[bool], every: int, known: str) -> str:
    """`Satu dari dua indikator`, of those that are `known` where fewer than `every`."""
    part = f"{fmt.format_words(sum(reached))} dari {fmt.format_words(len(reached))}".capitalize()
    part = {0: "Belum satu pun", len(reached): "Semua"}.get(sum(reached), part)
    return f"{part} indikator{f' yang {known}' if len(reached) < every else ''}"
