"""A table of the report: a pure object with caption and source that shows itself anywhere."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeAlias

import pandas as pd

from lkip_helpers.display.besaran import tampilkan
from lkip_helpers.display.format import describe_lembar, is_kosong
from lkip_helpers.display.kolom import Jenis, Kolom, resolve_kolom, sebut_kolom
from lkip_helpers.display.lebar import measure_kolom, share_lebar
from lkip_helpers.display.muatan import pack_data, pack_kaki
from lkip_helpers.display.payload import Bernomor, bersihkan
from lkip_helpers.display.rumus import INI, describe_rumus, evaluate_rumus, names_rumus
from lkip_helpers.display.templat import render

_LABEL = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
Sumber: TypeAlias = str | pd.DataFrame | Sequence[str | pd.DataFrame]


class TabelTakLengkap(ValueError):
    """A table or figure without label, caption, source or, for a figure, alt text."""


def require(label: str, **isian: str) -> None:
    """Raise TabelTakLengkap where `label` is not kebab-case or a text is empty."""
    if not _LABEL.fullmatch(label):
        raise TabelTakLengkap(f"Label harus huruf kecil dan tanda hubung: {label!r}")
    if kosong := [nama for nama, teks in isian.items() if not teks.strip()]:
        raise TabelTakLengkap(f"{label}: {', '.join(kosong)} belum diisi")


def describe_sumber(sumber: Sumber) -> str:
    """Where the data came from: text as it is, a frame by file › sheet › range; several joined."""
    if isinstance(sumber, str):
        return sumber
    if isinstance(sumber, pd.DataFrame):
        return describe_lembar(sumber)
    return "; ".join(dict.fromkeys(filter(None, map(describe_sumber, sumber))))


@dataclass(frozen=True)
class Kaki:
    """A footer row: its title and, by column, a formula (text) or a value that comes from a frame.

    jenis, desimal: how its values are written where that differs from their columns, e.g. a
    percentage under counts or a count under marks.
    rumus: by column, the formula of a value that stands in another table (`dari(…)`).
    asal, bahan: by column, the cells behind a value, and what it is made of, as compute noted them.
    aturan: by column, the key of the rule.
    """

    judul: str
    isi: Mapping[str, Any]
    jenis: Jenis | None = None
    desimal: int | None = None
    rumus: Mapping[str, str] = field(default_factory=dict)
    asal: Mapping[str, Any] = field(default_factory=dict)
    bahan: Mapping[str, Any] = field(default_factory=dict)
    aturan: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sel:
    """A printed cell: text, whether it heads its row, and how many rows it spans.

    angka: the row of a number (from 0, or the title of a footer row); None where there is none.
    """

    teks: str
    kolom: Kolom
    kepala: bool = False
    rentang: int = 1
    angka: int | str | None = None


@dataclass(frozen=True)
class BarisKaki:
    """A printed footer row: its title, how many columns that spans, and the cells after it."""

    judul: str
    lebar: int
    sel: list[Sel]


@dataclass(frozen=True, eq=False)
class Tabel(Bernomor):
    """A numbered table.

    label: stable name (anchor, key, sheet). judul: caption. data: one row a row, raw values.
    kolom: keys or Kolom in order. sumber: text, or the frame(s) it was computed from.
    kaki: footer rows. gabung: keys of text columns whose equal neighbours share one cell.
    lanskap: wants a landscape page. tanpa_data: said in its place when `data` has no row.
    """

    label: str
    judul: str
    data: pd.DataFrame
    kolom: Sequence[str | Kolom]
    sumber: Sumber
    kaki: Sequence[Kaki] = ()
    satuan: str = ""
    gabung: Sequence[str] = ()
    catatan: str = ""
    lanskap: bool = False
    tanpa_data: str = ""
    jenis: str = field(default="tabel", init=False)

    def __post_init__(self) -> None:
        require(self.label, judul=self.judul, sumber=self.asal)
        if hilang := [k.kunci for k in self.daftar_kolom if k.kunci not in self.data]:
            raise TabelTakLengkap(f"{self.label}: kolom tidak ada pada data: {', '.join(hilang)}")

    @cached_property
    def daftar_kolom(self) -> tuple[Kolom, ...]:
        """Columns in order; a formula is kept only where the reader sees all it is made of."""
        kolom = resolve_kolom(self.kolom)
        tampak = {k.kunci for k in kolom}
        return tuple(k if names_rumus(k.rumus) <= tampak else replace(k, rumus="") for k in kolom)

    @cached_property
    def tampil(self) -> pd.DataFrame:
        """`data` as a reader sees it: predicates by their letters, ranges by both their ends."""
        return tampilkan(self.data, [k.kunci for k in self.daftar_kolom if k.jenis == "angka"])

    @cached_property
    def nilai_kaki(self) -> list[dict[str, Any]]:
        """Values of the footer rows by column key, formulas evaluated."""
        hasil: list[dict[str, Any]] = []
        for kaki in self.kaki:
            baris: dict[str, Any] = {}
            for kunci, isi in kaki.isi.items():
                lain = {k.judul: b.get(kunci) for k, b in zip(self.kaki, hasil, strict=False)}
                rumus = isinstance(isi, str) and any(
                    k.kunci == kunci and (k.numerik or kaki.jenis) for k in self.daftar_kolom
                )
                data = self.data.assign(**{INI: self.data[kunci]}) if rumus else self.data
                baris[kunci] = evaluate_rumus(isi, baris, data, lain) if rumus else isi
            hasil.append(baris)
        return hasil

    @property
    def rumus(self) -> str:
        """The formulas of the columns as a reader says them."""
        sebutan = {k.kunci: sebut_kolom(k.judul) for k in self.daftar_kolom}
        berumus = {k.rumus: k for k in reversed(self.daftar_kolom) if k.rumus}
        tulis = [
            f"{k.judul.split(' (')[0]} = {describe_rumus(k.rumus, sebutan)}"
            for k in reversed(berumus.values())
        ]
        return "; ".join(dict.fromkeys(tulis))

    @property
    def baris_sel(self) -> list[list[Sel]]:
        """Body cells, row by row; cells swallowed by a span above are left out."""
        teks = {k.kunci: [k.format(v) for v in self.tampil[k.kunci]] for k in self.daftar_kolom}
        rentang = _rentang_gabung(self.data, self.gabung)
        kepala = next((k.kunci for k in self.daftar_kolom if k.jenis == "teks"), "")
        angka = {k.kunci: self.tampil[k.kunci].notna() for k in self.daftar_kolom if k.numerik}
        return [
            [
                Sel(
                    teks[k.kunci][i],
                    k,
                    k.kunci == kepala,
                    rentang.get(k.kunci, {}).get(i, 1),
                    i if k.kunci in angka and angka[k.kunci].iloc[i] else None,
                )
                for k in self.daftar_kolom
                if rentang.get(k.kunci, {}).get(i, 1)
            ]
            for i in range(len(self.data))
        ]

    @property
    def kepala_grup(self) -> list[tuple[Kolom, int]]:
        """First column and width of each group in the head; empty where no column has a group."""
        grup: list[tuple[Kolom, int]] = []
        for k in self.daftar_kolom:
            if grup and k.grup and grup[-1][0].grup == k.grup:
                grup[-1] = (grup[-1][0], grup[-1][1] + 1)
            else:
                grup.append((k, 1))
        return grup if any(k.grup for k, _ in grup) else []

    @property
    def baris_kaki(self) -> list[BarisKaki]:
        """Footer rows: the title spans the columns before the first one that has a value."""
        hasil = []
        for kaki, nilai in zip(self.kaki, self.nilai_kaki, strict=True):
            lebar = next(i for i, k in enumerate(self.daftar_kolom) if k.kunci in nilai)
            sel = [_sel_kaki(k, kaki, nilai) for k in self.daftar_kolom[lebar:]]
            hasil.append(BarisKaki(kaki.judul, lebar, sel))
        return hasil

    @property
    def lebar(self) -> list[float]:
        """Share of the width for each column; adds up to 1."""
        kaki: dict[str, list[str]] = {}
        for baris in self.baris_kaki:
            for sel in baris.sel:
                kaki.setdefault(sel.kolom.kunci, []).append(sel.teks)
        minta = [
            measure_kolom(
                k.judul,
                [*(k.tampak(v) for v in self.tampil[k.kunci]), *kaki.get(k.kunci, [])],
                patah=not k.numerik,
            )
            for k in self.daftar_kolom
        ]
        return share_lebar(minta, lanskap=self.lanskap)

    @property
    def asal(self) -> str:
        return describe_sumber(self.sumber)

    @property
    def html_ada(self) -> str:
        return render("tabel.html.j2", t=self, sumber=self.asal)

    @property
    def csv(self) -> str:
        """Heads and raw values for a spreadsheet in Indonesian: semicolons, decimal commas."""
        kunci = [k.kunci for k in self.daftar_kolom]
        judul = [" ".join(filter(None, (k.grup, k.judul))) for k in self.daftar_kolom]
        return str(self.tampil[kunci].to_csv(index=False, header=judul, sep=";", decimal=","))

    def isi_ada(self) -> dict[str, Any]:
        return {
            "jenis": self.jenis,
            "label": self.label,
            "judul": self.judul,
            "satuan": self.satuan,
            "sumber": self.asal,
            "rumus": self.rumus,
            **pack_data(self.tampil, self.daftar_kolom),
            "kaki": bersihkan(
                [{"judul": k.judul, **n} for k, n in zip(self.kaki, self.nilai_kaki, strict=True)]
            ),
            "rumus_kaki": [
                {k: r for k, r in kaki.isi.items() if isinstance(r, str) and n.get(k) != r}
                | dict(kaki.rumus)
                for kaki, n in zip(self.kaki, self.nilai_kaki, strict=True)
            ],
            "bentuk_kaki": [{"jenis": k.jenis, "desimal": k.desimal} for k in self.kaki],
            "asal_kaki": [pack_kaki(k.asal, k.bahan, k.aturan) for k in self.kaki],
        }


def _sel_kaki(kolom: Kolom, kaki: Kaki, nilai: Mapping[str, Any]) -> Sel:
    isi = nilai.get(kolom.kunci)
    teks = _kolom_kaki(kolom, kaki).format(isi) if kolom.kunci in nilai else ""
    angka = not is_kosong(isi) and not isinstance(isi, str) and (kolom.numerik or kaki.jenis)
    return Sel(teks, kolom, angka=kaki.judul if angka else None)


def _kolom_kaki(kolom: Kolom, kaki: Kaki) -> Kolom:
    kolom = replace(kolom, jenis=kaki.jenis) if kaki.jenis else kolom
    return kolom if kaki.desimal is None else replace(kolom, desimal=kaki.desimal)


def _rentang_gabung(data: pd.DataFrame, gabung: Sequence[str]) -> dict[str, dict[int, int]]:
    """Row spans: per merged column, position → span; 0 where the cell is swallowed."""
    hasil: dict[str, dict[int, int]] = {}
    for i, kunci in enumerate(gabung):
        blok = data[list(gabung[: i + 1])].fillna("")
        awal = (blok != blok.shift()).any(axis=1).cumsum().to_list()
        hasil[kunci] = {
            p: (awal.count(n) if p == 0 or awal[p - 1] != n else 0) for p, n in enumerate(awal)
        }
    return hasil
