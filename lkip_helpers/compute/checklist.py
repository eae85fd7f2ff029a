"""The review checklist answered from the data: what a machine can see, and no more."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lkip_helpers.compute.anggaran import standard_name
from lkip_helpers.compute.targets import compare_target
from lkip_helpers.rules import load_rules

YA, NO = "ya", "tidak"
REVIEWER, NOT_APPLICABLE = "perlu ditelaah pereviu", "tidak berlaku"


def collect_facts(frame: Mapping[str, pd.DataFrame], tahun: int, end_tahun: int) -> dict[str, bool]:
    """Every fact an item of the checklist can ask for, by name.

    frame: the frames of a data set by name. A frame's name is a fact: it has rows. The rest are the
    comparisons of _compute_facts. end_tahun: the last year of the Renstra.
    """
    exists = {k: not v.empty for k, v in frame.items()}
    return exists | _compute_facts(frame, tahun, end_tahun)


def _compute_facts(f: Mapping[str, pd.DataFrame], tahun: int, end: int) -> dict[str, bool]:
    pk, iku = set(f["pk"]["kode"]), set(f["iku"]["kode"])
    aligned = compare_target(f["indikator"], f["renstra"], f["iku"], f["pk"], tahun)
    sasaran = f["indikator"].set_index("kode")["sasaran"]
    primary = f["dukungan"][f["dukungan"]["peran"] == "utama"]
    return {
        "realisasi_lengkap": bool(pk) and pk <= _reported(f["realisasi"], tahun),
        "realisasi_lalu": bool(pk & _reported(f["realisasi"], tahun - 1)),
        "sesuai_pk": bool(pk) and _same(aligned, f["realisasi"], tahun),
        "selaras_renstra": bool(pk) and bool((aligned["renstra"] == aligned["pk"]).all()),
        "selaras_iku": pk == set(f["iku"]["kode"])
        and bool((aligned["iku"] == aligned["pk"]).all()),
        "sasaran_iku": set(sasaran.reindex(list(pk))) == set(sasaran.reindex(list(iku))),
        "target_akhir": bool(pk & set(_with_target(f["renstra"], end))),
        "dukungan_program": _funded(f["dukungan"], f["anggaran"]),
        "dukungan_utama": _funded(primary[primary["sasaran"].isin(sasaran)], f["anggaran"]),
    }


def _reported(realisasi: pd.DataFrame, tahun: int) -> set[str]:
    """Codes with a realisasi in this year."""
    return set(realisasi[realisasi["tahun"] == tahun].dropna(subset="realisasi")["kode"])


def _same(aligned: pd.DataFrame, realisasi: pd.DataFrame, tahun: int) -> bool:
    """Whether each indicator of the PK is reported against the very target that was promised."""
    current = realisasi[realisasi["tahun"] == tahun].set_index("kode")["target"]
    return bool((aligned["kode"].map(current) == aligned["pk"]).all())


def _with_target(renstra: pd.DataFrame, tahun: int) -> pd.Series:
    return renstra[renstra["tahun"] == tahun].dropna(subset="target")["kode"]


def _funded(support: pd.DataFrame, anggaran: pd.DataFrame) -> bool:
    """Whether the budget knows any of these programmes."""
    return bool(
        support["program"].map(standard_name).isin(anggaran["program"].map(standard_name)).any()
    )


def answer_ceklis(facts: Mapping[str, bool]) -> pd.DataFrame:
    """The ceklis reviu: kode, bagian, butir, hasil (ya, tidak, …), tampak (where it shows)."""
    return _answer(load_rules("reviu")["ceklis"], facts)


def answer_content(facts: Mapping[str, bool]) -> pd.DataFrame:
    """The chapters and the seven analyses a report must have; columns as answer_ceklis."""
    return _answer(load_rules("reviu")["muatan"], facts)


def _answer(item: Sequence[Mapping[str, Any]], facts: Mapping[str, bool]) -> pd.DataFrame:
    result: dict[str, str] = {}
    for b in item:
        result[b["kode"]] = _result(b, facts, result)
    rows = [
        (b["kode"], b["bagian"], b["butir"], result[b["kode"]], b.get("tampak", "–")) for b in item
    ]
    return pd.DataFrame(rows, columns=["kode", "bagian", "butir", "hasil", "tampak"])


def _result(b: Mapping[str, Any], facts: Mapping[str, bool], result: Mapping[str, str]) -> str:
    """Raises KeyError for a fact nobody computes."""
    if "perlu" in b:
        return YA if all(facts[p] for p in b["perlu"]) else NO
    if "salah_satu" in b:
        return YA if any(facts[p] for p in b["salah_satu"]) else NO
    if "bila_tidak" in b and all(result[k] == YA for k in b["bila_tidak"]):
        return NOT_APPLICABLE
    return REVIEWER
