"""The evaluation of the reporting as a folder: answered sheets, and what proves each answer."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pypdfium2
from openpyxl import Workbook

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

REVIEWER = "dinilai oleh pereviu"
CEKLIS = "ceklis-reviu"
UNTOLD = "tabelnya tidak disertai uraian"
COLUMNS = [
    "kriteria", "tabel", "terpenuhi", "jumlah", "persen", "nilai", "alasan", "naik", "label",
]  # fmt: skip
_REFERENCE = re.compile(r"\[(Tabel|Gambar)\]\(#([a-z0-9-]+)\)")


def grade_reporting(
    result: Mapping[str, Record], sheet: str = "nasional", told: Collection[str] | None = None
) -> pd.DataFrame:
    """One row a criterion: kriteria, tabel (printed numbers), terpenuhi, jumlah, persen, nilai.

    And label, alasan and naik: the tables that prove it, why this grade, what would raise it.
    sheet: the evaluation sheet that was chosen. nilai: a–e by the share covered, or the points of
    the sheet that gives such. told: labels of tables that a sentence speaks of; all where it is not
    given. What a machine cannot judge has no number and says so.
    Source: PermenPAN-RB 88/2021.
    """
    rule = load_rules("akip")
    rows = [
        _grade(k, result, rule, told, sheet)
        for k in rule["kualitas"]
        if sheet in k.get("hanya", [sheet]) and sheet not in k.get("kecuali", [])
    ]
    rows += [{"kriteria": k["kriteria"], "tabel": "", "nilai": REVIEWER} for k in rule["reviewer"]]
    return pd.DataFrame(rows, columns=COLUMNS)


def _grade(
    k: Mapping[str, Any], result: Mapping[str, Record], rule: Mapping[str, Any],
    told: Collection[str] | None, sheet: str,
) -> dict[str, Any]:  # fmt: skip
    exists = [result[name] for name in k["label"] if name in result]
    have, required, word = {t.label for t in exists}, set(k["label"]), "tabel"
    if "cakupan" in k:
        word = k["kunci"]
        required = _content(result.get(k["cakupan"]), word, {})
        have = required & {n for t in exists for n in _content(t, word, k)}
    percent = len(have) / len(required) * 100 if required else 0.0
    letter = next(h["huruf"] for h in rule["nilai"] if percent > h["lebih_dari"])
    reason = f"{len(have)} dari {len(required)} {word} tercakup"
    lacking = ", ".join(sorted(required - have))
    lacking = lacking.replace("-", " ") if word == "tabel" else lacking
    raising = f"{k['naik']}: {lacking}" if lacking else ""
    if sheet == rule["tetap"]["lembar"]:
        value, flaw = _score(k, result, rule["tetap"], {t.label for t in exists}, told)
        letter = f"{value:.1f}".replace(".", ",")
        reason = "; ".join(filter(None, (reason, flaw)))
        raising = raising or {"": "", UNTOLD: "tulis uraian pada bagiannya"}.get(flaw, k["naik"])
    return {
        "kriteria": k["kriteria"], "tabel": ", ".join(t.number for t in exists),
        "terpenuhi": len(have), "jumlah": len(required), "persen": percent, "nilai": letter,
        "alasan": reason, "naik": raising, "label": [t.label for t in exists],
    }  # fmt: skip


def _score(
    k: Mapping[str, Any], result: Mapping[str, Record], points: Mapping[str, Any],
    shown: Collection[str], told: Collection[str] | None,
) -> tuple[float, str]:  # fmt: skip
    """Points of a criterion, and what keeps it from all of them."""
    if not shown and "melampaui" not in k:
        return 0, "tabelnya tidak ada"
    if "melampaui" in k:
        rows = result[k["melampaui"]].rows if k["melampaui"] in result else []
        capaian = [b["capaian"] for b in rows if b["capaian"] is not None]
        if not (shown and capaian):
            return points["sebagian"], "efisiensi tidak dapat diukur"
        if sum(capaian) / len(capaian) <= points["melampaui"]:
            bound = points["melampaui"]
            return points["sebagian"], f"rata-rata capaian IKU tidak melebihi {bound} persen"
    if told is not None and not {*shown} & {*told}:
        return points["sebagian"], UNTOLD
    return points["penuh"], ""


def _content(tabel: Record | None, key: str, rule: Mapping[str, Any]) -> set[str]:
    """Names in the column `key` of rows whose `kolom` are all filled, in `baris` rows at least."""
    if tabel is None or key not in tabel.by_key:
        return set()
    columns = [key, *rule.get("kolom", ())]
    filled = [b for b in tabel.rows if all(map(_says, (b.get(k) for k in columns)))]
    counts = Counter(str(b[key]) for b in filled)
    return {name for name, n in counts.items() if n >= rule.get("baris", 1)}


def _says(value: Any) -> bool:
    """Whether a cell says anything; one that says it is not known does not."""
    unknown = load_rules("akip")["tak_diketahui"]
    return value not in (None, "") and not str(value).startswith(unknown)


def read_ceklis(result: Mapping[str, Record]) -> pd.DataFrame:
    """The ceklis reviu as the built report answers it, its references as printed numbers.

    Columns kode, bagian, butir, hasil, tampak; no row where the report has no ceklis.
    """

    def phrase(fitting: re.Match[str]) -> str:
        exists = result.get(fitting[2])
        return f"{fitting[1]} {exists.reference}" if exists else ""

    column = ["kode", "bagian", "butir", "hasil", "tampak"]
    rows = [dict(b) for b in result[CEKLIS].rows] if CEKLIS in result else []
    for b in rows:
        b["tampak"] = _REFERENCE.sub(phrase, str(b["tampak"]))
    return pd.DataFrame(rows, columns=column)


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
        write_table(ws, 1, columns.values(), frame[[*columns]].fillna("").itertuples(index=False))
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
    start = f"{record.reference} {record.title}"[:40]
    return next((i for i in reversed(range(len(pages))) if start in pages[i]), None)
