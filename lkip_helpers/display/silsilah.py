"""Where a printed number comes from: its formula, its rule, its cells, and the numbers behind it.

Everything is read from the payloads of the report's tables and figures (tabel.json), so that the
command line, the HTML and other programs give the same answer.
"""

from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from lkip_helpers.display.benda import Benda, Tempat
from lkip_helpers.display.rentang import Rujukan, is_satu_sel, merge_rujukan
from lkip_helpers.display.rumus import INI, Operan, describe_rumus, list_operan, write_rumus

FUNGSI = {
    "": "isi sel",
    "jumlah": "jumlah sel",
    "rerata": "rata-rata sel",
    "banyak": "banyaknya sel yang terisi",
    "cacah": "banyaknya sel yang berisi {}",
    "ya": "banyaknya sel yang berisi ya atau tanda centang",
}
BELUM_BULAT = " (dihitung sebelum dibulatkan)"


@dataclass(frozen=True)
class Asal:
    """How one number came to be.

    nama: what the number says. nilai: as printed. rumus: in words. hitungan: the same with numbers,
    "" where the words say it all. aturan: the legal source, "" where it is plain arithmetic. sel:
    every input cell behind it. dari: the numbers of the report it is made of.
    """

    tempat: Tempat
    nama: str
    nilai: str
    rumus: str
    hitungan: str
    aturan: str
    sel: tuple[str, ...]
    dari: tuple[Tempat, ...]


class Silsilah:
    """The lineage of every number of a report. paket: payloads of its tables and figures."""

    def __init__(self, paket: Sequence[Mapping[str, Any]]) -> None:
        self._benda = {p["label"]: Benda(p) for p in paket}
        self._sebutan = {
            f"{label}.{kunci}": sebutan
            for label, benda in self._benda.items()
            for kunci, sebutan in benda.sebutan.items()
        }
        self._rujukan = cache(self._kumpulkan)

    def list_tempat(self, label: str) -> list[Tempat]:
        """Every number of a table or figure, row by row, then its footer rows."""
        return self._benda[label].tempat

    def trace(self, tempat: Tempat) -> Asal:
        """How the number at `tempat` came to be; raises KeyError where there is none."""
        benda = self._benda[tempat.label]
        rumus = benda.rumus(tempat)
        bahan = benda.bahan(tempat)
        asal = benda.asal(tempat)
        hitungan = ""
        if asal:
            satu = asal.fungsi == "jumlah" and is_satu_sel(asal.rentang)
            kata = FUNGSI["" if satu else asal.fungsi].format(asal.kriteria)
        elif rumus:
            kata = describe_rumus(rumus, ChainMap(benda.sebutan, self._sebutan))
            if len(list_operan(rumus)) > 1 or "×" in rumus or "/" in rumus:
                hitungan = write_rumus(rumus, lambda o: self._sebut_nilai(o, tempat))
                hitungan += "" if self._is_persis(tempat) else BELUM_BULAT
        else:
            kata = bahan.cara if bahan else ""
        return Asal(
            tempat=tempat,
            nama=benda.nama(tempat),
            nilai=benda.tulis(tempat),
            rumus=kata,
            hitungan=hitungan,
            aturan=benda.aturan(tempat),
            sel=merge_rujukan(self._rujukan(tempat)),
            dari=() if asal else self._list_dari(tempat),
        )

    def to_json(self, label: str) -> list[dict[str, Any]]:
        """How each number of a table or figure came to be, in the order of list_tempat."""
        asal = (self.trace(t) for t in self.list_tempat(label))
        return [
            {
                "kolom": a.tempat.kolom,
                "baris": a.tempat.baris,
                "rumus": a.rumus,
                "hitungan": a.hitungan,
                "aturan": a.aturan,
                "sel": list(a.sel),
                "dari": [list(t) for t in a.dari],
            }
            for a in asal
        ]

    def _list_dari(self, tempat: Tempat) -> tuple[Tempat, ...]:
        """The numbers a formula is made of, as far as they are in this report."""
        benda = self._benda[tempat.label]
        operan = list_operan(benda.rumus(tempat))
        banyak = [o for o in operan if o.fungsi == "banyak"]
        ikut = [o for o in operan if o not in banyak] or banyak  # a count says nothing of values
        return tuple(dict.fromkeys(t for o in ikut for t in self._tempat_operan(o, tempat)))

    def _tempat_operan(self, operan: Operan, tempat: Tempat) -> list[Tempat]:
        benda = self._benda[tempat.label]
        kunci = tempat.kolom if operan.nama == INI else operan.nama
        match operan.jenis:
            case "sel":
                calon = [Tempat(tempat.label, kunci, tempat.baris)]
            case "kolom":
                calon = [Tempat(tempat.label, kunci, i) for i in range(benda.banyak)]
            case "kaki":
                calon = [Tempat(tempat.label, tempat.kolom, operan.nama)]
            case "dari":
                calon = [Tempat(operan.label, operan.kolom, operan.nama)]
        return [t for t in calon if t.label in self._benda and self._benda[t.label].ada(t)]

    def _kumpulkan(self, tempat: Tempat) -> tuple[Rujukan, ...]:
        """Every input cell behind a number, down through the numbers it is made of."""
        benda = self._benda[tempat.label]
        if asal := benda.asal(tempat):
            return (asal,)
        if benda.rumus(tempat):
            return tuple(r for t in self._list_dari(tempat) for r in self._rujukan(t))
        bahan = benda.bahan(tempat)
        return bahan.rujukan if bahan else ()

    def _is_persis(self, tempat: Tempat) -> bool:
        """Whether every number in the formula of `tempat` is just what is printed of it."""
        return all(self._benda[t.label].is_persis(t) for t in self._list_dari(tempat))

    def _sebut_nilai(self, operan: Operan, tempat: Tempat) -> str:
        """An operand as the number it stands for."""
        daftar = self._tempat_operan(operan, tempat)
        if operan.jenis == "kolom":
            kunci = tempat.kolom if operan.nama == INI else operan.nama
            return self._benda[tempat.label].tulis_fungsi(operan.fungsi, kunci)
        return self._benda[daftar[0].label].tulis(daftar[0]) if daftar else "–"
