"""Two whole reports held against each other."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from lkip_helpers.audit.beda.benda import BedaTabel, Benda
from lkip_helpers.audit.beda.kalimat import Bagian, BedaKalimat, Kalimat, compare_kalimat
from lkip_helpers.audit.beda.setara import Masa
from lkip_helpers.audit.beda.tabel import compare_tabel, list_nomor

TANPA_BAGIAN: Bagian = (("", "Tabel dan gambar"),)  # of a report whose chapters were not kept


@dataclass(frozen=True)
class Laporan:
    """A report as it is compared. kalimat: None where its chapters were not kept.

    sumber: SHA-256 of each workbook it was made from.
    """

    unit: str
    tahun: int
    benda: Mapping[str, Benda]
    kalimat: Sequence[Kalimat] | None
    sumber: Mapping[str, str]


@dataclass(frozen=True)
class Kelompok:
    """What changed under one heading."""

    bagian: Bagian
    tabel: list[BedaTabel]
    kalimat: list[BedaKalimat]


@dataclass(frozen=True)
class Beda:
    """tabel and kalimat: what differs, in the order of the new report; kalimat None: not compared.

    nomor: tables and figures that were only counted anew. sumber: workbooks that differ, where both
    reports are of one year. urut: every heading, those of the new report first in order.
    """

    tabel: list[BedaTabel]
    kalimat: list[BedaKalimat] | None
    nomor: list[tuple[str, str]]
    sumber: list[str]
    urut: list[Bagian]

    @property
    def kosong(self) -> bool:
        """Whether nothing differs, not even beneath what is printed."""
        return not (self.tabel or self.kalimat or self.nomor)

    @cached_property
    def jumlah(self) -> dict[str, int]:
        """How many cells, tables and sentences changed."""
        sel = [s.golongan for t in self.tabel for s in t.sel]
        return {
            "angka": sel.count("angka"),
            "isian": sel.count("isian"),
            "tersembunyi": sel.count("tersembunyi"),
            "tabel": sum(t.tampak for t in self.tabel),
            "kalimat": len(self.kalimat or ()),
        }

    def list_kelompok(self) -> list[Kelompok]:
        """The changes by heading."""
        kelompok: dict[tuple[str, ...], Kelompok] = {}
        for bagian in self.urut:
            kelompok.setdefault(_tanpa_nomor(bagian), Kelompok(bagian, [], []))
        for t in self.tabel:
            kelompok[_tanpa_nomor(t.benda.bagian)].tabel.append(t)
        for k in self.kalimat or ():
            kelompok[_tanpa_nomor(k.bagian)].kalimat.append(k)
        return [k for k in kelompok.values() if k.tabel or k.kalimat]


def compare_laporan(lama: Laporan, baru: Laporan) -> Beda:
    """What differs between two reports of one unit."""
    masa = Masa(lama.tahun, baru.tahun)
    berkas = sorted(lama.sumber.keys() | baru.sumber.keys())
    kalimat = None
    if lama.kalimat is not None and baru.kalimat is not None:
        kalimat = compare_kalimat(lama.kalimat, baru.kalimat, masa)
    return Beda(
        compare_tabel(lama.benda, baru.benda, masa),
        kalimat,
        list_nomor(lama.benda, baru.benda),
        [
            b
            for b in berkas
            if lama.tahun == baru.tahun and lama.sumber.get(b) != baru.sumber.get(b)
        ],
        _susun_urut(_list_bagian(lama), _list_bagian(baru)),
    )


def _tanpa_nomor(bagian: Bagian) -> tuple[str, ...]:
    """Headings without their numbers: a section counted anew is the same section."""
    return tuple(judul for _, judul in bagian or TANPA_BAGIAN)


def sebut_bagian(bagian: Bagian) -> str:
    """The headings as one line: `Bab II Perencanaan Kinerja › 2.1 Rencana Strategis`."""
    return " › ".join(f"{nomor} {judul}".strip() for nomor, judul in bagian)


def _list_bagian(laporan: Laporan) -> list[Bagian]:
    semua = [k.bagian for k in laporan.kalimat or ()]
    semua += [b.bagian for b in laporan.benda.values()]
    return list(dict.fromkeys(b or TANPA_BAGIAN for b in semua))


def _susun_urut(lama: list[Bagian], baru: list[Bagian]) -> list[Bagian]:
    """Headings of the new report, and each that went after the one it used to follow."""
    hasil = list(baru)
    kunci = [_tanpa_nomor(b) for b in hasil]
    letak = 0
    for bagian in lama:
        k = _tanpa_nomor(bagian)
        if k in kunci:
            letak = kunci.index(k) + 1
        else:
            hasil.insert(letak, bagian)
            kunci.insert(letak, k)
            letak += 1
    return hasil


def to_json(beda: Beda) -> dict[str, Any]:
    """For other programs: `jumlah`, `sumber`, `nomor`, `tabel`, `kalimat`."""
    return {
        "jumlah": beda.jumlah,
        "sumber": beda.sumber,
        "nomor": [{"lama": a, "baru": b} for a, b in beda.nomor],
        "tabel": [_tabel_json(t) for t in beda.tabel],
        "kalimat": None if beda.kalimat is None else [_kalimat_json(k) for k in beda.kalimat],
    }


def _tabel_json(t: BedaTabel) -> dict[str, Any]:
    return {
        "label": t.benda.label,
        "nomor": t.benda.nomor,
        "judul": t.benda.judul,
        "bagian": sebut_bagian(t.benda.bagian),
        "apa": t.apa,
        "alasan": t.alasan,
        "sifat": [{"nama": n, "lama": a, "baru": b} for n, a, b in t.sifat],
        "kolom_baru": t.kolom_baru,
        "kolom_hilang": t.kolom_hilang,
        "baris_baru": t.baris_baru,
        "baris_hilang": t.baris_hilang,
        "urutan": t.urutan,
        "sel": [asdict(s) for s in t.sel],
    }


def _kalimat_json(k: BedaKalimat) -> dict[str, Any]:
    return {
        "apa": k.apa,
        "bagian": sebut_bagian(k.bagian),
        "lama": k.lama.teks if k.lama else None,
        "baru": k.baru.teks if k.baru else None,
    }
