"""Targets and realisasi that a number alone does not say: a predicate, a range."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from lkip_helpers.aturan import find_predikat
from lkip_helpers.display.format import format_ringkas, is_kosong

ATAS = "_atas"


def tulis_besaran(nilai: Any, satuan: Any = "", atas: Any = None) -> str | None:
    """The letter of a predicate, `70–80` for a range; None where the number says it all.

    satuan: the unit of the indicator, which names the group of predicates. atas: upper end.
    """
    if is_kosong(nilai):
        return None
    if not is_kosong(atas) and float(atas) != float(nilai):
        return f"{format_ringkas(nilai)}–{format_ringkas(atas)}"
    return find_predikat(str(satuan or ""), float(nilai))


def tampilkan(data: pd.DataFrame, kunci: Sequence[str]) -> pd.DataFrame:
    """`data` with texts in place of such numbers, in the columns named; others as they are.

    A column `<kunci>_atas` holds upper ends, where there are any; `satuan` names predicates.
    """
    ganti: dict[str, Any] = {}
    for k in kunci:
        if k not in data or not pd.api.types.is_numeric_dtype(data[k]):
            continue
        baris = data.to_dict("records")
        teks = [tulis_besaran(b[k], b.get("satuan"), b.get(f"{k}{ATAS}")) for b in baris]
        if any(teks):
            asli = data[k].to_list()
            isi = [t or v for t, v in zip(teks, asli, strict=True)]
            ganti[k] = pd.Series(isi, data.index, dtype=object)
    if not ganti:
        return data
    hasil = data.assign(**ganti)
    hasil.attrs.update(data.attrs)
    return hasil


def get_atas(baris: Any, kunci: str) -> Any:
    """Upper end of a value of a row (Series or namedtuple); None where it is no range."""
    return getattr(baris, f"{kunci}{ATAS}", None)
