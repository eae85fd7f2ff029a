"""Characteristics of respondents as they are kept; what may name a person is not."""

from datetime import date
from typing import Any

from lkip_helpers.aturan import load_aturan
from lkip_helpers.intake.angka import KOSONG
from lkip_helpers.intake.impor.forms.kata import ringkas, teks_sel
from lkip_helpers.intake.impor.forms.pribadi import is_pribadi

TERPANJANG = 60


class CiriDitolak(ValueError):
    """Not a value of this characteristic; says so without the value."""


def baca_ciri(nama: str, nilai: Any) -> str | None:
    """The value to keep, None where blank. Raises CiriDitolak."""
    teks = teks_sel(nilai)
    if teks in KOSONG:
        return None
    if isinstance(nilai, bool | date) or is_pribadi(nilai) or len(teks) > TERPANJANG:
        raise CiriDitolak("isinya bukan ciri responden")
    if nama == "jenis_kelamin":
        if baku := load_aturan("forms")["isi_ciri"][nama].get(ringkas(teks)):
            return str(baku)
        raise CiriDitolak("isinya bukan laki-laki atau perempuan")
    dikenal = load_aturan("forms")["isi_ciri"].get(nama)
    kata = ringkas(teks).split()
    angka = nama == "usia" and any(k.isdecimal() for k in kata)
    if dikenal and not all(k in dikenal or (angka and k.isdecimal()) for k in kata):
        raise CiriDitolak("isinya tidak dikenal")
    if nama == "usia" and not angka:
        raise CiriDitolak("isinya bukan usia")
    return teks
