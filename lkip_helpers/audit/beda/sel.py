"""One cell in two reports: what is printed in each, and by how much it differs."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from lkip_helpers.audit.beda.setara import Masa
from lkip_helpers.audit.hasil import rapikan
from lkip_helpers.display.format import (
    KOSONG,
    format_angka,
    format_persen,
    format_poin,
    format_rupiah,
    gabung_judul,
    is_kosong,
)

Golongan = Literal["angka", "isian", "tersembunyi"]
BULAT = ("bilangan", "rupiah")
NUMERIK = ("angka", "persen", *BULAT)
TERHALUS = 9  # decimals at which a difference is noise of the arithmetic


@dataclass(frozen=True)
class BedaSel:
    """A cell that changed, as printed.

    golongan: a number; a text; or a number that is printed as before, yet differs beneath.
    selisih: new minus old, "" where one of them is no number.
    """

    baris: str
    kolom: str
    golongan: Golongan
    lama: str
    baru: str
    selisih: str = ""


def cetak(nilai: Any, kolom: Mapping[str, Any]) -> str:
    """`nilai` as a sentence would print it: with its unit, and a text as it is."""
    jenis = kolom["jenis"]
    if is_kosong(nilai) or (jenis == "ya" and not nilai):
        return KOSONG
    if jenis == "ya":
        return "✓"
    return str(nilai) if isinstance(nilai, str) else _tulis(nilai, jenis, _desimal(kolom))


def _desimal(kolom: Mapping[str, Any]) -> int:
    return 0 if kolom["jenis"] in BULAT else int(kolom["desimal"])


def _tulis(nilai: Any, jenis: str, desimal: int) -> str:
    match jenis:
        case "persen":
            return format_persen(nilai, desimal)
        case "rupiah" if desimal == 0:
            return format_rupiah(nilai)
        case "angka" | "bilangan" | "rupiah":
            return format_angka(nilai, desimal)
    return str(nilai)


def tulis_selisih(lama: Any, baru: Any, kolom: Mapping[str, Any]) -> str:
    """New minus old with its sign; percentages in percentage points.

    As many decimals as the column has, and more where those would say that nothing changed.
    """
    if not (_berangka(lama) and _berangka(baru)) or kolom["jenis"] not in NUMERIK:
        return ""
    beda, desimal = baru - lama, _desimal(kolom)
    while desimal < TERHALUS and format_angka(beda, desimal).strip("−0,") == "":
        desimal += 1
    persen = kolom["jenis"] == "persen"
    tulis = (
        format_poin(abs(beda), desimal) if persen else _tulis(abs(beda), kolom["jenis"], desimal)
    )
    return f"{'+' if beda > 0 else '−'}{tulis}"


def _berangka(nilai: Any) -> bool:
    return isinstance(nilai, int | float) and not is_kosong(nilai)


def compare_sel(
    baris: str, lama: Any, baru: Any, kolom: Mapping[str, Any], masa: Masa
) -> BedaSel | None:
    """The change of a cell; None where there is none."""
    judul = gabung_judul(str(kolom.get("grup", "")), str(kolom["judul"]))
    teks = (cetak(lama, kolom), cetak(baru, kolom))
    berangka = _berangka(lama) or _berangka(baru)
    golongan: Golongan = "angka" if berangka and kolom["jenis"] in NUMERIK else "isian"
    if masa.setara(rapikan(teks[0]), rapikan(teks[1])):
        if not (_berangka(lama) and _berangka(baru)) or _dekat(lama, baru):
            return None
        golongan = "tersembunyi"
    return BedaSel(baris, judul, golongan, *teks, tulis_selisih(lama, baru, kolom))


def _dekat(lama: float, baru: float) -> bool:
    return math.isclose(lama, baru, rel_tol=10.0**-TERHALUS, abs_tol=10.0**-TERHALUS)
