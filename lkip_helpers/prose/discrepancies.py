"""Words of the reconciliation: published figures beside computed ones."""

import pandas as pd

from lkip_helpers.report.format import format_integer, say_percent

_CHAPTERS = {"E": "Ikhtisar", "L": "Lampiran"}


def add_remarks(number: pd.DataFrame) -> pd.DataFrame:
    """Columns to print: letak (where in print) and keterangan (cause, how sure, arithmetic)."""
    status = (" (" + number["status"] + ")").where(number["status"] != "", "")
    description = (": " + number["uraian"]).where(number["uraian"] != "", "")
    return number.assign(
        letak=number["baris"] + ", " + number["kolom"],
        keterangan=number["sebab"] + status + description,
        tempat=number["tempat"].where(number["tempat"] != "", number["judul"]),
    )


def name_chapters(per_chapter: pd.DataFrame) -> pd.DataFrame:
    """Add nama, how a reader calls each chapter; in the order of the report."""
    name = per_chapter["bab"].map(lambda b: _CHAPTERS.get(b, f"Bab {b}"))
    return per_chapter.assign(nama=name).sort_values("nama", kind="stable")


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
