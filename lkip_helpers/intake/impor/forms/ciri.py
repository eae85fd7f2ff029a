"""Characteristics of respondents as they are kept; what may name a person is not."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from lkip_helpers.aturan import load_aturan
from lkip_helpers.intake.angka import KOSONG
from lkip_helpers.intake.impor.forms.kata import memuat, ringkas, teks_sel
from lkip_helpers.intake.impor.forms.pribadi import is_pribadi

TERPANJANG = 60


SESERING = 3  # so many respondents who write the same do not write a name
BEBAS = ("pekerjaan", "layanan")
_PENANDA = re.compile(r"\d{3,}|\br[tw]\W*\d", re.IGNORECASE)


class CiriDitolak(ValueError):
    """Not a value of this characteristic; says so without the value, and carries the cure."""

    def __init__(self, pesan: str, saran: str = "perbaiki isinya bila perlu") -> None:
        super().__init__(pesan)
        self.saran = saran


def list_lazim(isi: Iterable[Any]) -> frozenset[str]:
    """The wordings of a column of free text that several respondents share, folded."""
    kali = Counter(ringkas(teks_sel(v)) for v in isi)
    return frozenset(teks for teks, n in kali.items() if n >= SESERING)


def baca_ciri(
    nama: str,
    nilai: Any,
    lazim: frozenset[str] = frozenset(),
    layanan: frozenset[str] = frozenset(),
) -> str | None:
    """The value to keep, None where blank. Raises CiriDitolak.

    lazim: the wordings several respondents share; layanan: words of the services of the office.
    """
    teks = teks_sel(nilai)
    if teks in KOSONG:
        return None
    if isinstance(nilai, bool | date) or is_pribadi(nilai) or len(teks) > TERPANJANG:
        raise CiriDitolak("isinya bukan ciri responden")
    if nama == "jenis_kelamin":
        if baku := load_aturan("forms")["isi_ciri"][nama].get(ringkas(teks)):
            return str(baku)
        raise CiriDitolak("isinya bukan laki-laki atau perempuan")
    if nama in BEBAS:
        return _baca_bebas(nama, teks, lazim, layanan)
    dikenal = load_aturan("forms")["isi_ciri"][nama]
    kata = ringkas(teks).split()
    angka = nama == "usia" and any(k.isdecimal() for k in kata)
    if not all(k in dikenal or (angka and k.isdecimal()) for k in kata):
        raise CiriDitolak("isinya tidak dikenal")
    if nama == "usia" and not angka:
        raise CiriDitolak("isinya bukan usia")
    return teks


def _baca_bebas(nama: str, teks: str, lazim: frozenset[str], layanan: frozenset[str]) -> str:
    """Free text, where it cannot name a person: known words only, or a wording of several."""
    aturan, rapi = load_aturan("forms")["kata_ciri"], ringkas(teks)
    dikenal = {*aturan[nama], *(layanan if nama == "layanan" else ())}
    bernama = memuat(rapi, aturan["penanda_orang"]) or _PENANDA.search(teks)
    if set(rapi.split()) <= dikenal or (rapi in lazim and not bernama):
        return teks
    lembar = ", atau daftarkan pada lembar Layanan" if nama == "layanan" else ""
    raise CiriDitolak(
        "isian bebas yang mungkin memuat nama orang", f"tulis jenisnya saja bila perlu{lembar}"
    )
