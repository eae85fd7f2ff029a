"""Where a computed value comes from: the cells behind it, carried in a frame's attrs.

A frame from intake knows its cells by itself (index = Excel row, attrs["sumber"] = column letters).
Where rows are grouped, counted or joined, compute notes for each result the cells it was made of,
keyed by column and by the result's index, so that the note survives filters and sorting:
attrs["asal"] where one function over the cells gives the value again, attrs["bahan"] where it takes
words to say how.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import pandas as pd

Fungsi = Literal["", "jumlah", "rerata", "banyak", "cacah", "ya"]


class Rujukan(NamedTuple):
    """Cells of one sheet and what is done with them; kriteria: the value that `cacah` counts.

    ya: how many of them hold a yes or a tick.
    rentang: ranges joined by ";"; "" means the whole sheet.
    """

    berkas: str
    lembar: str
    rentang: str
    fungsi: Fungsi = ""
    kriteria: int | None = None


class Bahan(NamedTuple):
    """What a value is made of: in words how, the cells, and the key of its rule (cite_aturan)."""

    cara: str
    rujukan: tuple[Rujukan, ...]
    aturan: str = ""


def rujuk(
    frame: pd.DataFrame, kolom: str, fungsi: Fungsi = "", kriteria: int | None = None
) -> Rujukan | None:
    """The cells of `kolom` in all rows of `frame`; None where the frame does not know them."""
    sumber = frame.attrs.get("sumber", {})
    huruf = sumber.get("kolom", {}).get(kolom)
    if huruf is None or frame.index.name != "baris" or frame.empty:
        return None
    rentang = ";".join(
        f"{huruf}{a}" if a == b else f"{huruf}{a}:{huruf}{b}" for a, b in runtun(frame.index)
    )
    return Rujukan(sumber["berkas"], sumber["lembar"], rentang, fungsi, kriteria)


def runtun(nomor: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as runs of neighbours: first and last of each."""
    hasil: list[tuple[int, int]] = []
    for n in sorted(set(nomor)):
        if hasil and hasil[-1][1] == n - 1:
            hasil[-1] = (hasil[-1][0], n)
        else:
            hasil.append((n, n))
    return hasil


def kumpulkan(
    frame: pd.DataFrame, *kolom: str, indeks: Iterable[Hashable] | None = None
) -> tuple[Rujukan, ...]:
    """Every cell behind these columns in all rows, or those of `indeks`: noted, or of intake."""
    semua = list(frame.index if indeks is None else indeks)
    hasil: list[Rujukan] = []
    for k in kolom:
        asal, bahan = (frame.attrs.get(c, {}).get(k, {}) for c in ("asal", "bahan"))
        for i in semua:
            if i in asal:
                hasil.append(Rujukan(*asal[i]))
            elif i in bahan:
                hasil += bahan[i].rujukan
            elif sel := _sel(frame, k, i):
                hasil.append(sel)
    return tuple(dict.fromkeys(hasil))


def _sel(frame: pd.DataFrame, kolom: str, indeks: Hashable) -> Rujukan | None:
    """The cell of one value of a frame from intake."""
    sumber = frame.attrs.get("sumber", {})
    huruf = sumber.get("kolom", {}).get(kolom)
    if huruf is None or frame.index.name != "baris":
        return None
    return Rujukan(sumber["berkas"], sumber["lembar"], f"{huruf}{indeks}")


def catat_asal(hasil: pd.DataFrame, kolom: str, asal: Mapping[Any, Rujukan | None]) -> pd.DataFrame:
    """Note the cells behind `kolom` by index; returns `hasil`."""
    return _catat(hasil, "asal", kolom, asal)


def catat_bahan(hasil: pd.DataFrame, kolom: str, bahan: Mapping[Any, Bahan | None]) -> pd.DataFrame:
    """Note by index what the values of `kolom` are made of; returns `hasil`."""
    return _catat(hasil, "bahan", kolom, bahan)


def _catat(
    hasil: pd.DataFrame, catatan: str, kolom: str, isi: Mapping[Any, Rujukan | Bahan | None]
) -> pd.DataFrame:
    lama = hasil.attrs.get(catatan, {})
    hasil.attrs[catatan] = {**lama, kolom: {i: v for i, v in isi.items() if v is not None}}
    return hasil


def pindah_asal(
    hasil: pd.DataFrame,
    dari: pd.DataFrame,
    kolom: Mapping[str, str],
    indeks: Mapping[Any, Any] | None = None,
) -> pd.DataFrame:
    """Take over what is known of values that only moved; returns `hasil`.

    kolom: name in `hasil` → name in `dari`. indeks: index in `hasil` → index in `dari`; the same
    on both sides where it is not given.
    """
    pasangan = {i: i for i in hasil.index} if indeks is None else indeks
    for baru, lama in kolom.items():
        asal, bahan = (dari.attrs.get(c, {}).get(lama, {}) for c in ("asal", "bahan"))
        sel = {
            i: Rujukan(*asal[j]) if j in asal else _sel(dari, lama, j)
            for i, j in pasangan.items()
            if j not in bahan
        }
        catat_asal(hasil, baru, sel)
        catat_bahan(hasil, baru, {i: bahan.get(j) for i, j in pasangan.items()})
    return hasil


def gabung_asal(rujukan: Sequence[Rujukan], fungsi: Fungsi) -> Rujukan | None:
    """Cells of one sheet under one function; None where there are none or several sheets.

    A sum of counts of yes is such a count.
    """
    lembar = {(r.berkas, r.lembar) for r in rujukan}
    if len(lembar) != 1:
        return None
    semua_ya = fungsi == "jumlah" and all(r.fungsi == "ya" for r in rujukan)
    rentang = ";".join(r.rentang for r in rujukan)
    return Rujukan(*lembar.pop(), rentang, "ya" if semua_ya else fungsi)


def catat_kelompok(
    hasil: pd.DataFrame, frame: pd.DataFrame, kelompok: Sequence[str], kolom: Iterable[str]
) -> pd.DataFrame:
    """Note for each group of `hasil` (one row a group, in order) the rows of `frame` it sums."""
    anggota = [milik for _, milik in frame.groupby(list(kelompok), sort=False, dropna=False)]
    for k in kolom:
        catat_asal(
            hasil,
            k,
            {i: rujuk(m, k, "jumlah") for i, m in zip(hasil.index, anggota, strict=True)},
        )
    return hasil
