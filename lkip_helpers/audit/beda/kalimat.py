"""The sentences of two reports: which stayed, changed, moved, came and went."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal, NamedTuple

from lkip_helpers.audit.beda.kata import Potongan, compare_kata
from lkip_helpers.audit.beda.setara import Masa, tutup_tahun

Ubah = Literal["ditambahkan", "dihapus", "berubah", "dipindahkan"]
MIRIP = 0.5  # share of common words from which two sentences are versions of one
_ANGKA = re.compile(r"\d+(?:[.,]\d+)*")
_KATA = re.compile(r"\w+(?:[.,]\w+)*")


Bagian = tuple[tuple[str, str], ...]  # number and title of each heading above


class Kalimat(NamedTuple):
    """A sentence. kunci: itself without what only joining the chapters put there.

    That is `3.4` of a reference to a table and `2.1` of a heading.
    """

    bagian: Bagian
    teks: str
    kunci: str


Pasangan = tuple[Kalimat | None, Kalimat | None]


@dataclass(frozen=True)
class BedaKalimat:
    """A sentence that changed; lama or baru is None where it came or went."""

    apa: Ubah
    lama: Kalimat | None
    baru: Kalimat | None

    @property
    def bagian(self) -> Bagian:
        """Where a reader of the new report finds it, or found it in the old one."""
        ada = self.baru or self.lama
        return ada.bagian if ada else ()

    @cached_property
    def potongan(self) -> list[Potongan]:
        return compare_kata(
            self.lama.teks if self.lama else "", self.baru.teks if self.baru else ""
        )


def compare_kalimat(
    lama: Sequence[Kalimat], baru: Sequence[Kalimat], masa: Masa
) -> list[BedaKalimat]:
    """The sentences that differ, in the order of the reports."""
    beda = [
        (a, b)
        for a, b in pair_kalimat(lama, baru)
        if a is None or b is None or not masa.setara(a.kunci, b.kunci)
    ]
    pindah = _find_pindah(beda)
    asal = {i: beda[j][0] for i, j in pindah.items()}
    sisa = [i for i in range(len(beda)) if i not in pindah.values()]
    return [_sebut(*beda[i], asal.get(i)) for i in sisa]


def _find_pindah(beda: Sequence[Pasangan]) -> dict[int, int]:
    """Of sentences that came, by place in `beda`: the place of the same one that went."""
    pergi: dict[str, list[int]] = defaultdict(list)
    for i, (a, b) in enumerate(beda):
        if a and b is None:
            pergi[a.kunci].append(i)
    datang = [(i, b.kunci) for i, (a, b) in enumerate(beda) if b and a is None]
    return {i: pergi[kunci].pop(0) for i, kunci in datang if pergi[kunci]}


def _sebut(a: Kalimat | None, b: Kalimat | None, asal: Kalimat | None) -> BedaKalimat:
    """The change of a pair; one that moved is told where it stands now."""
    if asal:
        return BedaKalimat("dipindahkan", asal, b)
    if a and b:
        return BedaKalimat("berubah", a, b)
    return BedaKalimat("dihapus" if a else "ditambahkan", a, b)


def pair_kalimat(lama: Sequence[Kalimat], baru: Sequence[Kalimat]) -> Iterator[Pasangan]:
    """Every sentence of both reports with its counterpart: equal ones, then near ones."""
    return _jajarkan(
        lama, baru, (lambda k: tutup_tahun(k.kunci), lambda k: _ANGKA.sub("#", k.kunci))
    )


def _jajarkan(
    lama: Sequence[Kalimat],
    baru: Sequence[Kalimat],
    cara: Sequence[Callable[[Kalimat], str]],
) -> Iterator[Pasangan]:
    """Pairs of equal sentences by the first way; what lies between them by the next."""
    if not cara or not (lama and baru):
        yield from _pasangkan_mirip(lama, baru)
        return
    a, b = list(map(cara[0], lama)), list(map(cara[0], baru))
    for apa, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if apa == "equal":
            yield from zip(lama[i1:i2], baru[j1:j2], strict=True)
        else:
            yield from _jajarkan(lama[i1:i2], baru[j1:j2], cara[1:])


def _pasangkan_mirip(lama: Sequence[Kalimat], baru: Sequence[Kalimat]) -> Iterator[Pasangan]:
    """Pairs of similar sentences, the most similar first, none crossing another."""
    a, b = ([Counter(_KATA.findall(k.kunci.lower())) for k in s] for s in (lama, baru))
    nilai = [(_mirip(x, y), -i, -j) for i, x in enumerate(a) for j, y in enumerate(b)]
    pilih: list[tuple[int, int]] = []
    for mirip, i, j in sorted(nilai, reverse=True):
        if mirip < MIRIP:
            break
        if all((p < -i and q < -j) or (p > -i and q > -j) for p, q in pilih):
            pilih.append((-i, -j))
    i = j = 0
    for p, q in [*sorted(pilih), (len(lama), len(baru))]:
        yield from ((k, None) for k in lama[i:p])
        yield from ((None, k) for k in baru[j:q])
        if p < len(lama):
            yield lama[p], baru[q]
        i, j = p + 1, q + 1


def _mirip(a: Counter[str], b: Counter[str]) -> float:
    """Common words of both as a share of all: 0 to 1."""
    semua = a.total() + b.total()
    return 2 * (a & b).total() / semua if semua else 0.0
