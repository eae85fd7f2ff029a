"""What an export says of its own scale: "(1 = tidak mudah, 4 = sangat mudah)", "(1-5)"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lkip_helpers.aturan import load_aturan
from lkip_helpers.intake.buku import alamat
from lkip_helpers.intake.impor.forms.kata import berawal, ringkas, teks_sel
from lkip_helpers.intake.impor.forms.unsur import Unsur, kosakata, kunci_jawaban

BUKAN_EMPAT, TERBALIK = "bukan 1 sampai 4", "terbalik"
SARAN = {
    BUKAN_EMPAT: "survei memakai jawaban 1 sampai 4, dan jawaban berskala lain tidak dapat diubah "
    "tanpa menebak; bila keterangannya yang keliru, perbaiki pada berkas ekspor",
    TERBALIK: "balik angka jawabannya pada berkas ekspor (1 menjadi 4, 2 menjadi 3, dan "
    "seterusnya), lalu hapus keterangan skalanya",
}
_ANGKA = re.compile(r"(?<![\w.,/])\d{1,2}(?![\w/]|[.,]\d)")
_TEGAS = re.compile(r"\s*[=:→]\s*([^\d=:;,()\[\]]+)")  # 1 = kata
_LUNAK = re.compile(  # 1. kata, 1 (kata), 1 kata, 1 untuk kata
    r"[\s.)\]\-–]*[(\[]?\s*(?:(?:untuk|berarti|artinya|adalah|ialah)\s+)?([^\W\d][^\d=:;,()\[\]?]*)"
)
_BALIK = re.compile(  # kata = 1, kata (1), kata bernilai 1
    r"([^\d=:;,()\[\]?]+?)\s*([=:→]|[(\[]|\b(?:bernilai|nilai|berarti|adalah))\s*$"
)
_SINGKAT_BURUK = re.compile(r"S?T[BPMCSKJR]")  # TS, STS
_SINGKAT_BAIK = re.compile(r"S[BPMCSKJR]")  # SS
_RENTANG = re.compile(r"\b[01]\s*(?:-|–|sampai|s\.?\s?d\.?|s/d|hingga)\s*(\d{1,2})\b")
_BAIK, _BURUK = ("sangat",), ("tidak", "buruk")


@dataclass(frozen=True)
class _Arti:
    """A number and the words for it; awal, akhir: where both stand; tegas: joined by a sign."""

    angka: int
    kata: str
    awal: int
    akhir: int
    tegas: bool


def tanpa_skala(kepala: str, unsur: Sequence[Unsur]) -> str:
    """A question without what it says of its scale."""
    for a in reversed(_pasti(list(_list_arti(kepala, kosakata(unsur))))):
        kepala = f"{kepala[: a.awal]} {kepala[a.akhir :]}"
    return kepala


def periksa_skala(teks: str, unsur: Sequence[Unsur]) -> str:
    """Why numbers cannot be read as 1 (worst) to 4 (best); "" where nothing speaks against it.

    unsur: those the text may be about.
    """
    arti = _pasti(list(_list_arti(teks, kosakata(unsur))))
    ujung = [int(n) for n in _RENTANG.findall(teks)]
    if any(a.angka not in (1, 2, 3, 4) for a in arti) or any(n != 4 for n in ujung):
        return BUKAN_EMPAT
    terbalik = (a.angka not in _nilai(a.kata, a.angka, unsur) for a in arti)
    return TERBALIK if any(terbalik) else ""


def periksa_keterangan(
    baris: Mapping[int, Sequence[Any]], unsur: Sequence[Unsur]
) -> tuple[str, str] | None:
    """The cell of a legend beside the table that `periksa_skala` refuses, and why.

    baris: the rows outside the table. A legend may be spread over cells; then the first is named.
    """
    sel = {
        alamat(n, k): t
        for n, isi in baris.items()
        for k, v in enumerate(isi, 1)
        if (t := teks_sel(v))
    }
    semua = "; ".join(" ".join(filter(None, map(teks_sel, isi))) for isi in baris.values())
    for letak, teks in (*sel.items(), *((s, semua) for s in list(sel)[:1])):
        berskala = len(list(_list_arti(teks, kosakata(unsur)))) > 1 or "skala" in ringkas(teks)
        if berskala and (sebab := periksa_skala(teks, unsur)):
            return letak, sebab
    return None


def _pasti(arti: Sequence[_Arti]) -> list[_Arti]:
    """A number and a word that merely follows it say nothing of a scale; two such pairs do."""
    return [a for a in arti if a.tegas or len(arti) > 1]


def _list_arti(teks: str, kata: frozenset[str]) -> Iterator[_Arti]:
    """Every number with the words of an answer beside it; no word goes with two numbers."""
    angka = list(_ANGKA.finditer(teks))
    terpakai = 0
    akhir = [*(a.start() for a in angka[1:]), len(teks)]
    for m, berikut in zip(angka, akhir, strict=False):
        if arti := _baca_arti(teks, m, (terpakai, berikut), kata):
            yield arti
        terpakai = max(m.end(), arti.akhir if arti else 0)


def _baca_arti(
    teks: str, m: re.Match[str], batas: tuple[int, int], kata: frozenset[str]
) -> _Arti | None:
    """What the words around one number say, within `batas`: `1 = kata`, `kata = 1`, `1 kata`."""
    n, belakang = int(m[0]), teks[m.end() : batas[1]]
    if (tegas := _TEGAS.match(belakang)) and ringkas(tegas[1]):
        isi = _dikenal(tegas[1].split(), kata) or tegas[1].strip()
        return _Arti(n, isi, m.start(), m.end() + tegas.end(), tegas=True)
    balik = _BALIK.search(teks[batas[0] : m.start()])
    if balik and (isi := _dikenal(balik[1].split()[::-1], kata)):
        isi = " ".join(isi.split()[::-1])
        awal = batas[0] + balik.end(1) - len(isi)
        return _Arti(n, isi, awal, m.end(), tegas=balik[2] in "=:→")
    lunak = _LUNAK.match(belakang)
    if lunak and (isi := _dikenal(lunak[1].split(), kata)):
        return _Arti(n, isi, m.start(), m.end() + lunak.start(1) + len(isi), tegas=False)
    return None


def _dikenal(kata: Sequence[str], semua: frozenset[str]) -> str:
    """The first of these words, as many as answers are made of."""
    banyak = next((i for i, k in enumerate(kata) if not _is_kata(k, semua)), len(kata))
    return " ".join(kata[:banyak])


def _is_kata(kata: str, semua: frozenset[str]) -> bool:
    singkat = _SINGKAT_BURUK.fullmatch(kata) or _SINGKAT_BAIK.fullmatch(kata)
    return bool(singkat) or set(ringkas(kata).split()) <= semua


def _nilai(kata: str, tertulis: int, unsur: Sequence[Unsur]) -> set[int]:
    """What the words are worth; what cannot be told is taken as it is written."""
    teks = kunci_jawaban(kata)
    if tahu := {u.skala[teks] for u in unsur if teks in u.skala}:
        return tahu
    cela = load_aturan("forms")["cela"]
    if berawal(teks, [f"tidak {k}" for k in cela]):
        return {3, 4}
    if berawal(teks, [f"sangat {k}" for k in cela]):
        return {1}
    if berawal(teks, _BURUK) or _SINGKAT_BURUK.fullmatch(kata.strip()):
        return {1, 2}  # "tidak setuju" is 2 beside "sangat tidak setuju"
    baik = berawal(teks, _BAIK) or _SINGKAT_BAIK.fullmatch(kata.strip())
    return {4} if baik else {tertulis}
