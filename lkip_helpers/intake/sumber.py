"""SUMBER.toml: where each raw file is from, when, and its SHA-256 when it was last reviewed."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from lkip_helpers.intake.temuan import BerkasTakTerbaca, Temuan
from lkip_helpers.intake.tulis import berkas_baru
from lkip_helpers.workspace import SUMBER, hash_berkas, list_buku

AWAL = "# Asal setiap berkas mentah. Nilai sha256 ditulis oleh: lkip check --record\n"
BELUM = "belum diisi"
_ISI = r"""(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^#\s](?:[^#\n]*[^#\s])?)"""
_LETAK = re.compile(r"at line (\d+)")
SARAN = (
    'tulis setiap catatan sebagai nama = "isi" di bawah [berkas."dpa.xlsx"], '
    "atau hapus berkas ini dan jalankan lkip check --record"
)


def hash_bila_terbaca(berkas: Path) -> str | None:
    """SHA-256 of a file; None where it is no file or may not be read, which is said elsewhere."""
    try:
        return hash_berkas(berkas)
    except OSError:
        return None


def read_sumber(raw: Path) -> dict[str, dict[str, Any]]:
    """Entry of each file: asal, tanggal, sha256, rekonstruksi; empty without a SUMBER.toml.

    rekonstruksi = true: the rows were rebuilt from published tables, so that what stands in one row
    does not come from one person. It is written by hand; not there means false. Raises
    BerkasTakTerbaca where the file is not TOML of that form.
    """
    return _berkas(_urai(_read_teks(raw)))


def _read_teks(raw: Path) -> str:
    """The file as it is written; its first line where there is none."""
    berkas = raw / SUMBER
    try:
        return berkas.read_text("utf-8-sig") if berkas.exists() else AWAL
    except UnicodeDecodeError:
        raise BerkasTakTerbaca("penulisannya tidak dapat dibaca", SARAN) from None


def _urai(teks: str) -> dict[str, Any]:
    try:
        return tomllib.loads(teks)
    except tomllib.TOMLDecodeError as galat:
        raise BerkasTakTerbaca(
            "penulisannya tidak dapat dibaca", SARAN, letak_toml(galat)
        ) from None


def _berkas(isi: dict[str, Any]) -> dict[str, dict[str, Any]]:
    berkas: dict[str, dict[str, Any]] = isi.get("berkas", {})
    if not (isinstance(berkas, dict) and all(isinstance(m, dict) for m in berkas.values())):
        raise BerkasTakTerbaca("isinya bukan catatan asal setiap berkas", SARAN)
    return berkas


def letak_toml(galat: ValueError) -> str:
    """Line at which a TOML file cannot be read; "" where that is not known."""
    return f"baris {m[1]}" if (m := _LETAK.search(str(galat))) else ""


def is_rekonstruksi(catatan: dict[str, Any]) -> bool:
    """Whether this entry says that its rows were rebuilt from published tables."""
    return catatan.get("rekonstruksi", False) is True


def record_sumber(raw: Path) -> None:
    """Write the present SHA-256 of every workbook; all else stays as it was written.

    Raises BerkasTakTerbaca where that cannot be done without losing something.
    """
    teks = _read_teks(raw)
    for buku in list_buku(raw):
        if sidik := hash_bila_terbaca(buku):
            lama = _berkas(_urai(teks)).get(buku.name, {})
            kosong = {k: BELUM for k in ("asal", "tanggal") if k not in lama}
            teks = _ubah(teks, buku.name, {**kosong, "sha256": sidik})
    write_sumber(raw, teks)


def susun_asal(raw: Path, nama: str, sidik: str, asal: str, tanggal: str) -> str:
    """SUMBER.toml with where the workbook `nama` is now from, and its SHA-256; all else stays.

    Its rows are no longer rebuilt ones. Raises BerkasTakTerbaca as record_sumber does.
    """
    lama = read_sumber(raw).get(nama, {})
    nyata = {"rekonstruksi": False} if is_rekonstruksi(lama) else {}
    isi = {"asal": asal, "tanggal": tanggal, "sha256": sidik, **nyata}
    return _ubah(_read_teks(raw), nama, isi)


def write_sumber(raw: Path, teks: str) -> None:
    """Put SUMBER.toml in place whole."""
    with berkas_baru(raw / SUMBER) as baru:
        baru.write_text(teks, "utf-8", newline="\n")


def _ubah(teks: str, nama: str, isi: dict[str, Any]) -> str:
    """The text with these values in the entry of `nama`; its other lines stay, comments too."""
    lama = _urai(teks)
    tertulis = f"{re.escape(_toml(nama))}|'{re.escape(nama)}'"
    kepala = rf"^[ \t]*\[[ \t]*berkas[ \t]*\.[ \t]*(?:{tertulis})[ \t]*\].*$"
    if not (letak := re.search(kepala, teks, re.MULTILINE)):
        baris = [f"[berkas.{_toml(nama)}]", *(f"{k} = {_toml(v)}" for k, v in isi.items())]
        baru = "\n".join([teks.rstrip(), "", *baris]) + "\n"
    else:
        berikut = re.compile(r"^[ \t]*\[", re.MULTILINE).search(teks, letak.end())
        akhir = berikut.start() if berikut else len(teks)
        entri = _ubah_entri(teks[letak.end() : akhir], isi)
        baru = teks[: letak.end()] + entri + teks[akhir:]
    semua = _berkas(lama)
    seharusnya = {**lama, "berkas": {**semua, nama: {**semua.get(nama, {}), **isi}}}
    try:
        if tomllib.loads(baru) == seharusnya:
            return baru
    except tomllib.TOMLDecodeError:
        pass
    raise BerkasTakTerbaca(f"catatan {nama} ditulis dengan cara lain", SARAN)


def _ubah_entri(entri: str, isi: dict[str, Any]) -> str:
    """The lines of an entry, from the end of its head, with these values; new ones come first."""
    for kunci, nilai in reversed(isi.items()):
        baris = f"{kunci} = {_toml(nilai)}"
        pola = re.compile(rf"^[ \t]*{kunci}[ \t]*=[ \t]*{_ISI}", re.MULTILINE)
        entri, banyak = pola.subn(baris.replace("\\", r"\\"), entri, count=1)
        entri = entri if banyak else f"\n{baris}{entri}"
    return entri


def _toml(nilai: Any) -> str:
    return json.dumps(nilai, ensure_ascii=False)


def check_sumber(raw: Path) -> list[Temuan]:
    """Files that changed since they were recorded, are not recorded, or are gone."""
    tercatat = read_sumber(raw)
    ada = {b.name: hash_bila_terbaca(b) for b in list_buku(raw)}
    masalah = {
        "asalnya belum tercatat di SUMBER.toml": (
            [n for n in ada if n not in tercatat],
            "catat dengan lkip check --record, lalu isi asal dan tanggalnya",
        ),
        "berubah sejak terakhir dicatat": (
            [n for n, s in ada.items() if s and n in tercatat and tercatat[n].get("sha256") != s],
            "periksa perubahannya, lalu catat dengan lkip check --record",
        ),
        "tercatat di SUMBER.toml tetapi tidak ada": (
            sorted(tercatat.keys() - ada.keys()),
            "kembalikan berkasnya atau hapus catatannya",
        ),
    }
    return [
        Temuan(nama, "", "", "", "peringatan", pesan, saran)
        for pesan, (daftar, saran) in masalah.items()
        for nama in daftar
    ]
