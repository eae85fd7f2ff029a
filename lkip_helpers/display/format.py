"""Numbers as an Indonesian reader writes them: `7.529.955.253`, `97,62 %`.

The one place where a value is rounded and becomes text. Babel's `id_ID` is the reference; a test
holds both together.
"""

import re
from decimal import Decimal
from typing import SupportsFloat

import pandas as pd

from lkip_helpers.compute.pembulatan import round_half_up

PERSEN = ("%", "persen", "persentase")  # how the unit percent is written
KOSONG = "–"

Bilangan = int | float | Decimal | SupportsFloat | None


def is_kosong(nilai: object) -> bool:
    """True for None, NaN and NA."""
    return nilai is None or bool(pd.isna(nilai))


def format_angka(nilai: Bilangan, desimal: int = 2) -> str:
    """`nilai` rounded half up to `desimal` places, dot for thousands, comma for decimals."""
    if nilai is None or is_kosong(nilai):
        return KOSONG
    teks = f"{round_half_up(nilai, desimal):,f}"
    return teks.translate(str.maketrans(",.", ".,")).replace("-", "−")


def format_ringkas(nilai: Bilangan, desimal: int = 2) -> str:
    """As format_angka, without the zeros that say nothing: 92, 81,5, 3,43."""
    teks = format_angka(nilai, desimal)
    return teks.rstrip("0").rstrip(",") if "," in teks else teks


def format_bilangan(nilai: Bilangan) -> str:
    """A count or rupiah amount: whole, dot for thousands."""
    return format_angka(nilai, 0)


def format_rupiah(nilai: Bilangan) -> str:
    """`Rp7.529.955.253`."""
    return KOSONG if is_kosong(nilai) else f"Rp{format_bilangan(nilai)}"


def format_persen(nilai: Bilangan, desimal: int = 2) -> str:
    """A percentage with its sign: `97,62 %` (no-break space)."""
    return KOSONG if is_kosong(nilai) else f"{format_angka(nilai, desimal)}\u00a0%"


def format_poin(nilai: Bilangan, desimal: int = 2) -> str:
    """A difference of two percentages: `2,44 poin persen`."""
    return KOSONG if is_kosong(nilai) else f"{format_angka(nilai, desimal)}\u00a0poin persen"


_KATA_HUBUNG = (
    "dan",
    "atau",
    "di",
    "ke",
    "dari",
    "kepada",
    "pada",
    "yang",
    "untuk",
    "serta",
    "oleh",
)


def format_nama(nama: str) -> str:
    """A name of several words all in capitals (PROGRAM PENUNJANG …), written as a title.

    Fewer than three words may be an abbreviation and stay as they are.
    """
    kata = nama.lower().split()
    if not nama.isupper() or len(kata) < 3:
        return nama
    return " ".join(k if k in _KATA_HUBUNG and i else _besar(k) for i, k in enumerate(kata))


def _besar(kata: str) -> str:
    return "".join(b.capitalize() for b in re.split(r"([/\-(])", kata))


_SATUAN = [
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
    "dua belas",
    "tiga belas",
    "empat belas",
    "lima belas",
    "enam belas",
    "tujuh belas",
    "delapan belas",
    "sembilan belas",
]


def format_kata(nilai: Bilangan) -> str:
    """A count in words where one or two words say it (`dua`, `lima puluh`), else in figures.

    Source: Ejaan Bahasa Indonesia yang Disempurnakan, writing of numbers.
    """
    if is_kosong(nilai):
        return KOSONG
    n = int(nilai)  # type: ignore[arg-type]
    if 0 <= n < len(_SATUAN):
        return _SATUAN[n]
    if n < 100 and n % 10 == 0:
        return f"{_SATUAN[n // 10]} puluh"
    if n in (100, 1000):
        return "seratus" if n == 100 else "seribu"
    return format_bilangan(n)


def format_urutan(nilai: Bilangan) -> str:
    """A rank in words: `pertama`, `ketiga`, `kedua belas`, `ke-21`."""
    kata = format_kata(nilai)
    if kata == "satu":
        return "pertama"
    return f"ke-{kata}" if kata[:1].isdigit() else f"ke{kata}"


def rendahkan(teks: str) -> str:
    """A name as it stands within a sentence: first letter small, but SDM and KTP as they are."""
    return teks if teks[1:2].isupper() else teks[:1].lower() + teks[1:]


def describe_lembar(frame: pd.DataFrame) -> str:
    """Where the rows and columns of a sheet stand: `dpa.xlsx › DPA › A4:H60`; "" where unknown."""
    asal = frame.attrs.get("sumber")
    if not asal:
        return ""
    tempat = f"{asal['berkas']} › {asal['lembar']}"
    huruf = sorted(asal.get("kolom", {}).values(), key=lambda h: (len(h), h))
    if not huruf or frame.index.name != "baris" or frame.empty:
        return tempat
    return f"{tempat} › {huruf[0]}{frame.index.min()}:{huruf[-1]}{frame.index.max()}"


def gabung_judul(grup: str, judul: str) -> str:
    """A column's title with that of its group, where it is read away from its table."""
    return f"{grup} – {judul}" if grup else judul
