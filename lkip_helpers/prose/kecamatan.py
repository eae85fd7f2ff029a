"""Words about the office itself: its decisions, and the contents of its report."""

from types import SimpleNamespace
from typing import Any

import pandas as pd

from lkip_helpers.compute.survey_forms import find_form
from lkip_helpers.report.narasi import chain_words
from lkip_helpers.rules import load_efisiensi

_DECISIONS = ("keputusan", "surat keputusan", "peraturan", "instruksi", "penetapan")


def phrase_decision(number: str | None) -> str:
    """A decision by kind and number; `number` may hold both, or only the number."""
    names_kind = (number or "").casefold().startswith(_DECISIONS)
    return number if number and names_kind else f"keputusan {number}" if number else ""


def order_duties(duty: pd.DataFrame) -> pd.DataFrame:
    """The sheet Tugas with jenis as an ordered category: kedudukan before tugas before fungsi."""
    kinds = pd.CategoricalDtype(["Kedudukan", "Tugas", "Fungsi"], ordered=True)
    return duty.assign(jenis=duty["jenis"].str.capitalize().astype(kinds))


def outline(data: Any) -> SimpleNamespace:
    """The contents of introduction, chapters on evidence and annex, in words.

    Parts without data are left out. data: the frames of a data set by name.
    """
    parts = [
        "gambaran umum kecamatan",
        "susunan organisasi",
        *["tugas dan fungsi"] * (not data.tugas.empty),
        *["jenis layanan"] * (not data.layanan.empty),
        *["isu strategis"] * (not data.isu.empty),
        "dasar hukum",
    ]
    annexes = ["perjanjian kinerja", "indikator kinerja utama"]
    annexes += ["tabulasi survei kepuasan masyarakat"] * (not data.skm.empty)
    annexes += ["jawaban survei menurut unsur"] * (find_form(data.frames) in ("skm", "rekap"))
    judged = load_efisiensi(data.pengaturan.efisiensi).bands
    rest = ["perbandingan", *["efisiensi"] * bool(judged), "program pendukung"]
    return SimpleNamespace(
        introduction=chain_words(parts),
        evidence=chain_words([*list_evidence_parts(data), *rest]),
        annex=chain_words([*annexes, "ceklis reviu"]),
    )


def list_evidence_parts(data: Any) -> list[str]:
    """The chapters on evidence that have something to show."""
    participation = (data.lembaga, data.pembinaan, data.sarana, data.program_lokal)
    return [
        *["kepuasan masyarakat"] * bool(find_form(data.frames)),
        *["partisipasi masyarakat"] * any(not f.empty for f in participation),
    ]
