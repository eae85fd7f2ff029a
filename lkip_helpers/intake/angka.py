"""Numbers as they stand in Indonesian exports, read right or refused with a reason.

Both ways of writing are met ("7.400.000", "6,899,605,174"), often as text. A separator that cannot
be decided is refused; a column of whole numbers decides it.
"""

import re
from typing import Any

KOSONG = {"", "-", "–", "—", "−"}
_GALAT_EXCEL = re.compile(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)")
_HIASAN = re.compile(r"^rp\.?\s*|,-+$|\.-+$|\s+", re.IGNORECASE)
_RIBUAN = {
    ".": re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?"),
    ",": re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?"),
}


class BukanAngka(ValueError):
    """Not a number, or one that can be read in two ways; carries the cure."""

    def __init__(self, pesan: str, saran: str) -> None:
        super().__init__(pesan)
        self.saran = saran


def parse_angka(nilai: Any, *, bulat: bool = False) -> float | int | None:
    """A cell as a number; None where it is empty or a dash; "81,50%" is 81.5 (percent).

    bulat: the column holds whole numbers, which settles "4.250" as 4250. Raises BukanAngka.
    """
    if nilai is None:
        return None
    if isinstance(nilai, bool) or not isinstance(nilai, int | float | str):
        raise BukanAngka(f"isinya {_sebut(nilai)}, bukan angka", "tulis angka saja")
    angka = _dari_teks(nilai, bulat) if isinstance(nilai, str) else nilai
    if angka is None or not bulat:
        return angka
    if angka != int(angka):
        raise BukanAngka("harus bilangan bulat", "hapus bagian desimalnya atau periksa angkanya")
    return int(angka)


def _sebut(nilai: Any) -> str:
    return "ya/tidak" if isinstance(nilai, bool) else "tanggal atau waktu"


def _dari_teks(teks: str, bulat: bool) -> float | int | None:
    asli, teks = teks, _HIASAN.sub("", teks.replace("\u00a0", " ").strip())
    if teks in KOSONG:
        return None
    if _GALAT_EXCEL.fullmatch(teks):
        raise BukanAngka(f"berisi galat Excel {teks}", "perbaiki rumusnya di Excel lalu simpan")
    negatif = teks.startswith(("-", "−")) or (teks.startswith("(") and teks.endswith(")"))
    inti = teks.strip("()-−").removesuffix("%")
    angka = _urai(inti, bulat)
    if angka is None:
        raise BukanAngka(f"teks “{' '.join(asli.split())}” bukan angka", "ganti dengan angka")
    return -angka if negatif else angka


def _urai(inti: str, bulat: bool) -> float | int | None:
    """Digits with separators as a number; None where it is no number at all."""
    if inti.isdecimal():
        return int(inti)
    if re.fullmatch(r"\d+[.,]\d+", inti):
        tanda = "." if "." in inti else ","
        depan, belakang = inti.split(tanda)
        ribuan = len(belakang) == 3 and len(depan) <= 3 and not depan.startswith("0")
        if ribuan and not bulat:
            raise BukanAngka(
                f"“{inti}” dapat berarti {depan}{belakang} atau {depan},{belakang}",
                "ketik sebagai angka di Excel, bukan teks",
            )
        return int(depan + belakang) if ribuan else float(f"{depan}.{belakang}")
    for tanda, pola in _RIBUAN.items():
        if pola.fullmatch(inti):
            polos = inti.replace(tanda, "").replace(",", ".")
            return float(polos) if "." in polos else int(polos)
    return None
