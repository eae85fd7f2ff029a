"""Numbers as they stand in Indonesian exports, read right or refused with a reason.

Both ways of writing are met ("7.400.000", "6,899,605,174"), often as text. A separator that cannot
be decided is refused; a column of whole numbers decides it. A blank between digits groups
thousands ("7 400 000") or is refused: it may stand between two numbers.
"""

import re
from typing import Any

KOSONG = {"", "-", "–", "—", "−"}
_GALAT_EXCEL = re.compile(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)")
_HIASAN = re.compile(r"^rp\.?\s*|\s*[,.]-+$", re.IGNORECASE)
_TANDA = re.compile(
    r"(?P<buka>\()?\s*(?P<minus>[-−])?\s*(?P<inti>\d.*?)\s*%?\s*(?P<tutup>\))?\s*%?", re.DOTALL
)
_SPASI_RIBUAN = re.compile(
    r"\d{1,3}(?P<spasi>[ \u00a0\u2007\u2009\u202f])\d{3}(?P<lagi>(?:(?P=spasi)\d{3})*)(?![\d\s])"
)
_TERPISAH = re.compile(r"\d[.,]?\s+[.,]?\d")
_RIBUAN = {
    ".": re.compile(r"(?!0)\d{1,3}(\.\d{3})+(,(?P<desimal>\d+))?"),
    ",": re.compile(r"(?!0)\d{1,3}(,\d{3})+(\.(?P<desimal>\d+))?"),
}
_NOL = re.compile(r"0+([.,]0+)*")
DESIMAL_RUPIAH = 2  # "7.400.000,00" is whole; "7.400,000" may be a slip for 7.400.000


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


def _dari_teks(asli: str, bulat: bool) -> float | int | None:
    teks = _HIASAN.sub("", asli.strip())
    if teks in KOSONG:
        return None
    if _GALAT_EXCEL.fullmatch(teks):
        raise BukanAngka(f"berisi galat Excel {teks}", "perbaiki rumusnya di Excel lalu simpan")
    tanda = _TANDA.fullmatch(teks)
    inti = _rapatkan(tanda["inti"], bulat) if tanda else ""
    angka = _urai(inti, bulat)
    if tanda is None or angka is None or bool(tanda["buka"]) != bool(tanda["tutup"]):
        raise BukanAngka(f"teks “{' '.join(asli.split())}” bukan angka", "ganti dengan angka")
    return -angka if tanda["minus"] or tanda["buka"] else angka


def _rapatkan(inti: str, bulat: bool) -> str:
    """`inti` without the blanks that group its thousands. Raises BukanAngka for any other blank.

    A single group ("80 100") is as well two numbers, where they need not be whole.
    """
    kelompok = _SPASI_RIBUAN.match(inti)
    if kelompok and (bulat or kelompok["lagi"]):
        return inti.replace(kelompok["spasi"], "")
    if kelompok or _TERPISAH.search(inti):
        raise BukanAngka(
            f"“{' '.join(inti.split())}” dapat berarti lebih dari satu angka",
            "tulis satu angka dalam satu sel, tanpa spasi atau ganti baris di antaranya",
        )
    return inti


def _urai(inti: str, bulat: bool) -> float | int | None:
    """Digits with separators as a number; None where it is no number at all."""
    if inti.isdecimal():
        return int(inti)
    if _NOL.fullmatch(inti):
        return 0
    if tunggal := re.fullmatch(r"(\d+)([.,])(\d+)", inti):
        return _urai_tunggal(tunggal[1], tunggal[3], inti, bulat)
    for tanda, pola in _RIBUAN.items():
        if cocok := pola.fullmatch(inti):
            if bulat and len(cocok["desimal"] or "") > DESIMAL_RUPIAH:
                raise _dua_arti(inti)
            polos = inti.replace(tanda, "").replace(",", ".")
            return float(polos) if cocok["desimal"] else int(polos)
    return None


def _urai_tunggal(depan: str, belakang: str, inti: str, bulat: bool) -> float | int:
    """A number with one separator: thousands, decimals, or refused where it may be both."""
    ribuan = len(belakang) == 3 and len(depan) <= 3 and not depan.startswith("0")
    if ribuan and bulat:
        return int(depan + belakang)
    pecahan = depan == "0" or (len(belakang) <= DESIMAL_RUPIAH if bulat else len(belakang) != 3)
    if not pecahan:
        raise _dua_arti(inti)
    return float(f"{depan}.{belakang}")


def _dua_arti(inti: str) -> BukanAngka:
    depan, belakang = re.split(r"[.,](?=\d+$)", inti)
    depan = re.sub(r"[.,]", "", depan)
    return BukanAngka(
        f"“{inti}” dapat berarti {depan}{belakang} atau {depan},{belakang}",
        "ketik sebagai angka di Excel, bukan teks",
    )
