"""The review checklist answered from the data: what a machine can see, and no more."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lkip_helpers.compute.anggaran import standard_name
from lkip_helpers.compute.targets import compare_target, is_same, list_valid
from lkip_helpers.rules import load_rules

YA, NO = "ya", "tidak"
REVIEWER, NOT_APPLICABLE = "perlu ditelaah pereviu", "tidak berlaku"


def collect_facts(f: Mapping[str, pd.DataFrame], tahun: int, end: int) -> dict[str, bool]:
    """Every fact an item of the checklist can ask for, by name.

    f: the frames of a data set by name. A frame's name is a fact: it has rows. The rest compare
    them. end: the last year of the Renstra.
    """
    pk, iku = set(f["pk"]["kode"]), set(f["iku"]["kode"])
    aligned = compare_target(f["indikator"], f["renstra"], f["iku"], f["pk"], tahun)
    sasaran = f["indikator"].set_index("kode")["sasaran"]
    primary = f["dukungan"][f["dukungan"]["peran"] == "utama"]
    return {k: not v.empty for k, v in f.items()} | {
        "realisasi_lengkap": bool(pk) and pk <= _known(f["realisasi"], tahun),
        "realisasi_lalu": bool(pk & _known(f["realisasi"], tahun - 1)),
        "sesuai_pk": bool(pk) and _same(f["pk"], f["realisasi"], tahun),
        "selaras_renstra": bool(pk) and bool(is_same(aligned, "renstra", "pk").all()),
        "selaras_iku": pk == iku and bool(is_same(aligned, "iku", "pk").all()),
        "sasaran_iku": set(sasaran.reindex(list(pk))) == set(sasaran.reindex(list(iku))),
        "target_akhir": bool(pk & _known(f["renstra"], end, "target")),
        "dukungan_program": _funded(f["dukungan"], f["anggaran"]),
        "dukungan_utama": _funded(primary[primary["sasaran"].isin(sasaran)], f["anggaran"]),
    }


def _known(frame: pd.DataFrame, tahun: int, column: str = "realisasi") -> set[str]:
    """Codes with a value in this year."""
    return set(frame[frame["tahun"] == tahun].dropna(subset=column)["kode"])


def _same(pk: pd.DataFrame, realisasi: pd.DataFrame, tahun: int) -> bool:
    """Whether each indicator of the PK is reported against the very target that was promised.

    Where the PK was changed, the changed target is the promise.
    """
    valid = list_valid(pk).set_index("kode")
    current = realisasi[realisasi["tahun"] == tahun].set_index("kode")
    pairs = zip(_ends(valid), _ends(current.reindex(valid.index)), strict=True)
    return all(a == b for a, b in pairs)


def _ends(target: pd.DataFrame) -> list[tuple[float, float]]:
    """Both ends of each target; of a single number twice the same."""
    upper = target["target_atas"] if "target_atas" in target else target["target"]
    return list(zip(target["target"], upper.fillna(target["target"]), strict=True))


def _funded(support: pd.DataFrame, anggaran: pd.DataFrame) -> bool:
    """Whether the budget knows any of these programmes."""
    known = anggaran["program"].map(standard_name)
    return bool(support["program"].map(standard_name).isin(known).any())


def answer_ceklis(facts: Mapping[str, bool], part: str = "ceklis") -> pd.DataFrame:
    """The ceklis reviu: kode, bagian, butir, hasil (ya, tidak, …), tampak (where it shows).

    part: "muatan" for the chapters and the seven analyses a report must have.
    """
    item = load_rules("reviu")[part]
    result: dict[str, str] = {}
    for b in item:
        result[b["kode"]] = _result(b, facts, result)
    told = ((b, result[b["kode"]]) for b in item)
    rows = [(b["kode"], b["bagian"], b["butir"], met, _place(b, met)) for b, met in told]
    return pd.DataFrame(rows, columns=["kode", "bagian", "butir", "hasil", "tampak"])


def _place(b: Mapping[str, Any], result: str) -> str:
    """Where an item shows; a section is only named where it is there."""
    parts = str(b.get("tampak", "–")).split("; ")
    return "; ".join(p for p in parts if result != NO or not p.startswith("bagian ")) or "–"


def _result(b: Mapping[str, Any], facts: Mapping[str, bool], result: Mapping[str, str]) -> str:
    """Raises KeyError for a fact nobody computes."""
    if "perlu" in b:
        return YA if all(facts[p] for p in b["perlu"]) else NO
    if "salah_satu" in b:
        return YA if any(facts[p] for p in b["salah_satu"]) else NO
    if "bila_tidak" in b and all(result[k] == YA for k in b["bila_tidak"]):
        return NOT_APPLICABLE
    return REVIEWER
