"""SUMBER.toml: where each raw file is from, when, and its SHA-256 when it was last reviewed."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from lkip_helpers.intake.temuan import BerkasTakTerbaca, Temuan
from lkip_helpers.workspace import SUMBER, hash_berkas, list_buku

BELUM = "belum diisi"
_LETAK = re.compile(r"at line (\d+)")
SARAN = (
    'tulis setiap catatan sebagai nama = "isi" di bawah [berkas."dpa.xlsx"], '
    "atau hapus berkas ini dan jalankan lkip check --record"
)


def read_sumber(raw: Path) -> dict[str, dict[str, Any]]:
    """Entry of each file: asal, tanggal, sha256, rekonstruksi; empty without a SUMBER.toml.

    rekonstruksi = true: the rows were rebuilt from published tables, so that what stands in one row
    does not come from one person. It is written by hand; not there means false. Raises
    BerkasTakTerbaca where the file is not TOML of that form.
    """
    berkas = raw / SUMBER
    if not berkas.exists():
        return {}
    try:
        isi: dict[str, Any] = tomllib.loads(berkas.read_text("utf-8-sig")).get("berkas", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as galat:
        raise BerkasTakTerbaca(
            "penulisannya tidak dapat dibaca", SARAN, letak_toml(galat)
        ) from None
    if not (isinstance(isi, dict) and all(isinstance(milik, dict) for milik in isi.values())):
        raise BerkasTakTerbaca("isinya bukan catatan asal setiap berkas", SARAN)
    return isi


def letak_toml(galat: ValueError) -> str:
    """Line at which a TOML file cannot be read; "" where that is not known."""
    return f"baris {m[1]}" if (m := _LETAK.search(str(galat))) else ""


def is_rekonstruksi(catatan: dict[str, Any]) -> bool:
    """Whether this entry says that its rows were rebuilt from published tables."""
    return catatan.get("rekonstruksi", False) is True


def record_sumber(raw: Path) -> None:
    """Write the present SHA-256 of every workbook; all else stays as it was written."""
    lama = read_sumber(raw)
    _write(raw, {b.name: _berhash(b, lama.get(b.name, {})) for b in list_buku(raw)})


def record_asal(raw: Path, nama: str, asal: str, tanggal: str) -> None:
    """Write where the workbook `nama` is now from, and its SHA-256; every other entry stays.

    Its rows are no longer rebuilt ones.
    """
    baru = _berhash(raw / nama, {"asal": asal, "tanggal": tanggal})
    _write(raw, dict(sorted({**read_sumber(raw), nama: baru}.items())))


def _berhash(berkas: Path, milik: dict[str, Any]) -> dict[str, Any]:
    """An entry with the present SHA-256."""
    isi: dict[str, Any] = {
        "asal": milik.get("asal", BELUM),
        "tanggal": str(milik.get("tanggal", BELUM)),
        "sha256": hash_berkas(berkas),
    }
    return isi | ({"rekonstruksi": True} if is_rekonstruksi(milik) else {})


def _write(raw: Path, isi: dict[str, dict[str, Any]]) -> None:
    baris = ["# Asal setiap berkas mentah. Nilai sha256 ditulis oleh: lkip check --record"]
    for nama, milik in isi.items():
        baris += ["", f"[berkas.{json.dumps(nama)}]"]
        baris += [f"{k} = {_toml(v)}" for k, v in milik.items()]
    (raw / SUMBER).write_text("\n".join(baris) + "\n", "utf-8", newline="\n")


def _toml(nilai: Any) -> str:
    """A value as TOML; a date written by hand becomes text."""
    lugas = isinstance(nilai, str | bool | int | float)
    return json.dumps(nilai if lugas else str(nilai), ensure_ascii=False)


def check_sumber(raw: Path) -> list[Temuan]:
    """Files that changed since they were recorded, are not recorded, or are gone."""
    tercatat = read_sumber(raw)
    ada = {b.name: b for b in list_buku(raw)}
    masalah = {
        "asalnya belum tercatat di SUMBER.toml": (
            [n for n in ada if n not in tercatat],
            "catat dengan lkip check --record, lalu isi asal dan tanggalnya",
        ),
        "berubah sejak terakhir dicatat": (
            [n for n in ada if n in tercatat and tercatat[n].get("sha256") != hash_berkas(ada[n])],
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
