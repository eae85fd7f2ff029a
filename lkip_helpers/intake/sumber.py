"""SUMBER.toml: where each raw file is from, when, and its SHA-256 when it was last reviewed."""

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any

from lkip_helpers.intake.temuan import Temuan

NAMA = "SUMBER.toml"
BELUM = "belum diisi"


def hash_berkas(berkas: Path) -> str:
    """SHA-256 of a file, in hex."""
    return hashlib.sha256(berkas.read_bytes()).hexdigest()


def read_sumber(raw: Path) -> dict[str, dict[str, Any]]:
    """Entry of each file: asal, tanggal, sha256; empty where there is no SUMBER.toml."""
    berkas = raw / NAMA
    if not berkas.exists():
        return {}
    isi: dict[str, dict[str, Any]] = tomllib.loads(berkas.read_text("utf-8")).get("berkas", {})
    return isi


def record_sumber(raw: Path) -> None:
    """Write the present SHA-256 of every workbook; asal and tanggal stay as they were written."""
    lama = read_sumber(raw)
    baris = ["# Asal setiap berkas mentah. Nilai sha256 ditulis oleh: lkip check --record"]
    for berkas in sorted(raw.glob("*.xlsx")):
        milik = lama.get(berkas.name, {})
        isi = {
            "asal": milik.get("asal", BELUM),
            "tanggal": str(milik.get("tanggal", BELUM)),
            "sha256": hash_berkas(berkas),
        }
        baris += ["", f"[berkas.{json.dumps(berkas.name)}]"]
        baris += [f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in isi.items()]
    (raw / NAMA).write_text("\n".join(baris) + "\n", "utf-8", newline="\n")


def check_sumber(raw: Path) -> list[Temuan]:
    """Files that changed since they were recorded, are not recorded, or are gone."""
    tercatat = read_sumber(raw)
    ada = {b.name: b for b in sorted(raw.glob("*.xlsx"))}
    temuan = []
    for nama, berkas in ada.items():
        if nama not in tercatat:
            temuan.append(_temuan(nama, "asalnya belum tercatat di SUMBER.toml", "catat dengan lkip check --record lalu isi asal dan tanggalnya"))
        elif tercatat[nama].get("sha256") != hash_berkas(berkas):
            temuan.append(_temuan(nama, "berubah sejak terakhir dicatat", "periksa perubahannya, lalu catat dengan lkip check --record"))
    for nama in tercatat.keys() - ada.keys():
        temuan.append(_temuan(nama, "tercatat di SUMBER.toml tetapi tidak ada", "kembalikan berkasnya atau hapus catatannya"))
    return temuan


def _temuan(nama: str, pesan: str, saran: str) -> Temuan:
    return Temuan(nama, "", "", "", "peringatan", pesan, saran)
