"""The review filled in from the built report: AKIP evaluation, part "pelaporan", and the ceklis."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from lkip_helpers.aturan import load_aturan
from lkip_helpers.audit.hasil import TabelHasil

PEREVIU = "dinilai oleh pereviu"
CEKLIS = "ceklis-reviu"
_RUJUKAN = re.compile(r"\[(Tabel|Gambar)\]\(#([a-z0-9-]+)\)")


def grade_pelaporan(hasil: Mapping[str, TabelHasil]) -> pd.DataFrame:
    """One row a criterion: kriteria, tabel (printed numbers), terpenuhi, jumlah, persen, nilai.

    nilai: a–e by the share covered. What a machine cannot judge has no number and says so.
    Source: PermenPAN-RB 88/2021.
    """
    aturan = load_aturan("akip")
    baris: list[tuple[Any, ...]] = [_nilai(k, hasil, aturan["nilai"]) for k in aturan["kualitas"]]
    baris += [(k["kriteria"], "", None, None, None, PEREVIU) for k in aturan["reviewer"]]
    kolom = ["kriteria", "tabel", "terpenuhi", "jumlah", "persen", "nilai"]
    return pd.DataFrame(baris, columns=kolom)


def _nilai(
    k: Mapping[str, Any], hasil: Mapping[str, TabelHasil], huruf: list[dict[str, Any]]
) -> tuple[str, str, int, int, float, str]:
    ada = [hasil[nama] for nama in k["label"] if nama in hasil]
    terpenuhi, jumlah = len(ada), len(k["label"])
    if "cakupan" in k:
        wajib = _isi(hasil.get(k["cakupan"]), k["kunci"], ())
        tercakup = {n for t in ada for n in _isi(t, k["kunci"], k["kolom"])}
        terpenuhi, jumlah = len(wajib & tercakup), len(wajib)
    persen = terpenuhi / jumlah * 100 if jumlah else 0.0
    nilai = next(str(h["huruf"]) for h in huruf if persen > h["lebih_dari"])
    return k["kriteria"], ", ".join(t.nomor for t in ada), terpenuhi, jumlah, persen, nilai


def _isi(tabel: TabelHasil | None, kunci: str, kolom: tuple[str, ...] | list[str]) -> set[str]:
    """Names in the column `kunci` of rows whose `kolom` are all filled."""
    if tabel is None or kunci not in tabel.kolom:
        return set()
    return {str(b[kunci]) for b in tabel.baris if all(b.get(k) not in (None, "") for k in kolom)}


def read_ceklis(hasil: Mapping[str, TabelHasil]) -> pd.DataFrame:
    """The ceklis reviu as the built report answers it, its references as printed numbers.

    Columns kode, bagian, butir, hasil, tampak; no row where the report has no ceklis.
    """

    def sebut(cocok: re.Match[str]) -> str:
        ada = hasil.get(cocok[2])
        return f"{cocok[1]} {ada.nomor}" if ada else ""

    kolom = ["kode", "bagian", "butir", "hasil", "tampak"]
    baris = [dict(b) for b in hasil[CEKLIS].baris] if CEKLIS in hasil else []
    for b in baris:
        b["tampak"] = _RUJUKAN.sub(sebut, str(b["tampak"]))
    return pd.DataFrame(baris, columns=kolom)
