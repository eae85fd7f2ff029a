"""Targets and realisasi that are not just a number: a predicate, a range."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from lkip_helpers.report.format import PERCENT, format_figure, is_empty, lower_first
from lkip_helpers.rules import find_predikat

UPPER = "_atas"
WITHOUT_SATUAN = ("", "nilai", "angka", "indeks", "skor")


def fold_satuan(satuan: Any) -> str:
    """A unit as it compares: "" for a bare number, "%" for percent, however they are written."""
    text = " ".join(str(satuan or "").casefold().split())
    return "" if text in WITHOUT_SATUAN else PERCENT[0] if text in PERCENT else text


def write_quantity(
    value: Any, satuan: Any = "", upper: Any = None, word: str | None = None
) -> str | None:
    """The letters of a predicate, `70–80` for a range; None for a plain number.

    satuan: the unit of the indicator, which names the group of predicates. upper: upper end.
    word: of a value that is not known.
    """
    if is_empty(value):
        return None if is_empty(word) else word
    if not is_empty(upper) and float(upper) != float(value):
        return f"{format_figure(value)}–{format_figure(upper)}"
    return find_predikat(str(satuan or ""), float(value))


def write_quantities(data: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """`data` with predicates, ranges and what is not known as texts in `keys`; plain numbers stay.

    A column `<kunci>_atas` holds upper ends, where there are any, `<kunci>_kata` words for what is
    not known; `satuan` names predicates.
    """
    replaced: dict[str, Any] = {}
    for key in keys:
        if key not in data or not pd.api.types.is_numeric_dtype(data[key]):
            continue
        values, none = data[key].to_list(), [None] * len(data)
        names = "satuan", f"{key}{UPPER}", f"{key}_kata"
        texts = [*map(write_quantity, values, *(data.get(name, none) for name in names))]
        if any(texts):
            cells = [t or v for t, v in zip(texts, values, strict=True)]
            replaced[key] = pd.Series(cells, data.index, dtype=object)
    return data.assign(**replaced) if replaced else data


def phrase_quantity(
    value: Any, satuan: str | None = "", upper: Any = None, percent: str = "persen", least: int = 0
) -> str:
    """A value with its unit: `95`, `80 persen`, `14 lembaga`, `70–80 persen`, `Rp500`, `BB`.

    percent: how the unit percent is written; a chart uses the sign. least: its decimals, if any.
    """
    satuan = (satuan or "").strip()
    if predikat := write_quantity(value, satuan):
        return predikat
    text = write_quantity(value, satuan, upper) or format_figure(value, least)
    kind = fold_satuan(satuan)
    if is_empty(value) or not kind:
        return text
    if kind in ("rupiah", "rp"):
        return f"Rp{text}"
    return f"{text}\u00a0{percent if kind == PERCENT[0] else lower_first(satuan)}"
