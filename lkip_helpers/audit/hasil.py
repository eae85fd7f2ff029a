"""The computed tables of a built report, asked by row and column as a person names them."""

import difflib
import itertools
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from lkip_helpers.display.rumus import INI

PEMISAH = " › "
AGREGAT = {"jumlah": "jumlah", "total": "jumlah", "rata-rata": "rata_rata"}
NAMA_AGREGAT = {"jumlah": "Jumlah", "rata_rata": "Rata-rata"}
UKURAN = {"angka", "persen", "rupiah", "bilangan", "ya"}
KUNCI_TERBANYAK = 4  # text columns that may name a row


class TakDikenal(LookupError):
    """A label, row or column that is not there; `mirip` holds the nearest valid names."""

    def __init__(self, apa: str, nama: str, sah: Iterable[str]) -> None:
        self.apa, self.nama = apa, nama
        sah = list(dict.fromkeys(sah))
        rapi = {rapikan(s): s for s in sah}
        dekat = difflib.get_close_matches(rapikan(nama), rapi, 3, 0.4)
        self.mirip = [rapi[d] for d in dekat] or sah[:6]
        super().__init__(f"{apa} {nama or '(kosong)'} tidak dikenal")


def rapikan(teks: Any) -> str:
    """A name for comparing: case, spaces, dashes and quotation marks folded."""
    lipat = str(teks).casefold().replace("–", "-").replace("−", "-").replace("’", "'")
    return " ".join(lipat.split())


@dataclass(frozen=True)
class Letak:
    """A row of a table: bagian says whether of data, of the footer, or an aggregate of a column."""

    bagian: str
    urut: int = 0
    nama: str = ""


@dataclass(frozen=True)
class TabelHasil:
    """One table as it stands in tabel.json."""

    label: str
    nomor: str
    judul: str
    kolom: Mapping[str, Mapping[str, Any]]
    baris: tuple[Mapping[str, Any], ...]
    kaki: tuple[Mapping[str, Any], ...]
    rumus_kaki: tuple[Mapping[str, str], ...]

    @cached_property
    def kolom_nama(self) -> list[str]:
        """Columns that name a row: the texts before the first measure, else the first text."""
        teks = [k for k, v in self.kolom.items() if v["jenis"] not in UKURAN]
        awal = itertools.takewhile(lambda k: k in teks, self.kolom)
        return (list(awal) or teks[:1])[:KUNCI_TERBANYAK]

    @cached_property
    def _nama_baris(self) -> dict[str, set[int]]:
        """Rows by every name they can be called: a text cell, or several joined by “ › ”."""
        teks = self.kolom_nama
        nama: dict[str, set[int]] = {}
        for i, b in enumerate(self.baris):
            ada = [str(b[k]) for k in teks if b[k] not in (None, "")]
            for banyak in range(1, len(ada) + 1):
                for gabung in itertools.combinations(ada, banyak):
                    nama.setdefault(rapikan(PEMISAH.join(gabung)), set()).add(i)
        return nama

    def list_baris(self) -> list[str]:
        """A short unique name of each row, footers last."""
        return [self.sebut(Letak("baris", i)) for i in range(len(self.baris))] + [
            str(k["judul"]) for k in self.kaki
        ]

    def sebut(self, letak: Letak) -> str:
        """How a row is called."""
        if letak.bagian == "kaki":
            return str(self.kaki[letak.urut]["judul"])
        if letak.bagian == "agregat":
            return NAMA_AGREGAT[letak.nama]
        b = self.baris[letak.urut]
        if len(self.baris) == 1 and self.kolom[next(iter(self.kolom))]["jenis"] in UKURAN:
            return self.judul
        teks = [str(b[k]) for k in self.kolom_nama if b[k]]
        unik = next((t for t in teks if len(self._nama_baris[rapikan(t)]) == 1), "")
        return unik or PEMISAH.join(teks[:KUNCI_TERBANYAK])

    def find_baris(self, nama: str) -> Letak:
        """The row called `nama`; without a name the only row. Raises TakDikenal."""
        if not nama and len(self.baris) == 1:
            return Letak("baris")
        rapi = rapikan(nama)
        if len(cocok := self._nama_baris.get(rapi, set())) == 1:
            return Letak("baris", next(iter(cocok)))
        judul = [rapikan(k["judul"]) for k in self.kaki]
        if rapi in judul:
            return Letak("kaki", judul.index(rapi))
        awalan = [i for i, j in enumerate(judul) if rapi and j.startswith(rapi)]
        if len(awalan) == 1:
            return Letak("kaki", awalan[0])
        if rapi in AGREGAT:
            return Letak("agregat", nama=AGREGAT[rapi])
        raise TakDikenal("baris", nama, self.list_baris())

    def find_kolom(self, nama: str) -> str:
        """Key of the column called `nama` by key or title. Raises TakDikenal."""
        rapi = rapikan(nama)
        for cara in (lambda k: k, lambda k: self.kolom[k]["judul"]):
            cocok = [k for k in self.kolom if rapikan(cara(k)) == rapi]
            if len(cocok) == 1:
                return cocok[0]
        raise TakDikenal("kolom", nama, self.kolom)

    def nilai(self, letak: Letak, kolom: str) -> Any:
        """Raw value of a cell; None where there is none."""
        if letak.bagian == "baris":
            return self.baris[letak.urut].get(kolom)
        if letak.bagian == "kaki":
            return self.kaki[letak.urut].get(kolom)
        angka = self.nilai_kolom(kolom)
        if not angka:
            return None
        jumlah = math.fsum(angka)
        return jumlah if letak.nama == "jumlah" else jumlah / len(angka)

    def nilai_kolom(self, kolom: str) -> list[float]:
        """Numbers of a column's rows, without the missing ones."""
        isi = (b.get(kolom) for b in self.baris)
        return [float(v) for v in isi if isinstance(v, int | float) and not pd.isna(v)]

    def rumus(self, letak: Letak, kolom: str) -> str:
        """The declared formula of a cell; "" where it is an input."""
        if letak.bagian == "baris":
            return str(self.kolom[kolom]["rumus"])
        if letak.bagian == "kaki":
            return str(self.rumus_kaki[letak.urut].get(kolom, ""))
        return f"{letak.nama}({INI})"


def build_hasil(paket: Iterable[Mapping[str, Any]]) -> dict[str, TabelHasil]:
    """Tables and figures by label, from the list `tabel` of tabel.json."""
    return {
        p["label"]: TabelHasil(
            p["label"],
            p["nomor"],
            p["judul"],
            {k["kunci"]: k for k in p["kolom"]},
            tuple(p["baris"]),
            tuple(p.get("kaki", ())),
            tuple(p.get("rumus_kaki", ())),
        )
        for p in paket
    }


def load_hasil(berkas: Path) -> dict[str, TabelHasil]:
    """The tables of a tabel.json."""
    return build_hasil(json.loads(berkas.read_text("utf-8"))["tabel"])


def find_tabel(hasil: Mapping[str, TabelHasil], label: str) -> TabelHasil:
    """The table of that label. Raises TakDikenal."""
    if label not in hasil:
        raise TakDikenal("label", label, hasil)
    return hasil[label]
