"""Words about the office itself: its decisions, and the contents of its report."""

from types import SimpleNamespace
from typing import Any

import pandas as pd

from lkip_helpers.compute.survey_forms import find_form
from lkip_helpers.prose.supplement_sections import FORMS, list_shown
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


def outline(data: Any, *, advised: bool) -> SimpleNamespace:
    """The contents of introduction, planning, evidence, spending, closing and annex, in words.

    Parts without data are left out. data: frames by name. advised: whether list_advice has rows.
    """
    sections = ("sumber-daya", "perencanaan", "pelayanan", "anggaran")
    added = {s: [shown.kepala.lower() for _, shown in list_shown(data, s)] for s in sections}
    parts = ("tugas dan fungsi", data.tugas), ("jenis layanan", data.layanan)
    filled = [name for name, frame in (*parts, ("isu strategis", data.isu)) if len(frame)]
    office = [f"gambaran umum {data.sebutan}", "susunan organisasi", *added["sumber-daya"]]
    annexes = ["perjanjian kinerja", "indikator kinerja utama"]
    annexes += [] if data.skm.empty else ["tabulasi survei kepuasan masyarakat"]
    has_answers = find_form(data.frames) in ("skm", "rekap")
    annexes += ["jawaban survei menurut unsur"] if has_answers else []
    annexes += sorted(name.lower() for name in FORMS if name in set(data.formulir["formulir"]))
    plans = ["rencana strategis", "indikator kinerja utama", "perjanjian kinerja"]
    main, bands = data.dukungan["peran"] == "utama", load_efisiensi(data.pengaturan.efisiensi).bands
    judged = ["efisiensi"] if main.any() and bands else []
    closing = ["simpulan", "langkah perbaikan"] if len(data.langkah) else ["simpulan"]
    closing += ["saran dari pemeriksaan data"] if advised else []
    rest = ["perbandingan", *judged, "program pendukung", *added["pelayanan"]]
    return SimpleNamespace(
        introduction=chain_words([*office, *filled, "dasar hukum"]),
        planning=chain_words([*plans, *added["perencanaan"]]),
        evidence=chain_words([*list_evidence_parts(data), *rest]),
        spending=chain_words(["realisasi anggaran", *added["anggaran"]]),
        closing=chain_words(closing),
        annex=chain_words([*annexes, "ceklis reviu"]),
    )


def list_evidence_parts(data: Any) -> list[str]:
    """The chapters on evidence that have something to show."""
    participation = (data.lembaga, data.pembinaan, data.sarana, data.program_lokal)
    parts = ["kepuasan masyarakat"] if find_form(data.frames) else []
    return [*parts, "partisipasi masyarakat"] if any(map(len, participation)) else parts
