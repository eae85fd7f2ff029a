"""Which row of a table is which row of its later version."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from lkip_helpers.audit.beda.setara import Masa, list_tahun, tutup_tahun
from lkip_helpers.audit.hasil import TabelHasil, rapikan

MIRIP = 0.8  # from which two names of a row are spellings of one
Nama = tuple[str, ...]
Pasang = list[tuple[int, int]]
_ANGKA = re.compile(r"\d+")


def pair_baris(lama: TabelHasil, baru: TabelHasil, masa: Masa) -> Pasang:
    """Rows of both tables that are the same row, in the order of the new one.

    A row is known by its naming columns, whatever its place; then by a name that moved with the
    year; then by one that was spelled otherwise. Rows without a name, or of one name, are paired by
    equal content first and then in order.
    """
    kunci = find_kunci(lama, baru)
    a, b = (_nama(t.baris, kunci) for t in (lama, baru))
    pasang: Pasang = []
    sisa = (list(range(len(a))), list(range(len(b))))
    isi = ([_isi(r) for r in lama.baris], [_isi(r) for r in baru.baris])
    for cara in (lambda n, _: n, lambda n, tahun: tuple(_geser(t, tahun) for t in n)):
        baru_pasang = _pasangkan(
            {i: cara(a[i], masa.lama) for i in sisa[0]},
            {j: cara(b[j], masa.baru) for j in sisa[1]},
            lambda i, j: isi[0][i] == isi[1][j],
        )
        pasang += baru_pasang
        sisa = _sisa(sisa, baru_pasang)
    pasang += _pasangkan_mirip({i: a[i] for i in sisa[0]}, {j: b[j] for j in sisa[1]})
    return sorted(pasang, key=lambda p: p[1])


def find_kunci(lama: TabelHasil, baru: TabelHasil) -> list[str]:
    """The fewest naming columns, from the left, that tell the rows apart in both tables."""
    nama = [k for k in baru.kolom_nama if k in lama.kolom]
    for banyak in range(1, len(nama)):
        if all(_unik(_nama(t.baris, nama[:banyak])) for t in (lama, baru)):
            return nama[:banyak]
    return nama


def _unik(nama: Sequence[Nama]) -> bool:
    return len(set(nama)) == len(nama)


def _nama(baris: Iterable[Mapping[str, Any]], kunci: Sequence[str]) -> list[Nama]:
    return [tuple(rapikan(b.get(k) or "") for k in kunci) for b in baris]


def _isi(baris: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((k, str(v)) for k, v in baris.items()))


def _geser(teks: str, tahun: int) -> str:
    """`teks` with its years told by how far they are from the report's."""
    jarak = ",".join(str(t - tahun) for t in list_tahun(teks))
    return f"{tutup_tahun(teks)}{jarak}"


def _pasangkan(
    lama: Mapping[int, Hashable],
    baru: Mapping[int, Hashable],
    serupa: Callable[[int, int], bool],
) -> Pasang:
    """Pairs of equal names; of several with one name those of equal content, then in order."""
    calon: dict[Hashable, list[int]] = defaultdict(list)
    for j, nama in baru.items():
        calon[nama].append(j)
    hasil: Pasang = []
    tunda: list[int] = []
    for i, nama in lama.items():
        if cocok := [j for j in calon[nama] if serupa(i, j)]:
            calon[nama].remove(cocok[0])
            hasil.append((i, cocok[0]))
        else:
            tunda.append(i)
    return hasil + [(i, calon[lama[i]].pop(0)) for i in tunda if calon[lama[i]]]


def _sisa(sisa: tuple[list[int], list[int]], pasang: Pasang) -> tuple[list[int], list[int]]:
    ada = ({i for i, _ in pasang}, {j for _, j in pasang})
    kiri, kanan = ([n for n in s if n not in p] for s, p in zip(sisa, ada, strict=True))
    return kiri, kanan


def _pasangkan_mirip(lama: Mapping[int, Nama], baru: Mapping[int, Nama]) -> Pasang:
    """Pairs of names that are near in every part and hold the same numbers, the nearest first."""
    nilai = sorted(
        ((_mirip(a, b), -i, -j) for i, a in lama.items() for j, b in baru.items()), reverse=True
    )
    hasil: Pasang = []
    for mirip, i, j in nilai:
        if mirip < MIRIP:
            break
        if all(p != -i and q != -j for p, q in hasil):
            hasil.append((-i, -j))
    return hasil


def _mirip(a: Nama, b: Nama) -> float:
    if not a or _ANGKA.findall(" ".join(a)) != _ANGKA.findall(" ".join(b)):
        return 0.0
    bagian = [SequenceMatcher(None, x, y) for x, y in zip(a, b, strict=True)]
    if any(s.quick_ratio() < MIRIP for s in bagian):
        return 0.0
    return min(s.ratio() for s in bagian)
