"""The review checklist answered from the data: what a machine can see, and no more."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lkip_helpers.aturan import load_aturan
from lkip_helpers.compute.anggaran import nama_baku
from lkip_helpers.compute.perencanaan import compare_target

YA, TIDAK = "ya", "tidak"
PEREVIU, TIDAK_BERLAKU = "perlu ditelaah pereviu", "tidak berlaku"


def collect_fakta(data: Mapping[str, Any], tahun: int) -> dict[str, bool]:
    """Every fact an item of the checklist can ask for, by name.

    data: the frames of a data set by name (others are passed over), and its profil. A frame's name
    is a fact: it has rows. The rest are the comparisons of _hitung_fakta.
    """
    frame = {k: v for k, v in data.items() if isinstance(v, pd.DataFrame)}
    ada = {k: not v.empty for k, v in frame.items()}
    return ada | _hitung_fakta(frame, tahun, data["profil"].tahun_akhir)


def _hitung_fakta(f: Mapping[str, pd.DataFrame], tahun: int, akhir: int) -> dict[str, bool]:
    pk, iku = set(f["pk"]["kode"]), set(f["iku"]["kode"])
    selaras = compare_target(f["indikator"], f["renstra"], f["iku"], f["pk"], tahun)
    sasaran = f["indikator"].set_index("kode")["sasaran"]
    utama = f["dukungan"][f["dukungan"]["peran"] == "utama"]
    return {
        "realisasi_lengkap": bool(pk) and pk <= _dilaporkan(f["realisasi"], tahun),
        "realisasi_lalu": bool(pk & _dilaporkan(f["realisasi"], tahun - 1)),
        "sesuai_pk": bool(pk) and _sama(selaras, f["realisasi"], tahun),
        "selaras_renstra": bool(pk) and bool((selaras["renstra"] == selaras["pk"]).all()),
        "selaras_iku": pk == set(f["iku"]["kode"])
        and bool((selaras["iku"] == selaras["pk"]).all()),
        "sasaran_iku": set(sasaran.reindex(list(pk))) == set(sasaran.reindex(list(iku))),
        "target_akhir": bool(pk & set(_bertarget(f["renstra"], akhir))),
        "dukungan_program": _dibiayai(f["dukungan"], f["anggaran"]),
        "dukungan_utama": _dibiayai(utama[utama["sasaran"].isin(sasaran)], f["anggaran"]),
    }


def _dilaporkan(realisasi: pd.DataFrame, tahun: int) -> set[str]:
    """Codes with a realisasi in this year."""
    return set(realisasi[realisasi["tahun"] == tahun].dropna(subset="realisasi")["kode"])


def _sama(selaras: pd.DataFrame, realisasi: pd.DataFrame, tahun: int) -> bool:
    """Whether each indicator of the PK is reported against the very target that was promised."""
    kini = realisasi[realisasi["tahun"] == tahun].set_index("kode")["target"]
    return bool((selaras["kode"].map(kini) == selaras["pk"]).all())


def _bertarget(renstra: pd.DataFrame, tahun: int) -> pd.Series:
    return renstra[renstra["tahun"] == tahun].dropna(subset="target")["kode"]


def _dibiayai(dukungan: pd.DataFrame, anggaran: pd.DataFrame) -> bool:
    """Whether the budget knows any of these programmes."""
    return bool(dukungan["program"].map(nama_baku).isin(anggaran["program"].map(nama_baku)).any())


def answer_ceklis(fakta: Mapping[str, bool]) -> pd.DataFrame:
    """The ceklis reviu: kode, bagian, butir, hasil (ya, tidak, …), tampak (where it shows)."""
    return _answer(load_aturan("reviu")["ceklis"], fakta)


def answer_muatan(fakta: Mapping[str, bool]) -> pd.DataFrame:
    """The chapters and the seven analyses a report must have; columns as answer_ceklis."""
    return _answer(load_aturan("reviu")["muatan"], fakta)


def _answer(butir: Sequence[Mapping[str, Any]], fakta: Mapping[str, bool]) -> pd.DataFrame:
    hasil: dict[str, str] = {}
    for b in butir:
        hasil[b["kode"]] = _hasil(b, fakta, hasil)
    baris = [
        (b["kode"], b["bagian"], b["butir"], hasil[b["kode"]], b.get("tampak", "–")) for b in butir
    ]
    return pd.DataFrame(baris, columns=["kode", "bagian", "butir", "hasil", "tampak"])


def _hasil(b: Mapping[str, Any], fakta: Mapping[str, bool], hasil: Mapping[str, str]) -> str:
    """Raises KeyError for a fact nobody computes."""
    if "perlu" in b:
        return YA if all(fakta[p] for p in b["perlu"]) else TIDAK
    if "salah_satu" in b:
        return YA if any(fakta[p] for p in b["salah_satu"]) else TIDAK
    if "bila_tidak" in b and all(hasil[k] == YA for k in b["bila_tidak"]):
        return TIDAK_BERLAKU
    return PEREVIU
