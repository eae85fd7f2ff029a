"""The end of the technical annex: where each table comes from, and what the compilers noted."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from lkip_helpers.intake.data import Data
from lkip_helpers.intake.pipeline import FRAMES
from lkip_helpers.report.narasi import Heading, Narasi
from lkip_helpers.report.record import Record, read_records
from lkip_helpers.report.tabel import Tabel

SheetRow = tuple[str, str, int]  # berkas, lembar, row


def list_origins(payloads: Sequence[Mapping[str, Any]], data: Data) -> Iterator[Any]:
    """Headings, lead-ins and tables. payloads: of the report's tables and figures, numbered."""
    notes = list_notes(data.frames)
    noted_cells = {(r.berkas, r.lembar, r.baris): r.sel for r in notes.itertuples()}
    dropped = data.dibuang.groupby(["berkas", "lembar"]).size().to_dict()
    yield Heading("Catatan Penyusun", 1)
    yield Narasi(
        "Catatan pada [Tabel](#catatan-penyusun) ditulis penyusun ketika mengisi data, antara lain "
        "tentang pembetulan terhadap laporan yang telah diterbitkan."
    )
    yield Tabel(
        "catatan-penyusun", "Catatan penyusun atas data", notes,
        ["lembar", "sel", "catatan: Catatan"], source="catatan pembacaan data", merge=(),
    )  # fmt: skip
    yield Heading("Asal Setiap Tabel dan Gambar", 1)
    yield Narasi(
        "[Tabel](#asal-tabel) menyebutkan, untuk setiap tabel dan gambar dalam laporan, lembar dan "
        "sel asalnya, rumusnya, catatan penyusun atas barisnya, dan baris yang dibuang."
    )
    rows = [
        {"tabel": record.full_title, "hal": topic, "isi": text}
        for record in read_records(payloads).values()
        for topic, text in _describe(record, noted_cells, dropped)
        if text
    ]
    origins = pd.DataFrame(rows, columns=["tabel", "hal", "isi"])
    title = "Asal, rumus, dan catatan setiap tabel dan gambar"
    columns = ["tabel: Tabel atau gambar", "hal: Hal", "isi: Isi"]
    source = "catatan pengolahan data"
    yield Tabel("asal-tabel", title, origins, columns, source=source, merge=["tabel"])


def list_notes(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """What the compilers noted beside the data: berkas, lembar, sel, baris, catatan."""
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


def _describe(
    record: Record, noted: Mapping[SheetRow, str], dropped: Mapping[Any, int]
) -> Iterator[tuple[str, str]]:
    """Topics and texts. noted: cells with a note. dropped: number of rows by berkas, lembar."""
    ranges = (r for column in record.asal.values() for r in column if r)
    rows = {(r[0], r[1], int(row)) for r in ranges for row in re.findall(r"\d+", str(r[2]))}
    yield "Asal", record.source
    yield "Rumus", record.formula_text
    yield "Catatan", ", ".join(cell for row, cell in noted.items() if row in rows)
    sources = (tuple(part.split(" › ")[:2]) for part in record.source.split("; "))
    counts = (f"{source[1]} {dropped[source]}" for source in sources if source in dropped)
    yield "Baris dibuang", ", ".join(counts)
