"""The review checklist, answered from the data as far as a machine can judge."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lkip_helpers.compute.targets import compare_target, is_aligned
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.cells import standardize_name

YA, NO = "ya", "tidak"
REVIEWER, NOT_APPLICABLE = "perlu ditelaah pereviu", "tidak berlaku"


def collect_facts(frames: Mapping[str, pd.DataFrame], tahun: int, end: int) -> dict[str, bool]:
    """Every fact that an item of the checklist can ask for, by name.

    frames: the frames of a data set by name. The name of a frame is the fact that it has rows; the
    other facts compare frames. end: the last year of the Renstra.
    """
    pk, realisasi, support = frames["pk"], frames["realisasi"], frames["dukungan"]
    codes, iku_codes = set(pk["kode"]), set(frames["iku"]["kode"])
    plans = frames["indikator"], frames["renstra"], frames["iku"], pk
    targets = compare_target(*plans, tahun, realisasi=realisasi[realisasi["tahun"] == tahun])
    agrees = {  # the PK with a plan, at first or since it was changed
        plan: bool((is_aligned(targets, plan, "pk") | is_aligned(targets, plan, "berlaku")).all())
        for plan in ("renstra", "iku")
    }
    sasaran = frames["indikator"].set_index("kode")["sasaran"]
    main = support[(support["peran"] == "utama") & support["sasaran"].isin(sasaran)]
    return {k: not v.empty for k, v in frames.items()} | {
        "realisasi_lengkap": bool(codes) and codes <= _list_codes(realisasi, tahun),
        "realisasi_lalu": bool(codes & _list_codes(realisasi, tahun - 1)),
        "sesuai_pk": bool(codes) and bool(is_aligned(targets, "berlaku", "realisasi").all()),
        "selaras_renstra": bool(codes) and agrees["renstra"],
        "selaras_iku": codes == iku_codes and agrees["iku"],
        "sasaran_iku": set(sasaran.reindex(list(codes))) == set(sasaran.reindex(list(iku_codes))),
        "target_akhir": bool(codes & _list_codes(frames["renstra"], end, "target")),
        "dukungan_program": _is_funded(support, frames["anggaran"]),
        "dukungan_utama": _is_funded(main, frames["anggaran"]),
    }


def _list_codes(frame: pd.DataFrame, tahun: int, column: str = "realisasi") -> set[str]:
    """Kode of the indicators with a value in this year."""
    return set(frame[frame["tahun"] == tahun].dropna(subset=column)["kode"])


def _is_funded(support: pd.DataFrame, anggaran: pd.DataFrame) -> bool:
    """Whether any of these programmes is in the budget."""
    known = anggaran["program"].map(standardize_name)
    return bool(support["program"].map(standardize_name).isin(known).any())


def answer_ceklis(facts: Mapping[str, bool], part: str = "ceklis") -> pd.DataFrame:
    """The ceklis reviu: kode, bagian, butir, hasil (ya, tidak, …), tampak (where it shows).

    part: "muatan" for the chapters and the seven analyses a report must have.
    """
    answers: dict[str, str] = {}
    rows = []
    for item in load_rules("reviu")[part]:
        answer = answers[item["kode"]] = _answer(item, facts, answers)
        parts = str(item.get("tampak", "–")).split("; ")  # a no names no sections
        place = "; ".join(p for p in parts if answer != NO or not p.startswith("bagian ")) or "–"
        rows.append((item["kode"], item["bagian"], item["butir"], answer, place))
    return pd.DataFrame(rows, columns=["kode", "bagian", "butir", "hasil", "tampak"])


def _answer(item: Mapping[str, Any], facts: Mapping[str, bool], answers: Mapping[str, str]) -> str:
    """The answer to one item. answers: those so far. Raises KeyError for a fact nobody computes."""
    for key, holds in (("perlu", all), ("salah_satu", any)):
        if key in item:
            return YA if holds(facts[name] for name in item[key]) else NO
    if "bila_tidak" in item and all(answers[k] == YA for k in item["bila_tidak"]):
        return NOT_APPLICABLE
    return REVIEWER
