"""Input cells as a reader names them: `skm.xlsx › Jawaban › H5:P54`."""

from collections.abc import Iterable
from typing import NamedTuple

from openpyxl.utils import get_column_letter, range_boundaries

KOLOM_TERAKHIR = 16_384
Petak = tuple[int, int, int, int]


class Rujukan(NamedTuple):
    """Cells of one sheet as they travel in a payload; rentang "" means the whole sheet."""

    berkas: str
    lembar: str
    rentang: str
    fungsi: str = ""
    kriteria: int | None = None


def is_satu_sel(rentang: str) -> bool:
    """Whether it is one cell, not several."""
    return bool(rentang) and not set(rentang) & set(":;")


def merge_rujukan(rujukan: Iterable[Rujukan]) -> tuple[str, ...]:
    """One text a sheet, its ranges joined where they touch."""
    lembar: dict[tuple[str, str], list[str]] = {}
    for r in rujukan:
        milik = lembar.setdefault((r.berkas, r.lembar), [])
        milik += r.rentang.split(";") if r.rentang else []
    return tuple(
        " › ".join(filter(None, [*kunci, merge_rentang(daftar)]))
        for kunci, daftar in lembar.items()
    )


def merge_rentang(rentang: Iterable[str]) -> str:
    """Ranges joined to rectangles: first down each column, then across."""
    turun = _sambung(map(_petak, rentang))
    return "; ".join(map(_tulis, sorted(map(_balik, _sambung(map(_balik, turun))))))


def _petak(rentang: str) -> Petak:
    """Left, top, right, bottom; whole rows (`3:5`) go from the first column to the last."""
    k1, b1, k2, b2 = range_boundaries(rentang)
    return k1 or 1, b1, k2 or KOLOM_TERAKHIR, b2


def _sambung(petak: Iterable[Petak]) -> list[Petak]:
    """Rectangles of the same columns that touch or overlap as one."""
    hasil: list[Petak] = []
    for k1, b1, k2, b2 in sorted(set(petak), key=lambda p: (p[0], p[2], p[1])):
        if hasil and (hasil[-1][0], hasil[-1][2]) == (k1, k2) and b1 <= hasil[-1][3] + 1:
            hasil[-1] = (k1, hasil[-1][1], k2, max(b2, hasil[-1][3]))
        else:
            hasil.append((k1, b1, k2, b2))
    return hasil


def _balik(petak: Petak) -> Petak:
    """Rows and columns exchanged."""
    k1, b1, k2, b2 = petak
    return b1, k1, b2, k2


def _tulis(petak: Petak) -> str:
    k1, b1, k2, b2 = petak
    if k2 == KOLOM_TERAKHIR:
        return f"{b1}:{b2}"
    awal, akhir = f"{get_column_letter(k1)}{b1}", f"{get_column_letter(k2)}{b2}"
    return awal if awal == akhir else f"{awal}:{akhir}"
