"""Which parts make an amount exactly: the smallest sets of parts, found by their sums."""

import itertools
from collections.abc import Hashable, Mapping, Sequence

import pandas as pd

UKURAN_TERBESAR = 6
CALON_TERBANYAK = 60  # parts; more would find sums by accident

Bagian = tuple[Hashable, float]


def find_susunan(bagian: Sequence[Bagian], jumlah: float) -> list[tuple[Bagian, ...]]:
    """Every smallest set of parts whose values add up to `jumlah`.

    Sets of up to UKURAN_TERBESAR parts are tried, smaller ones first; [] where none fits, or where
    there are more than CALON_TERBANYAK parts. Values are compared to a thousandth.
    """
    if not round(jumlah, 3) or len(bagian) > CALON_TERBANYAK:
        return []
    for ukuran in range(1, min(UKURAN_TERBESAR, len(bagian)) + 1):
        if cocok := _sebesar(bagian, jumlah, ukuran):
            return cocok
    return []


def _sebesar(bagian: Sequence[Bagian], jumlah: float, ukuran: int) -> list[tuple[Bagian, ...]]:
    """Sets of `ukuran` parts: two halves that meet, so that six parts cost no more than three."""
    urut = range(len(bagian))
    kiri, kanan = ukuran // 2, ukuran - ukuran // 2
    menurut_jumlah: dict[float, list[tuple[int, ...]]] = {}
    for k in itertools.combinations(urut, kiri):
        menurut_jumlah.setdefault(_nilai(bagian, k), []).append(k)
    hasil = {
        tuple(sorted((*a, *b)))
        for b in itertools.combinations(urut, kanan)
        for a in menurut_jumlah.get(round(jumlah - _nilai(bagian, b), 3), ())
        if not set(a) & set(b)
    }
    return [tuple(bagian[i] for i in susunan) for susunan in sorted(hasil)]


def _nilai(bagian: Sequence[Bagian], urut: Sequence[int]) -> float:
    return round(sum(bagian[i][1] for i in urut), 3)


def explain_jumlah(
    rincian: pd.DataFrame, kelompok: str, butir: str, nilai: str, jumlah: float
) -> list[Bagian] | None:
    """Whole groups first, then single rows of the other groups, that add up to `jumlah`.

    rincian: one row a part with its `kelompok`, `butir` and `nilai`. Groups count as one part, so
    the answer with the fewest parts wins; None where there is none, or more than one.
    """
    grup = rincian.groupby(kelompok, sort=False)[nilai].sum()
    calon: list[list[Bagian]] = []
    for banyak in range(len(grup) + 1):
        for pilihan in itertools.combinations(grup.items(), banyak):
            sisa = round(jumlah - sum(v for _, v in pilihan), 3)
            if not sisa:
                calon.append(list(pilihan))
                continue
            lain = rincian[~rincian[kelompok].isin([n for n, _ in pilihan]) & (rincian[nilai] > 0)]
            baris = list(zip(lain[butir], lain[nilai].astype(float), strict=True))
            if sisa > 0:
                calon += [[*pilihan, *s] for s in _susunan_per_grup(lain, kelompok, baris, sisa)]
    terpendek = min(map(len, calon), default=0)
    terbaik = [c for c in calon if len(c) == terpendek]
    return terbaik[0] if len(terbaik) == 1 else None


def _susunan_per_grup(
    lain: pd.DataFrame, kelompok: str, baris: list[Bagian], sisa: float
) -> list[tuple[Bagian, ...]]:
    """Rows of one group that make `sisa`; a set spread over groups would be an accident."""
    hasil: list[tuple[Bagian, ...]] = []
    anggota: Mapping[Hashable, list[Bagian]] = {
        g: [b for b, milik in zip(baris, lain[kelompok], strict=True) if milik == g]
        for g in lain[kelompok].unique()
    }
    for isi in anggota.values():
        hasil += find_susunan(isi, sisa)
    return hasil
