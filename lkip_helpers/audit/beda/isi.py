"""The cells of two versions of a table, row by row, and of its footer rows."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lkip_helpers.audit.beda.baris import Pasang
from lkip_helpers.audit.beda.benda import Benda
from lkip_helpers.audit.beda.sel import BedaSel, compare_sel
from lkip_helpers.audit.beda.setara import Masa

_RUJUKAN = re.compile(r"(?:Tabel|Gambar) [A-Z\d]+\.\d+")
Nomor = Mapping[str, str]  # labels by printed number
Baris = Mapping[str, Any]


def list_sel(
    lama: Benda, baru: Benda, pasang: Pasang, masa: Masa, nomor: tuple[Nomor, Nomor]
) -> Iterator[BedaSel]:
    """Cells that differ in the columns of both tables, for each pair of rows.

    A reference is the same where it names the same table, whatever that one's number is now.
    """
    for i, j in pasang:
        for kunci, kolom in baru.hasil.kolom.items():
            if kunci not in lama.hasil.kolom:
                continue
            dua = (lama.hasil.baris[i].get(kunci), baru.hasil.baris[j].get(kunci))
            if kolom["jenis"] == "rujukan" and _label(dua[0], nomor[0]) == _label(dua[1], nomor[1]):
                continue
            if sel := compare_sel(baru.sebut(j), *dua, kolom, masa):
                yield sel


def _label(nilai: Any, nomor: Nomor) -> str:
    """References with labels in place of numbers."""
    return _RUJUKAN.sub(lambda m: nomor.get(m[0], m[0]), str(nilai or ""))


def list_sel_kaki(lama: Benda, baru: Benda, masa: Masa) -> Iterator[BedaSel]:
    """Cells of footer rows that differ, matched by title; one that came or went counts whole."""
    a, b = _kaki(lama), _kaki(baru)
    for judul in dict.fromkeys([*b, *a]):
        bentuk, kolom = (b[judul][1], baru) if judul in b else (a[judul][1], lama)
        dua = [k[judul][0] if judul in k else {} for k in (a, b)]
        for k in kolom.paket["kolom"]:
            nilai = [isi.get(k["kunci"]) for isi in dua]
            if sel := compare_sel(judul, nilai[0], nilai[1], {**k, **bentuk}, masa):
                yield sel


def _kaki(benda: Benda) -> dict[str, tuple[Baris, Baris]]:
    """Values and forms of the footer rows by title; a title that comes again gets a number."""
    hasil: dict[str, tuple[Baris, Baris]] = {}
    bentuk = [*benda.paket["bentuk_kaki"], *({} for _ in benda.paket["kaki"])]
    for isi, satu in zip(benda.paket["kaki"], bentuk, strict=False):
        judul, ulang = str(isi["judul"]), 2
        while judul in hasil:
            judul, ulang = f"{isi['judul']} ({ulang})", ulang + 1
        hasil[judul] = (isi, {k: v for k, v in satu.items() if v is not None})
    return hasil
