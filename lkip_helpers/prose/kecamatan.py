"""Lists on the kecamatan itself: duties, issues, services; and what the report holds."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from lkip_helpers.compute.survey_forms import find_form
from lkip_helpers.report.format import end_sentence
from lkip_helpers.report.frame_rows import iter_rows
from lkip_helpers.report.narasi import Chain, Heading, Narasi, TextList, chain_words
from lkip_helpers.report.payload import Absent
from lkip_helpers.rules import load_efisiensi

_DECISIONS = ("keputusan", "surat keputusan", "peraturan", "instruksi", "penetapan")


def build_services(service: pd.DataFrame) -> Chain | Absent:
    """The services of each group in a sentence. service: kelompok, layanan."""
    if service.empty:
        return _not_filled("jenis layanan")
    groups = service.groupby("kelompok", sort=False)["layanan"]
    sentence = "**Layanan {kelompok}** meliputi {nama}."
    return Chain([Narasi(sentence, kelompok=k, nama=chain_words([*own])) for k, own in groups])


def phrase_decision(ordinal: str | None) -> str:
    """A decision by its kind and number; the cell may hold only the number."""
    named = (ordinal or "").casefold().startswith(_DECISIONS)
    return ordinal if ordinal and named else f"keputusan {ordinal}" if ordinal else ""


def _not_filled(name: str) -> Absent:
    return Absent(f"Uraian {name}", "lembar datanya belum diisi")


def build_duties(duty: pd.DataFrame, level: int = 4) -> Chain | Absent:
    """Each jabatan with the lists of its kedudukan, tugas and fungsi, in the order of the sheet.

    duty: jabatan, jenis ("kedudukan", "tugas" or "fungsi"), uraian.
    """
    if duty.empty:
        return _not_filled("tugas dan fungsi")
    content: list[Any] = []
    for jabatan, own in duty.groupby("jabatan", sort=False):
        content.append(Heading(str(jabatan), level))
        for kind in ("kedudukan", "tugas", "fungsi"):
            item = own["uraian"][own["jenis"] == kind].to_list()
            content += [Narasi(f"**{kind.capitalize()}**"), TextList(item)] if item else []
    return Chain(content)


def build_issues(issue: pd.DataFrame, level: int = 4) -> Chain | Absent:
    """Each isu strategis with its description and what it means for the kecamatan."""
    if issue.empty:
        return _not_filled("isu strategis")
    content: list[Any] = []
    for i in iter_rows(issue):
        content += [
            Heading(i.isu, level),
            Narasi("{uraian}", uraian=end_sentence(i.uraian)),
            Narasi("**Implikasi.** {implikasi}", implikasi=end_sentence(i.implikasi)),
        ]
    return Chain(content)


@dataclass(frozen=True)
class Outline:
    """What the introduction, the chapters on evidence and the annex hold, as a list in words."""

    introduction: str
    evidence: str
    annex: str


def outline(data: Any) -> Outline:
    """What each chapter holds; parts without data are not promised.

    data: the frames of a data set by name.
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
    annexes += ["jawaban survei menurut unsur"] * (find_form(data.frame) in ("skm", "rekap"))
    judged = load_efisiensi(data.pengaturan.efisiensi).tier
    rest = ["perbandingan", *["efisiensi"] * bool(judged), "program pendukung"]
    return Outline(
        chain_words(parts),
        chain_words([*list_evidence_parts(data), *rest]),
        chain_words([*annexes, "ceklis reviu"]),
    )


def list_evidence_parts(data: Any) -> list[str]:
    """The chapters on evidence that have something to show."""
    participation = (data.lembaga, data.pembinaan, data.sarana, data.program_lokal)
    return [
        *["kepuasan masyarakat"] * bool(find_form(data.frame)),
        *["partisipasi masyarakat"] * any(not f.empty for f in participation),
    ]
