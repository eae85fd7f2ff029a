"""An export as sheets of cells, from a workbook or from a text file with separators."""

import contextlib
import csv
import io
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lkip_helpers.intake.buku import Buku, BukuTakTerbaca, Lembar

TEKS = (".csv", ".tsv", ".txt")
PEMISAH = ",;\t"
PENCARIAN_KEPALA = 15


@dataclass(frozen=True)
class Ekspor:
    """lembar: every sheet; cacat: cells of a sheet by what Excel could not compute there."""

    lembar: list[Lembar]
    cacat: Callable[[str], dict[str, str]]
    tersembunyi: Callable[[str], set[int]]


def buka(berkas: Path) -> Ekspor:
    """What it holds says how it is read, not its name alone. Raises BukuTakTerbaca."""
    if berkas.suffix.lower() in TEKS and not zipfile.is_zipfile(berkas):
        return Ekspor([read_csv(berkas)], lambda _: {}, lambda _: set())
    buku = Buku(berkas)
    semua = [buku.read_lembar(n) for n in buku.daftar_lembar]
    return Ekspor(semua, lambda n: _cacat(buku, n), buku.find_baris_tersembunyi)


def _cacat(buku: Buku, nama: str) -> dict[str, str]:
    rumus = dict.fromkeys(buku.find_rumus_kosong(nama), "rumus belum punya hasil tersimpan")
    return rumus | dict.fromkeys(buku.find_galat(nama), "berisi galat Excel")


def read_csv(berkas: Path) -> Lembar:
    """A text file with separators as a sheet: cells are text, or None where empty.

    Raises BukuTakTerbaca.
    """
    if not berkas.is_file():
        raise BukuTakTerbaca(berkas, "berkas tidak ada", "periksa nama dan foldernya")
    mentah = berkas.read_bytes()
    utf16 = mentah[:2] in {b"\xff\xfe", b"\xfe\xff"}
    for sandi in ["utf-16"] if utf16 else ["utf-8-sig", "cp1252"]:
        with contextlib.suppress(UnicodeDecodeError):
            if "\0" not in (teks := mentah.decode(sandi)) and (isi := _urai(teks)):
                return Lembar(berkas.stem, isi, [])
    raise BukuTakTerbaca(berkas, "isi berkas tidak terbaca", "unduh lagi sebagai .csv atau .xlsx")


def _urai(teks: str) -> list[list[Any]]:
    """Rows of equal length, [] where there are none."""
    teks = teks.split("\n", 1)[-1] if teks.startswith("sep=") else teks
    calon = [b for p in PEMISAH if any(b := _pisah(teks, p))]
    baris = max(calon, key=_rata, default=[])
    lebar = max((len(b) for b in baris), default=0)
    return [[v if v.strip() else None for v in b] + [None] * (lebar - len(b)) for b in baris]


def _pisah(teks: str, pemisah: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(teks, newline=""), delimiter=pemisah, strict=True))
    except csv.Error:  # quoted for another separator
        return []


def _rata(baris: list[list[str]]) -> tuple[int, int]:
    """How well a separator fits: most rows of one width, wider than a cell; then the wider.

    Lines of a title above the table have no separator and count for none.
    """
    lebar = Counter(len(b) for b in baris if len(b) > 1)
    return max(((n, w) for w, n in lebar.items()), default=(0, 0))


def isi_gabung_tegak(lembar: Lembar, nomor: int) -> Sequence[Any]:
    """A row of heads, each cell that lies in a range merged downwards with what is shown there."""
    isi = list(lembar.isi[nomor - 1])
    for b1, k1, b2, _ in lembar.gabung:
        if b1 < nomor <= b2:
            isi[k1 - 1] = lembar.isi[b1 - 1][k1 - 1]
    return isi
