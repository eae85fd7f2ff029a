"""One answer as its value 1–4: read for certain, doubtful, or refused; never guessed."""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lkip_helpers.intake.angka import KOSONG
from lkip_helpers.intake.impor.forms.kata import teks_sel
from lkip_helpers.intake.impor.forms.pribadi import is_pribadi
from lkip_helpers.intake.impor.forms.unsur import Unsur, kunci_jawaban

_ANGKA = re.compile(r"([1-4])([.,]0+)?\.?")
_BUKAN_KATA = re.compile(r"[\W\d_]+")
_AWALAN = re.compile(r"^\W*([a-eA-E]|\d)\s*[.)\]:=\-–]+\s*(?=\D)")
_AKHIRAN = re.compile(r"[\s(\[=:\-–]+(\d)\s*[)\]]?\W*$")
_PISAH = re.compile(r"[,;|/\n]+")
DI_LUAR = "jawaban di luar skala 1 sampai 4"
GANDA = "lebih dari satu jawaban dalam satu sel"
TAK_DIKENAL = "isinya bukan jawaban yang dikenal (tidak ditampilkan)"


@dataclass(frozen=True)
class Jawab:
    """nilai: 1–4, or None where blank, doubtful or wrong; teks: words to name it by.

    ragu: is to be asked for. salah: why it is refused. angka: a number without words. terbalik:
    its number says another value than its words.
    """

    nilai: int | None = None
    teks: str = ""
    ragu: bool = False
    salah: str = ""
    angka: bool = False
    terbalik: bool = False


def baca_jawaban(nilai: Any, skala: Mapping[str, int], kosakata: frozenset[str]) -> Jawab:
    """`nilai` on the scale of one unsur."""
    if nilai is None or (isinstance(nilai, str) and teks_sel(nilai) in KOSONG):
        return Jawab()
    if isinstance(nilai, bool) or not isinstance(nilai, int | float | str):
        return Jawab(salah="isinya tanggal atau ya/tidak, bukan jawaban")
    teks = teks_sel(nilai)
    if angka := _ANGKA.fullmatch(teks):
        return Jawab(int(angka[1]), angka[1], angka=True)
    if _BUKAN_KATA.fullmatch(teks):
        return Jawab(salah=DI_LUAR)
    return _baca_kata(str(nilai), skala, kosakata)


def _baca_kata(asli: str, skala: Mapping[str, int], kosakata: frozenset[str]) -> Jawab:
    teks = teks_sel(asli)
    if is_pribadi(asli):
        return Jawab(salah=TAK_DIKENAL)
    angka, inti = ([], teks) if kunci_jawaban(teks) in skala else _lepas_angka(teks)
    kunci = kunci_jawaban(inti)
    if kunci in skala:
        terbalik = any(a != skala[kunci] for a in angka)
        nama = kunci_jawaban(teks) if terbalik else kunci
        return Jawab(None if terbalik else skala[kunci], nama, ragu=terbalik, terbalik=terbalik)
    bagian = [kunci_jawaban(_lepas_angka(b)[1]) for b in _PISAH.split(asli) if b.strip()]
    if len(bagian) > 1 and all(b in skala or b in "1234" for b in bagian):
        return Jawab(salah=GANDA)
    kunci = kunci_jawaban(teks)
    if kunci and all(_dikenal(k, kosakata) for k in kunci.split()):
        return Jawab(teks=kunci, ragu=True)
    return Jawab(salah=TAK_DIKENAL)


def _lepas_angka(teks: str) -> tuple[list[int], str]:
    """The option's number before and after the words, and the words; a–d only name an option."""
    awal, akhir = _AWALAN.search(teks), _AKHIRAN.search(teks)
    inti = teks[awal.end() if awal else 0 : akhir.start() if akhir else len(teks)]
    tanda = [m[1] for m in (awal, akhir) if m]
    nomor = {"e": 5, "E": 5}  # a fifth option: no scale of four
    return [nomor.get(t, 0) or int(t) for t in tanda if t in nomor or t.isdecimal()], inti


@lru_cache(maxsize=50_000)
def _dikenal(kata: str, kosakata: frozenset[str]) -> bool:
    """Whether a word, or one it is a slip of the keyboard for, may stand in an answer."""
    mirip = len(kata) >= 5 and difflib.get_close_matches(kata, kosakata, 1, 0.86)
    return kata in kosakata or bool(mirip)


def cacah(isi: Iterable[Any]) -> list[tuple[Any, int]]:
    """Distinct cells and how often each is there; 1 is not True."""
    return [(v, n) for (_, v), n in Counter((type(v), v) for v in isi).items()]


def is_jawaban(nilai: Any, semua: Mapping[str, int], kosakata: frozenset[str]) -> bool:
    """Whether a cell may be an answer of any unsur: a number 1–4, or words of answers."""
    jawab = baca_jawaban(nilai, semua, kosakata)
    return jawab.nilai is not None or jawab.ragu or jawab.salah == GANDA


def cocok(isi: list[Any], unsur: Unsur, kosakata: frozenset[str]) -> bool | None:
    """Whether every worded answer is on the scale of `unsur`; None where few or none have words."""
    jawab = [(baca_jawaban(v, unsur.skala, kosakata), n) for v, n in cacah(isi)]
    kata = [(j, n) for j, n in jawab if not j.angka and (j.nilai is not None or j.ragu)]
    if 2 * sum(n for _, n in kata) < len(isi) or not kata:
        return None
    return all(j.nilai is not None or j.terbalik for j, _ in kata)
