"""A table or figure as its payload tells it: its numbers, what they say, and what stands behind."""

import math
from collections.abc import Mapping
from functools import cached_property
from itertools import takewhile
from typing import Any, NamedTuple

from lkip_helpers.aturan import cite_aturan
from lkip_helpers.display.format import gabung_judul, is_kosong
from lkip_helpers.display.kolom import Kolom, sebut_kolom
from lkip_helpers.display.rentang import Rujukan
from lkip_helpers.display.rumus import INI, list_operan

BUKAN_NAMA = ("satuan", "kode")


class Tempat(NamedTuple):
    """A number of the report: table or figure, column, row from 0 or title of a footer row."""

    label: str
    kolom: str
    baris: int | str


class Bahan(NamedTuple):
    """What a value is made of: in words, its cells, its rule."""

    cara: str
    rujukan: tuple[Rujukan, ...]
    aturan: str


class Benda:
    """One table or figure as its payload tells it."""

    def __init__(self, paket: Mapping[str, Any]) -> None:
        self._paket = paket
        self._kolom = {k["kunci"]: Kolom(**k) for k in paket["kolom"]}
        self._kaki = {k["judul"]: i for i, k in enumerate(paket["kaki"])}
        self.banyak = len(paket["baris"])

    @cached_property
    def sebutan(self) -> dict[str, str]:
        """Columns as a sentence names them; the own column of a formula is `ini`."""
        nama = {k.kunci: sebut_kolom(k.judul) for k in self._kolom.values()}
        return {**nama, INI: "kolom ini"}

    @cached_property
    def tempat(self) -> list[Tempat]:
        label = self._paket["label"]
        badan = [
            Tempat(label, k.kunci, i)
            for i, baris in enumerate(self._paket["baris"])
            for k in self._kolom.values()
            if k.numerik and baris[k.kunci] is not None
        ]
        return badan + [
            Tempat(label, kunci, kaki["judul"])
            for kaki, bentuk in zip(self._paket["kaki"], self._paket["bentuk_kaki"], strict=True)
            for kunci, nilai in kaki.items()
            if kunci in self._kolom and isinstance(nilai, int | float)
            if self._kolom[kunci].numerik or bentuk["jenis"]
        ]

    def ada(self, tempat: Tempat) -> bool:
        """Whether something stands there: a number, or a tick that is counted."""
        dikenal = not isinstance(tempat.baris, str) or tempat.baris in self._kaki
        return tempat.kolom in self._kolom and dikenal and self.nilai(tempat) is not None

    def _milik_kaki(self, tempat: Tempat) -> int | None:
        """Place of its footer row; None for a number of the body."""
        return self._kaki[tempat.baris] if isinstance(tempat.baris, str) else None

    def nilai(self, tempat: Tempat) -> Any:
        if (i := self._milik_kaki(tempat)) is not None:
            return self._paket["kaki"][i].get(tempat.kolom)
        return self._paket["baris"][tempat.baris][tempat.kolom]

    def tulis(self, tempat: Tempat) -> str:
        """The number as it is printed."""
        kolom = self._kolom[tempat.kolom]
        if (i := self._milik_kaki(tempat)) is not None:
            jenis = self._paket["bentuk_kaki"][i]["jenis"] or kolom.jenis
            kolom = Kolom(kolom.kunci, kolom.judul, jenis, self._desimal(tempat))
        return kolom.format(self.nilai(tempat))

    def is_persis(self, tempat: Tempat) -> bool:
        """Whether the number is just what is printed of it, so that one can go on with that."""
        nilai = self.nilai(tempat)
        if not isinstance(nilai, int | float):
            return True
        return math.isclose(nilai, round(nilai, self._desimal(tempat)), rel_tol=1e-12)

    def _desimal(self, tempat: Tempat) -> int:
        kolom = self._kolom[tempat.kolom]
        i = self._milik_kaki(tempat)
        desimal = None if i is None else self._paket["bentuk_kaki"][i]["desimal"]
        return kolom.desimal if desimal is None else int(desimal)

    def tulis_fungsi(self, fungsi: str, kunci: str) -> str:
        """Sum or mean of a whole column, as a number of that column, or how many cells it fills."""
        if fungsi == "banyak":
            return str(sum(not is_kosong(b[kunci]) for b in self._paket["baris"]))
        isi = [b[kunci] for b in self._paket["baris"] if isinstance(b[kunci], int | float)]
        jumlah = sum(isi)
        hasil = jumlah / len(isi) if fungsi == "rata_rata" and isi else jumlah
        return self._kolom[kunci].format(hasil)

    def nama(self, tempat: Tempat) -> str:
        """What the number says: its column, and the row it stands in."""
        kolom = self._kolom[tempat.kolom]
        judul = gabung_judul(kolom.grup, kolom.judul)
        if isinstance(tempat.baris, str):
            return f"{judul} – {tempat.baris}"
        baris = self._nama_baris[tempat.baris]
        return f"{judul} – {baris}" if baris else judul

    @cached_property
    def _nama_baris(self) -> list[str]:
        """What each row is called; "" for the only row of a table that does not name it.

        The text before its first number that tells all rows apart, of several the narrowest;
        else the narrowest that says anything. Without such columns its first text.
        """
        dapat = [k for k in self._kolom.values() if k.kunci not in BUKAN_NAMA]
        depan = [
            k for k in takewhile(lambda k: not k.numerik, dapat) if k.jenis in ("teks", "tahun")
        ]
        lain = [k for k in dapat if k.jenis == "teks"] if self.banyak > 1 else []
        isi = [
            [k.format(b[k.kunci]) if b[k.kunci] else "" for b in self._paket["baris"]]
            for k in depan[::-1] or lain
        ]
        isi.sort(key=lambda kolom: len({*kolom, ""}) > len(kolom), reverse=True)
        nama = [next(filter(None, teks), "") for teks in zip(*isi, strict=True)]
        return nama or [""] * self.banyak

    def rumus(self, tempat: Tempat) -> str:
        if (i := self._milik_kaki(tempat)) is not None:
            return str(self._paket["rumus_kaki"][i].get(tempat.kolom, ""))
        return self._kolom[tempat.kolom].rumus

    def asal(self, tempat: Tempat) -> Rujukan | None:
        sel = self._catatan("asal", tempat)
        return Rujukan(*sel) if sel else None

    def bahan(self, tempat: Tempat) -> Bahan | None:
        isi = self._catatan("bahan", tempat)
        if not isi:
            return None
        cara, rujukan, aturan = isi
        return Bahan(cara, tuple(Rujukan(*r) for r in rujukan), aturan)

    def _catatan(self, apa: str, tempat: Tempat) -> Any:
        """What the payload notes of a number under `apa`; None for nothing."""
        if (i := self._milik_kaki(tempat)) is not None:
            return self._paket["asal_kaki"][i][apa].get(tempat.kolom)
        daftar = self._paket[apa].get(tempat.kolom)
        return daftar[tempat.baris] if daftar else None

    def aturan(self, tempat: Tempat) -> str:
        """The source of the rule a number follows; "" where it is plain arithmetic or an input."""
        kunci = self._kolom[tempat.kolom].aturan
        asal = self.asal(tempat)
        if (i := self._milik_kaki(tempat)) is not None:
            tetap = self._paket["asal_kaki"][i]["aturan"].get(tempat.kolom, "")
            satu_fungsi = [o.jenis for o in list_operan(self.rumus(tempat))] == ["kolom"]
            kunci = tetap or ("" if satu_fungsi else kunci)
        elif asal:
            kunci = kunci if asal.fungsi else ""
        elif not self.rumus(tempat) and (bahan := self.bahan(tempat)):
            kunci = bahan.aturan
        return cite_aturan(kunci) if kunci else ""
