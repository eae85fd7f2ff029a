"""Whether an export is of this unit: what its titles and its column Kecamatan say."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lkip_helpers.aturan import load_aturan
from lkip_helpers.intake.buku import Buku, BukuTakTerbaca, Lembar, alamat
from lkip_helpers.intake.impor.forms.kata import memuat, ringkas, teks_sel
from lkip_helpers.intake.impor.forms.kepala import Peran
from lkip_helpers.intake.kontrak import Profil
from lkip_helpers.intake.lembar import read_lembar
from lkip_helpers.workspace import Ruang

_KECAMATAN = re.compile(r"\b(?:kecamatan|kec) ([a-z]+)")
SARAN = "impor berkas milik unit ini, atau pilih unitnya dengan --unit"
DISEBUT = 12


def check_milik(
    berkas: Path, lembar: Lembar, kepala: int, peran: Sequence[Peran], ruang: Ruang
) -> Iterator[tuple[str, str, str, str]]:
    """A refusal where another kecamatan is named; its name is not repeated."""
    nama = _list_nama(ruang)
    judul = [("", v) for v in (berkas.stem, lembar.nama)]
    judul += [
        (alamat(n, k), v)
        for n, isi in enumerate(lembar.isi[: kepala - 1], 1)
        for k, v in enumerate(isi, 1)
    ]
    for sel, teks in judul:
        if _kecamatan_lain(teks, nama):
            yield sel, "judulnya menyebut kecamatan lain", SARAN, "salah"
    for p in peran:
        if p.jenis != "unit":
            continue
        wajib = memuat(ringkas(p.kolom.kepala), ("kecamatan",))
        sel_lain = [
            alamat(n, p.kolom.nomor)
            for n, isi in enumerate(lembar.isi[kepala:], kepala + 1)
            if (teks := teks_sel(isi[p.kolom.nomor - 1])) and _lain(teks, nama, wajib=wajib)
        ]
        if sel_lain:
            pesan = f"kolom ini menyebut kecamatan lain ({len(sel_lain)} sel)"
            saran = f"{SARAN}; bila itu tempat tinggal responden, hapus kolomnya"
            yield ", ".join(sel_lain[:DISEBUT]), pesan, saran, "salah"


def _list_nama(ruang: Ruang) -> list[str]:
    """Names this unit goes by: its folder, and its profile where that can be read."""
    nama = [ringkas(ruang.unit)]
    try:
        profil = read_lembar(Buku(ruang.raw / Profil.BERKAS), Profil)
    except BukuTakTerbaca:  # lkip check says so; the folder's name is enough here
        return nama
    return nama + [n for _, r in profil.baris if (n := ringkas(str(r.get("nama") or "")))]


def _lain(teks: str, nama: Sequence[str], *, wajib: bool) -> bool:
    """wajib: the column holds names of kecamatan, with that word or without it."""
    if wajib:
        return not memuat(ringkas(teks), nama)
    return _kecamatan_lain(teks, nama)


def _kecamatan_lain(teks: Any, nama: Sequence[str]) -> bool:
    rapi = ringkas(teks_sel(teks))
    if memuat(rapi, nama):
        return False
    bukan = load_aturan("forms")["bukan_nama"]
    return any(kata not in bukan for kata in _KECAMATAN.findall(rapi))
