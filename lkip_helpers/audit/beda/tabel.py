"""The tables and figures of two reports: what came, went, fell out or changed."""

import re
from collections.abc import Iterator, Mapping

from lkip_helpers.audit.beda.baris import pair_baris
from lkip_helpers.audit.beda.benda import BedaTabel, Benda
from lkip_helpers.audit.beda.isi import list_sel, list_sel_kaki
from lkip_helpers.audit.beda.setara import Masa

SIFAT = {
    "judul": "judul",
    "satuan": "satuan",
    "rumus": "rumus",
    "sumber": "sumber",
    "alt": "teks alternatif",
    "alasan": "alasan tidak disajikan",
}
_RENTANG = re.compile(r" › [A-Z]+\d+:[A-Z]+\d+")


def compare_tabel(
    lama: Mapping[str, Benda], baru: Mapping[str, Benda], masa: Masa
) -> list[BedaTabel]:
    """The tables and figures that differ, in the order of the new report, then those that went."""
    hasil = [
        beda
        for label, b in baru.items()
        if (label in lama or not b.absen)  # what neither report has is no change
        and (beda := _beda(lama.get(label), b, lama, baru, masa)).differs
    ]
    pergi = [a for label, a in lama.items() if label not in baru and not a.absen]
    return hasil + [BedaTabel(a, "dihapus") for a in pergi]


def list_nomor(lama: Mapping[str, Benda], baru: Mapping[str, Benda]) -> list[tuple[str, str]]:
    """Old and new number of each table and figure that only moved in the counting."""
    dua = [(lama[k].nomor, b.nomor) for k, b in baru.items() if k in lama]
    return [(a, b) for a, b in dua if a and b and a != b]


def _label(benda: Mapping[str, Benda]) -> dict[str, str]:
    """Labels by the printed number."""
    return {b.nomor: label for label, b in benda.items() if not b.absen}


def _beda(
    a: Benda | None, b: Benda, lama: Mapping[str, Benda], baru: Mapping[str, Benda], masa: Masa
) -> BedaTabel:
    if a is None or a.absen != b.absen:
        if b.absen:
            return BedaTabel(b, "tidak lagi disajikan")
        return BedaTabel(b, "kini disajikan" if a else "ditambahkan")
    sifat = list(_sifat(a, b, masa))
    if b.absen:
        return BedaTabel(b, "berubah", sifat)
    pasang = pair_baris(a.hasil, b.hasil, masa)
    urut = [i for i, _ in pasang]
    sel = list_sel(a, b, pasang, masa, (_label(lama), _label(baru)))
    return BedaTabel(
        b,
        "berubah",
        sifat,
        kolom_baru=_kolom_sisa(b, a),
        kolom_hilang=_kolom_sisa(a, b),
        baris_baru=_baris_sisa(b, {j for _, j in pasang}),
        baris_hilang=_baris_sisa(a, {i for i, _ in pasang}),
        urutan=urut != sorted(urut),
        sel=[*sel, *list_sel_kaki(a, b, masa)],
    )


def _kolom_sisa(milik: Benda, lain: Benda) -> list[str]:
    return [str(v["judul"]) for k, v in milik.hasil.kolom.items() if k not in lain.hasil.kolom]


def _baris_sisa(benda: Benda, ada: set[int]) -> list[str]:
    """Names of the rows that have no counterpart."""
    return [benda.sebut(i) for i in range(len(benda.hasil.baris)) if i not in ada]


def _sifat(a: Benda, b: Benda, masa: Masa) -> Iterator[tuple[str, str, str]]:
    """Words that changed; which rows of a sheet a table came from is no such thing."""
    for kunci, nama in SIFAT.items():
        if kunci not in a.paket or kunci not in b.paket:
            continue
        lama, baru = (str(x.paket[kunci]) for x in (a, b))
        if not masa.setara(_RENTANG.sub("", lama), _RENTANG.sub("", baru)):
            yield nama, lama, baru
    if b.absen:
        return
    for kunci, kolom in b.hasil.kolom.items():
        asal = a.hasil.kolom.get(kunci, kolom)
        if not masa.setara(asal["judul"], kolom["judul"]):
            yield "judul kolom", asal["judul"], kolom["judul"]
