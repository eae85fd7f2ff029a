"""The end of the technical annex: where each table of the report is from, and what makers noted."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from lkip_helpers.intake.data import Data
from lkip_helpers.intake.pipeline import FRAMES
from lkip_helpers.render.references import write_number
from lkip_helpers.report.narasi import Heading, Narasi
from lkip_helpers.report.tabel import Tabel

Cells = set[tuple[str, str, int]]  # berkas, lembar, row


def list_origins(told: Sequence[Mapping[str, Any]], data: Data) -> Iterator[Any]:
    """Headings, lead-ins and tables. told: payloads of the report's tables, numbered."""
    remarks = list_remarks(data.frames)
    noted = {(r.berkas, r.lembar, r.baris): r.sel for r in remarks.itertuples()}
    lost = data.dibuang.groupby(["berkas", "lembar"]).size().to_dict()
    yield Heading("Catatan Penyusun", 1)
    yield Narasi(
        "Catatan pada [Tabel](#catatan-penyusun) ditulis penyusun ketika mengisi data, antara lain "
        "tentang pembetulan terhadap laporan yang telah diterbitkan."
    )
    yield Tabel(
        "catatan-penyusun", "Catatan penyusun atas data", remarks,
        ["lembar", "sel", "catatan: Catatan"], source="catatan pembacaan data", merge=(),
    )  # fmt: skip
    yield Heading("Asal Setiap Tabel dan Gambar", 1)
    yield Narasi(
        "[Tabel](#asal-tabel) menyebutkan, untuk setiap tabel dan gambar dalam laporan, lembar dan "
        "sel asalnya, rumusnya, catatan penyusun atas barisnya, dan baris yang dibuang."
    )
    rows = [
        {"tabel": _name(p), "hal": what, "isi": text}
        for p in told
        for what, text in _tell(p, noted, lost)
        if text
    ]
    yield Tabel(
        "asal-tabel",
        "Asal, rumus, dan catatan setiap tabel dan gambar",
        pd.DataFrame(rows, columns=["tabel", "hal", "isi"]),
        ["tabel: Tabel atau gambar", "hal: Hal", "isi: Isi"],
        source="catatan pengolahan data",
        merge=["tabel"],
    )


def list_remarks(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """What makers noted beside the data: berkas, lembar, sel, baris, catatan."""
    rows = []
    for schema in FRAMES:
        if not schema.REMARK:
            continue
        frame = frames[schema.NAME]
        letter = frame.attrs["sumber"]["kolom"].get(schema.REMARK, "")
        rows += [
            (schema.FILE, schema.SHEET, f"{letter}{row}", row, text)
            for row, text in frame[schema.REMARK].dropna().items()
        ]
    return pd.DataFrame(rows, columns=["berkas", "lembar", "sel", "baris", "catatan"])


def _name(p: Mapping[str, Any]) -> str:
    return f"{write_number(p['jenis'].capitalize(), p['nomor'])} {p['judul']}"


def _tell(
    p: Mapping[str, Any], noted: Mapping[Any, str], lost: Mapping[Any, int]
) -> Iterator[tuple[str, str]]:
    """noted: cells of remarks by berkas, lembar, row. lost: rows dropped by berkas, lembar."""
    cells = _read_cells(p)
    yield "Asal", p["sumber"]
    yield "Rumus", p["rumus"]
    yield "Catatan", ", ".join(cell for place, cell in noted.items() if place in cells)
    sheets = [tuple(part.split(" › ")[:2]) for part in p["sumber"].split("; ")]
    yield "Baris dibuang", ", ".join(f"{s[1]} {lost[s]}" for s in sheets if s in lost)


def _read_cells(p: Mapping[str, Any]) -> Cells:
    """The rows of input sheets that the numbers and texts of a table come from."""
    known = (entry for column in p["asal"].values() for entry in column if entry)
    return {(e[0], e[1], int(row)) for e in known for row in re.findall(r"\d+", str(e[2]))}
