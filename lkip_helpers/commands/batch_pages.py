"""Overview of all reports: index.html, ringkasan.xlsx, ringkasan.json; a page for each that failed.

They are written anew from what is in outputs/, so that the same reports give the same bytes.
"""

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from lkip_helpers.commands.jobs import forget_fault
from lkip_helpers.commands.parser import WORDS
from lkip_helpers.compute.rounding import read_printed
from lkip_helpers.errors import Exit
from lkip_helpers.intake.placing import pack_json, write_files
from lkip_helpers.render.fingerprint import read_build
from lkip_helpers.render.forms import Segment, render_page
from lkip_helpers.render.xlsx_book import Book
from lkip_helpers.report.format import format_number
from lkip_helpers.report.markup import render
from lkip_helpers.workspace import TITLES, Workspace

FIGURES = {"capaian": "Capaian (%)", "dasar": "Dihitung", "ikm": "IKM", "serapan": "Serapan (%)"}
COLUMNS = {
    "unit": "Unit", "nama": "Nama", "tahun": "Tahun", "keadaan": "Keadaan", "jenis": "Jenis",
    "rekaan": "Rekaan", **FIGURES, "peringkat": "Peringkat capaian", "sebab": "Sebab",
}  # fmt: skip
_WHOLE, _EXACT = ({"align": "right", "num_format": form} for form in ("0", "0.00"))
NUMBERS = {"tahun": _WHOLE, "peringkat": _WHOLE, **dict.fromkeys(FIGURES, _EXACT)}


def note_fault(workspace: Workspace, code: int, notes: Sequence[str]) -> None:
    """Write a page that says why a report failed, or delete that of an earlier run (code 0).

    Beside it stands the same as JSON, which the overview is written from. Of a report that another
    process is making, neither: that process will say what becomes of it.
    """
    if not code:
        forget_fault(workspace)
    if code in (Exit.DONE, Exit.BUSY):
        return
    page, data = (workspace.fault.with_suffix(s) for s in (".html", ".json"))
    faults = [n for n in notes if n.startswith(("salah: ", "belum: "))]
    lines = faults or list(notes) or [f"Berakhir dengan kode {code} tanpa keterangan."]
    title = f"Laporan {workspace.unit} {workspace.tahun} tidak dapat disusun"
    cure = WORDS.get(f"obat_{code:d}", WORDS["obat"])
    content = render("gagal.html.j2", judul=title, baris=lines, obat=cure)
    workspace.fault.parent.mkdir(parents=True, exist_ok=True)
    text = render_page(title, [Segment("judul", title, content)])
    write_files({page: text.encode(), data: pack_json({"kode": int(code), "sebab": lines})})


def write_pages(workspaces: Sequence[Workspace]) -> tuple[Path, list[str]]:
    """Write the overview page of all reports, its workbook and its data.

    Returns the page, and what list_doubts says, which stands on it too.
    """
    entries = rank([_summarize(w) for w in workspaces])
    doubts = list_doubts(entries)
    folder = workspaces[0].overview
    folder.mkdir(exist_ok=True)
    page = folder / "index.html"
    summary, workbook = pack_json({"laporan": entries}), _build_workbook(entries)
    files = {folder / "ringkasan.json": summary, folder / "ringkasan.xlsx": workbook}
    write_files({**files, page: _build_index(entries, doubts).encode()})
    return page, doubts


def list_doubts(entries: Sequence[dict[str, Any]]) -> list[str]:
    """Offices that more than one unit reports for the same year, each with these units."""
    named = pd.DataFrame([e for e in entries if e["nama"]], columns=["nama", "tahun", "unit"])
    groups = named.groupby(["nama", "tahun"])["unit"]
    text = WORDS["kembar"].format
    return [text(*office, len(u), ", ".join(u)) for office, u in groups if len(u) > 1]


def _summarize(workspace: Workspace) -> dict[str, Any]:
    """The entry of a report in the overview, from build.json and the record of its failure."""
    build = read_build(workspace.outputs)
    fault = workspace.fault.with_suffix(".json")
    causes = json.loads(fault.read_text("utf-8"))["sebab"] if fault.exists() else []
    state = "gagal" if causes else "selesai" if build else "belum"
    summary = build.get("ringkasan", {})
    folder = f"{workspace.unit}/{workspace.tahun}"
    return {
        "unit": workspace.unit,
        "nama": summary.get("nama", ""),
        "tahun": workspace.tahun,
        "keadaan": state,
        "jenis": (build and ("konsep" if build["parameter"]["konsep"] else "akhir")) or "",
        "rekaan": summary.get("rekaan", ""),
        **{key: summary.get(key) for key in FIGURES},
        "sebab": causes[0] if causes else "",
        "berkas": {
            **{f"{folder}-gagal.html": "Sebabnya" for _ in causes[:1]},
            **{f"{folder}/{f}": t for f, t in TITLES.items() if f in build.get("keluaran", {})},
        },
    }


def rank(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Set, in each entry, the rank of its capaian among those of its year; ties share a rank.

    An invented office has none, and takes none from another; nor has one that is alone in its year.
    """
    frame = pd.DataFrame({key: [e[key] for e in entries] for key in ("tahun", "capaian", "rekaan")})
    printed = frame["capaian"].map(read_printed, na_action="ignore").astype(float)
    by_year = printed.mask(frame["rekaan"] != "").groupby(frame["tahun"])
    ranks = by_year.rank("min", ascending=False).where(by_year.transform("count") > 1)
    for entry, place in zip(entries, ranks, strict=True):
        entry["peringkat"] = None if pd.isna(place) else int(place)
    return entries


def _build_workbook(entries: list[dict[str, Any]]) -> bytes:
    book = Book()
    sheet = book.open_sheet("Ringkasan")
    rows = [COLUMNS, *({key: entry[key] for key in COLUMNS} for entry in entries)]
    for column, key in enumerate(COLUMNS):
        look = NUMBERS.get(key, {"indent": 1})
        for row, values in enumerate(rows):
            book.put(sheet, row, column, values[key], bold=not row, **look)
    book.fit_cells(sheet, {n: row.values() for n, row in enumerate(rows)})
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(entries), len(COLUMNS) - 1)
    return book.finish()


def _build_index(entries: list[dict[str, Any]], doubts: list[str]) -> str:
    by_unit: dict[str, dict[int, dict[str, Any]]] = {}
    for entry in entries:
        by_unit.setdefault(entry["unit"], {})[entry["tahun"]] = entry
    variables = {
        "laporan": entries, "unit": by_unit, "kolom": FIGURES, "ragu": doubts,
        "tahun": sorted({entry["tahun"] for entry in entries}),
        "angka": lambda value: value if isinstance(value, str) else format_number(value, 2),
        "bilangan": partial(format_number, decimals=0),
    }  # fmt: skip
    parts = [("semua", "Semua laporan"), ("banding", "Unit dan tahun berdampingan")]
    return render_page(
        "Laporan Kinerja: ringkasan semua unit",
        [Segment(a, t, render("indeks.html.j2", bagian=a, judul=t, **variables)) for a, t in parts],
    )
