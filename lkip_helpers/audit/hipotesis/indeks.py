"""The Indeks Kepuasan Masyarakat: other weights, another number of elements."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from lkip_helpers.aturan import load_aturan
from lkip_helpers.audit.banding import Pasangan
from lkip_helpers.audit.hipotesis.dasar import Konteks, Sebab, sebut_cetak
from lkip_helpers.display.format import format_ringkas

RINCI, RINGKAS = "skm-nilai", "skm-ringkasan"


@dataclass(frozen=True)
class Dasar:
    """A sum of answers an index may rest on, and how many elements it is of."""

    nama: str
    jumlah: float
    unsur: int
    bukti: float


def find_indeks(p: Pasangan, k: Konteks) -> Iterator[Sebab]:
    """Σ answers / respondents × weight × 25, with sums and weights other than the right ones."""
    indeks = (p.tabel.label == RINGKAS and p.kolom == "ikm") or (
        p.tabel.label == RINCI and p.kolom == "nilai_konversi" and p.letak.bagian != "baris"
    )
    if not indeks or p.kelas != "beda" or not {RINCI, RINGKAS} <= k.hasil.keys():
        return
    responden = k.hasil[RINGKAS].baris[0]["responden"]
    kali = float(load_aturan("skm")["pengali"])
    for dasar in _list_dasar(k):
        for bobot in [*load_aturan("skm")["bobot_lain"], 1 / dasar.unsur]:
            if p.cetak.cocok(dasar.jumlah / responden * bobot * kali):
                bersih = format_ringkas(bobot, 4)
                # As many elements as the weight allows for is a second witness.
                cocok = math.isclose(bobot * dasar.unsur, 1, rel_tol=0.02)
                yield Sebab(
                    "bobot lain",
                    f"{sebut_cetak(p.cetak)} = {format_ringkas(dasar.jumlah)}/{responden} × "
                    f"{bersih} × {format_ringkas(kali)}: {dasar.unsur} unsur berbobot {bersih} "
                    f"({dasar.nama}); yang benar {len(k.hasil[RINCI].baris)} unsur berbobot "
                    f"1/{len(k.hasil[RINCI].baris)}",
                    dasar.bukti + (0.05 if cocok else 0),
                )


def _list_dasar(k: Konteks) -> Iterator[Dasar]:
    """Sums of the printed and of the computed answers, whole and with one more element."""
    tabel = k.hasil[RINCI]
    hitung = tabel.nilai_kolom("jumlah")
    nama = [str(b["unsur"]) for b in tabel.baris]
    yield Dasar("jumlah hasil hitungan", math.fsum(hitung), len(hitung), 0.8)
    for (label, _), kelompok in k.kelompok.items():
        kolom = [q for q in kelompok if q.kolom == "jumlah" and q.letak.bagian == "baris"]
        cetak = [float(q.cetak.nilai) for q in kolom if q.cetak.nilai is not None]
        if label != RINCI or len(cetak) < 2:
            continue
        yield Dasar("jumlah yang tercetak", math.fsum(cetak), len(cetak), 0.9)
        for n, v in zip(nama, hitung, strict=True):
            # An element that print lost must not stand in print already.
            hilang = v not in cetak
            yield Dasar(
                f"yang tercetak ditambah {n} {format_ringkas(v)} yang "
                + ("tidak tercetak" if hilang else "terhitung dua kali"),
                math.fsum(cetak) + v,
                len(cetak) + 1,
                0.9 if hilang else 0.6,
            )
