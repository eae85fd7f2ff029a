"""Rows above one another: each amount is that of the rows directly below it."""

from collections.abc import Sequence

from lkip_helpers.intake.buku import alamat
from lkip_helpers.intake.impor.sipd.baris import Pembaca, Simpul
from lkip_helpers.intake.impor.sipd.kode import Tingkat
from lkip_helpers.intake.impor.sipd.nilai import Angka
from lkip_helpers.intake.periksa import rupiah

PERIKSA = "periksa angka di ekspornya terhadap dokumen aslinya, atau unduh ulang"
Anak = dict[int, list[Simpul]]


def list_anak(simpul: Sequence[Simpul]) -> Anak:
    """The rows directly below each, by its row number."""
    hasil: Anak = {s.baris: [] for s in simpul}
    jejak: list[Simpul] = []
    for s in simpul:
        while jejak and jejak[-1].dalam >= s.dalam:
            jejak.pop()
        if jejak:
            hasil[jejak[-1].baris].append(s)
        jejak.append(s)
    return hasil


def check_pohon(
    baca: Pembaca, simpul: Sequence[Simpul], sebut: str, kolom: int, angka: Angka
) -> None:
    """Add a finding for each amount that the rows below it do not add up to.

    A row without an amount counts as those below it.
    """
    anak = list_anak(simpul)
    setara: Angka = {}
    for s in reversed(simpul):
        isi = [v for a in anak[s.baris] if (v := setara[a.baris]) is not None]
        sendiri = angka.get(s.baris)
        setara[s.baris] = sendiri if sendiri is not None else sum(isi) if isi else None
    for s in simpul:
        atas, di_bawah = angka.get(s.baris), anak[s.baris]
        isi = [v for a in di_bawah if (v := setara[a.baris]) is not None]
        jumlah = sum(isi)
        letak = alamat(s.baris, kolom)
        if atas and Tingkat.PROGRAM <= s.dalam < Tingkat.SUB and not _bersub(s, anak):
            baca.add(
                letak, f"{sebut} “{s.nama}” {rupiah(atas)}, tetapi tidak ada sub kegiatan di "
                "bawahnya", "ambil ekspor sampai sub kegiatan", atas,
            )  # fmt: skip
        elif atas is None and s.is_sub and jumlah:
            baca.add(
                letak, f"{sebut} “{s.nama}” kosong, padahal rinciannya berjumlah "
                f"{rupiah(jumlah)}", PERIKSA,
            )  # fmt: skip
        elif atas not in {None, jumlah} and di_bawah and (isi or s.dalam < Tingkat.SUB):
            baca.add(
                letak, f"{sebut} “{s.nama}” {rupiah(atas)}, padahal {len(di_bawah)} baris di "
                f"bawahnya berjumlah {rupiah(jumlah)}", PERIKSA, atas,
            )  # fmt: skip


def _bersub(s: Simpul, anak: Anak) -> bool:
    return any(a.is_sub or _bersub(a, anak) for a in anak[s.baris])
