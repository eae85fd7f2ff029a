"""The evaluation of the reporting as a folder: answered sheets, and what proves each answer."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pypdfium2
from openpyxl import Workbook

from lkip_helpers.audit.review import REVIEWER, grade_reporting, read_ceklis
from lkip_helpers.intake.placing import new_folder, place_folder
from lkip_helpers.report.format import slugify
from lkip_helpers.report.open_data import write_csv
from lkip_helpers.report.payload import MIME
from lkip_helpers.report.record import Record
from lkip_helpers.report.tabel_json import read_built
from lkip_helpers.rules import load_rules
from lkip_helpers.workbooks import style
from lkip_helpers.workbooks.style import save, write_table
from lkip_helpers.workspace import PDF, Workspace

Graded = Mapping[str, pd.DataFrame]  # grade_reporting by evaluation sheet


def write_evidence(workspace: Workspace) -> tuple[Path, Graded]:
    """The folder `bukti` of a built report: lke.xlsx, and a folder a criterion; and the grades.

    lke.xlsx answers every evaluation sheet and the ceklis reviu. A criterion's folder holds each
    table that proves it as CSV, and the pages of the PDF, where there is one, that show them.
    Raises UnreadableReport.
    """
    result = read_built(workspace)
    told = set(list_told(workspace.executed_folder(workspace.outputs)))
    graded = {n: grade_reporting(result, n, told) for n in load_rules("akip")["lembar"]}
    with new_folder(workspace.evidence) as new:
        _write_answers(new / "lke.xlsx", graded, read_ceklis(result))
        _write_proofs(new, graded, result, workspace.outputs / PDF)
        place_folder(new, workspace.evidence)
    return workspace.evidence, graded


def _write_proofs(place: Path, graded: Graded, result: Mapping[str, Record], pdf: Path) -> None:
    """A folder a criterion that tables prove."""
    every = pd.concat(graded.values()).dropna(subset="alasan").drop_duplicates("kriteria")
    proven = every[every["label"].str.len() > 0][["kriteria", "label"]]
    pages = _read_pages(pdf)
    for n, (name, labels) in enumerate(proven.itertuples(index=False), 1):
        folder = place / f"{n:02d}-{slugify(name)}"
        folder.mkdir()
        for record in (result[label] for label in labels):
            printed = [[k.format(row[k.key]) for k in record.columns] for row in record.rows]
            text = write_csv([[k.title for k in record.columns], *printed], ";")
            (folder / f"{record.label}.csv").write_text(text, "utf-8-sig", newline="")
        shown = {i for label in labels if (i := _find_page(result[label], pages)) is not None}
        if shown:
            with pypdfium2.PdfDocument(pdf) as source:
                part = pypdfium2.PdfDocument.new()
                part.import_pages(source, sorted(shown))
                part.save(folder / "halaman.pdf")


def phrase_grades(graded: Graded) -> Iterator[str]:
    """A line each evaluation sheet with how often it gives each grade, then what raises them."""
    for name, frame in graded.items():
        counts = frame["nilai"].value_counts(sort=False).sort_index().to_dict()
        open_items = counts.pop(REVIEWER, 0)
        told = ", ".join(f"{n} × {grade}" for grade, n in counts.items())
        yield f"Lembar {name}: {told}; {open_items} kriteria {REVIEWER}."
    every = pd.concat(graded.values())
    raising = every[every["naik"].fillna("") != ""].drop_duplicates(["kriteria", "naik"])
    if len(raising):
        yield "Yang menaikkan nilai:"
    yield from (f"  {b.kriteria}: {b.naik}." for b in raising.itertuples())


def list_told(folder: Path) -> Iterator[str]:
    """Labels of tables in whose section of the executed chapters a computed sentence stands."""
    for file in sorted(folder.glob("*.ipynb")):
        labels: list[str] = []
        sentence = False
        for text, payload in [*_iter_content(file), ("#", {})]:
            if text.startswith("#"):
                yield from labels if sentence else ()
                labels, sentence = [], False
            elif payload.get("jenis") in ("tabel", "kalimat"):
                labels.append(payload["label"])
            sentence = sentence or bool(payload.get("nilai"))


def _iter_content(file: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Text and payload of each cell of words and of each output of a notebook, in order."""
    for cell in nbformat.read(file, 4).cells:
        if cell.cell_type == "markdown":
            yield cell.source, {}
        results = cell.outputs if cell.cell_type == "code" else ()
        for data in (result.get("data", {}) for result in results):
            yield "".join(data.get("text/markdown", "")), data.get(MIME, {})


def _write_answers(file: Path, graded: Graded, ceklis: pd.DataFrame) -> None:
    workbook = Workbook()
    heads = load_rules("buku")["evaluasi"]
    for name, frame in {**graded, "ceklis reviu": ceklis}.items():
        columns = heads["lembar" if name in graded else "ceklis"]
        ws = workbook.create_sheet(name.capitalize())
        rows = frame[[*columns]].fillna("").itertuples(index=False)
        write_table(ws, 1, columns.values(), rows)
        style.set_widths(ws, (48, 12, 48, 16, 60)[: len(columns)])
        style.set_print(ws, 1)
    del workbook["Sheet"]
    save(workbook, file)


def _read_pages(file: Path) -> list[str]:
    """Text of each page, its spaces folded; none where there is no PDF."""
    if not file.exists():
        return []
    with pypdfium2.PdfDocument(file) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def _find_page(record: Record, pages: list[str]) -> int | None:
    """The page of the caption: the last that has it, for the list of tables has it too."""
    start = f"{record.ordinal} {record.title}"[:40]
    return next((i for i in reversed(range(len(pages))) if start in pages[i]), None)
