"""Words for the reconciliation of published figures with computed ones."""

import pandas as pd

from lkip_helpers.report.format import format_integer, say_percent

_CHAPTERS = {"E": "Ikhtisar", "L": "Lampiran", "T": "Lampiran Teknis"}


def add_remarks(number: pd.DataFrame) -> pd.DataFrame:
    """Add columns to print: letak (row and column), keterangan (cause, certainty, arithmetic)."""
    status = (" (" + number["status"] + ")").where(number["status"] != "", "")
    description = (": " + number["uraian"]).where(number["uraian"] != "", "")
    return number.assign(
        letak=number["baris"] + ", " + number["kolom"],
        keterangan=number["sebab"] + status + description,
        tempat=number["tempat"].where(number["tempat"] != "", number["judul"]),
    )


def name_chapters(per_chapter: pd.DataFrame) -> pd.DataFrame:
    """Add nama, what readers call each chapter; sorted by it."""
    names = per_chapter["bab"].map(lambda chapter: _CHAPTERS.get(chapter, f"Bab {chapter}"))
    return per_chapter.assign(nama=names).sort_values("nama", kind="stable")


def describe_chapters(per_chapter: pd.DataFrame) -> str:
    """The finding of the chart: which chapter agrees least."""
    worst = per_chapter.loc[per_chapter["persen"].idxmin()]
    return (
        f"Kesesuaian terendah pada {worst['nama']}: {say_percent(worst['persen'])} "
        f"dari {format_integer(worst['jumlah'])} angka"
    )


def list_approval() -> pd.DataFrame:
    """Lines a reviewer signs on: isian, diisi."""
    return pd.DataFrame({"isian": ["Nama", "Jabatan", "Tanggal", "Tanda tangan"], "diisi": ""})
