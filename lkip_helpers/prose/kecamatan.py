"""Lists and sentences on the kecamatan itself: borders, geography, duties, issues, services."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from lkip_helpers.report.format import format_short, is_empty
from lkip_helpers.report.frame_rows import iter_rows
from lkip_helpers.report.narasi import Chain, Heading, Narasi, TextList, chain_words
from lkip_helpers.report.payload import Absent

_OPENINGS = {
    "kedudukan": "Kedudukan {jabatan} adalah sebagai berikut.",
    "tugas": "{jabatan} mempunyai tugas sebagai berikut.",
    "fungsi": "{jabatan} menjalankan fungsi sebagai berikut.",
}
_DECISIONS = ("keputusan", "surat keputusan", "peraturan", "instruksi", "penetapan")


def build_borders(limit: pd.DataFrame) -> Chain:
    """Borders that are not known or not certain. limit: arah, batas, catatan."""
    note = limit.dropna(subset=["catatan"])
    return Chain(
        [
            Narasi(
                "Catatan untuk batas sebelah {arah:rendah}: {catatan:rendah}",
                arah=b.arah,
                catatan=end_sentence(b.catatan),
            )
            for b in iter_rows(note)
        ]
    )


def build_items(item: Iterable[str], name: str, *, numbered: bool = True) -> TextList | Absent:
    """The texts as a list; where there is none, nothing in the report. name: what they are."""
    content = [str(b) for b in item]
    return TextList(content, numbered) if content else _not_filled(name)


def build_geography(geography: pd.DataFrame) -> TextList | Absent:
    """`Suhu maksimum: 33 °C (perlu diperiksa)`, one point a row.

    geography: uraian, nilai, satuan, catatan.
    """
    item = (
        f"{g.uraian}: {format_short(g.nilai)}\u00a0{g.satuan}"
        + ("" if is_empty(g.catatan) else f" ({g.catatan})")
        for g in iter_rows(geography)
    )
    return build_items(item, "keadaan geografis", numbered=False)


def build_services(service: pd.DataFrame, level: int = 4) -> Chain | Absent:
    """Services under the heading of their group. service: kelompok, layanan."""
    if service.empty:
        return _not_filled("jenis layanan")
    content: list[Any] = []
    for group, own in service.groupby("kelompok", sort=False):
        content += [
            Heading(f"Layanan {group}", level),
            TextList(own["layanan"].to_list(), numbered=False),
        ]
    return Chain(content)


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
        for kind, opening in _OPENINGS.items():
            item = own["uraian"][own["jenis"] == kind].to_list()
            content += [Narasi(opening, jabatan=jabatan), TextList(item)] if item else []
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


def build_outline(data: Any) -> Narasi:
    """The chapters and what each holds; parts without data are not promised.

    data: the frames of a data set by name.
    """
    parts = [
        "gambaran umum kecamatan",
        "susunan organisasi",
        *["tugas dan fungsi"] * (not data.tugas.empty),
        *["isu strategis"] * (not data.isu.empty),
        "dasar hukum",
    ]
    evidence = list_evidence_parts(data)
    annexes = ["formulir perjanjian kinerja dan indikator kinerja utama"]
    survey = ["tabulasi survei kepuasan masyarakat", "jawaban survei menurut unsur"]
    annexes += [] if data.skm.empty else survey
    return Narasi(
        "- **Ikhtisar Eksekutif** mendahului bab pertama dan meringkas capaian, anggaran, temuan, "
        "dan langkah berikutnya.\n"
        "- **Pendahuluan** memuat latar belakang, {bagian}.\n"
        "- **Perencanaan Kinerja** memuat rencana strategis, indikator kinerja utama, dan "
        "perjanjian kinerja tahun laporan.\n"
        "- **Akuntabilitas Kinerja** memuat capaian kinerja organisasi, termasuk {bukti}, kemudian "
        "realisasi anggaran.\n"
        "- **Penutup** memuat simpulan dan langkah perbaikan.\n"
        "- **Lampiran** memuat {lampiran}.",
        bagian=chain_words(parts),
        bukti=", ".join([*evidence, "serta perbandingan, efisiensi, dan program pendukung"]),
        lampiran=chain_words([*annexes, "muatan laporan", "ceklis reviu", "pemeriksaan data"]),
    )


def list_evidence_parts(data: Any) -> list[str]:
    """The chapters on evidence that have something to show."""
    participation = (data.lembaga, data.pembinaan, data.sarana, data.program_lokal)
    return [
        *["kepuasan masyarakat"] * (not data.skm.empty),
        *["partisipasi masyarakat"] * any(not f.empty for f in participation),
    ]


def end_sentence(text: str) -> str:
    """A text of the analyst with its full stop."""
    text = text.strip()
    return text if text.endswith((".", "!", "?", ":")) else f"{text}."
